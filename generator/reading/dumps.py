"""A dump of many cables (CSV in its dialects, JSON lines) -> its shape, and one Transcript a row.

What is broken is told and nothing is lost: rows that are none become one more transcript, as they stand.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..model import Span
from .column_names import meaning_of, meanings_of
from .csv_rows import SEPARATORS, Cell, Row, find_rows, uses_backslashes
from .dump_rows import BACKSLASH_ESCAPE, DOUBLED_QUOTE, JSON_ESCAPE, Columns, Problem, has_id, transcribe_row
from .message_ids import read_message_id
from .sources import DumpShape
from .transcript import Transcript

CSV, JSON_LINES = "csv", "json_lines"
# The columns of the dialect without a heading row
EIGHT = ("number", "date", "id", "origin", "classification", "references", "header", "text")
# A JSON string, and what makes it the name of a value: '"08PARIS305"', ' : '
STRING = re.compile(r'"(?P<words>[^"\\]*+(?:\\.[^"\\]*+)*+)(?P<closing>"|\Z|\\\Z)', re.S)
COLON = re.compile(r"\s*:\s*")
# A line of JSON lines, its end included
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
NEVER_CLOSED = "what a quote opens in this row is never closed"
MOST_IN_A_CELL = 32_767  # characters, where spreadsheets cut
LEAST_PARTICULAR = 1000
SNIFFED = 200_000  # characters that decide how quotes are escaped


class Found:
    """The transcripts of a dump as its rows are met, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.transcripts: list[Transcript] = []
        self.loose: list[Span] = []
        self.broken: Span | None = None

    def add(self, transcript: Transcript) -> None:
        """A row, which also gets what stood loose before it."""
        self._close()
        loose, self.loose = self.loose, []
        around = (*loose, *transcript.around)
        self.transcripts.append(replace(transcript, around=around) if loose else transcript)

    def add_loose(self, span: Span) -> None:
        """A row that says nothing of a cable: headings, empty cells."""
        self._close()
        self.loose.append(span)

    def add_broken(self, span: Span) -> None:
        """What is no row, or more of it."""
        self.broken = (self.broken[0] if self.broken else span[0], span[1])

    def finish(self) -> list[Transcript]:
        """All of them, at least one."""
        self._close()
        if self.loose or not self.transcripts:
            place = self.loose[0][0] if self.loose else 0
            empty = Transcript("", place, problems=(("R166", "there is no row in this dump", place),))
            last = self.transcripts.pop() if self.transcripts else empty
            self.transcripts.append(replace(last, around=(*last.around, *self.loose)))
        return self.transcripts

    def _close(self) -> None:
        """What was no row is read as it stands, as if it were a file."""
        if self.broken:
            (start, end), self.broken = self.broken, None
            problem = ("R165", "this is no row of the dump; it was read as it stands", start)
            self.add(Transcript(self.text[start:end], start, problems=(problem,)))


def shape_of(text: str) -> DumpShape | None:
    """How the dump that a text is, or starts with, is written; None for any other text."""
    if _is_json(text):
        return DumpShape(JSON_LINES)
    return _csv_shape(text)


def is_csv_dump(text: str) -> bool:
    """Whether a text starts with a row of eight columns whose third is an id, or with a heading row that names text."""
    return _csv_shape(text) is not None


def is_json_dump(text: str) -> bool:
    """Whether the first line is an object with a text."""
    return _is_json(text)


