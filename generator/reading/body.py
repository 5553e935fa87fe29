"""The lines of a telegram's text -> blocks: paragraphs, headings, lists, columns, page markers (format 12, 13).

A line that opens nothing goes on with the block before it; that is most lines, so it is asked first.
"""

from __future__ import annotations

import re

from ..model import Block
from .blocks import BlockDraft, BlockFinisher, drafted, drafted_marker, make_heading, pass_marks_on
from .classification import section_of
from .closing import MISSING_SECTION, Closing, find_closing, text_above
from .dates import POINTED_DAY
from .draft import Draft
from .going_on import goes_on, is_cut_sentence
from .headings import find_headings
from .items import Items
from .layouts import Layouts
from .lines import Line
from .markers import may_be_page_line, read_marker
from .numbers import tell_number
from .paragraphs import Numbering, Opening, brackets_of, last_before, read_marking
from .plain_lines import special_lines
from .quoted import Quoted, find_quoted
from .reflowed import cut_reflowed
from .section_heads import SectionHead, is_page_edge, repeats_caption
from .site_notes import is_site_note
from .split_records import split_records
from .underlines import DASHES, TERMINAL, ends_sentence, join_upper_line, underlines

# A heading and its underline on one line, after re-flowing: "CLEAR SKIES ------------"; or between: "--- Title ---"
INLINE_HEADING = re.compile(
    r"(?:(?:-{2,}(?: -+)*|(?:--? ){4,}--?) ?)?(?P<words>[A-Z\"“'][^\n]{2,118}?)"
    r"\s+(?:-{5,}(?:\s-+)*|[=‐‑–—]{5,}|(?:--? ){4,}--?)$"
    r"|(?P<fence>-{3,}|={2,}|\*{2,}|~{2,}|--(?=[A-Z -]+$)) ?(?P<fenced>[A-Z\"“'][^\n]{1,78}?) ?(?P=fence)$"
)
FENCES = ("--", "‐‐", "‑‑", "––", "——", "- -", "==", "**", "~~")
# A day, not the number of a paragraph: "12. February"
DAY_AT_START = re.compile(POINTED_DAY, re.I)
# What a relay puts between the lines of a text where it begins a page
LONE_CAPTION = "SIPDIS"
# Blocks whose last line a row of dashes may make a heading
UNDERLINED = ("paragraph", "list_item")
MOST_HEADING_LINES = 2
MOST_NESTED = 3
LONGEST_SALUTATION = 40


