"""What was read from a source -> kept on disk under a key, so that the same bytes are never read twice.

A reading is the cables of one source. Its cards and diagnostics lie apart from the cables' texts: a build
loads all cards, and fetches a text only when its page is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from ..cards import Card, card_of
from ..diagnostics import Diagnostic
from ..model import Cable
from ..reading import OF_SOURCES
from ..reading.sources import KnownPerson
from ..rendering.cable_shown import CableShown
from .database import Layout, changes, open_database, open_existing, soundness
from .failures import NotSound

LAYOUT = Layout(
    3,
    (
        "CREATE TABLE IF NOT EXISTS reading"
        " (key TEXT PRIMARY KEY, first INTEGER, count INTEGER, cards BLOB, problems BLOB)",
        "CREATE TABLE IF NOT EXISTS cable (id INTEGER PRIMARY KEY, cable BLOB)",
        "CREATE TABLE IF NOT EXISTS composition (key TEXT PRIMARY KEY, composition BLOB)",
        "CREATE TABLE IF NOT EXISTS known (people BLOB)",
    ),
)


class Part(Struct, frozen=True, array_like=True):
    """A part of a source that is read in parts: the key of its reading, and how many line ends stand before it."""

    key: str
    lines: int


class Composition(Struct, frozen=True, array_like=True):
    """Which parts a source has, and what is odd in all of it."""

    parts: tuple[Part, ...]
    problems: tuple[Diagnostic, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode_cable = msgspec.msgpack.Decoder(Cable).decode
_decode_shown = msgspec.msgpack.Decoder(CableShown).decode
_decode_raw = msgspec.msgpack.Decoder(tuple[msgspec.Raw, ...]).decode
_decode_cards = msgspec.msgpack.Decoder(tuple[Card, ...]).decode
_decode_composition = msgspec.msgpack.Decoder(Composition).decode
_decode_people = msgspec.msgpack.Decoder(tuple[KnownPerson, ...]).decode


class Told(Struct, frozen=True, array_like=True):
    """What was odd, and the number of the cable in which it was; None: it has none, or the source itself is odd."""

    cable: str | None
    diagnostic: Diagnostic


_decode_problems = msgspec.msgpack.Decoder(tuple[Told, ...]).decode


class Reading(Struct, frozen=True):
    """What memory holds of a source: the cards of its cables, and what was odd in them."""

    cards: tuple[Card, ...]
    problems: tuple[Told, ...]


class PackedReading(Struct, frozen=True):
    """The same with its cards as they lie in the store."""

    cards: tuple[msgspec.Raw, ...]
    problems: tuple[Told, ...]


class Store:
    """The store, held open by one process: never take it across a fork."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> set[str]:
        """Of which readings there are."""
        with soundness():
            return {key for (key,) in self._connection.execute("SELECT key FROM reading")}

    def has(self, key: str) -> bool:
        """Whether there is this reading."""
        with soundness():
            return bool(self._connection.execute("SELECT 1 FROM reading WHERE key = ?", (key,)).fetchone())

    def whole_keys(self) -> set[str]:
        """Of which sources there is a reading: in one, or of every part."""
        readings = self.keys()
        whole = {key for key, c in self._compositions() if all(part.key in readings for part in c.parts)}
        return readings | whole

    def compositions(self, keys: Collection[str]) -> dict[str, Composition]:
        """These sources that are read in parts, by key. Errors: NotSound."""
        return {key: composition for key, composition in self._compositions() if key in keys}

    def readings(self, keys: Container[str]) -> Iterator[tuple[str, PackedReading]]:
        """These readings with their keys, as far as they are there, in no order. Errors: NotSound."""
        with soundness(), decoding():
            for key, cards, problems in self._connection.execute("SELECT key, cards, problems FROM reading"):
                if key in keys:
                    yield key, PackedReading(_decode_raw(cards), _decode_problems(problems))

    def reading(self, key: str) -> Reading:
        """One reading. Errors: NotSound, also where it is not there."""
        query = "SELECT cards, problems FROM reading WHERE key = ?"
        with soundness(), decoding():
            row = self._connection.execute(query, (key,)).fetchone()
            if row is None:
                raise NotSound(f"reading {key} is not there")
            return Reading(_decode_cards(row[0]), _decode_problems(row[1]))

    def cable(self, key: str, index: int) -> Cable:
        """The cable at this place of a reading. Errors: NotSound, also where it is not there."""
        with decoding():
            return _decode_cable(self._text(key, index))

    def cable_shown(self, key: str, index: int) -> CableShown:
        """What a page shows of it, which takes less time. Errors as in `cable`."""
        with decoding():
            return _decode_shown(self._text(key, index))

    def _text(self, key: str, index: int) -> bytes:
        query = "SELECT cable FROM cable WHERE id = (SELECT first FROM reading WHERE key = ?) + ?"
        with soundness():
            row = self._connection.execute(query, (key, index)).fetchone()
        if row is None:
            raise NotSound(f"cable {index} of reading {key} is not there")
        text: bytes = row[0]
        return text

    def put(self, readings: Sequence[tuple[str, tuple[Cable, ...]]]) -> None:
        """Keeps all of these, or none: a key that is there already stays as it is."""
        rows = [(key, len(cables), *_rows_of(key, cables)) for key, cables in readings]
        with changes(self._connection):
            for key, count, cards, problems, texts in rows:
                self._put_one(key, count, cards, problems, texts)

    def known(self) -> tuple[KnownPerson, ...] | None:
        """The persons of people.toml for whom all readings were looked through; None in a new store."""
        with soundness(), decoding():
            row = self._connection.execute("SELECT people FROM known").fetchone()
            return _decode_people(row[0]) if row else None

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Every cable as it lies here, with the key of its reading. Errors: NotSound."""
        query = "SELECT key, cable FROM reading JOIN cable ON id >= first AND id < first + count"
        with soundness():
            yield from self._connection.execute(query)

    def become_acquainted(self, people: tuple[KnownPerson, ...], touched: Iterable[str]) -> None:
        """All readings but those `touched`, which go, are such as these persons would have been found in."""
        with changes(self._connection):
            for key in sorted(set(touched)):
                self._drop_one(key)
            self._connection.execute("DELETE FROM known")
            self._connection.execute("INSERT INTO known VALUES (?)", (_encode(people),))

    def put_composition(self, key: str, composition: Composition) -> None:
        """Keeps which parts a source has."""
        with changes(self._connection):
            self._connection.execute("REPLACE INTO composition VALUES (?, ?)", (key, _encode(composition)))

    def drop(self, keys: Iterable[str]) -> None:
        """Deletes these readings, as far as they are there."""
        for key in sorted(keys):
            with changes(self._connection):
                self._drop_one(key)

    def prune(self, used: Collection[str]) -> None:
        """Deletes all other readings; costs next to nothing where there are none."""
        gone = [(key,) for key, _ in self._compositions() if key not in used]
        if gone:
            with changes(self._connection):
                self._connection.executemany("DELETE FROM composition WHERE key = ?", gone)
        unused = self.keys().difference(used)
        if not unused:
            return
        with changes(self._connection):
            for key in sorted(unused):
                self._drop_one(key)

    def _drop_one(self, key: str) -> None:
        query = "DELETE FROM reading WHERE key = ? RETURNING first, count"
        for first, count in self._connection.execute(query, (key,)).fetchall():
            self._connection.execute("DELETE FROM cable WHERE id >= ? AND id < ?", (first, first + count))

    def _compositions(self) -> Iterator[tuple[str, Composition]]:
        with soundness(), decoding():
            rows = self._connection.execute("SELECT key, composition FROM composition").fetchall()
            yield from ((key, _decode_composition(composition)) for key, composition in rows)

    def _put_one(self, key: str, count: int, cards: bytes, problems: bytes, texts: list[bytes]) -> None:
        execute = self._connection.execute
        if execute("SELECT 1 FROM reading WHERE key = ?", (key,)).fetchone():
            return
        first = execute("SELECT coalesce(max(id), 0) + 1 FROM cable").fetchone()[0]
        execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?)", (key, first, count, cards, problems))
        rows = enumerate(texts, start=first)
        self._connection.executemany("INSERT INTO cable VALUES (?, ?)", rows)


def prepare_store(path: Path) -> bool:
    """Makes the store if need be; whether it was made anew since it was damaged or another program's.

    Errors: Failure (O621) where the system refuses.
    """
    connection, made_anew = open_database(path, LAYOUT)
    connection.close()
    return made_anew


@contextmanager
def store_at(path: Path) -> Iterator[Store]:
    """The store at this path, which `prepare_store` has looked at: for a phase, or a worker process."""
    connection = open_existing(path)
    try:
        yield Store(connection)
    finally:
        connection.close()


@contextmanager
def decoding() -> Iterator[None]:
    """Within: a value that does not decode is raised as NotSound."""
    try:
        yield
    except msgspec.DecodeError as error:
        raise NotSound(str(error)) from error


def circumstances_digest(code: bytes, rules: Struct) -> bytes:
    """Stands for all that decides how bytes are read: our reading code, and the publisher's rules."""
    return blake2b(code + _encode(rules), digest_size=16).digest()


def key_of(path: str, content_digest: bytes, circumstances: bytes) -> str:
    """The key of a reading. The path is part of it, since it stands in the cable and hints at its id."""
    name = path.encode("utf-8", "surrogateescape")
    return blake2b(content_digest + circumstances + name, digest_size=16).hexdigest()


def _rows_of(key: str, cables: tuple[Cable, ...]) -> tuple[bytes, bytes, list[bytes]]:
    cards = tuple(card_of(cable, key, index) for index, cable in enumerate(cables))
    problems = tuple(
        Told(None if problem.code in OF_SOURCES else cable.id, problem)
        for cable in cables
        for problem in cable.diagnostics
    )
    return _encode(cards), _encode(problems), [_encode(cable) for cable in cables]
