"""Cards -> Chart: how many cables when, without gaps in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..archive import Archive, Numbers, dated_part
from .views import Bar, Chart

MONTHS_BELOW = 48  # a span of fewer months is drawn by month
MOST_BARS = 80
STEPS = (1, 10, 100, 1000)  # years a bar; more than one only where dates are centuries apart


def draw_chart(
    archive: Archive,
    numbers: Numbers,
    *,
    year_url: Callable[[int], str | None] = lambda _: None,
    month_url: Callable[[int, int], str | None] = lambda _year, _month: None,
) -> Chart | None:
    """Bars by month where the cables lie within four years, else by year; None where there would be one
    bar."""
    months = _months(archive, numbers)
    if len(months) < 2:
        return None
    first, last = min(months), max(months)
    if last - first < MONTHS_BELOW:
        return _chart("month", [_month_bar(at, months[at], month_url) for at in range(first, last + 1)])
    return _by_years(months, first // 12, last // 12, year_url)


def draw_years(archive: Archive, numbers: Numbers, url: Callable[[int], str | None]) -> Chart | None:
    """Bars by year, however few; None where there would be one bar."""
    months = _months(archive, numbers)
    years = {at // 12 for at in months}
    return _by_years(months, min(years), max(years), url) if len(years) > 1 else None


def _months(archive: Archive, numbers: Numbers) -> Counter[int]:
    """How many of these cards are of each month since the year 0."""
    return Counter(map(archive.months.__getitem__, dated_part(archive, numbers)))


def _month_bar(at: int, count: int, url: Callable[[int, int], str | None]) -> Bar:
    year, month = at // 12, at % 12 + 1
    return Bar(f"{year:04d}-{month:02d}", count, url(year, month) if count else None)


def _by_years(months: Counter[int], first: int, last: int, url: Callable[[int], str | None]) -> Chart:
    step = next((step for step in STEPS if (last - first) // step < MOST_BARS), STEPS[-1])
    years: Counter[int] = Counter()
    for at, count in months.items():
        years[at // 12 // step * step] += count
    bars = [
        Bar(f"{at:04d}", years[at], url(at) if step == 1 and years[at] else None)
        for at in range(first // step * step, last + 1, step)
    ]
    return _chart("year" if step == 1 else f"{step} years", bars)


def _chart(unit: str, bars: list[Bar]) -> Chart:
    return Chart(unit, tuple(bars), max(bar.count for bar in bars))
