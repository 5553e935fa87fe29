"""A transcript that holds several telegrams, or one twice -> a transcript for each telegram (format 16.6, 16.8)."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct
from msgspec.structs import replace

from .classification import SECTION, banner_number
from .closing import CABLE_ENDS
from .envelope import opens_envelope
from .lines import Line, find_lines, plain_blanks
from .number_words import number_of
from .paragraphs import OPENING
from .quoted import depth_after
from .transcript import SourceMap, Transcript, outside
from .wrappers import PREAMBLE, is_publishers

# What a classification line starts with, where a further one may stand: "UNCLAS", "S E C R E T", "CONFIDENTIAL PARIS"
LEVEL_START = re.compile(
    r"\n(?:UNCLAS|C O N F|S E C R|CONFIDENTIAL [A-Z]|SECRET [A-Z]|LIMITED OFF|T O P |U N C L)"
)
# The first lines of a part that repeats nothing: the remains of the relay
REMAINS = re.compile(r"N{3,4}$|#+\d*$|BT$")
PREAMBLE_ENDS = "header:"
MOST_ENVELOPE_LINES = 90
MOST_TELEGRAMS = 2000
# A copy with less than this share of the longest copy's length is a cut-off one
FULL_COPY = 0.8


class Part(Struct, frozen=True):
    """A stretch of the text that starts like a telegram: whose number it bears, and where it stands."""

    number: str
    start: int
    end: int


def split_telegrams(transcript: Transcript) -> tuple[Transcript, ...]:
    """The telegrams of a transcript: another number starts another one; of several copies the last full one counts.

    The other copies are what a publisher put around it. What is quoted within a telegram is not split off.
    """
    if not _may_hold_two(transcript.text):
        return (transcript,)
    text = plain_blanks(transcript.text)
    parts = _find_parts(text, find_lines(text))
    source = SourceMap(transcript)
    if len(parts) < 2 or any(_is_inside_edit(source, part.start) for part in parts[1:]):
        return (transcript,)
    telegrams = [_chosen(copies) for copies in _grouped(parts)]
    return tuple(
        _cut(source, transcript, chosen, others, number) for number, (chosen, others) in enumerate(telegrams)
    )


def _may_hold_two(text: str) -> bool:
    """Whether two lines may be classification lines; most telegrams are let go here."""
    first = LEVEL_START.search(text)
    return first is not None and (text[:1] in "UCSLT" or LEVEL_START.search(text, first.end()) is not None)


def _find_parts(text: str, lines: list[Line]) -> list[Part]:
    """The parts of a text, each from its envelope or classification line to the next one's; all text is in one."""
    starts: list[tuple[str, int]] = []
    has_subject = has_body = False
    last = depth = 0
    for at, line in enumerate(lines):
        number = banner_number(line.text)
        if number and not starts:
            starts.append((number, 0))
            last = at
        elif number and not depth and len(starts) < MOST_TELEGRAMS and not _is_section(line, number, starts):
            if has_body or (has_subject and number != starts[-1][0]):
                starts.append((number, lines[_first_line(lines, at, last)].start))
                has_subject = has_body = False
            last = at
        elif starts:
            has_body = has_body or OPENING.match(line.text) is not None
            depth = depth_after(line.text, depth) if has_body else 0
            has_subject = has_subject or line.text.startswith("SUBJ")
    ends = [*(start for _, start in starts[1:]), len(text)]
    return [Part(number, start, end) for (number, start), end in zip(starts, ends, strict=False)]


def _is_section(line: Line, number: str, starts: list[tuple[str, int]]) -> bool:
    """Whether this is the head of a further section of the telegram that is open."""
    section = SECTION.search(line.text)
    return (
        section is not None
        and number_of(section["section"] or section["count"]) > 1
        and number == starts[-1][0]
    )


def _first_line(lines: list[Line], banner: int, after: int) -> int:
    """The number of the first line of the envelope, and of a publisher's lines, above a classification line."""
    first = banner
    for at in range(banner - 1, max(after, banner - MOST_ENVELOPE_LINES), -1):
        text = lines[at].text
        if text == "BT" and at == banner - 1:  # the wire's break between envelope and text
            continue
        if REMAINS.match(text) or CABLE_ENDS.match(text) or OPENING.match(text):
            break
        if opens_envelope(lines[at]) or is_publishers(text) or _is_of_preamble(lines, at):
            first = at
    return first


def _is_of_preamble(lines: list[Line], at: int) -> bool:
    """Whether a line is of the fields that a dump put above a telegram: `id: 65100` ... `header:`."""
    while at < len(lines) and PREAMBLE.match(lines[at].text):
        if lines[at].text == PREAMBLE_ENDS:
            return True
        at += 1
    return False


def _grouped(parts: list[Part]) -> list[list[Part]]:
    """The copies of each telegram, in the order of their first."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.number, []).append(part)
    return list(groups.values())


def _chosen(copies: list[Part]) -> tuple[Part, list[Part]]:
    """The last full copy, and the others."""
    longest = max(copy.end - copy.start for copy in copies)
    chosen = [copy for copy in copies if copy.end - copy.start >= FULL_COPY * longest][-1]
    return chosen, [copy for copy in copies if copy is not chosen]


def _cut(
    source: SourceMap, transcript: Transcript, part: Part, others: list[Part], number: int
) -> Transcript:
    """The part of a transcript as one; the first keeps what is published beside the whole."""
    spans = [span for copy in others for span in source.pieces(copy.start, copy.end)]
    copies = tuple(piece for span in spans for piece in outside(span, transcript.around))
    first = source.span(part.start, part.start + 1)[0]
    edits = tuple(
        replace(edit, start=edit.start - part.start, end=edit.end - part.start)
        for edit in source.edits[
            bisect_left(source.starts, part.start) : bisect_left(source.starts, part.end)
        ]
    )
    cut = replace(transcript, text=transcript.text[part.start : part.end], offset=first, edits=edits)
    if number:
        return replace(cut, around=copies, published=None, id_hint=None, problems=(), further=True)
    return replace(cut, around=tuple(sorted((*transcript.around, *copies))))


def _is_inside_edit(source: SourceMap, position: int) -> bool:
    at = bisect_left(source.starts, position) - 1
    return at >= 0 and source.edits[at].end > position
