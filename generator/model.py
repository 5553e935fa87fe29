"""What a telegram says -> values that hold it: the document model, the contract of `inspect --json`.

Absent scalars are None, absent collections empty. Times are UTC. A span is `(start, end)` in characters of the
decoded source, end exclusive. `Cable.entities` is the one field that is not part of the contract.
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


class Classification(Struct, frozen=True):
    """The banner: SECRET with its caveats, such as ("NOFORN",)."""

    level: Level
    caveats: tuple[str, ...] = ()


class Precedence(Struct, frozen=True):
    """How urgent, for those who act and those who are informed; `info` is None where line 5 has one prosign."""

    action: PrecedenceWord
    info: PrecedenceWord | None = None


class Station(Struct, frozen=True):
    """Format line 3: `DE RUEHFR #0305/01 0521404`."""

    indicator: str
    serial: str | None = None
    section: str | None = None
    day_time: str | None = None


class Addressee(Struct, frozen=True):
    """One line of TO or INFO: `RUEHC/SECSTATE WASHDC PRIORITY 2040`."""

    route: str | None
    name: str
    precedence: str | None = None
    mcn: str | None = None
    excluded: tuple[str, ...] = ()


class Tag(Struct, frozen=True):
    """One term of the TAGS line: `OVIP (CLINTON, HILLARY)` has the qualifier `CLINTON, HILLARY`."""

    code: str
    qualifier: str | None = None


class Reference(Struct, frozen=True):
    """One item of the REF lines; `target` is a canonical id, for a cable."""

    bullet: str | None
    kind: ReferenceKind
    text: str
    target: str | None = None


class ClassifiedBy(Struct, frozen=True):
    """Who classified, and why: `section` is `1.4`, `reasons` are its letters in lower case."""

    name: str | None
    title: str | None = None
    section: str | None = None
    reasons: tuple[str, ...] = ()


class Sections(Struct, frozen=True):
    """Into how many sections the telegram was cut for sending, and which of them are here."""

    count: int
    present: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


class Heading(Struct, frozen=True, tag_field="kind", tag="heading"):
    """A heading line, with its underline."""

    spans: Spans
    text: str


class Paragraph(Struct, frozen=True, tag_field="kind", tag="paragraph"):
    """A paragraph: `redactions` are spans of `text`."""

    spans: Spans
    number: int | None
    marking: str | None
    text: str
    redactions: Spans = ()


class ListItem(Struct, frozen=True, tag_field="kind", tag="list_item"):
    """An item under a dash, a letter or a bracketed number."""

    spans: Spans
    bullet: str
    text: str


class Preformatted(Struct, frozen=True, tag_field="kind", tag="preformatted"):
    """Lines whose columns matter."""

    spans: Spans
    text: str


class PageMarker(Struct, frozen=True, tag_field="kind", tag="page_marker"):
    """`PARIS 00000305 002 OF 002`: section 2 starts."""

    spans: Spans
    text: str
    section: int | None = None
    page: int | None = None


class Rule(Struct, frozen=True, tag_field="kind", tag="rule"):
    """A row of dashes that underlines nothing."""

    spans: Spans
    text: str


class Retransmission(Struct, frozen=True, tag_field="kind", tag="telegram"):
    """A telegram quoted within this one, as its own blocks."""

    spans: Spans
    blocks: tuple[Block, ...]


class Signature(Struct, frozen=True, tag_field="kind", tag="signature"):
    """The surname at the end."""

    spans: Spans
    text: str


class Wrapper(Struct, frozen=True, tag_field="kind", tag="wrapper"):
    """What a publisher put around the telegram."""

    spans: Spans
    text: str


class Unparsed(Struct, frozen=True, tag_field="kind", tag="unparsed"):
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


class Mention(Struct, frozen=True):
    """A person, post, cable or acronym named in the text."""

    kind: MentionKind
    key: str | None
    text: str
    span: Span


class Repair(Struct, frozen=True):
    """What was read otherwise than it stands."""

    span: Span
    was: str
    read_as: str
    code: str


class Published(Struct, frozen=True):
    """What a page or a dump says beside the telegram."""

    id: str | None = None
    date: datetime | None = None
    classification: str | None = None
    origin: str | None = None
    tags: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    released: str | None = None
    url: str | None = None


class Source(Struct, frozen=True):
    """Where a cable was read: `path` inside the content folder, the reader's name, digest of the bytes."""

    path: str
    format: str
    sha256: str
    revision: str | None = None


