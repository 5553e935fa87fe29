"""A row of an archive's dump, pasted as text -> the text without its tabs and line-end backslashes (format 16.6)."""

from __future__ import annotations

import re

# The columns before the telegram: "75837<tab>2006-08-23 08:46:00<tab>06BERN9553<tab>Embassy Bern<tab>"
ROW = re.compile(r"^(?:\d+\t)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t\d\d[A-Z-]+\d+\t[^\n]*\\$", re.M)
# Two lines that end as a dump's do: "LITTLE PROGRESS \\", "\\"
LINE_ENDS = re.compile(r"^[^\n]*\\[ \t]*\n[^\n]*\\[ \t]*$", re.M)
# What a dump puts at the end of every line, and between its columns
MARKS = re.compile(r"\\(?=[ \t]*$)|\t", re.M)


def is_archive_row(text: str) -> bool:
    """Whether a text holds such a row, or the line ends of one."""
    if "\\" not in text:
        return False
    return ROW.search(text) is not None or LINE_ENDS.search(text) is not None


def undo_archive_row(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with a line end or a blank for each mark, so that positions stay; and where the backslashes stood."""
    row = ROW.search(text)
    start = row.start() if row else 0
    marks = tuple(match.start() for match in MARKS.finditer(text, start) if match.group() != "\t")
    plain = MARKS.sub(lambda mark: "\n" if row and mark.group() == "\t" else " ", text[start:])
    return text[:start] + plain, marks
