"""Ids of telegrams -> the series in which a post counts them, each January from 1 (format 5.1)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from statistics import median

from .cards import Slip

NO_YEAR = "??"
FIRST_YEAR_OF_1900S = 66  # format 17: 66-99 are the 1900s, 00-65 the 2000s
SENT_TOGETHER = timedelta(days=3)  # telegrams may cite one that goes out with them, and has a higher number
ENOUGH = 3  # telegrams, to tell the pace of a series
TOO_FAR = 2  # times as far as a series would be at its pace

# The series and the number of an id: `08PARIS` and `305`, `??ROME` and `3585`
SERIES = re.compile(r"((?:\d\d|\?\?)[^\W\d_]+)(\d{1,8})", re.ASCII)


@lru_cache(maxsize=65_536)
def series_of(cable_id: str) -> tuple[str, int] | None:
    """`08PARIS` and 305 of `08PARIS305`; None for an id that no series counts, such as an airgram's."""
    found = SERIES.fullmatch(cable_id)
    return (found[1], int(found[2])) if found else None


def year_in(cable_id: str) -> int | None:
    """The year of an id or of a series: 2008 of `08PARIS305`, None of `??ROME3585`."""
    digits = cable_id[:2]
    if not (digits.isascii() and digits.isdigit() and len(digits) == 2):
        return None
    return int(digits) + (1900 if int(digits) >= FIRST_YEAR_OF_1900S else 2000)


def in_series(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids of each series in the order of their numbers; series are sorted."""
    found: dict[str, list[tuple[int, str]]] = {}
    for cable_id in ids:
        place = series_of(cable_id)
        if place:
            found.setdefault(place[0], []).append((place[1], cable_id))
    return {series: tuple(cable_id for _, cable_id in sorted(found[series])) for series in sorted(found)}


def neighbours_in(ids: Sequence[str], cable_id: str) -> tuple[str | None, str | None]:
    """The ids before and after one in its series, whether it is in it or not."""
    place = series_of(cable_id)
    if place is None:
        return None, None
    at = bisect_left(ids, place[1], key=number_of)
    after = at + 1 if at < len(ids) and number_of(ids[at]) == place[1] else at
    return (ids[at - 1] if at else None), (ids[after] if after < len(ids) else None)


def number_of(cable_id: str) -> int:
    """The number of an id in its series; 0 where it is in none."""
    place = series_of(cable_id)
    return place[1] if place else 0


def find_paces(cards: Iterable[Slip]) -> dict[str, float]:
    """How many telegrams a series had a day, by the dates of these cards; none where they are too few to tell.

    The median is taken, as one misread date or number must not change what all others mean.
    """
    paces: dict[str, list[float]] = {}
    for card in cards:
        place = series_of(card.id) if card.id and card.date else None
        if place and card.date and year_in(place[0]) == card.date.year:
            paces.setdefault(place[0], []).append(place[1] / card.date.timetuple().tm_yday)
    return {series: median(found) for series, found in paces.items() if len(found) >= ENOUGH}


def meant_by(paces: Mapping[str, float], card: Slip, target: str, sent: datetime | None) -> str:
    """The id that a cable means by a number to which the year of the cable itself was given.

    A number that its post came to only much later that year is one of the year before: a telegram of January
    that cites 228, where 41 was sent in March. `sent` is when the target was sent, None where it is not here.
    What nothing speaks against stays.
    """
    place = series_of(target)
    if place is None or card.date is None or year_in(target) != card.date.year:
        return target
    if sent is not None:
        later = sent > card.date + SENT_TOGETHER
    else:
        days = card.date.timetuple().tm_yday + SENT_TOGETHER.days
        later = place[1] > TOO_FAR * days * paces.get(place[0], place[1])
    return f"{(card.date.year - 1) % 100:02}{target[2:]}" if later else target
