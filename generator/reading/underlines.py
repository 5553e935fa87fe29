"""A row of dashes below the lines of a block -> whether it makes the last of them a heading (format 12.3)."""

from __future__ import annotations

import re

from .bare_headings import END_OF_OTHERS
from .blocks import BlockDraft
from .lines import Line
from .site_notes import is_site_note

# A row that underlines or rules: "-------", "--------------------------------------------- -----", "=====", "- - -"
DASHES = re.compile(r"(?:[-=‐‑–—_*~]{3}|(?:[-=_*~] ){2}[-=_*~])[-=‐‑–—_*~\s.]*$")
TERMINAL = frozenset(".!?:;\"”)]…'’")
HEADING_LENGTH = 120
MOST_BETWEEN = 2
ABOUT_AS_LONG = 4
ENDS_NO_HEADING = frozenset(".,;")


def underlines(before: BlockDraft, row: Line) -> bool:
    """Whether a row underlines the last line of the paragraph before it."""
    words = before.lines[-1].text
    if row.blank_before > 1:
        return is_between(before, row) if before.overline and before.interrupted else _is_as_long(before, row)
    if not words or len(words) > HEADING_LENGTH or "://" in words or is_site_note(words):
        return False
    if len(before.lines) == 1 and END_OF_OTHERS.match(words):
        return False
    if before.number is not None or before.kind == "list_item":
        return _heads_what_follows(before, row)
    if words[-1] in ENDS_NO_HEADING and len(row.text) < 0.5 * len(words) and row.text[0] == "-":
        return False
    return len(before.lines) <= 2 or (words[-1] not in ENDS_NO_HEADING and len(row.text) >= 0.6 * len(words))


def is_between(before: BlockDraft, row: Line) -> bool:
    """Whether one line or two in capitals stand between two rows alike, parted from the lower by a page line."""
    over = before.overline
    return (
        over is not None
        and len(before.lines) <= MOST_BETWEEN
        and before.number is None
        and before.kind == "paragraph"
        and abs(len(over.text) - len(row.text)) <= ABOUT_AS_LONG
        and all(line.text.isupper() for line in before.lines)
    )


def _is_as_long(before: BlockDraft, row: Line) -> bool:
    """Whether the one line of a paragraph is as long as a row some blank lines or a page line below it."""
    words = before.lines[-1].text
    return (
        len(before.lines) == 1
        and before.number is None
        and before.marking is None
        and before.kind == "paragraph"
        and len(words) == len(row.text)
        and words[-1] not in ENDS_NO_HEADING
    )


def join_upper_line(drafts: list[BlockDraft], row: Line) -> None:
    """Gives the last draft, a heading in capitals, its first line, which stands above it with a blank one between.

    The row is below a blank line as well, and about as long as the longer of them.
    """
    if len(drafts) < MOST_BETWEEN or not row.blank_before:
        return
    above, heading = drafts[-2:]
    lines = above.lines + heading.lines
    if (
        len(lines) == MOST_BETWEEN
        and above.kind == heading.kind == "paragraph"
        and above.number is None
        and above.marking is None
        and all(line.text.isupper() for line in lines)
        and abs(max(len(line.text) for line in lines) - len(row.text)) <= ABOUT_AS_LONG
    ):
        heading.start, heading.overline, heading.lines = above.start, above.overline, lines
        del drafts[-2]


def ends_sentence(words: str) -> bool:
    """Whether a line, or nothing, can be the last one of a sentence or of a part of one."""
    return not words or words[-1] in TERMINAL or words[-1] == ","


def _heads_what_follows(before: BlockDraft, row: Line) -> bool:
    """Whether the last line of a numbered paragraph or an item heads what follows, right below a sentence's end."""
    if len(before.lines) < 2 or before.interrupted or before.lines[-2].text[-1:] not in TERMINAL:
        return False
    words = before.lines[-1].text
    return (
        not words[0].islower()
        and words[-1] not in ENDS_NO_HEADING
        and 0.5 * len(words) <= len(row.text) <= 2 * len(words)
    )
