"""A row of a dump, its columns found -> Transcript.

The telegram of a row is its header column, a blank line, and its text column; escapes are undone, each an edit;
the other columns are the publisher's.
"""

from __future__ import annotations

import re

from ..model import Published, Span
from .archive_pages import published_time
from .message_ids import read_message_id
from .transcript import Transcriber, Transcript

# An escape in a CSV cell where backslashes escape, and where only doubling does: '\"', '""', '\\'
BACKSLASH_ESCAPE = re.compile(r'\\(["\\])|""')
DOUBLED_QUOTE = re.compile(r'""')
# An escape in a cell that is one line and has its line ends as escapes: '\\n', besides those above
ONE_LINE_ESCAPE = re.compile(r'\\(["\\nrt])|""')
FEWEST_LINE_ENDS = 3
# An escape in a JSON string: '\n', '\u00e9', '\ud83d\ude00'
JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.S)
JSON_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
# Between the ids of the references column: "07BERN913|07BERN98"
REFERENCE_GAP = re.compile(r"[|;,\s]+")
TELEGRAM = ("header", "text")

Columns = dict[str, Span]
Problem = tuple[str, str, int]


def transcribe_row(
    text: str, row: Span, columns: Columns, escape: re.Pattern[str], problems: tuple[Problem, ...] = ()
) -> Transcript:
    """The telegram of a row: `columns` are those whose names are known, without their quotes."""
    if "text" not in columns or not text[slice(*columns["text"])].strip():
        problems += (("R166", "this row has no text", row[0]),)
    parts = [columns[name] for name in TELEGRAM if name in columns and text[slice(*columns[name])].strip()]
    published = published_of(text, columns, escape)
    if not parts:
        return Transcript(
            "", row[0], around=(row,), published=published, id_hint=published.id, problems=problems
        )
    offset = parts[0][0]
    transcriber = Transcriber(text)
    transcriber.kept_to = offset
    for number, (start, end) in enumerate(parts):
        if number:
            transcriber.jump(parts[number - 1][1], start, "\n\n")
        for match in _escape_of(text, start, end, escape).finditer(text, start, end):
            transcriber.replace(*match.span(), unescaped(match))
    words, edits = transcriber.finish(parts[-1][1])
    around = _around(text, row, sorted(parts))
    return Transcript(words, offset, edits, around, published, published.id, problems)


def _escape_of(text: str, start: int, end: int, escape: re.Pattern[str]) -> re.Pattern[str]:
    """How a cell is escaped: as all are, but for one that has no line ends except as `\\n`."""
    if escape is JSON_ESCAPE or text.find("\n", start, end) >= 0:
        return escape
    return ONE_LINE_ESCAPE if text.count("\\n", start, end) >= FEWEST_LINE_ENDS else escape


def has_id(text: str, columns: Columns) -> bool:
    """Whether the column of the message number holds one."""
    return "id" in columns and read_message_id(text[slice(*columns["id"])].strip()) is not None


def unescaped(match: re.Match[str]) -> str:
    """What an escape stands for; one that means nothing stands for itself."""
    if match.re is not JSON_ESCAPE:
        sign = '"' if match.group() == '""' else match.group()[1]
        return JSON_LETTERS.get(sign, sign) if match.re is ONE_LINE_ESCAPE else sign
    escape = match.group()
    if len(escape) > 2:
        units = b"".join(bytes.fromhex(unit) for unit in escape.split("\\u")[1:])
        return units.decode("utf-16-be", "replace")
    return JSON_LETTERS.get(escape[1], escape[1] if escape[1] in '"\\/' else escape)


def _around(text: str, row: Span, parts: list[Span]) -> tuple[Span, ...]:
    """What stands before, between and behind the parts of the telegram."""
    edges = [row[0], *(edge for part in parts for edge in part), row[1]]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return tuple(span for span in spans if text[span[0] : span[1]].strip())


def published_of(text: str, columns: Columns, escape: re.Pattern[str]) -> Published:
    """What the other columns say."""

    def value(name: str) -> str:
        return " ".join(escape.sub(unescaped, text[slice(*columns[name])]).split()) if name in columns else ""

    return Published(
        id=value("id") or None,
        date=published_time(value("date")),
        classification=value("classification") or None,
        origin=value("origin") or None,
        tags=tuple(value("tags").replace(",", " ").split()),
        references=tuple(word for word in REFERENCE_GAP.split(value("references")) if word),
        released=value("released") or None,
        url=value("url") or None,
    )
