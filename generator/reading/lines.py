"""The text of a telegram -> its lines that are not blank, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# A line without the blanks around it: "SIPDIS"
LINE = re.compile(r"\S(?:[^\n]*\S)?")

# Other blanks and line ends, each one character, are read as the plain ones: positions stay as they are.
PLAIN = {
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\xa0": " ",
    "\u2007": " ",
    "\u202f": " ",
}
ODD_BLANK = re.compile("[" + "".join(PLAIN) + "\r]")


class Line(NamedTuple):
    """A line that is not blank: `text[start:end]`, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    blank_before: int


def plain_blanks(text: str) -> str:
    """`text` at the same length, with `\\n` as its only line end and ` ` for blanks that do not break."""
    if not ODD_BLANK.search(text):
        return text
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    return ODD_BLANK.sub(lambda m: PLAIN[m.group()], text)


def find_lines(text: str) -> list[Line]:
    """All lines of `text` that hold more than blanks, in order."""
    lines: list[Line] = []
    position = 0
    for match in LINE.finditer(text):
        start, end = match.span()
        blank = text.count("\n", position, start) - 1
        lines.append(Line(start, end, match.group(), blank if lines else max(blank + 1, 0)))
        position = end
    return lines


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """The place of a character for a person: line and column, from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def joined(lines: Sequence[Line]) -> str:
    """The lines as one, with single blanks between them."""
    return " ".join(" ".join(line.text.split()) for line in lines)
