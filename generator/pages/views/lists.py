"""A topic, an index, the front page -> what their templates may show."""

from __future__ import annotations

from msgspec import Struct

from .calendar import Calendar
from .common import CableRow, Chart, Count, Fact, Head, Link, Pager, YearRows
from .maps import Map


class Related(Struct, frozen=True, gc=False, array_like=True):
    """A group of a dossier's plain lists: `Posts that use it`, with counts, most first."""

    title: str
    counts: tuple[Count, ...]


class Excerpt(Struct, frozen=True, gc=False, array_like=True):
    """The latest of further cables that have to do with a topic; `all_of_them` leads to all `total`."""

    title: str
    rows: tuple[CableRow, ...]
    total: int
    all_of_them: Link | None


class DossierView(Struct, frozen=True, gc=False, array_like=True):
    """A page about a tag, person, post, classification, year or month, and the cables that belong to it.

    `kind` is `tag`, `person`, `post`, `classification`, `date`. `name` is its heading, `code` its short form or
    empty, `sentence` says in words what it is and what is here. `chart` None: nothing to draw. Only page 1 of a
    long list has facts, chart, related, `map` (None: it has no place), excerpts, and `years`, the way to where each
    begins. `listed` is 0, or how many of `total` stand in a list that ends early, on its last page.
    """

    head: Head
    kind: str
    name: str
    code: str
    tone: str
    sentence: str
    facts: tuple[Fact, ...]
    chart: Chart | None
    related: tuple[Related, ...]
    ledger: tuple[YearRows, ...]
    pager: Pager
    total: int
    map: Map | None = None
    excerpts: tuple[Excerpt, ...] = ()
    calendar: Calendar | None = None
    years: tuple[Link, ...] = ()
    listed: int = 0


class IndexEntry(Struct, frozen=True, gc=False, array_like=True):
    """An entry of an index: `note` is a short meaning, or the years."""

    link: Link
    note: str
    count: int
    tone: str = ""


class IndexGroup(Struct, frozen=True, gc=False, array_like=True):
    """A group of an index: a letter, a country, a kind of tag; `anchor` is its fragment."""

    name: str
    anchor: str
    entries: tuple[IndexEntry, ...]


class Jump(Struct, frozen=True, gc=False, array_like=True):
    """A way to a group further down the page."""

    text: str
    anchor: str


class IndexView(Struct, frozen=True, gc=False, array_like=True):
    """An index of all tags, persons, posts, classifications or dates.

    `jumps` lead to its groups, or where these are many to the first of each letter; none where they are few.
    """

    head: Head
    kind: str
    name: str
    sentence: str
    groups: tuple[IndexGroup, ...]
    chart: Chart | None
    total: int
    jumps: tuple[Jump, ...] = ()


class FrontView(Struct, frozen=True, gc=False, array_like=True):
    """The front page. `introduction` is safe HTML from content/pages/index.md, or empty; `cited` its links."""

    head: Head
    name: str
    sentence: str
    introduction: str
    figures: tuple[Fact, ...]
    chart: Chart | None
    posts: tuple[Count, ...]
    persons: tuple[Count, ...]
    tags: tuple[Count, ...]
    classifications: tuple[IndexEntry, ...]
    latest: tuple[CableRow, ...]
    cited: tuple[Link, ...] = ()
