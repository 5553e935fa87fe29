"""Two lines of the references -> whether the second is of them as well (format 10)."""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name

# An item with a number: "1. BERN 12", "2) 07 OSLO 44", "3. E-MAIL OF MAY 4"; but no paragraph, "2. (C) Talks"
ITEM = re.compile(
    r"¶?(?P<number>\d{1,2})[.)] *(?!\((?:TS|SBU|LOU|U|C|S)\b)"
    r"(?P<cable>(?:(?:19|20)?\d\d )?(?P<post>[A-Z][A-Z' ]{2,24}?) \d{2,6}\b)?",
    re.I,
)
# The end of an item that a blank line cuts: "LOSTROM OF MAY 4", and below it "E-MAIL TO THE DESK"
LAST_OF_ITEM = re.compile(r"(?:E-?MAILS?|TELCONS?|MEMCONS?|PHONE CALLS?)\b")
# Telegrams alone on a line: "2003 OLLENBY 00531, 2005 OLLENBY 00589 AND 00131"
CABLES = re.compile(
    r"(?:(?:19|20)?\d\d )?(?P<post>[A-Z][A-Z' ]{2,24}?) \d{2,6}"
    r"(?:(?:[,;/]| AND\b) ?(?:(?:(?:19|20)?\d\d )?[A-Z][A-Z' ]{2,24}? )?(?:\d{2,6})?)*$"
)
# How long a line of an item is that is none of a text that was re-flowed
LONGEST_ITEM = 72


def follows_item(before: str, line: str) -> bool:
    """`2. BERN 13` below `1. BERN 12`: one of the two names a telegram, or they are paragraphs of the text."""
    if not line[0].isdecimal() and line[0] != "¶":
        return False
    one, other = ITEM.match(before.lstrip()), ITEM.match(line)
    if one is None or other is None or int(other["number"]) != int(one["number"]) + 1:
        return False
    return any(item["cable"] and post_by_name(item["post"]) is not None for item in (one, other))


def is_cut_item(before: str, line: str) -> bool:
    """Whether a blank line stands within an item that is no telegram: `E-MAIL WITH`, and `the drafts` below it; or
    `LOSTROM OF MAY 4`, and `E-MAIL TO THE DESK`.
    """
    if len(line) > LONGEST_ITEM:
        return False
    if LAST_OF_ITEM.match(line):
        return line == line.upper() and before == before.upper() and before[-1:] not in ("", ".")
    return line[0].islower() and before[-1:].islower()


def lists_cables(text: str) -> bool:
    """Whether a line is nothing but the numbers of telegrams."""
    match = CABLES.match(text)
    return match is not None and post_by_name(match["post"]) is not None
