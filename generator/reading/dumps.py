"""A dump of many cables (CSV in its dialects, JSON lines) -> one Transcript a row.

The telegram of a row is its header column, a blank line, and its text column; escapes are undone, each an edit;
the other columns are the publisher's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model import Published, Span
from .archive_pages import published_time
from .message_ids import read_message_id
from .transcript import Transcriber, Transcript

# The columns of the dialect without a heading row
EIGHT = ("number", "date", "id", "origin", "classification", "references", "header", "text")
# What headings may be called
NAMES = {
    "id": "id", "mrn": "id", "refid": "id", "reference_id": "id", "identifier": "id", "cable_id": "id",
    "date": "date", "datetime": "date", "created": "date", "origin": "origin", "source": "origin",
    "embassy": "origin", "classification": "classification", "references": "references", "refs": "references",
    "header": "header", "text": "text", "content": "text", "body": "text", "tags": "tags", "released": "released",
    "url": "url", "number": "number", "subject": "subject",
}  # fmt: skip
# A cell in quotes with backslash escapes or doubled quotes, or one without quotes; then a comma or line end
CELL = re.compile(
    r'"(?P<quoted>[^"\\]*(?:(?:\\.|"")[^"\\]*)*)"[ \t]*(?P<end>,|\n|\Z)|(?P<bare>[^,\n]*)(?P<stop>,|\n|\Z)',
    re.S,
)
# An escape in a cell: '\"', '""', '\\'
ESCAPE = re.compile(r'\\(["\\])|""')
# A pair of a JSON object whose value is a string
PAIR = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
# Between the ids of the references column: "07BERN113|07BERN98"
REFERENCE_GAP = re.compile(r"[|;,\s]+")
CONTROL = re.compile(r"[\x00-\x1f]")
JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)")
HEAD = 4000


class Cell(Struct, frozen=True):
    """A column's place in the source, without its quotes, and its value."""

    start: int
    end: int
    value: str


def is_csv_dump(text: str) -> bool:
    """Whether a text starts with a row of eight columns whose third is an id, or with a heading row that names text."""
    row = next(_rows(text, 0), None)
    return row is not None and (_is_eight(row[1]) or _headings(row[1]) is not None)


def transcribe_csv_dump(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all rows, in order."""
    names: tuple[str, ...] = EIGHT
    heading: tuple[Span, ...] = ()
    transcripts: list[Transcript] = []
    for number, (span, cells) in enumerate(_rows(text, 0)):
        headings = _headings(cells) if number == 0 else None
        if headings:
            names, heading = headings, (span,)
            continue
        columns = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        row = _transcribe(text, span, columns, ESCAPE)
        transcripts.append(replace(row, around=(*heading, *row.around)) if heading else row)
        heading = ()
    return tuple(transcripts)


def is_json_dump(text: str) -> bool:
    """Whether the first line is an object with a text."""
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return False
    end = text.find("\n", start)
    names = (match["name"].lower() for match in PAIR.finditer(text, start, end if end >= 0 else len(text)))
    return any(NAMES.get(name) == "text" for name in names)


def transcribe_json_dump(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all lines, in order; a line that has no text column is a row without telegram."""
    transcripts: list[Transcript] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        columns: dict[str, Cell] = {}
        for match in PAIR.finditer(text, position, end):
            name = NAMES.get(match["name"].lower())
            if name:
                value = json.loads('"' + CONTROL.sub(" ", match["value"]) + '"')
                columns.setdefault(name, Cell(*match.span("value"), value))
        if line.strip():
            transcripts.append(_transcribe(text, (position, end), columns, JSON_ESCAPE))
        position = end + 1
    return tuple(transcripts)


def _rows(text: str, position: int) -> Iterator[tuple[tuple[int, int], list[Cell]]]:
    """The rows of a CSV text from a position on: where each stands, and its cells."""
    cells: list[Cell] = []
    start = position
    while position < len(text):
        match = CELL.match(text, position)
        assert match is not None
        position = max(match.end(), position + 1)
        name = "quoted" if match["end"] is not None else "bare"
        value = ESCAPE.sub(_unescaped, match[name]) if name == "quoted" else match[name]
        cells.append(Cell(*match.span(name), value))
        if (match["end"] or match["stop"] or "\n") == "\n":
            if len(cells) > 1 or cells[0].value.strip():
                yield (start, position), cells
            cells, start = [], position


def _is_eight(cells: list[Cell]) -> bool:
    return len(cells) == len(EIGHT) and read_message_id(cells[2].value) is not None


def _headings(cells: list[Cell]) -> tuple[str, ...] | None:
    """The columns that a heading row names, empty for unknown ones; None when the row is none."""
    names = tuple(NAMES.get(cell.value.strip().lower().replace(" ", "_"), "") for cell in cells)
    return names if "text" in names and len(set(names) - {""}) > 1 else None


def _transcribe(
    text: str, row: tuple[int, int], columns: dict[str, Cell], escape: re.Pattern[str]
) -> Transcript:
    parts = [columns[name] for name in ("header", "text") if name in columns and columns[name].value.strip()]
    published = _published(columns)
    if not parts:
        return Transcript("", row[0], around=(row,), published=published, id_hint=published.id)
    transcriber = Transcriber(text)
    transcriber.kept_to = parts[0].start
    for number, cell in enumerate(parts):
        if number:
            transcriber.jump(parts[number - 1].end, cell.start, "\n\n")
        for match in escape.finditer(text, cell.start, cell.end):
            transcriber.replace(*match.span(), _unescaped(match))
    words, edits = transcriber.finish(parts[-1].end)
    around = _around(text, row, sorted((cell.start, cell.end) for cell in parts))
    return Transcript(words, parts[0].start, edits, around=around, published=published, id_hint=published.id)


def _unescaped(match: re.Match[str]) -> str:
    """What an escape of either kind stands for."""
    if match.re is JSON_ESCAPE:
        return str(json.loads(f'"{match.group()}"'))
    return match[1] or '"'


def _around(text: str, row: tuple[int, int], parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    edges = [row[0], *(edge for part in parts for edge in part), row[1]]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return tuple(span for span in spans if text[span[0] : span[1]].strip())


def _published(columns: dict[str, Cell]) -> Published:
    def value(name: str) -> str | None:
        cell = columns.get(name)
        return (cell.value.strip() or None) if cell else None

    return Published(
        id=value("id"),
        date=published_time(value("date") or ""),
        classification=value("classification"),
        origin=value("origin"),
        tags=tuple((value("tags") or "").replace(",", " ").split()),
        references=tuple(REFERENCE_GAP.split(value("references") or "")) if value("references") else (),
        released=value("released"),
        url=value("url"),
    )
