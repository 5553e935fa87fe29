"""What was understood of a telegram -> Cable, with the proof that no character was lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from ..entities import Context
from ..model import Block, Cable, PageMarker, Signature, Source, Spans, Unparsed, Wrapper
from .blocks import Layout
from .checks import check_consistency
from .draft import Draft
from .identity import find_date, find_id, find_post, find_sections
from .lines import Line
from .mentions import find_mentions
from .message_ids import MessageId
from .sources import ReadingRules
from .subject import title_of
from .summary import find_comment, find_summary

NOT_BLANK = re.compile(r"\S(?:.*\S)?", re.S)
LOWER = re.compile(r"[a-z]{3}")


class Parts(NamedTuple):
    """The parts of a telegram: the lines of wrapper and header, and the blocks with their layouts, one each."""

    wrappers: tuple[Line, ...]
    header: tuple[Line, ...]
    markers: tuple[PageMarker, ...]
    blocks: tuple[Block, ...]
    layouts: tuple[Layout | None, ...]


def assemble(draft: Draft, parts: Parts, source: Source, rules: ReadingRules) -> Cable:
    """The cable of a draft and its parts."""
    blocks, layouts = _all_blocks(draft, parts)
    date, date_source = find_date(draft)
    message_id = find_id(draft)
    signers = tuple(block.text for block in blocks if isinstance(block, Signature))
    context = _context(draft, message_id, signers, rules)
    mentions, entities = find_mentions(blocks, layouts, context, draft.map)
    check_consistency(draft, message_id, date, blocks)
    return Cable(
        id=str(message_id) if message_id else None,
        printed_id=draft.printed_id,
        subject=draft.subject,
        title=title_of(draft.subject) if draft.subject else None,
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
        source=source,
        entities=entities,
    )


def _all_blocks(draft: Draft, parts: Parts) -> tuple[list[Block], list[Layout | None]]:
    """Every block in the order of the source: what no field and no block has claimed is an unparsed one."""
    rows: list[tuple[Block, Layout | None]] = [(marker, None) for marker in parts.markers]
    for line in parts.wrappers:
        draft.claim("", line.start, line.end)
        rows.append((Wrapper((draft.map.span(line.start, line.end),), line.text), None))
    rows.extend((block, None) for block in _marks(draft))
    rows.extend(zip(parts.blocks, parts.layouts, strict=True))
    for start, end in _unclaimed(draft):
        rows.append((Unparsed((draft.map.span(start, end),), draft.text[start:end]), None))
    rows.sort(key=lambda row: row[0].spans[0])
    return [block for block, _ in rows], [layout for _, layout in rows]


def _marks(draft: Draft) -> list[Wrapper]:
    """The marks of a dump that stand between the parts of the telegram, as one block."""
    claims = sorted(draft.claims)
    starts = [claim[0] for claim in claims]
    spans = []
    for mark in draft.marks:
        at = bisect_right(starts, mark) - 1
        if at < 0 or claims[at][1] <= mark:
            spans.append(draft.map.span(mark, mark + 1))
    return [Wrapper(tuple(spans), " ".join(draft.source[start:end] for start, end in spans))] if spans else []


def _unclaimed(draft: Draft) -> list[tuple[int, int]]:
    """The parts of the text that are not blank and that nothing has claimed."""
    found: list[tuple[int, int]] = []
    draft.claims.sort(key=itemgetter(0, 1))
    position = 0
    for start, end, _ in [*draft.claims, (len(draft.text), len(draft.text), "")]:
        if start > position:
            match = NOT_BLANK.search(draft.text, position, start)
            if match:
                found.append(match.span())
        position = max(position, end)
    return found


def _field_spans(draft: Draft) -> dict[str, Spans]:
    """Where each header field stands in the source: neighbours that only blanks part are one span."""
    fields: dict[str, list[tuple[int, int]]] = {}
    for start, end, field in draft.claims:
        if field:
            fields.setdefault(field, []).append((start, end))
    return {
        name: tuple(draft.map.span(*piece) for piece in pieces) for name, pieces in sorted(fields.items())
    }


def _header_text(draft: Draft, header: tuple[Line, ...]) -> str | None:
    """The message header as it was printed, from its first line to the last before the text."""
    return draft.text[header[0].start : header[-1].end] if header else None


def _context(
    draft: Draft, number: MessageId | None, signers: tuple[str, ...], rules: ReadingRules
) -> Context:
    return Context(
        year=number.year if number else draft.year,
        post=number.post if number else None,
        signers=signers,
        classifiers=tuple((c.name, c.title) for c in draft.classified_by if c.name),
        known=rules.people,
        mixed_case=LOWER.search(draft.text, len(draft.text) // 3) is not None,
    )
