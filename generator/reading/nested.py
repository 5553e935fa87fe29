"""A telegram freed of the page or dump that it came in, yet in a format of its own -> its Transcripts in the source.

A row may hold a Markdown copy or an electronic telegram of the seventies as a file may. Both layers of edits become
one; where they get in each other's way, the telegram is read as it stands in its row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from msgspec.structs import replace

from .electronic import is_electronic, transcribe_electronic
from .markdown import is_markdown, transcribe_markdown
from .pasted_rows import holds_row, transcribe_pasted
from .transcript import Edit, SourceMap, Transcript, outside

# As a file would be asked, without what holds other formats.
WITHIN: tuple[tuple[Callable[[str], bool], Callable[[str], tuple[Transcript, ...]]], ...] = (
    (is_electronic, transcribe_electronic),
    (holds_row, transcribe_pasted),
    (is_markdown, transcribe_markdown),
)


def transcribe_within(outer: Transcript) -> tuple[Transcript, ...]:
    """The telegrams of a transcript whose text is in a format of its own; else the transcript as it is."""
    transcribe = next((transcribe for matches, transcribe in WITHIN if matches(outer.text)), None)
    if transcribe is None:
        return (outer,)
    found = [composed(outer, inner, bool(number)) for number, inner in enumerate(transcribe(outer.text))]
    whole = tuple(transcript for transcript in found if transcript)
    return whole if len(whole) == len(found) else (outer,)


def composed(outer: Transcript, inner: Transcript, further: bool = False) -> Transcript | None:
    """The inner transcript with the source of the outer; None where something of it stands elsewhere in the source.

    An edit of the inner that cuts one of the outer is widened to hold it.
    """
    return _composed(outer, inner, further) or _composed(outer, _widened(outer, inner), further)


def _widened(outer: Transcript, inner: Transcript) -> Transcript:
    """The inner transcript, each edit of which holds the edits of the outer whole that it touches."""
    starts = [edit.start for edit in outer.edits]
    wide: list[Edit] = []
    for edit in inner.edits:
        first, after = edit.source_start, edit.source_end
        at = bisect_left(starts, first)
        if at and outer.edits[at - 1].end > first:
            first = outer.edits[at - 1].start
        at = bisect_left(starts, after)
        if at and outer.edits[at - 1].end > after:
            after = outer.edits[at - 1].end
        start, end = edit.start - (edit.source_start - first), edit.end + (after - edit.source_end)
        if wide and wide[-1].end > start:  # both have the same edit of the outer
            start, first = wide[-1].start, wide.pop().source_start
        wide.append(Edit(start, end, first, after, outer.text[first:after], edit.told))
    return replace(inner, edits=tuple(wide))


def _composed(outer: Transcript, inner: Transcript, further: bool) -> Transcript | None:
    source = SourceMap(outer)
    edits: list[Edit] = []
    kept_from, text_from = inner.offset, 0
    for edit in (*inner.edits, None):
        kept_to = kept_from + (edit.start if edit else len(inner.text)) - text_from
        kept = _within(outer.edits, source.starts, kept_from, kept_to)
        if kept is None:
            return None
        shift = text_from - kept_from
        edits += (replace(other, start=other.start + shift, end=other.end + shift) for other in kept)
        if edit:
            under = _within(outer.edits, source.starts, edit.source_start, edit.source_end)
            if under is None or not all(other.was for other in under):
                return None
            span = source.span(edit.source_start, edit.source_end)
            if edit.source_start == edit.source_end:
                span = span[0], span[0]
            edits.append(replace(edit, source_start=span[0], source_end=span[1]))
            kept_from, text_from = edit.source_end, edit.end
    around = (piece for span in inner.around for piece in source.pieces(*span))
    pieces = tuple(piece for span in around for piece in outside(span, outer.around))
    first = source.span(inner.offset, inner.offset + 1)[0]
    if further:
        return replace(inner, offset=first, edits=tuple(edits), around=pieces, further=True)
    return replace(
        outer,
        text=inner.text,
        offset=first,
        edits=tuple(edits),
        around=tuple(sorted((*outer.around, *pieces))),
        id_hint=outer.id_hint or inner.id_hint,
        electronic=inner.electronic or outer.electronic,
        attributes=inner.attributes or outer.attributes,
    )


def _within(edits: tuple[Edit, ...], starts: list[int], start: int, end: int) -> tuple[Edit, ...] | None:
    """The edits in a stretch of the text, of all, which have these starts; None where one reaches out of it."""
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    if first and start < end and edits[first - 1].end > start:
        return None
    found = edits[first:after]
    return None if found and found[-1].end > end else found
