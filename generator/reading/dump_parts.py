"""A big dump, as a stream of bytes -> ranges of whole rows, each small enough to be read on its own.

One pass over the bytes. Where to cut is decided by what the rows say, not by where they stand: a row of some 64, so
that an edited row changes its own part and no other. What structures a dump is ASCII, so that one byte is looked at
as one character, whatever the encoding; UTF-16 is not, and must be turned into UTF-8 before.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from .csv_rows import LOOKAHEAD, read_row
from .decoding import decode
from .dumps import CSV, is_whole, shape_of
from .formats import find_format
from .json_arrays import JSON_ARRAY, SIGN, start_of_array
from .lines import plain_blanks
from .sources import DumpShape

HEAD = 1 << 20  # bytes that tell what a file is
CHUNK = 1 << 20
ROWS_A_PART = 64  # on average
MOST_BYTES = 4 << 20
LOOKED_AT = 64  # characters at both ends of a row that decide whether a part starts with it
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class DumpPart(Struct, frozen=True):
    """Bytes `start` to `end` of a file: whole rows of a dump of this shape, or all of a file that is none."""

    start: int
    end: int
    shape: DumpShape | None = None


def cut_dump(file: BinaryIO, *, rows_a_part: int = ROWS_A_PART, chunk: int = CHUNK) -> tuple[DumpPart, ...]:
    """The parts of a dump, in order; of any other file one, the whole. Takes UTF-8 or one byte a character.

    Memory holds the longest row and `chunk` bytes. Errors: OSError.
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(HEAD)
    shape = _shape_of(head)
    if shape is None:
        return (DumpPart(0, size),)
    file.seek(0)
    starts = [0, *_cuts(_rows(file, shape, chunk, head), 1 if shape.heading else 0, rows_a_part)]
    later = replace(shape, heading=False)
    ends = [*starts[1:], size]
    return tuple(
        DumpPart(start, end, later if start else shape) for start, end in zip(starts, ends, strict=True)
    )


class PassingRow(Struct, frozen=True):
    """A row as it passes by: its bytes from `start` to `end`, what decides about cutting, whether it is sound."""

    start: int
    end: int
    sample: str
    sound: bool


def _shape_of(head: bytes) -> DumpShape | None:
    """The shape of the dump that starts so; None for another file."""
    text = decode(head).text
    if text is None:
        return None
    form = find_format(plain_blanks(text))
    if form.name == JSON_ARRAY:
        return DumpShape(JSON_ARRAY)
    return shape_of(text) if form.raw else None


def _cuts(rows: Iterator[PassingRow], headings: int, rows_a_part: int) -> Iterator[int]:
    """Where parts start, but for the first: before sound rows only, and not before the first of them."""
    start, sound = 0, -headings
    for row in rows:
        if not row.sound:
            continue
        if sound > 0 and (_is_chosen(row.sample, rows_a_part) or row.end - start > MOST_BYTES):
            yield row.start
            start, sound = row.start, 0
        sound += 1


def _is_chosen(sample: str, one_of: int) -> bool:
    return zlib.crc32(sample.encode("latin-1")) % one_of == 0


def _rows(file: BinaryIO, shape: DumpShape, chunk: int, head: bytes) -> Iterator[PassingRow]:
    if shape.format == CSV:
        return _csv_rows(file, shape, chunk)
    if shape.format != JSON_ARRAY:
        return _json_rows(file, chunk)
    mark = len(BYTE_ORDER_MARK) if head.startswith(BYTE_ORDER_MARK) else 0
    return _objects(file, chunk, mark + (start_of_array(head[mark:].decode("latin-1")) or 0))


def _csv_rows(file: BinaryIO, shape: DumpShape, chunk_size: int) -> Iterator[PassingRow]:
    """The rows of a CSV file; one that is not all in the buffer is looked at again when that has doubled."""
    buffer, at, passed = "", 0, 0
    while True:
        chunk = file.read(max(chunk_size, len(buffer) - at))
        buffer, passed, at = buffer[at:] + chunk.decode("latin-1"), passed + at, 0
        if not passed and chunk.startswith(BYTE_ORDER_MARK):
            at = len(BYTE_ORDER_MARK)
        while at < len(buffer):
            row = read_row(buffer, at, shape.backslashes, shape.separator)
            if chunk and row.end + LOOKAHEAD > len(buffer):
                break
            yield PassingRow(
                passed + at, passed + row.end, _sample(buffer, at, row.end), is_whole(row, shape)
            )
            at = row.end
        if not chunk:
            return


def _json_rows(file: BinaryIO, chunk_size: int) -> Iterator[PassingRow]:
    """The lines of a file of JSON lines; sound are those that look like an object."""
    pieces: list[bytes] = []
    at = 0
    for piece in iter(lambda: file.readline(chunk_size), b""):
        pieces.append(piece)
        if not piece.endswith(b"\n"):
            continue
        line = b"".join(pieces).decode("latin-1")
        yield PassingRow(at, at + len(line), _sample(line, 0, len(line)), line.startswith("{"))
        at += len(line)
        pieces.clear()
    if pieces:
        yield PassingRow(at, at + sum(map(len, pieces)), "", False)


def _objects(file: BinaryIO, chunk_size: int, first: int) -> Iterator[PassingRow]:
    """The objects of a JSON array from the first byte on; one that is not all in the buffer stays until it is."""
    file.seek(first)
    buffer, passed = "", first
    start = depth = at = 0
    while True:
        chunk = file.read(max(chunk_size, len(buffer) - at))
        kept = start if depth else at
        buffer, passed, start, at = buffer[kept:] + chunk.decode("latin-1"), passed + kept, 0, at - kept
        for match in SIGN.finditer(buffer, at):
            sign = match.group()
            if sign[0] == '"' and match["closing"] != '"' and chunk:
                break  # more of this string is to come
            at = match.end()
            if sign == "{":
                start = start if depth else match.start()
                depth += 1
            elif sign == "}" and depth:
                depth -= 1
                if not depth:
                    yield PassingRow(passed + start, passed + at, _sample(buffer, start, at), True)
        else:
            at = len(buffer)
        if not chunk:
            return


def _sample(text: str, start: int, end: int) -> str:
    return text[start : min(end, start + LOOKED_AT)] + text[max(start, end - LOOKED_AT) : end]
