"""The lines that a publisher put above a telegram -> what they say of it (format 16.6, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ..model import Published
from .archive_pages import published_time
from .dates import MONTHS
from .lines import Line
from .message_ids import read_message_id

# A field of a dump's preamble: "refid: 06LIMA9017", "date: 5/23/2006 13:25", "destination: 05STATE1|06QUITO2"
FIELD = re.compile(r"(?P<name>refid|date|origin|classification|destination) ?: ?(?P<value>\S.*)")
# The time of a telegram in a newspaper's copy: "Friday, 26 February 2010, 14:20"
TIMED = re.compile(
    r"(?:[A-Z][a-z]{2,5}day,? )?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2})[a-z]* (?P<year>\d{4}),? "
    r"(?P<hour>\d\d):(?P<minute>\d\d)$"
)
# The same from a program: "Cable dated:2009-03-11T13:47:00"
DATED = re.compile(r"Cable dated: ?(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d)")
# The number: "Viewing cable 08OSLO305, THE NORTH HALL", "Reference ID: 08OSLO305"
NUMBERED = re.compile(
    r"(?:(?:Viewing cable|Cable) |(?:Cable (?:ID|reference(?: id)?)|Reference ID): ?)(?P<id>\d\d[A-Z]{3,20}\d{1,6})\b"
)
# The columns of a dump's row, one a line: "2006-01-31 17:45:00" or "2006-01-31", "06OSLO9536", "Embassy Oslo",
# "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "06BERN9035,05OSLO9012"
DAY_COLUMN = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$")
ID_COLUMN = re.compile(r"\d\d[A-Z][A-Z'-]{2,30}\d{1,6}$")
ORIGIN_COLUMN = re.compile(r"[A-Z][A-Za-z.' ]{2,60}$")
LEVEL_COLUMN = re.compile(r"(?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|LIMITED|UNCLASSIFIED)\b[A-Z /]*$")
REFERENCES_COLUMN = re.compile(r"\d\d[A-Z][A-Z'-]{2,30}\d{1,6}(?:[|,;] ?\d\d[A-Z][A-Z'-]{2,30}\d{1,6})*$")
COLUMNS = (
    ("refid", ID_COLUMN), ("origin", ORIGIN_COLUMN), ("classification", LEVEL_COLUMN),
    ("destination", REFERENCES_COLUMN),
)  # fmt: skip
# The time of a row, left above the telegram: "3/9/2005 6:49"
ROW_TIME = re.compile(r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d$")
GAP = re.compile(r"[|,;\s]+")


def published_above(lines: Iterable[Line], known: Published | None) -> Published | None:
    """What the page or dump says, with what only these lines say; None where neither says anything."""
    lines = tuple(lines)
    values: dict[str, str] = {}
    date = None
    for at, line in enumerate(lines):
        if field := FIELD.match(line.text):
            values.setdefault(field["name"], " ".join(field["value"].split()))
        elif number := NUMBERED.match(line.text):
            values.setdefault("refid", number["id"])
        elif DAY_COLUMN.match(line.text) and (
            columns := _columns_below(lines[at + 1 : at + 1 + len(COLUMNS)])
        ):
            date = date or published_time(line.text)
            values = {**columns, **values}
        else:
            date = date or _time_in(line.text)
    date = date or published_time(values.get("date", ""))
    number_said = values.get("refid", "")
    found = Published(
        id=number_said if read_message_id(number_said) else None,
        date=date,
        classification=values.get("classification"),
        origin=values.get("origin"),
        references=tuple(word for word in GAP.split(values.get("destination", "")) if word),
    )
    if known is None:
        return found if found != Published() else None
    return Published(
        known.id or found.id,
        known.date or found.date,
        known.classification or found.classification,
        known.origin or found.origin,
        known.tags,
        known.references or found.references,
        known.released,
        known.url,
    )


def _columns_below(lines: Sequence[Line]) -> dict[str, str]:
    """The columns of a dump's row that stand one a line below its time; none where the first is no number."""
    found: dict[str, str] = {}
    for (name, pattern), line in zip(COLUMNS, lines, strict=False):
        if not pattern.match(line.text):
            break
        found[name] = line.text
    return found


def _time_in(text: str) -> datetime | None:
    if ROW_TIME.match(text):
        return published_time(text)
    if dated := DATED.match(text):
        return published_time(f"{dated['day']} {dated['time']}")
    timed = TIMED.match(text)
    month = timed["month"].upper() if timed else ""
    if timed is None or month not in MONTHS:
        return None
    try:
        return datetime(
            int(timed["year"]), MONTHS.index(month) + 1, int(timed["day"]), int(timed["hour"]),
            int(timed["minute"]), tzinfo=UTC,
        )  # fmt: skip
    except ValueError:
        return None
