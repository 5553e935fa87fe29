"""A cable -> its Card: the header-sized account that an archive keeps in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from .model import Block, Cable, Paragraph, PersonNamed, Tag, Unparsed

# The letters of a card's marks and what each is about.
MARKS = {
    "c": "caption",
    "p": "precedence",
    "d": "declassification",
    "r": "reason",
    "a": "addressee",
}

# The date on which a telegram is to be declassified: "2018-02-14"; an event or an exemption has none
YEAR_FIRST = re.compile(r"(\d{4})-\d\d-\d\d$")


class CardReference(Struct, frozen=True, gc=False, array_like=True):
    """A reference as a card keeps it."""

    bullet: str | None
    kind: str
    text: str
    target: str | None


class Corrected(Struct, frozen=True, gc=False, array_like=True):
    """A field that the publisher corrected: `value` is the JSON of the right value, `was` the wrong one in words."""

    field: str
    value: str
    was: str
    reason: str


class Slip(Struct, frozen=True, gc=False, array_like=True):
    """The beginning of a card: what orders, lists and links ask of it. It is had without the rest, which is heavier.

    `key` names the stored reading of its source and `index` the cable's place in it; of a source that is read in
    parts, `part` counts these from 1, else it is 0.
    """

    key: str
    index: int
    part: int
    source_path: str
    id: str | None
    title: str | None
    subject: str | None
    date: datetime | None
    post: str | None
    level: str | None
    caveats: tuple[str, ...]
    references: tuple[CardReference, ...]
    mentioned_ids: tuple[str, ...]


class Card(Slip, frozen=True, gc=False, array_like=True):
    """The header-sized account of a cable that the archive keeps in memory.

    `marks` are what may be asked of its header, a line each: a letter of MARKS and the words as the telegram has
    them. One string, since the parts of it would outweigh the rest of the card.
    `found` has a bit for each of COUNTED_FIELDS, `doubts` the codes of errors and warnings, `unparsed` the share of
    the text that was not understood, in thousandths. Paragraphs 1 to `paragraphs` all stand in the text.
    """

    tags: tuple[Tag, ...]
    people: tuple[PersonNamed, ...]
    partial: bool
    places: tuple[str, ...] = ()
    printed_id: str | None = None
    found: int = 0
    doubts: tuple[str, ...] = ()
    unparsed: int = 0
    corrections: tuple[Corrected, ...] = ()
    marks: str = ""
    paragraphs: int = 0


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
        part=0,
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
        marks="\n".join(_marks(cable)),
        paragraphs=_last_in_a_row(cable.blocks),
    )


def _last_in_a_row(blocks: tuple[Block, ...]) -> int:
    """The highest number up to which no paragraph is missing."""
    numbers = {block.number for block in blocks if isinstance(block, Paragraph)}
    last = 0
    while last + 1 in numbers:
        last += 1
    return last


def place_of(card: Slip) -> tuple[str, int, int]:
    """Where a cable stands among all that was read: its source, the part, its place there."""
    return card.source_path, card.part, card.index


def caption_mark(caption: str) -> str:
    """`cSIPDIS`."""
    return f"c{' '.join(caption.split())}"


def term_mark(declassify_on: str) -> str:
    """The year in which a cable is to be declassified: `d2018`; `d` where an event or an exemption stands instead."""
    found = YEAR_FIRST.match(declassify_on)
    return f"d{found[1] if found else ''}"


def reason_mark(section: str, letter: str) -> str:
    """A reason with its section: `r1.4(b)`."""
    return f"r{section}({letter})"


def addressee_mark(name: str) -> str:
    """`aSECSTATE WASHDC`."""
    return f"a{' '.join(name.split())}"


def _marks(cable: Cable) -> Iterator[str]:
    """Each mark once, in order."""
    yield from dict.fromkeys(caption_mark(caption) for caption in cable.captions)
    if cable.precedence:
        yield f"p{cable.precedence.action}"
    if cable.declassify_on:
        yield term_mark(cable.declassify_on)
    yield from dict.fromkeys(
        reason_mark(by.section, letter) for by in cable.classified_by if by.section for letter in by.reasons
    )
    yield from dict.fromkeys(addressee_mark(a.name) for a in (*cable.action, *cable.info) if a.name.strip())


def _unparsed_thousandths(blocks: tuple[Block, ...]) -> int:
    lengths = [(isinstance(block, Unparsed), sum(b - a for a, b in block.spans)) for block in blocks]
    strange = sum(length for is_strange, length in lengths if is_strange)
    return -(-1000 * strange // sum(length for _, length in lengths)) if strange else 0
