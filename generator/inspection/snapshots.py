"""Readings of an archive -> a file of them, one cable a line; that file -> the readings.

What is kept is the document model but for what any change of the source would move: spans, lines, columns, digests.
The file is one JSON document, written and read line by line, so that its size does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from ..model import Cable
from .contract import as_contract

VERSION = 1
OPENING = f'{{"version": {VERSION}, "cables": ['.encode()
CLOSING = b"]}"
LEFT_OUT = ("spans", "source")
LEFT_OUT_INSIDE = frozenset({"spans", "span", "redactions", "line", "column"})


class Snapshot(Struct, frozen=True, forbid_unknown_fields=True):
    """A cable as it was read: `number` is its place in its file, from 1; `cable` the document model's fields."""

    path: str
    number: int
    cable: dict[str, Any]

    @property
    def place(self) -> tuple[str, int]:
        """By which snapshots are ordered."""
        return self.path, self.number


class NoSnapshots(Exception):
    """A file that `write_snapshots` did not write; the argument says in words what is wrong."""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Snapshot).decode


def snapshot_of(cable: Cable, path: str, number: int) -> Snapshot:
    """What is kept of a cable."""
    fields = msgspec.to_builtins(as_contract(cable))
    kept = {name: _still(value) for name, value in fields.items() if name not in LEFT_OUT}
    return Snapshot(path, number, kept)


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """One line of the file, without its end."""
    return _encode(snapshot)


def write_snapshots(lines: Iterable[bytes], sink: BinaryIO) -> int:
    """Writes the file of these lines, which are in the order of their places; how many there were."""
    count = 0
    sink.write(OPENING)
    for count, line in enumerate(lines, start=1):
        sink.write(b",\n" if count > 1 else b"\n")
        sink.write(line)
    sink.write(b"\n" + CLOSING + b"\n")
    return count


def read_snapshots(file: Path) -> Iterator[Snapshot]:
    """The snapshots of a file in its order. Errors: NoSnapshots, OSError."""
    with file.open("rb") as lines:
        if next(lines, b"").rstrip() != OPENING:
            raise NoSnapshots("its first line is not that of a saved check")
        before = ("", 0)
        for number, line in enumerate(lines, start=2):
            text = line.strip().removesuffix(b",")
            if text == CLOSING:
                return
            try:
                snapshot = _decode(text)
            except msgspec.DecodeError as error:
                raise NoSnapshots(f"line {number} is not a cable: {error}") from error
            if snapshot.place <= before:
                raise NoSnapshots(f"line {number} is out of order")
            before = snapshot.place
            yield snapshot
    raise NoSnapshots("its end is missing")


def _still(value: Any) -> Any:
    """A value without what moves when the source does."""
    match value:
        case dict():
            return {name: _still(inner) for name, inner in value.items() if name not in LEFT_OUT_INSIDE}
        case list() | tuple():
            return [_still(inner) for inner in value]
    return value
