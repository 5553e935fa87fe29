"""Views of invented cables, one of every kind, full and degenerate, for tests of templates."""

from __future__ import annotations

from datetime import date

from sample_cable import cable
from sample_drawings import CHART, EARLIER, LATER, POST, calendar_shown, map_shown, row, thread_shown

from generator.model import (
    Cable,
    Paragraph,
)
from generator.pages.indexes import make_jumps
from generator.pages.views import (
    CableView,
    Contents,
    Count,
    Crumb,
    DossierView,
    EditionView,
    Excerpt,
    Fact,
    FeedEntry,
    FeedView,
    FrontView,
    GlossaryView,
    Head,
    IndexEntry,
    IndexGroup,
    IndexView,
    KeyLink,
    Link,
    MapView,
    NavigationEntry,
    Neighbours,
    NumberBlock,
    NumberShown,
    NumbersView,
    Page,
    Pager,
    PlainView,
    PostCount,
    ProseView,
    ReferenceShown,
    Related,
    SiteFacts,
    StripBin,
    TagShown,
    Term,
    TermGroup,
    ThreadView,
    View,
    Way,
    YearRows,
)

SITE = SiteFacts(
    title="The Specimen Archive",
    url="https://cables.example",
    language="en",
    description="Two invented telegrams.",
    publisher="Specimen Press",
    navigation=(
        NavigationEntry("dates", "Dates", "date/index.html"),
        NavigationEntry("tags", "Tags", "tag/index.html"),
        NavigationEntry("persons", "Persons", "person/index.html"),
        NavigationEntry("posts", "Posts", "post/index.html"),
        NavigationEntry("about", "About", "about.html"),
    ),
    generator="Cablepress",
    feed=True,
    numbers=True,
)
PERSON = Link("Ada Quillfeather", "person/ada-quillfeather.html")


def head(path: str, title: str, section: str = "", crumbs: tuple[Crumb, ...] = ()) -> Head:
    """The head of a page at a path."""
    return Head(
        path=path,
        root="../" * path.count("/"),
        title=f"{title} - The Specimen Archive",
        description=f"All about {title}.",
        canonical=f"https://cables.example/{path}",
        section=section,
        crumbs=crumbs,
        json_ld='{"@context":"https://schema.org","@type":"CollectionPage"}',
    )


