"""The first signs of a line -> whether they open an item of a list, and of which one it goes on with (format 12.1)."""

from __future__ import annotations

import re

# What opens an item: "- ", "-- ", "- --", "--a", "--1", "* ", "• ", "(a) ", "a) ", "1) ", "¶A. ", "10b. ", "ii. ", "Q "
BULLET = re.compile(
    r"(?P<dash>-{1,2}(?:\s-{1,2})?(?=[\sA-Z\"“(])|[*•+](?=\s)|o(?=\s\s))|(?P<tight>--(?=[a-z0-9]))"
    r"|(?P<enclosed>\((?:[a-z]|[A-H]|\d{1,2}|[ivx]{1,4})\))(?=\s)"
    r"|(?P<tab>Q(?= [A-Z][A-Za-z]))"
    r"|(?P<letter>¶?[A-Za-z](?:\.|\)))(?=\s)|(?P<digit>¶?\d{1,2}[a-z]?(?:\.|\)))(?=\s)"
    r"|(?P<roman>¶?(?:[IVX]{2,5}|[ivx]{2,5})(?:\.|\)))(?=\s)"
)
# The numerals of a list, in capitals
ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
)  # fmt: skip
LONGEST_ITEM = 10_000
# A tab of which noise on the line made a letter, in front of an item of a list: "Q November 4: ..."
TAB_BULLET = "\nQ "
# What a bullet has beside its letter or numeral
BULLET_MARKS = "¶ .)"
# What its first sign is, if no digit, or its second
BULLET_SIGNS = frozenset("-*•+o(¶IVXivxQ")
BULLET_ENDS = frozenset(".)")


def may_be_item(text: str) -> bool:
    """Whether a bullet can be before a text: of most the first two signs say that there is none."""
    return text[0] in BULLET_SIGNS or text[1:2] in BULLET_ENDS or text[0].isdecimal()


def follows_letter(bullet: str, before: str) -> bool:
    """Whether a letter opens a list, or goes on with the one whose last bullet is `before`."""
    letter = bullet.strip(BULLET_MARKS).upper()
    return letter == "A" or before.strip(BULLET_MARKS).upper() == chr(ord(letter) - 1)


def is_roman(bullet: str) -> bool:
    """Whether a bullet may be a Roman numeral."""
    return bullet.strip(BULLET_MARKS).upper() in ROMAN


def follows_roman(bullet: str, before: str, text: str, start: int) -> bool:
    """Whether a Roman numeral goes on with a list whose last one is `before`, or opens one: `text` has its second."""
    numeral = bullet.strip(BULLET_MARKS)
    number = ROMAN.index(numeral.upper())
    if number == 0:
        second = numeral * 2 + bullet[-1]
        return any(text.find(opening + second, start, start + LONGEST_ITEM) >= 0 for opening in ("\n", "\n¶"))
    last = before.strip(BULLET_MARKS)
    return last.isupper() == numeral.isupper() and last.upper() == ROMAN[number - 1]


def follows_number(bullet: str, before: str) -> bool:
    """Whether a number goes on with a list whose last bullet is written as it is: `2)` with `1)`, `(3)` with `(2)`."""
    number = bullet.strip("¶() ")
    return number.isdecimal() and before.strip("¶ ") == bullet.strip("¶ ").replace(
        number, str(int(number) - 1)
    )
