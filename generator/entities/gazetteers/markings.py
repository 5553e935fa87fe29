"""The words of a classification line, a caption, a precedence -> what the tables say of them."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from .tables import read_rows


class CaptionFact(Struct, frozen=True):
    """A caption such as SIPDIS: `kind` is distribution, dissemination, handling, channel ...; `meaning` may
    be empty.
    """

    caption: str
    kind: str
    meaning: str
    note: str


class ClassificationFact(Struct, frozen=True):
    """A level: `background` and `foreground` are the customary banner colours, `rank` orders levels, low to
    high.
    """

    level: str
    portion_mark: str
    background: str
    foreground: str
    rank: float
    note: str


class PrecedenceFact(Struct, frozen=True):
    """How urgent: `prosign` is one letter (`O`), `rank` 1 is the most urgent that is in use."""

    prosign: str
    name: str
    rank: int
    meaning: str


def caption_fact(text: str) -> CaptionFact | None:
    """The caption of a line, or of a line that begins with one (`CODEL SMITH`); None: no known caption."""
    table = _captions()
    words = text.upper().split()
    for count in range(len(words), 0, -1):
        if found := table.get(" ".join(words[:count])):
            return found
    return None


@cache
def captions() -> frozenset[str]:
    """All captions, in capitals."""
    return frozenset(_captions())


def classification_fact(level: str) -> ClassificationFact | None:
    """The level of that name, as in the model; None: no level."""
    return _classifications().get(level.upper())


def precedence_by_prosign(prosign: str) -> PrecedenceFact | None:
    """The precedence of a letter of format line 5: `P` is PRIORITY. `O` is IMMEDIATE, not NIACT IMMEDIATE."""
    return _prosigns().get(prosign.upper())


def precedence_by_word(word: str) -> PrecedenceFact | None:
    """The precedence of the words that follow an address: `NIACT IMMEDIATE`."""
    return _precedences().get(" ".join(word.upper().split()))


@cache
def precedences() -> frozenset[str]:
    """All precedences, in capitals."""
    return frozenset(_precedences())


@cache
def _captions() -> dict[str, CaptionFact]:
    rows = read_rows("captions")
    return {r["caption"]: CaptionFact(r["caption"], r["kind"], r["meaning"], r["note"]) for r in rows}


@cache
def _classifications() -> dict[str, ClassificationFact]:
    facts = (
        ClassificationFact(
            level=row["name"],
            portion_mark=row["portion_mark"],
            background=row["banner_background"],
            foreground=row["banner_text"],
            rank=float(row["rank"]),
            note=row["note"],
        )
        for row in read_rows("classification")
    )
    return {fact.level: fact for fact in facts}


@cache
def _precedences() -> dict[str, PrecedenceFact]:
    rows = read_rows("precedence")
    return {r["name"]: PrecedenceFact(r["prosign"], r["name"], int(r["rank"]), r["meaning"]) for r in rows}


@cache
def _prosigns() -> dict[str, PrecedenceFact]:
    return {fact.prosign: fact for fact in _precedences().values()}
