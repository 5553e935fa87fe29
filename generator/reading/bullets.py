"""The first signs of a line -> whether they open an item of a list, and of which one it goes on with (format 12.1)."""

from __future__ import annotations

import re

# What opens an item: "- ", "-- ", "- --", "* ", "• ", "(a) ", "(1) ", "a) ", "1) ", "¶A. ", "A. "
BULLET = re.compile(
    r"(?P<dash>-{1,2}(?:\s-{1,2})?(?=[\sA-Z\"“(])|[*•+](?=\s)|o(?=\s\s))|(?P<enclosed>\((?:[a-z]"
    r"|[A-H]|\d{1,2}|[ivx]{1,4})\))(?=\s)"
    r"|(?P<letter>¶?[A-Za-z](?:\.|\)))(?=\s)|(?P<digit>¶?\d{1,2}(?:\.|\)))(?=\s)"
)
# What its first sign is, if no digit, or its second
BULLET_SIGNS = frozenset("-*•+o(¶")
BULLET_ENDS = frozenset(".)")


def may_be_item(text: str) -> bool:
    """Whether a bullet can be before a text: of most the first two signs say that there is none."""
    return text[0] in BULLET_SIGNS or text[1:2] in BULLET_ENDS or text[0].isdecimal()


def follows_letter(bullet: str, before: str) -> bool:
    """Whether a letter opens a list, or goes on with the one whose last bullet is `before`."""
    letter = bullet.strip("¶.)").upper()
    return letter == "A" or before.strip("¶.)").upper() == chr(ord(letter) - 1)


def follows_number(bullet: str, before: str) -> bool:
    """Whether a number goes on with a list whose last bullet is written as it is: `2)` with `1)`, `(3)` with `(2)`."""
    number = bullet.strip("¶() ")
    return number.isdecimal() and before.strip("¶ ") == bullet.strip("¶ ").replace(
        number, str(int(number) - 1)
    )
