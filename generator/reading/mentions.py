"""What is mentioned in the texts of blocks -> mentions with their place in the source, and anchors in the blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from ..entities import Context, find_entities
from ..model import Anchor, Entities, Mention
from .blocks import Layout
from .transcript import SourceMap

SPAN = itemgetter(0)
ORDER = attrgetter("block", "start")


def find_mentions(
    layouts: Sequence[Layout | None], context: Context, source: SourceMap
) -> tuple[tuple[Mention, ...], Entities]:
    """The mentions of a cable in source order; `layouts` are those of its flat blocks, one each."""
    places = [at for at, layout in enumerate(layouts) if layout and layout.text]
    findings = find_entities(tuple(layouts[at].text for at in places), context)  # type: ignore[union-attr]
    rows = []
    for found in findings.found:
        at = places[found.passage]
        start, end = _place(layouts[at].pieces, found.start, found.end)  # type: ignore[union-attr]
        rows.append((source.span(start, end), at, found))
    rows.sort(key=SPAN)
    mentions = tuple([Mention(found.kind, found.key, found.text, span) for span, _, found in rows])
    anchors = [Anchor(at, found.start, found.end, number) for number, (_, at, found) in enumerate(rows)]
    anchors.sort(key=ORDER)
    return mentions, Entities(tuple(anchors), findings.people)


def _place(pieces: list[tuple[int, int, int]], first: int, after: int) -> tuple[int, int]:
    """Where the characters `first` up to `after` of a block's text stand in the transcript."""
    at = bisect_left(pieces, (first + 1,)) - 1
    position, start, end = pieces[max(at, 0)]
    if at >= 0 and after - position <= end - start:
        return start + first - position, start + after - position
    return _place_one(pieces, first), _place_one(pieces, after - 1) + 1


def _place_one(pieces: list[tuple[int, int, int]], at: int) -> int:
    position, start, end = pieces[max(bisect_left(pieces, (at + 1,)) - 1, 0)]
    return min(start + max(at - position, 0), end - 1)
