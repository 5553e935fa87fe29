"""A cable -> those before and after it: by date and post, by number, by each of its tags and persons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..archive import neighbours_of
from ..columns import NONE
from ..numbering import NO_YEAR, number_of, series_of
from .signposts import Signposts
from .views import Link, Neighbours, Way

BY_DATE, BY_NUMBER = "by date", "By number"
MOST = 12  # tags, and persons


def find_neighbours(signposts: Signposts, number: int) -> tuple[Neighbours, ...]:
    """The cables before and after a card at its post, and in the whole archive, with their titles."""
    return tuple(_neighbours(signposts, number))


def find_ways(signposts: Signposts, number: int) -> tuple[Way, ...]:
    """The neighbours of a card by number, by tag and by person, where it has any."""
    archive = signposts.archive
    before, after = _by_number(signposts, archive.cards[number].id or "")
    ways = [Way(Link(BY_NUMBER), before, after)] if before or after else []
    if number >= archive.dated:
        return tuple(ways)
    along = (
        (signposts.tags, archive.by_tag, archive.tags[number]),
        (signposts.persons, archive.by_person, archive.persons[number]),
    )
    for links, index, keys in along:
        for key in keys[:MOST]:
            earlier, later = index.around(key, number)
            if earlier != NONE or later < archive.dated:
                name = links[key]
                name = Link(name.text, name.url) if name.note else name
                ways.append(
                    Way(
                        name,
                        _step(signposts, earlier) if earlier != NONE else None,
                        _step(signposts, later) if later < archive.dated else None,
                    )
                )
    return tuple(ways)


def _neighbours(signposts: Signposts, number: int) -> Iterator[Neighbours]:
    archive, rows = signposts.archive, signposts.rows
    if number >= archive.dated:
        return
    post = archive.cards[number].post
    orders = [(BY_DATE, (number - 1 if number else None, number + 1 if number + 1 < archive.dated else None))]
    if post:
        around = neighbours_of(archive, archive.by_post[post], number)
        orders.insert(0, (f"from {signposts.posts[post].text}", around))
    for order, (before, after) in orders:
        if before is not None or after is not None:
            previous = rows[before] if before is not None else None
            yield Neighbours(order, previous, rows[after] if after is not None else None)


def _by_number(signposts: Signposts, cable_id: str) -> tuple[Link | None, Link | None]:
    """The nearest telegrams of the series that are here; what is only cited is passed over."""
    place = series_of(cable_id)
    if place is None or cable_id.startswith(NO_YEAR):
        return None, None
    ids = signposts.archive.series[place[0]]
    at = bisect_left(ids, place[1], key=number_of)
    before = (ids[n] for n in range(at - 1, -1, -1))
    after = (ids[n] for n in range(at, len(ids)) if number_of(ids[n]) != place[1])
    return _first_here(signposts, before), _first_here(signposts, after)


def _first_here(signposts: Signposts, ids: Iterator[str]) -> Link | None:
    for cable_id in ids:
        numbers = signposts.archive.numbers.get(cable_id)
        if numbers:
            return _step(signposts, numbers[0])
    return None


def _step(signposts: Signposts, number: int) -> Link:
    row = signposts.indexed_rows[number]
    return Link(row.id, row.url or None)
