"""Most lines and words are let go after one cheap look: it must never hide what the whole rule would find."""

from __future__ import annotations

import re
from difflib import get_close_matches

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.reading.bullets import BULLET, may_be_item
from generator.reading.classification import LEVEL, LEVEL_STARTS
from generator.reading.header import BODY_START, starts_body
from generator.reading.lines import capitals, find_lines
from generator.reading.misspelt import KnownWords

KNOWN = ("AMBASSADOR", "COUNSELOR", "DIRECTOR", "IMMEDIATE", "MINISTER", "OFFICER", "PRIORITY", "ROUTINE")
# Letters beside those of ASCII that an expression which ignores case takes for one of them, and some that it does not
ODD = "İıſKßéµ’¶"


@given(st.sampled_from(KNOWN), st.text("AEIMNORTUYÉ", max_size=3), st.integers(0, 9), st.integers(0, 3))
def test_the_word_that_a_misspelt_one_is_most_like_is_the_one_that_difflib_finds(word, put, at, cut):
    printed = word[:at] + put + word[at + cut :]
    for cutoff in (0.82, 0.86):
        found = get_close_matches(printed, KNOWN, 1, cutoff)
        assert KnownWords(KNOWN, cutoff).closest(printed) == (found[0] if found else None)


@pytest.mark.parametrize("word", ["QUOTE", "SIPDIS", "KEIN "])
@given(st.text("QUOTESIPDKNquotesipdkn " + ODD, max_size=40), st.integers(0, 40), st.randoms())
def test_a_word_is_in_the_capitals_of_a_text_where_an_expression_that_ignores_case_finds_it(
    word, text, at, random
):
    same = {"I": "iIİı", "S": "sSſ", "K": "kKK"}
    spelt = "".join(random.choice(same.get(letter, letter + letter.lower())) for letter in word)
    text = text[:at] + spelt + text[at:]
    assert word in capitals(text)
    found = [match.start() for match in re.finditer(f"(?={word})", text.replace("ß", "-"), re.I)]
    words = capitals(text.replace("ß", "-"))
    assert found == [match.start() for match in re.finditer(f"(?={word})", words)]


@given(st.from_regex(LEVEL, fullmatch=True))
def test_every_classification_line_begins_as_one(text):
    assert text[:2] in LEVEL_STARTS or text[0] == "0"


@given(st.from_regex(BODY_START, fullmatch=True))
def test_every_first_line_of_a_text_is_known_by_its_first_signs(text):
    assert starts_body(text)


@example("12. Anselm Varkonde")
@example("٠0. Anselm Varkonde")
@given(st.from_regex(BULLET, fullmatch=False))
def test_every_bullet_is_known_by_its_first_signs(text):
    if BULLET.match(text):
        assert may_be_item(text)


@given(st.text("ab  \t\n\u3000", max_size=60))
def test_lines_stand_where_they_are_said_to_stand(text):
    lines = find_lines(text)
    assert [line.text for line in lines] == [row.strip() for row in text.split("\n") if row.strip()]
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert sum(line.blank_before + 1 for line in lines) <= text.count("\n") + 1
