"""A telegram that only sends another one on -> where that starts, and what its header says (format 12.4)."""

from __future__ import annotations

from .classification import banner_number
from .cut_off import header_below, take_missing
from .draft import Draft
from .header import starts_body
from .keywords import find_keyword
from .lines import Line, capitals
from .quoted import begins

# How far below its classification line such a telegram says what it sends on
NOTICE_LINES = 12


def find_sent_on(lines: list[Line], at: int) -> int | None:
    """The classification line of a telegram that is quoted before any keyword of the header; None for most."""
    words = capitals(" ".join([line.text for line in lines[at : at + NOTICE_LINES]]))
    if "QUOTE" not in words and "BEGIN " not in words:
        return None
    for number in range(at, min(at + NOTICE_LINES, len(lines) - 1)):
        if begins(lines[number].text) and banner_number(lines[number + 1].text):
            above = [line.text for line in lines[at : number + 1]]
            is_alone = not any(find_keyword(text) or starts_body(text) for text in above)
            return number + 1 if is_alone else None
    return None


def complete_from_sent_on(draft: Draft, lines: list[Line], banner: int, repair: bool) -> None:
    """Gives the draft what the header of the telegram says that it sends on; that header stays where it stands."""
    taken = take_missing(draft, header_below(draft, lines, banner + 1, repair), "")
    if taken:
        draft.note("R118", lines[banner].start, f"only the telegram that is sent on has {', '.join(taken)}")
