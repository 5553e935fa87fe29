"""Lines of passing instructions -> the instructions, each of them whole (format 6).

One goes on with the line above it, or several stand on one line of a re-flowed copy.
"""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name

# Who is to read or pass it on: "DEPARTMENT FOR EUR/PRA", "STATE PASS USTR", "FOR NEA/ELA AND DRL", "AND EB"
PASSING = re.compile(
    r"\b(?:FOR|PASS|PASSED|ATTN|ATTENTION|INFORM|ONLY|DEPT|DEPARTMENT|ALSO|FROM"
    r"|PLEASE (?:RELAY|FORWARD|REPEAT))\b",
    re.I,
)
# A passing instruction that goes on below: "STATE FOR EUR/NB,", "TREASURY FOR LOSTROM AND"
OPEN_END = re.compile(r"(?:[,/&]|\b(?:AND|FOR|TO|OF))$")
# Where another instruction may start on a line: "STATE FOR EUR| TREASURY FOR LOSTROM| SOUTHCOM ALSO FOR POLAD"
NEXT = re.compile(
    r"(?<![,;/&(]) (?=(?P<who>[A-Z][A-Z/'-]*(?: [A-Z]+){0,2}?)(?: (?:ALSO|PLEASE|PLS))? (?:FOR|PASS) )"
)
# Behind these no other instruction starts: "STATE PASS TO USAID FOR LOSTROM"
JOINTS = frozenset({"AND", "OR", "TO", "FOR", "PASS", "ALSO", "PLEASE", "PLS", "WITH", "FROM", "OF", "THE"})
# Whom instructions begin with, besides posts and offices: "EUR/NB FOR LOSTROM" has its stroke
AGENCIES = frozenset(
    ("STATE", "DEPT", "DEPARTMENT", "NSC", "WH", "OVP", "TREASURY", "COMMERCE", "USDOC", "DOC", "USPTO", "USTR",
     "DOL", "LABOR", "DOE", "ENERGY", "NRC", "DOD", "OSD", "SECDEF", "JCS", "JUSTICE", "DOJ", "FBI", "DEA",
     "DHS", "TSA", "USCG", "USDA", "FAS", "INTERIOR", "DOI", "DOT", "FAA", "NTSB", "EPA", "NOAA", "NASA", "HHS",
     "CDC", "EXIM", "EXIMBANK", "OPIC", "TDA", "USTDA", "MCC", "USAID", "AID", "FINCEN", "OMB", "CIA", "DIA",
     "DNI", "EUCOM", "AFRICOM", "CENTCOM", "PACOM", "USPACOM", "SOUTHCOM", "USSOUTHCOM", "NORTHCOM", "USCINCSO",
     "USAFE", "USNATO", "USUN", "USEU", "USOSCE", "USOECD", "UNVIE")
)  # fmt: skip
# "For EUR/NB from Ambassador Tassel.", "Embassy Oslo for Pol Counselor Tassel.", "Department please pass to DOE."
ADDRESSED = re.compile(
    r"(?:(?:State|Dept\.?|Department|Embassy|Consulate|Amembassy|[A-Z]+)(?: [A-Z]\w+)?,? (?:(?:please|also) )?)?"
    r"(?:[Ff]or|[Ff]rom|[Pp]ass|FOR|FROM|PASS)\b"
)
LONGEST_SENTENCE = 75
# A line of fewer signs was ended by who typed it, not where it was full
FULL_LINE = 48
WIDTH = 60
# So long a line has no room for a further "FOR"
FULLEST_LINE = 65
FEWEST = 2
LONGEST = 1000
LONGEST_END = 6


def goes_on_passing(before: str, above: str, words: str) -> bool:
    """Whether a line goes on with the instruction `before`, whose last line is the one right `above` it."""
    if len(before) > LONGEST:
        return False
    if words.startswith(("AND ", "OR ", "and ", "(")) or OPEN_END.search(before[-LONGEST_END:]):
        return True
    first, _, rest = words.partition(" ")
    if first == "FOR":
        return before[before.rfind(" ") + 1 :] in AGENCIES or len(above) >= FULLEST_LINE
    if len(above) < FULL_LINE or PASSING.search(words):
        return False
    return " " not in rest or len(above) + len(first) >= WIDTH


def goes_to(words: str) -> bool:
    """Whether a line says for whom it is, though it ends as a sentence does: `Dept for EUR/NB, Tassel and Lostrom.`"""
    return len(words) <= LONGEST_SENTENCE and ADDRESSED.match(words) is not None


def instructions_in(words: str) -> list[str]:
    """The instructions on a line: `STATE FOR EUR TREASURY FOR LOSTROM` has two."""
    if f" {words}".count(" FOR ") + words.count(" PASS ") < FEWEST:
        return [words]
    found: list[str] = []
    start = 0
    for match in NEXT.finditer(words):
        last = words[words.rfind(" ", 0, match.start()) + 1 : match.start()]
        if last not in JOINTS and last not in AGENCIES and _passes(match["who"]):
            found.append(words[start : match.start()])
            start = match.end()
    return [*found, words[start:]]


def _passes(who: str) -> bool:
    """Whether an instruction can begin with whom: an agency, an office with its stroke, a post."""
    return who in AGENCIES or ("/" in who and " " not in who) or post_by_name(who) is not None
