"""Persons of one surname -> lists for the page of each: who may be the same person, and who else has the name."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Archive
from .signposts import Signposts
from .surnames import is_surname_alone, surname
from .views import Count, Related

MOST = 12
MAY_BE = "May be the same person"
OTHERS = "Others of this surname"


def find_namesakes(signposts: Signposts, key: str, persons: Sequence[str]) -> tuple[Related, ...]:
    """The lists of a person's page; empty ones are left out. `persons` are the keys of all, in order.

    Cables that give a surname alone may mean one of those who bear it in cables of the same post: the page of
    either says so, and leaves it to the reader.
    """
    archive, names = signposts.archive, signposts.archive.names
    bearers = signposts.surnames[surname(names[key])]
    if len(bearers) < 2:
        return ()
    posts = _posts(archive, key)
    alone = is_surname_alone(names[key])
    close: list[str] = []
    rest: list[str] = []
    for place in bearers:
        other = persons[place]
        if other == key:
            continue
        may_be = is_surname_alone(names[other]) != alone and not posts.isdisjoint(_posts(archive, other))
        (close if may_be else rest).append(other)
        if len(close) >= MOST and len(rest) >= MOST:
            break  # there may be hundreds
    lists = (Related(MAY_BE, _counted(signposts, close)), Related(OTHERS, _counted(signposts, rest)))
    return tuple(related for related in lists if related.counts)


def _posts(archive: Archive, key: str) -> set[str]:
    return archive.posts.distinct(archive.by_person[key])


def _counted(signposts: Signposts, keys: Sequence[str]) -> tuple[Count, ...]:
    count = signposts.archive.by_person.count
    return tuple(Count(signposts.persons[key], count(key)) for key in keys[:MOST])
