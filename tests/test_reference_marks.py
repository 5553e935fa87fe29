"""Words such as `ref A` lead to the cable of that letter, and to nothing where more than one could be meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.views import Link, ReferenceShown
from generator.rendering.reference_marks import (
    BEGINNING,
    Target,
    _beginnings,
    find_beginnings,
    reference_pieces,
    targets_of,
)
from generator.rendering.text import Piece

CASES = Path(__file__).parent / "cases" / "reference_marks.txt"
MARKED = re.compile(r"\[\[(.*?) > (\w+)\]\]")


def cases():
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield pytest.param(lines[0], "\n".join(lines[1:]), id=lines[1][:50])


def pieces_in(
    text: str, references: tuple[ReferenceShown, ...], missing: frozenset[str] = frozenset()
) -> list[Piece]:
    """What is marked in a text that has others around it."""
    targets: dict[str, Target] = targets_of(references)
    beginnings = find_beginnings(["Reftel", text, "ref B"])
    return reference_pieces(text, beginnings.get(1, []), targets, "../", missing)


def shown(spec: str) -> tuple[ReferenceShown, ...]:
    """`A 08PARIS1, B ?07ROME2, -, C an e-mail`: ? is not here, - has no letter, a space makes it no cable."""
    made = []
    for item in spec.removeprefix("REF: ").split(", "):
        bullet, _, target = item.partition(" ")
        bullet = "" if bullet == "-" else bullet
        if " " in target:
            made.append(ReferenceShown(bullet, target, "text", "", "", ()))
            continue
        here = not target.startswith("?")
        target = target.removeprefix("?")
        link = Link(target, f"{'cable' if here else 'absent'}/{target}.html")
        made.append(ReferenceShown(bullet, target, "found" if here else "missing", target, "", (link,)))
    return tuple(made)


@pytest.mark.parametrize(("spec", "marked"), list(cases()))
def test_words_that_refer_lead_to_the_one_cable_they_can_mean(spec, marked):
    text = MARKED.sub(r"\1", marked)
    references = shown(spec)
    missing = frozenset(to.links[0].url for to in references if to.outcome == "missing")
    pieces = pieces_in(text, references, missing)
    for start, end, before, _ in sorted(pieces, reverse=True):
        target = re.search(r'href="\.\./\w+/(\w+)\.html"', before)[1]
        text = f"{text[:start]}[[{text[start:end]} > {target}]]{text[end:]}"
    assert text == marked


def test_a_link_says_whether_its_cable_is_here():
    references = shown("A 08PARIS1, B ?07ROME2")
    pieces = pieces_in("ref A, ref B", references, frozenset({"absent/07ROME2.html"}))
    here, absent = (before for _, _, before, _ in pieces)
    assert 'class="cable"' in here and 'title="08PARIS1"' in here
    assert 'class="unresolved"' in absent and "not in this archive" in absent


def test_a_paragraph_that_is_there_is_led_to_and_of_another_only_the_cable():
    link = Link("08PARIS1", "cable/08PARIS1.html")
    references = (ReferenceShown("A", "08 PARIS 1", "found", "08PARIS1", "", (link,), 4),)
    text = "See para 3 ref A; paragraph 4 of reftel, ref A para 5 and ref A."
    pieces = sorted(pieces_in(text, references))
    led = [re.search(r'href="\.\./([^"]*)"', before)[1] for _, _, before, _ in pieces]
    assert led == [link.url + "#p3", link.url + "#p4", link.url, link.url]


@pytest.mark.parametrize("before", ["", "İ", "İİ ", "ß_", "é"])
def test_a_word_that_begins_with_ref_is_found_behind_any_letter(before):
    text = f"{before}Refit {before} ref A, prefref b, _ref c, REF B"
    assert _beginnings(text) == [match.start() for match in BEGINNING.finditer(text)]


@pytest.mark.parametrize("odd", ["", "é"])
def test_in_many_texts_at_once_is_found_what_is_found_in_each(odd):
    texts = ["ref", f"{odd}ref A", "", "no", "ef A\nRef", "re", "f B (ref)", f"{odd}reform"]
    assert find_beginnings(texts) == {
        n: found for n, text in enumerate(texts) if (found := _beginnings(text))
    }


def test_words_that_only_begin_like_a_reference_are_none():
    text = "Reform, refugees, refs, REF. A, referred, refit, refcables, (ref), refstel"
    assert [text[at : at + 5] for at in _beginnings(text)] == ["refs,", "REF. ", "refca", "ref),"]
