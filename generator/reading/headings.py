"""The drafts of a text's blocks -> which of those without number, mark and underline are headings (format 12.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .bare_headings import END_OF_OTHERS, LONGEST_SHOUTED, heads_paragraph, is_bare_heading
from .blocks import BlockDraft, make_heading
from .lines import Line

# A heading between strokes: "//THE NORTH HALL//", "/// ROOFS ///"
STROKES = re.compile(r"/{2,4} ?(?P<words>[^/\s][^/]*(?:/[^/]+){0,5}?) ?/{2,4}$")
# A heading with a row below that is as long as it is, on one line: "ROOF ----"
SHORT_ROW = re.compile(r"(?P<words>[A-Z]\w{1,5}) (?P<row>-{3,4})$")
# A line of a letter or of a list: "Oslo, 4 December 2009", "Norway: Tin Mine", "Total: 81 hrs"
LINE_OF_LETTER = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,4}\b|: +\S",
    re.I,
)
# What a post says of its traffic, below the text: "MINIMIZE CONSIDERED"
MINIMIZE = ("MINIMIZE ", "Minimize ")
MOST_LINES = 2
# The first of two lines is about as long as a line can be
SHORTEST_FIRST = 45
SHORTEST_SHOUTED = 20


def find_headings(drafts: Sequence[BlockDraft]) -> None:
    """Makes headings of the drafts that are some."""
    texts = [draft for draft in drafts if draft.kind != "page_marker"]
    _tell_lines_of_letters(texts)
    for draft, below in pairwise(texts):
        if draft.kind != "paragraph" or draft.is_field or draft.number is not None:
            continue
        lines = draft.lines
        if draft.marking is not None:
            if len(lines) == 1 and _opens_paragraph(below) and heads_paragraph(lines[0].text):
                make_heading(draft)
            continue
        if len(lines) > MOST_LINES:
            continue
        first, last = lines[0].text, lines[-1].text
        if first.startswith("//") and last.endswith("//"):
            _take_out_of(draft, STROKES)
        elif len(lines) == 1 and last.endswith("---"):
            _take_out_of(draft, SHORT_ROW)
        elif (
            _opens_paragraph(below)
            and (len(lines) == 1 or len(first) >= (SHORTEST_SHOUTED if first.isupper() else SHORTEST_FIRST))
            and heads_paragraph(" ".join([line.text for line in lines]))
        ):
            make_heading(draft)


def _tell_lines_of_letters(drafts: Sequence[BlockDraft]) -> None:
    """Short lines that look like headings and head nothing: a date, a name and a function below it, an entry of a list.

    What heads a paragraph with a number or a mark, or another heading that does, is left alone.
    """
    below: BlockDraft | None = None
    is_told = False  # of the draft below
    for draft in reversed(drafts):
        was_told, is_told = is_told, False
        if (
            len(draft.lines) == 1
            and draft.kind == "paragraph"
            and draft.number is None
            and draft.marking is None
            and not draft.is_field
            and (below is None or not (below.kind == "heading" or _opens_paragraph(below)))
        ):
            words = draft.lines[0].text
            if is_bare_heading(words) and (
                was_told
                or (below is not None and _ends_letter(below))
                or words.startswith(MINIMIZE)
                or (not words.isupper() and LINE_OF_LETTER.search(words))
            ):
                draft.is_field = is_told = True
        below = draft


def _ends_letter(draft: BlockDraft) -> bool:
    """Whether a draft is the end of another's words, or a line that looks like a heading as well."""
    words = draft.lines[0].text
    return len(draft.lines) == 1 and (
        END_OF_OTHERS.match(words.strip("()[]")) is not None
        or (
            draft.kind == "paragraph"
            and draft.marking is None
            and not draft.is_field
            and is_bare_heading(words)
        )
    )


def _opens_paragraph(draft: BlockDraft) -> bool:
    return draft.kind == "paragraph" and (draft.number is not None or draft.marking is not None)


def _take_out_of(draft: BlockDraft, form: re.Pattern[str]) -> None:
    """Makes a heading of the words within a form, whose signs are kept beside them."""
    lines = draft.lines
    match = form.match(" ".join([line.text for line in lines]))
    if match is None or match.end("words") > LONGEST_SHOUTED or not match["words"].strip("- "):
        return
    before, behind = match.start("words"), match.end() - match.end("words")
    if "row" in match.groupdict() and len(match["row"]) != len(match["words"]):
        return
    first, last = lines[0], lines[-1]
    make_heading(draft)
    draft.rows += [(first.start, first.start + before), (last.end - behind, last.end)]
    if first is last:
        end = first.end - behind
        draft.lines = [Line(first.start + before, end, match["words"], first.blank_before)]
        return
    draft.lines = [
        Line(first.start + before, first.end, first.text[before:], first.blank_before),
        Line(last.start, last.end - behind, last.text[:-behind], last.blank_before),
    ]
