"""Cards and rows -> the same, while it is noted which of them are looked at: so is known what a page shows.

Where a card changes in nothing that an index is made of, only pages whose view looked at it can change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")

EVERY = 0xFFFFFFFF  # stands for all cards


class Noted(Sequence[T]):
    """A sequence like a tuple; every number that is asked for is added to `numbers`."""

    __slots__ = ("items", "numbers")

    def __init__(self, items: Sequence[T], numbers: set[int]) -> None:
        self.items = items
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if type(number) is int and number >= 0:  # as nearly always
            self.numbers.add(number)
        elif isinstance(number, slice):
            self.numbers.add(EVERY)
        else:
            self.numbers.add(number + len(self.items))
        return self.items[number]

    def __iter__(self) -> Iterator[T]:
        self.numbers.add(EVERY)
        return iter(self.items)


class OnDemand(Sequence[T]):
    """A sequence whose items are made when they are asked for, and kept."""

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(self._count)))
        place = range(self._count)[number]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    def forget(self, numbers: Iterable[int]) -> None:
        """These are to be made anew."""
        for number in numbers:
            self._made.pop(number, None)
