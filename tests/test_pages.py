"""What exists on the site, and what each page may show, is decided before a template is opened."""

from __future__ import annotations

import json
import re
import sys
import typing
from datetime import date, datetime
from types import UnionType
from xml.etree import ElementTree

import msgspec
import pytest
from cards import archive_of, card, config_of, entry, people_file, person, reference, when

from generator.config import PAGE_KINDS as CONFIG_KINDS
from generator.model import Tag
from generator.pages import ProseSource, page_of, plan, site_facts, words
from generator.pages import views as views_module
from generator.pages.banners import banner_of, tone_of
from generator.pages.charts import draw_chart
from generator.pages.deployment import headers_text, redirects_text
from generator.pages.namesakes import MAY_BE, OTHERS, surname
from generator.pages.planning import PAGE_KINDS
from generator.pages.sitemap import sitemap_series

URL = "https://example.org/archive"
ROSENBLATT = person("Jo Rosen", "Minister-Counselor", roles=("classifier",))
PARIS_2007 = card(
    "07PARIS1111",
    "2007-03-22T08:20",
    title="A Briefing in Paris",
    level="CONFIDENTIAL",
    tags=("MARR", "MNUC", "FR"),
    people=(ROSENBLATT, person("Philippe Carre", "Director")),
)
PARIS_2008 = card(
    "08PARIS305",
    title="Too Much, Too Soon",
    subject='"TOO MUCH, TOO SOON"',
    tags=("MARR", "FR", Tag("OVIP", "CLINTON, HILLARY")),
    people=(ROSENBLATT, person("Philippe Carre", "Director", "Chair"), person("Pekala", roles=("signer",))),
    references=(
        reference("07PARIS1111", "07 PARIS 1111", "A"),
        reference("07STATE1"),
        reference(None, "TELCON"),
    ),
    mentioned_ids=("07PARIS1111", "99NOWHERE1"),
    places=("oslo", "rome"),
)
ROME = card(
    "08ROME7", "2008-02-25T10:00", post="rome", level="UNCLASSIFIED", caveats=("SENSITIVE",), tags=("FR",)
)
UNDATED = card(None, None, post=None, level=None, title=None, subject=None, source_path="cables/scrap.txt")
EVERYTHING = (PARIS_2007, PARIS_2008, ROME, UNDATED)


def pages_of(*cards, url=URL, kinds=None, per_page=50, people=None, prose=()):
    return plan(archive_of(*cards, people=people), config_of(url, kinds, per_page), prose)


def view_at(path, *cards, **circumstances):
    page = page_of(pages_of(*(cards or EVERYTHING), **circumstances), path)
    assert page is not None, path
    return page.view


CABLE = "cable/2008/02/08PARIS305.html"


# --- what there is -------------------------------------------------------------------------------------------


def test_every_kind_of_the_configuration_is_planned():
    assert set(CONFIG_KINDS) <= {*PAGE_KINDS, "sitemap"}


def test_a_site_has_these_pages():
    planned = pages_of(
        PARIS_2008, prose=(ProseSource("about.md", "About"), ProseSource("index.md", "Welcome"))
    )
    assert planned.problems == ()
    assert sorted(planned.pages.paths) == [
        ".nojekyll",
        "404.html",
        "_headers",
        "_redirects",
        "about.html",
        "absent/1999/99NOWHERE1.html",
        "absent/2007/07PARIS1111.html",
        "absent/2007/07STATE1.html",
        "absent/index.html",
        "addressee/index.html",
        "browse.html",
        "cable/2008/02/08PARIS305.html",
        "cable/2008/02/08PARIS305.txt",
        "caption/index.html",
        "cited/index.html",
        "classification/index.html",
        "classification/secret.html",
        "country/fr.html",
        "country/index.html",
        "country/it.html",
        "country/no.html",
        "country/us.html",
        "date/2008.html",
        "date/2008/02-21.html",
        "date/2008/02.html",
        "date/index.html",
        "declassification/index.html",
        "feed.xml",
        "glossary.html",
        "index.html",
        "map/2008.html",
        "map/index.html",
        "number/NOWHERE/1999.html",
        "number/PARIS/2007.html",
        "number/PARIS/2008.html",
        "number/STATE/2007.html",
        "number/index.html",
        "number/posts.js",
        "pair/index.html",
        "person/index.html",
        "person/jo-rosen.html",
        "person/pekala.html",
        "person/philippe-carre.html",
        "post/index.html",
        "post/oslo.html",
        "post/paris.html",
        "post/rome.html",
        "post/state.html",
        "precedence/index.html",
        "reason/index.html",
        "robots.txt",
        "sitemap.xml",
        "tag/FR.html",
        "tag/MARR.html",
        "tag/OVIP.html",
        "tag/index.html",
        "thread/index.html",
    ]


def test_an_archive_without_cables_still_has_its_front_and_indexes():
    planned = pages_of()
    assert planned.problems == ()
    assert page_of(planned, "index.html").view.sentence == "This archive holds no cables yet."
    assert page_of(planned, "tag/index.html").view.total == 0
    assert page_of(planned, "feed.xml").view.entries == ()


