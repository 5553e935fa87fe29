"""A literate file of pairs -> what is put in and what is expected to come out; --accept rewrites the latter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

# A heading, any prose, then two blocks fenced by four tildes
PAIR = re.compile(
    r"^## (?P<name>.+?)$(?P<prose>.*?)^~~~~ ?\w*\n(?P<given>.*?)^~~~~\n.*?^~~~~ ?html\n(?P<expected>.*?)^~~~~$",
    re.M | re.S,
)


class Pair(NamedTuple):
    """One case of a file."""

    file: Path
    name: str
    given: str
    expected: str


def read_pairs(folder: Path) -> list[Pair]:
    """All pairs of the `*.md` files of a folder, in order."""
    return [
        Pair(file, found["name"], found["given"].removesuffix("\n"), found["expected"].removesuffix("\n"))
        for file in sorted(folder.glob("*.md"))
        for found in PAIR.finditer(file.read_text(encoding="utf-8"))
    ]


def accept_pair(pair: Pair, found: str) -> None:
    """Rewrites what a pair expects."""
    text = pair.file.read_text(encoding="utf-8")
    for match in PAIR.finditer(text):
        if match["name"] == pair.name:
            start, end = match.span("expected")
            pair.file.write_text(text[:start] + found + "\n" + text[end:], encoding="utf-8")
            return
