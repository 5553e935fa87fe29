"""What a telegram says -> values that hold it: the document model, the contract of `inspect --json`.

Absent scalars are None, absent collections empty. Times are UTC. A span is `(start, end)` in characters of the
decoded source, end exclusive. None of these values can hold itself, so Python's search for rings is spared
them (`gc=False`). `Cable.entities` is the one field that is not part of the contract.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from .diagnostics import Diagnostic

Span = tuple[int, int]
Spans = tuple[Span, ...]

Level = Literal["TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "LIMITED OFFICIAL USE", "UNCLASSIFIED"]
PrecedenceWord = Literal["FLASH", "NIACT IMMEDIATE", "IMMEDIATE", "PRIORITY", "ROUTINE"]
DateSource = Literal["dtg", "de_line", "page_marker", "published"]
ReferenceKind = Literal["cable", "email", "book", "tel", "report", "other"]
MentionKind = Literal["person", "post", "cable", "acronym"]


class Classification(Struct, frozen=True, gc=False):
    """The banner: SECRET with its caveats, such as ("NOFORN",)."""

    level: Level
    caveats: tuple[str, ...] = ()


class Precedence(Struct, frozen=True, gc=False):
    """How urgent, for those who act and those who are informed; `info` is None where line 5 has one prosign."""

    action: PrecedenceWord
    info: PrecedenceWord | None = None


class Station(Struct, frozen=True, gc=False):
    """Format line 3: `DE RUEHFR #0305/01 0521404`."""

    indicator: str
    serial: str | None = None
    section: str | None = None
    day_time: str | None = None


class Addressee(Struct, frozen=True, gc=False):
    """One line of TO or INFO: `RUEHC/SECSTATE WASHDC PRIORITY 2040`."""

    route: str | None
    name: str
    precedence: str | None = None
    mcn: str | None = None
    excluded: tuple[str, ...] = ()


class Tag(Struct, frozen=True, gc=False):
    """One term of the TAGS line: `OVIP (CLINTON, HILLARY)` has the qualifier `CLINTON, HILLARY`."""

    code: str
    qualifier: str | None = None


class Reference(Struct, frozen=True, gc=False):
    """One item of the REF lines; `target` is a canonical id, for a cable."""

    bullet: str | None
    kind: ReferenceKind
    text: str
    target: str | None = None


class ClassifiedBy(Struct, frozen=True, gc=False):
    """Who classified, and why: `section` is `1.4`, `reasons` are its letters in lower case."""

    name: str | None
    title: str | None = None
    section: str | None = None
    reasons: tuple[str, ...] = ()


class Sections(Struct, frozen=True, gc=False):
    """Into how many sections the telegram was cut for sending, and which of them are here."""

    count: int
    present: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


class Heading(Struct, frozen=True, gc=False, tag_field="kind", tag="heading"):
    """A heading line, with its underline."""

    spans: Spans
    text: str


class Paragraph(Struct, frozen=True, gc=False, tag_field="kind", tag="paragraph"):
    """A paragraph: `redactions` are spans of `text`."""

    spans: Spans
    number: int | None
    marking: str | None
    text: str
    redactions: Spans = ()


class ListItem(Struct, frozen=True, gc=False, tag_field="kind", tag="list_item"):
    """An item under a dash, a letter or a bracketed number."""

    spans: Spans
    bullet: str
    text: str


class Preformatted(Struct, frozen=True, gc=False, tag_field="kind", tag="preformatted"):
    """Lines whose columns matter."""

    spans: Spans
    text: str


class PageMarker(Struct, frozen=True, gc=False, tag_field="kind", tag="page_marker"):
    """`PARIS 00000305 002 OF 002`: section 2 starts."""

    spans: Spans
    text: str
    section: int | None = None
    page: int | None = None


class Rule(Struct, frozen=True, gc=False, tag_field="kind", tag="rule"):
    """A row of dashes that underlines nothing."""

    spans: Spans
    text: str


class Retransmission(Struct, frozen=True, gc=False, tag_field="kind", tag="telegram"):
    """A telegram quoted within this one, as its own blocks."""

    spans: Spans
    blocks: tuple[Block, ...]


class Signature(Struct, frozen=True, gc=False, tag_field="kind", tag="signature"):
    """The surname at the end."""

    spans: Spans
    text: str


class Wrapper(Struct, frozen=True, gc=False, tag_field="kind", tag="wrapper"):
    """What a publisher put around the telegram."""

    spans: Spans
    text: str


class Unparsed(Struct, frozen=True, gc=False, tag_field="kind", tag="unparsed"):
    """What was not understood; still shown."""

    spans: Spans
    text: str


Block = (
    Heading
    | Paragraph
    | ListItem
    | Preformatted
    | PageMarker
    | Rule
    | Retransmission
    | Signature
    | Wrapper
    | Unparsed
)


class Mention(Struct, frozen=True, gc=False):
    """A person, post, cable or acronym named in the text."""

    kind: MentionKind
    key: str | None
    text: str
    span: Span


class Repair(Struct, frozen=True, gc=False):
    """What was read otherwise than it stands."""

    span: Span
    was: str
    read_as: str
    code: str


class Published(Struct, frozen=True, gc=False):
    """What a page or a dump says beside the telegram."""

    id: str | None = None
    date: datetime | None = None
    classification: str | None = None
    origin: str | None = None
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    released: str | None = None
    url: str | None = None


class Source(Struct, frozen=True, gc=False):
    """Where a cable was read: `path` inside the content folder, the reader's name, digest of the bytes."""

    path: str
    format: str
    sha256: str
    revision: str | None = None


