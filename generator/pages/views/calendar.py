"""Days and how many cables they have -> what the template of a calendar may show."""

from __future__ import annotations

from msgspec import Struct

from .common import Link


class Day(Struct, frozen=True, array_like=True):
    """A day of a month: `shade` is 0 where it has no cables, 4 where it has most."""

    number: int
    count: int
    shade: int
    url: str | None


class MonthDays(Struct, frozen=True, array_like=True):
    """A month as its weeks from Monday; None: a day of another month."""

    month: Link
    weeks: tuple[tuple[Day | None, ...], ...]


class Calendar(Struct, frozen=True, array_like=True):
    """Months side by side; `most` cables on a day."""

    months: tuple[MonthDays, ...]
    most: int
