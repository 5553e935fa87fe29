"""Words of the trade -> what the page that explains them may show."""

from __future__ import annotations

from msgspec import Struct

from .common import Head, Link


class Term(Struct, frozen=True, array_like=True):
    """A word and its meaning; the link leads to the cables that bear it. `anchor` is its fragment."""

    word: Link
    meaning: str
    anchor: str = ""


class TermGroup(Struct, frozen=True, array_like=True):
    """A part of the glossary: captions, or the acronyms of a letter; `anchor` is its fragment."""

    name: str
    anchor: str
    terms: tuple[Term, ...]


class GlossaryView(Struct, frozen=True, array_like=True):
    """All words that are explained on the site."""

    head: Head
    name: str
    sentence: str
    groups: tuple[TermGroup, ...]
