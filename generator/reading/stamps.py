"""The lines of a telegram -> those of it alone, and those of a review's stamps among them (format 15)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from .lines import Line

# Within a line, which a program joined, or alone on it, then with the reviewer's name before it
STAMP = re.compile(
    r"(?:^[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'-]+){1,2} +)?"
    r"Declassified/Released US Department of State EO Systematic Review(?: \d{1,2} [A-Z][A-Za-z]{2} \d{4})?"
)
# What a sentence or a label ends with, above a stamp
ENDS = (".", ":", "?", "!", '"', ")")


def take_stamps(lines: list[Line], text: str) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines without stamps, and the stamps; a sentence that one cut goes on without a blank line."""
    if "Declassified/Released US" not in text:
        return lines, ()
    kept: list[Line] = []
    stamps: list[Line] = []
    cut = False
    for line in lines:
        match = STAMP.search(line.text)
        if match is None:
            goes_on = cut and kept and not kept[-1].text.endswith(ENDS)
            kept.append(replace(line, blank_before=0) if goes_on else line)
            cut = False
            continue
        at = 0
        while match:
            kept += _piece(line, at, match.start())
            stamps += _piece(line, match.start(), match.end())
            at = match.end()
            match = STAMP.search(line.text, at)
        rest = _piece(line, at, len(line.text))
        kept += rest
        cut = not rest
    return kept, tuple(stamps)


def _piece(line: Line, first: int, last: int) -> list[Line]:
    """The words of a part of a line; none where it is blank."""
    words = line.text[first:last].strip()
    if not words:
        return []
    at = line.text.index(words, first)
    return [Line(line.start + at, line.start + at + len(words), words, 0 if first else line.blank_before)]
