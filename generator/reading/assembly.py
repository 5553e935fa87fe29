"""What was understood of a telegram -> Cable, with the proof that no character was lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from ..entities import Context
from ..model import (
    Block,
    Cable,
    DateSource,
    Entities,
    Mention,
    PageMarker,
    Paragraph,
    Signature,
    Source,
    Span,
    Spans,
    Unparsed,
    Wrapper,
)
from .captions import says_corrected
from .checks import check_consistency
from .closing import signer_in
from .draft import Draft
from .identity import find_date, find_id, find_post, find_sections, infer_level
from .layouts import Layouts, flat_layouts
from .lines import Line
from .mentions import find_mentions
from .message_ids import MessageId
from .references import with_year
from .sources import ReadingRules
from .subject import title_of
from .summary import find_comment, find_summary

# Lines that follow one another without a blank line
LINES = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
LOWER = re.compile(r"[a-z]{3}")


class Parts(NamedTuple):
    """The parts of a telegram: the lines of wrapper and header, and the blocks with their layouts, one each."""

    wrappers: tuple[Line, ...]
    header: tuple[Line, ...]
    markers: tuple[PageMarker, ...]
    blocks: tuple[Block, ...]
    layouts: tuple[Layouts, ...]


class Gathered(NamedTuple):
    """All blocks in order with their layouts, date, number, signers, and what a name in the text may stand for."""

    blocks: list[Block]
    layouts: list[Layouts]
    date: tuple[datetime | None, DateSource | None]
    message_id: MessageId | None
    signers: tuple[str, ...]
    context: Context


def gather(draft: Draft, parts: Parts, rules: ReadingRules) -> Gathered:
    """What must be known of a telegram before anything is looked for in its text."""
    blocks, layouts = _all_blocks(draft, parts)
    date = find_date(draft)
    message_id = find_id(draft)
    if draft.year is None and message_id and message_id.year is not None:
        draft.references = with_year(draft.references, message_id.year)
    draft.classification = infer_level(draft)
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), None)
    draft.corrected_copy = draft.corrected_copy or says_corrected(draft.subject, first)
    names = [signer_in(block.text) for block in blocks if isinstance(block, Signature)]
    signers = tuple({name.casefold(): name for name in names}.values())  # one that is there twice is one
    return Gathered(blocks, layouts, date, message_id, signers, _context(draft, message_id, signers, rules))


def find_all_mentions(draft: Draft, gathered: Gathered) -> tuple[tuple[Mention, ...], Entities]:
    """Who and what is mentioned in the text."""
    return find_mentions(flat_layouts(gathered.layouts), gathered.context, draft.map)


def assemble(
    draft: Draft,
    parts: Parts,
    gathered: Gathered,
    mentioned: tuple[tuple[Mention, ...], Entities],
    source: Source,
) -> Cable:
    """The cable of a draft, its parts, and what is mentioned in them."""
    blocks, _, (date, date_source), message_id, signers, _ = gathered
    mentions, entities = mentioned
    check_consistency(draft, message_id, date, blocks)
    return Cable(
        id=str(message_id) if message_id else None,
        printed_id=draft.printed_id,
        subject=draft.subject,
        title=title_of(draft.subject, blocks) if draft.subject else None,
        header=_header_text(draft, parts.header),
        date=date,
        date_source=date_source,
        classification=draft.classification,
        captions=tuple(draft.captions),
        precedence=draft.precedence,
        transmission_id=draft.transmission_id,
        routing=draft.routing,
        station=draft.station,
        origin=draft.origin,
        post=find_post(draft, message_id),
        action=draft.action,
        info=draft.info,
        attention=tuple(draft.attention),
        executive_order=draft.executive_order,
        declassify_on=draft.declassify_on,
        tags=draft.tags,
        references=draft.references,
        classified_by=draft.classified_by,
        summary=find_summary(blocks),
        comment=find_comment(blocks),
        blocks=tuple(blocks),
        signers=signers,
        sections=find_sections(draft, blocks),
        partial=draft.partial,
        corrected_copy=draft.corrected_copy,
        mentions=mentions,
        diagnostics=tuple(draft.diagnostics),
        spans=_field_spans(draft),
        repairs=tuple(sorted(draft.repairs, key=lambda repair: repair.span)),
        published=draft.transcript.published,
        attributes=draft.transcript.attributes,
        source=source,
        entities=entities,
    )


def _all_blocks(draft: Draft, parts: Parts) -> tuple[list[Block], list[Layouts]]:
    """Every block in the order of the telegram: what no field and no block has claimed is an unparsed one."""
    rows: list[tuple[Block, Layouts]] = [(marker, None) for marker in parts.markers]
    for line in parts.wrappers:
        draft.claim("", line.start, line.end)
        rows.append((Wrapper((draft.map.span(line.start, line.end),), line.text), None))
    rows.extend(zip(parts.blocks, parts.layouts, strict=True))
    for start, end in _unclaimed(draft):
        draft.claim("", start, end)
        rows.append((Unparsed((draft.map.span(start, end),), draft.text[start:end]), None))
    rows.extend((block, None) for block in _publishers(draft))
    parts_in_order = list(draft.map.pieces(0, len(draft.text)))
    if parts_in_order == sorted(parts_in_order):
        rows.sort(key=lambda row: row[0].spans[0])
    else:
        rows.sort(key=lambda row: (_part_of(row[0].spans[0], parts_in_order), row[0].spans[0]))
    return [block for block, _ in rows], [layout for _, layout in rows]


def _part_of(span: Span, parts: list[Span]) -> int:
    """In which part of a telegram, whose parts stand in another order in the source, a span starts."""
    return next((at for at, (start, end) in enumerate(parts) if start <= span[0] < end), len(parts))


def _publishers(draft: Draft) -> list[Wrapper]:
    """What stands around the telegram, and the marks of its format between its parts: blocks of the publisher's."""
    source = draft.source
    blocks = [Wrapper((span,), source[slice(*span)].strip()) for span in draft.transcript.around]
    marks = _marks(draft)
    if not marks:
        return blocks
    claims = sorted(draft.claims)
    starts = [claim[0] for claim in claims]
    spans = []
    for position, span in marks:
        at = bisect_right(starts, position) - 1
        if at < 0 or claims[at][1] <= position:
            spans.append(span)
    if spans:
        blocks.append(Wrapper(tuple(spans), " ".join(source[start:end] for start, end in spans)))
    return blocks


