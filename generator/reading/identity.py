"""What a telegram says of its number and time, and hints -> its id, date and sections (format 5, 13, 17)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ..entities.gazetteers import post_by_name
from ..model import Block, Classification, DateSource, Level, PageMarker, Sections, Signature
from .dates import date_time_of, filing_time
from .draft import Draft
from .envelope_checks import PROTECTION, find_in_envelope
from .keywords import nearly
from .message_ids import MessageId, canonical_post, full_year

DECLASSIFIED_AFTER_YEARS = 10
LAST_YEAR_OF_12958 = 2010
# Posts whose numbers have more digits than that of the station
LONG_SERIES = frozenset({"STATE", "SECTO"})
# What a relay put where a part of the telegram did not arrive: "* Missing Section 002 *"
LOST_SECTION = re.compile(r"\* ?Missing Section (?P<section>\d{1,3}) ?\*", re.I)
LEVEL_OF_LETTER: dict[str, Level] = {
    "U": "UNCLASSIFIED", "E": "UNCLASSIFIED", "R": "RESTRICTED", "C": "CONFIDENTIAL", "S": "SECRET",
    "T": "TOP SECRET",
}  # fmt: skip


def find_date(draft: Draft) -> tuple[datetime | None, DateSource | None]:
    """The time of the telegram and where it was found: its date-time group, else its DE line, else what is
    published beside it."""
    hint = full_year(draft.year) if draft.year is not None else None
    if draft.dtg:
        when = date_time_of(draft.dtg, hint)
        if when:
            return when, "dtg"
        line = draft.dtg_line
        draft.note("R112", line.start if line else None, f'"{draft.dtg.group()}" is not a time')
    if draft.station and draft.station.day_time and hint is not None:
        filed = filing_time(draft.station.day_time, hint)
        if filed:
            return filed, "de_line"
    published = draft.transcript.published
    return (published.date, "published") if published and published.date else (None, None)


def find_id(draft: Draft) -> MessageId | None:
    """The id: what the text says beats the hint, the hint beats an inference; where they differ, a diagnostic."""
    printed = _printed_id(draft)
    if printed is None:
        return draft.id_hint or _inferred_id(draft)
    hint = draft.id_hint
    if hint and hint.year is not None and printed.year is None:
        printed = MessageId(hint.year, printed.post, printed.number)
    if printed.year is None:
        printed = MessageId(_inferred_year(draft), printed.post, printed.number)
    if hint and str(hint) != str(printed) and draft.transcript.id_hint is None:
        position = draft.banner_line.start if draft.banner_line else None
        message = f"the text says {printed}, the name of its source says {hint}"
        draft.note("R111", position, message, "the text was believed; rename the file if it is right")
    return printed


def _printed_id(draft: Draft) -> MessageId | None:
    if draft.printed_number is None:
        return None
    if draft.printed_post is None:  # withheld before publication
        return draft.id_hint or _inferred_id(draft, draft.printed_number)
    post = _sender_meant(draft) or canonical_post(draft.printed_post)
    if not post:
        return None
    return MessageId(draft.year, post, int(draft.printed_number))


def _sender_meant(draft: Draft) -> str | None:
    """The post of the FM line, where that of the number is none but for a letter, and is that one: `QARROW 000305`."""
    printed, line = draft.printed_post or "", draft.banner_line
    if line is None or draft.origin is None or post_by_name(printed):
        return None
    sender = post_by_name(draft.origin)
    if sender is None or canonical_post(printed) not in nearly(sender.mrn_name):
        return None
    start = draft.text.find(printed, line.start)
    if start >= 0:
        draft.repair("R213", start, start + len(printed), sender.mrn_name)
    return sender.mrn_name


def _inferred_id(draft: Draft, number: str | None = None) -> MessageId | None:
    """The number of the post that the FM line names, where the classification line names none.

    Without a number of its own, the telegram has that of the station, which is its last four digits (format 3.3).
    """
    sender = post_by_name(draft.origin) if draft.origin else None
    if sender is None:
        return None
    if number is None and draft.station and sender.mrn_name not in LONG_SERIES:
        number = draft.station.serial
    if number is None or not int(number):
        return None
    draft.note(
        "R115", None, f"the text says no number of its own: {sender.mrn_name} {int(number)} is inferred"
    )
    return MessageId(draft.year, sender.mrn_name, int(number))


def infer_level(draft: Draft) -> Classification | None:
    """The level that the security line of the envelope says, for a telegram without classification line."""
    found = None if draft.classification else find_in_envelope(draft, PROTECTION)
    if found is None:
        return draft.classification
    protection, before = found
    level = LEVEL_OF_LETTER[protection["letter"]]
    place = before + protection.start("letter")
    draft.note("R116", place, f"no classification line: {level} is inferred from the security line")
    return Classification(level)


def _inferred_year(draft: Draft) -> int | None:
    """From the year of declassification, ten years on; only an inference, and said to be one."""
    if draft.declassify_year is None or draft.executive_order != "12958":
        return None
    year = draft.declassify_year - DECLASSIFIED_AFTER_YEARS
    if not 1995 <= year <= LAST_YEAR_OF_12958:
        return None
    draft.note("R113", None, f"no date: the year {year} is inferred from the year of declassification")
    return year % 100


def find_post(draft: Draft, number: MessageId | None) -> str | None:
    """The key of the post whose number the telegram bears, else of the one it is from."""
    names = [number.post] if number else []
    names += [draft.origin] if draft.origin else []
    for name in names:
        fact = post_by_name(name)
        if fact:
            return fact.key
    return None


def find_sections(draft: Draft, blocks: Sequence[Block]) -> Sections | None:
    """Of how many sections the text consists: all page lines are asked, the first section is there with the text.

    A text that is signed is whole, whatever page lines a copy has lost, but for sections that it says are missing;
    not an electronic one, which has the section on every page.
    """
    marked = {block.section for block in blocks if isinstance(block, PageMarker) and block.section}
    count = max([draft.section_count or 0, *marked], default=0)
    if count < 1 or (draft.section_count is None and not marked):
        return None
    is_signed = not draft.transcript.electronic and any(isinstance(block, Signature) for block in blocks)
    is_whole = not marked or is_signed
    present = set(range(1, count + 1)) if is_whole else {1, *marked}
    lost = {int(match["section"]) for match in LOST_SECTION.finditer(draft.text)}
    present -= {section for section in lost if section <= count}
    missing = set(range(1, count + 1)) - present
    return Sections(count, tuple(sorted(present)), tuple(sorted(missing)))