def cable_view(**changed: object) -> CableView:
    """The page of that telegram, with everything a view can hold."""
    crumbs = (Crumb("2008", "date/2008.html"), Crumb("February", "date/2008/02.html"))
    path = "cable/2008/02/08PARIS9002.html"
    fields = {
        "head": head(path, "08PARIS9002", "dates", crumbs),
        "key": "k",
        "index": 0,
        "id": "08PARIS9002",
        "printed_id": "PARIS 009002",
        "title": "Lighthouses: The Minister's Answer",
        "subject": "LIGHTHOUSES: THE MINISTER'S ANSWER",
        "dateline": "Paris · Thursday 21 February 2008, 14:04 UTC",
        "day": date(2008, 2, 21),
        "datetime": "2008-02-21T14:04Z",
        "date_url": "date/2008/02.html",
        "post": POST,
        "level": "SECRET",
        "banner": "SECRET//NOFORN",
        "tone": "secret",
        "level_url": "classification/secret.html",
        "tags": (
            TagShown("MARR", "", "Military and Defense Arrangements", "tag/MARR.html"),
            TagShown("OVIP", "QUILLFEATHER, ADA", "", None),
        ),
        "people": (
            KeyLink("ada-quillfeather", PERSON),
            KeyLink("bo-ferrule", Link("Bo Ferrule", "person/bo-ferrule.html")),
        ),
        "cables": (KeyLink("08PARIS9002", Link("08PARIS9002", path)),),
        "absent": (KeyLink("07ROME4", Link("07ROME4", "absent/2007/07ROME4.html", "not in this archive")),),
        "places": (KeyLink("paris", POST),),
        "persons_named": (PERSON, Link("Bo Ferrule", "person/bo-ferrule.html", "classified it")),
        "references": (
            ReferenceShown("A", "07 PARIS 9001", "found", "07PARIS9001", LATER.title, (Link("07PARIS9001", EARLIER.url),)),
            ReferenceShown("B", "07 ROME 4", "missing", "07ROME4", "", (Link("07ROME4", "absent/2007/07ROME4.html"),)),
            ReferenceShown("B", "07 ROME 5", "missing", "07ROME5", "", ()),
            ReferenceShown("C", "OSLO 7", "ambiguous", "", "", (Link("07OSLO7", "cable/a.html"), Link("08OSLO7", "cable/b.html"))),
            ReferenceShown("", "Keeper-Ferrule e-mail of May 2", "text", "", "", ()),
        ),
        "cited_by": (LATER,),
        "cited_by_all": Link("All 21", "cited/2008/02/08PARIS9002.html"),
        "neighbours": (Neighbours("from Embassy Paris", EARLIER, LATER), Neighbours("by date", None, LATER)),
        "ways": (
            Way(Link("By number"), Link("08PARIS9001", "cable/a.html"), None),
            Way(PERSON, None, Link(LATER.id, LATER.url)),
        ),
        "thread": thread_shown(),
        "pages": (Link("About", "about.html"),),
        "copies": (Link("08PARIS9002-2", "cable/2008/02/08PARIS9002-2.html", "a second file"),),
        "source_url": "cable/2008/02/08PARIS9002.txt",
        "source_name": "08PARIS9002.txt",
        "partial": True,
        "citation": 'U.S. Embassy Paris, "Lighthouses," telegram 08PARIS9002, 21 February 2008.',
    }  # fmt: skip
    return CableView(**{**fields, **changed})


def thread_view() -> ThreadView:
    """The page of a long conversation."""
    path = "thread/2007/03/07PARIS9001.html"
    return ThreadView(
        head(path, "Conversation", "browse"), "A Talk", "Three.", thread_shown(), Pager(1, 1, None, None, ())
    )


def numbers_view() -> NumbersView:
    """The numbers of a post in a year: here, cited, with a page or without, and missing."""
    known = (
        NumberShown(7, EARLIER.url, True),
        NumberShown(9, "absent/2008/08PARIS9.html", False),
        NumberShown(12, None, False),
    )
    return NumbersView(
        head=head("number/PARIS/2008.html", "Numbers of Embassy Paris, 2008", "browse"),
        name="Embassy Paris, 2008",
        series="08PARIS",
        sentence="One telegram of this year is here.",
        post=POST,
        last=300,
        strip=(StripBin(1, 150, 90, 60), StripBin(151, 300, 0, 1)),
        blocks=(NumberBlock("1–100", known, ("1–6", "8")), NumberBlock("101–300", (), ())),
        previous=Link("2007", "number/PARIS/2007.html"),
        next=None,
    )  # fmt: skip


def bare_cable_view() -> CableView:
    """A cable of which nothing is known."""
    return cable_view(
        head=Head("cable/other/scrap.html", "../../", "scrap", ""), id="", printed_id="", title="", subject="",
        dateline="", day=None, datetime="", date_url=None, post=None, level="", banner="", tone="none",
        level_url=None, tags=(), people=(), cables=(), absent=(), places=(), persons_named=(), references=(),
        cited_by=(), cited_by_all=None, neighbours=(), ways=(), thread=None, pages=(), copies=(), source_url="", partial=False, citation="",
    )  # fmt: skip


