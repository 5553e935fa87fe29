"""The end of a re-flowed line -> where the heading starts that stands there, above a paragraph (format 12.3)."""

from __future__ import annotations

import re

from .bare_headings import ENDS, heads_paragraph

# A heading in capitals between the end of a sentence and the number: "... END SUMMARY.  THE WEST HALL  "
SHOUTED = re.compile(
    r"(?:(?<=[a-z0-9][.!?)\"”])|(?<=[a-z0-9][.!?][)\"”])|(?<=OF \d{3})) {1,2}"
    r"(?P<heading>(?:\.{3} ?)?(?=[^a-z]{5})(?!(?:END|UNQUOTE|COMMENT|SUMMARY|X{4,})\b)"
    r"(?:(?:[A-Z]\.){2,}|[A-Z][A-Z'’,:;&/-]*)(?: {1,2}(?:(?:[A-Z]\.){2,}|[A-Z0-9\"“”'’,:;&/()-]+)){0,20}"
    r"(?:[?!]|\.{3})?) *$"
)
# What stands before a heading between strokes at the end of a line: "... by Friday. //THE NORTH HALL//"
STRUCK = re.compile(r"[.!?)\"”] {1,2}(?=//[^/]+(?:/[^/]+)*//$)")
# A heading of few letters with its row at the end of a line: "... by Friday. ROOF ----", "... ---- Roof ----"
SHORT_HEADING = re.compile(
    r"[.!?)\"”] {1,2}(?P<heading>(?:-{3,4} )?(?P<words>[A-Z]\w{2,3}) (?P<row>-{3,4}))$"
)
# The last words of a summary or a comment, which are often without a point
END_MARK = r"\b(?:[Ee]nd (?:[Ss]ummary|[Cc]omment|[Nn]ote)|END (?:SUMMARY|COMMENT|NOTE))"
# What stands before a title at the end of a line: the end of a sentence, or a page line
TITLE_START = re.compile(
    rf"(?:(?:(?<!\b[A-Z])[.!?]|{END_MARK})[)\"”'’]?|\bOF \d{{3}}) {{1,2}}(?=[A-Z]|\.{{3}} ?[A-Z])"
)
LONGEST_SHOUTED = 150
LONGEST_TITLE = 100
LONGEST_SHORT = 24
SHORTEST_TITLE = 7


def starts_of_titles(text: str) -> list[int]:
    """Where headings start that end with a line, above a paragraph with a number: in capitals, or as titles."""
    shouts = text[-1].isupper() or text[-1] in "?!" or text.endswith("...")
    starts = shouted(text, len(text)) if shouts else []
    return [*starts, *_titled(text)] if text[-1].isalpha() or text[-1] in "?!." else starts


def starts_of_framed(text: str) -> list[int]:
    """Where a heading starts that ends with a line, between strokes or above a short row of its own length."""
    if text.endswith("//"):
        struck = STRUCK.search(text, max(len(text) - LONGEST_SHOUTED, 0))
        return [struck.end()] if struck else []
    return _short_heading(text) if text.endswith("---") else []


def shouted(text: str, end: int) -> list[int]:
    """Where a heading in capitals starts that ends there; none: the text before it is no heading."""
    match = SHOUTED.search(text, max(end - LONGEST_SHOUTED, 0), end)
    return [match.start("heading")] if match else []


def _titled(text: str) -> list[int]:
    """Where the title at the end of a line starts that stands above a paragraph, behind the end of a sentence."""
    found: list[int] = []
    if text[-1] == "." and text[-3:-2] != ".":
        return found  # a sentence, and no title that ends in `U.S.` or `...`: most lines
    for match in reversed(list(TITLE_START.finditer(text, max(len(text) - LONGEST_TITLE, 0)))):
        words = text[match.end() :]
        is_title = heads_paragraph(words) or (
            words.isalpha() and words.istitle() and len(words) >= SHORTEST_TITLE
        )
        if not is_title or words.startswith(ENDS):
            break
        found = [match.end()]
    return found


def _short_heading(text: str) -> list[int]:
    """Where a heading of a few letters starts whose row, as long as it is, ends the line."""
    match = SHORT_HEADING.search(text, max(len(text) - LONGEST_SHORT, 0))
    return [match.start("heading")] if match and len(match["words"]) == len(match["row"]) else []
