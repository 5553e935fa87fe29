"""The text of a CSV dump -> its rows and cells, quoted or bare, whatever is broken in it.

Only `\\n`, `\\r\\n` and `\\r` end a row. A quote closes a cell when a separator or a line end follows it; any other
quote within is a character of the cell, but where the next row seems to start with it: there the cell was never closed.
Every choice looks less than LOOKAHEAD characters beyond the row, so that a stream can be cut with the same eyes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

LOOKAHEAD = 512
SEPARATORS = (",", ";", "\t", "|")
# A quote escaped by a backslash, in front of a word: '\"BAZAAR'
BACKSLASHED = re.compile(r'\\"[^",;|\t\r\n]')
# A quote escaped by another one, within words: 'the ""bazaar'
DOUBLED = re.compile(r'[^",;|\t\r\n\\]""[^",;|\t\r\n]')


class Signs(NamedTuple):
    """How cells are told apart where `separator` parts them.

    `opening`: what opens a quoted cell, ' "'. `bare`: what a bare cell holds, 'Embassy Oslo'. `end`: what follows a
    cell, the separator, a line end, or nothing. `row_start`: the start of a row, two short cells,
    '"12","2/2/2009 15:00",'.
    """

    opening: re.Pattern[str]
    bare: re.Pattern[str]
    end: re.Pattern[str]
    row_start: re.Pattern[str]


class Cell(NamedTuple):
    """A cell's place in the text, without its quotes; not `closed`: its last quote is missing."""

    start: int
    end: int
    quoted: bool
    closed: bool = True


class Row(NamedTuple):
    """A row's place, its line end included, and its cells, one at least."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@cache
def signs_of(separator: str) -> Signs:
    """The signs of a dump whose cells are parted so."""
    sign = re.escape(separator)
    blank = r"[ \t]" if separator != "\t" else " "
    cell = rf'"[^"\r\n]{{0,80}}"{blank}{{0,8}}{sign}'
    return Signs(
        re.compile(rf'{blank}*"'),
        re.compile(rf"[^{sign}\r\n]*"),
        re.compile(rf"{blank}*(?:(?P<more>{sign})|\r\n|\n|\r|\Z)"),
        re.compile(rf"{cell}{blank}{{0,8}}{cell}"),
    )


def find_rows(text: str, position: int, backslashes: bool, separator: str = ",") -> Iterator[Row]:
    """All rows from a position on, blank ones too; `backslashes`: a backslash escapes a quote."""
    while position < len(text):
        row = read_row(text, position, backslashes, separator)
        yield row
        position = row.end


def read_row(text: str, start: int, backslashes: bool, separator: str = ",") -> Row:
    """The row that starts there; it ends with the text at the latest."""
    cells: list[Cell] = []
    signs = signs_of(separator)
    at = start
    while True:
        cell, at, is_last = _read_cell(text, at, backslashes, signs)
        cells.append(cell)
        if is_last:
            return Row(start, at, tuple(cells))


def uses_backslashes(head: str) -> bool:
    """Whether quotes are escaped by backslashes rather than by doubling, as far as the head of a dump shows."""
    return BACKSLASHED.search(head) is not None or DOUBLED.search(head) is None


class Escapes:
    """How quotes are escaped from a place of a text on; places are asked for in order, each part is searched once."""

    def __init__(self, text: str) -> None:
        """Nothing has been looked for yet."""
        self.text = text
        self.next: dict[re.Pattern[str], int] = {}

    def are_backslashes(self, start: int) -> bool:
        """What `uses_backslashes` says of the text from `start` on."""
        return self._is_ahead(BACKSLASHED, start) or not self._is_ahead(DOUBLED, start)

    def _is_ahead(self, pattern: re.Pattern[str], start: int) -> bool:
        if self.next.get(pattern, -1) < start:
            found = pattern.search(self.text, start)
            self.next[pattern] = found.start() if found else len(self.text)
        return self.next[pattern] < len(self.text)


def _read_cell(text: str, at: int, backslashes: bool, signs: Signs) -> tuple[Cell, int, bool]:
    """The cell at a position, where the next one starts, and whether this one is the last of its row."""
    opening = signs.opening.match(text, at)
    if opening:
        return _read_quoted(text, opening.end(), backslashes, signs)
    bare = signs.bare.match(text, at)
    assert bare is not None  # it matches nothing at all
    end = signs.end.match(text, bare.end())
    assert end is not None  # what stops it is an end
    return Cell(at, bare.end(), False), end.end(), end["more"] is None


def _read_quoted(text: str, start: int, backslashes: bool, signs: Signs) -> tuple[Cell, int, bool]:
    """A cell from behind its first quote on."""
    at = start
    while True:
        quote = text.find('"', at)
        if quote < 0:
            return Cell(start, len(text), True, False), len(text), True
        if not (backslashes and text[quote - 1] == "\\" and _is_escaped(text, at, quote)):
            end = signs.end.match(text, quote + 1)
            if end:
                return Cell(start, quote, True), end.end(), end["more"] is None
            if text.startswith('"', quote + 1):
                quote += 1
            elif quote > start and text[quote - 1] in "\r\n" and signs.row_start.match(text, quote):
                line_end = quote - 1 - text.startswith("\r\n", quote - 2)
                return Cell(start, max(start, line_end), True, False), quote, True
        at = quote + 1


def _is_escaped(text: str, start: int, quote: int) -> bool:
    """Whether an odd number of backslashes stands before a quote, not counting any before `start`."""
    at = quote
    while at > start and text[at - 1] == "\\":
        at -= 1
    return (quote - at) % 2 == 1
