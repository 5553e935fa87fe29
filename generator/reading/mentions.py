"""What is mentioned in the texts of blocks -> mentions with their place in the source, and anchors in the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, itemgetter

from ..entities import Context, find_entities
from ..model import Anchor, Entities, Mention, Span
from .layouts import Layout
from .transcript import SourceMap

SPAN = itemgetter(0)
ORDER = attrgetter("block", "start")


def find_mentions(
    layouts: Sequence[Layout | None], context: Context, source: SourceMap
) -> tuple[tuple[Mention, ...], Entities]:
    """The mentions of a cable in source order; `layouts` are those of its flat blocks, one each."""
    named = [(at, layout) for at, layout in enumerate(layouts) if layout and layout.text]
    findings = find_entities(tuple([layout.text for _, layout in named]), context)
    rows: list[tuple[Span, int, int, int, Mention]] = []
    passage, shift = -1, None
    plain, further = source.last_end, source.shift_below  # no edit stands there or below
    for found in findings.found:
        if found.passage != passage:
            passage = found.passage
            at, layout = named[passage]
            shift = layout.shift()
        first, after = found.start, found.end
        start, end = layout.place(first, after) if shift is None else (first + shift, after + shift)
        span = (start + further, end + further) if start >= plain else source.span(start, end)
        rows.append((span, at, first, after, Mention(found.kind, found.key, found.text, span)))
    in_order = sorted(rows, key=SPAN)
    anchors = [Anchor(at, first, after, number) for number, (_, at, first, after, _) in enumerate(in_order)]
    if in_order != rows:
        anchors.sort(key=ORDER)
    return tuple([row[4] for row in in_order]), Entities(tuple(anchors), findings.people)