@pytest.mark.parametrize("kind", CONFIG_KINDS)
def test_a_kind_that_is_off_has_no_page_and_no_link_leads_there(kind):
    kinds = tuple(k for k in CONFIG_KINDS if k != kind)
    planned = pages_of(*EVERYTHING, kinds=kinds)
    assert kind == "front" or kind not in {page.kind for page in planned.pages}
    assert dead_links(planned) == set()


def test_every_link_in_every_view_leads_to_a_page():
    assert dead_links(pages_of(*EVERYTHING, per_page=1, prose=(ProseSource("about.md", "About"),))) == set()


def dead_links(planned):
    paths = set(planned.pages.paths)
    found = {url.partition("#")[0] for page in planned.pages for url in urls_in(page.view)}
    return {url for url in found if url and url not in paths and not url.startswith("https://")}


def urls_in(value):
    if isinstance(value, tuple):
        for item in value:
            yield from urls_in(item)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            item = getattr(value, field)
            if isinstance(item, str) and (
                field == "url" or field.endswith("_url") or field in ("previous", "next")
            ):
                yield item
            else:
                yield from urls_in(item)


def test_pages_are_read_like_a_tuple_and_paths_cost_no_view():
    pages = pages_of(*EVERYTHING).pages
    assert [page.path for page in pages] == list(pages.paths)
    assert [pages[n] for n in range(len(pages))] == list(pages)
    assert pages[-1] == list(pages)[-1] and list(pages[2:5]) == list(pages)[2:5]
    assert [pages.kind_of(n) for n in range(len(pages))] == [page.kind for page in pages]
    with pytest.raises(IndexError):
        pages[len(pages)]


def test_the_same_archive_gives_the_same_pages():
    assert list(pages_of(*EVERYTHING).pages) == list(pages_of(*reversed(EVERYTHING)).pages)


def test_two_pages_at_one_address_are_an_error_that_names_both_and_the_first_stays():
    prose = (
        ProseSource("Tag/Index.md", "Mine"),
        ProseSource("about.md", "One"),
        ProseSource("ABOUT.md", "Two"),
    )
    planned = pages_of(PARIS_2008, prose=prose)
    assert [p.diagnostic.code for p in planned.problems] == ["P401", "P401"]
    about, tag = sorted(planned.problems, key=lambda p: p.path.lower())
    assert about.path == "content/pages/about.md" and "content/pages/ABOUT.md" in about.diagnostic.message
    assert tag.path == "content/pages/Tag/Index.md" and "the tags pages" in tag.diagnostic.message
    assert "tag/index.html" in planned.pages.paths and "Tag/Index.html" not in planned.pages.paths
    assert page_of(planned, "ABOUT.html").view.name == "Two"
    assert "about.html" not in planned.pages.paths


def test_a_page_that_needs_a_folder_where_a_page_is_a_file_is_an_error():
    planned = pages_of(PARIS_2008, prose=(ProseSource("feed.xml/about.md", "About"),))
    (problem,) = planned.problems
    assert problem.diagnostic.code == "P401" and "feed.xml" in problem.diagnostic.message
    assert "feed.xml/about.html" not in planned.pages.paths and "feed.xml" in planned.pages.paths


def test_a_folder_of_too_many_files_is_a_warning():
    cards = [card(None, None, source_path=f"cables/{n}.txt", post=None) for n in range(54_001)]
    planned = pages_of(*cards, kinds=("cables",))
    (problem,) = planned.problems
    assert (problem.path, problem.diagnostic.code) == ("output/cable/other", "P402")
    assert "54,001" in problem.diagnostic.message


# --- views as values -----------------------------------------------------------------------------------------

PLAIN = {str, int, bool, type(None), date, datetime}


def allowed(shape, seen):
    if shape in PLAIN:
        return True
    if typing.get_origin(shape) in (typing.Union, UnionType):
        return all(allowed(part, seen) for part in typing.get_args(shape))
    if typing.get_origin(shape) is tuple:
        return all(part is Ellipsis or allowed(part, seen) for part in typing.get_args(shape))
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        if shape in seen:
            return True
        seen.add(shape)
        fields = typing.get_type_hints(shape, vars(sys.modules[shape.__module__]))
        return shape.__struct_config__.frozen and all(allowed(field, seen) for field in fields.values())
    return False


def test_a_view_is_made_of_frozen_values_that_have_a_fingerprint():
    structs = [
        v
        for v in vars(views_module).values()
        if isinstance(v, type) and v.__module__.startswith(views_module.__name__)
    ]
    assert len(structs) > 20
    assert [shape.__name__ for shape in structs if not allowed(shape, set())] == []
    assert not allowed(list[str], set()) and not allowed(float, set())


def test_what_is_planned_is_of_the_types_that_it_declares():
    people = people_file({"philippe-carre": entry(note="A note.", identifiers={"wikidata": "Q1"})})
    planned = pages_of(*EVERYTHING, people=people, per_page=1, prose=(ProseSource("about.md", "About"),))
    for page in planned.pages:
        assert not list(untyped(page.view, page.path))


def untyped(value, at):
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from untyped(getattr(value, name), f"{at}.{name}")
    elif isinstance(value, tuple):
        for item in value:
            yield from untyped(item, at)
    elif type(value) not in PLAIN:
        yield at, type(value)


# --- a cable -------------------------------------------------------------------------------------------------


