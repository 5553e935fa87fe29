"""The lines of a copy that has each paragraph on one line -> the same, each block set apart (format 16.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from .bare_headings import is_bare_heading
from .lines import Line
from .underlines import DASHES, TERMINAL

# What ends with a point in the middle of a sentence: "in the U.S."
ABBREVIATION = re.compile(r"\b[A-Z]\.$")
LONGEST_ABBREVIATION = 8
SHORTEST_PRINTED = 45
LONGEST_PRINTED = 100


def set_apart(lines: list[Line], long: Sequence[int]) -> list[Line]:
    """The lines, of which those with the numbers `long` are no printed ones but whole paragraphs.

    What is right below one that ends a sentence stands apart, and so does one that is right below a sentence's end
    or below a heading; in a copy that has hardly a printed line, every line does.
    """
    below = {at + 1 for at in long}
    apart = list(lines)
    printed = sum(
        _is_cut(line, following)
        for line, following in pairwise(lines)
        if SHORTEST_PRINTED <= len(line.text) <= LONGEST_PRINTED
    )
    places = range(1, len(lines)) if printed * 2 <= len(long) else sorted(below.union(long))
    for at in places:
        if not 0 < at < len(apart) or apart[at].blank_before:
            continue
        above, words = apart[at - 1], apart[at].text
        if (_ends(above) and not words[0].islower()) or (at not in below and _heads(above)):
            apart[at] = replace(apart[at], blank_before=1)
    return apart


def _is_cut(line: Line, following: Line) -> bool:
    """Whether a line as long as a printed one may be one, which the next goes on with."""
    return (
        not following.blank_before and line.text[-1] not in TERMINAL and DASHES.match(following.text) is None
    )


def _ends(line: Line) -> bool:
    """Whether a line ends a sentence."""
    return line.text[-1] in TERMINAL and ABBREVIATION.search(line.text[-LONGEST_ABBREVIATION:]) is None


def _heads(line: Line) -> bool:
    """Whether a line that stands apart is a heading."""
    return line.blank_before > 0 and is_bare_heading(line.text)
