"""Lines below a page or section line -> those that repeat the telegram's header, none of its text (format 13)."""

from __future__ import annotations

from .captions import read_caption_line
from .classification import banner_number, banner_rest, section_of
from .draft import Draft
from .envelope import opens_envelope
from .keywords import find_keyword
from .lines import Line
from .markers import read_marker

REPEATED = frozenset({"executive_order", "tags", "subject", "references", "classified_by"})
# How many lines there are at most between the envelope of a further section and its classification line
MOST_ENVELOPE = 90
LONGEST_CAPTION = 12
FEWEST_ENVELOPES = 2


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


def take_envelopes(draft: Draft, lines: list[Line], text: str) -> list[Line]:
    """The lines without the envelopes of further sections, each of which a copy has that was joined of several files.

    They say once more what stands above the first section.
    """
    if text.count("\nFM ") < FEWEST_ENVELOPES or "SECTION " not in text:
        return lines
    number = next((found for line in lines if (found := banner_number(line.text))), None)
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end_of_envelope(lines, at, number) if at and opens_envelope(lines[at]) else at
        for line in lines[at:end]:
            draft.claim("header", line.start, line.end)
        at = end
        if at < len(lines):
            kept.append(lines[at])
        at += 1
    return kept


def _end_of_envelope(lines: list[Line], first: int, number: str | None) -> int:
    """The number of the classification line of a further section, of this telegram, below an envelope; `first` where
    none follows.
    """
    has_origin = False
    for at in range(first, min(first + MOST_ENVELOPE, len(lines))):
        text = lines[at].text
        has_origin = has_origin or text.startswith("FM ")
        rest = banner_rest(text)
        if rest:
            is_further = (section_of(text) or 0) > 1 and banner_number(text) == number
            return at if has_origin and is_further else first
        if find_keyword(text):
            break
    return first


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