def test_a_cable_page_says_when_and_where():
    view = view_at(CABLE)
    assert view.dateline == "Paris · Thursday 21 February 2008, 14:04 UTC"
    assert (view.datetime, view.day, view.date_url) == (
        "2008-02-21T14:04Z",
        date(2008, 2, 21),
        "date/2008/02-21.html",
    )
    assert (view.banner, view.tone, view.level_url) == ("SECRET", "secret", "classification/secret.html")
    assert view.post == views_module.Link("Embassy Paris", "post/paris.html")


@pytest.mark.parametrize(
    ("fields", "dateline"),
    [
        ({"date": None}, "Paris · 2008, day not known"),
        ({"cable_id": "??PARIS1", "date": None}, "Paris · undated"),
        ({"post": None}, "Thursday 21 February 2008, 14:04 UTC"),
        ({"cable_id": None, "date": None, "post": None}, "Undated"),
        ({"post": "unheard-of"}, "Unheard Of · Thursday 21 February 2008, 14:04 UTC"),
    ],
)
def test_a_dateline_says_what_is_known_and_no_more(fields, dateline):
    planned = pages_of(card(**fields))
    (view,) = [page.view for page in planned.pages if page.kind == "cables"]
    assert view.dateline == dateline


def test_a_cable_without_anything_still_has_a_page():
    view = view_at("cable/other/scrap.html")
    assert (view.id, view.title, view.day, view.post, view.level) == ("", "Untitled", None, None, "")
    assert (view.banner, view.tone, view.level_url, view.date_url) == ("", "none", None, None)
    assert view.neighbours == () and view.citation == '"Untitled," telegram, undated, Invented archive, ' + (
        "https://example.org/archive/cable/other/scrap.html"
    )


def test_references_are_found_missing_or_plain_text():
    found, missing, text = view_at(CABLE).references
    assert (found.outcome, found.bullet, found.text) == ("found", "A", "07 PARIS 1111")
    assert found.links == (
        views_module.Link("07PARIS1111", "cable/2007/03/07PARIS1111.html", "A Briefing in Paris"),
    )
    assert (missing.outcome, missing.target) == ("missing", "07STATE1")
    assert [link.url for link in missing.links] == ["absent/2007/07STATE1.html"]
    assert (text.outcome, text.text, text.links) == ("text", "TELCON", ())


def test_an_ambiguous_reference_shows_its_candidates():
    old = [card(f"7{year}ROME7", f"197{year}-01-01T00:00", post="rome") for year in (5, 6)]
    view = view_at(CABLE, *old, card(references=(reference("??ROME7"),)))
    (shown,) = view.references
    assert shown.outcome == "ambiguous"
    assert [link.text for link in shown.links] == ["75ROME7", "76ROME7"]


def test_a_cable_knows_who_refers_to_it_and_its_neighbours():
    view = view_at("cable/2007/03/07PARIS1111.html")
    assert [row.id for row in view.cited_by] == ["08PARIS305"]
    around = {
        n.order: (n.previous and n.previous.id, n.next and n.next.id) for n in view_at(CABLE).neighbours
    }
    assert around == {
        "from Embassy Paris": ("07PARIS1111", None),
        "by date": ("07PARIS1111", "08ROME7"),
    }


def test_the_body_of_a_cable_can_be_linked_to_what_the_archive_has():
    view = view_at(CABLE)
    assert [(k.key, k.link.url) for k in view.cables] == [("07PARIS1111", "cable/2007/03/07PARIS1111.html")]
    assert [(k.key, k.link.url) for k in view.places] == [
        ("oslo", "post/oslo.html"),
        ("rome", "post/rome.html"),
    ]
    assert [(k.key, k.link.url) for k in view.people] == [
        ("jo-rosen", "person/jo-rosen.html"),
        ("philippe-carre", "person/philippe-carre.html"),
        ("pekala", "person/pekala.html"),
    ]
    assert {link.text: link.note for link in view.persons_named} == {
        "Jo Rosen": "classified",
        "Philippe Carre": "",
        "Pekala": "signed",
    }


def test_a_post_that_sent_nothing_has_a_page_where_others_name_cite_or_address_it():
    named = view_at("post/oslo.html")
    assert named.sentence.endswith("No cable in this archive was sent from here.")
    assert [(e.title, e.total) for e in named.excerpts] == [("Cables that name Embassy Oslo", 1)]
    assert named.total == 0 and named.chart is None
    cited = view_at("absent/2007/07STATE1.html")
    assert [f.url for f in cited.facts if f.name == "From"] == ["post/state.html"]
    assert (
        "2 more" in view_at("post/index.html").sentence or "two more" in view_at("post/index.html").sentence
    )


def test_a_list_that_a_page_shows_whole_has_no_page_of_its_own():
    assert "post/rome/about.html" not in pages_of(*EVERYTHING).pages.paths
    many = [card(f"08PARIS{n}", places=("rome",)) for n in range(1, 8)]
    paths = pages_of(*many, ROME).pages.paths
    assert "post/rome/about.html" in paths


def test_a_mention_leads_to_the_person_that_the_people_file_means_and_a_hidden_one_nowhere():
    people = people_file({"pekala": entry(hidden=True)}, same={"jo-rosen": "joseph-rosen"})
    view = view_at(CABLE, people=people)
    assert [(k.key, k.link.url) for k in view.people] == [
        ("jo-rosen", "person/joseph-rosen.html"),
        ("philippe-carre", "person/philippe-carre.html"),
    ]
    assert "Pekala" not in repr(view.persons_named) + view.head.json_ld


