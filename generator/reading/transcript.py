"""A telegram as plain text -> where each of its characters stands in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Published, Span


class Edit(Struct, frozen=True):
    """`text[start:end]` of the transcript stands for `source[source_start:source_end]`, which is `was`.

    `told`: the reader is told of it, as of a repair.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    was: str
    told: bool = False


class Transcript(Struct, frozen=True):
    """One telegram, freed of the format that it came in.

    `text` has the source's characters but for `edits` (ascending, disjoint); `offset` is where it starts in the
    source. `around` are spans of the source that
    are a publisher's; `published` is what these say. `problems` are codes, messages, and places in the source.
    An `electronic` telegram has page heads, hyphens at line ends, and `attributes` below it.
    A `further` one stands below another, whose number the file's name is.
    """

    text: str
    offset: int = 0
    edits: tuple[Edit, ...] = ()
    around: tuple[Span, ...] = ()
    published: Published | None = None
    id_hint: str | None = None
    problems: tuple[tuple[str, str, int], ...] = ()
    electronic: bool = False
    attributes: dict[str, str] = {}
    further: bool = False


def moved(transcript: Transcript, by: int) -> Transcript:
    """The same telegram in a source that has `by` more characters before it."""
    if not by:
        return transcript
    return replace(
        transcript,
        offset=transcript.offset + by,
        edits=tuple(
            replace(edit, source_start=edit.source_start + by, source_end=edit.source_end + by)
            for edit in transcript.edits
        ),
        around=tuple((start + by, end + by) for start, end in transcript.around),
        problems=tuple((code, message, place + by) for code, message, place in transcript.problems),
    )


def outside(span: Span, taken: tuple[Span, ...]) -> list[Span]:
    """The pieces of a span that no other one holds: between the columns of a dump stand marks of the dump's."""
    pieces: list[Span] = []
    start, end = span
    for other_start, other_end in sorted(taken):
        if start < other_end and other_start < end:
            if start < other_start:
                pieces.append((start, other_start))
            start = other_end
    return [*pieces, (start, end)] if start < end else pieces


class SourceMap:
    """Positions in a transcript -> positions in its source; held open while one telegram is read."""

    def __init__(self, transcript: Transcript) -> None:
        self.edits = transcript.edits
        self.offset = transcript.offset
        self.moves = bool(transcript.edits) or transcript.offset != 0
        self.starts = [edit.start for edit in transcript.edits]
        last = transcript.edits[-1] if transcript.edits else None
        self.last_end = last.end if last else 0
        self.shift_below = last.source_end - last.end if last else transcript.offset
        self.jumps = [edit for edit in transcript.edits if not edit.was]
        self.jump_starts = [edit.start for edit in self.jumps]

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`: an edit that it touches is taken whole."""
        if (start >= self.last_end and end > start) or not self.edits:  # most of a text is below all edits
            return start + self.shift_below, end + self.shift_below
        return self._start(start), self._end(end)

    def pieces(self, start: int, end: int) -> Sequence[Span]:
        """The source spans of `text[start:end]`, cut where the source goes on elsewhere, be it further up."""
        if start >= self.last_end and end > start:
            return ((start + self.shift_below, end + self.shift_below),)
        if not self.jumps:
            return (self.span(start, end),)
        pieces: list[Span] = []
        for edit in self.jumps[bisect_left(self.jump_starts, start) : bisect_left(self.jump_starts, end)]:
            pieces += [self.span(start, edit.start)] if edit.start > start else []
            start = edit.end
        return [*pieces, self.span(start, end)] if end > start else pieces

    def _start(self, position: int) -> int:
        at = bisect_right(self.starts, position) - 1
        if at < 0:
            return position + self.offset
        edit = self.edits[at]
        return edit.source_start if position < edit.end else edit.source_end + position - edit.end

    def _end(self, position: int) -> int:
        at = bisect_right(self.starts, position - 1) - 1
        if at < 0:
            return position + self.offset
        edit = self.edits[at]
        return edit.source_end if position <= edit.end else edit.source_end + position - edit.end


class Transcriber:
    """Collects pieces of a source as they are kept or replaced, and becomes a Transcript."""

    def __init__(self, source: str, told: bool = False) -> None:
        self.source = source
        self.told = told
        self.pieces: list[str] = []
        self.edits: list[Edit] = []
        self.length = 0
        self.kept_to = 0

    def replace(self, start: int, end: int, words: str) -> None:
        """Read `source[start:end]` as `words`; all before it since the last call is kept as it is."""
        if self.source[start:end] == words:
            return
        self._keep(self.source[self.kept_to : start])
        was = self.source[start:end]
        self.edits.append(Edit(self.length, self.length + len(words), start, end, was, self.told))
        self._keep(words)
        self.kept_to = end

    def take_back(self) -> int:
        """Undo the last call of `replace`; where in the source it started."""
        last = self.edits.pop()
        self.length -= len(self.pieces.pop())
        self.kept_to = last.source_start
        return last.source_start

    def drop_after(self, start: int, end: int) -> None:
        """Leave out `source[start:end]`: it goes with the character before it."""
        if start >= end or start == 0:
            return
        if self.edits and self.kept_to == start:
            last = self.edits.pop()
            was = self.source[last.source_start : end]
            self.edits.append(Edit(last.start, last.end, last.source_start, end, was, self.told))
            self.kept_to = end
        else:
            self.replace(start - 1, end, self.source[start - 1])

    def jump(self, end: int, start: int, words: str) -> None:
        """Go on at `source[start]`, wherever that is, after `source[:end]`; `words` join the two."""
        self._keep(self.source[self.kept_to : end])
        self.edits.append(Edit(self.length, self.length + len(words), start, start, ""))
        self._keep(words)
        self.kept_to = start

    def finish(self, end: int | None = None) -> tuple[str, tuple[Edit, ...]]:
        """The whole text, with the source kept up to `end` (its own, when None), and the edits."""
        self._keep(self.source[self.kept_to : end])
        return "".join(self.pieces), tuple(self.edits)

    def _keep(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)
