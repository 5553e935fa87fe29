"""The number that opens a paragraph -> the number that the drafter gave it (format 12.1, 16.1, 16.2)."""

from __future__ import annotations

import re

from msgspec import Struct

from .bullets import follows_number
from .lines import Line, capitals

# "¶1. (C) ", "13. (S) ", "3.(SBU) ", "¶12.", "4. C) ", "1 (C) ", with a comma for the point: "7, (C) "
OPENING = re.compile(r"(?P<sign>¶ ?)?(?P<number>\d{1,3})(?P<point>\s?\.(?!\d)|,?(?=\s?\([A-Z]{1,3}\)))\s*")
# "(C)", "( C )", "(C.)", "(S/NF)", "(C - ENTIRE TEXT)", "(U//FOUO)", "C)", "(S/REL NATO)", "[C]", "(SE)", "(N/SF)"
MARKING = re.compile(
    r"[(\[]\s?(?P<mark>(?:TS|SBU|LOU|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|FOUO|SE|SB|N/SF|NF|U|C|S|R)"
    r"(?:\s?(?://?|-|,|\s)\s?(?:NF|NOFORN|FGI|FOUO|REL(?: TO)? [A-Z, ]{2,40}"
    r"|SBU|ENTIRE TEXT|OC|EYES ONLY|SI|TK|ORCON|NC|[A-Z]{2,4})){0,4})\s?\.?[)\]]"
    r"|(?P<bare>TS|SBU|U|C|S)\)\s(?=[A-Z])"
)
# A mark in small letters, or one of NATO, which is one behind a number only: "3. (sbu) ", "3. (S/Noforn) ", "3. (NC) "
SMALL_MARKING = re.compile(r"\((?P<mark>[csu]|sbu|[cs]/nf|[CS]//?[Nn]oforn|N[CRSU])\)(?=\s)")
# A mark for all that follows: "CONFIDENTIAL - ENTIRE TEXT.", "(C - ENTIRE TEXT)", "(LOU -- ENTIRE TEXT.)"
ENTIRE = re.compile(
    r"[(\[]?(?P<mark>(?:TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|SENSITIVE BUT UNCLASSIFIED|UNCLASSIFIED"
    r"|C O N F I D E N T I A L|S E C R E T|TS|SBU|LOU|FOUO|C|S|U)(?:/[A-Z]{2,6})?\s?[-–—:]{0,2}\s?ENTIRE TEXT)"
    r"\.?[)\]]?[.:]?",
    re.I,
)
# What such a mark says of itself, and the levels that it spells out
OF_ENTIRE_TEXT = re.compile(r"\s?[-–—:]{0,2}\s?ENTIRE TEXT.*", re.I)
SPELT_OUT = (
    ("TOP SECRET", "TS"), ("S E C R E T", "S"), ("SECRET", "S"), ("C O N F I D E N T I A L", "C"),
    ("CONFIDENTIAL", "C"), ("LIMITED OFFICIAL USE", "LOU"), ("SENSITIVE BUT UNCLASSIFIED", "SBU"),
    ("UNCLASSIFIED", "U"),
)  # fmt: skip
# The commonest opening, number and mark at once: "2. (C) ", "¶12. (SBU) "
COMMON_OPENING = re.compile(
    r"(?P<sign>¶?)(?P<number>[0-9]{1,3})(?P<point>\.) {1,3}\((?P<mark>TS|SBU|LOU|FOUO|NF|U|C|S|[CS]/NF)\)"
    r" {0,3}(?=[^\s.])"
)
# A number in brackets: "8) ", "(9) (C) "
ENCLOSED = re.compile(r"(?P<sign>¶ ?)?(?P<open>\(?)(?P<number>\d{1,3})\)\s*")
# What stands before a day: "by March", "from July 1-"
BEFORE_DAY = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?(?: \d{1,2} ?-)?$"
)
# What may stand above the first paragraph: "SUMMARY", "The Hall", "-------"
ABOVE_FIRST = re.compile(r"[^.:;,]{1,60}$")
LINES_ABOVE_FIRST = 6
LARGEST_JUMP = 3
# What the first paragraph of a further section may have
LARGEST_FIRST = 60
# How many lines stand above it at most
MOST_ABOVE_FIRST = 200
# A point behind a mark, which is of neither the mark nor the text: "1. (SBU). The hall"
POINT_BEHIND = (". ", ".\t")
LONGEST_ENTIRE = 60


class Opening(Struct, frozen=True):
    """How a paragraph opens: `number` as drafted, `printed` as it stands; `end` is behind it.

    The `mark` of the portion stands there, if any; the text starts at `text_start`.
    """

    number: int
    printed: str
    signed: bool
    end: int
    mark: str | None
    text_start: int


