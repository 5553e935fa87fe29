"""What is said of many cards -> the same in flat rows of numbers: indexes, and columns by the number of a card.

A number in a tuple is an object of its own, or at least eight bytes; here it takes four, and no forked process copies
what it looks at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

K = TypeVar("K", bound=Hashable)

if TYPE_CHECKING:
    Flat = array[int]
else:
    Flat = array  # of which Python 3.11 cannot say what it holds
Numbers = Sequence[int]  # of cards, nearly always ascending
FLAT = "I"
NONE = 0xFFFFFFFF  # where there is no number


class Index(Mapping[K, Numbers]):
    """The numbers of each key, which are in the order in which they were given."""

    __slots__ = ("_ends", "_numbers", "_places", "_view")

    def __init__(self, keys: Iterable[K], numbers: array[int], ends: array[int]) -> None:
        """`ends` says where in `numbers` those of each key end, after a first 0."""
        self._places = {key: place for place, key in enumerate(keys)}
        self._numbers = numbers
        self._view = memoryview(numbers)
        self._ends = ends

    def __getitem__(self, key: K) -> Numbers:
        place = self._places[key]
        return self._view[self._ends[place] : self._ends[place + 1]]

    def __iter__(self) -> Iterator[K]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return {k: tuple(v) for k, v in self.items()} == {k: tuple(v) for k, v in other.items()}

    def get(self, key: K, default: Numbers = ()) -> Numbers:  # type: ignore[override]
        """Those of a key; none where it is not there."""
        return self[key] if key in self._places else default

    def count(self, key: K) -> int:
        """How many there are of a key."""
        place = self._places[key]
        return self._ends[place + 1] - self._ends[place]

    def around(self, key: K, number: int) -> tuple[int, int]:
        """The numbers before and after this one among the ascending ones of a key; NONE where there is none, or where
        it is not among them.
        """
        place, numbers = self._places[key], self._numbers
        start, end = self._ends[place], self._ends[place + 1]
        at = bisect_left(numbers, number, start, end)
        if at == end or numbers[at] != number:
            return NONE, NONE
        return numbers[at - 1] if at > start else NONE, numbers[at + 1] if at + 1 < end else NONE

    @property
    def flat(self) -> tuple[list[K], bytes, bytes]:
        """What an index like this is made from again."""
        return list(self._places), self._numbers.tobytes(), self._ends.tobytes()


class Noting(Generic[K]):
    """Notes ascending numbers under keys; then there is an index of them."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: dict[K, array[int]] = {}

    def add(self, key: K, number: int) -> None:
        """The card of this number has the key."""
        numbers = self.found.get(key)
        if numbers is None:
            self.found[key] = array(FLAT, (number,))
        elif numbers[-1] != number:
            numbers.append(number)

    def index(self) -> Index[K]:
        """All keys, sorted."""
        return index_of(self.found)


class Pairs(Mapping[int, int]):
    """A number for some of the cards."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: array[int]) -> None:
        """By the number of the card; NONE where there is nothing."""
        self._numbers = numbers

    def __getitem__(self, key: int) -> int:
        found = self._numbers[key] if 0 <= key < len(self._numbers) else NONE
        if found == NONE:
            raise KeyError(key)
        return found

    def get(self, key: int, default: Any = None) -> Any:
        """That of a card, or the default."""
        found = self._numbers[key] if 0 <= key < len(self._numbers) else NONE
        return default if found == NONE else found

    def __iter__(self) -> Iterator[int]:
        return (number for number, found in enumerate(self._numbers) if found != NONE)

    def __len__(self) -> int:
        return len(self._numbers) - self._numbers.count(NONE)

    @property
    def flat(self) -> bytes:
        """What one like this is made from again."""
        return self._numbers.tobytes()


class Column(Sequence[tuple[str, ...]]):
    """A few words for each card; each word is kept once."""

    __slots__ = ("_codes", "_ends", "_words")

    def __init__(self, words: Sequence[str], codes: array[int], ends: array[int]) -> None:
        """`codes` are places among the words, `ends` where those of each card end, after a first 0."""
        self._words = words
        self._codes = codes
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, number: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(len(self))))
        if not 0 <= number < len(self):
            number = range(len(self))[number]
        words = self._words
        return tuple([words[code] for code in self._codes[self._ends[number] : self._ends[number + 1]]])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (self[number] for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def distinct(self, numbers: Iterable[int]) -> set[str]:
        """The words that one of these cards has."""
        codes, ends, words = self._codes, self._ends, self._words
        found = set(chain.from_iterable([codes[ends[n] : ends[n + 1]] for n in numbers]))
        return {words[code] for code in found}

    def tally(self, numbers: Iterable[int]) -> Counter[str]:
        """How many of these cards have each word that one of them has."""
        words = self._words
        return Counter({words[code]: count for code, count in self._tally(numbers).items()})

    def most(self, numbers: Iterable[int], most: int, less: str = "") -> list[tuple[str, int]]:
        """The most frequent words of these cards and how many of the cards have each, without one of them; of equals
        the first in order.
        """
        words, found = self._words, self._tally(numbers)
        least = (
            sorted(found.values(), reverse=True)[most] if len(found) > most else 0
        )  # one more may be left out
        best = sorted([(-count, words[code]) for code, count in found.items() if count >= least])
        return [(word, -count) for count, word in best if word != less][:most]

    def _tally(self, numbers: Iterable[int]) -> Counter[int]:
        codes, ends = self._codes, self._ends
        return Counter(chain.from_iterable([codes[ends[n] : ends[n + 1]] for n in numbers]))

    @property
    def flat(self) -> tuple[list[str], bytes, bytes]:
        """What a column like this is made from again."""
        return list(self._words), self._codes.tobytes(), self._ends.tobytes()


class Writing:
    """Writes a column, card after card."""

    __slots__ = ("_codes", "_ends", "_places")

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._codes = array(FLAT)
        self._ends = array(FLAT, (0,))

    def add(self, words: Iterable[str]) -> None:
        """The words of the next card."""
        places = self._places
        self._codes.extend([places.setdefault(word, len(places)) for word in words])
        self._ends.append(len(self._codes))

    def column(self) -> Column:
        """Those of all."""
        return Column(list(self._places), self._codes, self._ends)


def index_of(found: Mapping[K, Iterable[int]]) -> Index[K]:
    """An index of these, its keys sorted."""
    sortable: list[Any] = list(found)
    keys: list[K] = sorted(sortable)
    numbers, ends = array(FLAT), array(FLAT, (0,))
    for key in keys:
        numbers.extend(found[key])
        ends.append(len(numbers))
    return Index(keys, numbers, ends)


def flat(numbers: bytes | Iterable[int] = b"") -> array[int]:
    """These numbers in a flat row, or those of which these are the bytes."""
    return array(FLAT, numbers)
