"""Cards and rows -> the same, while it is noted which of them are looked at: so is known what a page shows.

Where a card changes in nothing that an index is made of, only pages whose view looked at it can change; where its row
stays as it was, only those that looked at more than that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar, overload

from msgspec import Struct

from ..packing import Made, OnDemand

T = TypeVar("T")

EVERY = 0xFFFFFFFF  # stands for all cards


class Looked(Struct, frozen=True):
    """The numbers of the cards at which a view looked, and of those of which it looked at nothing but the row."""

    cards: Collection[int] = ()
    rows: Collection[int] = ()


class Notes(Struct, frozen=True):
    """The numbers of the cards, and of the rows, that are looked at; they are added to."""

    cards: set[int]
    rows: set[int]

    def begin(self) -> None:
        """Nothing has been looked at yet."""
        self.cards.clear()
        self.rows.clear()

    @property
    def looked(self) -> Looked:
        """At what was looked since."""
        return Looked(frozenset(self.cards), frozenset(self.rows - self.cards))


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


def take_notes() -> Notes:
    """Notes in which nothing stands yet."""
    return Notes(set(), set())
