"""What has been understood of one telegram so far; held open while it is read, then it becomes a Cable."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from ..diagnostics import Diagnostic, report
from ..model import (
    Addressee,
    Classification,
    ClassifiedBy,
    DateSource,
    Precedence,
    Reference,
    Repair,
    Sections,
    Span,
    Station,
    Tag,
)
from .hyphens import words_of
from .lines import Line, line_and_column
from .message_ids import MessageId
from .punctuation import Damage, find_damage, mend
from .transcript import SourceMap, Transcript

LINE_END = re.compile(r"\n")
FEW_DIAGNOSTICS = 20


class Draft:
    """The fields of a Cable as they are found. Positions are of the transcript until `spans` maps them."""

    def __init__(
        self, transcript: Transcript, text: str, source: str, id_hint: MessageId | None, year_hint: int | None
    ) -> None:
        self.text = text
        self.source = source
        self.transcript = transcript
        self.marks: tuple[int, ...] = ()
        self.damage: tuple[Damage, ...] = ()
        self.mended = text
        self.map = SourceMap(transcript)
        self.id_hint = id_hint
        self.year_hint = year_hint
        self.claims: list[tuple[int, int, str]] = []
        self.repairs: list[Repair] = []
        self.diagnostics: list[Diagnostic] = []
        self.header_lines: Span | None = None
        self.banner_line: Line | None = None
        self.cut_off: tuple[Line, ...] = ()
        # format lines 1 to 9
        self.transmission_id: str | None = None
        self.routing: tuple[str, ...] = ()
        self.station: Station | None = None
        self.precedence: Precedence | None = None
        self.dtg: re.Match[str] | None = None
        self.dtg_line: Line | None = None
        self.origin: str | None = None
        self.action: tuple[Addressee, ...] = ()
        self.info: tuple[Addressee, ...] = ()
        # the telegram's own header
        self.classification: Classification | None = None
        self.printed_post: str | None = None
        self.printed_number: str | None = None
        self.printed_id: str | None = None
        self.section_count: int | None = None
        self.captions: list[str] = []
        self.attention: list[str] = []
        self.corrected_copy = False
        self.executive_order: str | None = None
        self.declassify_on: str | None = None
        self.declassify_year: int | None = None
        self.tags: tuple[Tag, ...] = ()
        self.subject: str | None = None
        self.references: tuple[Reference, ...] = ()
        self.classified_by: tuple[ClassifiedBy, ...] = ()
        self.stamped = False  # stamps of a review, or heads of pages, stand among its lines
        self.drafters: tuple[str, ...] = ()
        self.sections: Sections | None = None
        self.partial = False
        self.date_source: DateSource | None = None

    @property
    def year(self) -> int | None:
        """The two-digit year of the telegram, as far as it is known."""
        if self.dtg and self.dtg["year"]:
            return int(self.dtg["year"]) % 100
        if self.id_hint and self.id_hint.year is not None:
            return self.id_hint.year
        return None if self.year_hint is None else self.year_hint % 100

    def _place(self, position: int) -> tuple[int, int]:
        """Line and column in the source; counted anew for the first few, looked up for a source with many."""
        if len(self.diagnostics) < FEW_DIAGNOSTICS:
            return line_and_column(self.source, position)
        line = bisect_right(self.line_starts, position)
        return line, position - self.line_starts[line - 1] + 1

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line of the source starts."""
        return [0, *(match.end() for match in LINE_END.finditer(self.source))]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the text, in capitals."""
        return words_of(self.text)

    def claim(self, field: str, start: int, end: int) -> None:
        """`text[start:end]` belongs to a header field."""
        if end > start:
            self.claims.append((start, end, field))

    def is_banner(self, line: Line) -> bool:
        """Whether this line is the one where the classification line was found."""
        return self.banner_line is not None and line.start == self.banner_line.start

    def caption(self, caption: str) -> None:
        """A caption, kept once however often it is sent (format 6)."""
        if caption not in self.captions:
            self.captions.append(caption)

    def repair(self, code: str, start: int, end: int, read_as: str, was: str | None = None) -> None:
        """What stands in `text[start:end]`, or in the source as `was`, was read otherwise."""
        stood = self.text[start:end] if was is None else was
        self.repairs.append(Repair(self.map.span(start, end), stood, read_as, code))

    def mend(self) -> None:
        """Finds the lost signs of the text; `mended` is the text with them, as long as it was."""
        self.damage = find_damage(self.text)
        self.mended = mend(self.text, self.damage) if self.damage else self.text

    def tell_damage(self, start: int, end: int, *besides: str) -> None:
        """Notes the signs in `text[start:end]` that are read as what they stand for, but for some."""
        at = bisect_left(self.damage, start, key=lambda damage: damage.at)
        while at < len(self.damage) and self.damage[at].at < end:
            damage = self.damage[at]
            if damage.sign not in besides:
                self.repair("R207", *damage.was, self.mended[slice(*damage.was)])
            at += 1

    def note(self, code: str, position: int | None, message: str, hint: str | None = None) -> None:
        """A diagnostic, at a position of the text."""
        self.note_in_source(
            code, None if position is None else self.map.span(position, position + 1)[0], message, hint
        )

    def note_in_source(self, code: str, position: int | None, message: str, hint: str | None = None) -> None:
        """A diagnostic, at a position of the source."""
        line, column = (None, None) if position is None else self._place(position)
        self.diagnostics.append(report(code, message, line=line, column=column, hint=hint))