def test_tags_keep_their_qualifier_and_say_what_they_mean():
    first, _, third = view_at(CABLE).tags
    assert (first.code, first.label, first.url) == (
        "MARR",
        "Military and Defense Arrangements",
        "tag/MARR.html",
    )
    assert (third.code, third.qualifier) == ("OVIP", "CLINTON, HILLARY")


def test_the_source_is_a_download_beside_the_cable():
    planned = pages_of(card(source_path="cables/deep/08PARIS305.md", key="k1"))
    view = page_of(planned, CABLE).view
    assert (view.source_url, view.source_name) == ("cable/2008/02/08PARIS305.txt", "08PARIS305.md")
    copy = page_of(planned, "cable/2008/02/08PARIS305.txt").view
    assert (copy.origin, copy.name, copy.digest) == ("content", "cables/deep/08PARIS305.md", "k1")


def test_a_file_of_two_cables_is_one_download_and_a_dump_is_none():
    two = [card(f"08PARIS{n}", index=n, source_path="cables/two.txt") for n in range(2)]
    planned = pages_of(*two)
    assert [p.path for p in planned.pages if p.kind == "sources"] == ["cable/2008/02/08PARIS0.txt"]
    assert page_of(planned, "cable/2008/02/08PARIS1.html").view.source_url == "cable/2008/02/08PARIS0.txt"
    dump = pages_of(*(card(f"08PARIS{n}", index=n, source_path="cables/dump.csv") for n in range(21)))
    assert [p.path for p in dump.pages if p.kind == "sources"] == []
    assert page_of(dump, "cable/2008/02/08PARIS7.html").view.source_url == ""


def test_copies_name_one_another():
    planned = pages_of(card(source_path="cables/a.txt"), card(source_path="cables/b.txt"))
    first = page_of(planned, CABLE).view
    second = page_of(planned, CABLE.replace(".html", "-2.html")).view
    assert [(link.url, link.note) for link in first.copies] == [(second.head.path, "from cables/b.txt")]
    assert [(link.url, link.note) for link in second.copies] == [(first.head.path, "from cables/a.txt")]


def test_a_citation_can_be_pasted_into_a_footnote():
    assert view_at(CABLE).citation == (
        'U.S. Embassy Paris, "Too Much, Too Soon," telegram 08PARIS305, 21 February 2008, Invented archive, '
        "https://example.org/archive/cable/2008/02/08PARIS305.html"
    )
    assert view_at(CABLE, url=None).citation.endswith("21 February 2008, Invented archive.")


def test_the_subject_as_sent_is_left_out_where_it_is_the_title():
    assert view_at(CABLE).subject == '"TOO MUCH, TOO SOON"'
    assert view_at(CABLE, card(title="Same", subject="Same")).subject == ""


def test_a_new_cable_elsewhere_changes_no_page_but_those_that_show_it():
    before = {page.path: page for page in pages_of(*EVERYTHING).pages}
    new = card("08ROME9", "2008-02-26T10:00", post="rome", level="CONFIDENTIAL", tags=("MNUC",))
    after = {page.path: page for page in pages_of(*EVERYTHING, new).pages}
    changed = {path for path in before if path.startswith("cable/") and before[path] != after[path]}
    neighbour, with_the_same_tag = "cable/2008/02/08ROME7.html", "cable/2007/03/07PARIS1111.html"
    assert changed == {neighbour, with_the_same_tag}
    assert before["person/philippe-carre.html"] == after["person/philippe-carre.html"]
    assert before["tag/MARR.html"] == after["tag/MARR.html"]


@pytest.mark.parametrize(
    ("level", "caveats", "banner", "tone"),
    [
        ("SECRET", ("NOFORN",), "SECRET//NOFORN", "secret"),
        ("TOP SECRET", (), "TOP SECRET", "top-secret"),
        ("UNCLASSIFIED", (), "UNCLASSIFIED", "unclassified"),
        ("UNCLASSIFIED", ("SENSITIVE",), "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "sensitive"),
        (
            "UNCLASSIFIED",
            ("FOR OFFICIAL USE ONLY", "NOFORN"),
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY//NOFORN",
            "sensitive",
        ),
        ("LIMITED OFFICIAL USE", (), "LIMITED OFFICIAL USE", "limited-official-use"),
        (None, (), "", "none"),
    ],
)
def test_a_banner_has_the_customary_words_and_tone(level, caveats, banner, tone):
    assert (banner_of(level, caveats), tone_of(level, caveats)) == (banner, tone)


# --- heads ---------------------------------------------------------------------------------------------------


def test_a_head_leads_home_and_names_the_page_to_machines():
    head = view_at(CABLE).head
    assert (head.path, head.root, head.section, head.og_type) == (CABLE, "../../../", "cables", "article")
    assert head.canonical == f"https://example.org/archive/{CABLE}"
    assert [(crumb.text, crumb.url) for crumb in head.crumbs] == [
        ("Home", "index.html"),
        ("2008", "date/2008.html"),
        ("February 2008", "date/2008/02.html"),
    ]
    assert head.title == "Too Much, Too Soon (08PARIS305)" and len(head.description) <= 161
    cable, crumbs = json.loads(head.json_ld)["@graph"]
    assert cable["identifier"] == "08PARIS305" and cable["dateSent"] == "2008-02-21T14:04Z"
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2, 3, 4]