class Anchor(Struct, frozen=True, gc=False, array_like=True):
    """Where a mention stands in a block: `block` counts the blocks of `flat_blocks`, start and end are of its text."""

    block: int
    start: int
    end: int
    mention: int


class PersonNamed(Struct, frozen=True, gc=False, array_like=True):
    """A person as one cable names him: roles are `signer`, `classifier`, `named`, `drafter`."""

    key: str
    name: str
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Entities(Struct, frozen=True, gc=False):
    """What goes beyond the contract: where mentions stand in the blocks, and who the persons are."""

    anchors: tuple[Anchor, ...] = ()
    people: tuple[PersonNamed, ...] = ()


class Cable(Struct, frozen=True, gc=False, kw_only=True):
    """One telegram, understood; `inspect --json` prints all fields but `entities`."""

    id: str | None = None
    printed_id: str | None = None
    subject: str | None = None
    title: str | None = None
    header: str | None = None
    date: datetime | None = None
    date_source: DateSource | None = None
    classification: Classification | None = None
    captions: tuple[str, ...] = ()
    precedence: Precedence | None = None
    transmission_id: str | None = None
    routing: tuple[str, ...] = ()
    station: Station | None = None
    origin: str | None = None
    post: str | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    attention: tuple[str, ...] = ()
    executive_order: str | None = None
    declassify_on: str | None = None
    tags: tuple[Tag, ...] = ()
    references: tuple[Reference, ...] = ()
    classified_by: tuple[ClassifiedBy, ...] = ()
    summary: str | None = None
    comment: str | None = None
    blocks: tuple[Block, ...] = ()
    signers: tuple[str, ...] = ()
    sections: Sections | None = None
    partial: bool = False
    corrected_copy: bool = False
    mentions: tuple[Mention, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    further: tuple[Cable, ...] = ()
    spans: dict[str, Spans] = {}
    repairs: tuple[Repair, ...] = ()
    published: Published | None = None
    attributes: dict[str, str] = {}
    source: Source | None = None
    entities: Entities = Entities()


def flat_blocks(blocks: tuple[Block, ...]) -> list[Block]:
    """All blocks in reading order, each retransmission followed by its own; anchors count these."""
    flat: list[Block] = []
    for block in blocks:
        flat.append(block)
        if isinstance(block, Retransmission):
            flat.extend(flat_blocks(block.blocks))
    return flat