class BodyReader:
    """Walks the lines of the text; `blocks` and their `layouts` (None: nothing to mention in it) in order."""

    def __init__(
        self,
        draft: Draft,
        lines: list[Line],
        repair: bool,
        finisher: BlockFinisher | None = None,
        nesting: int = 0,
    ) -> None:
        self.draft = draft
        self.text = draft.text
        self.lines = cut_reflowed(lines, draft.text)
        self.repair = repair
        self.nesting = nesting
        self.finisher = finisher or BlockFinisher(draft, repair)
        self.finisher.lines = self.lines if nesting == 0 else self.finisher.lines
        self.numbering = Numbering(brackets_of(self.lines), last_before(self.lines))
        self.drafts: list[BlockDraft] = []
        self.current: BlockDraft | None = None
        self.fresh = True
        self.items = Items(draft.text)
        self.head: SectionHead | None = None
        self.rule: Line | None = None

    @property
    def blocks(self) -> list[Block]:
        """The blocks in order, once all lines are read."""
        return self.finisher.blocks

    @property
    def layouts(self) -> list[Layouts]:
        """The layouts of the blocks, one each."""
        return self.finisher.layouts

    def read(self) -> None:
        """Reads all lines into blocks."""
        position = 0
        for quoted in find_quoted(self.lines, self.text) if self.nesting < MOST_NESTED else ():
            self._take_all(position, quoted.first)
            self._take_quoted(quoted)
            position = quoted.end
        self._take_all(position, len(self.lines))
        self._keep_rule()
        if self.repair:
            pass_marks_on(self.drafts)
        self.drafts = split_records(self.drafts, self.finisher.text, lambda: self.finisher.width)
        find_headings(self.drafts)
        for draft in self.drafts:
            self.finisher.finish(draft)

    def close(self, closing: Closing) -> None:
        """Adds the signatures below the text, and what stands below them: a publisher's lines, a last page line."""
        for start, end in (*closing.signatures, *([closing.inline] if closing.inline else [])):
            self.finisher.finish(drafted("signature", Line(start, end, self.text[start:end], 0)))
        if closing.quote:
            self.finisher.finish(drafted("paragraph", closing.quote))
        for line in closing.below:
            marker = read_marker(line.text) if may_be_page_line(line.text) else None
            is_last = marker is not None and not line.text.startswith("PAGE ")
            self.finisher.finish(
                drafted_marker(line, marker) if marker and is_last else drafted("wrapper", line)
            )

    def _take_all(self, first: int, end: int) -> None:
        """Takes lines one by one; those between two that may be special go on with an open block all at once."""
        lines = self.lines
        at = first
        for stop in (*special_lines(lines, first, end, self.text), end):
            while at < stop and not self._goes_on():
                self._take(at, lines[at])
                at += 1
            if at < stop:
                self._continue_all(lines[at:stop])
            if stop < end:
                self._take(stop, lines[stop])
            at = stop + 1

    def _goes_on(self) -> bool:
        """Whether a line that is not special can only go on with the open block."""
        return not (
            self.current is None or self.fresh or self.head or (self.current.interrupted and not self.repair)
        )

    def _continue_all(self, lines: list[Line]) -> None:
        assert self.current is not None
        if self.current.interrupted:
            self._continue(lines.pop(0))
        self.current.lines += lines

    def _take_quoted(self, quoted: Quoted) -> None:
        """A telegram within the text: its header as it stands, then its own text, read as any other."""
        self._keep_rule()
        lines = self.lines[quoted.body : quoted.end]
        closing = find_closing(lines)
        text = text_above(lines, closing)
        inner = BodyReader(self.draft, text, self.repair, self.finisher.within(), self.nesting + 1)
        if quoted.body > quoted.first:
            header = drafted("preformatted", self.lines[quoted.first])
            header.lines = self.lines[quoted.first : quoted.body]
            inner.finisher.finish(header)
        inner.read()
        inner.close(closing)
        block = drafted("telegram", self.lines[quoted.first])
        block.inner = inner.finisher
        self.drafts.append(block)
        self.current = None
        self.fresh = True

    def _take(self, at: int, line: Line) -> None:
        text = line.text
        if text == LONE_CAPTION and self.current and repeats_caption(self.draft, line):
            self._keep_rule()
            self.current.interrupted = self.current.parted = True
            return
        if self._is_marker(at, line) or (text[0] in "-=‐‑–—_*~#" and self._is_dashes(at, line)):
            return
        if is_site_note(text) and (self._is_apart(line) or self._ends()):
            self._start(drafted("paragraph", line))
            return
        if (
            self._is_apart(line)
            or self._is_cut_here()
            or text[0] in "¶0123456789-*•(+=Q"
            or text[1:2] in ".)"
        ):
            if self._opens(line):
                return
            if self._begins_anew(at, line):
                self._start(drafted("paragraph", line))
                return
        self._continue(line)

    def _ends(self) -> bool:
        """Whether the last line of the open block can end a sentence."""
        return self.current is None or ends_sentence(self.current.lines[-1].text)

    def _is_marker(self, at: int, line: Line) -> bool:
        text = line.text
        section = section_of(text) if "SECTION " in text else None
        if section:
            return self._take_section_head(line, section)
        if self.head and self.head.takes(line):
            return True
        self.head = None
        if text[0] == "*" and MISSING_SECTION.match(text):
            self._insert_beside(drafted("wrapper", line))
            return True
        if not may_be_page_line(text):
            return text[-1] in "DLST" and self._is_edge(at, line)
        marker = read_marker(text)
        if marker is None:
            return False
        self._insert_beside(drafted_marker(line, marker))
        return True

    def _is_edge(self, at: int, line: Line) -> bool:
        """The classification above or below a page line of an old copy, which parts the text as that does."""
        if not is_page_edge(self.lines, at):
            return False
        self._insert_beside(drafted("page_marker", line))
        return True

    def _take_section_head(self, line: Line, section: int) -> bool:
        """`C O N F I D E N T I A L SECTION 02 OF 03 BERN 000881`: captions may be repeated below it."""
        block = drafted("page_marker", line)
        block.number = section
        self._insert_beside(block)
        self.head = SectionHead(self.draft)
        return True

    def _insert_beside(self, block: BlockDraft) -> None:
        """A block that interrupts: the open one goes on after it."""
        self._keep_rule()
        self.drafts.append(block)
        if self.current:
            self.current.interrupted = self.current.parted = True

    def _is_dashes(self, at: int, line: Line) -> bool:
        """A row of dashes: it underlines the line before it, or is kept for the line after."""
        if not DASHES.match(line.text):
            return False
        before = self.current
        if before and before.kind in UNDERLINED and not self.fresh and underlines(before, line):
            self._make_heading(before, line)
            return True
        self._keep_rule()
        self.rule = line
        self.fresh = True
        return True

    def _make_heading(self, before: BlockDraft, line: Line) -> None:
        if len(before.lines) > MOST_HEADING_LINES or before.number is not None or before.kind == "list_item":
            # only the last line is the heading; the lines above are text
            heading = drafted("heading", before.lines.pop())
            self.drafts.append(heading)
        else:
            heading = before
            join_upper_line(self.drafts, line)
        make_heading(heading)
        heading.rows.append((line.start, line.end))
        heading.interrupted = False
        self.current = heading
        self.fresh = True

    def _opens(self, line: Line) -> bool:
        """A paragraph number, a portion mark, a bullet or a one-line heading opens a block."""
        text = line.text
        if (
            self.repair
            and text[0] in "¶0123456789-–"
            and is_cut_sentence(self.current, line, self.numbering.last + 1)
        ):
            return False
        if text[0] in "¶0123456789" or (text[0] == "(" and text[1:2].isdecimal()):
            if not line.blank_before and self._is_in_sentence(line):
                return False
            if self._opens_paragraph(line):
                return True
        if (text[0] in "([" or "NTIRE TEXT" in text or "ntire " in text) and self._opens_marked(line):
            return True
        return self._opens_heading(line) or self._opens_item(line)

    def _opens_heading(self, line: Line) -> bool:
        match = INLINE_HEADING.match(line.text) if line.text.endswith(FENCES) else None
        name = "fenced" if match and match["fence"] else "words"
        if match and (not match[name].endswith(".") or match[name].endswith("...")):
            block = drafted("paragraph", line)
            start, end = line.start + match.start(name), line.start + match.end(name)
            block.lines = [Line(start, end, match[name], 0)]
            block.rows = [(end, line.end)]
            if start > line.start:
                block.rows.append((line.start, start))
            self._start(block)
            make_heading(block)
            self.fresh = True
            return True
        return False

    def _opens_paragraph(self, line: Line) -> bool:
        opening = self.numbering.open(line.text, self.repair, self.items.number, self._is_apart(line))
        opening = opening or self._open_enclosed(line)
        if opening is None:
            return False
        self.items.number = 0
        block = drafted("paragraph", line, opening.text_start)
        block.number, block.marking = opening.number, opening.mark
        tell_number(self.draft, line, opening, self.repair)
        self._start(block)
        return True

    def _open_enclosed(self, line: Line) -> Opening | None:
        """`8)` or `(9)` where a paragraph may start."""
        if ")" not in line.text[:5] or not (self._ends() or self._is_apart(line)):
            return None
        return self.numbering.open_enclosed(line.text, self.items.bullet)

    def _is_in_sentence(self, line: Line) -> bool:
        """A number in the middle of a sentence, where the line above ends: `12. February`, `by March`, `¶15.`"""
        before = self.current
        if before is None or self.fresh:
            return False
        above = before.lines[-1].text
        return not ends_sentence(above.rstrip(",")) and (
            DAY_AT_START.match(line.text) is not None
            or (line.text[0] == "¶" and self.numbering.is_number_in_text(line.text, above))
        )

    def _opens_marked(self, line: Line) -> bool:
        mark, end = read_marking(line.text, 0)
        if mark is None or not (self._is_apart(line) or self._may_open_marked()):
            return False
        block = drafted("paragraph", line, end)
        block.marking = mark
        self._start(block)
        return True

    def _may_open_marked(self) -> bool:
        """Whether a line right below another may open a paragraph with a mark and no number."""
        before = self.current
        if before is None or before.number is not None or before.kind != "paragraph":
            return False
        above = before.lines[-1].text
        is_salutation = len(before.lines) == 1 and len(above) < LONGEST_SALUTATION and above[-1:] == ","
        return above[-1:] in TERMINAL or is_salutation

    def _opens_item(self, line: Line) -> bool:
        match = self.items.open(line, self.current, apart=self._is_apart(line))
        if match is None:
            return False
        block = drafted("list_item", line, _skip_blank(line.text, match.end()))
        block.bullet = match.group()
        if self.repair and block.bullet[0] == "¶":
            block.bullet = block.bullet.lstrip("¶ ")
            self.draft.repair("R206", line.start, line.start + match.end(), block.bullet)
        self._start(block)
        return True

    def _is_apart(self, line: Line) -> bool:
        """Whether a line stands apart from the open block, if one is open."""
        return self.current is None or self.fresh or line.blank_before > 0

    def _begins_anew(self, at: int, line: Line) -> bool:
        """Whether a line that opens nothing is a new, unnumbered block all the same."""
        before = self.current
        if before is None or self.fresh:
            return True
        if self._is_cut_here() or (line.blank_before and not self.repair):
            return True
        if not self._is_apart(line):
            return False
        if before.kind not in ("paragraph", "list_item"):
            return True
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return not goes_on(before, line, following)

    def _is_cut_here(self) -> bool:
        """Whether a page line stands before this line, and the source is to be shown as it is."""
        return not self.repair and self.current is not None and self.current.interrupted

    def _start(self, block: BlockDraft) -> None:
        block.overline, self.rule = self.rule, None
        self.drafts.append(block)
        self.current = block
        self.fresh = False

    def _continue(self, line: Line) -> None:
        assert self.current is not None
        if (line.blank_before or self.current.interrupted) and repeats_caption(self.draft, line):
            self.current.parted = True
            return
        if line.blank_before or self.current.interrupted:
            code = "R202" if self.current.interrupted else "R203"
            self.draft.repair(code, self.current.lines[-1].end, line.start, " ")
        self.current.lines.append(line)
        self.current.interrupted = False

    def _keep_rule(self) -> None:
        if self.rule:
            self.drafts.append(drafted("rule", self.rule))
            self.rule = None


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position