def test_without_an_address_a_head_has_no_canonical_url():
    head = view_at(CABLE, url=None).head
    assert head.canonical is None and json.loads(head.json_ld)["@type"] == ["ArchiveComponent", "Message"]


def test_json_cannot_end_the_script_in_which_it_stands():
    hostile = "</script><script>alert('x')</script>&\u2028"
    head = view_at(CABLE, card(title=hostile, tags=(hostile,))).head
    assert not re.search(r"[<>&\u2028]", head.json_ld)
    assert json.loads(head.json_ld)["@graph"][0]["name"] == hostile


def test_the_page_of_a_wrong_address_has_links_from_the_hosts_root():
    assert view_at("404.html").head.root == "/archive/"
    assert view_at("404.html", url=None).head.root == "/"
    assert view_at("404.html").head.canonical is None


# --- dossiers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (
            "tag/MARR.html",
            "MARR (Military and Defense Arrangements) is a subject tag. "
            "Two cables carry it, from 22 March 2007 to 21 February 2008.",
        ),
        (
            "tag/MNUC.html",
            "MNUC (Military Nuclear Applications) is a subject tag. One cable carries it, dated 22 March 2007.",
        ),
        (
            "person/philippe-carre.html",
            "Philippe Carre, Director, is named in two cables, from 22 March 2007 to 21 February 2008.",
        ),
        ("person/pekala.html", "Pekala signed one cable, dated 21 February 2008."),
        (
            "post/paris.html",
            "Embassy Paris is an embassy of the United States in Paris, France. "
            "Two cables were sent from here, from 22 March 2007 to 21 February 2008.",
        ),
        ("classification/secret.html", "One cable is SECRET, dated 21 February 2008."),
        ("classification/unknown.html", "One cable has no known classification, undated."),
        ("date/2007.html", "One cable was sent in 2007, dated 22 March 2007."),
        (
            "date/2008/02.html",
            "Two cables were sent in February 2008, from 21 February 2008 to 25 February 2008.",
        ),
        ("date/undated.html", "One cable is undated."),
    ],
)
def test_a_dossier_says_in_a_sentence_what_is_here(path, sentence):
    assert view_at(path).sentence == sentence


@pytest.mark.parametrize(
    ("count", "span", "undated", "said"),
    [
        (1, None, 1, ", undated"),
        (2, None, 2, ", both undated"),
        (5, None, 5, ", all undated"),
        (1, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", dated 1 February 2008"),
        (2, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", both dated 1 February 2008"),
        (3, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", all dated 1 February 2008"),
        (
            3,
            (date(2008, 2, 1), date(2008, 2, 9)),
            1,
            ", from 1 February 2008 to 9 February 2008; one of them is undated",
        ),
        (
            9,
            (date(2008, 2, 1), date(2008, 2, 9)),
            2,
            ", from 1 February 2008 to 9 February 2008; two of them are undated",
        ),
        (0, None, 0, ""),
    ],
)
def test_a_period_is_right_in_singular_and_plural(count, span, undated, said):
    assert words.period(count, span, undated) == said


def test_counts_are_words_up_to_twelve_and_figures_beyond():
    assert words.counted(1, "country", "countries") == "one country"
    assert words.counted(12, "cable") == "twelve cables"
    assert words.counted(1204, "cable") == "1,204 cables"
    assert words.listed(["a"]) == "a" and words.listed(["a", "b", "c"]) == "a, b and c"


def test_an_unknown_tag_is_said_to_be_unknown():
    view = view_at("tag/ZZZZ.html", card(tags=("ZZZZ",)))
    assert view.sentence.startswith("ZZZZ is a tag whose meaning is not known here. One cable")


def test_a_ledger_is_by_year_oldest_first_with_the_undated_last():
    cards = [card("07PARIS1", "2007-01-01T00:00"), card("08PARIS1"), card("08PARIS2", None)]
    view = view_at("post/paris.html", *cards)
    assert [(part.year, part.url, [row.id for row in part.rows]) for part in view.ledger] == [
        ("2007", "date/2007.html", ["07PARIS1"]),
        ("2008", "date/2008.html", ["08PARIS1"]),
        ("undated", None, ["08PARIS2"]),
    ]


def test_a_long_list_goes_on_over_pages_and_only_the_first_has_the_dossier():
    cards = [card(f"08PARIS{n}", f"2008-0{n}-01T00:00", tags=("MARR",)) for n in range(1, 8)]
    planned = pages_of(*cards, per_page=3)
    first, second, third = (page_of(planned, f"tag/MARR{part}.html").view for part in ("", "/2", "/3"))
    assert [sum(len(part.rows) for part in view.ledger) for view in (first, second, third)] == [3, 3, 1]
    assert first.facts and first.chart and not (second.facts or second.chart or second.related)
    assert second.pager.previous == "tag/MARR.html" and second.pager.next == "tag/MARR/3.html"
    assert [(link.text, link.url) for link in second.pager.pages] == [
        ("1", "tag/MARR.html"),
        ("2", None),
        ("3", "tag/MARR/3.html"),
    ]
    assert third.head.root == "../../" and third.pager.next is None and third.total == 7
    assert third.head.title == "MARR: Military and Defense Arrangements, page 3 of 3"


