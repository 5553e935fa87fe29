"""The lines between the classification line and the text -> E.O., TAGS, subject, references, classified-by, captions.

Keywords come in any order, at the start of a line or, in re-flowed copies, within one; a value goes on until the next
keyword or a blank line (format 19).
"""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name, tag_codes
from ..model import PageMarker
from .captions import is_apart, read_caption_line
from .classification import banner_rest, section_of
from .dates import POINTED_DAY
from .draft import Draft
from .keywords import Keyword, find_keyword
from .lines import Line
from .markers import read_marker
from .notices import BELOW_SUBJECT, is_above_keyword, is_notice, keep_notice
from .reference_lines import follows_item, is_cut_item, lists_cables
from .section_heads import SectionHead

# The text starts: "¶1. (C) Summary", "1.(SBU)", "1) (C)", "(C) Icelandic", "Summary", "1. X"; but not
# "SUMMARY OF VIEWS", "12. FEBRUARY"
BODY_START = re.compile(
    r"¶ ?\d{1,3}\.|\(?\d{1,2}\) {0,3}\((?:TS|SBU|U|C|S)\)"
    r"|\d{1,2}\.? {0,3}\(?(?:TS|SBU|LOU|U|C|S|FOUO|UNCLAS\w*|CONF\w*)(?:[/ -][A-Z/ -]+)?\)"
    r"|(?!DATE)\d{1,2}\. {0,3}[A-Z\"'“]"
    r"|\((?:TS|SBU|LOU|U|C|S|FOUO)(?:[/ -][A-Z/ ]+)?\) ?[A-Z\"“]|(?:EXECUTIVE )?(?:SUMMARY"
    r"|COMMENT|INTRODUCTION)\b(?! (?:OF|ON|BY|FROM)\b)".replace("DATE", POINTED_DAY),
    re.I,
)
# Pre-2003 paragraph 1 that is the classified-by block: "1. (U) CLASSIFIED BY JANE DOE", "¶1. (U) Classified by"
NUMBERED_CLASSIFIED = re.compile(r"(?:¶?\d\.?\s{0,3}(?:\([A-Z]+\)\s{0,3})?)?CLASSIFIED BY\b", re.I)
# A further item of the references after a blank line: "B. 07 STATE 12345", "¶B.", "(C) ROME 12", "STATE 12345"
REFERENCE_ITEM = re.compile(
    r"¶?\(?[A-Z][.):]{1,2} |\[[A-Z]\]|¶?[A-Z]\.\s|(?:\d\d )?[A-Z][A-Z ]+ \d{2,6}\b(?!\.)"
    r"|¶?\(?[a-z][.):]{1,2} ?(?:\(?(?:19|20)?\d\d\)?[ -]?)?[A-Za-z][A-Za-z' -]+(?: NO\.)? ?#?\d{2,6}\b"
)
# The same with a letter that may be a portion mark, "(C) ROME 12", "(c) 07 Rome 12 AND PREVIOUS"
ENCLOSED_ITEM = re.compile(r"\([A-Z]\) ", re.I)
# A letter that is more often a portion mark than that of a reference
PORTION = re.compile(r"\([CSU]\) ")
CABLE_ITEM = re.compile(
    r"\([A-Z]\) \(?(?:(?:19|20)?\d\d\)?[ -]?)?(?P<post>[A-Z][A-Z' ]{2,24}?)(?: NO\.)?[ -]?#?\d{2,6}\b.{,40}$",
    re.I,
)
# The last reference of a line is not whole: "(C) 05 ", "B. STATE 12,"
ITEM_OPEN = re.compile(r"(?:[A-Z][.)\]:]|[,;]|\bAND)\s*(?:(?:19|20)?\d\d)?\s*$")
REASON = re.compile(r"\(?REASONS?\b|FOR REASONS?\b|E\.?O\.? ?1\d{4}.{0,20}REASON", re.I)
# Reasons that go on below, no mark of a portion: "(c) and (d)", "(d).", "(b), (d)", "E.O. 12958 Section 1.4 (b)"
MORE_REASONS = re.compile(
    r"\([a-h]\)(?:[.\s)]*$|\s*(?:,|/|&|and\b|or\b)?\s*\(?[a-h]\b[\s)(,./&]*(?:and\b|$|[a-h(]))"
    r"|E\.?O\.? ?1\d{4}\b(?!.*DECL).{0,20}\b1\.[2-7]",
    re.I,
)
# The last of the reasons, which goes on below a blank line too: "and (d)."
LAST_REASON = re.compile(r"(?:and|or|&) ?\(?[a-h]\)?[\s).]*$", re.I)
# A row of dashes, or a heading between two: "------- SUMMARY -------"
DASHES = re.compile(r"[-=‐_ ]{3,}(?:[^-=‐_]{3,60}[-=‐_ ]{3,})?$")
# A telegram without a text is over: "NNNN", "BT", "#0305", "=======CABLE ENDS======="
TELEGRAM_ENDS = re.compile(r"N{4}$|BT$|#{1,}\d{0,5}$|=*\s*CABLE ENDS\s*=*$")
# The time of a dump's row, which a copy left above the telegram: "14:25", "3/9/2005 6:49"
ROW_TIME = re.compile(r"(?:\d{1,2}/\d{1,2}/\d{4} )?\d{1,2}:\d\d$")
# The subject's label in letters: "RE: THE NORTH HALL"
RE_LABEL = re.compile(r"RE ?: ?(?=\S)", re.I)
# What follows "REF" without a colon where it is the label: a number, or one of these
NAMES_REFERENCE = re.compile(
    r"\d|\s*\(?[A-Z][.):]|\b(?:TELCONS?|E-?MAILS?|SEPTELS?|REFTELS?|NOTAL|PREVIOUS|MEMCONS?|LETTERS?)\b", re.I
)
# A sentence ends, and another one starts
SENTENCE = re.compile(r"[A-Za-z]{3}\.\s")
FIRST_WORD = re.compile(r"\w+")
HEADER_LINES = 80
LONGEST_OPEN = 20
MOST_BLANK = 2
# A line of a subject that may be full
LONG_LINE = 40
# How many words a subject without label has, and how long the codes of TAGS are: of countries, and most others
FEWEST_WORDS = 3
MOST_LINES = 4
LONGEST_COUNTRY = 2
LONGEST_CODE = 4


