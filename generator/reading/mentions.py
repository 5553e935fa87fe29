"""What is mentioned in the texts of blocks -> mentions with their place in the source, and anchors in the blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..entities import Context, find_entities
from ..model import Anchor, Entities, Mention
from .blocks import Layout
from .transcript import SourceMap


def find_mentions(
    layouts: Sequence[Layout | None], context: Context, source: SourceMap
) -> tuple[tuple[Mention, ...], Entities]:
    """The mentions of a cable in source order; `layouts` are those of its flat blocks, one each."""
    places = [at for at, layout in enumerate(layouts) if layout and layout.text]
    findings = find_entities(tuple(layouts[at].text for at in places), context)  # type: ignore[union-attr]
    rows = []
    for found in findings.found:
        at = places[found.passage]
        layout = layouts[at]
        assert layout is not None
        start, end = _place(layout, found.start), _place(layout, found.end - 1) + 1
        mention = Mention(found.kind, found.key, found.text, source.span(start, end))
        rows.append((mention.span, found.start, found.end, at, mention))
    rows.sort(key=lambda row: row[0])
    anchors = tuple(Anchor(at, start, end, number) for number, (_, start, end, at, _) in enumerate(rows))
    return tuple(row[-1] for row in rows), Entities(tuple(sorted(anchors, key=_order)), findings.people)


def _order(anchor: Anchor) -> tuple[int, int]:
    return anchor.block, anchor.start


def _place(layout: Layout, position: int) -> int:
    """Where a character of a block's text stands in the transcript."""
    at = bisect_right(layout.pieces, position, key=lambda piece: piece[0]) - 1
    piece, start, end = layout.pieces[max(at, 0)]
    return min(start + max(position - piece, 0), end - 1)