def test_a_pager_of_many_pages_names_the_near_ones():
    cards = [card(f"08PARIS{n}", f"2008-01-{n:02d}T00:00", tags=("MARR",)) for n in range(1, 21)]
    view = page_of(pages_of(*cards, per_page=1), "tag/MARR/10.html").view
    assert [link.text for link in view.pager.pages] == ["1", "8", "9", "10", "11", "12", "20"]


def test_a_dossier_lists_what_it_occurs_with_most_first_without_itself():
    related = {part.title: part.counts for part in view_at("tag/FR.html").related}
    assert [(c.link.text, c.count) for c in related["Often together with"]] == [
        ("MARR", 2),
        ("MNUC", 1),
        ("OVIP", 1),
    ]
    assert [(c.link.text, c.count) for c in related["Posts"]] == [("Embassy Paris", 2), ("Embassy Rome", 1)]
    assert [c.count for c in related["Persons"]] == [2, 2, 1]


def test_a_related_list_ends_after_twelve():
    tags = tuple(f"T{n:03d}" for n in range(40))
    cards = [card("08PARIS1", tags=("MARR", *tags)), card("08PARIS2", tags=("MARR", *tags[30:]))]
    view = view_at("tag/MARR.html", *cards)
    listed = [(count.link.text, count.count) for count in view.related[0].counts]
    assert listed == [(tag, 2) for tag in tags[30:]] + [("T000", 1), ("T001", 1)]


def test_a_person_has_titles_roles_note_and_identifiers():
    people = people_file({"philippe-carre": entry(note="A note.", identifiers={"wikidata": "Q1"})})
    facts = [(fact.name, fact.value) for fact in view_at("person/philippe-carre.html", people=people).facts]
    assert facts == [
        ("Note", "A note."),
        ("Shown as", "Director (two cables, 2007–2008)"),
        ("Shown as", "Chair (one cable, 2008)"),
        ("Named in", "two cables, 2007–2008"),
        ("Cables dated", "22 March 2007 to 21 February 2008"),
        ("Wikidata", "Q1"),
    ]


def test_a_person_has_the_other_names_of_the_cables_and_of_the_publisher():
    cards = (
        card("08PARIS1", people=(person("K. Ollenby"),)),
        card("08PARIS2", people=(person("Karla Ollenby"),)),
    )
    ollenby = entry("Karla Ollenby", key="karla-ollenby", aliases=("Karla O.",), identifiers={"viaf": "12"})
    people = people_file({"karla-ollenby": ollenby}, {"k.-ollenby": "karla-ollenby"})
    facts = [
        (fact.name, fact.value) for fact in view_at("person/karla-ollenby.html", *cards, people=people).facts
    ]
    assert facts[:2] == [("Also written", "K. Ollenby"), ("Also written", "Karla O.")]
    assert facts[-1] == ("VIAF", "12")


def lists_of(path, *cards):
    shown = (MAY_BE, OTHERS)
    return {
        group.title: [(count.link.text, count.link.url, count.count) for count in group.counts]
        for group in view_at(path, *cards).related
        if group.title in shown
    }


def test_a_surname_alone_may_be_each_of_those_who_bear_it_at_its_posts():
    cards = (
        card("08PARIS1", people=(person("Karla van Ollenby"),)),
        card("08PARIS2", people=(person("Viktor Ollenby"),)),
        card("08PARIS3", people=(person("van Ollenby", roles=("signer",)),)),
        card("08OSLO1", post="oslo", people=(person("Odo Ollenby"),)),
    )
    assert lists_of("person/van-ollenby.html", *cards) == {
        MAY_BE: [
            ("Karla van Ollenby", "person/karla-van-ollenby.html", 1),
            ("Viktor Ollenby", "person/viktor-ollenby.html", 1),
        ],
        OTHERS: [("Odo Ollenby", "person/odo-ollenby.html", 1)],
    }
    assert lists_of("person/viktor-ollenby.html", *cards)[MAY_BE] == [
        ("van Ollenby", "person/van-ollenby.html", 1)
    ]
    assert MAY_BE not in lists_of("person/odo-ollenby.html", *cards)
    assert lists_of("person/philippe-carre.html") == {}


def test_a_person_of_many_titles_shows_the_most_frequent_and_counts_the_rest():
    titles = tuple(f"Title {n:02d}" for n in range(15))
    view = view_at("person/ann-lee.html", card(people=(person("Ann Lee", *titles),)))
    shown = [fact.value for fact in view.facts if fact.name == "Shown as"]
    assert len(shown) == 13 and shown[0] == "Title 00 (one cable, 2008)" and shown[-1] == "three more titles"


def test_a_post_has_its_place():
    facts = {fact.name: fact for fact in view_at("post/paris.html").facts}
    assert (facts["Country"].value, facts["Country"].url) == ("France", "country/fr.html")
    assert re.fullmatch(r"48\.\d\d° N, 2\.\d\d° E", facts["Coordinates"].value)
    assert facts["In telegram numbers"].value == "PARIS"


# --- charts --------------------------------------------------------------------------------------------------


