"""Times in a telegram's own notation -> datetime in UTC, or date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from .message_ids import full_year

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# A date-time group: "211404Z FEB 08", "141620Z MAR 1985", "231105Z JULY 79", "211404ZFEB08", "211404 FEB 08"
DATE_TIME_GROUP = re.compile(
    r"(?:\b|(?<=[ZOPR]))(?P<day>\d\d) ?(?P<hour>\d\d)(?P<minute>\d\d)(?:Z\s*| (?=[A-Z]{3} ?\d\d))"
    r"(?P<month>[A-Z]{3})[A-Z]{0,6}\.?\s*(?P<year>\d{4}|\d\d)?\b",
    re.I,
)
# One of which a letter or figure was lost, or more: "21404Z FEB 08", "211404Z FE 08", "2I1404Z FEB 08"
CUT_TIME_GROUP = re.compile(r"[\dOI]{2} ?[\dOI]{3,4}Z? ?[A-Z]{2,9}\.? (?P<year>\d\d)\b")
# Filing time on the DE line: "0521404", older "052/1404Z" and "052 1404"
DAY_TIME = re.compile(r"(?P<day>\d{3})[ /]?(?P<hour>\d\d)(?P<minute>\d\d)Z?")
# A day in a header line: "02/14/2018", "2018/02/14", "6/3/08", "2-14-2018", "02/ 14/2018", "02//14/2018"
DAY = re.compile(
    r"\b(?:(?P<y1>\d{4})[/.-] ?(?P<m1>\d\d?)[/.-] ?(?P<d1>\d\d?)|(?P<m2>\d\d?) ?[/.-]{1,2} ?"
    r"(?P<d2>\d\d?) ?[/.-]{1,2} ?(?P<y2>\d{4}|\d\d))\b"
)

# A day that looks like the number of a paragraph, at the start of a line: "12. February", "3. MARCH"; but not "1. May"
POINTED_DAY = (
    r"(?:[2-9]|[12]\d|3[01])\. {1,2}(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b"
)
# A day in words: "14 FEB 2018", "14FEB18", "FEBRUARY 14, 2018"; or in digits alone: "20180214", "02142018", "021418"
SPELT_DAY = re.compile(
    r"(?:(?P<d1>\d\d?)(?:ST|ND|RD|TH|\.)? ?(?P<m1>[A-Z]{3})[A-Z]{0,6}\.?,? ?(?P<y1>\d{4}|\d\d)"
    r"|(?P<m2>[A-Z]{3})[A-Z]{0,6}\.? (?P<d2>\d\d?)(?:ST|ND|RD|TH)?,? (?P<y2>\d{4}|\d\d)"
    r"|(?P<y3>20\d\d)(?P<m3>\d\d)(?P<d3>\d\d)|(?P<m4>\d\d)(?P<d4>\d\d)(?P<y4>(?:19|20)?\d\d))$",
    re.I,
)


def date_time_of(group: re.Match[str], year_hint: int | None) -> datetime | None:
    """The time that a match of DATE_TIME_GROUP says; the year from the hint when it has none; None for no real time."""
    month = group["month"].upper()
    year = _year(group["year"]) if group["year"] else year_hint
    if month not in MONTHS or year is None:
        return None
    return _time(year, MONTHS.index(month) + 1, int(group["day"]), int(group["hour"]), int(group["minute"]))


def filing_time(day_time: str, year: int) -> datetime | None:
    """`0521404` in a year: the 52nd day at 14:04 UTC; None when there is no such day."""
    match = DAY_TIME.fullmatch(day_time)
    if match is None or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    day = int(match["day"])
    if not 1 <= day <= (366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365):
        return None
    start = datetime(year, 1, 1, int(match["hour"]), int(match["minute"]), tzinfo=UTC)
    return start + timedelta(days=day - 1)


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of DAY says, None when there is no such day (`02/30/2018`)."""
    form = "1" if match["y1"] else "2"
    try:
        return date(_year(match["y" + form]), int(match["m" + form]), int(match["d" + form]))
    except ValueError:
        return None


def spelt_day(text: str) -> date | None:
    """The day that a text is, which names its month or has no signs between; None for any other text."""
    match = SPELT_DAY.match(text)
    if match is None:
        return None
    form = next(form for form in "1234" if match["y" + form])
    month = match["m" + form].upper()
    try:
        number = int(month) if month.isdecimal() else MONTHS.index(month) + 1
        return date(_year(match["y" + form]), number, int(match["d" + form]))
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else full_year(int(digits))


def _time(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
