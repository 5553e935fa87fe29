"""A content folder -> the files in it that may hold telegrams; a file -> SourceFile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Diagnostic, Located, report
from .litter import is_litter

CABLES = "cables"


class FoundFile(Struct, frozen=True):
    """A file below `content/cables`: `path` from the content folder with `/`, `file` where it is now.

    The rest is what the system said of it.
    """

    path: str
    file: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class DumpShape(Struct, frozen=True):
    """How a dump is written, which a part of it does not show: the format, and for CSV the columns.

    Columns are named, or empty where a heading means nothing to us. `backslashes`: they escape quotes; `heading`: a
    row of headings comes first; `separator`: what parts the cells.
    """

    format: str
    columns: tuple[str, ...] = ()
    backslashes: bool = True
    heading: bool = False
    separator: str = ","


class SourceFile(Struct, frozen=True):
    """A file to be read: `path` from the content folder with `/`, its bytes, hints for fragments without id or year.

    `shape`: the bytes are whole rows of a dump of this shape. Spans and lines count from the first of these bytes.
    """

    path: str
    content: bytes
    id_hint: str | None = None
    year_hint: int | None = None
    shape: DumpShape | None = None


class KnownPerson(Struct, frozen=True):
    """A person whom people.toml names: all `aliases` (and `name`) are to be found in a text and mean `key`."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


class ReadingRules(Struct, frozen=True):
    """What a publisher decides about reading; part of the store's key."""

    repair: bool = True
    people: tuple[KnownPerson, ...] = ()


def find_sources(content: Path) -> tuple[tuple[FoundFile, ...], tuple[Located, ...]]:
    """All files below `content/cables`, sorted by path, and what cannot be read of it.

    Links are followed while they stay inside the content folder; a folder is not entered twice.
    """
    folder = content / CABLES
    if not folder.is_dir():
        hint = f"make the folder {folder.name} in {content.name} and put the telegrams into it"
        return (), (
            Located(f"{content.name}/{CABLES}", report("R110", "there is no such folder", hint=hint)),
        )
    found: list[FoundFile] = []
    problems: list[Located] = []
    home = os.path.realpath(content)
    _walk(str(folder), CABLES, home, {os.path.realpath(folder)}, found, problems)
    return tuple(sorted(found, key=lambda file: file.path)), tuple(problems)


def _walk(
    folder: str, path: str, home: str, seen: set[str], found: list[FoundFile], problems: list[Located]
) -> None:
    """Collects the files of one folder, then of those in it; `path` is the folder's from the content folder."""
    for entry in _entries(folder, path, problems):
        inner = f"{path}/{entry.name}"
        if is_litter(entry.name):
            continue
        problem = _take(entry, inner, home, seen, found, problems)
        if problem:
            problems.append(Located(f"content/{inner}".encode("utf-8", "replace").decode(), problem))


def _entries(folder: str, path: str, problems: list[Located]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(Located(f"content/{path}", report("R108", f"cannot be read: {error.strerror}")))


def _take(
    entry: os.DirEntry[str],
    path: str,
    home: str,
    seen: set[str],
    found: list[FoundFile],
    problems: list[Located],
) -> Diagnostic | None:
    """Takes one entry of a folder; what stands in the way is the answer."""
    try:
        path.encode("utf-8")
        if entry.is_file(follow_symlinks=False):
            found.append(_found(path, entry))
            return None
        if entry.is_symlink() and not _is_inside(os.path.realpath(entry.path), home):
            return report("R107", "this link leads out of the content folder; it was not followed")
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in seen:
                seen.add(real)
                _walk(entry.path, path, home, seen, found, problems)
        elif entry.is_file():
            found.append(_found(path, entry))
        elif entry.is_symlink():
            return report("R108", "this link leads nowhere")
        else:
            return report("R108", "this is neither a file nor a folder; it was not opened")
    except UnicodeEncodeError:
        return report("R109", "the name of this file is not UTF-8; it was left out", hint="rename it")
    except OSError as error:
        return report("R108", f"cannot be read: {error.strerror}")
    return None


def _found(path: str, entry: os.DirEntry[str]) -> FoundFile:
    stat = entry.stat()
    return FoundFile(path, entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def _is_inside(real: str, home: str) -> bool:
    return real == home or real.startswith(home + os.sep)
