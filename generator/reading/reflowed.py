"""Re-flowed lines of a text -> one line for each paragraph, heading, item, page line, row of dashes (format 12.3)."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from ..entities.gazetteers import is_cut_post, post_by_name
from .bare_headings import ENDS
from .blocks_apart import set_apart
from .lines import Line
from .reflowed_items import starts_of_items
from .reflowed_titles import END_MARK, LONGEST_TITLE, shouted, starts_of_framed, starts_of_titles
from .site_notes import may_have_site_note, starts_of_site_notes

# A row of dashes, which a page's width may have broken in two: "------------------------- ----"
ROW = re.compile(r"-(?<!\S-)-{4,}(?: -+)*(?=\s|$)")
# A row of other signs: "= = = = =", "======= ==", "- - - -- -", and one that headings do not have: "********* ******"
OTHER_ROW = re.compile(r"(?<![=\S])(?:={5,}(?: =+)*|(?:= ){4,}=|(?:--? ){4,}--?)(?=\s|$)")
OTHER_SIGNS = ("= = = ", "=====", "- - - ")
STARS = re.compile(r"\*{5,}(?: \*{2,})*")
# What a heading's words begin with: "Training"
FIRST = re.compile(r"(?:\.{3} ?)?[A-Z\"“'(]")
# The mark of a paragraph within a line: "(S/NF) "
MARK = re.compile(r"\((?:TS|SBU|LOU|FOUO|U|C|S)(?:/{1,2}[A-Z]{2,6})*\)(?=\s)")
# What stands before it where a paragraph opens: the end of another, and a number: "... by Friday. 5. ", "!  ¶2."
BEFORE_MARK = re.compile(r"[.!?)\]\"”'-]\s(?P<opening>\s?(?:¶ ?)?\d{1,2}\. ?)$")
# The same with the number that is due, whatever stands before it: "... down to the cellar 6. (S) ", "... asked. 4 (C) "
DUE_MARK = re.compile(r"\s(?P<opening>(?:¶ ?)?(?P<number>\d{1,2})(?:\. {0,2}| ))$")
# One without a mark, in a line that opens without one: "... is not requested. 8. Comments"
UNMARKED = re.compile(r"(?<=[.!?)\"”]) {1,2}(?P<number>\d{1,2})\. {1,2}(?=[A-Z][a-z]+\b)")
# The number that a line opens with
NUMBER = re.compile(r"(?:¶ ?)?(?P<number>\d{1,2})(?=[.( ])")
FIRST_OF_NUMBER = frozenset("¶0123456789")
LONGEST_BEFORE = 10
MOST_ABOVE = 12
ENDS_NO_HEADING = frozenset(".,;")
ENDS_SENTENCE = frozenset(".!?:;\"”)]'’")
# The end of a sentence, and the blanks behind it
SENTENCE_END = re.compile(rf"(?:[.!?:;]|{END_MARK}|\bOF \d{{3}})[)\"”'’]? {{1,2}}")
LONGEST_HEADING = 110
# By how many letters a row of dashes may be longer or shorter than the heading above it
MOST_OFF = 3
LONGEST_PRINTED_LINE = 250
# What a line of any length has that holds more than one block
ROWS = ("-----", " OF 0")
# What a line has that is shorter than that and holds more than one block
SIGNS = ("*****", "lassified ", "SIPDIS ", " --", ": - ")
# No teletype prints a line as long as this
WIDEST_LINE = 80
# A page line within a line: "old OSLO 00000305  002 OF 002 stairs"
PAGE_LINE = re.compile(
    r"(?<!\S)(?P<post>[A-Z][A-Z'’.]+(?: [A-Z][A-Z'’.]+){0,3}) \d{5,8} {1,2}\d{3}(?:\.\d)? OF \d{3}(?!\S)"
)
# A caption that stood below a page line, within a sentence: "the cellar is SIPDIS dry"; not the web of that name
CAPTION = re.compile(
    r"(?:(?<=[A-Za-z,;)\"”-] )|^)SIPDIS(?= (?!(?:web|net|page|site|channel|caption|distribution|list|cable|message"
    r"|telegram|traffic|version|system|and |or |is |was |tag)))(?= [a-z0-9(\"“])"
    r"|(?:(?<= a )|(?<= the )|(?<= of )|(?<= in )|(?<= to )|(?<= and )|(?<= for )|(?<= with )|(?<= by )|(?<= at )"
    r"|(?<= on ))SIPDIS(?= [A-Z][a-z])"
)


def cut_reflowed(lines: list[Line], text: str) -> list[Line]:
    """`lines` of a text, those cut that hold more than one paragraph, heading, item of a list or page line."""
    odd = [
        at
        for at, line in enumerate(lines)
        if len(words := line.text) > WIDEST_LINE
        and (len(words) > LONGEST_PRINTED_LINE or any(sign in words for sign in SIGNS))
    ]
    for row in ROWS:
        if row in text:
            odd += [at for at, line in enumerate(lines) if row in line.text]
    odd = sorted(set(odd))
    long = [at for at in odd if len(lines[at].text) > LONGEST_PRINTED_LINE]
    lines = set_apart(lines, long) if long else lines
    cut: list[Line] = []
    position = 0
    for at in odd:
        parts = _parts(lines, at)
        if len(parts) > 1:
            cut += lines[position:at]
            cut += parts
            position = at + 1
    return cut + lines[position:] if cut else lines


class Cuts(Struct):
    """Where a line is cut: `places` in it; what starts at those of `apart`, such as a heading, stands apart."""

    places: list[int]
    apart: list[int]

    def add_apart(self, starts: list[int]) -> None:
        """Cuts before each heading, or whatever else stands apart."""
        self.places += starts
        self.apart += starts


def _parts(lines: list[Line], at: int) -> list[Line]:
    """The parts of one line."""
    line = lines[at]
    text = line.text
    if not text.strip("- "):
        return [line]  # a row alone, as most of these lines are
    cuts = Cuts([], [])
    is_long = len(text) > LONGEST_PRINTED_LINE
    final = at + 1 < len(lines) and NUMBER.match(lines[at + 1].text) is not None  # above a paragraph
    if "-----" in text or (is_long and any(sign in text for sign in OTHER_SIGNS)):
        _cut_at_rows(text, cuts, not _follows_sentence(lines, at), final)
    if is_long:
        starts = _starts_of_paragraphs(lines, at)
        cuts.places += starts
        for start in starts:
            cuts.add_apart(shouted(text, start))
        if final:
            cuts.add_apart(starts_of_titles(text))
        cuts.add_apart(starts_of_framed(text))
        if at + 1 < len(lines) and lines[at + 1].text.startswith("-----"):
            _cut_above_row(text, lines[at + 1].text, cuts)
    if len(text) > WIDEST_LINE:
        if "SIPDIS " in text:
            _cut_out_captions(text, cuts)
        if "- " in text or " --" in text or " * " in text or ": 1) " in text:
            cuts.add_apart(starts_of_items(lines, at))
        if "*****" in text:
            cuts.places += (edge for match in STARS.finditer(text) for edge in match.span())
        if may_have_site_note(text, 0, len(text)):
            cuts.add_apart(starts_of_site_notes(text))
    if " OF 0" in text:
        edges = _edges_of_page_lines(text)
        cuts.places += edges
        if edges and not text[edges[-1] :].strip("- "):
            cuts.add_apart(shouted(text, edges[-2]))
    return _cut(line, cuts) if cuts.places else [line]


def _cut_out_captions(text: str, cuts: Cuts) -> None:
    """Each caption within a sentence becomes a line, which stands apart as below a page line."""
    for match in CAPTION.finditer(text):
        cuts.places += match.span()
        cuts.apart.append(match.start())


def _cut_above_row(text: str, row: str, cuts: Cuts) -> None:
    """The heading at the end of a line that the row below it underlines."""
    if ROW.fullmatch(row) is None:
        return
    heading = _underlined(text + row, 0, len(text), len(text) + len(row), False)
    if heading:
        cuts.add_apart([heading])


def _edges_of_page_lines(text: str) -> list[int]:
    """Where page lines start and end: with the longest name of a post before the number."""
    edges: list[int] = []
    for match in PAGE_LINE.finditer(text):
        words = match["post"].split(" ")
        names = (" ".join(words[at:]) for at in range(len(words)))
        post = next((name for name in names if post_by_name(name) or is_cut_post(name)), None)
        if post:
            edges += [match.end("post") - len(post), match.end()]
    return edges


def _follows_sentence(lines: list[Line], at: int) -> bool:
    """Whether a line stands right below one that ends a sentence."""
    return at > 0 and not lines[at].blank_before and lines[at - 1].text[-1] in ENDS_SENTENCE


def _due_in(lines: list[Line], at: int) -> int:
    """The number that is due behind the one with which a line, or one of those above it, opens; 0: none does."""
    for line in reversed(lines[max(at - MOST_ABOVE, 0) : at + 1]):
        if line.text[0] in FIRST_OF_NUMBER and (match := NUMBER.match(line.text)):
            return int(match["number"]) + 1
    return 0


def _starts_of_paragraphs(lines: list[Line], at: int) -> list[int]:
    """Where paragraphs open within a line behind the end of another, or with the number that is due."""
    text = lines[at].text
    due = 0
    starts: list[int] = []
    for match in MARK.finditer(text, LONGEST_BEFORE):
        words = text[match.start() - LONGEST_BEFORE : match.start()]
        before = BEFORE_MARK.search(words)
        if before is None:
            before = DUE_MARK.search(words)
            if before is None or int(before["number"]) != (due or _due_in(lines, at)):
                continue
        due = int(before["opening"].strip(" ¶.")) + 1
        starts.append(match.start() - len(before["opening"]))
    return starts or (_starts_without_marks(text) if text[0] in FIRST_OF_NUMBER else [])


def _starts_without_marks(text: str) -> list[int]:
    """The same in a line that opens with a number and no mark."""
    opening = NUMBER.match(text)
    if opening is None or MARK.search(text, 0, LONGEST_BEFORE):
        return []
    due = int(opening["number"]) + 1
    starts: list[int] = []
    position = text.find(f" {due}. ")
    if position >= 0:
        for match in UNMARKED.finditer(text, position - 1):
            if int(match["number"]) == due:
                starts.append(match.start("number"))
                due += 1
    return starts


def _cut_at_rows(text: str, cuts: Cuts, alone: bool, final: bool) -> None:
    """The edges of the rows around and below each heading; none in a line that is one heading and nothing else.

    `alone`: what is above the line is no text that it could be taken for a part of; `final`: a paragraph with a number
    is below it.
    """
    rows = [match.span() for match in ROW.finditer(text)]
    if any(sign in text for sign in OTHER_SIGNS):
        rows = sorted([*rows, *(match.span() for match in OTHER_ROW.finditer(text))])
    places: list[int] = []
    headings: list[int] = []
    above = at = 0
    while at < len(rows):
        start, end = rows[at]
        if at + 1 < len(rows) and _is_heading(text, start, end, rows[at + 1][0]):
            places += [start, end, *rows[at + 1]]
            at += 1
        else:
            heading = _underlined(text, above, start, end, final and end == len(text))
            if heading is not None:
                headings.append(heading)
                places += [start, end]
        above = rows[at][1]
        at += 1
    first, last = min([*headings, *places], default=0), max(places, default=0)
    if first > 0 or (places and last < len(text)) or (headings and not alone):
        cuts.places += places
        cuts.add_apart(headings)


def _underlined(text: str, above: int, start: int, end: int, final: bool) -> int | None:
    """Where a heading starts that a row underlines: behind a sentence or another row, and as long as the row is.

    The length of the row is no matter where it is the `final` one above a paragraph.
    """
    length = end - start
    first = max(above, start - (max(2 * length, LONGEST_TITLE) if final else 2 * length) - 1)
    behind = [first] if first == above else []
    behind += (match.end() for match in SENTENCE_END.finditer(text, first, start))
    starts = [at + len(text[at:start]) - len(text[at:start].lstrip()) for at in behind]
    likely = [
        (abs(len(text[at:start].rstrip()) - length), at)
        for at in starts
        if FIRST.match(text, at) is not None and not text.startswith(ENDS, at)
    ]
    if not likely:
        return None
    off, heading = min(likely)
    words = text[heading:start].rstrip()
    if words[-1] in ENDS_NO_HEADING and not words.endswith("..."):
        return None
    is_heading = off <= max(MOST_OFF, length // 8) or (words.isupper() and len(words) < LONGEST_HEADING)
    if final and not is_heading:
        heading = max((at for _, at in likely if not text.endswith((": ", "; "), 0, at)), default=heading)
        is_heading = len(text[heading:start]) <= LONGEST_TITLE
    return heading if is_heading else None


def _is_heading(text: str, start: int, first: int, last: int) -> bool:
    """Whether the words between two rows are a heading: it follows the end of a sentence."""
    before, words = text[max(start - 3, 0) : start].rstrip(), text[first:last].strip()
    return (
        (not before or before[-1] in ENDS_SENTENCE)
        and 2 < len(words) < LONGEST_HEADING
        and FIRST.match(words) is not None
        and words[-1] != "."
    )


def _cut(line: Line, cuts: Cuts) -> list[Line]:
    """The parts of a line."""
    parts: list[Line] = []
    apart = frozenset(cuts.apart)
    for start, end in pairwise([0, *sorted(cuts.places), len(line.text)]):
        text = line.text[start:end]
        words = text.strip()
        if words:
            begin = line.start + start + len(text) - len(text.lstrip())
            blank = max(0 if parts else line.blank_before, int(start in apart))
            parts.append(Line(begin, begin + len(words), words, blank))
    return parts
