"""A site's folder -> the right to build it, with its store and its manifest open and sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from ..config import Config
from ..diagnostics import Located, report
from .database import remove_database
from .failures import cache_refused
from .lock import one_builder, open_lock
from .manifest import Manifest
from .memory import Memory
from .report import Clock, Progress
from .store import prepare_store


class Stopwatch:
    """Seconds from lap to lap, by name. It knows no clock but the one that it is given."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._last = clock()
        self.laps: tuple[tuple[str, float], ...] = ()

    def lap(self, name: str) -> None:
        """What was done since the last lap was this."""
        now = self.clock()
        self.laps = (*self.laps, (name, now - self._last))
        self._last = now


class Bench(Struct, frozen=True):
    """What a build works with. `began_ns`: when it began, by the file system's clock."""

    config: Config
    jobs: int
    progress: Progress
    watch: Stopwatch
    manifest: Manifest
    store: Path
    began_ns: int
    problems: tuple[Located, ...]
    memory: Memory


@contextmanager
def open_bench(
    config: Config,
    jobs: int,
    progress: Progress,
    clock: Clock,
    memory: Memory | None = None,
    *,
    distrust: bool = False,
) -> Iterator[Bench]:
    """The bench, for one process at a time: others wait. `distrust`: the store is damaged, make it anew.

    With a memory the manifest stays open.

    Errors: Failure (O621) where the cache cannot be made or written.
    """
    watch = Stopwatch(clock)
    store, ledger = config.cache / "store", config.cache / "manifest"
    try:
        descriptor = open_lock(config.cache)
    except OSError as error:
        raise cache_refused(error) from error
    with one_builder(descriptor, progress) as began_ns:
        kept = memory or Memory()
        if distrust:
            kept.forget()
            remove_database(store)
        store_anew = prepare_store(store) or distrust
        manifest, manifest_anew = kept.manifest_at(ledger)
        problems = [_made_anew("O615", store, config)] if store_anew else []
        problems += [_made_anew("O616", ledger, config)] if manifest_anew else []
        watch.lap("opening")
        try:
            yield Bench(config, jobs, progress, watch, manifest, store, began_ns, tuple(problems), kept)
        except BaseException:
            kept.forget()
            raise
        finally:
            if memory is None:
                kept.forget()


def _made_anew(code: str, file: Path, config: Config) -> Located:
    message = "this was damaged, or another program's, and has been made anew"
    return Located(file.relative_to(config.root).as_posix(), report(code, message))
