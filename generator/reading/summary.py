"""The blocks of a telegram -> the text of its summary and of its comment (format 12.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..model import Block, Heading, ListItem, Paragraph, Preformatted, Retransmission
from .keywords import nearly
from .lines import capitals

# A portion mark before a marker that follows a number's own: "(C) Summary:"
BEFORE = r"(?:\([A-Z/]{1,8}\) ?)?"
# The word itself, misspelt too, and what a drafter puts before and behind it: "COMMENT AND SUMMARY"
WORD = r"(?:SUM{1,3}ARR?Y?|SUMAMRY|SUMMAY|SUMMRY)"
PARTS = (
    r"(?:(?:ACTION|GUIDANCE|INSTRUCTIONS?) REQUEST(?:ED)?|REQUEST FOR (?:ACTION|GUIDANCE)|INTRODUCTION"
    r"|COMMENTS?|BACKGROUND|KEY POINTS|RECOMMENDATIONS?|CONCLUSIONS?|ANALYSIS"
    r"|NEXT STEPS|OVERVIEW|OUTLOOK|BIO NOTE)"
)
JOINED = rf"(?:\s*(?:,|/|AND|&|WITH)\s*(?:{PARTS}|{WORD})\b)*"
LEADING = rf"(?:EXECUTIVE |{PARTS}(?: AND |/| & | WITH ))?"
# Whose comment it is: "EMBASSY COMMENT", "AMBASSADOR'S COMMENT", "EMBASSY OSLO COMMENT:"
WHOSE = (
    r"(?:(?:POST|EMBASSY(?:(?: \w{3,20}){1,2}(?= COMMENT ?:))?|MISSION|CONSULATE(?: GENERAL)?|CONGEN|COUNTRY TEAM"
    r"|USNATO|USUN|USEU|UNVIE|USOSCE"
    r"|AIT|DAO|RSO|PRT|REO|(?:POL|ECON|EMB|CON)OFFS?'?"
    r"|(?:AMBASSADOR|CHARGE|DCM|CG|CONSUL GENERAL|PRINCIPAL OFFICER)(?:'?S)?|FINAL) )?"
)
# Where one starts: "Summary.", "SUMMARY AND COMMENT:", "Summary: (SBU)", "S U M M A R Y", "(SUMMARY)",
# "Summary of the talks:"
SUMMARY = re.compile(
    BEFORE + rf"(?:\({WORD}\)|(?:BEGIN )?{LEADING}(?:{WORD}|S U M M A R Y)\b{JOINED})"
    r"(?: (?:OF|FROM) [^.:;,]{3,40}(?=:(?: |$)))?"
    r"(?:\s*[:.-]*\s*\([A-Z/]+\))?\s*[:.-]*\s*",
    re.I,
)
COMMENT = re.compile(
    BEFORE + rf"(?:BEGIN )?{WHOSE}{LEADING}(?:COMMENT(?:S(?= ?[:.-]|$))?|C O M M E N T)\b{JOINED}"
    r"(?:\s*[:.-]*\s*\([A-Z/]+\))?\s*[:.-]*\s*",
    re.I,
)
SUMMARY_END = re.compile(rf"\bEND (?:OF )?{LEADING}(?:{WORD}|SUM\.)(?!\w).*", re.I | re.S)
COMMENT_END = re.compile(
    rf"\bEND (?:OF )?{WHOSE}{LEADING}(?:{WORD}(?: AND |/| & ))?COMMENTS?\b.*", re.I | re.S
)
# A comment within a paragraph: "... on Monday. Comment: It is doubtful.", "... on Monday (Comment. It is doubtful."
INLINE_COMMENT = re.compile(
    r"(?:(?<=[.!?)\"”’])\s{1,3}(?:COMMENT|Comment):|(?:\s|^)[(\[](?:COMMENT|Comment)[:.])\s{1,3}"
)
INLINE_SIGNS = ("omment:", "OMMENT:", "omment.", "OMMENT.")
# An end mark whose first word is misspelt: "... with the U.S.  Eed summary."
MISSPELT_END = re.compile(
    r"(?<=[.!?)\"”’])\s{1,2}(?P<end>[A-Z]{2,4}) (?:OF )?(?P<part>SUMMARY|COMMENT)S?\W{0,3}$", re.I
)
# The end mark of a comment at the end of a summary
OTHER_END = re.compile(r"\s{1,3}END (?:OF )?COMMENT[. ]*$", re.I)
LONGEST_END, SHORTEST_END = 24, 11
# What the two kinds of end marks end
ENDED = {SUMMARY_END: "SUMMARY", COMMENT_END: "COMMENT"}
# What says behind the word that a comment goes on with the one above: "Comment Continued.", "Comment, cont'd:"
CONTINUED = re.compile(r"[\s,(]*(?:CONTINUE[SD]|CONT(?:['’]?D|\.))\)?\s*[:.-]*\s*", re.I)
# What stands below a comment and is of none: who has seen the telegram, and where the mission can be visited
OF_THE_MISSION = re.compile(
    r"(?:(?:THIS|THE) (?:CABLE|MESSAGE|TELEGRAM|REPORT) (?:WAS|HAS BEEN|IS) (?:ALSO )?(?:CLEARED|COORDINATED|DRAFTED)\b"
    r"|(?:PLEASE )?VISIT .{3,40}\bWEB ?(?:SITE|PAGE)\b"
    r"|.{2,60} (?:CLEARED|OPPORTUNITY TO CLEAR)(?: ON)? THIS (?:CABLE|MESSAGE|TELEGRAM|REPORT)\b)",
    re.I,
)
# The mission's address at the end of a paragraph: "Visit Oslo's Classified Website: http://..."
MISSION_ADDRESS = re.compile(r"(?:please )?visit .{3,40}\bclassified web ?(?:site|page)\b", re.I)
ADDRESS_SIGNS = ("isit ", "ISIT ")
LONGEST_ADDRESS = 300
# What stands above a summary, under its heading: "This is an action request. Please see para 3."
ACTION_NOTICE = re.compile(
    r"(?:THIS (?:IS|CABLE|MESSAGE)\b.{0,40})?\bACTION (?:REQUEST|CABLE|MESSAGE)\b.{0,80}$", re.I
)
BRACKETS = re.compile(r"[()\[\]]")
# A paragraph behind a comment that is of something else: "Action request: ...", "Full text of letter ..."
OTHER_MATTER = re.compile(
    r"(?:(?:BEGIN |FULL )?TEXT\b|ACTION\b|NOTE\b|BIO|(?:THE )?FOLLOWING\b|POC\b|POINTS? OF CONTACT|PARTICIPANTS"
    r"|DRAFTED\b|ATTENDEES|BACKGROUND\b|(?:\w+ ){1,2}(?:REQUESTS|WOULD APPRECIATE|THANKS)\b)",
    re.I,
)
SHORTEST_FURTHER, MOST_LAST = 200, 3
# Without these letters near its start no block begins with a marker
SUMMARY_SIGNS = ("SUM", "S U M")
COMMENT_SIGNS = ("COMM", "C O M")
SIGNS_BEFORE_END = " -([<*"
BEFORE_END = 12
MOST_FURTHER = 5
LONGEST_MARKER = 40
LONGEST_HEAD = 60


def find_summary(blocks: Sequence[Block]) -> str | None:
    """The summary without its markers; where none is marked, None."""
    found = _find(blocks, SUMMARY_SIGNS, SUMMARY, SUMMARY_END) or _up_to_end(blocks[:BEFORE_END])
    if found and found[-LONGEST_END:].rstrip(". ").upper().endswith(" COMMENT"):
        found = _without_other_end(found)
    return _without_address(found)


def _without_other_end(summary: str) -> str:
    """A summary without `End comment.`, with which it was closed though it holds no comment."""
    match = OTHER_END.search(summary, max(len(summary) - LONGEST_END, 0))
    if match is None or "OMMENT" in summary[: match.start()].upper():
        return summary
    return summary[: match.start()]


def find_comment(blocks: Sequence[Block]) -> str | None:
    """The comment without its markers: the last one, where there are several."""
    found = _find(blocks[::-1], COMMENT_SIGNS, COMMENT, COMMENT_END, blocks)
    return _without_address(_inline_comment(blocks) if found is None else found)


def _without_address(text: str | None) -> str | None:
    """A text without the address of the mission at its end."""
    if text is None or not any(sign in text for sign in ADDRESS_SIGNS):
        return text
    match = MISSION_ADDRESS.search(text)
    if match is None or len(text) - match.start() > LONGEST_ADDRESS:
        return text
    return text[: match.start()].rstrip(SIGNS_BEFORE_END + "\n") or None


def _find(
    order: Sequence[Block],
    signs: tuple[str, str],
    start: re.Pattern[str],
    end: re.Pattern[str],
    blocks: Sequence[Block] | None = None,
) -> str | None:
    """What begins with a mark, in which one of these signs is; one that goes on with another is joined to it."""
    blocks = order if blocks is None else blocks
    further: list[str] = []
    for block in order:
        if not isinstance(block, Heading | Paragraph):
            continue
        head = block.text[:LONGEST_HEAD].upper()
        match = start.match(block.text) if signs[0] in head or signs[1] in head else None
        if match is None:
            continue
        at = next(i for i, other in enumerate(blocks) if other is block)
        may_go_on = order is not blocks and len(further) < MOST_FURTHER
        goes_on = CONTINUED.match(block.text, match.end()) if may_go_on else None
        if goes_on and isinstance(block, Paragraph):
            further.insert(0, _from_paragraph(blocks[at:], goes_on.end(), end) or "")
            blocks = blocks[:at]
            continue
        found = _found_at(blocks, at, match, start, end, whole=bool(further))
        return "\n".join([found, *further]).strip() if found and further else found
    return "\n".join(further).strip() or None


def _found_at(
    blocks: Sequence[Block],
    at: int,
    marker: re.Match[str],
    start: re.Pattern[str],
    end: re.Pattern[str],
    whole: bool,
) -> str | None:
    """What begins at a block with its marker; with all that follows where it is the `whole` of it."""
    block = blocks[at]
    if isinstance(block, Heading):
        return _under_heading(blocks[at + 1 :], start, end) if _is_heading_of(block, marker) else None
    above = blocks[at - 1] if at else None
    if isinstance(above, Heading) and (named := start.match(above.text)) and _is_heading_of(above, named):
        return _under_heading(blocks[at:], start, end)
    return _from_paragraph(blocks[at:], marker.end(), end, whole)


def _is_heading_of(heading: Heading, marker: re.Match[str]) -> bool:
    """Whether a heading that begins with a marker is little else."""
    if marker.end() == len(heading.text) or len(heading.text) < LONGEST_MARKER:
        return True
    return marker.group().rstrip().endswith(":")


def _under_heading(blocks: Sequence[Block], start: re.Pattern[str], end: re.Pattern[str]) -> str | None:
    """All text up to the end mark, or to the next heading; the marker may stand a second time in it."""
    words: list[str] = []
    numbered: list[int] = []
    may_begin = True  # nothing so far, or only notices of an action
    for block in blocks:
        if isinstance(block, Heading):
            break
        if not isinstance(block, Paragraph | ListItem):
            continue
        if words and OF_THE_MISSION.match(block.text):
            break
        if isinstance(block, Paragraph) and block.number is not None:
            numbered.append(len(words))
        again = start.match(block.text) if may_begin else None
        if again:
            words = []
        text = block.text[again.end() :] if again else block.text
        match = _end(end, text)
        words.append(text[: match.start()].rstrip(SIGNS_BEFORE_END) if match else text)
        may_begin = may_begin and ACTION_NOTICE.match(words[-1]) is not None
        if match:
            break
    else:
        if end is SUMMARY_END and len(numbered) > 1:  # no heading, no end: it is the first paragraph
            words = words[: numbered[1]]
    return "\n".join(words).strip() or None


def _from_paragraph(
    blocks: Sequence[Block], start: int, end: re.Pattern[str], whole: bool = False
) -> str | None:
    """The rest of a paragraph; further ones when an end mark follows before the next heading, or as the `whole`."""
    first = blocks[0]
    assert isinstance(first, Paragraph | Heading)
    words = [first.text[start:]]
    if not words[0]:
        return _under_marker(blocks[1:], end)
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and at:
            break
        if not isinstance(block, Paragraph | ListItem):
            continue
        if at:
            words.append(block.text)
        match = _end(end, words[-1])
        if match:
            words[-1] = words[-1][: match.start()].rstrip(SIGNS_BEFORE_END)
            return "\n".join(words).strip() or None
    further = words[1:] if whole else _further_words(blocks[1:]) if end is COMMENT_END else []
    return "\n".join([words[0], *further]).strip() or None


def _further_words(blocks: Sequence[Block]) -> list[str]:
    """The last paragraphs of a text behind the first of a comment, unless they are of something else."""
    words: list[str] = []
    over = False
    for block in blocks:
        if isinstance(block, Heading | ListItem | Preformatted | Retransmission):
            return []
        if isinstance(block, Paragraph):
            over = over or len(block.text) < SHORTEST_FURTHER or OTHER_MATTER.match(block.text) is not None
            over = over or OF_THE_MISSION.match(block.text) is not None
            words += [] if over else [block.text]
    return words if len(words) <= MOST_LAST else []


def _under_marker(blocks: Sequence[Block], end: re.Pattern[str]) -> str | None:
    """The text below a marker that is alone in its paragraph: up to an end mark, or else the first paragraph below."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            break
        if isinstance(block, Paragraph | ListItem):
            match = _end(end, block.text)
            words.append(block.text[: match.start()].rstrip(SIGNS_BEFORE_END) if match else block.text)
            if match:
                return "\n".join(words).strip() or None
    return words[0].strip() or None if words else None


