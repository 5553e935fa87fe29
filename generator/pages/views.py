"""What a template may show -> small frozen values; the contract between planning and templates.

Made of Structs, str, int, bool, None, date, datetime and tuple alone, so that a view can be fingerprinted.
Every `url` is a path from the site's root (`tag/MARR.html`); a page writes it after `view.root` (`../../`).
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ..model import Corrected


class Link(Struct, frozen=True):
    """Words that lead somewhere; `url` None: it leads nowhere and must look so. `note` explains, in a few words."""

    text: str
    url: str | None = None
    note: str = ""


class Count(Struct, frozen=True):
    """A link and how often."""

    link: Link
    count: int


class Bar(Struct, frozen=True):
    """One bar of a chart: `label` is `2008` or `2008-02`."""

    label: str
    count: int
    url: str | None = None


class Chart(Struct, frozen=True):
    """Cables over time: bars without gaps in time, oldest first; `unit` is `year` or `month`."""

    unit: str
    bars: tuple[Bar, ...]
    most: int


class CableRow(Struct, frozen=True):
    """A cable in a ledger. `tone` is the level as a CSS class (`secret`, `none` where unknown); `day` is UTC."""

    url: str
    id: str
    title: str
    day: date | None
    time: str
    post: Link | None
    level: str
    tone: str


class YearRows(Struct, frozen=True):
    """The part of a ledger that one year holds; `year` is `undated` where no date is known."""

    year: str
    url: str | None
    rows: tuple[CableRow, ...]


class Pager(Struct, frozen=True):
    """Where this page of a list stands: `number` of `total`, first and further pages as links (current: url None)."""

    number: int
    total: int
    previous: str | None
    next: str | None
    pages: tuple[Link, ...]


class Crumb(Struct, frozen=True):
    """A step of the way from the front page to here."""

    text: str
    url: str


class Head(Struct, frozen=True):
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


class TagShown(Struct, frozen=True):
    """A TAGS term on a cable page: `label` is what it means, empty where unknown."""

    code: str
    qualifier: str
    label: str
    url: str | None


class ReferenceShown(Struct, frozen=True):
    """A reference on a cable page. `outcome`: `found`, `missing`, `ambiguous` or `text` (not a cable).

    `links` holds the target, or the candidates of an ambiguous one; `title` is the found cable's.
    """

    bullet: str
    text: str
    outcome: str
    target: str
    title: str
    links: tuple[Link, ...]


class Neighbours(Struct, frozen=True):
    """The cables before and after in one order: `order` is `from Embassy Paris` or `by date`."""

    order: str
    previous: CableRow | None
    next: CableRow | None


class KeyLink(Struct, frozen=True):
    """Which page a mention of this key leads to."""

    key: str
    link: Link


# What follows, down to CableText, is not planned but made from the stored cable when its page is rendered.


class AddresseeShown(Struct, frozen=True):
    """A line of From, To or Info."""

    name: str
    route: str
    precedence: str
    mcn: str
    excluded: str


class Glossed(Struct, frozen=True):
    """A code and what it means (empty where unknown): captions, reasons, orders."""

    text: str
    meaning: str


class ClassifierShown(Struct, frozen=True):
    """Who classified and why; `url` is the person's page."""

    name: str
    title: str
    url: str | None
    section: str
    reasons: tuple[Glossed, ...]


class MarginNote(Struct, frozen=True):
    """What stands in the margin beside a passage: `kind` is `page`, `repair` or `gloss`; `html` is safe."""

    kind: str
    html: str


class Passage(Struct, frozen=True):
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


class CableText(Struct, frozen=True):
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


class CableView(Struct, frozen=True):
    """A cable page. `key` and `index` say where the store keeps the cable; `text` is None until it is rendered.

    `dateline` `Paris · Thursday 21 February 2008, 14:04 UTC`; `level` `SECRET`, `banner` `SECRET//NOFORN`,
    `tone` its CSS class. `subject` as sent, empty where it says no more than the title. `corrections` are applied to
    the cable of the store before its text is made.
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
    places: tuple[KeyLink, ...]
    persons_named: tuple[Link, ...]
    references: tuple[ReferenceShown, ...]
    cited_by: tuple[CableRow, ...]
    neighbours: tuple[Neighbours, ...]
    copies: tuple[Link, ...]
    source_url: str
    source_name: str
    partial: bool
    citation: str
    text: CableText | None = None
    corrections: tuple[Corrected, ...] = ()


class Fact(Struct, frozen=True):
    """A line of a dossier: `Country` - `France`. `url` may lead to another site: it then begins with https://."""

    name: str
    value: str
    url: str | None = None


