"""Stored readings -> a file of snapshots, and how they differ from those of an older file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from ..cards import Slip, place_of
from ..diagnostics import report
from ..inspection.comparison import Comparison, compare
from ..inspection.snapshots import (
    NoSnapshots,
    Snapshot,
    encode_snapshot,
    read_snapshots,
    snapshot_of,
    write_snapshots,
)
from .failures import Failure, refusal
from .report import Progress
from .store import store_at
from .workers import run


class Numbered(Struct, frozen=True):
    """Where a cable lies in the store, its source, and its place in that, from 1."""

    key: str
    index: int
    path: str
    number: int


class Readings(Struct, frozen=True):
    """All readings, as the rules alone made them, in the order of their places."""

    store: Path
    cables: tuple[Numbered, ...]
    jobs: int
    progress: Progress


def all_readings(store: Path, slips: Iterable[Slip], jobs: int, progress: Progress) -> Readings:
    """What can be saved and compared of the cables of these slips."""
    places = sorted((*place_of(slip), slip.key) for slip in slips)
    counts: Counter[str] = Counter()
    cables = []
    for path, _, index, key in places:
        counts[path] += 1
        cables.append(Numbered(key, index, path, counts[path]))
    return Readings(store, tuple(cables), jobs, progress)


def save_readings(readings: Readings, file: Path) -> int:
    """Writes them to a file, whole or not at all; how many there were. Errors: Failure."""
    half = file.with_name(f"{file.name}.half")
    try:
        with half.open("wb") as sink:
            count = write_snapshots(_lines(readings, "saving"), sink)
        half.replace(file)
    except OSError as error:
        raise refusal(error, str(file)) from error
    finally:
        half.unlink(missing_ok=True)
    return count


def compare_readings(readings: Readings, file: Path) -> Comparison:
    """How they differ from those of a file. Errors: Failure (C229) where the file cannot be used."""
    decode = msgspec.json.Decoder(Snapshot).decode
    try:
        return compare(read_snapshots(file), (decode(line) for line in _lines(readings, "comparing")))
    except (NoSnapshots, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "write one with `cablepress check --save FILE.json` before the change"
        problem = report("C229", f"this cannot be compared with: {reason.lower()}", hint=hint)
        raise Failure(str(file), problem) from error


def _lines(readings: Readings, phase: str) -> Iterator[bytes]:
    @contextmanager
    def begin() -> Iterator[Callable[[Sequence[Numbered]], list[bytes]]]:
        with store_at(readings.store) as store:
            yield lambda batch: [
                encode_snapshot(snapshot_of(store.cable(n.key, n.index), n.path, n.number)) for n in batch
            ]

    batches = run(begin, readings.cables, jobs=readings.jobs, phase=phase, progress=readings.progress)
    for batch in batches:
        yield from batch
