"""Kinds of page -> one list of pages, each view made when it is asked for.

A site of 100,000 cables has twice as many views; held all at once they would outweigh the archive. So a
series knows its paths beforehand and makes a view from the immutable archive whenever a reader of the list
asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar, overload

from msgspec import Struct

from .views import Page, View

K = TypeVar("K")
T = TypeVar("T")


class Series(Struct, frozen=True):
    """The pages of one kind: `view(n)` is what the n-th path shows, `origin(n)` what a diagnostic calls its
    maker.

    `template` is empty for files that are text or copies already (TextView, CopyView).
    """

    kind: str
    template: str
    paths: tuple[str, ...]
    view: Callable[[int], View]
    origin: Callable[[int], str]


class PageList(Sequence[Page]):
    """All pages of a site in a fixed order, read like a tuple; `paths` costs nothing, an item makes its
    view."""

    __slots__ = ("_noted", "_series", "_starts", "paths")

    def __init__(self, series: tuple[Series, ...], noted: set[int]) -> None:
        """Series that have no path in common; their views note in `noted` at which cards they look."""
        self._series = series
        self._noted = noted
        self._starts = (0, *accumulate(len(one.paths) for one in series))
        self.paths: tuple[str, ...] = tuple(path for one in series for path in one.paths)

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, number: int) -> Page: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Page]: ...
    def __getitem__(self, number: int | slice) -> Page | Sequence[Page]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(len(self))))
        place = range(len(self))[number]
        one = bisect_right(self._starts, place) - 1
        return _page(self._series[one], place - self._starts[one])

    def __iter__(self) -> Iterator[Page]:
        for one in self._series:
            for number in range(len(one.paths)):
                yield _page(one, number)

    def noted(self, number: int) -> tuple[Page, frozenset[int]]:
        """A page, and the numbers of the cards at which its view looked, for more than their INDEXED fields."""
        self._noted.clear()
        page = self[number]
        return page, frozenset(self._noted)

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates of all series, sorted."""
        return tuple(sorted({one.template for one in self._series}))

    def kind_of(self, number: int) -> str:
        """The kind of the page at this place, without making its view."""
        return self._series[bisect_right(self._starts, range(len(self))[number]) - 1].kind


class Lazily(Sequence[T]):
    """What is made of each key whenever it is asked for, read like a tuple: many topics need not be held at once."""

    __slots__ = ("_keys", "_make")

    def __init__(self, keys: Sequence[K], make: Callable[[K], T]) -> None:
        """Keys in their order, and what makes something of one."""
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if isinstance(number, slice):
            return tuple(map(self._make, self._keys[number]))
        return self._make(self._keys[number])


def one_page(kind: str, template: str, path: str, view: Callable[[], View]) -> Series:
    """A series of a single page."""
    return Series(kind, template, (path,), lambda _: view(), lambda _: f"one of the {kind} pages")


def without(series: Series, dropped: frozenset[int]) -> Series:
    """The series less some of its pages."""
    if not dropped:
        return series
    kept = tuple(n for n in range(len(series.paths)) if n not in dropped)
    return Series(
        kind=series.kind,
        template=series.template,
        paths=tuple(series.paths[n] for n in kept),
        view=lambda n: series.view(kept[n]),
        origin=lambda n: series.origin(kept[n]),
    )


def _page(series: Series, number: int) -> Page:
    return Page(series.paths[number], series.template, series.view(number), series.kind)
