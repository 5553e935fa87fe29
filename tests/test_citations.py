"""Prose cites cables by their numbers; what it quotes is held against the cable, and the cable names the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from cards import archive_of, card, config_of
from sharing import put_compiled_templates

from generator import pipeline
from generator.config import Config
from generator.pages import page_of, plan
from generator.pages.views import Link
from generator.rendering.citations import fill_citations
from generator.rendering.prose import read_prose

TELEGRAM = """R 141620Z MAR 85
FM AMEMBASSY OSLO
TO SECSTATE WASHDC 1234

UNCLAS OSLO 00101

SUBJECT: THE NORTH HALL

1. The north hall is free.

2. Quillet said that the hall was "far too small, and far too cold" for twelve charts. He would
look for another one -- by May.

LINDQVIST
"""


HARBOR = card("08PARIS305", title='A "Harbor" Opens')


def planned(*sources, cards=(HARBOR,)):
    prose = tuple(read_prose(path, text)[0] for path, text in sources)
    return plan(archive_of(*cards), config_of(), prose)


def view_at(path, *sources):
    page = page_of(planned(*sources), path)
    assert page is not None, path
    return page.view


def test_a_number_in_brackets_leads_to_its_cable_with_the_right_title():
    text = "See [[08PARIS305]], [[2008 Paris 00305#4]], [[08PARIS305|the second talk]] and [[99NOWHERE1]]."
    view = view_at("about.html", ("about.md", text))
    url = "cable/2008/02/08PARIS305.html"
    assert view.cited == (
        Link('A "Harbor" Opens', url, "08PARIS305"),
        Link('A "Harbor" Opens', f"{url}#p4", "08PARIS305,\N{NO-BREAK SPACE}¶4"),
        Link("the second talk", url),
        Link("99NOWHERE1"),
    )
    html = fill_citations(view.html, view.cited, "../")
    assert (
        f'<a class="cable" href="../{url}">A “Harbor” Opens</a> <span class="aside">08PARIS305</span>' in html
    )
    assert (
        '<span class="unresolved" title="not in this archive">99NOWHERE1</span>' in html and "\0" not in html
    )


def test_brackets_around_anything_else_are_text():
    source, _ = read_prose("about.md", "A [[note]] and `[[08PARIS305]]` in code.\n\n    [[08PARIS305]]\n")
    assert source.citations == () and "[[note]]" in source.html and "[[08PARIS305]]" in source.html


def test_titles_and_labels_are_only_text():
    html = fill_citations("\0000\000", (Link("<img onerror=x>", 'a".html', "<b>"),), "")
    assert (
        html
        == '<a class="cable" href="a&#34;.html">&lt;img onerror=x&gt;</a> <span class="aside">&lt;b&gt;</span>'
    )


def test_a_cable_lists_the_pages_that_cite_it():
    pages = (
        ("about.md", "# About\n\n[[08PARIS305]], [[08PARIS305#2]]"),
        ("index.md", "# Welcome\n\n[[08PARIS305]]"),
    )
    view = view_at("cable/2008/02/08PARIS305.html", *pages)
    assert view.pages == (Link("About", "about.html"), Link("Welcome", "index.html"))
    assert [link.text for link in view_at("index.html", *pages).cited] == ['A "Harbor" Opens']


def test_a_collection_has_its_cables_in_its_own_order():
    cards = (card("08PARIS1", "2008-01-01T00:00"), card("08PARIS2", "2008-01-02T00:00"))
    text = "---\nkind: collection\n---\n- [[08PARIS2]]\n- [[08PARIS1]] and again [[08PARIS2]]\n"
    page = page_of(planned(("book.md", text), cards=cards), "book.html")
    assert [row.id for row in page.view.cables] == ["08PARIS2", "08PARIS1"]
    essay = page_of(planned(("book.md", text.replace("collection", "essay")), cards=cards), "book.html")
    assert essay.view.cables == ()


def test_a_collection_has_a_print_edition_with_its_cables_in_order():
    cards = tuple(card(f"08PARIS{n}", f"2008-01-{n:02}T00:00") for n in range(1, 4))
    text = "---\nkind: collection\n---\n[[08PARIS3]], [[08PARIS1]], [[08PARIS3]], [[07ROME1]]\n"
    plan = planned(("books/one.md", text), cards=cards)
    assert page_of(plan, "books/one.html").view.edition == "books/one/print.html"
    edition = page_of(plan, "books/one/print.html").view
    assert [part.id for part in edition.parts] == ["08PARIS3", "08PARIS1"]
    assert {part.head.root for part in edition.parts} == {"../../"}
    for other in ("essay", "collection"):
        plain = planned(("book.md", f"---\nkind: {other}\n---\n[[07ROME1]]\n"), cards=cards)
        assert page_of(plain, "book.html").view.edition is None
        assert page_of(plain, "book/print.html") is None


def test_the_edition_of_a_long_collection_comes_in_parts():
    cards = tuple(card(f"08PARIS{n}") for n in range(1, 252))
    text = "---\nkind: collection\n---\n" + " ".join(f"[[{c.id}]]" for c in cards)
    plan = planned(("book.md", text), cards=cards)
    second = page_of(plan, "book/print/2.html").view
    assert (second.first, len(second.parts), second.html, second.pager.total) == (201, 51, "", 2)


def test_a_kind_that_is_none_is_named():
    _, (problem,) = read_prose("book.md", "---\nkind: colection\n---\n")
    assert (problem.diagnostic.code, problem.diagnostic.line) == ("T512", 2)


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ('> [[85OSLO101#2]] "far too small, and far too cold"', None, ""),
        (
            "> [[85OSLO101#2]]: “Far too small … for twelve charts. He would look for [an]other one—by May”",
            None,
            "",
        ),
        ('> [[85OSLO101#2]] "far too small ... [for] twelve charts"', None, ""),
        ('> [[85OSLO101#1]] "far too small"', "P413", "hall is free"),
        ('> [[85OSLO101#2]] "far too small, and much too cold"', "P413", "far too small, and far too cold"),
        ('> [[85OSLO101#2]] "twelve charts ... far too small"', "P413", ""),
        ('> [[85OSLO101#9]] "far too small"', "P412", ""),
        ("[[85OSLO102]]", "P411", ""),
        ('> [[85OSLO101]] "whatever it says"', None, ""),
    ],
)
def test_a_quotation_is_held_against_its_paragraph(text, code, hint, tmp_path: Path):
    (tmp_path / "content/cables").mkdir(parents=True)
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/cables/85OSLO101.txt").write_text(TELEGRAM, encoding="utf-8")
    (tmp_path / "content/pages/about.md").write_text(f"# About\n\n{text}\n", encoding="utf-8")
    put_compiled_templates(tmp_path)
    told = [problem for problem in pipeline.build(Config(tmp_path)).problems if "about.md" in problem.path]
    if code is None:
        assert told == []
    else:
        (problem,) = told
        severity = "error" if code == "P413" else "warning"
        assert problem.path == "content/pages/about.md"
        found = problem.diagnostic
        assert (found.code, found.severity, found.line) == (code, severity, 3)
        assert hint in f"{found.message} {found.hint}"
    page = (tmp_path / "output/about.html").read_text("utf-8")
    assert ("#p9" in page) is False and ("#p2" in page) is ("[[85OSLO101#2]]" in text)
