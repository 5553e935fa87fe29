"""The first lines of a copy -> what its publisher put above the telegram (format 3.9, 16.6)."""

from __future__ import annotations

import re

from .classification import banner_rest
from .lines import Line

# Nearly all early cables of the 2010 release: "This record is a partial extract of the original cable. The full ..."
PARTIAL = re.compile(r"This record is a partial extract of the original cable\b")
# A newspaper's line above a telegram: "Friday, 26 February 2010, 14:20", "Feb. 21, 2008", "2008-02-21",
# "Viewing cable 08OSLO305, THE NORTH HALL", "Cable dated:2009-03-11T13:47:00", "Reference ID: 08OSLO305"
NEWSPAPER_LINE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2} \w+ \d{4}(?:,? \d\d:\d\d)?$"
    r"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} MONTH,?|MONTH \d{1,2},) \d{4}(?:,? \d\d:\d\d)?$"
    r"|\d{4}-\d\d-\d\d$|(?:Viewing cable|Cable) \d\d[A-Z]{3,20}\d{1,6}\b.{0,120}$"
    r"|Cable dated: ?\S{4,}.{0,20}$|(?:Cable (?:ID|reference(?: id)?)|Reference ID): ?.{0,60}$".replace(
        "MONTH", r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]{2,6})?"
    )
)
# A field of a dump's preamble: "id: 65100", "date: 5/23/2006 13:25", "refid: 06LIMA9017", "header:"
PREAMBLE = re.compile(r"(?:id|date|refid|origin|classification|destination|header|content|tags) ?:")
PREAMBLE_ID = re.compile(r"(?:ref)?id ?: ?\S")
# The end of a preamble's header: "----------------- header ends ----------------"
HEADER_ENDS = re.compile(r"-{3,} ?header ends ?-{3,}$")
# A column of a dump's row that was pasted one column a line: "2009-10-30 19:31:00"
DUMP_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")
# What an archive or a mail program left: "null", "From DB/Inbox: Keltner", "CXCAIRO:", "DISSEMINATION: POL", "TED8265"
EXPORT_LINE = re.compile(
    r"null$|.{0,60}\bDB/Inbox\b|CX[A-Z]{3,12}:|DISSEMINATION: ?[A-Z]|CHARGE: ?[A-Z]{2,}|TED\d{3,5}$"
    r"|CABLE TEXT:$|VIEW CABLE\b",
    re.I,
)
# A row of an office's copies: "ORIGIN DRL-00", "INFO  LOG-00    AID-00", "      PMB-00   SWCI-00  /000R"
OFFICE_ROW = re.compile(
    r"(?:(?:ORIGIN|ACTION|INFO)\s+)?[A-Z]{1,6}-\d\d(?:\s+[A-Z]{1,6}-\d\d)*(?:\s+/\s?\d{2,3}\s?[A-Z]{0,2})?$"
    r"|/\d{2,3}\s?[A-Z]{1,2}$"
)
# Who wrote and who cleared: "DRAFTED BY: EUR/SOV:J.A. KELTNER:MJ", "APPROVED BY EUR:P. OLLENBY", "SOURCE: CABLE"
DRAFTED = re.compile(r"(?:DRAFTED|APPROVED|CLEARED|RELEASED) BY\b|DRAFTED:|APPROVED:|SOURCE: ?[A-Z]")
# The relay's row above the date-time group: "--------------------- 054819", "------------------8CC9F8  212344Z /38"
RELAY_ROW = re.compile(r"-{10,}\s?[0-9A-F]{5,8}(?:\s+\d{6}Z)?(?:\s?/\d{1,3})?$")
# Where the telegram itself starts: "VZCZCXRO3734", "PP RUEHFL", "DE RUEHFR #0305", "P 211404Z FEB 08", "FM AMEMBASSY"
TELEGRAM = re.compile(
    r"V\s?ZCZC[A-Z]{2,3}\s?\d|(?:ZZ|OO|PP|RR) R[A-Z]{3,7}\b|DE R[A-Z]{3,7} #"
    r"|[ZOPRY](?: [ZOPR])? \d{6}Z |\d{6}Z [A-Z]{3} \d\d|FM [A-Z]{3}|E\.?O\.? ?1\d{4}|TAGS\b|SUBJ"
)
WRAPPER_LINES = 60


def count_wrapper_lines(lines: list[Line], text: str) -> tuple[int, bool]:
    """How many of the first lines are a publisher's, and whether they say that this is a partial extract."""
    if "refid" in text:
        after = _after_preamble(lines)
        if after:
            return after, False
    count = 0
    for at, line in enumerate(lines[:WRAPPER_LINES]):
        if PARTIAL.match(line.text):
            return at + 1, True
        if is_publishers(line.text):
            count = at + 1
        elif TELEGRAM.match(line.text) or banner_rest(line.text):
            break
    return count, False


def is_publishers(text: str) -> bool:
    """Whether a line, wherever it stands above the text, is a publisher's or an archive's and not the telegram's."""
    return bool(
        NEWSPAPER_LINE.match(text)
        or OFFICE_ROW.match(text)
        or DRAFTED.match(text)
        or HEADER_ENDS.match(text)
        or EXPORT_LINE.match(text)
        or RELAY_ROW.match(text)
    )


def _after_preamble(lines: list[Line]) -> int | None:
    """The number of the line after the last `header:` of a preamble that names the telegram."""
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].text.rstrip() == "header:" and _names_telegram(lines, at):
            return at + 1
    return None


def _names_telegram(lines: list[Line], at: int) -> bool:
    for line in lines[max(at - 8, 0) : at][::-1]:
        if not PREAMBLE.match(line.text):
            return False
        if PREAMBLE_ID.match(line.text):
            return True
    return False
