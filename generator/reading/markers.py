"""Lines of the relay, between the lines of the telegram -> what they say (format 13)."""

from __future__ import annotations

import re

from msgspec import Struct

from ..entities.gazetteers import post_by_name
from .number_words import WORDS, number_of

# A section or page starts: "PARIS 00000305  002 OF 002", "PARIS 00002069  001.2 OF 002", "Paris 00000305 002 of 002"
PAGE_MARKER = re.compile(
    r"(?P<post>[A-Z][A-Za-z'’. -]*) (?P<number>\d{5,8})\s+(?P<section>\d{3})(?:\."
    r"(?P<page>\d))? {0,3}(?:OF|of) {1,3}(?P<count>\d{3})(?P<rest>\s+OF \d{3})?\.?$"
)
# Older: "PAGE 02 ROME 01196 01 OF 02 082030Z", "PAGE 02 STATE 015113 182333Z"
OLD_PAGE = re.compile(
    r"PAGE (?P<page>\d{2})\s+(?P<post>[A-Z][A-Z .'-]*?)\s+(?P<number>\d{4,6})(?:\s+"
    r"(?P<section>\d{2}) OF (?P<count>\d{2}))?(?:\s+(?P<group>\d{6})Z)?$"
)
# A page of a relay that counts in words, or names itself: "PAGE TWO RUEHNY 0101 C O N F I D E N T I A L", "PAGE TWO"
WIRE_PAGE = re.compile(
    rf"PAGE (?P<page>\d{{1,2}}|{WORDS})(?: (?P<relay>R[A-Z]{{4,7}}) ?#?(?P<number>\d{{3,5}})(?:/\d\d)?"
    r"(?: (?:UNCLAS|[A-Z](?: [A-Z]){5,})[A-Z /]{0,40}| [A-Z]{6,12})?)?$"
)


class Marker(Struct, frozen=True):
    """A page line: `count` is how many sections it says there are."""

    post: str
    number: str
    section: int | None
    page: int | None
    count: int | None


def may_be_page_line(text: str) -> bool:
    """Whether a line can be a page line; of most the end says that it is not."""
    end = text[-12:]
    return "OF" in end or "of 0" in end or text.startswith("PAGE ")


def read_marker(text: str) -> Marker | None:
    """What a page line says, None for any other line."""
    if text[-1:].isdigit() or text.endswith(("Z", ".")):
        match = PAGE_MARKER.match(text)
        if match and (match["post"].isupper() or post_by_name(match["post"])):
            page = int(match["page"]) if match["page"] else None
            return Marker(match["post"], match["number"], int(match["section"]), page, int(match["count"]))
    return _read_old(text) if text.startswith("PAGE ") else None


def _read_old(text: str) -> Marker | None:
    match = OLD_PAGE.match(text)
    if match is None:
        wire = WIRE_PAGE.match(text)
        if wire is None or not (wire["relay"] or wire["page"].isalpha()):
            return None
        return Marker(wire["relay"] or "", wire["number"] or "", None, number_of(wire["page"]), None)
    section, count = (int(match[name]) if match[name] else None for name in ("section", "count"))
    return Marker(match["post"], match["number"], section, int(match["page"]), count)
