"""Charts, maps, calendars and trees of invented cables, and the cables in them, for tests of templates."""

from __future__ import annotations

from datetime import date

from generator.pages.views import (
    Bar,
    CableRow,
    Calendar,
    Chart,
    Day,
    Link,
    Map,
    MonthDays,
    Spot,
    ThreadDot,
    ThreadEntry,
    ThreadLine,
    ThreadShown,
)

POST = Link("Embassy Paris", "post/paris.html")


def row(
    url: str, id: str, title: str, day: date | None, level: str = "SECRET", tone: str = "secret"
) -> CableRow:
    """A line of a ledger."""
    return CableRow(url, id, title, day, "14:04", POST, level, tone)


EARLIER = row("cable/2007/03/07PARIS9001.html", "07PARIS9001", "Lighthouse Talks Open", date(2007, 3, 22))
LATER = row(
    "cable/2008/05/08PARIS9030.html",
    "08PARIS9030",
    f'Lighthouse Talks: "A Long Winter" {"X" * 120}',  # a title may have been withheld letter by letter
    date(2008, 5, 2),
)
CHART = Chart("month", tuple(Bar(f"2007-{m:02}", m % 4, f"date/2007/{m:02}.html") for m in range(1, 13)), 3)


def thread_shown() -> ThreadShown:
    """A conversation of three cables, at one of them."""
    days = (EARLIER.day, date(2008, 2, 21), LATER.day)
    rows = ((0, EARLIER.url, EARLIER.id), (1, "", "08PARIS9002"), (1, LATER.url, LATER.id))
    entries = tuple(
        ThreadEntry(
            depth,
            url,
            cable_id,
            'A "Lighthouse"',
            day,
            "Embassy Paris",
            not url,
            (Link("x", "cable/a.html"), Link("y")),
        )
        for (depth, url, cable_id), day in zip(rows, days, strict=True)
    )
    dots = (
        ThreadDot(15, 0, EARLIER.url, "One", False),
        ThreadDot(500, 1, "", "Two", True),
        ThreadDot(985, 0, LATER.url, "3", False),
    )
    lines = (ThreadLine(1, 0, False), ThreadLine(2, 0, False), ThreadLine(2, 1, True))
    path = "thread/2007/03/07PARIS9001.html"
    return ThreadShown(entries, ("Embassy Paris", "Embassy Oslo"), dots, lines, days[0], days[2], 9, path)  # fmt: skip


def map_shown() -> Map:
    """A map with a spot of each sort."""
    spots = (
        Spot(1800, 500, 12, "Embassy Paris", "Paris", "post/paris.html", 2, True),
        Spot(1900, 600, 6, "Embassy Elsewhere", "", None, 1),
        Spot(1700, 400, 0, "Embassy Nowhere", "Nowhere", None, 0),
    )
    return Map(1500, 300, 600, 360, "M1500 300v360M1500 400h600", "M1600 400h0M1610 420h0", spots, 24)


def calendar_shown(months: int) -> Calendar:
    """So many months of three days."""
    week = (
        None,
        Day(1, 0, 0, None),
        Day(2, 3, 4, "date/2008/01/02.html"),
        Day(3, 1, 2, None),
        None,
        None,
        None,
    )
    return Calendar(
        tuple(
            MonthDays(Link(f"Month {n}", None if n else "date/2008/01.html"), (week,)) for n in range(months)
        ),
        3,
    )
