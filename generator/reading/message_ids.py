"""`08 PARIS 000305` in all its spellings -> `08PARIS305`.

The canonical id of a telegram is the two-digit year, the post without blanks or punctuation, and the number without
leading zeros (format 5.2). Years 66 to 99 are of the 1900s.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from ..entities.gazetteers import near_post, post_by_name

FIRST_YEAR = 66
LONGEST_ID = 100
# What an id begins with whose year is not to be had
NO_YEAR = "??"

# A whole id, however it is spelt: "07-PORT-AU-PRINCE-0012", "2007ANKARA00012", "08PARIS305", "85MOSCOW1234"
WHOLE_ID = re.compile(
    r"(?P<year>(?:19|20)\d\d|\d\d)[\s-]*(?P<post>[A-Z][A-Z'’.\s/-]*?)[\s-]*0*(?P<number>\d{1,8})",
    re.ASCII | re.I,
)
# What a garbled classification line puts before a post: "SECTION01OF02", "EFTO", "NOFORN", "AMEMBASSY"
BEFORE_POST = re.compile(
    r"^(?:SECTION\d*OF\d*|EFTO|NOFORN|SIPDIS|SENSITIVE|FOROFFICIALUSEONLY|FOUO|EXDIS|NODIS|LIMDIS|STADIS"
    r"|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET(?=[A-Z])|CORRECTEDCOPY|AM(?:ERICAN)?EMBASSY|AMCONSUL|EMBASSY|FM)+(?=[A-Z]{3})"
)
# What may follow a number: "ZFR", "ZDK", "SUSPECTEDDUPLICATE", "TOSEC140323"
AFTER_NUMBER = re.compile(r"(?<=[\d\s])(?:ZFR|ZDK|SUSPECTED\s*DUPLICATE|TOSEC)[\w\s]*$", re.I)
NO_LETTER = re.compile(r"[^A-Z]+")


class MessageId(Struct, frozen=True):
    """The parts of a message reference number: `year` two digits or None, `post` as in canonical ids."""

    year: int | None
    post: str
    number: int

    def __str__(self) -> str:
        year = NO_YEAR if self.year is None else f"{self.year:02d}"
        return f"{year}{self.post}{self.number}"


def read_message_id(text: str) -> MessageId | None:
    """The id that `text` spells as a whole, `None` when it is no message number."""
    return _read_short(text) if len(text) <= LONGEST_ID else None


@lru_cache(maxsize=20_000)
def _read_short(text: str) -> MessageId | None:
    cleaned = AFTER_NUMBER.sub("", text.strip())
    cleaned = re.sub(r"SECTION\s*\d+\s*OF\s*\d+\s*", "", cleaned, flags=re.I)
    match = WHOLE_ID.fullmatch(cleaned)
    if match is None:
        return None
    post = canonical_post(match["post"])
    if not post:
        return None
    return MessageId(int(match["year"]) % 100, post, int(match["number"]))


@lru_cache(maxsize=20_000)
def canonical_post(name: str) -> str:
    """The post of an id for a name as printed: `Rio de Janeiro` -> `RIODEJANEIRO`, `SECSTATE` -> `STATE`.

    A name with a slip is that of the one post that it can be: `REYKJAVI` -> `REYKJAVIK`.
    """
    squeezed = NO_LETTER.sub("", name.upper())
    fact = post_by_name(squeezed)
    if fact is None:
        stripped = BEFORE_POST.sub("", squeezed)
        fact = post_by_name(stripped) if stripped != squeezed else None
        fact = fact or near_post(stripped) or near_post(squeezed)
    return fact.mrn_name if fact else squeezed


def year_of(canonical: str) -> int | None:
    """The two-digit year of a canonical id, None where it has none."""
    return int(canonical[:2]) if canonical[:2].isdecimal() else None


def full_year(two_digits: int) -> int:
    """1966 to 2065 for 66 to 65 (format 17)."""
    return two_digits + (1900 if two_digits >= FIRST_YEAR else 2000)
