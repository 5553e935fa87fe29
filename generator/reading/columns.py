"""The lines of a block without number or mark -> whether they are kept: a table, a list, an address (format 12.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .lines import Line

# Two words with a column's gap between them, twice or with tabs: "Fuel       12.4      13.1"
COLUMNS = re.compile(r"\S(?: {3,}|\t+| *\t)\S.*\S(?: {3,}|\t+| *\t)\S|\S {6,}\S")
# What opens a line of a record: "Place of birth: ", "PHONE: "
LABEL = re.compile(r"[A-Z][\w /().#'-]{1,30}: ")
# The same in small letters: "mobile: "
SMALL_LABEL = re.compile(r"[a-z][\w /-]{1,20}: ")
LONGEST_ROW = 200
MOST_ROWS_JUDGED = 400
# How long most lines of a text are, if it was set for a teletype
NARROWEST, WIDEST = 45, 80
# How many blanks are left beside the next word, at least, where a line was ended on purpose
FEWEST_LEFT = 6
FEWEST_LEFT_ONCE = 12
MOST_BY_ACCIDENT = 0.4


def width_of(lines: Sequence[Line]) -> int:
    """How wide a text is set: nine of ten lines are not longer; 0 where no such width was kept."""
    lengths = sorted([line.end - line.start for line in lines])
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if NARROWEST <= width <= WIDEST else 0


def is_set_in_lines(text: str, lines: Sequence[Line], width: int) -> bool:
    """Whether the lines of a block are to be kept, in a text that is `width` wide."""
    return _is_columns(text, lines) or (width > 0 and _is_ended_on_purpose(lines, width))


def _is_columns(text: str, lines: Sequence[Line]) -> bool:
    place = lines[0].start, lines[-1].end
    if text.find("   ", *place) < 0 and text.find("\t", *place) < 0:
        return False
    rows = [text[line.start : line.end] for line in lines if line.end - line.start < LONGEST_ROW]
    return len(rows) > 1 and sum(map(_is_row, rows)) > 0.6 * len(rows)


def _is_row(row: str) -> bool:
    return ("   " in row or "\t" in row) and COLUMNS.search(row) is not None


def _is_ended_on_purpose(lines: Sequence[Line], width: int) -> bool:
    """Whether the next word had room in each line, or in most of a record."""
    few = lines[:MOST_ROWS_JUDGED]
    left = (left_beside(line.text, following.text, width) for line, following in pairwise(few))
    if len(few) < 3:
        return any(blanks >= FEWEST_LEFT_ONCE for blanks in left)
    if sum(LABEL.match(line.text) is not None for line in few if ": " in line.text) <= 0.6 * len(few):
        return all(blanks >= FEWEST_LEFT for blanks in left)  # most end with the first line
    return sum(blanks < FEWEST_LEFT for blanks in left) <= MOST_BY_ACCIDENT * (len(few) - 1)


def left_beside(words: str, following: str, width: int) -> int:
    """How many blanks are left in a line beside the first word of the next; none where a sentence goes on there."""
    if following[0].islower() and SMALL_LABEL.match(following) is None:
        return 0
    return width - len(words) - 1 - len(following.split(" ", 1)[0])
