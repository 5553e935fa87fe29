"""Pages of prose are made from Markdown, safely, and say what is wrong with their settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pairs import Pair, accept_pair, read_pairs

from generator.rendering.prose import read_prose

CASES = read_pairs(Path(__file__).parent / "cases" / "prose")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markdown_becomes_what_its_case_says(case: Pair, accept: bool):
    found = read_prose("page.md", case.given)[0].html.rstrip("\n")
    if accept:
        accept_pair(case, found)
    else:
        assert found == case.expected


def test_the_settings_at_the_top_are_read():
    text = '---\ntitle: "About us"\ndescription: What: and why\ndate: 2008-02-21\norder: 3\n# a remark\n---\nText.\n'
    source, problems = read_prose("about.md", text)
    assert (source.title, source.description, source.day, source.order) == (
        "About us",
        "What: and why",
        date(2008, 2, 21),
        3,
    )
    assert source.html == "<p>Text.</p>\n"
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("---\ntitle: A\nno colon\n---\nText.", "T510", 3, None),
        ("---\ntitel: A\n---\nText.", "T511", 2, "did you mean title?"),
        ("---\nzzz: A\n---\nText.", "T511", 2, "there are title, description, date, order, kind."),
        ("---\ndate: yesterday\n---\nText.", "T512", 2, None),
        ("---\norder: first\n---\nText.", "T512", 2, None),
        ("---\ntitle: A\nText.", "T513", 1, None),
    ],
)
def test_a_bad_setting_is_named_by_its_line_and_the_page_still_appears(text, code, line, hint):
    source, problems = read_prose("sub/about.md", text)
    assert [(p.path, p.diagnostic.code, p.diagnostic.line, p.diagnostic.hint) for p in problems] == [
        ("content/pages/sub/about.md", code, line, hint)
    ]
    assert "Text." in source.html


@pytest.mark.parametrize("line", ["date: {}", "{}: A", "{}"])
def test_a_bad_setting_is_quoted_by_its_beginning_only(line):
    _, (problem,) = read_prose("a.md", f"---\n{line.format('x' * 10_000)}\n---\nText.")
    assert 80 < len(problem.diagnostic.message) < 200


def test_the_title_is_the_setting_then_the_heading_then_the_file():
    assert read_prose("a.md", "---\ntitle: Set\n---\n# Head\n\nx")[0].title == "Set"
    assert read_prose("a.md", "# Head\n\nx")[0].title == "Head"
    assert read_prose("our-method.md", "x")[0].title == "Our method"


def test_the_contents_lead_to_the_headings():
    source = read_prose("a.md", "## One & two\n\n### Three `x`\n\n## One & two\n")[0]
    assert [(c.level, c.text) for c in source.contents] == [
        (2, "One & two"),
        (3, "Three x"),
        (2, "One & two"),
    ]
    assert len({c.anchor for c in source.contents}) == 3
    assert all(f'id="{c.anchor}"' in source.html for c in source.contents)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    source, problems = read_prose("a.md", "\ufeff---\r\ntitle: A\r\n---\r\nText.\r\n")
    assert (source.title, source.html, problems) == ("A", "<p>Text.</p>\n", ())