class Related(Struct, frozen=True):
    """A group of a dossier's plain lists: `Posts that use it`, with counts, most first."""

    title: str
    counts: tuple[Count, ...]


class DossierView(Struct, frozen=True):
    """A page about a tag, person, post, classification, year or month, and the cables that belong to it.

    `kind` is `tag`, `person`, `post`, `classification`, `date`. `name` is its heading, `code` its short form or
    empty, `sentence` says in words what it is and what is here. `chart` None: nothing to draw. Only page 1 of a
    long list has facts, chart and related.
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


class IndexEntry(Struct, frozen=True):
    """An entry of an index: `note` is a short meaning, or the years."""

    link: Link
    note: str
    count: int
    tone: str = ""


class IndexGroup(Struct, frozen=True):
    """A group of an index: a letter, a country, a kind of tag; `anchor` is its fragment."""

    name: str
    anchor: str
    entries: tuple[IndexEntry, ...]


class IndexView(Struct, frozen=True):
    """An index of all tags, persons, posts, classifications or dates."""

    head: Head
    kind: str
    name: str
    sentence: str
    groups: tuple[IndexGroup, ...]
    chart: Chart | None
    total: int


class FrontView(Struct, frozen=True):
    """The front page. `introduction` is safe HTML from content/pages/index.md, or empty."""

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


class Contents(Struct, frozen=True):
    """A line of a prose page's table of contents."""

    level: int
    text: str
    anchor: str


class ProseView(Struct, frozen=True):
    """A page of prose; `html` is safe, made from the Markdown of `source_path`."""

    head: Head
    name: str
    html: str
    contents: tuple[Contents, ...]
    day: date | None


class Phrase(Struct, frozen=True):
    """Words in a table; `url` None: they lead nowhere, and need not."""

    text: str
    url: str | None = None


class Cell(Struct, frozen=True):
    """A cell of a table: phrases, or one `number`, to be set flush right."""

    phrases: tuple[Phrase, ...]
    number: bool = False


class SurveyTable(Struct, frozen=True):
    """A table of the survey: the first cell of a row says what it is about; `more` rows are left out."""

    title: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int


class QualityView(Struct, frozen=True):
    """The page that says how well the archive is understood; no table is empty."""

    head: Head
    name: str
    sentence: str
    tables: tuple[SurveyTable, ...]


class PlainView(Struct, frozen=True):
    """A page that only has a head: 404.html."""

    head: Head


class FeedEntry(Struct, frozen=True):
    """One entry of the Atom feed: `updated` is RFC 3339."""

    url: str
    id: str
    title: str
    updated: str
    summary: str


class FeedView(Struct, frozen=True):
    """feed.xml: `base` is the site's URL with a closing slash, or empty; `updated` is the newest entry's."""

    title: str
    base: str
    updated: str
    entries: tuple[FeedEntry, ...]


class TextView(Struct, frozen=True):
    """A file that is text already: robots.txt, _headers, _redirects, sitemap.xml, .nojekyll."""

    text: str


class CopyView(Struct, frozen=True):
    """A file that is copied as it is: `origin` is `content` or `template`, `name` its path there.

    `digest` changes whenever its bytes do: that of the bytes, or of a reading made from them.
    """

    origin: str
    name: str
    digest: str


View = (
    CableView
    | DossierView
    | IndexView
    | FrontView
    | ProseView
    | QualityView
    | PlainView
    | FeedView
    | TextView
    | CopyView
)


class SiteFacts(Struct, frozen=True):
    """What every template may show besides its view. No total, no date, no list: such a fact would restale every page.

    `navigation` holds the main navigation (section, link); `about` and other prose pages come last. `feed` and
    `quality`: whether there are such pages.
    """

    title: str
    url: str | None
    language: str
    description: str
    publisher: str
    navigation: tuple[NavigationEntry, ...]
    generator: str
    feed: bool
    quality: bool = False


class NavigationEntry(Struct, frozen=True):
    """An entry of the main navigation."""

    section: str
    text: str
    url: str


class Page(Struct, frozen=True):
    """A file of the site: its path, the template that makes it, what that may show.

    `kind` is the page kind that planned it, as in `[pages] kinds`.
    """

    path: str
    template: str
    view: View
    kind: str
