"""The lines of an electronic telegram -> those of the telegram, without what stands above and below its pages
(format 15).
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ..model import Classification, Level, PageMarker
from .classification import banner_rest, section_of
from .draft import Draft
from .lines import Line
from .markers import Marker, read_marker
from .wrappers import OFFICE_ROW

# The classification above and below each page, alone on its line and not letter-spaced
LEVEL_ALONE: dict[str, Level] = {
    "TOP SECRET": "TOP SECRET",
    "SECRET": "SECRET",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "RESTRICTED": "RESTRICTED",
    "LIMITED OFFICIAL USE": "LIMITED OFFICIAL USE",
    "LIMITED OFF USE": "LIMITED OFFICIAL USE",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "UNCLAS": "UNCLASSIFIED",
}
# The stamp of a review, whole or one part a line: "Declassified/Released US Department of State EO Systematic Review"
STAMP = re.compile(
    r"(?:.{0,40}\b)?Declassified/Released\b.*|US Department of State(?: EO Systematic Review.*)?$"
    r"|(?:EO )?Systematic Review\b.*|Review \d{1,2} [A-Z][A-Za-z]{2} \d{4}$"
)
# The reviewer's name above a stamp: "Anselm P. Varkonde"
REVIEWER = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'-]+){1,2}$")
# The day of a review, where the stamp has one part a line: "22 May 2009"
STAMP_DAY = re.compile(r"\d{1,2} [A-Z][A-Za-z]{2,8} \d{4}$")
# The end of a section above the head of the next: "NNN"
SECTION_ENDS = re.compile(r"N{3,4}$")
# The line of two digits below the first page line: "46", "62-64"
COUNT = re.compile(r"\d{2}(?:[-/ ]\d{2})?$")
# The time or sender with which the telegram itself starts: "R 121845Z JUL 74", "FM AMEMBASSY MOSCOW"
OPENING = re.compile(r"[ZOPRY](?: [ZOPRY])? \d{6}Z\b|\d{6}Z [A-Z]{3}|FM [A-Z]{3}")
# "DRAFTED BY: EUR/SOV:J.A. KELTNER:MJ", "DRAFTED BY EUR:AVARKONDE"
DRAFTED_BY = re.compile(r"DRAFTED BY\s*:?\s*(?P<who>.*)")
# A name with initials or given name apart from the surname: "J.A. KELTNER", "PIERS OLLENBY", "J. P. KELTNER"
NAME = re.compile(
    r"(?:MR\.? |MRS\.? |AMB\.? )?(?P<name>(?:[A-Z]\.? ?){1,3}(?<=[. ])[A-Z][A-Z'-]{2,}|[A-Z]{3,} [A-Z'-]{3,})$"
)
PREFACE_LINES = 80
SECTION_HEAD_LINES = 40
SHORT_LINE = 45


class Pages(Struct, frozen=True):
    """`lines` of the telegram; the `preface` above it, `markers` in its header, and a publisher's `stamps`."""

    lines: list[Line]
    preface: tuple[Line, ...] = ()
    markers: tuple[PageMarker, ...] = ()
    stamps: tuple[Line, ...] = ()


def take_page_heads(draft: Draft, lines: list[Line]) -> Pages:
    """Claims what stands around the pages, and the rows of offices; the page lines within the text stay in it."""
    opening = _find_opening(lines)
    preface = lines[:opening]
    kept: list[Line] = []
    markers: list[PageMarker] = []
    stamps: list[Line] = []
    level: Level | None = None
    in_header, broken = True, False
    for at, line in enumerate(lines):
        marker = read_marker(line.text) if line.text.startswith("PAGE ") else None
        head_end = _end_of_section_head(lines, at, marker) if marker and not in_header else 0
        opening = max(opening, head_end)
        if marker and in_header:
            markers.append(_page_marker(draft, line, marker))
        elif line.text in LEVEL_ALONE:
            level = level or LEVEL_ALONE[line.text]
            draft.claim("classification", line.start, line.end)
        elif _is_stamp(lines, at):
            stamps.append(line)
        elif (at < opening and marker is None) or (
            COUNT.match(line.text) and read_marker(lines[at - 1].text)
        ):
            draft.claim("header", line.start, line.end)
        else:
            in_header = in_header and not banner_rest(line.text)
            kept.append(_closed_up(kept, line) if broken else line)
            broken = marker is not None
            continue
        broken = True
    if level and draft.classification is None:
        draft.classification = Classification(level)
    draft.drafters = _drafters(preface)
    return Pages(kept, tuple(preface), tuple(markers), tuple(stamps))


def _find_opening(lines: list[Line]) -> int:
    """The number of the telegram's first line; without one, of the line after the last row of offices."""
    last = 0
    for at, line in enumerate(lines[:PREFACE_LINES]):
        if OPENING.match(line.text) or banner_rest(line.text):
            return at
        if OFFICE_ROW.match(line.text) or DRAFTED_BY.match(line.text):
            last = at + 1
    return last


def _end_of_section_head(lines: list[Line], at: int, marker: Marker) -> int:
    """The number of the classification line of a further section, whose first page line this is; 0: there is none.

    Copies that were joined have the rows of offices and the message header again above each section.
    """
    if marker.page != 1 or not marker.section or marker.section == 1:
        return 0
    for number in range(at + 1, min(at + SECTION_HEAD_LINES, len(lines))):
        if (section_of(lines[number].text) or 0) > 1:
            return number
    return 0


def _section_follows(lines: list[Line], at: int) -> bool:
    """Whether the first page of a section stands right below a line."""
    markers = (read_marker(line.text) for line in lines[at + 1 : at + 3] if line.text.startswith("PAGE "))
    return any(marker and marker.page == 1 for marker in markers)


def _page_marker(draft: Draft, line: Line, marker: Marker) -> PageMarker:
    draft.claim("", line.start, line.end)
    spans = (draft.map.span(line.start, line.end),)
    return PageMarker(spans, " ".join(line.text.split()), marker.section, marker.page)


def _is_stamp(lines: list[Line], at: int) -> bool:
    """Whether a line is of a publisher's stamp, or ends a section above the next."""
    text = lines[at].text
    if STAMP.match(text) or (SECTION_ENDS.match(text) and _section_follows(lines, at)):
        return True
    if STAMP_DAY.match(text):
        return at > 0 and STAMP.match(lines[at - 1].text) is not None
    return bool(REVIEWER.match(text)) and at + 1 < len(lines) and STAMP.match(lines[at + 1].text) is not None


def _closed_up(kept: list[Line], line: Line) -> Line:
    """The first line of a page: it goes on with the last one of the page before, unless a paragraph ended there."""
    before = kept[-1].text if kept else ""
    ended = len(before) < SHORT_LINE and before[-1:] in (".", '"', ")", ":")
    return replace(line, blank_before=1 if ended else 0)


def _drafters(preface: list[Line]) -> tuple[str, ...]:
    """The drafter, where his surname stands apart from his initials: `EUR/SOV:J.A. KELTNER:MJ`."""
    for line in preface:
        match = DRAFTED_BY.match(line.text)
        if match:
            names = (NAME.match(part.strip()) for part in match["who"].split(":"))
            return tuple(name["name"] for name in names if name)[:1]
    return ()
