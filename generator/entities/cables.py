"""Runs that end with a post, and the number after them -> the cables that the text names: `08 PARIS 305`."""

from __future__ import annotations

import re

from .context import Context, Mark
from .lexicon import word_set
from .looks import Place
from .runs import Run

# A telegram number after a post, and what stands after it: ` 7472`, ` 000305`
NUMBER = re.compile(r" (\d{2,6})(?![\w%]|[-/.,:]\d)")
# The year before a post: `08 PARIS 305`, `2008 Paris 305`, `REF: 08PARIS`
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)?(\d\d) ?\Z")
# What may stand after a number that is a telegram's: `)`, ` (`, ` REF`
CLOSES = re.compile(r"[).,;:\]\"'’/\n]|\Z| [(A-Z-]")
# The word after it: ` reported`
NEXT_WORD = re.compile(r" ([a-z]+)")
# A month, or the name of a street, behind a number of two figures, which is none of a telegram: `Lostrom 21 March`
NAMED_BEHIND = re.compile(r"\s+[A-Z][a-z]")
# Further numbers of the same post, in brackets: `(Paris 443, 2042, 2097)`
FURTHER = re.compile(r",\s{1,2}(\d{3,5})(?=[,)])")
LONGEST_LIST = 200
YEARS = range(1900, 2031)


def find_cables(text: str, runs: list[Run], context: Context) -> list[Mark]:
    """Telegram numbers in the text; the key is the canonical id, of the cable's own year where none is
    written.

    The key is None where no year is to be had. A number that may be a year, or a count, is left alone.
    """
    marks: list[Mark] = []
    for run in runs:
        place = run.look.before_number
        if place:
            mark = _cable_at(text, run, place, context, marks[-1].end if marks else 0)
            if mark is not None:
                marks.append(mark)
                if text.startswith(",", mark.end):
                    marks.extend(_further(text, mark))
    return marks


def _further(text: str, mark: Mark) -> list[Mark]:
    """The bare numbers that go on a list in brackets, `, 2042` of `(Paris 443, 2042)`: of the same year and post."""
    further: list[Mark] = []
    if text.rfind("(", max(0, mark.start - LONGEST_LIST), mark.start) <= text.rfind(")", 0, mark.start):
        return further
    stem = mark.key.rstrip("0123456789") if mark.key else None
    end = mark.end
    while (match := FURTHER.match(text, end)) and int(match.group(1)) not in YEARS:
        end = match.end()
        further.append(Mark("cable", f"{stem}{int(match.group(1))}" if stem else None, match.start(1), end))
    return further


def _cable_at(text: str, run: Run, place: Place, context: Context, taken: int) -> Mark | None:
    """The telegram number at the end of a run; what stands before place `taken` belongs to another."""
    number = NUMBER.match(text, run.end)
    if not number:
        return None
    start = run.start + place.start
    year = YEAR.search(text[max(taken, start - 5, 0) : start])
    if not year and not _is_plausible(text[start : run.end], number.group(1), text, number.end()):
        return None
    digits = year.group(1) if year else f"{context.year % 100:02}" if context.year else None
    first = start - len(year.group()) if year else start
    key = f"{digits}{place.name}{int(number.group(1))}" if digits else None
    return Mark("cable", key, first, number.end())


def _is_plausible(name: str, number: str, text: str, after: int) -> bool:
    padded = number.startswith("0")
    if len(number) == 2 and not padded and NAMED_BEHIND.match(text, after):
        return False
    if len(number) == 4 and number[:2] in ("19", "20") and not padded:
        return False
    following = NEXT_WORD.match(text, after)
    word = following.group(1) if following else ""
    if word in word_set("counted") or not int(number):
        return False
    if word:
        return name.isupper() or word in word_set("after_number")
    if not name.isupper() and len(number) > 4 and not padded and name != "State":
        return False
    return CLOSES.match(text, after) is not None
