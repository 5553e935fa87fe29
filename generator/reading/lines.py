"""The text of a telegram -> its lines that are not blank, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

# Other blanks and line ends, each one character, are read as the plain ones: positions stay as they are.
PLAIN = {
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\xa0": " ",
    "\u2007": " ",
    "\u202f": " ",
}
ODD_BLANKS = ("\r", *PLAIN)
ODD_IN_ASCII = tuple(blank for blank in ODD_BLANKS if blank.isascii())
ODD_BLANK = re.compile("[" + "".join(ODD_BLANKS) + "]")


FEWEST_SPACED = 10
MOST_UNSPACED = 0.05
LONGEST_SPACED = 90
LAST_SPACED = 4
FEWEST_IN_TEXT = 15
SHORTEST_FULL = 40

# A label of the envelope that a program set off with a tab: "FM\tAMEMBASSY OSLO"; a page line, a marked paragraph
LABEL_TAB = re.compile(
    r"(?:[ZOPRY]{1,2}|DE|ZN[RY]|FM|TO|INFO|XMT|PAGE \d\d)\t|¶?\d{1,2}\.[ \t]*\((?:TS|SBU|LOU|U|C|S)(?:/+[A-Z]+)?\)[ \t]"
)


class Line(Struct, frozen=True, gc=False):
    """A line that is not blank: `text[start:end]`, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    blank_before: int


def plain_blanks(text: str) -> str:
    """`text` at the same length, with `\\n` as its only line end and ` ` for blanks that do not break."""
    blanks = ODD_IN_ASCII if text.isascii() else ODD_BLANKS
    if not any(blank in text for blank in blanks):  # much sooner known than by the expression
        return text
    text = text.replace("\r\r\n", "  \n").replace("\r\n", " \n").replace("\r", "\n")
    text = text.replace("\n\x0c", "\n ")  # a new page is no blank line
    return ODD_BLANK.sub(lambda m: PLAIN[m.group()], text)


def with_printed_lines(raw: str, text: str) -> str:
    """`text`, what `plain_blanks` made of `raw`, at the same length with the line ends alone that an editor shows."""
    if raw.count("\n") == text.count("\n"):
        return text
    return raw.replace("\r\r\n", "  \n").replace("\r\n", " \n").replace("\r", "\n")


def capitals(text: str) -> str:
    """`text` in capitals, in which a word of ASCII is found wherever an expression that ignores case can find it.

    For expressions the dotted `İ` is an I, and the sign for kelvins a K; for `str.upper` they are not. Letters
    beyond ASCII may stay as they are: bytes are set in capitals ten times as fast.
    """
    if text.isascii():
        return text.upper()
    try:
        return text.encode("latin-1").upper().decode("latin-1")
    except UnicodeEncodeError:
        pass
    return text.upper().replace("\u0130", "I").replace("\u212a", "K")


def find_lines(text: str) -> list[Line]:
    """All lines of `text` that hold more than blanks, in order; tabs behind labels are blanks in their `text`."""
    lines: list[Line] = []
    tabs = "\t" in text
    position = blank = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words is raw and words and not tabs:
            end = position + len(raw)
            lines.append(Line(position, end, words, blank))
            blank, position = 0, end + 1
            continue
        if words:
            start = position + raw.find(words)
            shown = words.replace("\t", " ") if tabs and LABEL_TAB.match(words) else words
            lines.append(Line(start, start + len(words), shown, blank))
            blank = 0
        else:
            blank += 1
        position += len(raw) + 1
    return lines


def single_spaced(lines: list[Line]) -> list[Line]:
    """The lines of a text that has a blank line below each, as if it had none; those of any other as they are.

    Where that is so, more than one blank line stands between paragraphs, and no line is as long as a paragraph. The
    header may be without them.
    """
    if len(lines) < FEWEST_SPACED:
        return lines
    if all(line.blank_before for line in lines[1:FEWEST_SPACED]):
        return _halved(lines) if _is_spaced(lines[1:]) else lines
    if not all(line.blank_before for line in lines[-LAST_SPACED:]):
        return lines  # nearly all texts
    first = len(lines)
    while lines[first - 1].blank_before:
        first -= 1
    text = lines[first + 1 :]
    if len(text) < FEWEST_IN_TEXT or not _is_spaced(text) or not _is_cut(text):
        return lines
    return [*lines[: first + 1], *_halved(text)]


def _halved(lines: Sequence[Line]) -> list[Line]:
    return [Line(line.start, line.end, line.text, line.blank_before // 2) for line in lines]


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether most lines stand below one blank line, paragraphs below more, and no line is a paragraph."""
    blanks = [line.blank_before for line in lines]
    return (
        blanks.count(0) <= MOST_UNSPACED * len(blanks)
        and blanks.count(1) >= len(blanks) / 2
        and max(blanks) > 1
        and sum(len(line.text) > LONGEST_SPACED for line in lines) <= MOST_UNSPACED * (len(lines) + 1)
    )


def _is_cut(lines: Sequence[Line]) -> bool:
    """Whether many lines are about as long as a line can be, and end no sentence."""
    return sum(
        len(line.text) >= SHORTEST_FULL and (line.text[-1].isalnum() or line.text[-1] == ",")
        for line in lines
    ) >= 0.4 * len(lines)


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """The place of a character for a person: line and column, from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def joined(lines: Sequence[Line]) -> str:
    """The lines as one, with single blanks between them."""
    return " ".join(" ".join(line.text.split()) for line in lines)
