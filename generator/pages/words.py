"""Days, counts and names -> English as an archivist would write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TIMES = tuple(f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in range(60))


def number(count: int) -> str:
    """A count in running text: words up to twelve, then figures: `two`, `1,204`."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: `one cable`, `two cables`, `three countries`."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def day(when: date) -> str:
    """`21 February 2008`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def clock(when: datetime) -> str:
    """`14:04`."""
    return TIMES[when.hour * 60 + when.minute]


def utc(when: datetime) -> str:
    """`2008-02-21T14:04Z`, as machines read it; strftime would take a tenth of a cable page's time."""
    return f"{when.date().isoformat()}T{clock(when)}Z"


def moment(when: datetime) -> str:
    """`Thursday 21 February 2008, 14:04 UTC`."""
    return f"{WEEKDAYS[when.weekday()]} {day(when)}, {clock(when)} UTC"


def month_name(year: int, month: int) -> str:
    """`February 2008`."""
    return f"{MONTHS[month - 1]} {year}"


def years(first: date, last: date) -> str:
    """`2008`, or `2007–2008`."""
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"


def period(count: int, span: tuple[date, date] | None, undated: int = 0) -> str:
    """When `count` cables were sent, `undated` of them not known: `, from 22 March 2007 to 21 February
    2008`."""
    if span is None:
        every = {0: "", 1: "", 2: "both "}.get(count, "all ")
        return f", {every}undated" if count else ""
    first, last = span
    if first != last:
        return f", from {day(first)} to {day(last)}{_undated_part(undated)}"
    every = "" if count == 1 or undated else "both " if count == 2 else "all "
    return f", {every}dated {day(first)}{_undated_part(undated)}"


def sentence(text: str) -> str:
    """Text that begins with a capital and ends with a full stop."""
    return (text[:1].upper() + text[1:]).rstrip(".") + "." if text else ""


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def article(noun: str) -> str:
    """A noun with its article: `a subject tag`, `an organization tag`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def shortened(text: str, limit: int = 160) -> str:
    """Text cut at a word, for a description that search engines show."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def _undated_part(undated: int) -> str:
    if not undated:
        return ""
    return f"; {number(undated)} of them {'is' if undated == 1 else 'are'} undated"
