"""A page of a published archive (a table of metadata, then the telegram in `<pre>`) -> Transcript.

Tags are left out, entities decoded, every one an edit; what stands outside of `<pre>` is the publisher's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from ..model import Published, Span
from .transcript import Transcriber, Transcript

# The telegram's parts: "<pre>VZCZCXRO3078&#x000A;PP RUEHBI</pre>"
PRE = re.compile(r"<pre\b[^>]{0,500}>", re.I)
PRE_END = re.compile(r"</pre\s{0,50}>", re.I)
# A tag, or an entity: "<a href='#par1'>", "&#x000A;", "&amp;"; "< /a>" is text
MARK = re.compile(r"</?[A-Za-z!][^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")
# A cell of the table, and a heading of it
CELL = re.compile(r"<t(?P<kind>[hd])\b[^>]*>(?P<text>.*?)</t[hd]>", re.I | re.S)
TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
LINK = re.compile(r"<a\b[^<>]*href\s*=\s*['\"]([^'\"]*)['\"]", re.I)
# "2006-09-01 13:01", "9/1/2006 13:01"
TIME = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)/(\d\d?)/(\d{4}))[ T](\d\d?):(\d\d)")
# The columns of the table by their headings
COLUMNS = {
    "reference id": "id", "created": "date", "released": "released", "classification": "classification",
    "origin": "origin", "tags": "tags",
}  # fmt: skip
HEAD = 4000


def is_archive_page(text: str) -> bool:
    """Whether a text is an HTML page with a `<pre>`."""
    head = text[:HEAD]
    if "<" not in head:
        return False
    head = head.lower()
    return ("<!doctype html" in head or "<html" in head or "<table" in head) and next(
        _parts(text), None
    ) is not None


def transcribe_archive_page(text: str) -> tuple[Transcript, ...]:
    """The one telegram of a page; header and text stand in `<pre>` blocks of their own, a blank line joins them."""
    transcriber = Transcriber(text)
    parts = list(_parts(text))
    transcriber.kept_to = parts[0][0]
    for number, (start, end) in enumerate(parts):
        if number:
            transcriber.jump(parts[number - 1][1], start, "\n\n")
        _undo_marks(transcriber, text, start, end)
    words, edits = transcriber.finish(parts[-1][1])
    around = _around(text, parts)
    published = read_published(text[: parts[0][0]])
    return (Transcript(words, parts[0][0], edits, around=around, published=published, id_hint=published.id),)


def _parts(text: str) -> Iterator[Span]:
    """What stands in each `<pre>` that is closed."""
    position = 0
    while (start := PRE.search(text, position)) and (end := PRE_END.search(text, start.end())):
        yield start.end(), end.start()
        position = end.end()


def _undo_marks(transcriber: Transcriber, text: str, position: int, end: int) -> None:
    """Tags before words go with their first character, tags behind them with the last.

    An entity for what no text may hold, such as `&#x000E;`, stays as it stands.
    """
    first = position
    pending: int | None = None
    for match in MARK.finditer(text, position, end):
        if pending is not None and match.start() > position:
            transcriber.replace(pending, position + 1, text[position])
            pending = None
        position = match.end()
        if match.group()[0] == "&":
            words = html.unescape(match.group()) or match.group()
            transcriber.replace(match.start() if pending is None else pending, position, words)
            pending = None
        elif match.group().startswith("</") and pending is None and match.start() > first:
            transcriber.drop_after(match.start(), position)
        elif pending is None:
            pending = match.start()
    if pending is not None and position < end:
        transcriber.replace(pending, position + 1, text[position])
    elif pending is not None:
        transcriber.drop_after(pending, position)


def _around(text: str, parts: list[Span]) -> tuple[Span, ...]:
    """What stands before, between and behind the parts."""
    edges = [0, *(edge for part in parts for edge in part), len(text)]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return tuple(span for span in spans if text[span[0] : span[1]].strip())


def read_published(page: str) -> Published:
    """What the table above the telegram says; cells stand in the order of their headings."""
    names: list[str] = []
    cells: list[str] = []
    for match in CELL.finditer(page):
        (names if match["kind"].lower() == "h" else cells).append(match["text"])
    values = {
        COLUMNS[plain(name).lower()]: cell
        for name, cell in zip(names, cells, strict=False)
        if plain(name).lower() in COLUMNS
    }
    link = LINK.search(values.get("id", ""))
    return Published(
        id=plain(values.get("id", "")) or None,
        date=published_time(plain(values.get("date", ""))),
        classification=plain(values.get("classification", "")) or None,
        origin=plain(values.get("origin", "")) or None,
        tags=tuple(plain(values.get("tags", "")).replace(",", " ").split()),
        released=plain(values.get("released", "")) or None,
        url=html.unescape(link[1]) if link else None,
    )


def plain(cell: str) -> str:
    """The words of a cell, on one line."""
    return " ".join(html.unescape(TAG.sub(" ", cell)).split())


def published_time(words: str) -> datetime | None:
    """`2006-09-01 13:01` or `9/1/2006 13:01` as a time in UTC, None for anything else."""
    match = TIME.search(words)
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 4, 5)
    try:
        return datetime(int(year), int(month), int(day), int(match[7]), int(match[8]), tzinfo=UTC)
    except ValueError:
        return None