def dossier_view(rows: int = 2, **changed: object) -> DossierView:
    """A dossier with so many cables."""
    path = "tag/MARR.html"
    cables = tuple(
        row(f"cable/2008/02/08PARIS{n}.html", f"08PARIS{n}", f"Lighthouse {n}", date(2008, 2, 1))
        for n in range(rows)
    )
    fields = {
        "head": head(path, "MARR", "tags", (Crumb("Tags", "tag/index.html"), Crumb("MARR", path))),
        "kind": "tag",
        "name": "Military and Defense Arrangements",
        "code": "MARR",
        "tone": "",
        "sentence": "MARR is a subject tag. Two cables carry it, from 22 March 2007 to 21 February 2008.",
        "facts": (Fact("Country", "France", "country/fr.html"), Fact("Wikidata", "Q1", "https://www.wikidata.org/wiki/Q1"), Fact("Kind", "subject")),
        "chart": CHART,
        "related": (Related("Posts", (Count(POST, 2),)), Related("Often together with", (Count(Link("FR", "tag/FR.html", "France"), 1, "tag/FR/and/MARR.html"),))),
        "ledger": (YearRows("2008", "date/2008.html", cables), YearRows("undated", None, (row("cable/undated/PARIS1.html", "PARIS1", "When?", None),))),
        "pager": Pager(2, 3, "tag/MARR.html", "tag/MARR/3.html", (Link("1", "tag/MARR.html"), Link("2"), Link("3", "tag/MARR/3.html"))),
        "total": rows + 1,
        "map": map_shown(),
        "excerpts": (Excerpt("Sent to Embassy Paris", (LATER, EARLIER), 7, Link("All of them", "addressee/paris.html")), Excerpt("Few", (LATER,), 1, None)),
    }  # fmt: skip
    return DossierView(**{**fields, **changed})


def glossary_view() -> GlossaryView:
    """Two words, one of which leads somewhere."""
    terms = (
        Term(Link("SIPDIS", "caption/SIPDIS.html"), "For <many> readers"),
        Term(Link("WICK"), "A long candle"),
    )
    return GlossaryView(
        head("glossary.html", "Glossary", "browse"),
        "Glossary",
        "Two words.",
        (TermGroup("Captions", "captions", terms),),
    )


def map_view(**changed: object) -> MapView:
    """The map of one year."""
    lines = (PostCount(POST, Link("France", "country/fr.html"), 2), PostCount(Link("Office 7"), Link(""), 1))
    fields = {
        "head": head("map/2008.html", "Map of 2008", "browse"),
        "name": "Map of 2008",
        "sentence": "Two posts sent three cables in 2008.",
        "year": "2008",
        "years": (Link("All years", "map/index.html"), Link("2008")),
        "chart": CHART,
        "map": map_shown(),
        "posts": lines,
        "most": 2,
        "placeless": 1,
    }
    return MapView(**{**fields, **changed})


def index_view(entries: int = 3) -> IndexView:
    """An index of persons."""
    people = tuple(
        IndexEntry(Link(f"Person {n}", f"person/p{n}.html"), "2007 to 2008", n) for n in range(entries)
    )
    groups = tuple(IndexGroup(letter, f"letter-{letter.lower()}", people) for letter in "ABC")
    levels = IndexGroup(
        "Levels", "levels", (IndexEntry(Link("Secret", "classification/secret.html"), "", 3, "secret"),)
    )
    return IndexView(head("person/index.html", "Persons", "persons"), "persons", "Persons", "Nine persons are named.", (*groups, levels), CHART, 9, make_jumps((*groups, levels)))  # fmt: skip


def front_view(**changed: object) -> FrontView:
    """The front page."""
    fields = {
        "head": head("index.html", "Front"),
        "name": "The Specimen Archive",
        "sentence": "Two invented telegrams of 2007 and 2008.",
        "introduction": "<p>An archive that does not exist.</p>",
        "figures": (Fact("cables", "2"), Fact("posts", "1", "post/index.html")),
        "chart": CHART,
        "posts": (Count(POST, 2),),
        "persons": (Count(PERSON, 1),),
        "tags": (Count(Link("MARR", "tag/MARR.html", "Military"), 2),),
        "classifications": (IndexEntry(Link("Secret", "classification/secret.html"), "", 1, "secret"),),
        "latest": (LATER, EARLIER),
    }
    return FrontView(**{**fields, **changed})