def chart_of(*dates, **urls):
    archive = archive_of(*(card(f"08PARIS{n}", day and f"{day}T00:00") for n, day in enumerate(dates)))
    return draw_chart(archive, tuple(range(len(dates))), **urls)


def test_a_chart_goes_by_month_without_gaps():
    chart = chart_of("2007-11-05", "2008-02-21", "2008-02-22", None)
    assert [(bar.label, bar.count) for bar in chart.bars] == [
        ("2007-11", 1),
        ("2007-12", 0),
        ("2008-01", 0),
        ("2008-02", 2),
    ]
    assert (chart.unit, chart.most) == ("month", 2)


def test_a_chart_of_four_years_or_more_goes_by_year():
    assert chart_of("2004-03-01", "2008-02-01").unit == "month"
    chart = chart_of("2004-02-01", "2008-02-01")
    assert (chart.unit, [bar.label for bar in chart.bars]) == (
        "year",
        ["2004", "2005", "2006", "2007", "2008"],
    )


def test_one_bar_is_no_chart():
    assert chart_of("2008-02-01", "2008-02-21") is None
    assert chart_of(None) is None and chart_of() is None


@pytest.mark.parametrize(
    ("first", "unit"), [("1910-01-01", "10 years"), ("1203-01-01", "100 years"), ("0001-01-01", "100 years")]
)
def test_a_misread_century_does_not_make_a_thousand_bars(first, unit):
    chart = chart_of(first, "2008-02-01")
    assert (chart.unit, sum(bar.count for bar in chart.bars)) == (unit, 2)
    assert len(chart.bars) <= 80


def test_a_bar_leads_to_its_month_only_where_there_is_something():
    chart = chart_of("2007-11-05", "2008-01-21", month_url=lambda year, month: f"{year}/{month}")
    assert [bar.url for bar in chart.bars] == ["2007/11", None, "2008/1"]


# --- indexes -------------------------------------------------------------------------------------------------


def groups(view):
    return [(group.name, [entry.link.text for entry in group.entries]) for group in view.groups]


def test_tags_are_grouped_by_kind_as_in_the_handbook():
    cards = (card(tags=("FR", "MARR", "NATO", "ZZZZ", "ACABQ")),)
    assert groups(view_at("tag/index.html", *cards)) == [
        ("Subjects", ["MARR"]),
        ("Countries and regions", ["FR"]),
        ("Organizations", ["ACABQ", "NATO"]),
        ("Other tags", ["ZZZZ"]),
    ]


def test_persons_are_listed_by_surname_from_a_to_z_and_other_scripts_last():
    names = ("Zoe Adams", "Élie Écho", "Ann Brown, Jr.", "Ибн Сина", "Brown")
    people = tuple(person(name) for name in names)
    assert groups(view_at("person/index.html", card(people=people))) == [
        ("A", ["Zoe Adams"]),
        ("B", ["Ann Brown, Jr.", "Brown"]),
        ("E", ["Élie Écho"]),
        ("Other", ["Ибн Сина"]),
    ]
    assert surname("Henry Hartnett, Jr.") == "hartnett" and surname("") == ""


def test_a_thousand_persons_have_a_page_for_each_letter():
    people = tuple(person(f"Ann {'AB'[n % 2]}name{n}") for n in range(1100))
    planned = pages_of(card(people=people), card("08PARIS2", people=people[:1]))
    index = page_of(planned, "person/index.html").view
    assert [(group.name, len(group.entries)) for group in index.groups] == [("A", 13), ("B", 13)]
    assert index.groups[0].entries[-1].link == views_module.Link("All under A", "person/a-z/a.html")
    assert index.groups[0].entries[-1].count == 550 and index.total == 1100
    letter = page_of(planned, "person/a-z/b.html").view
    assert len(letter.groups[0].entries) == 550 and letter.head.root == "../../"
    assert dead_links(planned) == set()


def test_posts_are_grouped_by_country():
    view = view_at("post/index.html", card(), ROME, card("08X1", post="unheard-of"))
    assert groups(view) == [
        ("France", ["Embassy Paris"]),
        ("Italy", ["Embassy Rome"]),
        ("Elsewhere", ["Unheard Of"]),
    ]
    assert view.groups[0].anchor == "france" and view.groups[0].entries[0].note == "2008"


def test_years_have_their_months():
    assert groups(view_at("date/index.html")) == [
        ("2007", ["All of 2007", "March 2007"]),
        ("2008", ["All of 2008", "February 2008"]),
        ("Undated", ["All undated"]),
    ]


def test_classifications_go_from_the_highest():
    (group,) = view_at("classification/index.html").groups
    assert [(entry.link.text, entry.tone, entry.count) for entry in group.entries] == [
        ("SECRET", "secret", 1),
        ("CONFIDENTIAL", "confidential", 1),
        ("UNCLASSIFIED", "unclassified", 1),
        ("Classification not known", "none", 1),
    ]


# --- front, prose, feed, deployment --------------------------------------------------------------------------


