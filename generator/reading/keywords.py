"""A line -> the keyword of a header field that it starts with, misspelt ones too (format 7 to 11)."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_uppercase
from typing import NamedTuple

# At the start of a line: "E.O. 12958: DECL: 02/14/2018", "TAGS MARR", "T A G S : MARR", "SUBJ: X", "REFS: A)",
# "Classified By: X"; no "REFERENCE ROOM" within a subject
KEYWORD = re.compile(
    r"(?P<executive_order>(?:E\.? ?[O0]\.? ?|\.O\. ?|(?:E\.\.?|O\.?) ?(?=1[0-3]\d{3} ?:)|EXEC(?:UTIVE|\.)? ORDER )"
    r":? ?(?:\d{3,6}|1\d,\d{3}|I\d{4})(?:\b|(?=N/?A\b|DECL)):?|DECL(?= ?:? ?\d\d?/))"
    r"|(?P<tags>(?:(?:TAGS?|TABS|TAGES)\b(?:/TERMS)?|T A G S\b) ?[:;.]?)"
    r"|(?P<subject>(?:\((?:[CSU]|SBU|[CS]/NF)\) )?(?:S?UBJ(?:ECT)?|S U B J(?: E C T)?)\b(?: ?[:;.,]+)?"
    r"(?: ?-(?= ?[A-Za-z]))?)"
    r"|(?P<references>\(?(?:A\. )?(?:R E F(?: S)?\b|REF)(?:ERENCE(?:S|\(S\))?(?= ?[:;.)]| .*\d)"
    r"|TELS?|S|\(S\))?(?: ?[:;.)]|(?= [A-Z(\[¶\d])))"
    r"|(?P<classified_by>(?:\([CSU]\) )?CLASSIFIED(?:\s*BY\b|\s+[BY] ?:|:)|C L A S S I F I E D {1,3}B Y\b"
    r"|CLASS(?:IFIED)?\s+BY\b|DERIVED FROM\b|REASONS? ?:|"
    r"(?:DECL(?:ASSIFY)? ON|DERIVED BY) ?:)",
    re.I,
)
# A word that may be a misspelt one: "SUBJET: X", "TGAS: MARR", "Classifed by X", "CLASSIFICATION BY: X"
WORD = re.compile(r"(?P<word>[A-Z]{3,14})(?:(?P<by>\s+BY\b) ?:?| ?:)", re.I)
# "REF" without one of its letters, where a number follows as in all references: "RE: A. OSLO 301", "EF: 06 OSLO 112";
# but "RE: VISIT OF MAY 4" is a subject
CUT_REF = re.compile(
    r"(?:(?:EF|RF) ?:(?=.*\d)|RE ?:(?= ?(?:\(?[A-Z][.:)].*\d|(?:\d\d )?[A-Z]{3,} \d{3,6}\b)))"
)
# Words that are known with one letter wrong, missing, too many, or at the place of the next
WORDS = {
    "TAGS": "tags",
    "SUBJECT": "subject",
    "REFTEL": "references",
    "REFERENCE": "references",
    "REFERENCES": "references",
    "CLASSIFIED": "classified_by",
}


class Keyword(NamedTuple):
    """The name of the field that a line opens, and where its value starts; `meant` is the word that is misspelt."""

    name: str
    end: int
    meant: str | None = None


def find_keyword(text: str) -> Keyword | None:
    """The keyword that a line starts with; None for a line that starts with another word."""
    match = KEYWORD.match(text)
    if match and match.lastgroup:
        return Keyword(match.lastgroup, match.end())
    word = WORD.match(text)
    if word is None:
        cut = CUT_REF.match(text)
        return Keyword("references", cut.end(), "REF") if cut else None
    printed = word["word"].upper()
    meant = "CLASSIFIED" if printed == "CLASSIFICATION" else misspelt().get(printed)
    if meant is None or (meant == "CLASSIFIED") != bool(word["by"]):
        return None
    return Keyword(WORDS[meant], word.end(), meant)


@cache
def misspelt() -> dict[str, str]:
    """All words that are one of `WORDS` but for one letter -> that one."""
    return {wrong: word for word in WORDS for wrong in nearly(word)}


def nearly(word: str) -> set[str]:
    """The words that are this one but for a letter missing, wrong, too many, or at the place of the next."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_uppercase}
    doubled = {left + letter + right for left, right in cuts for letter in ascii_uppercase}
    return missing | swapped | wrong | doubled
