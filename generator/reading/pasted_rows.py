"""A text into which a row of a CSV dump was pasted -> Transcript: the columns as parts of a telegram (format 16.6)."""

from __future__ import annotations

import re

from ..model import Published, Span
from .csv_rows import Escapes, Row, read_row
from .dump_rows import BACKSLASH_ESCAPE, DOUBLED_QUOTE, Columns, published_of, unescaped
from .dumps import EIGHT
from .transcript import Transcriber, Transcript

# The first columns of a row: '191568,2/11/2009 14:57,09OSLO92,"Embassy'
ROW_HEAD = re.compile(r'^"?\d+"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d"?,"?\d\d[A-Z\'-]+\d+"?,"?[A-Z]', re.M)
# What is in each of them, and hardly anywhere else: '/2009 14:57'
TIME = re.compile(r"/\d{4} \d{1,2}:\d\d\"?,")
GAP = "\n\n"
# Rows that are none are looked through to the end of the text: after so many no further one is looked for
MOST_BROKEN = 20


def holds_row(text: str) -> bool:
    """Whether such a row starts at one of the lines."""
    return '"' in text and TIME.search(text) is not None and ROW_HEAD.search(text) is not None


def transcribe_pasted(text: str) -> tuple[Transcript, ...]:
    """The one transcript of a text with rows in it: what is above and below them stays as it is."""
    transcriber = Transcriber(text)
    around: list[Span] = []
    published: Published | None = None
    position = broken = 0
    escapes = Escapes(text)
    for match in ROW_HEAD.finditer(text):
        if match.start() < position:
            continue
        backslashes = escapes.are_backslashes(match.start())
        row = read_row(text, match.start(), backslashes)
        if len(row.cells) != len(EIGHT):
            broken += 1
            if broken == MOST_BROKEN:
                break
            continue
        columns: Columns = {name: (cell.start, cell.end) for name, cell in zip(EIGHT, row.cells, strict=True)}
        escape = BACKSLASH_ESCAPE if backslashes else DOUBLED_QUOTE
        around += _undo_row(transcriber, row, columns, escape)
        published = published_of(text, columns, escape)
        position = row.end
    words, edits = transcriber.finish()
    return (Transcript(words, 0, edits, tuple(around), published),)


def _undo_row(transcriber: Transcriber, row: Row, columns: Columns, escape: re.Pattern[str]) -> list[Span]:
    """Reads header and text column one below the other; the spans of all else in the row."""
    text = transcriber.source
    (header, header_end), (start, end) = columns["header"], columns["text"]
    transcriber.jump(row.start, header, GAP)
    for match in escape.finditer(text, header, header_end):
        transcriber.replace(*match.span(), unescaped(match))
    transcriber.jump(header_end, start, GAP)
    for match in escape.finditer(text, start, end):
        transcriber.replace(*match.span(), unescaped(match))
    transcriber.jump(end, row.end, GAP)
    around = ((row.start, header), (header_end, start), (end, row.end))
    return [(a, b) for a, b in around if text[a:b].strip()]
