"""A capitalised word as it stands in a text -> Word: what it may be, and what it may belong to."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from .gazetteers.acronyms import acronyms
from .gazetteers.posts import last_words
from .lexicon import (
    CAPITALS,
    INITIAL,
    NAME_SUFFIXES,
    SURNAME_WORD,
    TITLE,
    class_of,
    is_ordinary,
    joined_places,
    word_set,
)

# What a word may belong to, as bits of `hints`: a name, a post, an acronym; or, at the end of a run, a title
# before a name, a post before a telegram number; or, at its beginning, a place of several words, or an article
# that may be part of a name.
IN_NAME, IN_POST, ACRONYM, ENDS_TITLE, BEFORE_NUMBER, OPENS_PLACE = (1 << bit for bit in range(6))

# A possessive ending, which ends a name: `Obering's`, `Hughes'`
POSSESSIVE = re.compile(r"(?:['’]s|['’])\Z")


class Word(Struct, frozen=True, gc=False):
    """A word of a run: `text` is without point, comma or possessive, `length` that of the word as it stands.

    `closes` tells that a name cannot go on after it.
    """

    text: str
    kind: int
    closes: bool
    hints: int
    length: int


@lru_cache(maxsize=32768)
def word_of(raw: str) -> Word:
    """What a word of a run may be; remembered, since new runs are made of words that were seen before."""
    kind, text = class_of(raw), raw
    if not raw.isalpha() and kind not in (TITLE, INITIAL) and raw not in NAME_SUFFIXES:
        text = POSSESSIVE.sub("", raw.partition("--")[0].rstrip("./&-"))
        if text != raw:
            kind = class_of(text) if text else CAPITALS
    closes = len(text) < len(raw) or (raw.endswith(".") and raw[:-1] == text)
    return Word(text, kind, closes, _hints(text, kind, closes), len(raw))


def _hints(text: str, kind: int, closes: bool) -> int:
    hints = _listed().get(text, 0)
    if kind <= SURNAME_WORD:
        hints |= IN_NAME
    if closes:
        return hints
    if kind == TITLE:
        hints |= ENDS_TITLE
    return hints | BEFORE_NUMBER if text.upper() in last_words() else hints


def _is_explained(short: str) -> bool:
    """Whether an acronym is explained where it stands; the words of references become links there."""
    return len(short) > 1 and not is_ordinary(short.lower()) and short not in word_set("reference_words")


@cache
def _listed() -> dict[str, int]:
    """The hints of all words in lists."""
    hints: dict[str, int] = {}
    for bit, words in (
        (IN_POST, word_set("missions") | word_set("offices")),
        (ACRONYM, [short for short in acronyms() if _is_explained(short)]),
        (OPENS_PLACE, joined_places()),
        (OPENS_PLACE, word_set("name_parts")),
    ):
        for word in words:
            hints[word] = hints.get(word, 0) | bit
    return hints
