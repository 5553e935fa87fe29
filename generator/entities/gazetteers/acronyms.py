"""An acronym as a cable writes it -> what it stands for, where that is one thing alone."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from .tables import read_rows

# The country of what several countries have: `Socialist Party (France)`, `People's Party (Popular Party, Spain)`
COUNTRY = re.compile(r"\((?:[^()]*[ ,])?([A-Z][a-z]{3})[a-z]*\)$")
# What has the same few letters in many countries is explained only where a cable speaks of it: of these kinds what has
# two letters, and what was found in cables that use it, but seldom spell it out.
LOCAL_KINDS = ("mined", "parties")
FOUND_IN_CABLES = "mined"
SHORTEST_KNOWN = 3
SELDOM = 0.1
WORDS = re.compile(r"[a-z]{4,}")


class AcronymFact(Struct, frozen=True):
    """An acronym and its expansion; `kind` such as organization, title, arms.

    `evidence` are beginnings of words, in small letters, all of which are in a text that means this.
    """

    acronym: str
    expansion: str
    kind: str
    evidence: tuple[str, ...] = ()


def acronym(text: str) -> AcronymFact | None:
    """What an acronym means, in the spelling of the table; None: not known, or it may mean several things."""
    return acronyms().get(text)


@cache
def acronyms() -> dict[str, AcronymFact]:
    """All acronyms that mean one thing alone."""
    return {
        row["acronym"]: AcronymFact(row["acronym"], row["expansion"], row["kind"], _evidence(row))
        for row in read_rows("acronyms")
        if row["ambiguous"] != "yes"
    }


def _evidence(row: dict[str, str]) -> tuple[str, ...]:
    country = COUNTRY.search(row["expansion"])
    if country:
        return (country[1].lower(),) if country[1] != "King" else ()
    seldom = int(row["cables_spelling_out"] or 0) < SELDOM * int(row["cables_using"] or 0)
    length = len(row["acronym"])
    local = row["kind"] in LOCAL_KINDS and length < SHORTEST_KNOWN
    if not local and not (row["kind"] == FOUND_IN_CABLES and length == SHORTEST_KNOWN and seldom):
        return ()
    return tuple(word[:5] for word in WORDS.findall(row["expansion"].lower()))
