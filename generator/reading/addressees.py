"""Address lines of a telegram -> Addressee (ACP 127 format lines 7 to 9; 5 FAH-2 H-230)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..model import Addressee
from .misspelt import KnownWords

# The end of an address line: "PRIORITY 2040", "NIACT IMMEDIATE", "1445", "PRIOITY" as it is also spelt
TAIL = re.compile(
    r"(?:^|\s+)(?:(?P<precedence>(?:NIACT\s+)?IMMEDIATE|PRIO?R?I?T?Y|PRIOITY|ROUTINE|FLASH)\s*)?"
    r"(?P<mcn>\d{3,5})?[\s.]*$",
    re.I,
)
# One of a figure or two, where no name ends so: "SECSTATE WASHDC PRIORITY 12", "AMEMBASSY BERN 7"
SHORT_NUMBER = re.compile(
    r"(?:(?:AM(?:EMBASSY|CONSUL)|USMISSION|SECSTATE)\b.*|.* (?:IMMEDIATE|PRIORITY|ROUTINE|FLASH)) (?P<mcn>\d\d?)\.?$"
)
# A number that stands before the precedence: "SECSTATE WASHDC 2040 PRIORITY", or between two
NUMBER_BEFORE = re.compile(r"(?:\s+(?:NIACT )?(?:IMMEDIATE|PRIORITY|ROUTINE))?\s+(?P<mcn>\d{4})$")
# A routing indicator before an address: "RUEHC/SECSTATE", "ZEN/AMEMBASSY"
ROUTE = re.compile(r"^(?P<route>[A-Z]{3,8})\s*/\s*(?=\S)")
# A page line that interrupts the addresses, or stands in one: "PAGE 02        STATE   023763  071504Z"
PAGE_IN_ADDRESS = re.compile(r"^PAGE \d{2}\s+[A-Z .'-]+\d{4,6}(?:\s+\d\d OF \d\d)?\s+\d{6}Z\s*", re.I)
# Exempted from a collective: "XMT AMCONSUL ADANA", "XMT/AMEMBASSY SOFIA"
EXEMPTED = re.compile(r"^XMT[ /]+", re.I)
# Also when they are misspelt: "IMMEDITE", "PRORITY"; "ROUTING" is none of them
MISSPELT = KnownWords(("IMMEDIATE", "PRIORITY", "ROUTINE"), 0.86)
SHORTEST_MISSPELT = 5
# A month that a relay put behind a post whose name it took for two words, and the post of the line that was lost:
# "AMEMBASSY LA PAZ JAN 0021", "AMEMBASSY LA PAZ DEC LIMA 0022"
MONTH_IN_NAME = re.compile(
    r"(?P<first>(?:[A-Z]{3,8}/)?(?P<kind>AMEMBASSY|AMCONSUL) [A-Z]+(?: [A-Z]+)+) "
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?: (?P<second>[A-Z]+(?: [A-Z]+)?))??"
    r"(?P<tail>(?: (?:IMMEDIATE|PRIORITY|ROUTINE|FLASH))?(?: \d{3,5})?)$"
)
# An addressee, and a misspelt precedence of its line with what it was read as
Read = tuple[Addressee, tuple[str, str] | None]
LONGEST_KNOWN = 100
PRECEDENCES = ("FLASH", "NIACT IMMEDIATE", "IMMEDIATE", "PRIORITY", "ROUTINE")


class Slip(NamedTuple):
    """The line of an address, the word in it that is a misspelt precedence, and what that was read as."""

    line: str
    word: str
    read_as: str


def read_addressees(lines: list[str], slips: list[Slip] | None = None) -> tuple[Addressee, ...]:
    """The addressees of a TO or INFO part, whose lines come without that word; XMT names go to the one before them.

    Precedences that are misspelt are added to `slips`.
    """
    found: list[Addressee] = []
    exempted: list[str] = []
    exempting = exempted_by_route = False
    for line in lines:
        text = " ".join(line.split())
        if text[:1] in "Pp":
            text = PAGE_IN_ADDRESS.sub("", text)
        mark = EXEMPTED.match(text) if text[:1] in "Xx" else None
        if mark:
            exempting, text = True, text[mark.end() :]
        if not text:
            continue
        if month := MONTH_IN_NAME.match(text):
            text = _without_month(month, found)
            if slips is not None:
                slips.append(Slip(line, f"{month['month']} ", ""))
        addressee, slip = _read_addressee(text)
        if slip and slips is not None:
            slips.append(Slip(line, *slip))
        if exempted and not mark and _is_sent_to(addressee, exempted_by_route):
            _exempt(found, exempted)
            exempting, exempted = False, []
        if not exempting:
            found.append(addressee)
            continue
        if not exempted:
            exempted_by_route = addressee.route is not None
        exempted.append(addressee.name)
    _exempt(found, exempted)
    return tuple(found)


def _is_sent_to(addressee: Addressee, exempted_by_route: bool) -> bool:
    """Whether an address below those exempted is none: who gets no copy has no urgency, number or own way to him."""
    return (
        addressee.precedence is not None
        or addressee.mcn is not None
        or (addressee.route is not None and not exempted_by_route)
    )


def _exempt(found: list[Addressee], exempted: list[str]) -> None:
    """Gives the collective, which is the last addressee, those who are exempted from it."""
    if exempted and found:
        last = found[-1]
        found[-1] = Addressee(last.route, last.name, last.precedence, last.mcn, (*last.excluded, *exempted))


def _without_month(match: re.Match[str], found: list[Addressee]) -> str:
    """The address without the month; with another post behind it that one's, and the first has no number."""
    if not match["second"]:
        return match["first"] + match["tail"]
    found.append(_read_addressee(match["first"])[0])
    return f"{match['kind']} {match['second']}{match['tail']}"


