"""Lines below a page or section line -> those that repeat the telegram's header, none of its text (format 13)."""

from __future__ import annotations

from .captions import read_caption_line
from .classification import banner_rest
from .draft import Draft
from .keywords import find_keyword
from .lines import Line
from .markers import read_marker

REPEATED = frozenset({"executive_order", "tags", "subject"})
LONGEST_CAPTION = 12


class SectionHead:
    """Held open below a section line: captions, E.O., TAGS and subject may stand there once more."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.field = ""

    def takes(self, line: Line) -> bool:
        """Whether a line still repeats the header; then its field has it."""
        text = line.text
        keyword = find_keyword(text)
        if keyword and keyword.name in REPEATED:
            self.field = keyword.name
        elif line.blank_before or not self.field or text != text.upper():
            self.field = ""
            return read_caption_line(self.draft, line, strict=True)
        self.draft.claim(self.field, line.start, line.end)
        return True


def repeats_caption(draft: Draft, line: Line) -> bool:
    """Whether a line is nothing but a caption, which stands below each page line; then it is taken as one."""
    if len(line.text) > LONGEST_CAPTION or not read_caption_line(draft, line, strict=True, dry=True):
        return False
    return read_caption_line(draft, line, strict=True)


def is_page_edge(lines: list[Line], at: int) -> bool:
    """Whether a line is the classification at the edge of a page: a level alone, a page line next to it or its like."""
    if banner_rest(lines[at].text) != "":
        return False
    for step in (-1, 1):
        for other in range(at + step, at + 3 * step, step):
            if not 0 <= other < len(lines):
                break
            if lines[other].text.startswith("PAGE ") and read_marker(lines[other].text):
                return True
            if banner_rest(lines[other].text) != "":
                break
    return False
