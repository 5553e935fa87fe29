"""Two halves of a word at a line end -> whether the hyphen between them is the word's own (format 15)."""

from __future__ import annotations

import re

# A word, its own hyphens with it: "NON-ALIGNED", "agreement"
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# A line end that may cut a word, with its halves: neither is known to be a word
CUT = re.compile(r"[A-Za-z]+-[ \t]*\n\s*[A-Za-z]+")
# The halves on either side of a hyphen: "THE NEGOTIA-", "TIONS WILL"
LEFT = re.compile(r"(?P<word>[A-Za-z]+)-$")
RIGHT = re.compile(r"[A-Za-z]+")
# What is put before whole words with a hyphen
BEFORE_WORDS = frozenset(
    {"NON", "SELF", "VICE", "WELL", "HALF", "ANTI", "QUASI", "LONG", "SHORT", "HIGH", "LOW", "SO", "EVER"}
)
SHORTEST_WORD = 3


def words_of(text: str) -> frozenset[str]:
    """All words of a text in capitals; one with hyphens counts as a whole and in its parts."""
    words = {match.group().upper() for match in WORD.finditer(CUT.sub(" ", text))}
    return frozenset(words | {part for word in words if "-" in word for part in word.split("-")})


def is_cut(line: str, following: str, words: frozenset[str]) -> bool:
    """Whether a line end cuts a word: the hyphen that ends `line` is not the word's own.

    What else stands in the text decides: the word in one piece, or with its hyphen, or both halves as words.
    """
    left = LEFT.search(line[-40:])
    right = RIGHT.match(following)
    if left is None or right is None:
        return False
    first, second = left["word"].upper(), right.group().upper()
    if f"{first}-{second}" in words or first in BEFORE_WORDS:
        return False
    if first + second in words:
        return True
    return min(len(first), len(second)) < SHORTEST_WORD or not (first in words and second in words)
