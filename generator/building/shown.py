"""Pages and the cards that each shows anything of -> which pages a changed card concerns; packed, as there are many."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator

from ..pages.noting import EVERY

NUMBER = "I"
SIZE = array(NUMBER).itemsize


class Shown:
    """For page after page the numbers of cards: `ends` says where those of each page end in `cards`."""

    def __init__(self, cards: bytes = b"", ends: bytes = b"") -> None:
        self.cards = array(NUMBER, cards)
        self.ends = array(NUMBER, ends)

    def add(self, cards: Collection[int]) -> None:
        """The next page, and the cards that it shows; of a page that shows all, that alone."""
        self.cards.extend((EVERY,) if EVERY in cards else sorted(cards))
        self.ends.append(len(self.cards))

    def extend(self, other: Shown) -> None:
        """All pages of the other come next."""
        before = len(self.cards)
        self.cards.extend(other.cards)
        self.ends.extend(end + before for end in other.ends)

    def pages_with(self, card: int) -> Iterator[int]:
        """The pages that show this card or all cards, in no order."""
        content = self.cards.tobytes()
        for number in (card, EVERY):
            wanted = array(NUMBER, (number,)).tobytes()
            at = content.find(wanted)
            while at >= 0:
                if at % SIZE == 0:
                    yield bisect_right(self.ends, at // SIZE)
                at = content.find(wanted, at + 1)
