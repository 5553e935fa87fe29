"""A cache folder -> the right to build, for one process and its children; and when the build began."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .report import Progress

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait(descriptor: int) -> None:
        while not _try(descriptor):
            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def open_lock(cache: Path) -> int:
    """A descriptor of the lock file in the cache folder, made if need be. Errors: OSError."""
    cache.mkdir(parents=True, exist_ok=True)
    return os.open(cache / "lock", os.O_RDWR | os.O_CREAT, 0o644)


@contextmanager
def one_builder(descriptor: int, progress: Progress) -> Iterator[int]:
    """Waits until no other process holds the lock; gives the time, in the file system's own nanoseconds.

    The lock is inherited by forked children and is gone with the last of them, so that the children of a
    killed build are waited for. Closes the descriptor.
    """
    try:
        if not _try(descriptor):
            progress.start("waiting for another build of this site", 0)
            _wait(descriptor)
            progress.finish()
        yield _now(descriptor)
    finally:
        os.close(descriptor)


def _now(descriptor: int) -> int:
    """What time a file gets that is changed at this moment: no other clock can be compared with theirs."""
    os.write(descriptor, b".")
    return os.fstat(descriptor).st_mtime_ns
