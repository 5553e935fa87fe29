"""Cards -> the dates that do not fit: their number's year, or the dates of the numbers before and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, pairwise

from ..archive import Archive
from ..cards import Slip
from ..numbering import NO_YEAR, year_in
from .accounts import OddDate
from .unknown import place_of

NEW_YEAR = timedelta(days=1)
# How far a number may be from its place in time: drafts are numbered before they are sent, and some sent again.
SLACK = timedelta(days=21)


def odd_dates(archive: Archive) -> tuple[OddDate, ...]:
    """The odd dates, in the order of the archive."""
    found = dict(_out_of_order(archive))
    for number, slip in enumerate(islice(archive.slips, archive.dated)):
        if reason := _other_year(slip):
            found[number] = reason
    odd = ((archive.slips[number], reason) for number, reason in sorted(found.items()))
    return tuple(OddDate(place_of(card), card.date, reason) for card, reason in odd if card.date)


def _other_year(card: Slip) -> str:
    """Why the year is odd, empty where it is not: a number of New Year's Eve may be of either year."""
    year = year_in(card.id or "")
    if year is None or card.date is None:
        return ""
    if year in {(card.date - NEW_YEAR).year, card.date.year, (card.date + NEW_YEAR).year}:
        return ""
    return f"the number is of {year}"


def _out_of_order(archive: Archive) -> Iterator[tuple[int, str]]:
    """Posts number their telegrams as the year goes: who lies far outside of his neighbours' dates is odd."""
    series: dict[str, list[tuple[int, int]]] = {}
    for number, slip in enumerate(islice(archive.slips, archive.dated)):
        if slip.id and not slip.id.startswith(NO_YEAR):
            stem = slip.id.rstrip("0123456789")
            series.setdefault(stem, []).append((int(slip.id[len(stem) :] or 0), number))
    for numbered in series.values():
        ordered = [number for _, number in sorted(numbered)]
        for (before, number), (_, after) in pairwise(pairwise(ordered)):
            if reason := _misplaced(archive.slips[before], archive.slips[number], archive.slips[after]):
                yield number, reason


def _misplaced(before: Slip, card: Slip, after: Slip) -> str:
    if before.date is None or card.date is None or after.date is None or before.date > after.date:
        return ""
    if before.date - SLACK <= card.date <= after.date + SLACK:
        return ""
    return f"{before.id} is of {before.date:%Y-%m-%d}, {after.id} of {after.date:%Y-%m-%d}"
