"""The classification line of a telegram -> level, caveats, sections, post and number (format 6, 5 FAH-2 H-440)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..entities.gazetteers import post_by_name
from ..model import Classification, Level
from .captions import read_caption_line
from .draft import Draft
from .lines import Line
from .message_ids import canonical_post
from .number_words import WORDS, number_of
from .passing import goes_to


def _with_one_lost(word: str) -> str:
    """What matches a word in which one letter behind the first is missing, letter-spaced or not: "C O N  I D E …"."""
    return "|".join(" ?".join(word[:at]) + " {0,2}" + " ?".join(word[at + 1 :]) for at in range(1, len(word)))


# A level at the start of a line, letter-spaced or not, whole or without one letter: "S E C R E T", "UNCLAS", "UNCLS"
LEVEL = re.compile(
    r"(?:(?P<ts>T ?O ?P {0,3}S ?E ?C ?R ?E ?T)|(?P<s>S{1,2} ?E ?C ?R ?E ?T|"
    + _with_one_lost("SECRET")
    + r")|(?P<c>(?:C ?)?[O0] ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|"
    + _with_one_lost("CONFIDENTIAL")
    + r")"
    r"|(?P<r>R ?E ?S ?T ?R ?I ?C ?T ?E ?D)"
    r"|(?P<lou>L ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E|L ?O ?U)"
    r"|(?P<u>(?:(?P<sbu>SENSITIVE) BUT )?U ?N ?C ?L ?A ?S ?S ?I ?F ?I ?E ?D|(?:U ?)?N ?C ?L ?A ?S"
    r"|UNCLASS?[SIFED]{3,5}D|" + _with_one_lost("UNCLAS") + r"))(?![A-Za-z])"
)
# With what such a line begins, so that most others need not be held against it
LEVEL_STARTS = frozenset(
    {"TO", "T ", "SE", "SS", "S ", "CO", "C0", "C ", "ON", "O ", "RE", "R ", "LI", "LO", "L ", "UN", "U ", "NC", "N ",
    "SC", "CN", "UC"}
)  # fmt: skip
LEVELS: dict[str, Level] = {
    "ts": "TOP SECRET",
    "s": "SECRET",
    "c": "CONFIDENTIAL",
    "r": "RESTRICTED",
    "lou": "LIMITED OFFICIAL USE",
    "u": "UNCLASSIFIED",
}
# "SECTION 01 OF 02", "SECTION 1 OF 2", misspelt "SECTON 01 0F 02" and "ECTION 01 F 02", in words
# "SECTION ONE OF TWO", "FINAL SECTION OF 3"
SECTION = re.compile(
    r"(?:(?:SECT?I?ON|ECTION|SE?TION|SCTION|SECTI[ON])\s+"
    rf"(?P<section>\d{{1,3}}|{WORDS})|FINAL SECTION)\s+(?:[O0]F|[OF])\s+(?P<count>\d{{1,3}}|{WORDS})(?![A-Za-z])",
    re.I,
)
# What stands between level and post: "//NOFORN", "E F T O", "SIPDIS", "NOFORN SENSITIVE", "FOR OFFICIAL USE ONLY"
CAVEAT = re.compile(
    r"/{0,2}\s*(?P<caveat>NOFORN|ORCON|PROPIN|NOCONTRACT|WNINTEL|E ?F ?T ?O"
    r"|FOR OFFICIAL USE ONLY|FOUO|SENSITIVE|SBU"
    r"|LIMDIS|EXDIS|NODIS|STADIS|SIPDIS|REL(?:EASABLE)? TO [A-Z, ]+?(?=/|$)"
    r"|REL(?:EASABLE)?(?: TO)? [A-Z]{3,4}(?:, ?[A-Z]{3,4})*|NC|NF|CORRECTED COPY"
    r"|C O R R E C T E D\s+C ?O ?P ?Y)(?![A-Z])"
)
CAVEATS = frozenset(
    {"NOFORN", "ORCON", "PROPIN", "NOCONTRACT", "WNINTEL", "FOR OFFICIAL USE ONLY", "SENSITIVE", "EFTO"}
)
SHORT_CAVEATS = {"FOUO": "FOR OFFICIAL USE ONLY", "SBU": "SENSITIVE", "E F T O": "EFTO", "NF": "NOFORN"}
# The message number at the end of the line: "PARIS 000305", "RIO DE JANEIRO 000601", "OSLO 002583ZFR2585"
NUMBER = re.compile(
    r"(?P<post>[A-Z][A-Za-z'’. -]*?)\s*(?P<number>\d{1,8})"
    r"(?P<rest>[A-Z]{1,12}\d{0,8}|/\d{1,2}|\.|\s+(?:ZFR|ZDK|SUSPECTED DUPLICATE).*)?$"
)
# A number with something foreign behind it, which is left to be shown: "OSLO 000778 <x>", "OSLO 000778, EXDIS"
NUMBER_AND_MORE = re.compile(r"(?P<post>[A-Z][A-Z'’. -]{2,30}?)\s+(?P<number>\d{3,8})(?=[\s,;/]+\S)")
# A post that was withheld before publication: "XXXXXXXXXXXX"
WITHHELD = re.compile(r"X{4,}\s*")
# What a classification line without number stands below: "INFO RUCNAFG/AFGHANISTAN COLLECTIVE"
ADDRESS = re.compile(
    r"(?:TO|INFO|FM|XMT)\b|R[A-Z]{3,7}/|[A-Z /]+(?:PRIORITY|IMMEDIATE|COLLECTIVE|ROUTINE|\d{4})$"
)
# Where a classification line cannot follow any more: "¶1. (C)", "SUBJECT: X"
TEXT = re.compile(r"¶ ?\d|\d{1,2}\. {0,3}[(A-Z]|SUBJ")
PARAGRAPH = re.compile(r"¶ ?\d|\d{1,2}\. ?\(")
LEVEL_SEARCH_LINES = 150
COPY_SEARCH_LINES = 40
LONGEST_BANNER = 120


def find_banner(lines: list[Line], first: int = 0) -> int | None:
    """The number of the classification line: a level, then nothing or only sections, caveats, a post and a number.

    Where a line without number comes before one that has it, the latter is the line.
    """
    bare: int | None = None
    for at in range(first, min(len(lines), first + LEVEL_SEARCH_LINES)):
        text = lines[at].text
        rest = banner_rest(text)
        if rest:
            return at
        if rest is not None and bare is None and (at == first or ADDRESS.match(lines[at - 1].text)):
            bare = at
        if (text[0] in "S¶" or text[0].isdecimal()) and TEXT.match(text):
            break
    return bare


def find_last_copy(lines: list[Line], banner: int | None) -> int | None:
    """The classification line of the last copy, where a cut-off header comes before it all (format 16.6)."""
    if banner is None:
        return None
    rest = banner_rest(lines[banner].text)
    if not rest:
        return banner
    number = banner_number(lines[banner].text)
    last = banner
    for at in range(banner + 1, min(len(lines), banner + COPY_SEARCH_LINES)):
        text = lines[at].text
        if (text[0] == "¶" or text[0].isdecimal()) and PARAGRAPH.match(text):
            break
        found = banner_rest(text)
        if (
            found
            and (found == rest or (number and number == banner_number(text)))
            and not _opens_next(text, lines[banner].text)
        ):
            last = at
    return last


def _opens_next(text: str, first: str) -> bool:
    """Whether a classification line opens a section behind the one that the `first` opens: no copy begins there."""
    section = section_of(text)
    return section is not None and section > (section_of(first) or 1)


def banner_rest(text: str) -> str | None:
    """What follows level, sections and caveats of a classification line (a number or nothing), None for another."""
    if text[:2] not in LEVEL_STARTS:
        return None
    if len(text) <= LONGEST_BANNER:
        return _banner_rest(text)
    rest = _banner_rest(text[:LONGEST_BANNER])  # a re-flowed copy goes on with whom it is for
    number = NUMBER_AND_MORE.match(rest) if rest else None
    return rest if number and post_by_name(number["post"]) else None


@lru_cache(maxsize=1000)  # the same lines are asked about several times
def _banner_rest(text: str) -> str | None:
    match = LEVEL.match(text)
    return _rest(text[match.end() :]) if match else None


def banner_number(text: str) -> str | None:
    """The post and number of a classification line, as ids have them (`PARIS305`); None for a line without."""
    rest = banner_rest(text)
    match = NUMBER.match(rest) or NUMBER_AND_MORE.match(rest) if rest else None
    if match is None or WITHHELD.fullmatch(match["post"]):
        return None
    return f"{canonical_post(match['post'])}{int(match['number'])}"


def section_of(text: str) -> int | None:
    """Which section a classification line in the text opens; None for any other line."""
    if "SECTION " not in text or not banner_rest(text):
        return None
    match = SECTION.search(text)
    return number_of(match["section"] or match["count"]) if match else None


def read_banner(draft: Draft, lines: list[Line], at: int) -> int:
    """Reads the classification line into the draft; its number may stand on the line below. The number of the line
    after."""
    line = lines[at]
    match = LEVEL.match(line.text)
    assert match is not None and match.lastgroup is not None
    caveats = [match["sbu"]] if match["sbu"] else []
    position = _read_marks(draft, line, match.end(), caveats)
    draft.claim("classification", line.start, line.start + match.end())
    if position == len(line.text) and at + 1 < len(lines) and _is_number(lines[at + 1]):
        at += 1
        _read_number(draft, lines[at], 0)
    else:
        end = _read_number(draft, line, position)
        end = _read_marks(draft, line, end, caveats)
        behind = Line(line.start + end, line.end, line.text[end:], 0)
        if behind.text and read_caption_line(draft, behind, strict=not goes_to(behind.text)):
            pass
        elif draft.corrected_copy and line.text.startswith("(", end):
            draft.claim("captions", line.start + end, line.end)
    level = next(level for name, level in LEVELS.items() if match[name])
    caveats = [*(draft.classification.caveats if draft.classification else ()), *caveats]
    draft.classification = Classification(level, tuple(dict.fromkeys(caveats)))
    return at + 1


def _is_number(line: Line) -> bool:
    """Whether a line is a post and a number, and nothing else."""
    match = NUMBER.match(line.text) if line.text[-1].isdigit() and not line.blank_before else None
    return match is not None and len(match["number"]) > 2 and post_by_name(match["post"]) is not None


def _read_marks(draft: Draft, line: Line, position: int, caveats: list[str]) -> int:
    """Reads sections, caveats and captions from a position of the line on; where they end."""
    while True:
        signs = position
        position = _skip_blank(line.text, position)
        if line.text[signs:position].strip():
            draft.claim("classification", line.start + signs, line.start + position)
        section = SECTION.match(line.text, position)
        caveat = None if section else CAVEAT.match(line.text, position)
        if section:
            draft.section_count = number_of(section["count"])
            draft.claim("sections", line.start + position, line.start + section.end())
            position = section.end()
        elif caveat:
            _read_caveat(draft, caveat, line, caveats)
            position = caveat.end()
        else:
            return position


def _read_caveat(draft: Draft, match: re.Match[str], line: Line, caveats: list[str]) -> None:
    word = " ".join(match["caveat"].split())
    word = SHORT_CAVEATS.get(word, word)
    start, end = line.start + match.start(), line.start + match.end()
    if word in CAVEATS or word.startswith("REL"):
        caveats.append(word)
        draft.claim("classification", start, end)
        return
    if word.replace(" ", "").startswith("CORRECTED"):
        draft.corrected_copy = True
        word = "CORRECTED COPY"
    draft.caption(word)
    draft.claim("captions", start, end)


def _read_number(draft: Draft, line: Line, position: int) -> int:
    """Reads post and number, which stand at a position; where they end."""
    rest = line.text[position:]
    match = NUMBER.match(rest) or NUMBER_AND_MORE.match(rest)
    end = match.end() if match else len(rest)
    if match:
        draft.printed_number = match["number"]
        draft.printed_post = None if WITHHELD.fullmatch(match["post"]) else match["post"].strip()
    if rest:
        draft.claim("id", line.start + position, line.start + position + end)
        draft.printed_id = " ".join(rest[:end].split())
    return position + end


def _rest(rest: str) -> str | None:
    """The post and number that follow a level; None when a sentence does."""
    position = 0
    while position < len(rest):
        position = _skip_blank(rest, position)
        match = SECTION.match(rest, position) or CAVEAT.match(rest, position)
        if match is None:
            break
        position = match.end()
    words = rest[position:].strip()
    if not words or (words.upper() == words and NUMBER.match(words)):
        return words
    return words if NUMBER_AND_MORE.match(words) else None


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t,;":
        position += 1
    return position