class Numbering:
    """Counts the paragraphs of one text; held open while it is read.

    `brackets` is how the telegram writes all its numbers, if not with a point: `(` for `(9)`, nothing for `9)`;
    `last` is the number of the paragraph above the text, in a section that is not there.
    """

    def __init__(self, brackets: str | None = None, last: int = 0) -> None:
        self.last = last
        self.is_marked = True  # each paragraph so far
        self.brackets = brackets

    def open(self, text: str, resolve: bool = True, item: int = 0, apart: bool = False) -> Opening | None:
        """The opening of a line that starts a paragraph, None for another; `resolve` signs that were read as digits.

        Where all paragraphs have a mark, a number without one goes on with a list whose last number is `item`.
        Under a sign, a number that was there before opens a paragraph `apart` from others where there is no such list.
        """
        common = COMMON_OPENING.match(text)
        if common:
            sign, digits, mark = common.group("sign", "number", "mark")
            self.last = self._resolve(digits, bool(sign)) if resolve else int(digits)
            return Opening(self.last, digits, bool(sign), common.start("mark") - 1, mark, common.end())
        match = OPENING.match(text)
        if match is None or not (match["point"] or "." not in text[:6]):  # "1(C). X" has no number
            return None
        end = match.end()
        again = match["number"] + ". "  # "¶1. 1. (C) "
        end += len(again) if text.startswith(again, end) else 0
        mark, text_start = read_marking(text, end)
        signed, printed = bool(match["sign"]), int(match["number"])
        number = self._resolve(match["number"], signed) if resolve else printed
        if item and number == item + 1 and self.is_marked and not mark:
            return None
        is_again = apart and signed and not item and 1 < number <= self.last
        is_next = is_again or self._is_next(number, signed)
        if not (is_next or mark) or not (match["point"] or (is_next and mark)):
            return None
        self.is_marked = self.is_marked and mark is not None
        self.last = number
        return Opening(number, match["number"], signed, end, mark, text_start)

    def is_number_in_text(self, text: str, above: str) -> bool:
        """Whether a line opens with a number of the sentence that the line above, which ends none, begins.

        A publisher put a sign before it: `¶15.` below `by March`, `¶2. billion` where all paragraphs have marks.
        """
        match = OPENING.match(text)
        if match is None or read_marking(text, match.end())[0]:
            return False
        return (self.is_marked and self.last > 0) or BEFORE_DAY.search(above) is not None

    def open_enclosed(self, text: str, bullet: str) -> Opening | None:
        """The same where the number is in brackets: the next one, if all are or if it has a mark.

        It must not go on with a list, whose last bullet is given.
        """
        match = ENCLOSED.match(text)
        if match is None or int(match["number"]) != self.last + 1 or follows_number(match.group(), bullet):
            return None
        mark, text_start = read_marking(text, match.end())
        if not mark and match["open"] != self.brackets:
            return None
        self.last += 1
        return Opening(self.last, match["number"], bool(match["sign"]), match.end(), mark, text_start)

    def _resolve(self, digits: str, signed: bool) -> int:
        """A sign that was read as the digit 1: `13.` where 3 is due is 3; gaps stay gaps."""
        printed, due = int(digits), self.last + 1
        if signed or printed <= due or digits[0] != "1" or len(digits) == 1 or digits[1] == "0":
            return printed
        hidden = int(digits[1:])
        if due <= hidden <= due + LARGEST_JUMP and hidden - due < printed - due:
            return hidden
        return printed

    def _is_next(self, number: int, signed: bool) -> bool:
        """Whether an unmarked number goes on with the count, or repeats it under a paragraph sign."""
        jump = number - self.last
        return 1 <= jump <= LARGEST_JUMP or (signed and jump == 0 and number > 0)


def last_before(lines: list[Line]) -> int:
    """The number before the first of a text that begins with a further section, `3` for `4.` and then `5.`; else 0."""
    for at, line in enumerate(lines[:MOST_ABOVE_FIRST]):
        if line.text[0] in "¶0123456789" and (match := OPENING.match(line.text)) and match["point"]:
            number = int(match["number"])
            following = tuple(f"{sign}{number + 1}." for sign in ("", "¶"))
            begins_later = LARGEST_JUMP < number < LARGEST_FIRST
            return (
                number - 1
                if begins_later and any(other.text.startswith(following) for other in lines[at + 1 :])
                else 0
            )
    return 0


def brackets_of(lines: list[Line]) -> str | None:
    """The bracket that opens all numbers of a text, as in `(9)`, or `""` for `9)`; None where they have points.

    The first paragraph has the number 1, above it stand headings alone, and another has the number 2.
    """
    for line in lines[:LINES_ABOVE_FIRST]:
        match = ENCLOSED.match(line.text)
        if match:
            bracket = match["open"]
            return bracket if match["number"] == "1" and _has_second(lines, bracket + "2)") else None
        if line.text[0] in "¶0123456789(" or ABOVE_FIRST.match(line.text) is None:
            return None
    return None


def _has_second(lines: list[Line], opening: str) -> bool:
    return any(line.text.startswith((opening, "¶" + opening)) for line in lines)


def is_for_all(marking: str) -> bool:
    """Whether a mark is for all that follows it."""
    return "ENTIRE TEXT" in capitals(marking)


def portion_of(marking: str) -> str:
    """The mark of a portion that a mark for all stands for: `C` for `CONFIDENTIAL - ENTIRE TEXT`; else the mark."""
    if not is_for_all(marking):
        return marking
    level = OF_ENTIRE_TEXT.sub("", capitals(marking))
    for words, letters in SPELT_OUT:
        if level.startswith(words):
            return letters + level[len(words) :]
    return level


def read_marking(text: str, position: int) -> tuple[str | None, int]:
    """The portion mark at a position, without its brackets, and where the text after it starts."""
    entire = (
        ENTIRE.match(text, position)
        if "ENTIRE" in capitals(text[position : position + LONGEST_ENTIRE])
        else None
    )
    match = (
        entire or MARKING.match(text, position) or (SMALL_MARKING.match(text, position) if position else None)
    )
    if match is None:
        return None, position
    mark = match["mark"] or match["bare"] if match.re is not SMALL_MARKING else match["mark"].upper()
    end = match.end()
    if text[end : end + 2] in POINT_BEHIND:
        end += 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return " ".join(mark.split()), end
