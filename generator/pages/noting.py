"""Cards and rows -> the same, while it is noted which of them are looked at: so is known what a page shows.

Where a card changes in nothing that an index is made of, only pages whose view looked at it can change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

from ..packing import Made, OnDemand

T = TypeVar("T")

EVERY = 0xFFFFFFFF  # stands for all cards


class Noted(Sequence[T]):
    """A sequence like a tuple; every number that is asked for is added to `numbers`."""

    __slots__ = ("_made", "items", "numbers")

    def __init__(self, items: Sequence[T], numbers: set[int]) -> None:
        self.items = items
        self._made: Sequence[T] | Made[T] = items.made if isinstance(items, OnDemand) else items
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
            return self._made[number]
        if isinstance(number, slice):
            self.numbers.add(EVERY)
        else:
            self.numbers.add(number + len(self.items))
        return self.items[number]

    def __iter__(self) -> Iterator[T]:
        self.numbers.add(EVERY)
        return iter(self.items)
