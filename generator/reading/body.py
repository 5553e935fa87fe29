"""The lines of a telegram's text -> blocks: paragraphs, headings, lists, columns, page markers (format 12, 13).

A line that opens nothing goes on with the block before it; that is most lines, so it is asked first.
"""

from __future__ import annotations

import re

from ..model import (
    Block,
    Heading,
    ListItem,
    PageMarker,
    Paragraph,
    Preformatted,
    Rule,
    Signature,
    Span,
    Unparsed,
    Wrapper,
)
from .captions import read_caption_line
from .draft import Draft
from .lines import Line
from .markers import read_marker
from .paragraphs import Numbering, read_marking

OPENERS = frozenset("¶0123456789-*•(=‐–—+_[") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh")
# A row that underlines or rules: "-------", "--------------------------------------------- -----", "====="
DASHES = re.compile(r"[-=‐‑–—_*~]{3}[-=‐‑–—_*~\s.]*$")
# A heading and its underline on one line, after re-flowing: "CLEAR SKIES ------------", "--- Title ---"
INLINE_HEADING = re.compile(r"(?:-{2,} ?)?(?P<words>[A-Z\"“'][^\n]{2,118}?)\s+-{5,}(?:\s-{2,})*$")
# What opens an item: "- ", "-- ", "- --", "* ", "• ", "(a) ", "(1) ", "a) ", "1) ", "¶A. ", "A. "
BULLET = re.compile(
    r"(?P<dash>-{1,2}(?:\s-{1,2})?(?=[\sA-Z\"“(])|[*•+](?=\s)|o(?=\s\s))|(?P<enclosed>\((?:[a-z]"
    r"|[A-H]|\d{1,2}|[ivx]{1,4})\))(?=\s)"
    r"|(?P<letter>¶?[A-Za-z](?:\.|\)))(?=\s)|(?P<digit>¶?\d{1,2}(?:\.|\)))(?=\s)"
)
# Two words with a column's gap between them, twice or with tabs: "Fuel       12.4      13.1"
COLUMNS = re.compile(r"\S(?: {3,}|\t+| *\t)\S.*\S(?: {3,}|\t+| *\t)\S|\S {6,}\S")
TERMINAL = frozenset(".!?:;\"”)]…'’")
REDACTION = re.compile(
    r"X{8,}|\[(?:NAME|TEXT|DETAILS?)[A-Z ]*(?:REMOVED|REDACTED)\]|\b(?:X{2,} ){2,}X{2,}", re.I
)
# A paragraph sign that the publisher put before an initial: "¶W. Bruce Weinrod"
SIGN_BEFORE_INITIAL = re.compile(r"¶(?=[A-Z]\. ?[A-Z])")
LONG_LINE = 45
LONGEST_ROW = 200
HEADING_LENGTH = 120


class BlockDraft:
    """A block while its lines are gathered: `kind` as in the model; `lines` and `rows` of dashes are spans."""

    def __init__(self, kind: str, line: Line, start: int | None = None) -> None:
        self.kind = kind
        self.number: int | None = None
        self.marking: str | None = None
        self.bullet = ""
        self.start = line.start
        self.lines: list[Span] = [(line.start if start is None else start, line.end)]
        self.interrupted = False
        self.overline: Line | None = None
        self.rows: list[Span] = []


class Layout:
    """A block's text and where its pieces stand: `(position in the text, start, end)` in the transcript."""

    def __init__(self, text: str, pieces: list[tuple[int, int, int]]) -> None:
        self.text = text
        self.pieces = pieces