def _inline_comment(blocks: Sequence[Block]) -> str | None:
    """The last comment that stands within a paragraph, up to its end mark or the end of the paragraph."""
    for block in blocks[::-1]:
        if not isinstance(block, Paragraph) or ("omment" not in block.text and "OMMENT" not in block.text):
            continue
        if any(sign in block.text for sign in INLINE_SIGNS):
            marks = list(INLINE_COMMENT.finditer(block.text))
            if marks:
                text = block.text[marks[-1].end() :]
                match = _end(COMMENT_END, text)
                if match:
                    text = text[: match.start()].rstrip(SIGNS_BEFORE_END)
                elif marks[-1].group().lstrip()[0] in "([":
                    text = _within_brackets(text)
                return text.strip() or None
    return None


def _within_brackets(text: str) -> str:
    """The words up to the bracket that closes the one before them: `It is doubtful.) He left.`"""
    depth = 1
    for match in BRACKETS.finditer(text):
        depth += 1 if match.group() in "([" else -1
        if not depth:
            return text[: match.start()]
    return text


def _up_to_end(blocks: Sequence[Block]) -> str | None:
    """A summary that has an end mark and no start: all paragraphs up to it."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | ListItem):
            match = _end(SUMMARY_END, block.text)
            words.append(block.text[: match.start()].rstrip(SIGNS_BEFORE_END) if match else block.text)
            if match:
                return "\n".join(words).strip() or None
    return None


def _end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The end mark in a text; most have none."""
    words = capitals(text)
    if "END " not in words:
        return _misspelt_end(pattern, text)
    if len(words) != len(text):  # a letter such as `ß`, of which capitals make two
        return pattern.search(text)
    match: re.Match[str] | None = None
    place = words.find("END ")
    while place >= 0 and match is None:
        match = pattern.match(text, place)
        place = words.find("END ", place + 1)
    return match or _misspelt_end(pattern, text)


def _misspelt_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """An end mark at the very end of a text whose first word is `END` but for a letter."""
    part = ENDED[pattern]
    if part not in text[-SHORTEST_END:].upper():
        return None
    match = MISSPELT_END.search(text, max(len(text) - LONGEST_END, 0))
    is_end = match and match["part"].upper() == part and match["end"].upper() in misspelt_ends()
    return match if is_end else None


@cache
def misspelt_ends() -> frozenset[str]:
    """The words that are `END` but for a letter, and no others."""
    return frozenset(nearly("END") - {"AND"})
