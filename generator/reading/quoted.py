"""The lines of a text -> which of them are a telegram that is sent on within it (format 12.4)."""

from __future__ import annotations

import re

from msgspec import Struct

from .classification import banner_number
from .envelope import ROUTING, STATION, TRANSMISSION, URGENCY
from .header import starts_body
from .keywords import KEYWORD
from .lines import Line, capitals

# Where another's words begin or end: "QUOTE", "BEGIN TEXT:", "BEGIN CABLE TEXT", "UNQUOTE.", "END TEXT", "END QUOTE"
MARK = re.compile(
    r"\b(?:(?P<end>UNQUOTE|END (?:OF )?(?:QUOTE|(?:CABLE |MESSAGE |FULL )?(?:TEXT|CABLE|MESSAGE)))"
    r"|(?P<begin>QUOTE|BEGIN (?:QUOTE|(?:CABLE |MESSAGE |FULL )?(?:TEXT|CABLE|MESSAGE))))\b",
    re.I,
)
# Such a mark before a classification line: "QUOTE: C O N F I D E N T I A L OLLENBY 5811"
MARK_BEFORE_BANNER = re.compile(r"\bQUOTE\b[ :.,-]{1,3}(?=(?:[TSCRLU] ?[A-Z]){1,2} ?[A-Z])")
SIGNS_AT_END = " .:;,-\"'"
# The last words of such marks: only lines that end with one are looked at more closely
LAST_WORDS = ("QUOTE", "TEXT", "CABLE", "MESSAGE")
LONGEST_LAST_WORD = max(map(len, LAST_WORDS))
LINES_TO_HEAD = 4


class Quoted(Struct, frozen=True):
    """Lines `first` to `end`, the latter not with them, are a telegram; up to `body` stands its header."""

    first: int
    body: int
    end: int


def marks_apart(lines: list[Line], text: str) -> list[Line]:
    """The lines of a text, each `QUOTE` that stands before a classification line as a line of its own."""
    if "QUOTE" not in text or not MARK_BEFORE_BANNER.search(text):
        return lines
    apart: list[Line] = []
    for line in lines:
        match = MARK_BEFORE_BANNER.search(line.text)
        if match and banner_number(line.text[match.end() :]):
            words = line.text[: match.end()].rstrip()
            apart.append(Line(line.start, line.start + len(words), words, line.blank_before))
            line = Line(line.start + match.end(), line.end, line.text[match.end() :], 0)
        apart.append(line)
    return apart


def depth_after(text: str, depth: int) -> int:
    """How many quotations are open after a line, where `depth` were before it."""
    if not may_mark(text):
        return depth
    for match in MARK.finditer(text):
        depth = max(depth - 1, 0) if match["end"] else depth + 1
    return depth


def may_mark(text: str) -> bool:
    """Whether a mark can stand in a line or a text at all; most are let go here."""
    words = capitals(text)
    return "QUOTE" in words or "BEGIN " in words or "END " in words


def find_quoted(lines: list[Line], text: str) -> list[Quoted]:
    """The telegrams quoted in a text, in order; one that is quoted within another is found when that is read."""
    words = capitals(text)
    if "QUOTE" not in words and "BEGIN " not in words:
        return []
    found: list[Quoted] = []
    at = 0
    while at < len(lines):
        if begins(lines[at].text) and _has_head(lines[at + 1 : at + 1 + LINES_TO_HEAD]):
            end = _end(lines, at)
            found.append(Quoted(at + 1, at + 1 + _header_length(lines[at + 1 : end]), end))
            at = end
        at += 1
    return found


def is_head(text: str) -> bool:
    """Whether a telegram can start with this line."""
    return bool(
        TRANSMISSION.match(text)
        or ROUTING.match(text)
        or STATION.match(text)
        or URGENCY.match(text)
        or banner_number(text)
    )


def begins(text: str) -> bool:
    """Whether a quotation begins at the end of a line."""
    if not capitals(text.rstrip(SIGNS_AT_END)[-LONGEST_LAST_WORD:]).endswith(LAST_WORDS):
        return False
    marks = list(MARK.finditer(text))
    return bool(marks and marks[-1]["begin"]) and not text[marks[-1].end() :].strip(SIGNS_AT_END)


def _has_head(lines: list[Line]) -> bool:
    return any(is_head(line.text) for line in lines)


def _end(lines: list[Line], begin: int) -> int:
    depth = depth_after(lines[begin].text, 0)
    for at in range(begin + 1, len(lines)):
        depth = depth_after(lines[at].text, depth)
        if not depth:
            return at
    return len(lines)


def _header_length(lines: list[Line]) -> int:
    """How many lines there are above the text: up to the last keyword and what goes on with it."""
    length = 0
    for at, line in enumerate(lines):
        if at and starts_body(line.text):
            break
        if is_head(line.text) or KEYWORD.match(line.text) or (length == at and not line.blank_before):
            length = at + 1
    return length
