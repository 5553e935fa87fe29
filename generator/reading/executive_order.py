"""The E.O. line -> the order, and the day or event of declassification (format 7)."""

from __future__ import annotations

import re

from .dates import DAY, day_of
from .draft import Draft

# The number in the keyword: "12958", or a slip such as "1295" and "12598"
ORDER = re.compile(r"\d{3,5}")
ORDERS = ("10501", "10964", "11652", "12065", "12356", "12958", "13292", "13526")
SLIPS = {
    "1295": "12958",
    "12598": "12958",
    "12928": "12958",
    "12985": "12958",
    "12968": "12958",
    "13256": "13526",
}
# What stands between the number and the value: ": DECL:", "DECL", ": decl.", "GDS"
LABEL = re.compile(r"[\s:;.,]*(?:DECL\w*\b[\s:;.,]*|DECLAS\b[\s:]*)?(?:ON\b\s*)?", re.I)
# No declassification is due: "N/A", "NA", "UNCLAS"
NOT_APPLICABLE = re.compile(r"N ?/? ?A\b|NONE\b|NOT APPLICABLE|UNCLAS", re.I)
TAGS_FOLLOW = re.compile(r"\s*(?:TAGS?\b.*)$", re.S)


def read_executive_order(draft: Draft, keyword: str, value: str) -> None:
    """Reads the E.O. line into the draft: `keyword` is `E.O. 12958:`, `value` what follows."""
    number = ORDER.search(keyword)
    if number:
        draft.executive_order = SLIPS.get(number[0], number[0])
    words = " ".join(value.split())
    words = words[LABEL.match(words).end() :].strip(" .:;")  # type: ignore[union-attr]
    if not words or NOT_APPLICABLE.match(words):
        return
    match = DAY.search(words)
    day = day_of(match) if match else None
    if match and day is None:
        draft.note("R131", None, f'"{match[0]}" is not a day: the line "{words}" is shown as it stands')
    if match and day and (match.start() == 0 or draft.executive_order in ORDERS[5:]):
        draft.declassify_on = day.isoformat()
        draft.declassify_year = day.year
        return
    draft.declassify_on = words
