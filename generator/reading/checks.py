"""A telegram's fields held against one another -> diagnostics (format 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..entities.gazetteers import post_by_name
from ..model import Block, PageMarker, Paragraph
from .classification import SECTION
from .dates import filing_time
from .draft import Draft
from .envelope_checks import check_envelope
from .header_checks import check_header
from .markers import read_marker
from .message_ids import MessageId, read_message_id
from .number_words import number_of
from .paragraphs import portion_of

RANKS = {"U": 0, "SBU": 1, "LOU": 1, "C": 3, "S": 4, "TS": 5}
LEVEL_RANKS = {
    "UNCLASSIFIED": 1,
    "LIMITED OFFICIAL USE": 1,
    "RESTRICTED": 2,
    "CONFIDENTIAL": 3,
    "SECRET": 4,
    "TOP SECRET": 5,
}
SERIALS = 10_000
EARLIEST_FILING_SECONDS = -120
LATEST_FILING_SECONDS = 86_400
SECOND = 2


def check_consistency(
    draft: Draft, number: MessageId | None, date: datetime | None, blocks: Sequence[Block]
) -> None:
    """Adds a diagnostic for everything in which the telegram contradicts itself or misses what one has."""
    _check_fields(draft, number, date)
    _check_published(draft, number, date)
    _check_station(draft, number, date)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    _check_paragraphs(draft, paragraphs)
    _check_marks(draft, paragraphs)
    page_lines = [block for block in blocks if isinstance(block, PageMarker)]
    _check_page_lines(draft, number, page_lines)
    _check_sections(draft, page_lines)
    check_envelope(draft, number)
    check_header(draft, number, date)


def _check_fields(draft: Draft, number: MessageId | None, date: datetime | None) -> None:
    if draft.classification is None and draft.subject is None and not draft.tags and date is None:
        draft.note("R101", None, "no classification line, TAGS, subject or date: this may be no telegram")
        return
    if number is None:
        draft.note("R103", None, "no message number was found", "name the file after it: 08PARIS305.txt")
    if draft.classification is None:
        draft.note("R122", None, "no classification line was found")
    if draft.subject is None:
        draft.note("R123", None, "no subject was found")
    if number and post_by_name(number.post) is None:
        draft.note("R141", None, f'"{number.post}" is not a known post')


def _check_published(draft: Draft, number: MessageId | None, date: datetime | None) -> None:
    """What a page or a dump says beside the telegram, where the telegram says otherwise."""
    published = draft.transcript.published
    if published is None:
        return
    if published.id and number and read_message_id(published.id) != number:
        draft.note("R161", None, f"published as {published.id}, but the text says {number}")
    if published.date and date and published.date.date() != date.date():
        draft.note(
            "R162", None, f"published with the date {published.date:%Y-%m-%d}, but dated {date:%Y-%m-%d}"
        )
    level = (published.classification or "").split("/")[0].strip().upper()
    if level and draft.classification and level != draft.classification.level:
        message = f"published as {published.classification}, but the text says {draft.classification.level}"
        draft.note("R163", None, message)


def _check_station(draft: Draft, number: MessageId | None, date: datetime | None) -> None:
    """The DE line: its serial is the number modulo 10,000, its filing time follows the date-time group."""
    station = draft.station
    if station is None:
        return
    if station.serial and number and int(station.serial) != number.number % SERIALS:
        message = f"the DE line has the serial {station.serial}, the telegram the number {number.number}"
        draft.note("R142", None, message)
    if station.day_time and date:
        filed = filing_time(station.day_time, date.year) or filing_time(station.day_time, date.year + 1)
        late = (filed - date).total_seconds() if filed else None
        if late is None or not EARLIEST_FILING_SECONDS <= late < LATEST_FILING_SECONDS:
            draft.note("R143", None, f"filed {station.day_time}, but dated {date:%Y-%m-%d %H:%M} UTC")


def _check_paragraphs(draft: Draft, paragraphs: list[Paragraph]) -> None:
    """Numbers that are not there or come twice: facts about the source, nothing is renumbered."""
    last = 0
    opened = False  # the first paragraph has a mark, and no number
    for block in paragraphs:
        if block.number is None:
            opened = opened or bool(block.marking)
            continue
        if block.number > last + 1 and not (opened and not last and block.number == SECOND):
            missing = ", ".join(f"¶{n}" for n in range(last + 1, min(block.number, last + 4)))
            verb = "are" if "," in missing else "is"
            draft.note_in_source("R151", block.spans[0][0], f"{missing} {verb} not in the source")
        elif block.number <= last:
            told = f"comes after ¶{last}" if block.number < last else "is there twice"
            draft.note_in_source("R152", block.spans[0][0], f"¶{block.number} {told}")
        last = block.number


def _check_marks(draft: Draft, paragraphs: list[Paragraph]) -> None:
    """The highest portion mark must not exceed the classification line."""
    if draft.classification is None:
        return
    limit = LEVEL_RANKS[draft.classification.level]
    for block in paragraphs:
        if block.marking and _rank(block.marking) > limit:
            message = f"a paragraph is marked ({block.marking}), the telegram {draft.classification.level}"
            draft.note_in_source("R144", block.spans[0][0], message)
            return


def _rank(marking: str) -> int:
    known = RANKS.get(marking)
    return RANKS.get(portion_of(marking).split("/")[0].split(" ")[0], 0) if known is None else known


def _check_page_lines(draft: Draft, number: MessageId | None, page_lines: list[PageMarker]) -> None:
    if number is None:
        return
    for block in page_lines:
        digits = next((word for word in block.text.split() if word.isdigit() and len(word) >= 5), None)
        if digits and int(digits) != number.number:
            message = f'the page line "{block.text}" has another number than the telegram'
            draft.note_in_source("R145", block.spans[0][0], message)
            return


def _check_sections(draft: Draft, page_lines: list[PageMarker]) -> None:
    """Every page line says of how many sections the telegram is, and is in one of these; so is the text's first."""
    first = SECTION.search(draft.banner_line.text) if draft.banner_line else None
    if (
        draft.banner_line
        and first
        and number_of(first["section"] or first["count"]) > number_of(first["count"])
    ):
        message = f'the classification line says "{first.group()}"'
        draft.note("R185", draft.banner_line.start + first.start(), message)
        return
    counts = {draft.section_count} if draft.section_count else set()
    for block in page_lines:
        marker = read_marker(block.text)
        if marker is None or marker.count is None:
            continue
        counts.add(marker.count)
        if len(counts) > 1 or (marker.section or 0) > marker.count:
            where = block.spans[0][0]
            draft.note_in_source("R185", where, f'the page line "{block.text}" counts other sections')
            return
