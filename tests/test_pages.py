"""What exists on the site is decided before a template is opened, and a view holds nothing but plain values."""

from __future__ import annotations

import sys
import typing
from datetime import date, datetime
from types import UnionType

import msgspec
import pytest
from cards import card, entry, people_file
from planned import EVERYTHING, PARIS_2008, dead_links, pages_of

from generator.config import PAGE_KINDS as CONFIG_KINDS
from generator.pages import ProseSource, page_of, plan_by
from generator.pages import views as views_module
from generator.pages.planning import PAGE_KINDS


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


def test_a_plan_by_its_outline_is_the_same_and_plans_only_the_kinds_that_are_asked_for():
    prose = (
        ProseSource("Tag/Index.md", "Mine"),
        ProseSource("about.md", "One"),
        ProseSource("ABOUT.md", "Two"),
    )
    planned = pages_of(*EVERYTHING, prose=prose)
    again = plan_by(planned.signposts, prose, planned.outline)
    place = planned.pages.paths.index("post/paris.html")
    assert again.pages[place] == planned.pages[place] and again.pages.paths[place] == "post/paris.html"
    assert sum(section.is_planned for section in again.pages.sections) == 1
    assert len(again.pages) == len(planned.pages) == len(planned.pages.paths)
    assert list(again.pages.paths) == list(planned.pages.paths)
    assert [again.pages[n] for n in range(len(again.pages))] == list(planned.pages)


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


# Views as values


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
