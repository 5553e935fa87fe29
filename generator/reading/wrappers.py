"""The first lines of a copy -> what its publisher put above the telegram (format 3.9, 16.6)."""

from __future__ import annotations

import re

from .lines import Line

# Nearly all early cables of the 2010 release: "This record is a partial extract of the original cable. The full ..."
PARTIAL = re.compile(r"This record is a partial extract of the original cable\b")
# A newspaper's date line: "Friday, 26 February 2010, 14:20"
DATE_LINE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2} \w+ \d{4},? \d\d:\d\d")
FEW_LINES = 4


def count_wrapper_lines(lines: list[Line]) -> tuple[int, bool]:
    """How many of the first lines are a publisher's, and whether they say that this is a partial extract."""
    for at, line in enumerate(lines[:FEW_LINES]):
        if PARTIAL.match(line.text):
            return at + 1, True
        if not DATE_LINE.match(line.text):
            return at, False
    return 0, False
