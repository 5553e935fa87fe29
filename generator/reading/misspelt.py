"""A word and known words -> the one that it is but for a slip, as difflib counts."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KnownWords:
    """Words that are known when they are misspelt; `cutoff` is difflib's, between 0 and 1."""

    def __init__(self, words: Iterable[str], cutoff: float) -> None:
        self.cutoff = cutoff
        self.words = [(word, len(word), _letters(word)) for word in words]

    def closest(self, word: str) -> str | None:
        """The known word that is most like this one; None where none is like enough.

        A letter that only one of two words has finds no partner, so most are told apart by their letters alone.
        """
        letters, length = _letters(word), len(word)
        allowed = 1 - self.cutoff
        like = [
            known
            for known, size, others in self.words
            if (letters ^ others).bit_count() <= allowed * (length + size) + 1e-9
        ]
        found = get_close_matches(word, like, 1, self.cutoff) if like else []
        return found[0] if found else None


def _letters(word: str) -> int:
    """The letters of a word as bits: those beyond ASCII may share one, which makes words more alike, not less."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 127)
    return bits