class Anchor(Struct, frozen=True, array_like=True):
    """Where a mention stands in a block: `block` counts the blocks of `flat_blocks`, start and end are of its text."""

    block: int
    start: int
    end: int
    mention: int


class PersonNamed(Struct, frozen=True, array_like=True):
    """A person as one cable names him: roles are `signer`, `classifier`, `named`, `drafter`."""

    key: str
    name: str
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Entities(Struct, frozen=True):
    """What goes beyond the contract: where mentions stand in the blocks, and who the persons are."""

    anchors: tuple[Anchor, ...] = ()
    people: tuple[PersonNamed, ...] = ()


class Cable(Struct, frozen=True, kw_only=True):
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


class CardReference(Struct, frozen=True, array_like=True):
    """A reference as a card keeps it."""

    bullet: str | None
    kind: str
    text: str
    target: str | None


class Corrected(Struct, frozen=True, array_like=True):
    """A field that the publisher corrected: `value` is the JSON of the right value, `was` the wrong one in words."""

    field: str
    value: str
    was: str
    reason: str


class Card(Struct, frozen=True, array_like=True):
    """The header-sized account of a cable that the archive keeps in memory.

    `key` names the stored reading of its source and `index` the cable's place in it; of a source that is read in
    parts, `part` counts these from 1. `found` has a bit for each of
    COUNTED_FIELDS, `doubts` the codes of errors and warnings, `unparsed` the share of the text that was not
    understood, in thousandths.
    """

    key: str
    index: int
    source_path: str
    id: str | None
    title: str | None
    subject: str | None
    date: datetime | None
    post: str | None
    level: str | None
    caveats: tuple[str, ...]
    tags: tuple[Tag, ...]
    references: tuple[CardReference, ...]
    mentioned_ids: tuple[str, ...]
    people: tuple[PersonNamed, ...]
    partial: bool
    places: tuple[str, ...] = ()
    printed_id: str | None = None
    found: int = 0
    doubts: tuple[str, ...] = ()
    unparsed: int = 0
    corrections: tuple[Corrected, ...] = ()
    part: int = 0


# Every field of a cable is there or not, but for those that say something about all of it.
COUNTED_FIELDS = tuple(
    name
    for name in Cable.__struct_fields__
    if name not in ("diagnostics", "further", "spans", "source", "entities", "repairs", "sections")
)


def card_of(cable: Cable, key: str, index: int) -> Card:
    """The card of a cable: `key` is its source's key in the store, `index` its place in that source."""
    references = tuple(CardReference(r.bullet, r.kind, r.text, r.target) for r in cable.references)
    mentioned = {m.key for m in cable.mentions if m.kind == "cable" and m.key}
    level = cable.classification
    return Card(
        key=key,
        index=index,
        source_path=cable.source.path if cable.source else "",
        id=cable.id,
        title=cable.title,
        subject=cable.subject,
        date=cable.date,
        post=cable.post,
        level=level.level if level else None,
        caveats=level.caveats if level else (),
        tags=cable.tags,
        references=references,
        mentioned_ids=tuple(sorted(mentioned)),
        people=cable.entities.people,
        partial=cable.partial,
        places=tuple(sorted({m.key for m in cable.mentions if m.kind == "post" and m.key})),
        printed_id=cable.printed_id,
        found=sum(1 << bit for bit, name in enumerate(COUNTED_FIELDS) if getattr(cable, name)),
        doubts=tuple(sorted({d.code for d in cable.diagnostics if d.severity != "notice"})),
        unparsed=_unparsed_thousandths(cable.blocks),
    )


def place_of(card: Card) -> tuple[str, int, int]:
    """Where a cable stands among all that was read: its source, the part, its place there."""
    return card.source_path, card.part, card.index


def _unparsed_thousandths(blocks: tuple[Block, ...]) -> int:
    lengths = [(isinstance(block, Unparsed), sum(b - a for a, b in block.spans)) for block in blocks]
    strange = sum(length for is_strange, length in lengths if is_strange)
    return -(-1000 * strange // sum(length for _, length in lengths)) if strange else 0


def flat_blocks(blocks: tuple[Block, ...]) -> list[Block]:
    """All blocks in reading order, each retransmission followed by its own; anchors count these."""
    flat: list[Block] = []
    for block in blocks:
        flat.append(block)
        if isinstance(block, Retransmission):
            flat.extend(flat_blocks(block.blocks))
    return flat
