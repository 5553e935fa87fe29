"""Card numbers -> a ledger by year, and where a page of it stands."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise

from ..archive import Numbers
from . import urls
from .signposts import Signposts, year_url
from .views import CableRow, Link, Pager, YearRows

UNDATED = "undated"
LONG = 4  # pages of a list that need no way to its years
AROUND = 2  # pages before and after the current one that a pager names


def first_pages(signposts: Signposts, stem: str, numbers: Numbers) -> tuple[Link, ...]:
    """Where in a long list each year begins; nothing for a short one."""
    per_page = max(1, signposts.config.pages.per_page)
    if len(numbers) <= LONG * per_page:
        return ()
    archive = signposts.archive
    dated = ((year, found[0]) for year, found in archive.by_year.items() if found[0] < archive.dated)
    starts = ((year, bisect_left(numbers, first)) for year, first in (*dated, (0, archive.dated)))
    held = [(year, at) for (year, at), (_, end) in pairwise(starts) if at < end]
    return tuple(Link(f"{year}", urls.list_page(stem, at // per_page + 1)) for year, at in held)


def count_pages(signposts: Signposts, listed: int) -> int:
    """Pages of a list of so many cards: at least one."""
    return max(1, -(-listed // max(1, signposts.config.pages.per_page)))


def make_ledger(
    signposts: Signposts, numbers: Numbers, page: int, *, linked: bool = True
) -> tuple[YearRows, ...]:
    """The rows of one page (from 1) of a list, oldest first, grouped by year; `linked` years lead to their
    page."""
    per_page = max(1, signposts.config.pages.per_page)
    rows = [signposts.rows[number] for number in numbers[(page - 1) * per_page : page * per_page]]
    return tuple(
        YearRows(
            year=f"{year:04d}" if year is not None else UNDATED,
            url=year_url(signposts, year) if linked and year is not None else None,
            rows=tuple(group),
        )
        for year, group in groupby(rows, key=_year)
    )


def make_pager(stem: str, page: int, total: int) -> Pager:
    """The pager of one page of a list: first, last and near pages; the numbers between are left out."""
    near = sorted({1, total, *range(max(1, page - AROUND), min(total, page + AROUND) + 1)})
    return Pager(
        number=page,
        total=total,
        previous=urls.list_page(stem, page - 1) if page > 1 else None,
        next=urls.list_page(stem, page + 1) if page < total else None,
        pages=tuple(Link(str(n), None if n == page else urls.list_page(stem, n)) for n in near),
    )


def _year(row: CableRow) -> int | None:
    return row.day.year if row.day else None