class BodyReader:
    """Walks the lines of the text; `blocks` and their `layouts` (None: nothing to mention in it) in order."""

    def __init__(self, draft: Draft, lines: list[Line], repair: bool) -> None:
        self.draft = draft
        self.text = draft.text
        self.lines = lines
        self.repair = repair
        self.numbering = Numbering()
        self.drafts: list[BlockDraft] = []
        self.blocks: list[Block] = []
        self.layouts: list[Layout | None] = []
        self.current: BlockDraft | None = None
        self.fresh = True
        self.rule: Line | None = None

    def read(self) -> None:
        """Reads all lines into blocks."""
        for at, line in enumerate(self.lines):
            self._take(at, line)
        self._keep_rule()
        for draft in self.drafts:
            self._finish(draft)

    def add(self, kind: str, line: Line) -> None:
        """A block of one line that the caller knows: a signature, a wrapper."""
        self._finish(BlockDraft(kind, line))

    def _take(self, at: int, line: Line) -> None:
        text = line.text
        if self._is_marker(line) or (text[0] in "-=‐‑–—_*~#" and self._is_dashes(at, line)):
            return
        if (
            self.current is None
            or self.fresh
            or line.blank_before
            or text[0] in "¶0123456789-*•(+="
            or text[1:2] in ".)"
        ):
            if self._opens(line):
                return
            if self._begins_anew(at, line):
                self._start(BlockDraft("paragraph", line))
                return
        self._continue(line)

    def _is_marker(self, line: Line) -> bool:
        text = line.text
        if "OF" not in text[-12:] and not text.startswith("PAGE "):
            return False
        marker = read_marker(text)
        if marker is None:
            return False
        block = BlockDraft("page_marker", line)
        block.number = marker.section
        block.bullet = str(marker.page or "")
        self._insert_beside(block)
        return True

    def _insert_beside(self, block: BlockDraft) -> None:
        """A block that interrupts: the open one goes on after it."""
        self._keep_rule()
        self.drafts.append(block)
        if self.current:
            self.current.interrupted = True

    def _is_dashes(self, at: int, line: Line) -> bool:
        """A row of dashes: it underlines the line before it, or is kept for the line after."""
        if not DASHES.match(line.text):
            return False
        before = self.current
        if before and before.kind == "paragraph" and self._underlines(before, line):
            self._make_heading(before, line)
            return True
        self._keep_rule()
        self.rule = line
        self.fresh = True
        return True

    def _underlines(self, before: BlockDraft, line: Line) -> bool:
        start, end = before.lines[-1]
        words = self.text[start:end]
        if not words or line.blank_before > 1 or len(words) > HEADING_LENGTH or self.fresh:
            return False
        few = len(before.lines) <= 2 and before.number is None
        return few or (
            words[-1] not in ".,;" and len(line.text) >= 0.6 * len(words) and before.number is None
        )

    def _make_heading(self, before: BlockDraft, line: Line) -> None:
        if len(before.lines) > 2:  # only the last line is the heading; the lines above are text
            heading = BlockDraft("heading", line)
            heading.lines = [before.lines.pop()]
            heading.start = heading.lines[0][0]
            self.drafts.append(heading)
        else:
            heading = before
            heading.kind = "heading"
        if heading.overline:
            heading.start = heading.overline.start
            heading.rows.append((heading.overline.start, heading.overline.end))
        heading.rows.append((line.start, line.end))
        heading.interrupted = False
        self.current = heading
        self.fresh = True

    def _opens(self, line: Line) -> bool:
        """A paragraph number, a portion mark, a bullet or a one-line heading opens a block."""
        text = line.text
        if text[0] in "¶0123456789" and self._opens_paragraph(line):
            return True
        if text[0] in "([" and self._opens_marked(line):
            return True
        if self._opens_item(line):
            return True
        match = INLINE_HEADING.match(text)
        if match and not match["words"].endswith("."):
            block = BlockDraft("heading", line)
            start, end = line.start + match.start("words"), line.start + match.end("words")
            block.lines = [(start, end)]
            block.rows = [(end, line.end)]
            if start > line.start:
                block.rows.append((line.start, start))
            self._start(block)
            self.fresh = True
            return True
        return False

    def _opens_paragraph(self, line: Line) -> bool:
        text = line.text
        number_end = text.find(".", 0, 6) + 1
        mark, _ = read_marking(text, _skip_blank(text, number_end)) if number_end else (None, 0)
        opening = self.numbering.open(text, mark is not None, self.repair)
        if opening is None:
            return False
        mark, end = read_marking(text, opening.end)
        block = BlockDraft("paragraph", line, line.start + end)
        block.number, block.marking = opening.number, mark
        if str(opening.number) != opening.printed.lstrip("0") and not opening.signed:
            start = line.start
            self.draft.repair("R201", start, start + len(opening.printed) + 1, f"¶{opening.number}.")
        self._start(block)
        return True

    def _opens_marked(self, line: Line) -> bool:
        mark, end = read_marking(line.text, 0)
        if mark is None or not (self.current is None or self.fresh or line.blank_before):
            return False
        block = BlockDraft("paragraph", line, line.start + end)
        block.marking = mark
        self._start(block)
        return True

    def _opens_item(self, line: Line) -> bool:
        match = BULLET.match(line.text)
        if match is None or not self._may_be_item(line, match):
            return False
        block = BlockDraft("list_item", line, line.start + _skip_blank(line.text, match.end()))
        block.bullet = match.group()
        self._start(block)
        return True

    def _may_be_item(self, line: Line, match: re.Match[str]) -> bool:
        """Not a dash, an initial or a number within a sentence that a line end happens to cut."""
        before = self.current
        if before is None or self.fresh or line.blank_before:
            return (
                match.lastgroup != "letter"
                or line.text[match.end() - 1] == ")"
                or self._next_letter(match.group())
            )
        if before.kind == "list_item" and match.lastgroup != "letter":
            return match.lastgroup != "digit" or self._ends_sentence(before)
        if match.lastgroup == "letter":
            return self._ends_sentence(before) and self._next_letter(match.group())
        return self._ends_sentence(before)

    def _next_letter(self, bullet: str) -> bool:
        letter = bullet.strip("¶.)").upper()
        if letter == "A" or not self.drafts:
            return True
        previous = next((d.bullet for d in reversed(self.drafts) if d.kind == "list_item"), "")
        return previous.strip("¶.)").upper() == chr(ord(letter) - 1)

    def _ends_sentence(self, block: BlockDraft) -> bool:
        start, end = block.lines[-1]
        return end <= start or self.text[end - 1] in TERMINAL or self.text[end - 1] == ","

    def _begins_anew(self, at: int, line: Line) -> bool:
        """Whether a line that opens nothing is a new, unnumbered block all the same."""
        before = self.current
        if before is None or self.fresh:
            return True
        if not line.blank_before:
            return False
        if before.kind not in ("paragraph", "list_item"):
            return True
        end = before.lines[-1][1]
        if self.text[end - 1] in TERMINAL:
            return True
        if line.text[0].islower() or before.interrupted:
            return False
        return not self._runs_on(at, line, before)

    def _runs_on(self, at: int, line: Line, before: BlockDraft) -> bool:
        """A sentence that a page break cut before a capital: both halves must look like running text."""
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if following and DASHES.match(following.text):
            return False
        return (
            before.number is not None
            and len(line.text) > LONG_LINE
            and self.text[before.lines[-1][1] - 1].isalnum()
        )

    def _start(self, block: BlockDraft) -> None:
        block.overline, self.rule = self.rule, None
        self.drafts.append(block)
        self.current = block
        self.fresh = False

    def _continue(self, line: Line) -> None:
        assert self.current is not None
        if (
            line.blank_before
            and read_caption_line(self.draft, line, strict=True, dry=True)
            and len(line.text) < 12
        ):
            block = BlockDraft("caption", line)
            self._insert_beside(block)
            return
        if line.blank_before or self.current.interrupted:
            code = "R202" if self.current.interrupted else "R203"
            self.draft.repair(code, self.current.lines[-1][1], line.start, " ")
        self.current.lines.append((line.start, line.end))
        self.current.interrupted = False

    def _keep_rule(self) -> None:
        if self.rule:
            self.drafts.append(BlockDraft("rule", self.rule))
            self.rule = None

    def _finish(self, draft: BlockDraft) -> None:
        """The finished block of a draft, with its layout; a row of dashes above it that is not its own comes first."""
        if draft.overline and draft.kind != "heading":
            self._finish(BlockDraft("rule", draft.overline))
        layout = self._layout(draft)
        block = self._block(draft, layout)
        self.blocks.append(block)
        self.layouts.append(layout if isinstance(block, Paragraph | Heading | ListItem) else None)

    def _layout(self, draft: BlockDraft) -> Layout:
        pieces: list[tuple[int, int, int]] = []
        words: list[str] = []
        length = 0
        for start, end in draft.lines:
            if end <= start:
                continue
            glue = self._glue(words)
            length += len(glue)
            words.append(glue)
            for cut_start, cut_end in self._without_signs(start, end):
                words.append(self.text[cut_start:cut_end])
                pieces.append((length, cut_start, cut_end))
                length += cut_end - cut_start
        return Layout("".join(words), pieces)

    def _without_signs(self, start: int, end: int) -> list[Span]:
        """A line without the paragraph signs that were put before initials, each a repair."""
        if not self.repair or "¶" not in self.text[start:end]:
            return [(start, end)]
        cuts: list[Span] = []
        for match in SIGN_BEFORE_INITIAL.finditer(self.text, start, end):
            cuts.append((start, match.start()))
            start = match.end()
            self.draft.repair("R204", match.start(), start + 1, self.text[start])
        return [*cuts, (start, end)]

    def _glue(self, words: list[str]) -> str:
        """What joins two lines: nothing after the hyphen of a compound, else a blank."""
        if not words:
            return ""
        last = words[-1]
        return "" if last.endswith("-") and last[-2:-1].isalpha() else " "

    def _block(self, draft: BlockDraft, layout: Layout) -> Block:
        spans = self._spans(draft)
        words = layout.text
        match draft.kind:
            case "heading":
                return Heading(spans, words.strip("- "))
            case "list_item":
                return ListItem(spans, draft.bullet, words)
            case "page_marker":
                page = int(draft.bullet) if draft.bullet else None
                return PageMarker(spans, " ".join(words.split()), draft.number, page)
            case "rule":
                return Rule(spans, words)
            case "signature":
                return Signature(spans, words)
            case "wrapper":
                return Wrapper(spans, words)
            case "caption" | "unparsed":
                return Unparsed(spans, words)
        return self._paragraph(draft, layout, spans)

    def _paragraph(self, draft: BlockDraft, layout: Layout, spans: tuple[Span, ...]) -> Block:
        if draft.number is None and draft.marking is None and self._is_columns(draft):
            return Preformatted(spans, "\n".join(self.text[start:end] for start, end in draft.lines))
        words = layout.text
        if (
            draft.number is None
            and draft.marking is None
            and len(draft.lines) == 1
            and _is_bare_heading(words)
        ):
            return Heading(spans, words)
        redactions = (
            tuple(match.span() for match in REDACTION.finditer(words))
            if "XX" in words or "[" in words
            else ()
        )
        return Paragraph(spans, draft.number, draft.marking, words, redactions)

    def _is_columns(self, draft: BlockDraft) -> bool:
        rows = [self.text[start:end] for start, end in draft.lines if end - start < LONGEST_ROW]
        return len(rows) > 1 and sum(bool(COLUMNS.search(row)) for row in rows) > 0.6 * len(rows)

    def _spans(self, draft: BlockDraft) -> tuple[Span, ...]:
        """Runs of lines that nothing interrupts are one span; the first starts at number, mark or bullet."""
        lines = sorted(draft.lines + draft.rows) if draft.rows else draft.lines
        merged: list[list[int]] = [[draft.start, lines[0][1]]]
        for start, end in lines[1:]:
            if self.text[merged[-1][1] : start].isspace() or start == merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        for start, end in merged:
            self.draft.claim("", start, end)
        return tuple(self.draft.map.span(start, end) for start, end in merged)


def _is_bare_heading(words: str) -> bool:
    """A short line without underline, in capitals or title case, that ends no sentence."""
    if len(words) > 70 or words[-1] in '.,;:!?)"' or not words[0].isalpha() or words[0].islower():
        return False
    long_words = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return bool(long_words) and all(word[0].isupper() for word in long_words)


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position
