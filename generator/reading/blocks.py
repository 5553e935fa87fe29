"""The gathered lines of a block -> the block, and where each character of its text stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from ..model import (
    Block,
    Heading,
    ListItem,
    PageMarker,
    Paragraph,
    Preformatted,
    Retransmission,
    Rule,
    Signature,
    Span,
    Unparsed,
    Wrapper,
)
from .bare_headings import is_bare_heading
from .closing import signature_in
from .columns import is_set_in_lines, width_of
from .draft import Draft
from .hyphens import is_cut
from .layouts import Layout, Layouts, Within
from .lines import Line
from .markers import Marker
from .paragraphs import is_for_all, portion_of

BRACKETED = r"\[(?:NAME|TEXT|DETAILS?)[A-Z ]*(?:REMOVED|REDACTED)\]"
REMOVED = re.compile(BRACKETED, re.I)
REDACTION = re.compile(rf"X{{8,}}|{BRACKETED}|\b(?:X{{2,}} ){{2,}}X{{2,}}", re.I)
# A paragraph sign that the publisher put before an initial, or before a number within a sentence:
# "¶W. Anselm Varkonde", "on April ¶27. He"
STRAY_SIGN = re.compile(r"¶(?:(?=[A-Z]\. ?[A-Z])|(?P<number>(?=\d{1,4}\.)))")
# No paragraph has such a number: "ext. ¶2206."
LARGE_NUMBER = re.compile(r"\d{3}")
# The most blanks and line ends that a copy puts between two words
LONGEST_BREAK = 8
MOST_INDENTED = 100
# The kinds of blocks in which somebody or something may be named
TO_MENTION_IN = frozenset({"paragraph", "heading", "list_item", "lines"})


class BlockDraft(Struct):
    """A block while its lines are gathered: `kind` as in the model; `rows` are spans of dashes around a heading.

    It is owned from `start`; the first of `lines` may begin behind a number, a mark or a bullet.
    `interrupted`: a page line stands below its last line; `parted`: something stands between two of its lines.
    `is_field`: it is one of a record, and no heading.
    """

    kind: str
    start: int
    lines: list[Line]
    number: int | None = None
    marking: str | None = None
    inherited: str | None = None
    bullet: str = ""
    interrupted: bool = False
    parted: bool = False
    overline: Line | None = None
    rows: list[Span] = []
    inner: BlockFinisher | None = None
    is_field: bool = False


def drafted(kind: str, line: Line, behind: int = 0) -> BlockDraft:
    """The draft of a block that starts with a line, the first `behind` characters of which are not of its text."""
    first = Line(line.start + behind, line.end, line.text[behind:], 0) if behind else line
    return BlockDraft(kind, line.start, [first])


def drafted_marker(line: Line, marker: Marker) -> BlockDraft:
    """The draft of a page line."""
    block = drafted("page_marker", line)
    block.number, block.bullet = marker.section, str(marker.page or "")
    return block


def make_heading(draft: BlockDraft) -> None:
    """Makes a draft a heading, to which the row of dashes above it and its portion mark belong."""
    draft.kind = "heading"
    first = draft.lines[0]
    mark = f"({draft.marking})".ljust(first.start - draft.start)
    if draft.marking and draft.number is None and draft.start + len(mark) == first.start:
        draft.lines[0] = Line(draft.start, first.end, mark + first.text, first.blank_before)
        draft.marking = None
    if draft.overline:
        draft.start = draft.overline.start
        draft.rows.append((draft.overline.start, draft.overline.end))


def pass_marks_on(drafts: Sequence[BlockDraft]) -> None:
    """Lets a mark for the entire text be that of each numbered paragraph after it that has none (format 12.1)."""
    mark: str | None = None
    for draft in drafts:
        if draft.marking:
            mark = portion_of(draft.marking) if is_for_all(draft.marking) else mark
        elif mark and draft.number is not None:
            draft.inherited = mark


class BlockFinisher:
    """Turns block drafts into `blocks` with their `layouts` (None: nothing to mention in it), in order."""

    def __init__(self, draft: Draft, repair: bool) -> None:
        self.draft = draft
        self.text = draft.mended
        self.lines: Sequence[Line] = ()  # of the whole text
        self.repair = repair
        self.electronic = draft.transcript.electronic
        self.parted = self.electronic or draft.stamped
        self.rejoin = repair and self.electronic
        self.changes_lines = self.rejoin or self.text is not draft.text
        self.blocks: list[Block] = []
        self.layouts: list[Layouts] = []

    def within(self) -> BlockFinisher:
        """One for the blocks of a telegram within this text."""
        inner = copy(self)
        inner.blocks, inner.layouts = [], []
        return inner

    def finish(self, draft: BlockDraft) -> None:
        """The finished block of a draft, with its layout; a row of dashes above it that is not its own comes first."""
        if draft.overline and draft.kind != "heading":
            self.finish(drafted("rule", draft.overline))
        if draft.inner:
            self._finish_telegram(draft.inner)
            return
        if self._is_set_in_lines(draft):
            draft.kind = "lines"
        layout = self._set_in_lines(draft) if draft.kind == "lines" else self._layout(draft)
        if self.draft.damage:
            for line in draft.lines:
                self.draft.tell_damage(line.start, line.end)
        block = self._block(draft, layout)
        self.blocks.append(block)
        self.layouts.append(layout if draft.kind in TO_MENTION_IN else None)

    @cached_property
    def width(self) -> int:
        """How wide the text is set; 0: it is not."""
        return width_of(self.lines)

    def _is_set_in_lines(self, draft: BlockDraft) -> bool:
        """Whether the lines of a block are to be kept."""
        return (
            draft.kind == "paragraph"
            and not draft.is_field
            and draft.number is None
            and draft.marking is None
            and len(draft.lines) > 1
            and is_set_in_lines(self.text, draft.lines, self.width)
        )

    def _set_in_lines(self, draft: BlockDraft) -> Layout:
        """The lines of a block as they stand, but for the blanks that all of them have at their start."""
        indents = [self._indent(line) for line in draft.lines]
        common = min(indents)
        starts = [line.start - indent + common for line, indent in zip(draft.lines, indents, strict=True)]
        rows = [self.text[start : line.end] for start, line in zip(starts, draft.lines, strict=True)]
        places = accumulate([len(row) + 1 for row in rows[:-1]], initial=0)
        ends = [line.end for line in draft.lines]
        return Layout("\n".join(rows), list(zip(places, starts, ends, strict=True)))

    def _indent(self, line: Line) -> int:
        """How many blanks stand before a line, if nothing else does."""
        before = self.text[max(line.start - MOST_INDENTED, 0) : line.start]
        blanks = before[before.rfind("\n") + 1 :]
        return 0 if blanks.strip() else len(blanks)

    def _finish_telegram(self, inner: BlockFinisher) -> None:
        """The telegram within the text that these blocks are; it reaches from the first to the last of them.

        What is of something else, such as the stamp of a page, parts it into several spans.
        """
        merged: list[Span] = []
        for start, end in sorted(span for block in inner.blocks for span in block.spans):
            if merged and not self.draft.source[merged[-1][1] : start].strip():
                start, end = merged.pop()[0], end
            merged.append((start, end))
        if merged:
            self.blocks.append(Retransmission(tuple(merged), tuple(inner.blocks)))
            self.layouts.append(Within(tuple(inner.layouts)))

    def _layout(self, draft: BlockDraft) -> Layout:
        if not self.changes_lines:
            first = draft.lines[0]  # the others are lines as they stand, none of them blank
            lines = draft.lines if first.end > first.start else draft.lines[1:]
            text = " ".join([line.text for line in lines])
            if "¶" not in text and not ("- " in text and any(line.text[-1] == "-" for line in lines)):
                return Layout(text, None, lines)  # nothing to join or to take out: most blocks
        return self._mended_layout(draft.lines)

    def _mended_layout(self, lines: Sequence[Line]) -> Layout:
        pieces: list[tuple[int, int, int]] = []
        words: list[str] = []
        length = 0
        for line in lines:
            start, end = line.start, line.end
            if end <= start:
                continue
            if self.rejoin and pieces and is_cut(words[-1], self.text[start : start + 40], self.draft.words):
                length -= 1
                self._drop_hyphen(words, pieces)
                glue = ""
            else:
                glue = self._glue(words)
            length += len(glue)
            words.append(glue)
            for cut_start, cut_end in self._without_signs(start, end):
                words.append(self.text[cut_start:cut_end])
                pieces.append((length, cut_start, cut_end))
                length += cut_end - cut_start
        return Layout("".join(words), pieces)

    def _drop_hyphen(self, words: list[str], pieces: list[tuple[int, int, int]]) -> None:
        """Takes back the hyphen with which a line end cuts a word."""
        position, start, end = pieces[-1]
        pieces[-1] = (position, start, end - 1)
        words[-1] = words[-1][:-1]
        self.draft.repair("R208", end - 1, end, "")

    def _without_signs(self, start: int, end: int) -> list[Span]:
        """A line without the paragraph signs that were put before initials and within sentences, each a repair."""
        if not self.repair or "¶" not in self.text[start:end]:
            return [(start, end)]
        cuts: list[Span] = []
        for match in STRAY_SIGN.finditer(self.text, start, end):
            if match["number"] is not None and not (
                self._is_in_sentence(match.start()) or LARGE_NUMBER.match(self.text, match.end())
            ):
                continue
            cuts.append((start, match.start()))
            start = match.end()
            self.draft.repair("R204", match.start(), start + 1, self.text[start])
        return [*cuts, (start, end)]

    def _is_in_sentence(self, at: int) -> bool:
        """Whether what stands before a sign ends no sentence."""
        before = self.text[max(at - LONGEST_BREAK, 0) : at].rstrip()
        return before != "" and (before[-1].isalnum() or before[-1] in ",)-")

    def _glue(self, words: list[str]) -> str:
        """What joins two lines: nothing after the hyphen of a compound, else a blank."""
        if not words:
            return ""
        last = words[-1]
        return "" if last.endswith("-") and last[-2:-1].isalnum() else " "

    def _block(self, draft: BlockDraft, layout: Layout) -> Block:
        spans = self._spans(draft)
        words = layout.text
        match draft.kind:
            case "paragraph":
                return self._paragraph(draft, words, spans)
            case "heading":
                heading = words.strip("- ")
                return Heading(spans, heading) if heading else Rule(spans, words)
            case "list_item":
                return ListItem(spans, draft.bullet, words)
            case "page_marker":
                page = int(draft.bullet) if draft.bullet else None
                return PageMarker(spans, " ".join(words.split()), draft.number, page)
            case "rule":
                return Rule(spans, words)
            case "signature":
                return Signature(spans, signature_in(words))
            case "wrapper":
                return Wrapper(spans, words)
            case "lines":
                return Preformatted(spans, words)
            case "preformatted":
                return self._preformatted(draft, spans)
        return Unparsed(spans, words)

    def _paragraph(self, draft: BlockDraft, words: str, spans: tuple[Span, ...]) -> Block:
        is_bare = (
            not draft.is_field and draft.number is None and draft.marking is None and len(draft.lines) == 1
        )
        if is_bare and is_bare_heading(words):
            return Heading(spans, words)
        redactions = (
            tuple(match.span() for match in REDACTION.finditer(words))
            if "XX" in words or ("[" in words and ("xx" in words.lower() or REMOVED.search(words)))
            else ()
        )
        if draft.inherited:
            self.draft.repair("R212", draft.start, draft.start, f"({draft.inherited})")
        return Paragraph(spans, draft.number, draft.marking or draft.inherited, words, redactions)

    def _preformatted(self, draft: BlockDraft, spans: tuple[Span, ...]) -> Preformatted:
        return Preformatted(spans, "\n".join([self.text[line.start : line.end] for line in draft.lines]))

    def _spans(self, draft: BlockDraft) -> tuple[Span, ...]:
        """Runs of lines that nothing interrupts are one span; the first starts at number, mark or bullet."""
        if not (draft.parted or draft.rows or self.parted):
            end = draft.lines[-1].end
            self.draft.claim("", draft.start, end)
            return tuple(self.draft.map.pieces(draft.start, end))
        lines = sorted([*((line.start, line.end) for line in draft.lines), *draft.rows])
        merged: list[list[int]] = [[draft.start, lines[0][1]]]
        for start, end in lines[1:]:
            if self.text[merged[-1][1] : start].isspace() or start == merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        for start, end in merged:
            self.draft.claim("", start, end)
        return tuple(piece for start, end in merged for piece in self.draft.map.pieces(start, end))
