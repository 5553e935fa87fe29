"""Link, counts, charts, ledgers, heads -> the values that views of all families are made of."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Link(Struct, frozen=True, gc=False, array_like=True):
    """Words that lead somewhere; `url` None: it leads nowhere and must look so. `note` explains, in a few words."""

    text: str
    url: str | None = None
    note: str = ""


class Count(Struct, frozen=True, gc=False, array_like=True):
    """A link and how often; `url` leads to those that are counted."""

    link: Link
    count: int
    url: str | None = None


class Bar(Struct, frozen=True, gc=False, array_like=True):
    """One bar of a chart: `label` is `2008` or `2008-02`."""

    label: str
    count: int
    url: str | None = None


class Chart(Struct, frozen=True, gc=False, array_like=True):
    """Cables over time: bars without gaps in time, oldest first; `unit` is `year` or `month`."""

    unit: str
    bars: tuple[Bar, ...]
    most: int


class CableRow(Struct, frozen=True, gc=False, array_like=True):
    """A cable in a ledger. `tone` is the level as a CSS class (`secret`, `none` where unknown); `day` is UTC."""

    url: str
    id: str
    title: str
    day: date | None
    time: str
    post: Link | None
    level: str
    tone: str


class YearRows(Struct, frozen=True, gc=False, array_like=True):
    """The part of a ledger that one year holds; `year` is `undated` where no date is known."""

    year: str
    url: str | None
    rows: tuple[CableRow, ...]


class Pager(Struct, frozen=True, gc=False, array_like=True):
    """Where this page of a list stands: `number` of `total`, first and further pages as links (current: url None)."""

    number: int
    total: int
    previous: str | None
    next: str | None
    pages: tuple[Link, ...]


class Crumb(Struct, frozen=True, gc=False, array_like=True):
    """A step of the way from the front page to here."""

    text: str
    url: str


class Head(Struct, frozen=True, gc=False, array_like=True):
    """What every HTML page has: its own path, the way back to the root, titles for people and machines.

    `path` `cable/2008/02/08PARIS305.html`, `root` `../../../` (empty at the root), `canonical` the whole URL or None,
    `section` the entry of the main navigation that is current (`cables`, `tags`, `persons`, `posts`, `dates`,
    `about`, or empty), `json_ld` ready JSON text or empty.
    """

    path: str
    root: str
    title: str
    description: str
    canonical: str | None = None
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    json_ld: str = ""
    og_type: str = "website"


class Fact(Struct, frozen=True, gc=False, array_like=True):
    """A line of a dossier: `Country` - `France`. `url` may lead to another site: it then begins with https://."""

    name: str
    value: str
    url: str | None = None