# With what such a line starts, as far as that is of ASCII: a sign, or in capitals three letters
BODY_SIGNS = frozenset("(0123456789")
BODY_LETTERS = frozenset({"EXE", "SUM", "COM", "INT"})


def starts_body(text: str) -> bool:
    """Whether a line may be the first of the text; of most the first sign says that it is not."""
    first = text[0]
    return (
        first in BODY_SIGNS or not first.isascii() or text[:3].upper() in BODY_LETTERS
    ) and BODY_START.match(text) is not None


class HeaderField:
    """A keyword and the pieces of text that belong to it: `(start, end)`, the first one behind the keyword."""

    def __init__(self, name: str, start: int, pieces: list[tuple[int, int]]) -> None:
        self.name = name
        self.start = start
        self.pieces = pieces

    def value(self, text: str) -> str:
        """The pieces as they stand, one a line, with the blanks that open one but not all of them."""
        indent = self.start - _with_blanks(text, self.start)
        starts = (min(_with_blanks(text, start) + indent, start) for start, _ in self.pieces)
        return "\n".join([text[start:end] for start, (_, end) in zip(starts, self.pieces, strict=True)])


class HeaderReader:
    """Walks the header lines; `fields` and `blocks` are what it found, `at` is the first line of the text."""

    def __init__(self, draft: Draft, lines: list[Line], at: int) -> None:
        self.draft = draft
        self.lines = lines
        self.at = at
        self.fields: list[HeaderField] = []
        self.blocks: list[PageMarker] = []
        self.open: HeaderField | None = None
        self.parted = False
        self.has_subject = True
        self.head: SectionHead | None = None
        self.noted: int | None = None

    def read(self) -> None:
        """Reads up to the first line of the text."""
        keywords = self._keyword_lines()
        first, last = (min(keywords), max(keywords)) if keywords else (self.at, self.at - 1)
        self.has_subject = any(keyword.name == "subject" for keyword in keywords.values())
        while self.at < len(self.lines):
            line = self.lines[self.at]
            keyword = keywords.get(self.at)
            if self.head and self._is_repeated(keyword, line):
                self.at += 1
                continue
            if keyword:
                self._start(keyword, line)
            elif not self._take(line, self.at < first, self.at < last):
                if starts_body(line.text) or not is_above_keyword(line.text, first - self.at):
                    return
                keep_notice(self.draft, line)
            self.at += 1

    def _keyword_lines(self) -> dict[int, Keyword]:
        """The keywords by the numbers of the lines that start with them; the text starts after the last one."""
        found: dict[int, Keyword] = {}
        name = item = ""
        letters: list[int] = []
        for at in range(self.at, min(len(self.lines), self.at + HEADER_LINES)):
            text = self.lines[at].text
            keyword = find_keyword(text)
            if name == "classified_by" and not self.lines[at].blank_before and MORE_REASONS.match(text):
                continue
            if keyword and name == "subject" and self._is_of_subject(keyword, self.lines[at]):
                continue
            if keyword:
                found[at] = keyword
                name, item = keyword.name, text[keyword.end :]
            elif text[0] in "Rr" and RE_LABEL.match(text):
                letters.append(at)
            elif name == "references" and (self._is_item(self.lines[at]) or follows_item(item, text)):
                item = text
                continue
            elif starts_body(text) and (found or NUMBERED_CLASSIFIED.match(text)) and not is_notice(text):
                break
        return self._with_letters(found, letters) if letters else found

    def _is_item(self, line: Line) -> bool:
        """`(C) ROME 12` in the list of references, which is no portion mark there."""
        if not line.blank_before:
            return ENCLOSED_ITEM.match(line.text) is not None
        item = CABLE_ITEM.match(line.text)
        return item is not None and post_by_name(item["post"]) is not None

    def _is_of_subject(self, keyword: Keyword, line: Line) -> bool:
        """`REFS ON THE HALLS` right below a subject goes on with it: no label has a colon, or a number behind it."""
        label, value = line.text[: keyword.end], line.text[keyword.end :]
        return (
            keyword.name == "references"
            and not line.blank_before
            and label.isalpha()
            and NAMES_REFERENCE.search(value) is None
        )

    def _with_letters(self, found: dict[int, Keyword], letters: list[int]) -> dict[int, Keyword]:
        """The keywords with `RE:`: it is the label of the references or, where no other is, that of the subject."""
        names = {keyword.name for keyword in found.values()}
        for at in letters:
            match = RE_LABEL.match(self.lines[at].text)
            assert match is not None
            words = self.lines[at].text[match.end() :]
            is_second = "subject" in names and NAMES_REFERENCE.search(words) is not None
            name = "references" if is_second or lists_cables(words) else "subject"
            if name not in names:
                names.add(name)
                found[at] = Keyword(name, match.end())
        return found

    def _start(self, keyword: Keyword, line: Line) -> None:
        if keyword.meant:
            word = FIRST_WORD.match(line.text)
            assert word is not None
            self.draft.repair("R213", line.start, line.start + word.end(), keyword.meant)
        self._open(keyword.name, line.start, line.start + keyword.end, line)

    def _open(self, name: str, start: int, value_start: int, line: Line) -> None:
        """Opens a field; `Reason:` goes on with the one that names who classified."""
        if name == "classified_by" and self.open and self.open.name == name and self._is_part(start):
            self.open.pieces.append((start, line.end))
        else:
            self.open = HeaderField(name, start, [(value_start, line.end)])
            self.fields.append(self.open)

    def _is_part(self, start: int) -> bool:
        """`Reason: 1.4 (b)` goes on with the field that names who classified."""
        return not self.draft.text[start : start + 5].upper().startswith("CLASS")

    def _is_repeated(self, keyword: Keyword | None, line: Line) -> bool:
        """Whether a line below the head of a further section repeats what stands above it."""
        is_new = keyword is not None and all(field.name != keyword.name for field in self.fields)
        if self.head and not is_new and self.head.takes(line):
            return True
        self.head = None
        return False

    def _mark(self, line: Line, section: int | None, page: int | None) -> bool:
        """A page line, or the head of a section, within the header."""
        self.parted = True
        self.draft.claim("", line.start, line.end)
        spans = (self.draft.map.span(line.start, line.end),)
        self.blocks.append(PageMarker(spans, " ".join(line.text.split()), section, page))
        return True

    def _take(self, line: Line, before_keywords: bool, keywords_follow: bool) -> bool:
        """Takes a line without keyword; False: it is the first of the text."""
        marker = read_marker(line.text)
        if marker:
            return self._mark(line, marker.section, marker.page)
        if (before_keywords or keywords_follow) and self._is_of_notice(line):
            self.open, self.noted = None, self.at
            keep_notice(self.draft, line)
            return True
        section = section_of(line.text) if self.open else None
        if section and section > 1:
            self.head = SectionHead(self.draft)
            return self._mark(line, section, None)
        if self.open and banner_rest(line.text) == "":  # the classification again, at the foot of a page
            self.draft.claim("classification", line.start, line.end)
            return True
        if self.open is None and not before_keywords:
            numbered = line.text[0] in "¶0123456789" and starts_body(line.text)
            return not numbered and read_caption_line(self.draft, line, strict=True)
        parted, self.parted = self.parted, False
        if not self.has_subject and self._is_bare_subject(line):
            self.has_subject = True
            self._open("subject", line.start, line.start, line)
            return True
        if self.open and (
            self._continues(self.open, line) or self._goes_on(self.open, line, parted, keywords_follow)
        ):
            return self._append(line)
        if self.open and line.blank_before and lists_cables(line.text):  # the keyword is missing
            self._open("references", line.start, line.start, line)
            return True
        if before_keywords or keywords_follow:
            self.open = None
            return read_caption_line(self.draft, line, strict=False)
        notice = BELOW_SUBJECT.match(line.text)
        of_text = starts_body(line.text) or (notice is not None and notice["sentence"])
        return not of_text and read_caption_line(self.draft, line, strict=True)

    def _is_of_notice(self, line: Line) -> bool:
        """Whether a line is a sentence on how to keep the telegram, or goes on with one right above it."""
        if self.noted == self.at - 1 and not line.blank_before:
            return not read_caption_line(self.draft, line, strict=True, dry=True)
        if self.open and not line.blank_before and self.open.name != "subject":
            return False
        apart = self.open is None or line.blank_before > 0
        return is_notice(line.text) and (apart or BELOW_SUBJECT.match(line.text) is not None)

    def _append(self, line: Line) -> bool:
        assert self.open is not None
        self.open.pieces.append((line.start, line.end))
        return True

    def _continues(self, field: HeaderField, line: Line) -> bool:
        """Whether a line without keyword goes on with the open field."""
        empty = len(field.pieces) == 1 and not self.draft.text[slice(*field.pieces[0])].strip()
        text = line.text
        if DASHES.match(text) or TELEGRAM_ENDS.match(text) or ROW_TIME.match(text):
            return False
        if field.name == "references":
            if PORTION.match(text):
                return self._is_item(line)
            if any(
                follows_item(self.draft.text[slice(*piece)], text) for piece in field.pieces[-MOST_LINES:]
            ):
                return True
            item = REFERENCE_ITEM.match(text) or (
                ITEM_OPEN.search(self.draft.text[slice(*field.pieces[-1])][-LONGEST_OPEN:])
                and lists_cables(text.upper())
            )
            below = not line.blank_before or empty or self._is_cut_item(field, line)
            return bool(item) or (below and not starts_body(text))
        if field.name == "classified_by" and (
            LAST_REASON.match(text) or (not line.blank_before and MORE_REASONS.match(text))
        ):
            return True
        if not empty and starts_body(text):
            return bool(field.name == "classified_by" and REASON.match(text))
        if field.name == "classified_by":
            return not line.blank_before or bool(REASON.match(text)) or empty
        if field.name == "executive_order":
            return not line.blank_before and not read_caption_line(self.draft, line, strict=True, dry=True)
        if not empty and field.name in ("tags", "subject") and is_apart(field.name, text):
            return False
        if field.name == "tags" and not empty and text != text.upper():
            return not line.blank_before and self._is_list_open(field) and not text.endswith(".")
        if field.name == "subject" and not empty and self._is_sentence_below_capitals(field, text):
            return False
        return not line.blank_before or (empty and not self._is_last_chance(line))

    def _goes_on(self, field: HeaderField, line: Line, parted: bool, keywords_follow: bool) -> bool:
        """Whether a line below a blank one goes on with TAGS or a subject, which a page line may have `parted`."""
        text = line.text
        if not line.blank_before or starts_body(text) or text != text.upper():
            return False
        if field.name == "tags":
            codes = [word.strip(".,;") for word in text.split()]
            return all(code in tag_codes() for code in codes)
        if field.name != "subject" or not (parted or keywords_follow) or line.blank_before > MOST_BLANK:
            return False
        if lists_cables(text):
            return False
        return not read_caption_line(self.draft, line, strict=True, dry=True) and (
            parted or len(self.draft.text[slice(*field.pieces[-1])].strip()) >= LONG_LINE
        )

    def _is_list_open(self, field: HeaderField) -> bool:
        """Whether a comma at the end of the last line says that more follows, in whatever letters."""
        return self.draft.text[slice(*field.pieces[-1])].rstrip().endswith(",")

    def _is_sentence_below_capitals(self, field: HeaderField, text: str) -> bool:
        """`This is an action request.` right below a subject in capitals is not of it."""
        return BELOW_SUBJECT.match(text) is not None or (
            text.endswith(".") and text != text.upper() and self.draft.text[slice(*field.pieces[0])].isupper()
        )

    def _is_cut_item(self, field: HeaderField, line: Line) -> bool:
        """Whether a line goes on with the last item, above the blank line before it."""
        before = self.draft.text[slice(*field.pieces[-1])].rstrip()
        return line.blank_before == 1 and is_cut_item(before, line.text)

    def _is_bare_subject(self, line: Line) -> bool:
        """Whether the words below the TAGS of a header without SUBJECT are one without its label (format 8, 9)."""
        words = [word.strip(".,:;'\"()") for word in line.text.split()]
        return (
            self.open is not None
            and self.open.name == "tags"
            and len(words) >= FEWEST_WORDS
            and line.blank_before <= MOST_BLANK
            and line.text[0].isalpha()
            and not any(len(word) > LONGEST_COUNTRY and word.upper() in tag_codes() for word in words)
            and any(len(word) > LONGEST_CODE for word in words)
            and not self._is_list_open(self.open)
            and not starts_body(line.text)
            and not lists_cables(line.text)
            and not read_caption_line(self.draft, line, strict=True, dry=True)
            and self._is_short_of_sentences()
        )

    def _is_short_of_sentences(self) -> bool:
        """Whether the next few lines are no sentence, and a keyword or the first paragraph follows."""
        for number, line in enumerate(self.lines[self.at : self.at + MOST_LINES + 1]):
            if number and (find_keyword(line.text) or starts_body(line.text)):
                return True
            if (number and line.blank_before) or line.text.endswith(".") or SENTENCE.search(line.text):
                return False
        return False

    def _is_last_chance(self, line: Line) -> bool:
        """An empty value is looked for after one blank line, not further."""
        return line.blank_before > 3


def _with_blanks(text: str, start: int) -> int:
    while start and text[start - 1] in " \t":
        start -= 1
    return start
