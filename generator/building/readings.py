"""Source files -> their readings: from the store, where the same bytes were read before, or read now."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Located, report
from ..model import Cable
from ..reading.sources import ReadingRules, SourceFile
from .manifest import Seen
from .report import Progress
from .store import Reading, Store, key_of, store_at
from .workers import run

DOUBT_NS = 2_000_000_000  # the coarsest clock of a file system that is still in use: FAT, two seconds

Read = Callable[[SourceFile, ReadingRules], tuple[Cable, ...]]


class SourcePath(Struct, frozen=True):
    """A source: `path` from the content folder, `file` where it lies."""

    path: str
    file: Path


class Digested(Struct, frozen=True, array_like=True):
    """What a worker says of a file that it opened: a digest of its bytes, or what went wrong.

    `seen` None: what the system says of the file cannot stand for its bytes, since it was changed meanwhile.
    """

    path: str
    digest: bytes
    seen: Seen | None
    problem: Located | None = None


class SourcesRead(Struct, frozen=True):
    """All readings by source path, what to remember of the files, what is odd in them."""

    readings: dict[str, Reading]
    keys: frozenset[str]
    seen: dict[str, Seen]
    problems: tuple[Located, ...]


class Reader(Struct, frozen=True):
    """What the workers need: where the store is, how to read, and by which rules.

    `circumstances` is the part of every key that is not the file's own, from `circumstances_digest`.
    """

    store: Path
    read: Read
    rules: ReadingRules
    circumstances: bytes


def read_sources(
    reader: Reader,
    sources: Sequence[SourcePath],
    remembered: dict[str, Seen],
    began_ns: int,
    *,
    jobs: int,
    progress: Progress,
) -> SourcesRead:
    """A reading for every source; `began_ns` is the file system's time at the start of the build.

    Errors: NotSound where the store is damaged, Failure where it cannot be written or a worker is lost.
    """
    trusted = _trusted(sources, remembered)
    digests = {path: seen.digest for path, seen in trusted.items()}
    with store_at(reader.store) as store:
        stored = store.keys()
    to_open = [s for s in sources if _missing(s.path, digests, reader.circumstances, stored)]
    opened = _open_all(reader, to_open, jobs, progress)
    digests |= {o.path: o.digest for o in opened if o.digest}
    keys = {path: key_of(path, digest, reader.circumstances) for path, digest in digests.items()}
    with store_at(reader.store) as store:
        by_key = store.readings(frozenset(keys.values()))
    seen = trusted | {o.path: o.seen for o in opened if o.seen and _is_settled(o.seen, began_ns)}
    readings = {path: by_key[key] for path, key in keys.items()}
    found = (Located(f"content/{path}", p) for path, r in readings.items() for p in r.problems)
    problems = (*(o.problem for o in opened if o.problem), *found)
    return SourcesRead(readings, frozenset(keys.values()), seen, problems)


def _trusted(sources: Sequence[SourcePath], remembered: dict[str, Seen]) -> dict[str, Seen]:
    """Those whose file the system describes exactly as when its bytes were last digested."""
    trusted = {}
    for source in sources:
        seen = remembered.get(source.path)
        if seen is None:
            continue
        try:
            status = os.stat(source.file)  # noqa: PTH116
        except OSError:
            continue
        if _seen(status, seen.digest) == seen:
            trusted[source.path] = seen
    return trusted


def _missing(path: str, digests: dict[str, bytes], circumstances: bytes, stored: set[str]) -> bool:
    digest = digests.get(path)
    return digest is None or key_of(path, digest, circumstances) not in stored


def _is_settled(seen: Seen, began_ns: int) -> bool:
    """Whether a later change would show: one in the same tick of the file system's clock would not."""
    return max(seen.mtime_ns, seen.ctime_ns) + DOUBT_NS < began_ns


def _open_all(reader: Reader, sources: list[SourcePath], jobs: int, progress: Progress) -> list[Digested]:
    if not sources:
        return []

    @contextmanager
    def begin() -> Iterator[Callable[[Sequence[SourcePath]], list[Digested]]]:
        with store_at(reader.store) as store:
            stored = store.keys()
            yield lambda batch: _open_batch(reader, store, stored, batch)

    batches = run(begin, sources, jobs=jobs, phase="reading", progress=progress)
    return [digested for batch in batches for digested in batch]


def _open_batch(
    reader: Reader, store: Store, stored: set[str], batch: Sequence[SourcePath]
) -> list[Digested]:
    """Opens these files and puts into the store what it does not have."""
    opened = [_open(source) for source in batch]
    new = []
    for digested, content in opened:
        key = key_of(digested.path, digested.digest, reader.circumstances)
        if content is not None and key not in stored:
            new.append((key, reader.read(SourceFile(digested.path, content), reader.rules)))
    store.put(new)
    return [digested for digested, _ in opened]


def _open(source: SourcePath) -> tuple[Digested, bytes | None]:
    """The digest of a file's bytes, and they. A file that is gone meanwhile is as one that never was."""
    where = f"content/{source.path}"
    try:
        with source.file.open("rb") as file:
            before = os.fstat(file.fileno())
            content = file.read()
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        return Digested(source.path, b"", None), None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problem = Located(where, report("O610", f"this file cannot be read: {reason}"))
        return Digested(source.path, b"", None, problem), None
    digest = blake2b(content, digest_size=16).digest()
    if _seen(before, digest) == _seen(after, digest) and after.st_size == len(content):
        return Digested(source.path, digest, _seen(after, digest)), content
    problem = Located(where, report("O611", "this file was changed while it was being read"))
    return Digested(source.path, digest, None, problem), content


def _seen(status: os.stat_result, digest: bytes) -> Seen:
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest)
