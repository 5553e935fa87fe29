"""The reason of a classified-by line, and its executive order -> what they mean."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from .tables import read_rows

# What each order did for telegrams (format: section 7).
ORDERS = {
    "10501": "Executive Order 10501 (Eisenhower, 1953), in force to May 1972",
    "10964": "Executive Order 10964 (Kennedy, 1961), an amendment of 10501",
    "11652": "Executive Order 11652 (Nixon, 1972), in force from June 1972 to November 1978",
    "12065": "Executive Order 12065 (Carter, 1978), in force from December 1978 to July 1982",
    "12356": "Executive Order 12356 (Reagan, 1982), in force from August 1982 to October 1995",
    "12958": "Executive Order 12958 (Clinton, 1995), in force October 1995 to June 2010, amended in 2003",
    "13292": "Executive Order 13292 (Bush, 2003), an amendment of 12958",
    "13526": "Executive Order 13526 (Obama, 2009), in force from June 2010",
}


class _Reason(Struct, frozen=True):
    orders: str
    code: str
    meaning: str
    first: date
    last: date


def reason_meaning(order: str | None, section: str | None, letter: str, when: date | None) -> str:
    """What a reason means: (`12958`, `1.4`, `b`) is foreign government information. Empty: not known.

    The section tells the version of the order: 1.5 became 1.4 in March 2003, and posts wrote the old number
    for a year, so what is written counts. With neither order nor section the version of that day is taken,
    or 1.4.
    """
    wanted = f"{section or _section_of(order, when)}({letter.lower()})"
    fitting = [r for r in _reasons() if r.code == wanted or (not section and r.code == letter.upper())]
    if not fitting:
        return ""
    return min(
        fitting, key=lambda r: (order is not None and order not in r.orders, _days_apart(r, when))
    ).meaning


def order_meaning(order: str) -> str:
    """What an executive order is, in a few words; empty where it is not known."""
    return ORDERS.get(order.strip(), "")


def _section_of(order: str | None, when: date | None) -> str:
    if order == "12065":
        return "1-301"
    if order == "12958" and when and when < date(2003, 3, 25):
        return "1.5"
    return "1.4"


def _days_apart(reason: _Reason, when: date | None) -> int:
    if when is None:
        return 0
    return max((reason.first - when).days, (when - reason.last).days, 0)


@cache
def _reasons() -> tuple[_Reason, ...]:
    return tuple(
        _Reason(
            orders=row["order"],
            code=row["code"],
            meaning=row["meaning"],
            first=date.fromisoformat(row["effective_from"]),
            last=date.fromisoformat(row["effective_to"]) if row["effective_to"] else date.max,
        )
        for row in read_rows("reasons")
    )
