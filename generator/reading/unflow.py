"""The header lines of a re-flowed copy -> one line for each part that had one (format 9, 19)."""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name, tag_codes
from .classification import LEVEL
from .lines import Line, capitals

# Where a line of its own began: "... AND EB E.O. 12958: ...", "... EGYPTREF: CAIRO 493", "... (d) ¶1. (C) ..."
# "... 14:25 UNCLAS OSLO 000305 SIPDIS E.O. 12958: ..." as a dump has it, "... and (d) ------- SUMMARY -------",
# but not behind the letter of a reference, "C. (C) OSLO 12"; first what one can begin with, for most signs cannot
BREAK = re.compile(
    r"(?=[A-Zacerst\u017f¶1(-])(?:"
    r"\b(?i:E\.?O\.? ?1\d{4} ?(?::|(?=DECL|N/A))|T?AGS:|SUBJ(?:ECT)?: |CLASSIFIED BY\b|REF(?:TEL|S)?: )"
    r"|REF(?:TEL|S|\(S\))?: "
    r"|\bTAGS (?=[A-Z]{4},? )|(?<!\b(?:ON|TO|OF|IN|BY) )\b(?:REF|Ref)S? (?=\(?A[):.] ?\S)"
    r"|\bC O R R E C T E D {1,3}C ?O ?P ?Y\b"
    r"|(?<=[A-Z\d).?!\"] )Summary:?$"
    r"|(?<=[A-Z]{2})SUBJECT: |¶ ?1\.(?=[\s(])|(?<=[\s.)])1\. ?(?=\((?:C|S|U|SBU|[CS]/NF)\))|(?:\b|(?<=\d))SIPDIS(?= )"
    r"|(?<!\b[A-Z][.)] )(?<!\b[A-Z][.)]  )(?:(?<=[^\d\s][.)] )|(?<=[^\d\s][.)]  )|(?<=\d ))"
    r"\((?:TS|SBU|U|C|S|[CS]/NF)\) (?=[A-Z])"
    r"|(?<=\d )1\. (?=[A-Z][a-z]+ [a-z]+ )"
    r"|(?<=\d:\d\d )(?:UNCLAS|C ?O ?N ?F ?I|S ?E ?C ?R ?E|LIMITED OFF)"
    r"|(?<=\w[ .)])(?:\(U\) )?(?:THIS (?:MESSAGE|CABLE|TELEGRAM) IS |(?<!\bIS ))(?i:SENSI?TIVE BUT UNCLASSIFIED)"
    r"(?= *(?:[.,–-]|AND NOT|NOT FOR|PLEASE|$))"
    r"|[A-Z][A-Z' ]{2,20} \d{8} {1,2}\d{3}(?:\.\d)? OF \d{3}"
    r"|(?<=[a-z\d). ] )-{4,60} ?[A-Z][A-Za-z /,&]{3,40}:? ?-{4,60}$)"
)
# A doubled lead: "Classified By: (U) Classified by", "Classified By: Message classified by"
DOUBLED = re.compile(
    r"\s*CLASSIFIED BY:?\s*(?:\([A-Z]+\)\s*)?(?:(?:THIS )?(?:MESSAGE|CABLE)\s*(?:(?:IS|WAS|HAS BEEN)\s*)?)?",
    re.I,
)
# What a classification line ends with, whatever follows it: "OSLO 000305 "
NUMBERED = re.compile(r"\d{3,8}\s*$")
MARKER_NUMBER = re.compile(r" \d{8} ")
MARKER_END = re.compile(r".*? \d{8} {1,2}\d{3}(?:\.\d)? OF \d{3} ?")
BODY_LINE = re.compile(
    r"¶ ?\d{1,3}\.|\d{1,2}\. {0,3}(?:\([A-Z/]{1,9}\)|CLASSIFIED BY)|\((?:TS|SBU|U|C|S|[CS]/NF)\) "
)
# Without one of these, in capitals and elsewhere than at the start of a line, no line has another within it
BREAK_SIGNS = (
    "O. ", "O.1", "EO1", "EO 1", "AGS:", "TAGS ", "SUBJ", "C O R R E", " SUMMARY", "CLASSIFIED BY", "REF", "¶",
    "SIPDIS ", " OF 0", " 1. ", ".1. ", ")1. ", "TIVE BUT UNCLAS", "(C) ", "(S) ", "(U) ", "(SBU) ",
    "(TS) ", "/NF) ", " ----",
)  # fmt: skip
# With what the lines of an ordinary header start: there it is no sign
LEAD = re.compile(r"\n(?:E\.O\. |TAGS:|SUBJ|REF|CLASSIFIED BY|¶)")
# Counts that are no sign either: a page line that is a whole line, " OF 02" of a classification line
PAGE_LINE = re.compile(r"\n[A-Z][A-Z' ]{2,20} \d{8} {1,2}\d{3}(?:\.\d)? OF \d{3}(?=\n|\Z)")
SECTIONS = re.compile(r" OF 0\d(?!\d)")
BODY_LETTERS = frozenset("¶0123456789(")
MOST_LINES = 200
LONGEST_NUMBER = 24
# "PREL"
CODE_LENGTH = 4
# "(C) "
LETTER_LENGTH = 4