def test_the_front_page_shows_what_there_is_and_the_latest_first():
    prose = (ProseSource("index.md", "Welcome", html="<p>Hello.</p>"),)
    view = view_at("index.html", prose=prose)
    assert view.sentence == (
        "This archive holds four cables sent by two posts, from 22 March 2007 to 25 February 2008; one of them is undated."
    )
    assert view.introduction == "<p>Hello.</p>" and view.head.root == ""
    assert [row.id for row in view.latest] == ["08ROME7", "08PARIS305", "07PARIS1111"]
    assert [(fact.name, fact.value) for fact in view.figures] == [
        ("Cables", "4"),
        ("Posts", "2"),
        ("Persons", "3"),
        ("Tags", "4"),
        ("Years", "2007–2008"),
    ]
    assert {bar.url for bar in view.chart.bars if bar.count} == {"date/2007/03.html", "date/2008/02.html"}


def test_the_navigation_names_the_kinds_that_are_on_and_then_the_prose_in_its_order():
    prose = (
        ProseSource("about.md", "About", order=2),
        ProseSource("help.md", "Help", order=1),
        ProseSource("index.md", "Welcome"),
        ProseSource("notes/x.md", "X"),
    )
    facts = site_facts(config_of(URL, ("cables", "tags", "prose")), prose)
    assert [(entry.section, entry.url) for entry in facts.navigation] == [
        ("tags", "tag/index.html"),
        ("help", "help.html"),
        ("about", "about.html"),
    ]
    assert not facts.feed and facts.title == "Invented archive"


def test_of_many_pages_of_prose_the_first_stand_in_the_navigation_and_all_among_the_ways_in():
    prose = tuple(ProseSource(f"{name}.md", name.title(), order=n) for n, name in enumerate("abcde", 1))
    kinds = ("cables", "browse", "prose")
    facts = site_facts(config_of(URL, kinds), prose)
    assert [entry.text for entry in facts.navigation] == ["Browse", "A", "B", "C"]
    (group,) = [g for g in view_at("browse.html", kinds=kinds, prose=prose).groups if "publisher" in g.name]
    assert [entry.link.url for entry in group.entries] == [f"{name}.html" for name in "abcde"]
    alone = site_facts(config_of(URL, ("cables", "prose")), prose)
    assert len(alone.navigation) == 5


def test_prose_is_a_page_of_its_own_section():
    view = view_at("notes/x.html", prose=(ProseSource("notes/x.md", "X", "About x.", html="<p>x</p>"),))
    assert (view.name, view.html, view.head.section, view.head.root) == ("X", "<p>x</p>", "notes/x", "../")


def test_the_feed_has_the_latest_cables_and_no_undated_one():
    view = view_at("feed.xml")
    assert [entry.title for entry in view.entries] == [
        "Subject of 08ROME7",
        "Too Much, Too Soon",
        "A Briefing in Paris",
    ]
    assert view.updated == view.entries[0].updated == "2008-02-25T10:00:00Z"
    assert view.entries[1].url == view.entries[1].id == f"https://example.org/archive/{CABLE}"
    assert view_at("feed.xml", url=None).entries[1].id == "urn:cablepress:cable:2008:02:08PARIS305"


def test_a_sitemap_lists_every_page_for_readers_and_only_where_the_site_has_an_address():
    root = ElementTree.fromstring(view_at("sitemap.xml").text)
    found = {node.text for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert "https://example.org/archive/" in found and f"https://example.org/archive/{CABLE}" in found
    assert not {url for url in found if url.endswith((".txt", "404.html", ".xml"))}
    assert "sitemap.xml" not in pages_of(*EVERYTHING, url=None).pages.paths


def test_a_sitemap_of_many_pages_comes_in_parts_of_fifty_thousand():
    index, parts = sitemap_series("https://example.org/", [f"cable/{n}.html" for n in range(100_001)])
    assert parts.paths == ("sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml")
    counts = [parts.view(n).text.count("<loc>") for n in range(3)]
    assert counts == [50_000, 50_000, 1] and index.view(0).text.count("sitemap-") == 3


def test_robots_are_told_of_the_sitemap_where_there_is_one():
    assert "Sitemap: https://example.org/archive/sitemap.xml" in view_at("robots.txt").text
    assert "Sitemap" not in view_at("robots.txt", url=None).text


def headers():
    rules = {}
    for line in headers_text().splitlines():
        if line and not line.startswith(" "):
            path = line
        elif line:
            name, _, value = line.strip().partition(": ")
            rules.setdefault(path, {})[name] = value
    return rules


def test_nothing_unsafe_or_foreign_is_allowed_on_any_page():
    policy = headers()["/*"]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert headers()["/*"]["X-Content-Type-Options"] == "nosniff"


def test_no_two_rules_give_one_path_the_same_header_as_hosts_would_join_them():
    rules = headers()
    caching = [path for path, values in rules.items() if "Cache-Control" in values]
    assert "/assets/*" in caching and "/cable/*" in caching and "/*" not in caching
    assert rules["/assets/*"]["Cache-Control"] == "public, max-age=86400"
    assert all("must-revalidate" in rules[path]["Cache-Control"] for path in caching if path != "/assets/*")


def test_redirects_lead_from_where_readers_of_feeds_look():
    assert "/atom.xml /feed.xml 301" in redirects_text(True)
    assert all(line.startswith("#") for line in redirects_text(False).splitlines())


def test_the_moment_of_a_cable_is_said_in_english_whatever_the_locale():
    assert words.moment(when("2008-02-29T00:05")) == "Friday 29 February 2008, 00:05 UTC"
    assert words.utc(when("0987-02-03T00:05")) == "0987-02-03T00:05Z"
