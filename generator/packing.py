"""Cards -> the same, packed into one piece of memory and unpacked when they are looked at.

Unpacked, a card weighs several times its bytes. Besides, a forked process copies every page of memory on
which it so much as looks at an object, which then counts how often it is held; of one long row of bytes it
copies nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

import msgspec

from .cards import Card, Slip

T = TypeVar("T")

AT_HAND = 1024  # cards that are not unpacked again when they are looked at once more
NUMBER, PLACE = "I", "Q"

encode_card = msgspec.msgpack.Encoder().encode
decode_card = msgspec.msgpack.Decoder(Card).decode
decode_slip = msgspec.msgpack.Decoder(Slip).decode


class Made(dict[int, T]):
    """What was made of numbers; what is missing is made when it is asked for. It begins anew when it is full."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[int], T], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, number: int) -> T:
        if len(self) >= self._most:
            self.clear()
        self[number] = made = self._make(number)
        return made


class OnDemand(Sequence[T]):
    """A sequence whose items are made when they are asked for. `made` holds some of those last asked for, and `make`
    makes one that is not wanted again.
    """

    __slots__ = ("_count", "made", "make")

    def __init__(self, count: int, make: Callable[[int], T], at_hand: int = AT_HAND) -> None:
        self._count = count
        self.make = make
        self.made: Made[T] = Made(make, at_hand)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if isinstance(number, slice):
            return tuple(map(self.make, range(*number.indices(self._count))))
        if 0 <= number < self._count:
            return self.made[number]
        return self.made[range(self._count)[number]]

    def __iter__(self) -> Iterator[T]:
        return map(self.make, range(self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def forget(self, numbers: Iterable[int]) -> None:
        """These are to be made anew."""
        for number in numbers:
            self.made.pop(number, None)


class Packed:
    """Packed cards one after the other, in the order in which they are numbered."""

    __slots__ = ("_bytes", "_lengths", "_starts")

    def __init__(self, content: bytearray, starts: array[int], lengths: array[int]) -> None:
        self._bytes = content
        self._starts = starts
        self._lengths = lengths

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> bytearray:
        start = self._starts[number]
        return self._bytes[start : start + self._lengths[number]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed):
            return NotImplemented
        return [self[n] for n in range(len(self))] == [other[n] for n in range(len(other))]

    __hash__ = None  # type: ignore[assignment]

    def add(self, card: bytes | msgspec.Raw) -> None:
        """One more, at the end."""
        self._starts.append(len(self._bytes))
        self._lengths.append(len(card))
        self._bytes += card

    def replace(self, number: int, card: Card) -> None:
        """Another in the place of this one."""
        self.add(encode_card(card))
        self._starts[number], self._lengths[number] = self._starts.pop(), self._lengths.pop()

    def in_order(self, numbers: Iterable[int]) -> Packed:
        """These, so numbered; the bytes stay where they are."""
        order = tuple(numbers)
        return Packed(
            self._bytes,
            array(PLACE, [self._starts[n] for n in order]),
            array(NUMBER, [self._lengths[n] for n in order]),
        )

    @property
    def cards(self) -> OnDemand[Card]:
        """All of them, unpacked when they are looked at."""
        return OnDemand(len(self), self._unpacking(decode_card))

    @property
    def slips(self) -> OnDemand[Slip]:
        """The slips of all of them."""
        return OnDemand(len(self), self._unpacking(decode_slip))

    def _unpacking(self, decode: Callable[[bytearray], T]) -> Callable[[int], T]:
        content, starts, lengths = self._bytes, self._starts, self._lengths

        def unpack(number: int) -> T:
            start = starts[number]
            return decode(content[start : start + lengths[number]])

        return unpack


def pack(cards: Iterable[Card] = ()) -> Packed:
    """These cards, in this order."""
    packed = Packed(bytearray(), array(PLACE), array(NUMBER))
    for card in cards:
        packed.add(encode_card(card))
    return packed