def transcribe_csv_dump(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all rows of a whole dump, in order."""
    return transcribe_dump(text, _csv_shape(text) or DumpShape(CSV, EIGHT))


def transcribe_json_dump(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all lines of a whole dump, in order."""
    return transcribe_dump(text, DumpShape(JSON_LINES))


def transcribe_dump(text: str, shape: DumpShape) -> tuple[Transcript, ...]:
    """The telegrams of all rows of a dump or of a part of it, in order; at least one."""
    return tuple(_json_transcripts(text) if shape.format == JSON_LINES else _csv_transcripts(text, shape))


def is_whole(row: Row, shape: DumpShape) -> bool:
    """Whether a row has as many cells as there are columns, each closed."""
    return len(row.cells) == len(shape.columns) and all(cell.closed for cell in row.cells)


def _csv_shape(text: str) -> DumpShape | None:
    start = len(text) - len(text.lstrip())
    line_end = text.find("\n", start)
    head = text[start : line_end if line_end >= 0 else len(text)]
    for separator in SEPARATORS:
        if separator in head or (separator == SEPARATORS[0] and head.startswith('"')):
            shape = _csv_shape_parted(text, start, separator)
            if shape:
                return shape
    return None


def _csv_shape_parted(text: str, start: int, separator: str) -> DumpShape | None:
    """The shape of a dump that is one if `separator` parts its cells."""
    backslashes = uses_backslashes(text[:SNIFFED])
    row = next(
        (row for row in find_rows(text, start, backslashes, separator) if not _is_blank(text, row)), None
    )
    if row is None:
        return None
    values = [text[cell.start : cell.end].strip() for cell in row.cells]
    columns = _headings(values)
    if columns:
        return DumpShape(CSV, columns, backslashes, heading=True, separator=separator)
    is_eight = len(values) == len(EIGHT) and read_message_id(values[2]) is not None
    return DumpShape(CSV, EIGHT, backslashes, separator=separator) if is_eight else None


def _headings(values: list[str]) -> tuple[str, ...] | None:
    """The columns that a heading row names, empty for unknown ones; None when the row is none."""
    names = meanings_of(values)
    return names if "text" in names and len(set(names) - {""}) > 1 else None


def _is_json(text: str) -> bool:
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return False
    line = LINE.match(text, start)
    return line is not None and "text" in json_columns(text, line.span())[0]


def _csv_transcripts(text: str, shape: DumpShape) -> list[Transcript]:
    """One transcript a row, one for rows in sequence that are none; what says nothing goes with the next."""
    escape = BACKSLASH_ESCAPE if shape.backslashes else DOUBLED_QUOTE
    found = Found(text)
    heading = shape.heading
    for row in find_rows(text, 0, shape.backslashes, shape.separator):
        if _is_blank(text, row):
            continue
        span, columns = (row.start, row.end), _columns(row, shape)
        if heading or not any(text[cell.start : cell.end].strip() for cell in row.cells):
            found.add_loose(span)
            heading = False
        elif "text" not in columns and not has_id(text, columns):
            found.add_broken(span)
        else:
            found.add(transcribe_row(text, span, columns, escape, _problems(text, row, shape)))
    return found.finish()


def _is_blank(text: str, row: Row) -> bool:
    return len(row.cells) == 1 and not text[row.start : row.end].strip()


def _columns(row: Row, shape: DumpShape) -> Columns:
    """Where the columns stand whose names are known."""
    columns: Columns = {}
    for name, cell in zip(shape.columns, row.cells, strict=False):
        if name:
            columns.setdefault(name, (cell.start, cell.end))
    return columns


def _problems(text: str, row: Row, shape: DumpShape) -> tuple[Problem, ...]:
    """What is odd in a row."""
    problems: tuple[Problem, ...] = ()
    if not all(cell.closed for cell in row.cells):
        problems += (("R164", NEVER_CLOSED, row.start),)
    if len(row.cells) != len(shape.columns):
        message = f"this row has {len(row.cells)} columns, where {len(shape.columns)} are expected"
        problems += (("R165", message, row.start),)
    if any(_is_cut_off(text, cell) for cell in row.cells if cell.end - cell.start >= MOST_IN_A_CELL):
        message = f"a column of this row has {MOST_IN_A_CELL:,} characters, the most that a spreadsheet keeps"
        problems += (("R170", message, row.start),)
    return problems


def _is_cut_off(text: str, cell: Cell) -> bool:
    """Whether a cell has as many characters as a spreadsheet keeps, however quotes and line ends are written."""
    words = text[cell.start : cell.end].replace("\r\n", "\n").replace('""', '"').replace('\\"', '"')
    return len(words) == MOST_IN_A_CELL


def _json_transcripts(text: str) -> list[Transcript]:
    """One transcript a line, one for lines in sequence that are none."""
    found = Found(text)
    for line in LINE.finditer(text):
        words = line.group().strip()
        if not words:
            continue
        columns, is_closed = json_columns(text, line.span())
        if "text" not in columns and not has_id(text, columns):
            found.add_broken(line.span())
            continue
        problems: tuple[Problem, ...] = ()
        if not is_closed:
            problems += (("R164", NEVER_CLOSED, line.start()),)
        if not (words.startswith("{") and words.endswith("}")):
            problems += (("R165", "this line is no JSON object", line.start()),)
        found.add(transcribe_row(text, line.span(), columns, JSON_ESCAPE, problems))
    return found.finish()


def json_columns(text: str, line: Span) -> tuple[Columns, bool]:
    """Where the columns of a JSON object stand whose names are known, and whether every string is closed."""
    columns: Columns = {}
    ranks: dict[str, int] = {}
    named: tuple[str, int] | None = None
    place, is_closed = -1, True
    for match in STRING.finditer(text, line[0], len(text[slice(*line)].rstrip()) + line[0]):
        if named and match.start() == place and named[1] < ranks.get(named[0], LEAST_PARTICULAR):
            columns[named[0]] = match.span("words")
            ranks[named[0]] = named[1]
        colon = COLON.match(text, match.end())
        named, place = (meaning_of(match["words"]), colon.end()) if colon else (None, -1)
        is_closed = match["closing"] == '"'
    return columns, is_closed
