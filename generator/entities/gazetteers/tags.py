"""A code of a TAGS line and the day of its telegram -> TagFact: what the code meant then."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from .tables import read_rows

# First and last year of each era of the table.
ERAS = {
    "1973-79": (1973, 1979),
    "1980s-2010s": (1980, 2019),
    "1973-2010": (1973, 2010),
    "1990s-2010": (1990, 2010),
    "2000s": (2000, 2009),
}
# From this year on the handbook's new, GENC-based country codes hold (format: section 8).
NEW_COUNTRY_CODES = 2013


class TagFact(Struct, frozen=True):
    """A code: `kind` is subject, geo-political, organization, program or personality; `label` what it
    means.
    """

    code: str
    kind: str
    label: str


class _Dated(Struct, frozen=True):
    fact: TagFact
    first: int
    last: int


def tag_fact(code: str, when: date | None) -> TagFact | None:
    """What a code means in a telegram of that day; None: not a code that is known.

    Where a code was given a new meaning, the one of the day's era counts (`GE` in 1974 is East Germany), and
    of several the one whose era is shorter. A telegram without date is taken for one of the 2000s.
    """
    year = when.year if when else 2005
    code = code.upper()
    if year >= NEW_COUNTRY_CODES and (new := _new_country_codes().get(code)):
        return new
    meanings = _meanings().get(code)
    if not meanings:
        return None
    return min(meanings, key=lambda meaning: (_years_apart(meaning, year), meaning.last - meaning.first)).fact


@cache
def tag_codes() -> frozenset[str]:
    """All codes of all eras before the new country codes."""
    return frozenset(_meanings())


def _years_apart(meaning: _Dated, year: int) -> int:
    return max(meaning.first - year, year - meaning.last, 0)


@cache
def _meanings() -> dict[str, tuple[_Dated, ...]]:
    meanings: dict[str, tuple[_Dated, ...]] = {}
    for row in read_rows("tags"):
        first, last = ERAS[row["era"]]
        dated = _Dated(TagFact(row["code"], row["kind"], row["label"]), first, last)
        meanings[row["code"]] = (*meanings.get(row["code"], ()), dated)
    return meanings


@cache
def _new_country_codes() -> dict[str, TagFact]:
    rows = read_rows("tags_geo_current")
    return {row["code"]: TagFact(row["code"], row["kind"], row["label"]) for row in rows}
