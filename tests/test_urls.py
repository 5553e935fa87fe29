"""An address is safe on every disk and host, distinct, and stays what it was."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from cards import archive_of, card
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import urls

PAGES = Path(__file__).resolve().parent.parent / "generator" / "pages"
SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
WINDOWS = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)


def cable_url(cable):
    return urls.cable_urls([cable], {cable.id: (0,)} if cable.id else {})[0]


@pytest.mark.parametrize(
    ("cable_id", "date", "source", "url"),
    [
        ("08PARIS305", "2008-02-21T14:04", "cables/a.txt", "cable/2008/02/08PARIS305.html"),
        ("08PARIS305", None, "cables/a.txt", "cable/2008/08PARIS305.html"),
        ("75ROME1", None, "cables/a.txt", "cable/1975/75ROME1.html"),
        ("??PARIS305", None, "cables/a.txt", "cable/undated/PARIS305.html"),
        ("??PARIS305", "1975-03-01T00:00", "cables/a.txt", "cable/1975/03/PARIS305.html"),
        (None, None, "cables/FILE-NAME.txt", "cable/other/FILE-NAME.html"),
        (None, "2008-02-21T14:04", "cables/deep/été 1.md", "cable/other/ete-1.html"),
        ("08COTE D'IVOIRE/5", None, "cables/a.txt", "cable/2008/08COTE-D-IVOIRE-5.html"),
        (None, None, "cables/телеграмма.txt", "cable/other/x-b6bd0ed4.html"),
        (None, None, "cables/.hidden", "cable/other/hidden.html"),
        (None, None, "cables/con.txt", "cable/other/con_.html"),
        (None, None, "cables/Aux.2.txt", "cable/other/Aux_.2.html"),
    ],
)
def test_a_cable_stands_where_the_table_of_addresses_says(cable_id, date, source, url):
    assert cable_url(card(cable_id, date, source_path=source)) == url


def test_the_second_cable_of_a_number_has_a_two_in_its_address_whatever_its_date():
    archive = archive_of(
        card(source_path="cables/a.txt"),
        card(source_path="cables/b.txt", date="2008-01-01T00:00"),
        card(source_path="cables/c.txt", date=None),
    )
    found = dict(
        zip(
            [c.source_path for c in archive.cards],
            urls.cable_urls(archive.cards, archive.numbers),
            strict=True,
        )
    )
    assert found == {
        "cables/a.txt": "cable/2008/02/08PARIS305.html",
        "cables/b.txt": "cable/2008/01/08PARIS305-2.html",
        "cables/c.txt": "cable/2008/08PARIS305-3.html",
    }


def test_addresses_that_differ_in_case_alone_are_told_apart():
    archive = archive_of(
        card(None, None, source_path="cables/a.txt"),
        card(None, None, source_path="cables/A.txt"),
        card(None, None, source_path="cables/x/a.txt"),
    )
    found = sorted(urls.cable_urls(archive.cards, archive.numbers))
    assert found == ["cable/other/A.html", "cable/other/a-2.html", "cable/other/a-3.html"]


def test_a_tag_with_odd_characters_has_a_plain_address_and_gives_way_to_a_plain_tag():
    assert urls.slugs(["UNGA/C-6"]) == {"UNGA/C-6": "UNGA-C-6"}
    assert urls.slugs(["UNGA/C-6", "UNGA-C-6"]) == {"UNGA-C-6": "UNGA-C-6", "UNGA/C-6": "UNGA-C-6-2"}


def test_nothing_takes_the_place_of_an_index():
    assert urls.slugs(["INDEX", "index"]) == {"INDEX": "INDEX-2", "index": "index-3"}


@given(st.lists(st.text(max_size=300), unique=True, max_size=20))
def test_every_segment_is_safe_and_no_two_are_alike(keys):
    given_slugs = urls.slugs(keys)
    assert len({slug.lower() for slug in given_slugs.values()}) == len(keys)
    for slug in given_slugs.values():
        assert SAFE.fullmatch(slug) and not WINDOWS.fullmatch(slug) and not slug.endswith(".")
        assert len(f"{slug}.html") <= 120


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_cable_has_a_safe_address_inside_its_folder(cable_id, name):
    for found in (cable_url(card(cable_id, None)), cable_url(card(None, None, source_path=name))):
        parts = found.split("/")
        assert parts[0] == "cable" and len(parts) == 3
        assert all(SAFE.fullmatch(part) and len(part) <= 120 for part in parts)


def test_slugs_do_not_depend_on_the_order_of_the_keys():
    keys = ["UNGA/C-6", "UNGA C-6", "MARR", "marr", "con"]
    assert urls.slugs(keys) == urls.slugs(reversed(keys))


@pytest.mark.parametrize(
    ("stem", "page", "path"),
    [
        (urls.tag("MARR"), 1, "tag/MARR.html"),
        (urls.tag("MARR"), 2, "tag/MARR/2.html"),
        (urls.month(2008, 2), 3, "date/2008/02/3.html"),
        (urls.classification("TOP SECRET"), 1, "classification/top-secret.html"),
    ],
)
def test_further_pages_of_a_list_stand_in_its_folder(stem, page, path):
    assert urls.list_page(stem, page) == path


def test_no_page_of_a_year_is_taken_for_a_month():
    months = {urls.list_page(urls.month(2008, month)) for month in range(1, 13)}
    assert not months & {urls.list_page(urls.year(2008), page) for page in range(1, 40)}


def test_prose_stands_at_the_path_of_its_file():
    assert urls.prose("about.md") == "about.html"
    assert urls.prose("notes/About us.md") == "notes/About-us.html"
    assert urls.prose("../../etc/passwd.md") == "etc/passwd.html"


def test_the_way_to_the_root_and_the_whole_address_of_a_page():
    assert urls.root_of("cable/2008/02/08PARIS305.html") == "../../../"
    assert urls.root_of("index.html") == ""
    assert (
        urls.base_of("https://example.org/a")
        == urls.base_of("https://example.org/a/")
        == "https://example.org/a/"
    )
    assert urls.canonical("https://example.org/a/", "tag/MARR.html") == "https://example.org/a/tag/MARR.html"
    assert urls.canonical("https://example.org/a/", "index.html") == "https://example.org/a/"
    assert urls.canonical("", "tag/MARR.html") is None
    assert urls.absolute_root("https://example.org/a") == "/a/"
    assert urls.absolute_root(None) == urls.absolute_root("https://example.org") == "/"


def made_elsewhere(module: ast.Module) -> list[str]:
    """The pieces of text with an ending of a page, but for the names of templates and docstrings."""
    templates = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["TEMPLATE"]
    }
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search(r"\.(html|xml|txt)\b", node.value) and id(node) not in templates | docstrings
    ]


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.py")), ids=lambda path: path.stem)
def test_no_address_is_made_outside_of_urls(path):
    if path.name != "urls.py":
        assert made_elsewhere(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_an_identifier_leads_to_its_register_unless_it_could_lead_elsewhere():
    assert urls.register("wikidata", "Q42") == "https://www.wikidata.org/wiki/Q42"
    assert urls.register("ISNI", "0000 0001 2103 2683") == "https://isni.org/isni/0000000121032683"
    assert urls.register("wikidata", "../Q42?x=<y>") is None
    assert urls.register("unheard-of", "1") is None
