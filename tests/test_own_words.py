"""Words that a publisher explains stand in the glossary, and are explained where a cable first uses them."""

from __future__ import annotations

from cards import archive_of, card, config_of

from generator.pages import page_of, plan
from generator.rendering.prose import read_prose
from generator.rendering.terms import find_terms
from generator.rendering.text import render_text

PAGE = """---
kind: glossary
---

Words of the harbor:

- **SCAD**: the *Specimen* Committee
  on Anchors and Dues.
- NODIS: for the eyes of nobody.
- This item is a sentence that happens to have a colon in its middle, and explains: nothing.
- No word
"""
TERMS = (("NODIS", "for the eyes of nobody."), ("SCAD", "the Specimen Committee on Anchors and Dues."))


def test_items_of_a_page_of_words_are_terms_and_of_another_page_they_are_not():
    assert sorted(read_prose("words.md", PAGE)[0].terms) == list(TERMS)
    assert read_prose("words.md", PAGE.replace("kind: glossary", "kind: essay"))[0].terms == ()


def test_a_word_is_explained_where_it_first_stands_alone_and_unmarked():
    text = "SCADA is no word; <SCAD> of Ollenby is one, SCAD again is not."
    told: set[str] = set()
    pieces, notes = find_terms(text, TERMS, told, [], "../glossary.html")
    assert render_text(text, pieces).count("<abbr") == 1
    assert '&lt;<abbr title="the Specimen Committee on Anchors and Dues.">SCAD</abbr>&gt;' in render_text(
        text, pieces
    )
    assert notes[0].html.startswith('<b><a href="../glossary.html#w-SCAD">SCAD</a></b> the Specimen')
    assert find_terms("SCAD", TERMS, told, [], "") == ([], [])
    assert find_terms("SCAD", TERMS, set(), [(0, 4, "<a>", "</a>")], "") == ([], [])


def test_the_glossary_holds_the_publishers_words_first_and_each_fragment_once():
    planned = plan(archive_of(card("08PARIS305")), config_of(), (read_prose("words.md", PAGE)[0],))
    groups = page_of(planned, "glossary.html").view.groups
    assert [(term.word.text, term.meaning) for term in groups[0].terms] == list(TERMS)
    anchors = [term.anchor for group in groups for term in group.terms if term.anchor]
    assert len(anchors) == len(set(anchors)) and "w-SCAD" in anchors
    assert page_of(planned, "cable/2008/02/08PARIS305.html").view.terms == TERMS
