"""Sentences among the header lines that say how to keep a telegram, or what it asks for -> no end of the header.

They are no passing instructions, and the text has not begun: `E.O.`, `TAGS` or who classified may stand below.
"""

from __future__ import annotations

import re

from .draft import Draft
from .lines import Line

# "This message is sensitive but unclassified.", "(SBU) SENSITIVE BUT UNCLASSIFIED -- ENTIRE TEXT", "Not for internet
# distribution.", "THIS IS AN ACTION REQUEST. SEE PARA 3.", "Please protect accordingly."
NOTICE = re.compile(
    r"(?:\((?:U|SBU|C|S)\) {0,3})?(?:THIS (?:IS AN? (?:ACTION|JOINT)|IS PART\b|(?:CABLE|MESSAGE|TELEGRAM) "
    r"(?:IS|WAS|CONTAINS|CORRECTS|REPLACES|SUPERSEDES))\b"
    r"|SEN\w{3,7} BUT UNCLASSIFI?ED(?=\W*(?:$|[–.,;(-]|AND NOT|NOT FOR|PLEASE|ENTIRE|INFORMATION))"
    r"|(?:[A-Z ]{1,40}[ –-]{1,4})?ENTIRE TEXT\b|NOT FOR (?:INTERNET|PUBLIC|FURTHER|DISTRIBUTION)\b"
    r"|(?:PLEASE |PLS )(?:PROTECT|HANDLE|TREAT)\b|ACTION REQUEST: )",
    re.I,
)
# What may stand right below a subject and is none of it: "THIS MESSAGE IS SENSITIVE", "SENSITIVE BUT UNCLASSIFIED"
BELOW_SUBJECT = re.compile(
    r"\(?(?:(?P<sentence>THIS) (?:(?:MESSAGE|CABLE|TELEGRAM) (?:IS|CONTAINS|HAS|WAS)|IS AN? (?:ACTION|JOINT))\b"
    r"|SENSI?TIVE BUT UNCLASSIFIED\b|NOT FOR (?:INTERNET|PUBLIC|FURTHER) )",
    re.I,
)
# What of it is a caption
SENSITIVE = re.compile(r"BUT UNCLASSIF|^SENSITIVE\b")
# What says that the telegram stands for another: "THIS CABLE CORRECTS AND REPLACES OSLO 304"
REPLACES = re.compile(r"\b(?:CORRECTS|REPLACES|SUPERSEDES)\b")
# How many lines above a keyword one more line may stand that is none of the header's, and how long it is
NEAR_KEYWORD = 4
LONGEST_ABOVE = 75
# With what such a sentence begins, as far as most lines do not
FIRST_LETTERS = frozenset("TSNPEFACULtsnpefa(")


def is_notice(text: str) -> bool:
    """Whether a line is such a sentence, or begins one."""
    return text[0] in FIRST_LETTERS and NOTICE.match(text) is not None


def is_above_keyword(text: str, lines_to_keyword: int) -> bool:
    """Whether a line is of the header though no reader knows it: the next few lines have its first keyword."""
    return 0 < lines_to_keyword <= NEAR_KEYWORD and len(text) <= LONGEST_ABOVE


def keep_notice(draft: Draft, line: Line) -> None:
    """Claims the line, or one more of the sentence: for the captions where it names one, else for the header."""
    words = line.text.upper()
    is_sensitive = SENSITIVE.search(words) is not None
    draft.corrected_copy = draft.corrected_copy or REPLACES.search(words) is not None
    if is_sensitive:
        draft.caption("SENSITIVE")
    draft.claim("captions" if is_sensitive else "header", line.start, line.end)
