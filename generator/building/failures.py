"""What can stop a build that has no fault of ours -> exceptions that carry their diagnostic."""

from __future__ import annotations

import errno
import sqlite3

from ..diagnostics import Diagnostic, Located, report

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
SQLITE_FULL = frozenset(
    {13, 4874}
)  # SQLITE_FULL, SQLITE_IOERR_SHMSIZE: https://www.sqlite.org/rescode.html#full
HOPELESS = FULL | {errno.EROFS, errno.EIO}


class Failure(Exception):
    """A build cannot go on, or a page not be written. Crosses processes: it is made of its arguments alone.

    `hopeless`: all further pages would fail in the same way.
    """

    def __init__(self, path: str, problem: Diagnostic, hopeless: bool = True) -> None:
        super().__init__(path, problem, hopeless)
        self.located = Located(path, problem)
        self.hopeless = hopeless


class NotSound(Exception):
    """A file of the cache is no database, is damaged, or belongs to another program."""


EXPECTED = (Failure, NotSound)


def refusal(error: OSError, path: str) -> Failure:
    """What the system said when we wanted to write `path`, in a publisher's words."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in FULL:
        problem = report("O603", "the disk is full")
    elif error.errno in FORBIDDEN:
        problem = report("O604", f"this may not be written: {reason}")
    else:
        problem = report("O606", f"this cannot be written: {reason}")
    return Failure(path, problem, error.errno in HOPELESS)


def lost_worker(how: str) -> Failure:
    """A worker process is gone: `how` says in words what became of it."""
    return Failure("build", report("O620", how))


def cache_refused(why: str | OSError | sqlite3.Error) -> Failure:
    """The cache cannot be opened or written."""
    if (isinstance(why, OSError) and why.errno in FULL) or getattr(why, "sqlite_errorcode", 0) in SQLITE_FULL:
        return Failure(".cache/cablepress", report("O603", "the disk is full"))
    reason = (why.strerror or str(why)).lower() if isinstance(why, OSError) else str(why)
    return Failure(".cache/cablepress", report("O621", f"the cache cannot be used: {reason}"))
