"""A line below a blank one, or below a page line -> whether the block above goes on with it (format 13, 16.4)."""

from __future__ import annotations

import re

from .bare_headings import is_bare_heading
from .blocks import BlockDraft
from .lines import Line
from .paragraphs import BEFORE_DAY
from .underlines import DASHES, TERMINAL

# A word that no sentence ends with: "... who was in", "... of the"
OPEN_WORD = re.compile(
    r"(?<!; )(?<![\w.@/:-])(?:an?|the|of|in|to|and|or|for|with|by|from|at|on|into|upon|between|than|that|which|who"
    r"|whose|as|if|but|is|are|was|were|be|been|has|had|have|will|would|not|its|his|her|their|our|this|these|those"
    r"|Mr\.|Ms\.|Mrs\.)$"
)
LONGEST_OPEN_WORD = 12
# A number in a sentence, before which a publisher put a sign: "... the revision in para", "¶9."
LONE_NUMBER = re.compile(r"¶\d{1,4}\.$")
# What ends no sentence though it may seem so, before a small letter: "both in the U.S.", "the lamp (which is old)"
WITHIN = re.compile(r"(?:\b[A-Z]\.|[A-Za-z0-9,][)\"”])$")
# A note in brackets, of the paragraph above it
NOTE = ("(NOTE", "(COMMENT")
# What a paragraph ends with and no heading does
ENDS_PARAGRAPH = frozenset('.)"”')
# An initial or an acronym in brackets, behind which a name goes on: "Anselm K.", "the Lamp Office (LO)"
WITHIN_NAME = re.compile(r"(?:[a-z] [A-Z]\.|\w\))$")
LONGEST_NAME = 8
# A number with the mark of a paragraph: "¶8. (C) "
MARKED = re.compile(r"¶? ?\d{1,3}\s?[.,]? ?\([A-Z]")
# The last words of a summary without a point
END_MARK = re.compile(r"\bend (?:of )?(?:summary|comment|note|text)$", re.I)
LONG_LINE = 45
# Lines are filled up to this width at most; that of a paragraph is known from so many lines
WIDEST = 80
FEWEST_LINES = 3
MOST_LINES = 30


def goes_on(before: BlockDraft, line: Line, following: Line | None) -> bool:
    """Whether a sentence, or a paragraph that a page line parts, goes on; below the line stands `following`."""
    above, words = before.lines[-1].text or ".", line.text  # a number alone
    is_lower = words[0].islower()
    if above[-1] in TERMINAL and not _is_open(above):
        if is_lower:
            return before.interrupted or WITHIN.search(above[-LONGEST_OPEN_WORD:]) is not None
        return before.interrupted and (
            _fills(before, line, following)
            or WITHIN_NAME.search(above[-LONGEST_NAME:]) is not None
            or words.upper().startswith(NOTE)
        )
    if is_lower or LONE_NUMBER.match(words) or _is_open(above):
        return True
    if before.interrupted:
        return not _is_heading(before)
    if following and DASHES.match(following.text):
        return False
    if before.number is None or not (above[-1].isalnum() or above[-1] == ",") or END_MARK.search(above):
        return False
    return len(words) > LONG_LINE or (len(above) > LONG_LINE and words[-1] in ENDS_PARAGRAPH)


def is_cut_sentence(before: BlockDraft | None, line: Line, due: int) -> bool:
    """Whether a page line or a blank one parts a sentence before a number or a dash, which then open nothing.

    `... by November`, `¶8. He said`; `... of the tower or`, `2) to mend it`; `... old at best`, `-- over the years`.
    The number that is `due` for a paragraph is no day.
    """
    if (
        before is None
        or not (before.interrupted or line.blank_before)
        or before.lines[-1].text[-1:] in TERMINAL
    ):
        return False
    above, words = before.lines[-1].text, line.text
    if words[0] in "-–":
        return before.interrupted and before.kind == "paragraph" and words.lstrip("- –")[:1].islower()
    is_day = before.interrupted and not words.startswith((f"{due}.", f"¶{due}."))
    return MARKED.match(words) is None and (
        _is_open(above) or (is_day and BEFORE_DAY.search(above) is not None)
    )


def _is_open(above: str) -> bool:
    """Whether a line ends in the middle of a sentence."""
    return OPEN_WORD.search(above[-LONGEST_OPEN_WORD:]) is not None


def _is_heading(before: BlockDraft) -> bool:
    """Whether the block above is a line that heads what follows, with or without a page line between."""
    return (
        len(before.lines) == 1
        and before.kind == "paragraph"
        and before.number is None
        and before.marking is None
        and is_bare_heading(before.lines[0].text)
    )


def _fills(before: BlockDraft, line: Line, following: Line | None) -> bool:
    """Whether the line above is full: the next word had no room in it, so that the paragraph need not end there."""
    lines = before.lines[-MOST_LINES:]
    if before.number is None or len(lines) < FEWEST_LINES or following is None or following.blank_before:
        return False
    width = max(len(other.text) for other in lines)
    first = line.text.split(" ", 1)[0]
    return len(line.text) > LONG_LINE and width <= WIDEST and len(lines[-1].text) + 1 + len(first) > width
