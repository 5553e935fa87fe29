"""A cable and its page -> what its template may show."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ...cards import Corrected
from .common import CableRow, Head, Link
from .threads import ThreadShown


class TagShown(Struct, frozen=True, gc=False, array_like=True):
    """A TAGS term on a cable page: `label` is what it means, empty where unknown."""

    code: str
    qualifier: str
    label: str
    url: str | None


class ReferenceShown(Struct, frozen=True, gc=False, array_like=True):
    """A reference on a cable page. `outcome`: `found`, `missing`, `ambiguous` or `text` (not a cable).

    `text` is as printed, `target` the id that it means. `links` holds the target (the page of a missing one says who
    refers to it), or the candidates of an ambiguous one; `title` is the found cable's, which has paragraphs 1 to
    `paragraphs`.
    """

    bullet: str
    text: str
    outcome: str
    target: str
    title: str
    links: tuple[Link, ...]
    paragraphs: int = 0


class Neighbours(Struct, frozen=True, gc=False, array_like=True):
    """The cables before and after in one order: `order` is `from Embassy Paris` or `by date`."""

    order: str
    previous: CableRow | None
    next: CableRow | None


class Way(Struct, frozen=True, gc=False, array_like=True):
    """A way through the archive on which this cable lies: by number, a tag, a person; its neighbours there."""

    name: Link
    previous: Link | None
    next: Link | None


class KeyLink(Struct, frozen=True, gc=False, array_like=True):
    """Which page a mention of this key leads to."""

    key: str
    link: Link


# What follows, down to CableText, is not planned but made from the stored cable when its page is rendered.


class AddresseeShown(Struct, frozen=True, gc=False, array_like=True):
    """A line of From, To or Info; `url` is the page of the addressee."""

    name: str
    route: str
    precedence: str
    mcn: str
    excluded: str
    url: str | None = None


class Glossed(Struct, frozen=True, gc=False, array_like=True):
    """A code and what it means (empty where unknown): captions, reasons, orders; `url` is the page about it."""

    text: str
    meaning: str
    url: str | None = None


class ClassifierShown(Struct, frozen=True, gc=False, array_like=True):
    """Who classified and why; `url` is the person's page."""

    name: str
    title: str
    url: str | None
    section: str
    reasons: tuple[Glossed, ...]


class MarginNote(Struct, frozen=True, gc=False, array_like=True):
    """What stands in the margin beside a passage: `kind` is `page`, `repair` or `gloss`; `html` is safe."""

    kind: str
    html: str


class Passage(Struct, frozen=True, gc=False, array_like=True):
    """One block of the body, ready to be laid out: `html` is safe, all else is text to be escaped.

    `kind` as in the model. `anchor` is `p4`, or `p4-2` when a number comes twice, `h1` for headings, else empty.
    `mark` is the portion mark (`S`), `mark_tone` its CSS class, `mark_meaning` in words. `number` empty where none.
    `starts` is `summary` or `comment` on the first passage of one. `inner` holds a retransmitted telegram's own, and
    the items of kind `list`, which gathers list items that follow one another.
    """

    kind: str
    anchor: str
    number: str
    mark: str
    mark_tone: str
    mark_meaning: str
    html: str
    notes: tuple[MarginNote, ...] = ()
    inner: tuple[Passage, ...] = ()
    starts: str = ""


class CableText(Struct, frozen=True, gc=False, array_like=True):
    """The cable itself, as its page shows it."""

    captions: tuple[Glossed, ...]
    precedence: str
    origin: str
    action: tuple[AddresseeShown, ...]
    info: tuple[AddresseeShown, ...]
    attention: tuple[str, ...]
    executive_order: str
    executive_order_meaning: str
    declassify_on: str
    declassify_day: date | None
    classified_by: tuple[ClassifierShown, ...]
    sections: str
    passages: tuple[Passage, ...]
    signers: tuple[str, ...]
    header: str
    repairs: tuple[str, ...]
    notices: tuple[str, ...]
    attributes: tuple[Glossed, ...]
    date_source: str
    transmission_id: str
    station: str
    routing: str
    language_direction: str = "ltr"
    precedence_url: str | None = None
    declassify_url: str | None = None


class CableView(Struct, frozen=True, gc=False, array_like=True):
    """A cable page. `key` and `index` say where the store keeps the cable; `text` is None until it is rendered.

    `dateline` `Paris · Thursday 21 February 2008, 14:04 UTC`; `level` `SECRET`, `banner` `SECRET//NOFORN`,
    `tone` its CSS class. `subject` as sent, empty where it says no more than the title. `corrections` are applied to
    the cable of the store before its text is made. `marks` are the pages of its marks (generator/cards.py).
    `cables` and `absent` are the cables that the text names, here and not here. `cited_by` are the first of those that
    refer to it, `cited_by_all` leads to all where they are more. `terms` are the words that the publisher explains,
    `glossary` the page where all are, or empty.
    """

    head: Head
    key: str
    index: int
    id: str
    printed_id: str
    title: str
    subject: str
    dateline: str
    day: date | None
    datetime: str
    date_url: str | None
    post: Link | None
    level: str
    banner: str
    tone: str
    level_url: str | None
    tags: tuple[TagShown, ...]
    people: tuple[KeyLink, ...]
    cables: tuple[KeyLink, ...]
    absent: tuple[KeyLink, ...]
    places: tuple[KeyLink, ...]
    persons_named: tuple[Link, ...]
    references: tuple[ReferenceShown, ...]
    cited_by: tuple[CableRow, ...]
    cited_by_all: Link | None
    neighbours: tuple[Neighbours, ...]
    ways: tuple[Way, ...]
    thread: ThreadShown | None
    pages: tuple[Link, ...]
    copies: tuple[Link, ...]
    source_url: str
    source_name: str
    partial: bool
    citation: str
    glossary: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    text: CableText | None = None
    corrections: tuple[Corrected, ...] = ()
    marks: tuple[KeyLink, ...] = ()
