"""Pages and the cards at which each looked -> which pages a changed card concerns; packed, as there are many."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator

from ..pages.noting import EVERY, Looked

NUMBER = "I"
SIZE = array(NUMBER).itemsize


class Numbered:
    """For page after page the numbers of cards: `ends` says where those of each page end in `cards`."""

    def __init__(self, cards: bytes = b"", ends: bytes = b"") -> None:
        self.cards = array(NUMBER, cards)
        self.ends = array(NUMBER, ends)

    def add(self, cards: Collection[int]) -> None:
        """The next page, and its cards; of a page that has all, that alone."""
        self.cards.extend((EVERY,) if EVERY in cards else sorted(cards))
        self.ends.append(len(self.cards))

    def extend(self, other: Numbered) -> None:
        """All pages of the other come next."""
        before = len(self.cards)
        self.cards.extend(other.cards)
        self.ends.extend(end + before for end in other.ends)

    def pages_with(self, card: int) -> Iterator[int]:
        """The pages that have this card or all cards, in no order."""
        content = self.cards.tobytes()
        for number in (card, EVERY):
            wanted = array(NUMBER, (number,)).tobytes()
            at = content.find(wanted)
            while at >= 0:
                if at % SIZE == 0:
                    yield bisect_right(self.ends, at // SIZE)
                at = content.find(wanted, at + 1)


class Shown:
    """For page after page the `cards` at which it looked, and those of which it looked at nothing but the row."""

    def __init__(self, cards: Numbered | None = None, rows: Numbered | None = None) -> None:
        self.cards = cards or Numbered()
        self.rows = rows or Numbered()

    def __len__(self) -> int:
        return len(self.cards.ends)

    def add(self, looked: Looked) -> None:
        """The next page, and at what it looked."""
        self.cards.add(looked.cards)
        self.rows.add(looked.rows)

    def extend(self, other: Shown) -> None:
        """All pages of the other come next."""
        self.cards.extend(other.cards)
        self.rows.extend(other.rows)

    def pages_with(self, card: int, *, row: bool) -> set[int]:
        """The pages that looked at this card; `row`: also those that looked at its row, which is another now."""
        return {*self.cards.pages_with(card), *(self.rows.pages_with(card) if row else ())}
