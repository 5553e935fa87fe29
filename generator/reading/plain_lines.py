"""The lines of a text -> which of them may be more than a further line of a paragraph (format 12.3)."""

from __future__ import annotations

import re

from .bullets import TAB_BULLET
from .lines import Line
from .markers import may_be_page_line
from .site_notes import is_site_note, may_have_site_note

# The first sign of a line that may open or interrupt a block: "¶1.", "(C)", "- "; or its second: "a)", "I"
FIRST_SIGNS = frozenset("-=‐‑–—_*~#¶•+(0123456789")
SECOND_SIGNS = ".)"  # or none
# Without this, and without "PAGE " and "SECTION ", no line of a text is the relay's: "OSLO 00000305  002 OF 002"
COUNTS = (("OF ", re.compile(r"OF {1,3}\d")), ("of 0", re.compile(r"of 0\d\d\b")))

LONGEST_LEVEL = 24


def special_lines(lines: list[Line], first: int, end: int, text: str) -> list[int]:
    """The numbers of the lines of a text from `first` up to `end` that may open or interrupt a block; few do."""
    special = [
        at
        for at in range(first, end)
        if (line := lines[at]).blank_before
        or (words := line.text)[0] in FIRST_SIGNS
        or words[1:2] in SECOND_SIGNS
    ]
    if first < end and _may_have_relay_lines(text, lines[first].start, lines[end - 1].end):
        special = sorted({*special, *(at for at in range(first, end) if _may_be_of_relay(lines[at].text))})
    if first < end and text.find("\nSIPDIS", lines[first].start, lines[end - 1].end) >= 0:
        special = sorted({*special, *(at for at in range(first, end) if lines[at].text == "SIPDIS")})
    if first < end and text.find(TAB_BULLET, lines[first].start, lines[end - 1].end) >= 0:
        special = sorted({*special, *(at for at in range(first, end) if lines[at].text.startswith("Q "))})
    if first < end and may_have_site_note(text, lines[first].start, lines[end - 1].end):
        special = sorted({*special, *(at for at in range(first, end) if is_site_note(lines[at].text))})
    return special


def _may_have_relay_lines(text: str, start: int, end: int) -> bool:
    return (
        text.find("SECTION ", start, end) >= 0
        or text.find("PAGE ", start, end) >= 0
        or any(text.find(sign, start, end) >= 0 and count.search(text, start, end) for sign, count in COUNTS)
    )


def _may_be_of_relay(text: str) -> bool:
    return (
        may_be_page_line(text)
        or "SECTION " in text
        or (len(text) <= LONGEST_LEVEL and text[0] in "TSCRLU" and text.isupper())  # a level at a page's edge
    )
