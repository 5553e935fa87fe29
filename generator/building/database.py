"""A path and tables -> an open SQLite file: whole after a kill, made anew when it is not sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from .failures import NotSound, cache_refused

APPLICATION = 0x43424C50  # "CBLP", in the header of the file: https://www.sqlite.org/pragma.html
BUSY_SECONDS = 60.0
CHECKPOINT_PAGES = 16_384
COMPANIONS = ("", "-wal", "-shm", "-journal")


class Layout(Struct, frozen=True):
    """The tables of a file. Another `version` of ours is replaced without a word.

    `kept` is what is taken over from it: a table, a query of it, and the statement that takes each row in.
    """

    version: int
    tables: tuple[str, ...]
    kept: tuple[str, str, str] | None = None


def open_database(path: Path, layout: Layout) -> tuple[sqlite3.Connection, bool]:
    """A connection to the file, made if need be; and whether one that was not sound had to go.

    For the one builder, before it forks. Errors: Failure (O621) where the system refuses.
    """
    try:
        return _open_sound(path, layout), False
    except NotSound:
        remove_database(path)
        return _open_sound(path, layout), True


def open_existing(path: Path) -> sqlite3.Connection:
    """A connection to a file that `open_database` has looked at; open it after a fork, never before.

    Errors: Failure (O621) where the system refuses, NotSound where the file is damaged or gone.
    """
    with soundness():
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    return connection


def remove_database(path: Path) -> None:
    """Deletes the file and what SQLite keeps beside it. Errors: Failure (O621)."""
    try:
        for companion in COMPANIONS:
            path.with_name(path.name + companion).unlink(missing_ok=True)
    except OSError as error:
        raise cache_refused(error) from error


@contextmanager
def changes(connection: sqlite3.Connection) -> Iterator[None]:
    """All changes within, or none. The write lock is taken at once, so that several writers only wait."""
    with soundness():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK") if connection.in_transaction else None
            raise
        connection.execute("COMMIT")


@contextmanager
def soundness() -> Iterator[None]:
    """Within: a damaged file is raised as NotSound, what the system refuses as Failure (O621)."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            raise NotSound(str(error)) from error
        raise cache_refused(error) from error
    except sqlite3.DatabaseError as error:
        raise NotSound(str(error)) from error


def _open_sound(path: Path, layout: Layout) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cache_refused(error) from error
    with soundness():
        if path.exists() and _is_outdated(path, layout) and not layout.kept:
            remove_database(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        _prepare(connection, layout)
    return connection


def _is_outdated(path: Path, layout: Layout) -> bool:
    """Whether it is of another version of ours. Errors: NotSound where it is not ours at all."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    finally:
        connection.close()
    if application not in (0, APPLICATION) or (application == 0 and not empty):
        raise NotSound("it belongs to another program")
    return bool(version != layout.version)


def _prepare(connection: sqlite3.Connection, layout: Layout) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    with changes(connection):
        kept = _kept(connection, layout)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {layout.version}")
        for table in layout.tables:
            connection.execute(table)
        if layout.kept and kept:
            connection.executemany(layout.kept[2], kept)


def _kept(connection: sqlite3.Connection, layout: Layout) -> list[tuple[object, ...]]:
    """What is taken over from a file of another version, whose tables go; nothing of one of this version."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == layout.version:
        return []
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = connection.execute(layout.kept[1]).fetchall() if layout.kept and layout.kept[0] in tables else []
    for name in tables:
        connection.execute(f'DROP TABLE "{name}"')
    return rows
