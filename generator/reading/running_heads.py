"""The lines of a telegram that was printed on pages -> those of it alone, and those above and below its pages.

The numbers of pages count up, each alone on its line; the head of a released document stands on each of its pages.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from .lines import Line

# What a released document has above and below each page: "UNCLASSIFIED U.S. Department of State Case No. F-2010-00001
# Doc No. C00000001 Date: 01/01/2015", "RELEASE IN PART B1,1.4(D)"
HEAD = re.compile(
    r"(?:[A-Z ]{6,40} )?U\.?S\.? Department of State,? (?:FOIA )?Case No\. ?[A-Z]{1,2}-\d{4}-\d{2,6}"
    r"(?: Doc(?:ument)? No\. ?[A-Z]\d{5,10})?(?: Date: ?\d\d?/\d\d?/\d{4})?$"
    r"|RELEASED? IN (?:FULL|PART)(?: ?[A-Z0-9.,()]{1,9}){0,6}$"
)
# The same without what only the Department writes: "Page 2 of 7", "- 2 -", "2"
NUMBER = re.compile(r"(?:Page |- ?|\[)?(?P<page>\d{1,3})(?:(?: of |/)\d{1,3}| ?-|\])?$", re.I)
TOLD = re.compile(r"Page \d{1,3} of \d{1,3}$", re.I)
LONGEST = 14
FIRST = frozenset("0123456789Pp-[")
# How many lines stand between two numbers at least
SHORTEST_PAGE = 12
# What a sentence or a label ends with, above the end of a page
ENDS = (".", ":", "?", "!", '"', ")")


def take_running_heads(lines: list[Line], text: str) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines without those around pages, and the latter; a sentence that a page cuts goes on at once."""
    taken = set(_numbers(lines))
    if "Case No" in text or "RELEASE" in text:
        taken.update(at for at, line in enumerate(lines) if HEAD.match(line.text))
    if not taken:
        return lines, ()
    kept: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if at in taken:
            cut = True
            continue
        goes_on = cut and kept and not kept[-1].text.endswith(ENDS)
        kept.append(replace(line, blank_before=0) if goes_on else line)
        cut = False
    return kept, tuple(lines[at] for at in sorted(taken))


def _numbers(lines: list[Line]) -> list[int]:
    """The numbers of the lines that number pages: one after the other, with a page between."""
    found = [
        (at, int(match["page"]))
        for at, line in enumerate(lines)
        if (words := line.text)[0] in FIRST and len(words) <= LONGEST and (match := NUMBER.match(words))
    ]
    if not found:  # nearly all telegrams
        return []
    pages: list[tuple[int, int]] = []
    for at, page in found:
        if not _stands_apart(lines, at):
            continue
        if (page in (1, 2) and not pages) or (
            pages and page == pages[-1][1] + 1 and (at - pages[-1][0] > SHORTEST_PAGE or at == len(lines) - 1)
        ):
            pages.append((at, page))
    is_sure = len(pages) > 1 or (pages and TOLD.match(lines[pages[0][0]].text))
    return [at for at, _ in pages] if is_sure else []


def _stands_apart(lines: list[Line], at: int) -> bool:
    """Whether a blank line is above or below a line, or the text ends there."""
    return at in (0, len(lines) - 1) or lines[at].blank_before > 0 or lines[at + 1].blank_before > 0
