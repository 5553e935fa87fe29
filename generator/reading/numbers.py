"""The number that opens a paragraph -> what the reader is told of it, where it does not stand as it was sent."""

from __future__ import annotations

from .draft import Draft
from .lines import Line
from .paragraphs import Opening

FURTHEST_BEFORE = 12


def tell_number(draft: Draft, line: Line, opening: Opening, repair: bool) -> None:
    """Notes a number that is not `N. ` at the start of a line; without `repair` only one that is another."""
    start, end = line.start, line.start + opening.end
    before = draft.text[max(start - FURTHEST_BEFORE, 0) : start].rstrip(" \t")
    if str(opening.number) != opening.printed.lstrip("0") and not opening.signed:
        draft.repair("R201", start, start + len(opening.printed) + 1, f"¶{opening.number}.")
    elif not repair:
        return
    elif opening.signed:
        draft.repair("R206", start, end, f"{opening.number}.")
    elif before and before[-1] != "\n":
        draft.repair("R211", start, end, f"\n{opening.number}.")
    elif not draft.text[start:end].startswith(f"{opening.number}. "):
        draft.repair("R210", start, end, f"{opening.number}. ")
