"""Persons of one surname -> lists for the page of each: who may be the same person, and who else has the name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from ..archive import Archive
from .signposts import Signposts
from .views import Count, Related

# What stands after a surname: `Henry Hartnett, Jr.`
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
MOST = 12
MAY_BE = "May be the same person"
OTHERS = "Others of this surname"


@lru_cache(maxsize=65536)
def surname(name: str) -> str:
    """The last word of a name that is no suffix, folded to sort: `Henry Hartnett, Jr.` -> `hartnett`."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    parts = [part.strip(".,'") for part in folded.split()]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    return parts[-1] if parts else ""


class Bearer(Struct, frozen=True):
    """A person who has a surname; `alone`: no cable says more of the name."""

    key: str
    alone: bool


def bearers(archive: Archive) -> dict[str, list[Bearer]]:
    """The persons of each surname, those whom most cables name first."""
    names, count = archive.names, archive.by_person.count
    found: dict[str, list[Bearer]] = defaultdict(list)
    for key in sorted(archive.by_person, key=lambda key: (-count(key), key)):
        found[surname(names[key])].append(Bearer(key, _is_surname_alone(names[key])))
    return found


def find_namesakes(
    signposts: Signposts, key: str, of_surname: Mapping[str, Sequence[Bearer]]
) -> tuple[Related, ...]:
    """The lists of a person's page; empty ones are left out.

    Cables that give a surname alone may mean one of those who bear it in cables of the same post: the page of
    either says so, and leaves it to the reader.
    """
    archive = signposts.archive
    others = of_surname[surname(archive.names[key])]
    if len(others) < 2:
        return ()
    posts = _posts(archive, key)
    alone = _is_surname_alone(archive.names[key])
    close: list[str] = []
    rest: list[str] = []
    for other in others:
        if other.key == key:
            continue
        may_be = other.alone != alone and not posts.isdisjoint(_posts(archive, other.key))
        (close if may_be else rest).append(other.key)
        if len(close) >= MOST and len(rest) >= MOST:
            break  # there may be hundreds
    lists = (Related(MAY_BE, _counted(signposts, close)), Related(OTHERS, _counted(signposts, rest)))
    return tuple(related for related in lists if related.counts)


def _is_surname_alone(name: str) -> bool:
    """`Ollenby`, `van Ollenby`: of its words one at most has a capital."""
    return sum(word[:1].isupper() for word in name.split()) <= 1


def _posts(archive: Archive, key: str) -> set[str]:
    return archive.posts.distinct(archive.by_person[key])


def _counted(signposts: Signposts, keys: Sequence[str]) -> tuple[Count, ...]:
    count = signposts.archive.by_person.count
    return tuple(Count(signposts.persons[key], count(key)) for key in keys[:MOST])
