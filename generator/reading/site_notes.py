"""The note at the end of a text that leads to the mission's own site -> where it begins (format 14)."""

from __future__ import annotations

import re

# "Visit Embassy Oslo's Classified Website: ...", "Please visit Oslo's Classified Web Site at ..."
SITE_NOTE = re.compile(
    r"(?:Please visit|Visit|PLEASE VISIT|VISIT) [^.:;\n]{2,45}?(?:[Cc]lassified [Ww]eb ?[Ss]ite|CLASSIFIED WEB ?SITE)"
)
# A number and a mark at most: "23. (SBU/NF) "
LONGEST_OPENING = 18
# The most blanks before a note
LONGEST_BLANK = 8
# What each of them has, and few other texts have
SIGN, SIGN_IN_CAPITALS = "lassified ", "CLASSIFIED WEB"


def is_site_note(text: str) -> bool:
    """Whether a line begins such a note."""
    return text[0] in "VP" and SITE_NOTE.match(text) is not None


def may_have_site_note(text: str, start: int, end: int) -> bool:
    """Whether there can be one in a part of a text."""
    return text.find(SIGN, start, end) >= 0 or text.find(SIGN_IN_CAPITALS, start, end) >= 0


def starts_of_site_notes(text: str) -> list[int]:
    """Where such notes begin within a line, behind a sentence, a name in capitals or what stands for one."""
    return [
        match.start()
        for match in SITE_NOTE.finditer(text, 1)
        if match.start() > LONGEST_OPENING
        and _can_end(text[match.start() - LONGEST_BLANK : match.start()].rstrip()[-1:])
    ]


def _can_end(sign: str) -> bool:
    return sign in '.!?)"”]*' or sign.isupper()
