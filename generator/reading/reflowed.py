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
# The same with the number that is due, whatever stands before it: "... LIVE FIRE EXERCISE 6. (S) ", "... asked. 4 (C) "
DUE_MARK = re.compile(r"\s(?P<opening>(?:¶ ?)?(?P<number>\d{1,2})(?:\. {0,2}| ))$")
# One without a mark, in a line that opens without one: "... is not requested. 8. Comments"
UNMARKED = re.compile(r"(?<=[.!?)\"”]) {1,2}(?P<number>\d{1,2})\. {1,2}(?=[A-Z][a-z]+\b)")
# A heading in capitals between the end of a sentence and the number: "... END SUMMARY.  THE WEST HALL  "
SHOUTED = re.compile(
    r"(?<=[a-z][.!?)\"”]) {1,2}(?P<heading>(?=[^a-z]{8})[A-Z][A-Z'’,:;&/-]*(?: {1,2}[A-Z0-9'’,:;&/()-]+){0,12}) *$"
)
# The number that a line opens with
NUMBER = re.compile(r"(?:¶ ?)?(?P<number>\d{1,2})(?=[.( ])")
LONGEST_BEFORE = 10
LONGEST_SHOUTED = 100
MOST_ABOVE = 12
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
        parts = _parts(lines, at)
        if len(parts) > 1:
            cut += lines[position:at]
            cut += parts
            position = at + 1
    return cut + lines[position:] if cut else lines


def _parts(lines: list[Line], at: int) -> list[Line]:
    """The parts of one line."""
    line = lines[at]
    cuts = _cuts_of_headings(line.text) if "-----" in line.text and line.text.strip("- ") else []
    headings: list[int] = []
    if len(line.text) > LONGEST_PRINTED_LINE:
        starts = _starts_of_paragraphs(line.text, _due_in(lines, at))
        headings = [at for start in starts for at in _shouted(line.text, start)]
        cuts += starts + headings
    return _cut(line, sorted(cuts), headings) if cuts else [line]


def _due_in(lines: list[Line], at: int) -> int:
    """The number that is due behind the one with which a line, or one of those above it, opens; 0: none does."""
    for line in reversed(lines[max(at - MOST_ABOVE, 0) : at + 1]):
        match = NUMBER.match(line.text)
        if match:
            return int(match["number"]) + 1
    return 0


def _starts_of_paragraphs(text: str, due: int) -> list[int]:
    """Where paragraphs open behind the end of another, or with the number that is due."""
    starts: list[int] = []
    for match in MARK.finditer(text):
        words = text[max(match.start() - LONGEST_BEFORE, 0) : match.start()]
        before = BEFORE_MARK.search(words)
        if before is None:
            before = DUE_MARK.search(words)
            if before is None or int(before["number"]) != due:
                continue
        due = int(before["opening"].strip(" ¶.")) + 1
        starts.append(match.start() - len(before["opening"]))
    if not starts and due and MARK.search(text, 0, LONGEST_BEFORE) is None:
        for match in UNMARKED.finditer(text):
            if int(match["number"]) == due:
                starts.append(match.start("number"))
                due += 1
    return starts


def _shouted(text: str, end: int) -> list[int]:
    """Where a heading in capitals starts that ends there; none: the text before it is no heading."""
    match = SHOUTED.search(text, max(end - LONGEST_SHOUTED, 0), end)
    return [match.start("heading")] if match else []


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


def _cut(line: Line, cuts: list[int], headings: list[int]) -> list[Line]:
    """The parts of a line between `cuts`; those that start with one of `headings` stand apart from what is above."""
    parts: list[Line] = []
    for start, end in pairwise([0, *cuts, len(line.text)]):
        text = line.text[start:end]
        words = text.strip()
        if words:
            begin = line.start + start + len(text) - len(text.lstrip())
            parts.append(
                Line(begin, begin + len(words), words, int(start in headings) if parts else line.blank_before)
            )
    return parts