def _marks(draft: Draft) -> list[tuple[int, Span]]:
    """Marks that became blanks: where in the text, and where in the source."""
    plain = [(mark, draft.map.span(mark, mark + 1)) for mark in draft.marks]
    edits = (edit for edit in draft.transcript.edits if draft.text[edit.start : edit.end].isspace())
    return sorted(
        {*plain, *((edit.start, (edit.source_start, edit.source_end)) for edit in edits if edit.was.strip())}
    )


def _unclaimed(draft: Draft) -> list[tuple[int, int]]:
    """The parts of the text that are not blank and that nothing has claimed."""
    found: list[tuple[int, int]] = []
    draft.claims.sort(key=itemgetter(0, 1))
    position = 0
    for start, end, _ in [*draft.claims, (len(draft.text), len(draft.text), "")]:
        if start > position and not draft.text[position:start].isspace():
            for match in LINES.finditer(draft.text, position, start):
                found.append((match.start(), match.start() + len(match.group().rstrip())))
        if end > position:
            position = end
    return found


def _field_spans(draft: Draft) -> dict[str, Spans]:
    """Where each header field stands in the source: neighbours that only blanks part are one span."""
    fields: dict[str, list[tuple[int, int]]] = {}
    for start, end, field in draft.claims:
        if field:
            fields.setdefault(field, []).append((start, end))
    if not draft.map.moves:
        return {name: tuple(places) for name, places in sorted(fields.items())}
    pieces = draft.map.pieces
    return {
        name: tuple([span for place in places for span in pieces(*place)])
        for name, places in sorted(fields.items())
    }


def _header_text(draft: Draft, header: tuple[Line, ...]) -> str | None:
    """The message header as it was printed, from its first line to the last before the text.

    Blanks at line ends are no print: copies differ in them.
    """
    if not header:
        return None
    words = draft.text[header[0].start : header[-1].end]
    if " \n" not in words and "\t\n" not in words:
        return words
    return "\n".join(
        [  # a line of nothing but blanks stays as it is
            bare if (bare := row.rstrip(" \t")) and not bare[-1].isspace() else row
            for row in words.split("\n")
        ]
    )


def _context(
    draft: Draft, number: MessageId | None, signers: tuple[str, ...], rules: ReadingRules
) -> Context:
    return Context(
        year=number.year if number else draft.year,
        post=number.post if number else None,
        signers=signers,
        classifiers=tuple((c.name, c.title) for c in draft.classified_by if c.name),
        drafters=draft.drafters,
        known=rules.people,
        mixed_case=LOWER.search(draft.text, len(draft.text) // 3) is not None,
    )
