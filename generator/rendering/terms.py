"""Words that the publisher explains, in the text of a cable -> what marks them there, and notes beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..pages.views import MarginNote
from .margin import gloss
from .text import Piece

Terms = tuple[tuple[str, str], ...]


def find_terms(
    text: str, terms: Terms, told: set[str], taken: Sequence[Piece], glossary: str
) -> tuple[list[Piece], list[MarginNote]]:
    """The first use in the cable of each word, where nothing else is marked: pieces, and their notes.

    `told` are the words that were used before, and grows. `glossary` is the address of that page, or empty.
    """
    pieces: list[Piece] = []
    notes: list[MarginNote] = []
    meanings = dict(terms)
    for match in _pattern(terms).finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if word in told or any(a < end and start < b for a, b, _, _ in taken):
            continue
        told.add(word)
        opening, note = gloss(word, meanings[word], glossary)
        pieces.append((start, end, opening, "</abbr>"))
        notes.append(note)
    return pieces, notes


@lru_cache(8)
def _pattern(terms: Terms) -> re.Pattern[str]:
    """Any of the words, whole: `SCAD`, not `SCADA`; of two that begin alike the longer."""
    words = sorted((re.escape(word) for word, _ in terms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