def unflow_header(lines: list[Line]) -> list[Line]:
    """The lines of a text, those of the header cut where a keyword, a page line or the text begins within one."""
    end = _header_end(lines)
    words_of_lines, signs = _signs_in("".join(["\n" + line.text for line in lines[:end]]))
    if not signs:  # most headers
        return lines
    flowed: list[Line] = []
    for at, words in enumerate(words_of_lines.split("\n")[1:]):
        line = lines[at]
        parts = _parts(line) if any(sign in words for sign in signs) else [line]
        flowed += parts
        if len(parts) > 1 and BODY_LINE.match(parts[-1].text):
            return flowed + lines[at + 1 :]
    return flowed + lines[end:]


def _header_end(lines: list[Line]) -> int:
    """The number of the first line that is of the text for certain."""
    for at, line in enumerate(lines[: MOST_LINES + 1]):
        if line.text[0] in BODY_LETTERS and BODY_LINE.match(line.text):
            return at
    return min(len(lines), MOST_LINES + 1)


def _signs_in(lines: str) -> tuple[str, list[str]]:
    """The lines, each behind its `\\n`, in capitals and without what looks like a sign where none is; and the signs."""
    words = capitals(lines)
    if " OF 0" in words:
        words = SECTIONS.sub("", PAGE_LINE.sub("\n", words))
    words = LEAD.sub("\n ", words)
    return words, [sign for sign in BREAK_SIGNS if sign in words]


def _is_next_letter(before: str, mark: str) -> bool:
    """Whether a mark is the letter of a reference: `(C)` behind `(B)`."""
    return len(mark) == LETTER_LENGTH and f"({chr(ord(mark[1]) - 1)})" in before


def _words_before_post(marker: str) -> int:
    """How much of what looks like a page line is of the words before it: `PREL PGOV OSLO 00000305  001.2 OF 002`."""
    number = MARKER_NUMBER.search(marker)
    assert number is not None
    name = marker[: number.start()]
    starts = [0, *(at + 1 for at, sign in enumerate(name) if sign == " ")]
    return next((start for start in starts if post_by_name(name[start:])), 0)


def _parts(line: Line) -> list[Line]:
    cuts = [0]
    for match in BREAK.finditer(line.text):
        if match.group() == "SIPDIS" and not (
            LEVEL.match(line.text, cuts[-1])
            and NUMBERED.search(line.text, max(match.start() - LONGEST_NUMBER, 0), match.start())
        ):
            continue
        if match.group().upper().startswith("CLASS") and DOUBLED.fullmatch(
            line.text, cuts[-1], match.start()
        ):
            continue
        if match.group() == "TAGS " and line.text[match.end() : match.end() + CODE_LENGTH] not in tag_codes():
            continue  # words of a subject: "PRICE TAGS FROM OSLO"
        if match.group()[0] == "(" and line.text[: match.start()].strip("¶ ").isdecimal():
            continue  # the number of a paragraph without a point: "1 (S) The hall"
        if match.group()[0] == "(" and _is_next_letter(line.text[cuts[-1] : match.start()], match.group()):
            continue
        marker = MARKER_END.match(match.group() + " ")
        start = match.start() + (_words_before_post(match.group()) if marker else 0)
        if start > cuts[-1]:
            cuts.append(start)
        if marker and match.end() < len(line.text):
            cuts.append(match.end())
        if match.group()[0] in "¶1(":
            break
    if len(cuts) == 1:
        return [line]
    parts: list[Line] = []
    for at, start in enumerate(cuts):
        end = cuts[at + 1] if at + 1 < len(cuts) else len(line.text)
        text = line.text[start:end]
        words = text.strip()
        if words:
            begin = line.start + start + len(text) - len(text.lstrip())
            parts.append(Line(begin, begin + len(words), words, line.blank_before if not parts else 0))
    return parts
