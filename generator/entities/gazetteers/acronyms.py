"""An acronym as a cable writes it -> what it stands for, where that is one thing alone."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from .tables import read_rows


class AcronymFact(Struct, frozen=True):
    """An acronym and its expansion; `kind` such as organization, title, arms."""

    acronym: str
    expansion: str
    kind: str


def acronym(text: str) -> AcronymFact | None:
    """What an acronym means, in the spelling of the table; None: not known, or it may mean several things."""
    return acronyms().get(text)


@cache
def acronyms() -> dict[str, AcronymFact]:
    """All acronyms that mean one thing alone."""
    return {
        row["acronym"]: AcronymFact(row["acronym"], row["expansion"], row["kind"])
        for row in read_rows("acronyms")
        if row["ambiguous"] != "yes"
    }
