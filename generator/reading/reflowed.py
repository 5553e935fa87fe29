"""Re-flowed lines of a text -> one line for each paragraph, heading and row of dashes in them (format 12.3)."""

from __future__ import annotations

import re
from itertools import pairwise

from .lines import Line

# A row of dashes, which a page's width may have broken in two: "------------------------- ----"
ROW = re.compile(r"-(?<!\S-)-{4,}(?: -+)*(?=\s|$)")
# What a heading's words begin with: "Training"
FIRST = re.compile(r"[A-Z\"“'(]")
# The mark of a paragraph within a line: "(S/NF) "
MARK = re.compile(r"\((?:TS|SBU|LOU|FOUO|U|C|S)(?:/{1,2}[A-Z]{2,6})*\)(?=\s)")
# What stands before it where a paragraph opens: the end of another, and a number: "... by Friday. 5. ", "!  ¶2."
BEFORE_MARK = re.compile(r"[.!?)\]\"”'-]\s(?P<opening>\s?(?:¶ ?)?\d{1,2}\. ?)$")
LONGEST_BEFORE = 10
ENDS_SENTENCE = frozenset(".!?:;\"”)]'’")
LONGEST_HEADING = 110
LONGEST_PRINTED_LINE = 250


def cut_reflowed(lines: list[Line]) -> list[Line]:
    """`lines`, those cut that hold a heading between two rows of dashes beside other text, or several paragraphs."""
    odd = [
        at for at, line in enumerate(lines) if len(line.text) > LONGEST_PRINTED_LINE or "-----" in line.text
    ]
    cut: list[Line] = []
    position = 0
    for at in odd:
        parts = _parts(lines[at])
        if len(parts) > 1:
            cut += lines[position:at]
            cut += parts
            position = at + 1
    return cut + lines[position:] if cut else lines


def _parts(line: Line) -> list[Line]:
    """The parts of one line."""
    cuts = _cuts_of_headings(line.text) if "-----" in line.text and line.text.strip("- ") else []
    if len(line.text) > LONGEST_PRINTED_LINE:
        cuts += _starts_of_paragraphs(line.text)
    return _cut(line, sorted(cuts)) if cuts else [line]


def _starts_of_paragraphs(text: str) -> list[int]:
    """Where paragraphs open behind the end of another."""
    starts: list[int] = []
    for match in MARK.finditer(text):
        before = BEFORE_MARK.search(text[max(match.start() - LONGEST_BEFORE, 0) : match.start()])
        if before:
            starts.append(match.start() - len(before["opening"]))
    return starts


def _cuts_of_headings(text: str) -> list[int]:
    """The edges of the rows around each heading; none for a line that is one heading and nothing else."""
    rows = [match.span() for match in ROW.finditer(text)]
    cuts: list[int] = []
    at = 0
    while at + 1 < len(rows):
        (start, first), (last, end) = rows[at], rows[at + 1]
        if _is_heading(text, start, first, last):
            cuts += [start, first, last, end]
            at += 1
        at += 1
    return cuts if cuts and (cuts[0] > 0 or cuts[-1] < len(text)) else []


def _is_heading(text: str, start: int, first: int, last: int) -> bool:
    """Whether the words between two rows are a heading: it follows the end of a sentence."""
    before, words = text[max(start - 3, 0) : start].rstrip(), text[first:last].strip()
    return (
        (not before or before[-1] in ENDS_SENTENCE)
        and 2 < len(words) < LONGEST_HEADING
        and FIRST.match(words) is not None
        and words[-1] != "."
    )


def _cut(line: Line, cuts: list[int]) -> list[Line]:
    parts: list[Line] = []
    for start, end in pairwise([0, *cuts, len(line.text)]):
        text = line.text[start:end]
        words = text.strip()
        if words:
            begin = line.start + start + len(text) - len(text.lstrip())
            parts.append(Line(begin, begin + len(words), words, 0 if parts else line.blank_before))
    return parts
