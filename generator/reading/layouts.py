"""The text of a block -> where each of its characters stands in the transcript."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from .lines import Line

Pieces = list[tuple[int, int, int]]


class Layout:
    """A block's text and where its pieces stand: `(position in the text, start, end)` in the transcript."""

    __slots__ = ("_lines", "_pieces", "_starts", "text")

    def __init__(self, text: str, pieces: Pieces | None, lines: Sequence[Line] = ()) -> None:
        """The pieces, or None for `lines` with a blank between them."""
        self.text = text
        self._pieces = pieces
        self._lines = lines
        self._starts: list[int] | None = None

    def shift(self) -> int | None:
        """How far before its place in the transcript each character stands; None where they differ in that.

        Lines differ where more than a line end is between two of them.
        """
        lines = self._lines
        if self._pieces is None and lines and lines[-1].end - lines[0].start == len(self.text):
            return lines[0].start
        return None

    def place(self, first: int, after: int) -> tuple[int, int]:
        """Where the characters `first` up to `after` of the text stand."""
        if self._pieces is None:
            if self._starts is None:  # found when somebody asks
                self._starts = list(
                    accumulate([line.end - line.start + 1 for line in self._lines], initial=0)
                )
            at = bisect_right(self._starts, first) - 1
            line = self._lines[at]
            shift = line.start - self._starts[at]
            if after + shift <= line.end:
                return first + shift, after + shift
            self._pieces = [
                (at, line.start, line.end) for at, line in zip(self._starts, self._lines, strict=False)
            ]
        at = bisect_left(self._pieces, (first + 1,)) - 1
        position, start, end = self._pieces[max(at, 0)]
        if at >= 0 and after - position <= end - start:
            return start + first - position, start + after - position
        return self._place_one(first), self._place_one(after - 1) + 1

    def _place_one(self, at: int) -> int:
        assert self._pieces is not None
        position, start, end = self._pieces[max(bisect_left(self._pieces, (at + 1,)) - 1, 0)]
        return min(start + max(at - position, 0), end - 1)


class Within(NamedTuple):
    """The layouts of the blocks of a telegram within the text."""

    layouts: tuple[Layouts, ...]


Layouts = Layout | Within | None


def flat_layouts(layouts: Sequence[Layouts]) -> list[Layout | None]:
    """The layouts in the order of `flat_blocks`: of a telegram within the text first its own, which is none."""
    flat: list[Layout | None] = []
    for layout in layouts:
        if isinstance(layout, Within):
            flat += (None, *flat_layouts(layout.layouts))
        else:
            flat.append(layout)
    return flat
