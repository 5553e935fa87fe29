"""A gzip or zip file -> the files in it, as streams of bytes; what is wrong with it, as diagnostics.

Known by its first bytes. A zip is like a folder: what an editor or a file manager left in it is passed over, what
cannot hold telegrams is told and left out.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from ..diagnostics import Diagnostic, report
from .decoding import decode
from .litter import is_litter

GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06"
ENDINGS = ("", ".csv", ".htm", ".html", ".json", ".jsonl", ".markdown", ".md", ".ndjson", ".text", ".txt")
CHUNK = 1 << 20
# Text shrinks to a fifth, dumps of a few words to a fiftieth; what shrinks more is made to fill a disk
MOST_TIMES_LARGER = 100
ALWAYS_ALLOWED = 64 << 20
DAMAGE = (EOFError, OSError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError)

Tell = Callable[[Diagnostic], None]


class Member(Struct, frozen=True):
    """A file in a packed one: its name without folders, and its bytes, which can be taken once."""

    name: str
    chunks: Iterator[bytes]


def is_packed(head: bytes) -> bool:
    """Whether a file that starts so is packed."""
    return head.startswith((GZIP, ZIP, EMPTY_ZIP))


def unpack(file: BinaryIO, name: str, tell: Tell) -> Iterator[Member]:
    """The files in a packed one of this name, in the order of their names; take the bytes of each before the next.

    What cannot be unpacked is told, never raised; what comes before the damage is given.
    """
    size = file.seek(0, 2)
    file.seek(0)
    budget = Budget(size, tell)
    if file.read(len(GZIP)) == GZIP:
        file.seek(0)
        inner = PurePosixPath(name).name
        yield Member(inner[:-3] if inner.lower().endswith(".gz") else inner, _gunzip(file, budget))
    else:
        file.seek(0)
        yield from _unzip(file, budget)


class MemberText(Struct, frozen=True):
    """A file in a packed one that is text."""

    name: str
    text: str


def unpack_texts(name: str, content: bytes) -> tuple[tuple[MemberText, ...], tuple[Diagnostic, ...]]:
    """The files in a packed one that are text, decoded, and all that is wrong with it."""
    problems: list[Diagnostic] = []
    texts: list[MemberText] = []
    for member in unpack(BytesIO(content), name, problems.append):
        decoded = decode(b"".join(member.chunks))
        problems += decoded.problems
        if decoded.text is not None:
            texts.append(MemberText(member.name, decoded.text))
    return tuple(texts), tuple(problems)


class Budget:
    """How many bytes may still come out of a packed file, and whom to tell what is wrong with it."""

    def __init__(self, size: int, tell: Tell) -> None:
        self.left = ALWAYS_ALLOWED + MOST_TIMES_LARGER * size
        self.tell = tell

    def take(self, stream: gzip.GzipFile | zipfile.ZipExtFile, what: str) -> Iterator[bytes]:
        """The bytes of a stream as far as they can be had."""
        try:
            while chunk := stream.read1(
                CHUNK
            ):  # not read(), which gives nothing of a piece with damage in it
                self.left -= len(chunk)
                if self.left < 0:
                    self.tell(
                        report("R169", f"{what} unpacks to more than {MOST_TIMES_LARGER} times its size")
                    )
                    return
                yield chunk
        except DAMAGE as error:
            self.tell(_damage(what, error))


def _gunzip(file: BinaryIO, budget: Budget) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=file, mode="rb") as stream:
        yield from budget.take(stream, "this file")


def _unzip(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        budget.tell(_damage("this file", error))
        return
    with archive:
        entries = sorted(
            (entry for entry in archive.infolist() if not entry.is_dir()), key=lambda e: e.filename
        )
        for entry in entries:
            path = PurePosixPath(entry.filename)
            if any(is_litter(part) for part in path.parts):
                continue
            if path.suffix.lower() not in ENDINGS:
                budget.tell(
                    report("R168", f"{entry.filename} in this archive was left out: no file of telegrams")
                )
                continue
            yield Member(path.name, _read_entry(archive, entry, budget))


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    try:
        stream = archive.open(entry)
    except DAMAGE as error:
        budget.tell(_damage(entry.filename, error))
        return
    assert isinstance(stream, zipfile.ZipExtFile)  # as ever when it is opened for reading
    with stream:
        yield from budget.take(stream, entry.filename)


def _damage(what: str, error: Exception) -> Diagnostic:
    """What the library said, in a publisher's words."""
    words = str(error)
    if isinstance(error, RuntimeError) and "password" in words:
        return report("R167", f"{what} is protected by a password")
    return report("R167", f"{what} cannot be unpacked to its end: {words.lower().rstrip('.')}")
