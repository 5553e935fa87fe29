"""Persons -> who bears which surname."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..archive import Archive
from ..columns import Index, index_of

# What stands after a surname: `Henry Hartnett, Jr.`
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(maxsize=65536)
def surname(name: str) -> str:
    """The last word of a name that is no suffix, folded to sort: `Henry Hartnett, Jr.` -> `hartnett`."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    parts = [part.strip(".,'") for part in folded.split()]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    return parts[-1] if parts else ""


@lru_cache(maxsize=65536)
def is_surname_alone(name: str) -> bool:
    """`Ollenby`, `van Ollenby`: of its words one at most has a capital."""
    return sum(word[:1].isupper() for word in name.split()) <= 1


def index_surnames(archive: Archive) -> Index[str]:
    """The persons of each surname by their places among the keys of `by_person`, those whom most cables name first."""
    names, count = archive.names, archive.by_person.count
    ranked = sorted(enumerate(archive.by_person), key=lambda person: -count(person[1]))
    found: dict[str, list[int]] = {}
    for place, key in ranked:
        found.setdefault(surname(names[key]), []).append(place)
    return index_of(found)
