"""The words that keep their capitals in a title -> how each is written."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .acronyms import acronyms
from .tables import read_rows


@cache
def title_words() -> dict[str, str]:
    """Word in capitals -> as it stands in a title: `NATO` -> `NATO`, `POLOFF` -> `Poloff`.

    Acronyms are those of the acronym table, but for words that are also plain English; further ones, and
    those exceptions, are rows of `data/title_case.csv`.
    """
    rows = read_rows("title_case")
    words = {word: word for word in acronyms() if word.isupper()}
    words.update((row["word"], row["shown"]) for row in rows)
    return words


@cache
def office_words() -> frozenset[str]:
    """Words of titles and offices, in capitals: `COUNSELOR`, `A/DCM`."""
    text = (files("generator.entities") / "data" / "office_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
