"""The words of a cable reach a page whole, safe and well set."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import Pair, accept_pair, read_pairs

from generator.rendering.marks import mark_shown
from generator.rendering.text import (
    escape_text,
    is_plain,
    lead_pieces,
    may_be_typed,
    redaction_pieces,
    render_text,
    set_quotes,
)

CASES = read_pairs(Path(__file__).parent / "cases" / "text")
# Any tag of our own: `<a href="...">`, `</span>`
TAG = re.compile(r"<[^>]*>")
NAMES = ("Varkonde", "Ollenby", "Quarrow")
TYPEWRITTEN = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "--", "\u00a0": " "})
PRINTABLE = st.characters(
    exclude_categories=["Cc", "Cs", "Cn", "Cf", "Zl", "Zp"], exclude_characters="“”’–—\u00a0"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text_is_set_as_its_case_says(case: Pair, accept: bool):
    found = render_text(case.given, lead_pieces(case.given))
    if accept:
        accept_pair(case, found)
    else:
        assert found == case.expected


@given(st.text())
def test_no_text_can_make_markup(text: str):
    shown = render_text(text)
    assert "<" not in shown and ">" not in shown and '"' not in shown and "'" not in shown


@given(st.text(PRINTABLE) | st.text("a\"' -.MrNo4"))
def test_setting_changes_no_word(text: str):
    assert unescape(render_text(text)).translate(TYPEWRITTEN) == text


def test_a_dash_and_an_abbreviation_beside_a_link_are_set_as_elsewhere():
    text = "Varkonde -- and Mr. Ollenby - left -- Quarrow stayed"
    links = [(at, at + len(name), "<a>", "</a>") for name in NAMES if (at := text.index(name)) >= 0]
    shown = render_text(text, links)
    assert (
        shown == "<a>Varkonde</a>\u00a0— and Mr.\u00a0<a>Ollenby</a>\u00a0– left\u00a0— <a>Quarrow</a> stayed"
    )


@given(
    st.text("ab\"' -.MrNo4", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=4),
)
def test_setting_changes_no_word_beside_a_link(text: str, links: list[list[int]]):
    shown = render_text(text, [(start, end, "<a>", "</a>") for start, end in links])
    assert unescape(TAG.sub("", shown)).translate(TYPEWRITTEN) == text


@given(st.text())
def test_quotes_keep_every_character_in_its_place(text: str):
    assert len(set_quotes(text)) == len(text)


@given(
    st.text("ab\"'<&", max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6)
)
def test_pieces_in_any_place_lose_and_double_nothing(text: str, spans: list[tuple[int, int]]):
    pieces = [(start, end, "<i>", "</i>") for start, end in spans if start <= end]
    assert TAG.sub("", render_text(text, pieces)) == render_text(text)


@given(
    st.text("ab\"'<&- .Mr\né", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
)
def test_what_is_known_of_a_text_beforehand_changes_nothing_of_it(text: str, spans: list[tuple[int, int]]):
    pieces = [(start, end, "<i>", "</i>") for start, end in spans if start <= end]
    known = render_text(text, pieces, typed=may_be_typed(text), plain=is_plain(text))
    assert known == render_text(text, pieces)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c\x1b", "a\u2400b\u2407c\u241b"),
        ("a\x7f\x85", "a\u2421\ufffd"),
        ("left\u202egnp.exe\u2066x", "left\ufffdgnp.exe\ufffdx"),
        ("half \ud800 pair \uffff", "half \ufffd pair \ufffd"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("שלום مرحبا 覚書 \u200f", "שלום مرحبا 覚書 \u200f"),
    ],
)
def test_what_is_no_printable_character_is_made_visible(text: str, shown: str):
    assert escape_text(text) == shown


def test_a_redaction_can_be_selected_and_is_said_aloud():
    html = render_text("from XXXXXXXX today", redaction_pieces([(5, 13)]))
    assert html == 'from <span class="redaction"><span class="unseen">withheld: </span>XXXXXXXX</span> today'


@pytest.mark.parametrize(
    "text", ['"' * 200_000, "' " * 100_000, "E" * 200_000, "Mr. " * 60_000, " -" * 100_000]
)
def test_hostile_text_is_set_all_the_same(text: str):
    assert len(unescape(render_text(text, lead_pieces(text)))) == len(text)


@pytest.mark.parametrize(
    ("mark", "tone", "meaning"),
    [
        ("S", "secret", "Secret"),
        ("S/NF", "secret", "Secret, not for foreign nationals"),
        ("C//NF", "confidential", "Confidential, not for foreign nationals"),
        ("S/REL NATO", "secret", "Secret, releasable to NATO"),
        ("SBU", "sensitive", "Sensitive but unclassified"),
        ("U//FOUO", "unclassified", "Unclassified, for official use only"),
        ("TS", "top-secret", "Top secret"),
        ("Q", "none", ""),
        ("", "none", ""),
    ],
)
def test_a_portion_mark_has_a_tone_and_a_meaning(mark: str, tone: str, meaning: str):
    assert mark_shown(mark) == (tone, meaning)
