"""A line that starts with a bullet -> whether it opens an item of a list (format 12.1)."""

from __future__ import annotations

import re
from functools import cached_property

from .blocks import BlockDraft
from .bullets import BULLET, BULLET_MARKS, TAB_BULLET, follows_letter, follows_roman, is_roman, may_be_item
from .lines import Line
from .underlines import ends_sentence

# What stands before the next of several clauses that a sentence numbers: "2) the cellar is dry; "
CLAUSE_ENDS = ";,:"
# The initials of a name: "¶A. J. Ollenby"
INITIALS = re.compile(r"¶?[A-Z]\. ?[A-Z]\. [A-Z][a-z]")
# A letter in brackets that is a portion mark as well
MARK = "(C)"
BEFORE_MARK = "(B)"
# How often a letter that noise made of a tab must stand before a line; in an interview it is a question's
ANSWER = "\nA "
FEWEST_TABS = 3


class Items:
    """The lists of one text; held open while it is read. `bullet` is that of the last item.

    `number` is that of the last item of a list with numbers in the open paragraph, such as `2.`; 0: there is none.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.bullet = ""
        self.number = 0
        self._letter = ""  # of the last item that had one
        self._romans = {True: "", False: ""}  # the last numerals, in capitals and in small letters

    @cached_property
    def _has_tabs(self) -> bool:
        """Whether items stand behind tabs that noise made letters; questions and answers do not."""
        return self.text.count(TAB_BULLET) >= FEWEST_TABS > self.text.count(ANSWER)

    def open(self, line: Line, before: BlockDraft | None, apart: bool) -> re.Match[str] | None:
        """The bullet of a line that opens an item; `apart`: it stands apart from the block `before` it."""
        match = BULLET.match(line.text) if may_be_item(line.text) else None
        if match is None or not self._opens(line, match, before, apart):
            return None
        self.bullet = match.group()
        if match.lastgroup == "digit" and self.bullet.endswith("."):
            digits = self.bullet.strip(BULLET_MARKS)
            number = int(digits) if digits.isdecimal() else 0
            self.number = number if number in (1, self.number + 1) else 0
        return match

    def _opens(self, line: Line, match: re.Match[str], before: BlockDraft | None, apart: bool) -> bool:
        """Not a dash, an initial or a number within a sentence that a line end happens to cut."""
        ends = before is None or ends_sentence(before.lines[-1].text)
        in_list = before is not None and before.kind == "list_item"
        match match.lastgroup:
            case "letter" if not ends and INITIALS.match(line.text):
                return False
            case "letter" | "roman":
                return (apart or ends) and self._goes_on(line, match, before, apart)
            case "tab":
                return (apart or ends) and self._has_tabs
            case "tight":
                return apart and (ends or in_list)
            case "dash" if not (apart or ends):  # "... of workers", "-- that is, of keepers -- in the"
                return in_list and f" {match.group()} " not in line.text[match.end() :]
            case "enclosed" if match.group() == MARK:
                return self.bullet == BEFORE_MARK and (apart or ends)
            case "digit":
                return apart or (ends and not _goes_on_in_sentence(match.group(), before))
        return apart or ends or in_list

    def _goes_on(self, line: Line, match: re.Match[str], before: BlockDraft | None, apart: bool) -> bool:
        """Whether a letter or a numeral opens a list or goes on with one; then it is the last of it."""
        bullet = match.group()
        if match.lastgroup == "letter" and (before is None or follows_letter(bullet, self._letter)):
            self._letter = bullet
            return True
        is_upper = bullet.strip(BULLET_MARKS).isupper()
        is_heading = is_upper and line.text.isupper()
        if (
            not is_heading
            and is_roman(bullet)
            and follows_roman(bullet, self._romans[is_upper], self.text, line.end)
        ):
            self._romans[is_upper] = bullet
            return True
        if apart and match.lastgroup == "letter" and bullet.endswith(")"):
            self._letter = bullet
            return True
        return False


def _goes_on_in_sentence(bullet: str, before: BlockDraft | None) -> bool:
    """Whether `3)` numbers a clause of a sentence, whose clause `2)` stands within a line above."""
    number = bullet.strip(BULLET_MARKS)
    if before is None or before.kind != "paragraph" or not number.isdecimal():
        return False
    if bullet[-1] != ")" or before.lines[-1].text[-1:] not in CLAUSE_ENDS:
        return False
    clause = f" {int(number) - 1}) "
    return any(clause in line.text for line in before.lines)
