"""What we wrote and what we read -> remembered from build to build, over a kill at any moment.

A path is claimed before it is written and gets its fingerprint after: whatever lies in output/ under a
claimed path is ours. A source is remembered with what the system said of its file, so that an unchanged file
is not opened. What a finished build leaves for the next (`standing`) counts until anything here is changed.
A manifest of another version of ours hands its claims over, so that what it wrote is still ours to delete.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from .database import Layout, changes, open_database, remove_database, soundness
from .failures import NotSound

LAYOUT = Layout(
    2,
    (
        "CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, fingerprint BLOB NOT NULL,"
        " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, parts BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, size INTEGER NOT NULL,"
        " mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,"
        " digest BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS standing (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS card (number INTEGER PRIMARY KEY, card BLOB NOT NULL)",
    ),
    kept=("page", "SELECT path FROM page", "INSERT INTO page VALUES (?, x'', -1, -1, x'')"),
)
SETTLED = "settled"


class Written(Struct, frozen=True, array_like=True, gc=False):
    """A page that we claim: the file's size and time after writing. Without a fingerprint: only claimed."""

    fingerprint: bytes
    size: int
    mtime_ns: int


class Seen(Struct, frozen=True, array_like=True, gc=False):
    """A source file as the system described it when its bytes had this digest."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: bytes


CLAIMED = Written(b"", -1, -1)


class Manifest:
    """The manifest, held open by the one builder, with all `pages` and `sources` as they now are.

    Both are let go when many are others, and fetched again when they are asked for: they weigh as much as all cards.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._cursor = connection.cursor()  # for cards, of which thousands are asked for
        self._path = path
        with soundness():
            self._edition = self._edition_now()
        self._pages: dict[str, Written] | None = self._all_pages()
        self._sources: dict[str, Seen] | None = self._all_sources()
        self._size: int | None = None

    @property
    def pages(self) -> dict[str, Written]:
        """All pages that we claim. Errors: NotSound."""
        if self._pages is None:
            self._pages = self._all_pages()
        return self._pages

    @property
    def sources(self) -> dict[str, Seen]:
        """All sources that need not be opened. Errors: NotSound."""
        if self._sources is None:
            self._sources = self._all_sources()
        return self._sources

    def _all_pages(self) -> dict[str, Written]:
        with soundness():
            rows = self._connection.execute("SELECT path, fingerprint, size, mtime_ns FROM page")
            return {path: Written(*rest) for path, *rest in rows}

    def _all_sources(self) -> dict[str, Seen]:
        with soundness():
            rows = self._connection.execute("SELECT * FROM source")
            return {path: Seen(*rest) for path, *rest in rows}

    @property
    def size(self) -> int:
        """The size of all pages together."""
        if self._size is None:
            with soundness():
                query = "SELECT coalesce(sum(size), 0) FROM page WHERE size > 0"
                self._size = int(self._connection.execute(query).fetchone()[0])
        return self._size

    def claim(self, paths: Iterable[str]) -> None:
        """These are ours from now on, and that is on the disk before anything is written."""
        new = [(path, b"", -1, -1, b"") for path in paths if path not in self.pages]
        if not new:
            return
        self._connection.execute("PRAGMA synchronous = FULL")
        with self._changes():
            self._connection.executemany("INSERT INTO page VALUES (?, ?, ?, ?, ?)", new)
        self._pages = None
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def record(self, pages: Iterable[tuple[str, Written, bytes]]) -> None:
        """These were written: path, file, and the parts of the view."""
        written = [(path, w, parts) for path, w, parts in pages]
        rows = [(path, w.fingerprint, w.size, w.mtime_ns, parts) for path, w, parts in written]
        if rows:
            if self._pages is not None and self._size is not None:
                was = sum(max(0, self._pages.get(path, CLAIMED).size) for path, _, _ in written)
                self._size += sum(w.size for _, w, _ in written) - was
            else:
                self._size = None
            if self._pages is not None:
                self._pages.update((path, w) for path, w, _ in written)
            with self._changes():
                self._connection.executemany("REPLACE INTO page VALUES (?, ?, ?, ?, ?)", rows)

    def parts(self, path: str) -> bytes:
        """The parts of the view with which a page was last written; empty where it never was."""
        with soundness():
            row = self._connection.execute("SELECT parts FROM page WHERE path = ?", (path,)).fetchone()
        return bytes(row[0]) if row else b""

    def forget(self, paths: Iterable[str]) -> None:
        """These are no longer ours: they have been deleted."""
        rows = [(path,) for path in paths]
        if rows:
            with self._changes():
                self._connection.executemany("DELETE FROM page WHERE path = ?", rows)
            self._pages = self._size = None

    def remember(self, sources: dict[str, Seen], among: Collection[str] | None = None) -> None:
        """These, and no others (`among` some), are the sources that need not be opened at the next build.

        What a build left stands all the same: it has digests of its own.
        """
        looked_at = self.sources.keys() if among is None else self.sources.keys() & set(among)
        gone = [(path,) for path in looked_at if path not in sources]
        new = [(path, *_columns(s)) for path, s in sources.items() if self.sources.get(path) != s]
        if gone or new:
            with changes(self._connection):
                self._connection.executemany("DELETE FROM source WHERE path = ?", gone)
                self._connection.executemany("REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", new)
        if among is None:
            self._sources = None
            return
        for (path,) in gone:
            del self.sources[path]
        self.sources.update(sources)

    def is_current(self) -> bool:
        """Whether nobody else has changed the file, or put another in its place."""
        try:
            with soundness():
                return self._edition == self._edition_now()
        except NotSound:
            return False

    def standing(self, name: str) -> bytes | None:
        """What the last build left under this name; None where it did not finish, or something changed since."""
        query = "SELECT value FROM standing WHERE name = ? AND EXISTS (SELECT 1 FROM standing WHERE name = ?)"
        with soundness():
            row = self._connection.execute(query, (name, SETTLED)).fetchone()
        return bytes(row[0]) if row else None

    def card(self, number: int) -> bytes | None:
        """The card of this number, as the last build left it."""
        try:
            row = self._cursor.execute("SELECT card FROM card WHERE number = ?", (number,)).fetchone()
        except sqlite3.Error:
            with soundness():
                raise
        return row[0] if row else None

    def settle(
        self, values: Iterable[tuple[str, bytes]], cards: Iterable[tuple[int, bytes]], *, anew: bool
    ) -> None:
        """A build is finished and leaves these; `anew`: what an earlier one left goes."""
        with changes(self._connection):
            if anew:
                self._connection.execute("DELETE FROM standing")
                self._connection.execute("DELETE FROM card")
            self._connection.executemany("REPLACE INTO standing VALUES (?, ?)", [*values, (SETTLED, b"")])
            self._connection.executemany("REPLACE INTO card VALUES (?, ?)", cards)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _edition_now(self) -> tuple[int, int]:
        """The file, and a number that others change who write to it: sqlite.org/pragma.html#pragma_data_version."""
        try:
            inode = self._path.stat().st_ino
        except OSError:
            inode = -1
        return inode, self._connection.execute("PRAGMA data_version").fetchone()[0]

    @contextmanager
    def _changes(self) -> Iterator[None]:
        """All changes within, or none; what the last build left does not count any more."""
        with changes(self._connection):
            self._connection.execute("DELETE FROM standing WHERE name = ?", (SETTLED,))
            yield


def open_manifest(path: Path) -> tuple[Manifest, bool]:
    """The manifest at this path, and whether it had to be made anew since it was not sound.

    Errors: Failure (O621) where the system refuses.
    """
    connection, made_anew = open_database(path, LAYOUT)
    try:
        return Manifest(connection, path), made_anew
    except NotSound:
        connection.close()
        remove_database(path)
        return Manifest(open_database(path, LAYOUT)[0], path), True


def _columns(seen: Seen) -> tuple[int, int, int, int, bytes]:
    return seen.size, seen.mtime_ns, seen.ctime_ns, seen.inode, seen.digest
