"""The sentences of a telegram -> how they write a word that its subject has in capitals (format 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What is in capitals in a sentence is an acronym when it is short, or when no other word is beside it in capitals
SHORT_ACRONYM = 5
LONGEST_ACRONYM = 8
CAPITALS_BEFORE = re.compile(r"[A-Z]{3,}\s+$")
CAPITALS_BEHIND = re.compile(r"\s+[A-Z]{3,}\b")
# The part of a line, to both sides of a word in capitals, that shows whether it stands in a sentence
BESIDE = 20
MOST_LOOKED_AT = 8
# `RevCon`
SHORTEST_COMPOUND = 5


def spellings(words: Iterable[str], text: str) -> dict[str, str]:
    """Word in capitals -> as the sentences of `text` have it: `USAFE`, `RevCon`, `Quarrow`.

    A word that stands in no sentence is left out; what is in capitals beside nothing but capitals says nothing.
    """
    found: dict[str, str] = {}
    unseen: list[str] = []
    for word in words:
        name = word.capitalize()
        if is_written(name, text):
            found[word] = name
        elif len(word) <= LONGEST_ACRONYM and _is_acronym(word, text):
            found[word] = word
        elif len(word) >= SHORTEST_COMPOUND:
            unseen.append(word)
    return {**found, **_compounds(unseen, text)} if unseen else found


def is_written(words: str, text: str) -> bool:
    """Whether a text has these words, as they are, between others."""
    at = text.find(words)
    return (
        at >= 0
        and not text[at - 1 : at].isalnum()
        and not text[at + len(words) : at + len(words) + 1].isalnum()
    )


def _compounds(words: list[str], text: str) -> dict[str, str]:
    """The words that have capitals within: `REVCON` -> `RevCon`."""
    lowered = text.lower()
    found: dict[str, str] = {}
    if len(lowered) != len(text):
        return found
    for word in words:
        at = lowered.find(word.lower())
        form = text[at : at + len(word)]
        if at >= 0 and form[0].isupper() and form != word and is_written(form, text):
            found[word] = form
    return found


def _is_acronym(word: str, text: str) -> bool:
    at = text.find(word)
    for _ in range(MOST_LOOKED_AT):
        if at < 0:
            return False
        end = at + len(word)
        if not (text[end : end + 1].isalnum() or text[at - 1 : at].isalnum()) and _in_sentence(text, at, end):
            return True
        at = text.find(word, end)
    return False


def _in_sentence(text: str, start: int, end: int) -> bool:
    before = text[max(start - BESIDE, 0) : start]
    behind = text[end : end + BESIDE]
    if end - start > SHORT_ACRONYM and (CAPITALS_BEFORE.search(before) or CAPITALS_BEHIND.match(behind)):
        return False
    beside = before.rpartition("\n")[2] + behind.partition("\n")[0]
    return beside != beside.upper()
