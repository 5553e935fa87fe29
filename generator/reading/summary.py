"""The blocks of a telegram -> the text of its summary and of its comment (format 12.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Heading, ListItem, Paragraph
from .lines import capitals

# A portion mark before a marker that follows a number's own: "(C) Summary:"
BEFORE = r"(?:\([A-Z/]{1,8}\) ?)?"
# Where one starts: "Summary.", "SUMMARY AND COMMENT:", "Summary: (SBU)", "S U M M A R Y"
SUMMARY = re.compile(
    BEFORE
    + r"(?:BEGIN )?(?:EXECUTIVE |INTRODUCTION AND )?(?:SUMM?ARR?Y?|SUMAMRY|SUMMAY|SUMMRY|S U M M A R Y)\b"
    r"(?:\s*(?:,|/|AND|&)\s*(?:ACTION REQUEST|INTRODUCTION|COMMENT|BACKGROUND|KEY POINTS))*"
    r"(?:\s*[:.-]*\s*\([A-Z/]+\))?\s*[:.-]*\s*",
    re.I,
)
COMMENT = re.compile(
    BEFORE + r"(?:BEGIN )?(?:POST |EMBASSY |MISSION |CONSULATE |AMBASSADOR'?S? |BIO NOTE AND |ANALYSIS AND )?"
    r"(?:COMMENT(?:S(?= ?[:.-]|$))?|C O M M E N T)\b(?:\s*(?:,|/|AND|&)\s*(?:ACTION REQUEST|NEXT STEPS|CONCLUSION))*"
    r"(?:\s*[:.-]*\s*\([A-Z/]+\))?\s*[:.-]*\s*",
    re.I,
)
SUMMARY_END = re.compile(
    r"\bEND (?:OF )?(?:EXECUTIVE |INTRODUCTION AND )?(?:SUMM{1,2}ARR?Y?|SUMAMRY|SUMMAY|SUMMRY|SUM\.)(?!\w).*",
    re.I | re.S,
)
COMMENT_END = re.compile(r"\bEND (?:OF )?(?:POST |EMBASSY |MISSION |CONSULATE )?COMMENTS?\b.*", re.I | re.S)
# With what every end mark begins, in capitals
END_STARTS = (
    "END SUM",
    "END OF",
    "END EXEC",
    "END INTRO",
    "END POST",
    "END EMB",
    "END COMM",
    "END MISS",
    "END CONS",
)
BEFORE_END = 12
LONGEST_MARKER = 40


def find_summary(blocks: Sequence[Block]) -> str | None:
    """The summary without its markers; where none is marked, None."""
    return _find(blocks, "(BEIS", SUMMARY, SUMMARY_END) or _up_to_end(blocks[:BEFORE_END])


def find_comment(blocks: Sequence[Block]) -> str | None:
    """The comment without its markers: the last one, where there are several."""
    return _find(blocks[::-1], "(ABCEMP", COMMENT, COMMENT_END, blocks)


def _find(
    order: Sequence[Block],
    letters: str,
    start: re.Pattern[str],
    end: re.Pattern[str],
    blocks: Sequence[Block] | None = None,
) -> str | None:
    """What begins with a mark that has one of these first letters."""
    blocks = order if blocks is None else blocks
    for block in order:
        if not isinstance(block, Heading | Paragraph):
            continue
        match = start.match(block.text) if block.text[:1].upper() in letters else None
        if match is None:
            continue
        at = next(i for i, other in enumerate(blocks) if other is block)
        if isinstance(block, Heading):
            is_marker = match.end() == len(block.text) or len(block.text) < LONGEST_MARKER
            return _under_heading(blocks[at + 1 :], start, end) if is_marker else None
        return _from_paragraph(blocks[at:], match.end(), end)
    return None


def _under_heading(blocks: Sequence[Block], start: re.Pattern[str], end: re.Pattern[str]) -> str | None:
    """All text up to the end mark, or to the next heading; the marker may stand a second time in it."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            break
        if not isinstance(block, Paragraph | ListItem):
            continue
        again = None if words else start.match(block.text)
        text = block.text[again.end() :] if again else block.text
        match = _end(end, text)
        words.append(text[: match.start()].rstrip(" -([") if match else text)
        if match:
            break
    return "\n".join(words).strip() or None


def _from_paragraph(blocks: Sequence[Block], start: int, end: re.Pattern[str]) -> str | None:
    """The rest of a paragraph; further ones only when an end mark follows before the next heading."""
    first = blocks[0]
    assert isinstance(first, Paragraph | Heading)
    words = [first.text[start:]]
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and at:
            break
        if not isinstance(block, Paragraph | ListItem):
            continue
        if at:
            words.append(block.text)
        match = _end(end, words[-1])
        if match:
            words[-1] = words[-1][: match.start()].rstrip(" -([")
            return "\n".join(words).strip() or None
    return words[0].strip() or None


def _up_to_end(blocks: Sequence[Block]) -> str | None:
    """A summary that has an end mark and no start: all paragraphs up to it."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | ListItem):
            match = _end(SUMMARY_END, block.text)
            words.append(block.text[: match.start()].rstrip(" -([") if match else block.text)
            if match:
                return "\n".join(words).strip() or None
    return None


def _end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The end mark in a text; most have none."""
    words = capitals(text)
    if "END " not in words or not any(start in words for start in END_STARTS):
        return None
    if len(words) != len(text):  # a letter such as `ß`, of which capitals make two
        return pattern.search(text)
    match: re.Match[str] | None = None
    place = words.find("END ")
    while place >= 0 and match is None:
        match = pattern.match(text, place)
        place = words.find("END ", place + 1)
    return match
