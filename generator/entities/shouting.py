"""A telegram in capitals alone -> the few persons whom titles and the header make certain."""

from __future__ import annotations

import re

from .evidence import Naming
from .lexicon import GIVEN, NAME, NO_NAME_ENDINGS, class_of, is_ordinary
from .names import printed_name

# A title and a name in capitals: `MR. HUME`, `AMBASSADOR O'NEIL`
TITLED = re.compile(
    r"\b(MR|MRS|MS|DR|AMBASSADOR|PRESIDENT|PRIME MINISTER|FOREIGN MINISTER|FONMIN|PRIMIN|"
    r"SECRETARY|SENATOR|GENERAL)\.? ([A-Z](?:[A-Z-]|['’](?!S\b)){2,30})\b"
)
# A word in capitals: `QUILLET`
WORD = re.compile(r"[A-Z](?:[A-Z-]|['’](?!S\b)){2,30}\b")
# Titles that say nothing of an office.
HONORIFICS = ("MR", "MRS", "MS", "DR")


def find_shouted(text: str, surnames: frozenset[str]) -> list[Naming]:
    """The persons after a title, and wherever they or the header's `surnames` stand alone."""
    titles: dict[int, tuple[str, ...]] = {}
    wanted = set(surnames)
    for match in TITLED.finditer(text):
        title, word = match.group(1), match.group(2)
        if word in surnames or _is_name(word):
            titles[match.start(2)] = () if title in HONORIFICS else (title.title(),)
            wanted.add(word)
    if not wanted:
        return []
    return [
        _naming(match.start(), match.group(), match.start() in titles, titles.get(match.start(), ()))
        for match in WORD.finditer(text)
        if match.group() in wanted
    ]


def _naming(start: int, word: str, sure: bool, titles: tuple[str, ...]) -> Naming:
    words = printed_name(word) or (word.capitalize(),)
    return Naming(start, start + len(word), words, sure, titles)


def _is_name(word: str) -> bool:
    if word.lower().endswith((*NO_NAME_ENDINGS, "sion", "tions", "ity")) or is_ordinary(word.lower()):
        return False
    return class_of(word.capitalize()) in (NAME, GIVEN)
