"""Persons of one surname -> lists for the page of each: who may be the same person, and who else has the name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

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


def bearers(archive: Archive) -> dict[str, list[str]]:
    """The keys of the persons of each surname, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in archive.by_person:
        found[surname(archive.names[key])].append(key)
    return found


def find_namesakes(
    signposts: Signposts, key: str, of_surname: Mapping[str, Sequence[str]]
) -> tuple[Related, ...]:
    """The lists of a person's page; empty ones are left out.

    Cables that give a surname alone may mean one of those who bear it in cables of the same post: the page of
    either says so, and leaves it to the reader.
    """
    archive = signposts.archive
    others = [other for other in of_surname[surname(archive.names[key])] if other != key]
    if not others:
        return ()
    posts = _posts(archive, key)
    alone = _is_surname_alone(archive.names[key])
    close = [
        other
        for other in others
        if _is_surname_alone(archive.names[other]) != alone and posts & _posts(archive, other)
    ]
    rest = [other for other in others if other not in close]
    lists = (Related(MAY_BE, _counted(signposts, close)), Related(OTHERS, _counted(signposts, rest)))
    return tuple(related for related in lists if related.counts)


def _is_surname_alone(name: str) -> bool:
    """`Ollenby`, `van Ollenby`: of its words one at most has a capital."""
    return sum(word[:1].isupper() for word in name.split()) <= 1


def _posts(archive: Archive, key: str) -> set[str]:
    return set(archive.posts.tally(archive.by_person[key]))


def _counted(signposts: Signposts, keys: Iterable[str]) -> tuple[Count, ...]:
    by_person = signposts.archive.by_person
    most = sorted(keys, key=lambda key: (-len(by_person[key]), key))[:MOST]
    return tuple(Count(signposts.persons[key], len(by_person[key])) for key in most)
