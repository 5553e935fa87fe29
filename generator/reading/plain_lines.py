"""The lines of a text -> which of them may be more than a further line of a paragraph (format 12.3)."""

from __future__ import annotations

import re

from .lines import Line

# How a line starts that may open or interrupt a block: "¶1.", "(C)", "- ", "a)", "I", "PAGE 02"
SPECIAL_START = re.compile(r"[-=‐‑–—_*~#¶•+(0-9]|.?$|.[.)]|PAGE ")


def special_lines(lines: list[Line], first: int, end: int) -> list[int]:
    """The numbers of the lines from `first` up to `end` that may open or interrupt a block; most are plain."""
    return [
        at
        for at in range(first, end)
        if (line := lines[at]).blank_before
        or SPECIAL_START.match(text := line.text)
        or "SECTION " in text
        or "OF" in text[-12:]
    ]
