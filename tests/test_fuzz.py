"""Telegrams damaged at random are read without failing, and no character of them is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from generator.coverage import measure
from generator.reading import ReadingRules, SourceFile, read, source_text

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "bench"))
from mutations import MUTATIONS, mutation, own_telegrams  # noqa: E402

POOL = own_telegrams(PROJECT)
A_TEST = 200


@pytest.mark.parametrize("first", range(0, 2000, A_TEST))
def test_a_damaged_telegram_is_read_and_no_character_is_lost(first: int):
    for number in range(first, first + A_TEST):
        content = mutation(number, 1, POOL)
        cables = read(SourceFile("x.txt", content), ReadingRules())
        msgspec.json.encode(cables)
        text = source_text(content)
        if text is not None and text.strip():
            lapses = measure(text, *cables).lapses
            assert lapses == (), f"python bench/fuzz.py --start {number} --count {number + 1}"


def test_the_same_number_makes_the_same_damage():
    assert [mutation(number, 7, POOL) for number in range(20)] == [
        mutation(number, 7, POOL) for number in range(20)
    ]
    assert len({mutation(number, 7, POOL) for number in range(50)}) > 40
    assert len(MUTATIONS) == 8
