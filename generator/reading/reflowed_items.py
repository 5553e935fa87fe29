"""A re-flowed line -> where the items of a list start in it (format 12.1, 12.3)."""

from __future__ import annotations

import re

from .lines import Line

# Where an item of a list starts: "... Points: -- The hall is old. -- The cellar is older."
ITEM = re.compile(r"-(?:-? {1,2}(?:[A-Z\"“]|\((?:TS|SBU|U|C|S)[/)])|-[A-Z])|\* [A-Z]")
BEFORE_ITEM = re.compile(r"(?:[.:;?!]|[.;?!][)\"”]|; and|; or|[Kk]ey [Pp]oints) {1,2}$")
LONGEST_BEFORE = 13
# A list with numbers: "... to two halls: 1) The long one. 2) The north hall."
FIRST_NUMBERED = re.compile(r": {1,2}(?=1\) [A-Z0-9\"“])")
NUMBERED = re.compile(r"[.;?!][)\"”]? {1,2}(?=(?P<number>\d)\) [A-Z0-9\"“])")
# A list whose items begin with small letters: "... including: -- chairs; -- lamps; and -- a broom"
SMALL_LIST = re.compile(r": {1,2}--? {0,2}[a-z]")
SMALL_ITEM = re.compile(r"(?:[:;]|[;,] (?:and|or),?) {1,2}(?=--? {1,2}[a-z]|--[a-z])")
# A list whose items end with no point: "... in its view: -- The old hall -- The cellar -- Stairs"
FIRST_ITEM = re.compile(r"(?::|^)(?= {0,2}(?P<bullet>--|- ) ?[A-Z\"“])")
# What its bullets are, if the first is the one or the other, and what stands behind each of them
BULLETS = {"--": re.compile(r" --"), "- ": re.compile(r" - ")}
BEHIND_BULLET = re.compile(r"--? {0,2}[A-Z\"“(]")
FEWEST_UNPOINTED = 3
FEWEST_ITEMS = 2


def starts_of_items(lines: list[Line], at: int) -> list[int]:
    """Where the items of a list start; one alone is more likely a thought behind a dash, unless others are below."""
    text = lines[at].text
    starts = [
        start
        for match in ITEM.finditer(text)
        if BEFORE_ITEM.search(text, max((start := match.start()) - LONGEST_BEFORE, 0), start)
    ]
    starts += _starts_of_numbered(text)
    begins = ":-" in text or ": -" in text or ":  -" in text
    small = [match.end() for match in SMALL_ITEM.finditer(text)] if begins and SMALL_LIST.search(text) else []
    if len(small) >= FEWEST_ITEMS:
        return sorted({*starts, *small})
    unpointed = FIRST_ITEM.search(text) if begins or text[0] == "-" else None
    if unpointed:
        bullets = [
            match.start() + 1 for match in BULLETS[unpointed["bullet"]].finditer(text, unpointed.start())
        ]
        if len(bullets) + (not unpointed.group()) >= FEWEST_UNPOINTED and all(
            BEHIND_BULLET.match(text, place) for place in bullets
        ):
            return bullets
    if len(starts) == 1:
        following = lines[at + 1].text[:2] if at + 1 < len(lines) else ""
        return starts if text[starts[0] : starts[0] + 2] in (text[:2], following) else []
    return starts if len(starts) >= FEWEST_ITEMS else []


def _starts_of_numbered(text: str) -> list[int]:
    """Where items with numbers start behind a colon: the first, and those after it that count on."""
    first = FIRST_NUMBERED.search(text) if " 1) " in text else None
    starts = [first.end()] if first else []
    for match in NUMBERED.finditer(text, starts[0]) if first else ():
        if int(match["number"]) == len(starts) + 1:
            starts.append(match.end())
    return starts if len(starts) >= FEWEST_ITEMS else []