def _read_addressee(text: str) -> Read:
    return _known_addressee(text) if len(text) <= LONGEST_KNOWN else _parse_addressee(text)


@lru_cache(maxsize=20_000)  # an archive's telegrams go to the same few thousand
def _known_addressee(text: str) -> Read:
    return _parse_addressee(text)


def _parse_addressee(text: str) -> Read:
    route = None
    slip: tuple[str, str] | None = None
    mark = ROUTE.match(text)
    if mark:
        route, text = mark["route"], text[mark.end() :]
    short = SHORT_NUMBER.match(text)
    text = text[: short.start("mcn")].rstrip() if short else text
    tail = TAIL.search(text)
    precedence = mcn = None
    if tail and tail.start() > 0:
        precedence, mcn = _precedence_word(tail["precedence"]), tail["mcn"]
        text = text[: tail.start()]
        number = NUMBER_BEFORE.search(text) if precedence and not mcn else None
        if number:
            mcn, text = number["mcn"], text[: number.start()]
    if precedence is None:
        before = text
        text, precedence = _without_misspelt(text.strip())
        slip = (before.split()[-1], precedence.split()[-1]) if precedence else None
    elif tail and " ".join(tail["precedence"].upper().split()) not in PRECEDENCES:
        slip = (tail["precedence"].strip(), precedence)
    return Addressee(route, text.strip(" ,;"), precedence, mcn or (short["mcn"] if short else None)), slip


def _precedence_word(printed: str | None) -> str | None:
    if printed is None:
        return None
    word = " ".join(printed.upper().split())
    return word if word in PRECEDENCES else "PRIORITY"


def _without_misspelt(name: str) -> tuple[str, str | None]:
    """A name without a misspelt precedence at its end, `SECSTATE WASHDC IMMEDITE`; and that precedence."""
    before, _, last = name.rpartition(" ")
    if not before or not last.isalpha() or len(last) < SHORTEST_MISSPELT:
        return name, None
    meant = "IMMEDIATE" if last.upper() == "IMMED" else MISSPELT.closest(last.upper())
    if meant is None:
        return name, None
    if before.upper().endswith(" NIACT"):
        return before[: -len(" NIACT")], f"NIACT {meant}"
    return before, meant