def prose_view() -> ProseView:
    """A page of prose."""
    contents = tuple(Contents(2, f"Part {n}", f"part-{n}") for n in range(3))
    html = "".join(f'<h2 id="part-{n}">Part {n}</h2><p>Words.</p>' for n in range(3))
    return ProseView(head("about.html", "About", "about"), "About", html, contents, date(2008, 2, 21))


def edition_view() -> EditionView:
    """The print edition of a collection of one cable."""
    path = "book/print.html"
    return EditionView(
        head(path, "Book, print edition", "book"), "Book", "One telegram.", "<p>Words.</p>", date(2008, 2, 21), (), 1,
        (cable_view(),), Pager(1, 1, None, None, ()),
    )  # fmt: skip


def feed_view() -> FeedView:
    """The feed."""
    entry = FeedEntry("cable/a.html", "urn:x:a", 'A & "b"', "2008-02-21T14:04:00Z", "Two <lines>.")
    return FeedView("The Specimen Archive", "https://cables.example/", "2008-02-21T14:04:00Z", (entry,))


def pages() -> dict[str, tuple[Page, *tuple[Cable, ...]]]:
    """One page of every kind, and the degenerate ones, by a name for tests."""
    found: dict[str, tuple[str, View, Cable | None]] = {
        "cable": ("cable.html", cable_view(), cable()),
        "cable-bare": ("cable.html", bare_cable_view(), Cable()),
        "cable-long-title": ("cable.html", cable_view(title="Lighthouses and " * 19, subject="LONG " * 60), cable()),
        "cable-long-body": ("cable.html", cable_view(), cable(blocks=(Paragraph(((0, 1),), 1, "U", "All work. " * 20_000),))),
        "cable-rtl": ("cable.html", cable_view(title="مذكرة 覚書"), cable(subject="مذكرة", blocks=(Paragraph(((0, 1),), 1, None, "السلام عليكم 覚書"),))),
        "dossier": ("dossier.html", dossier_view(), None),
        "dossier-one": ("dossier.html", dossier_view(0, facts=(), chart=None, related=(), pager=Pager(1, 1, None, None, ())), None),
        "dossier-long": ("dossier.html", dossier_view(2000), None),
        "classification": ("dossier.html", dossier_view(kind="classification", name="Secret", code="", tone="secret"), None),
        "index": ("index.html", index_view(), None),
        "index-long": ("index.html", index_view(2000), None),
        "front": ("front.html", front_view(), None),
        "front-empty": ("front.html", front_view(introduction="", figures=(), chart=None, posts=(), persons=(), tags=(), classifications=(), latest=()), None),
        "year": ("dossier.html", dossier_view(kind="date", name="2008", code="", calendar=calendar_shown(12)), None),
        "month": ("dossier.html", dossier_view(kind="date", name="May", code="", calendar=calendar_shown(1)), None),
        "glossary": ("glossary.html", glossary_view(), None),
        "map": ("map.html", map_view(), None),
        "map-empty": ("map.html", map_view(years=(), chart=None, map=None, posts=(), placeless=0), None),
        "numbers": ("numbers.html", numbers_view(), None),
        "thread": ("thread.html", thread_view(), None),
        "prose": ("prose.html", prose_view(), None),
        "edition": ("edition.html", edition_view(), cable()),
        "404": ("404.html", PlainView(head("404.html", "Not here")), None),
        "feed": ("feed.xml", feed_view(), None),
    }  # fmt: skip
    return {
        name: (Page(path_of(view), template, view, "test"), *([cable] if cable else []))
        for name, (template, view, cable) in found.items()
    }


def path_of(view: View) -> str:
    """Where the page of a view stands."""
    return view.head.path if hasattr(view, "head") else "feed.xml"
