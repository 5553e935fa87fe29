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

from ..packing import OnDemand
from .noting import Looked, Notes
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
    paths: Sequence[str]
    view: Callable[[int], View]
    origin: Callable[[int], str]


class Section:
    """The series of one kind of page: how many pages each has, and themselves, planned when they are asked for."""

    __slots__ = ("_made", "_plan", "sizes")

    def __init__(
        self,
        sizes: Sequence[int],
        plan: Callable[[], tuple[Series, ...]],
        made: tuple[Series, ...] | None = None,
    ) -> None:
        """`made` are the series, where they are there already."""
        self.sizes = tuple(sizes)
        self._plan = plan
        self._made = made

    @property
    def is_planned(self) -> bool:
        """Whether they have been asked for."""
        return self._made is not None

    @property
    def series(self) -> tuple[Series, ...]:
        """They are planned once."""
        if self._made is None:
            self._made = self._plan()
        return self._made


def planned_section(series: tuple[Series, ...]) -> Section:
    """A section of series that are there already."""
    return Section([len(one.paths) for one in series], lambda: series, series)


class PageList(Sequence[Page]):
    """All pages of a site in a fixed order, read like a tuple. An item makes its view; `paths` do not."""

    __slots__ = ("_notes", "_places", "_starts", "paths", "sections")

    def __init__(self, sections: Sequence[Section], notes: Notes) -> None:
        """Sections that have no path in common; their views note in `notes` at what they look."""
        self.sections = tuple(sections)
        self._notes = notes
        self._places = tuple((section, n) for section in sections for n in range(len(section.sizes)))
        self._starts = (0, *accumulate(size for section in sections for size in section.sizes))
        self.paths: Sequence[str] = (
            tuple(path for one in self.series for path in one.paths)
            if all(section.is_planned for section in sections)
            else OnDemand(self._starts[-1], self._path)
        )

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, number: int) -> Page: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Page]: ...
    def __getitem__(self, number: int | slice) -> Page | Sequence[Page]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(len(self))))
        return _page(*self._place(range(len(self))[number]))

    def __iter__(self) -> Iterator[Page]:
        for one in self.series:
            for number in range(len(one.paths)):
                yield _page(one, number)

    def noted(self, number: int) -> tuple[Page, Looked]:
        """A page, and at which cards its view looked, for more than their INDEXED fields."""
        self._notes.begin()
        page = self[number]
        return page, self._notes.looked

    def plan_all(self) -> None:
        """Has all kinds planned now, as the next page that is asked for may be of any."""
        for section in self.sections:
            section.series  # noqa: B018

    @property
    def series(self) -> Iterator[Series]:
        """All series."""
        return (one for section in self.sections for one in section.series)

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates of all series, sorted."""
        return tuple(sorted({one.template for one in self.series}))

    def kind_of(self, number: int) -> str:
        """The kind of the page at this place, without making its view."""
        return self._place(range(len(self))[number])[0].kind

    def _place(self, number: int) -> tuple[Series, int]:
        one = bisect_right(self._starts, number) - 1
        section, place = self._places[one]
        return section.series[place], number - self._starts[one]

    def _path(self, number: int) -> str:
        series, place = self._place(number)
        return series.paths[place]


class Late(Sequence[T]):
    """A sequence that is made when it is first looked at."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make
        self._made: Sequence[T] | None = None

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        return self._all()[number]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def _all(self) -> Sequence[T]:
        if self._made is None:
            self._made = self._make()
        return self._made


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
