"""Cards of a year or a month -> a calendar that is the darker the more cables a day has."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from . import words
from .signposts import Signposts, day_url, month_url
from .views import Calendar, Day, Link, MonthDays

SHADES = 4
WEEKS = calendar.Calendar()  # weeks begin on Monday


def draw_calendar(signposts: Signposts, year: int, month: int | None = None) -> Calendar | None:
    """The twelve months of a year, or one; None where no cable of it has a date."""
    by_day = signposts.archive.by_day
    months = (month,) if month else tuple(range(1, 13))
    days = ((of, day) for of in months for day in range(1, 32) if (year, of, day) in by_day)
    counts = {(of, day): len(by_day[year, of, day]) for of, day in days}
    if not counts:
        return None
    most = max(counts.values())
    if month:
        return Calendar((_month(signposts, year, month, counts, most, None),), most)
    links = {of: month_url(signposts, year, of) for of, _ in counts}
    return Calendar(
        tuple(_month(signposts, year, of, counts, most, links.get(of)) for of in range(1, 13)), most
    )


def _month(
    signposts: Signposts,
    year: int,
    month: int,
    counts: Mapping[tuple[int, int], int],
    most: int,
    url: str | None,
) -> MonthDays:
    def day(number: int) -> Day | None:
        if not number:
            return None
        count = counts.get((month, number), 0)
        to = day_url(signposts, year, month, number) if count else None
        return Day(number, count, -(-SHADES * count // most), to)

    weeks = WEEKS.monthdayscalendar(year, month)
    return MonthDays(
        Link(words.month_name(year, month), url),
        tuple(tuple(day(number) for number in week) for week in weeks),
    )
