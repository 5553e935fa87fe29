"""The E.O. line -> the order, and the day or event of declassification (format 7)."""

from __future__ import annotations

import re
from functools import cache

from .dates import DAY, day_of, spelt_day
from .draft import Draft

# The number in the keyword: "12958", "12,958", or a slip such as "1295", "12598" and "I2958"
ORDER = re.compile(r"I?\d[\d,]{2,6}")
ORDERS = ("10501", "10964", "11652", "12065", "12356", "12958", "13292", "13526")
# What stands between the number and the value: ": DECL:", "DECL", ": decl.", "GDS"
LABEL = re.compile(r"[\s:;.,]*(?:DECL\w*\b[\s:;.,]*|DECLAS\b[\s:]*)?(?:ON\b\s*)?", re.I)
# How a day is reached under the orders of the 1970s (format 7): "ADS DECLAS ", "XGDS-3, DECLAS ", "GDS "
SCHEDULE = re.compile(
    r"(?:X?GDS|ADS|XDS)\b(?:[ -]?\d\b(?!/))?[\s,;:.]*(?:DECLAS\w*\b[\s:;.,]*)?(?:ON\b\s*)?", re.I
)
# No declassification is due: "N/A", "NA", also with a letter lost, "/A" and "N/", "UNCLAS"
NOT_APPLICABLE = re.compile(r"N ?/? ?A\b|N/$|/A$|NONE\b|NOT APPLICABLE|UNCLAS", re.I)
# Who classified, under E.O. 12065 (format 7): "GDS 5/17/86 (VARKONDE, ANSELM) OR-P"
CLASSIFIER = re.compile(
    r"\b(?:X?GDS|RDS|XDS)\b[^()]{0,30}\((?P<surname>[A-Z][\w'’ -]+?)(?:, ?(?P<given>[A-Z][\w.'’ -]*))?\)"
)
TAGS_FOLLOW = re.compile(r"\s*(?:TAGS?\b.*)$", re.S)


def read_executive_order(draft: Draft, start: int, keyword: str, value: str) -> None:
    """Reads the E.O. line into the draft: `keyword` is `E.O. 12958:`, which stands at `start`, `value` what follows.

    A number with a slip is a repair.
    """
    number = ORDER.search(keyword)
    if number:
        printed = number[0].replace(",", "").replace("I", "1")
        draft.executive_order = _order_of(printed)
        if draft.executive_order != number[0].replace(",", ""):
            draft.repair("R214", start + number.start(), start + number.end(), draft.executive_order)
    elif draft.declassify_on:
        return
    words = " ".join(value.split())
    words = words[LABEL.match(words).end() :].strip(" .:;")  # type: ignore[union-attr]
    if not words or NOT_APPLICABLE.match(words):
        return
    schedule = SCHEDULE.match(words)
    due = words[schedule.end() :] if schedule else words
    spelt = spelt_day(due)
    if spelt:
        draft.declassify_on = spelt.isoformat()
        draft.declassify_year = spelt.year
        return
    match = DAY.search(due)
    day = day_of(match) if match else None
    if match and day is None:
        draft.note("R131", None, f'"{match[0]}" is not a day: the line "{words}" is shown as it stands')
    if match and day and (match.start() == 0 or draft.executive_order in ORDERS[5:]):
        draft.declassify_on = day.isoformat()
        draft.declassify_year = day.year
        return
    draft.declassify_on = words


def classifier_in(value: str) -> str | None:
    """Who is named in brackets behind the schedule, his surname last; None: nobody is."""
    match = CLASSIFIER.search(" ".join(value.split())) if "(" in value and "DS" in value else None
    if match is None:
        return None
    return " ".join(f"{match['given'] or ''} {match['surname']}".split())


@cache
def _order_of(number: str) -> str:
    """The order that a number means: known, or like a single known one but for a digit or the order of two."""
    if number in ORDERS:
        return number
    meant = [order for order in ORDERS if _is_slip(number, order)]
    return meant[0] if len(meant) == 1 else number


def _is_slip(number: str, order: str) -> bool:
    """Whether a digit of an order is missing, wrong, doubled or at the place of the next: `1295`, `12598`."""
    head = next((at for at, (a, b) in enumerate(zip(number, order, strict=False)) if a != b), len(order))
    left, right = number[head:], order[head:]
    swapped = len(right) > 1 and left == right[1] + right[0] + right[2:]
    return swapped or left in (right[1:], number[head : head + 1] + right[1:]) or left[1:] == right
