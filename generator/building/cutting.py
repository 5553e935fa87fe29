"""A big or packed source -> the parts in which workers read it; what is packed is unpacked in the cache meanwhile.

Every part has a key of its own in the store, from its bytes, so that an edited row costs the reading of one part.
"""

from __future__ import annotations

import codecs
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Diagnostic, report
from ..reading import hint_of
from ..reading.decoding import decode
from ..reading.dump_parts import HEAD, DumpPart, cut_dump
from ..reading.sources import DumpShape
from ..reading.unpacking import Member, is_packed, unpack
from .failures import cache_refused
from .manifest import Seen

BIG = 1 << 20  # a smaller file is read at once, whatever it holds
PACKED = (".gz", ".zip")
WIDE = "utf-16"
FOLDER = "unpacked"


class SourcePart(Struct, frozen=True):
    """Bytes `start` to `end` of a source, or of what was unpacked from it: `path` is the source's, `file` theirs.

    `number` counts the parts of a source from 1, `member` the files of an archive from 0. `seen` is what the system
    says of the source while it is as it was when it was cut.
    """

    path: str
    source: Path
    file: Path
    number: int
    member: int
    start: int
    end: int
    shape: DumpShape | None
    id_hint: str | None
    seen: Seen


class Cut(Struct, frozen=True):
    """A source in parts, none where nothing could be unpacked; `seen` has no digest yet."""

    path: str
    source: Path
    seen: Seen
    parts: tuple[SourcePart, ...]
    problems: tuple[Diagnostic, ...]


class _Piece(Struct, frozen=True):
    """A part before it has its number: where it lies, and what is known of the file that it is of."""

    file: Path
    member: int
    id_hint: str | None
    part: DumpPart


@contextmanager
def unpacking_room(cache: Path) -> Iterator[Path]:
    """A folder for what is unpacked, empty and gone afterwards; what a killed build left there goes too."""
    folder = cache / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def may_be_cut(path: str, size: int) -> bool:
    """Whether a source is worth a look: by its size, or since its name says that it holds more than it weighs."""
    return size >= BIG or path.lower().endswith(PACKED)


def cut_source(path: str, source: Path, room: Path) -> Cut | None:
    """The parts of a dump or packed source; None where it is to be read as a whole, or cannot be.

    Errors: Failure (O603, O621) where there is no place to unpack.
    """
    problems: list[Diagnostic] = []
    try:
        with source.open("rb") as stream:
            seen = seen_of(os.fstat(stream.fileno()), b"")
            head = stream.read(HEAD)
            if is_packed(head):
                members = unpack(stream, path, problems.append)
                pieces = list(_unpacked_pieces(members, room, problems))
            elif _encoding(head).startswith(WIDE):
                stream.seek(0)
                whole = Member(source.name, iter(lambda: stream.read(HEAD), b""))
                pieces = list(_unpacked_pieces(iter([whole]), room, problems))
            else:
                pieces = [_Piece(source, 0, hint_of(path), part) for part in cut_dump(stream)]
    except OSError:
        return None  # whoever reads it as a whole tells why that cannot be done
    if not is_packed(head) and not any(piece.part.shape for piece in pieces):
        return None
    parts = tuple(
        SourcePart(
            path, source, piece.file, number, piece.member, piece.part.start, piece.part.end, piece.part.shape,
            piece.id_hint, seen,
        )
        for number, piece in enumerate(pieces, start=1)
    )  # fmt: skip
    if not parts and not problems:
        problems.append(report("R100", "this file is empty"))
    return Cut(path, source, seen, parts, tuple(problems))


def seen_of(status: os.stat_result, digest: bytes) -> Seen:
    """What the system says of a file whose bytes have this digest."""
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest)


def _unpacked_pieces(members: Iterator[Member], room: Path, problems: list[Diagnostic]) -> Iterator[_Piece]:
    """The parts of all files in an archive that are text, each written into the room as UTF-8 or as it is."""
    number = 0
    for member in members:
        head = next(member.chunks, b"")
        encoding = _encoding(head)
        chunks: Iterator[bytes] = chain([head], member.chunks)
        if encoding == "binary":
            problems += decode(head).problems
            continue
        if encoding.startswith(WIDE):
            problems += decode(head[: HEAD // 2 * 2]).problems
            chunks = _as_utf8(chunks, encoding)
        file = _write(room, chunks)
        with file.open("rb") as stream:
            parts = cut_dump(stream)
        yield from (
            _Piece(file, number, hint_of(member.name), part) for part in parts if part.end > part.start
        )
        number += 1


def _encoding(head: bytes) -> str:
    return decode(head).encoding


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _write(room: Path, chunks: Iterator[bytes]) -> Path:
    """A new file in the room. Errors: Failure."""
    try:
        room.mkdir(parents=True, exist_ok=True)
        file = room / str(sum(1 for _ in room.iterdir()))
        stream = file.open("wb")
    except OSError as error:
        raise cache_refused(error) from error
    with stream:
        for chunk in chunks:
            try:
                stream.write(chunk)
            except OSError as error:
                raise cache_refused(error) from error
    return file
