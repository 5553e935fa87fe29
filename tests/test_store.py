"""Readings that are kept, sources that are read or not read again, and the manifest: what a build knows of the last one."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.building.database import NotSound
from generator.building.manifest import CLAIMED, Written, open_manifest
from generator.building.readings import DOUBT_NS, Reader, SourcePath, SourcesRead, read_sources
from generator.building.report import Silent
from generator.building.store import Told, circumstances_digest, prepare_store, store_at
from generator.cards import Card, place_of
from generator.diagnostics import Diagnostic
from generator.model import Cable, Paragraph, Source
from generator.packing import decode_card
from generator.reading.sources import ReadingRules, SourceFile

RULES = ReadingRules()
LONG_AGO_NS = 1_000_000_000_000_000_000


def first_line(source: SourceFile, rules: ReadingRules) -> tuple[Cable, ...]:
    """A reader for tests: every line of a file is a cable with that id."""
    lines = source.content.decode().split()
    return tuple(Cable(id=line, source=Source(source.path, "test", "")) for line in lines)


class Library:
    """A folder of sources and a store, read again and again."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.content.mkdir()
        self.store = folder / "store"
        prepare_store(self.store)
        self.seen: dict = {}
        self.opened: list[str] = []

    def put(self, path: str, text: str, mtime_ns: int = LONG_AGO_NS) -> None:
        (self.content / path).write_text(text)
        os.utime(self.content / path, ns=(mtime_ns, mtime_ns))

    def read(self, began_ns: int | None = None, rules: ReadingRules = RULES, jobs: int = 1) -> SourcesRead:
        self.opened.clear()

        def noting(sources: Sequence[SourceFile], rules: ReadingRules) -> list[tuple[Cable, ...]]:
            self.opened += [source.path for source in sources]
            return [first_line(source, rules) for source in sources]

        sources = [SourcePath(f.name, f) for f in sorted(self.content.iterdir())]
        reader = Reader(self.store, noting, rules, circumstances_digest(b"code", rules))
        began_ns = began_ns or time.time_ns() + 10 * DOUBT_NS
        found = read_sources(reader, sources, self.seen, began_ns, jobs=jobs, progress=Silent())
        self.seen = found.looked.seen
        return found


@pytest.fixture
def library(tmp_path) -> Library:
    return Library(tmp_path)


def cards_of(read: SourcesRead) -> list[Card]:
    return sorted(read.cards.cards, key=place_of)


def ids(read: SourcesRead) -> list[str | None]:
    return [card.id for card in cards_of(read)]


# The store


def test_what_was_put_into_the_store_comes_out_as_it_was(tmp_path):
    cable = Cable(
        id="08PARIS305",
        blocks=(Paragraph(((0, 4),), 1, "S", "text"),),
        spans={"tags": ((1, 2), (4, 5))},
        diagnostics=(Diagnostic("R100", "error", 3, None, "odd"), Diagnostic("R151", "notice", 4, 1, "odd")),
    )
    prepare_store(tmp_path / "store")
    with store_at(tmp_path / "store") as store:
        store.put([("k", (cable, Cable(id="08PARIS306")))])
    with store_at(tmp_path / "store") as store:
        assert store.cable("k", 0) == cable
        assert store.cable("k", 1).id == "08PARIS306"
        reading = store.reading("k")
        packed = dict(store.readings({"k", "nothing"}))
    assert [card.id for card in reading.cards] == ["08PARIS305", "08PARIS306"]
    assert [card.index for card in reading.cards] == [0, 1]
    of_source, of_cable = cable.diagnostics
    assert reading.problems == (Told(None, of_source), Told("08PARIS305", of_cable))
    assert packed.keys() == {"k"} and packed["k"].problems == reading.problems
    assert tuple(map(decode_card, packed["k"].cards)) == reading.cards


def test_a_cable_that_the_store_does_not_hold_is_said_to_be_missing(tmp_path):
    prepare_store(tmp_path / "store")
    with store_at(tmp_path / "store") as store, pytest.raises(NotSound):
        store.cable("nothing", 0)


def test_pruning_the_store_keeps_what_is_used_and_nothing_else(tmp_path):
    prepare_store(tmp_path / "store")
    with store_at(tmp_path / "store") as store:
        store.put([(key, (Cable(id=key), Cable(id=f"{key}-2"))) for key in "abc"])
        store.prune({"b"})
        assert store.keys() == {"b"}
        assert store.cable("b", 1).id == "b-2"
        store.put([("d", (Cable(id="d"),))])
        assert store.cable("d", 0).id == "d"
        assert store.cable("b", 0).id == "b"


@pytest.mark.parametrize("damage", ["not a database at all" * 100, ""])
def test_a_damaged_store_is_made_anew(tmp_path, damage):
    (tmp_path / "store").write_text(damage)
    assert prepare_store(tmp_path / "store") is bool(damage)
    with store_at(tmp_path / "store") as store:
        store.put([("k", (Cable(),))])
        assert store.keys() == {"k"}


def test_a_database_of_another_program_is_not_taken_for_the_store(tmp_path):
    other = sqlite3.connect(tmp_path / "store")
    other.execute("CREATE TABLE reading (key TEXT)")
    other.close()
    assert prepare_store(tmp_path / "store") is True


def test_a_store_whose_pages_are_overwritten_is_reported_as_damaged(tmp_path):
    prepare_store(tmp_path / "store")
    with store_at(tmp_path / "store") as store:
        store.put([(f"{n:032}", (Cable(id="x" * 3000),)) for n in range(200)])
    size = (tmp_path / "store").stat().st_size
    with (tmp_path / "store").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(NotSound), store_at(tmp_path / "store") as store:
        list(store.readings({f"{n:032}" for n in range(200)}))


# Reading sources


def test_an_unchanged_source_is_not_read_again(library):
    library.put("a.txt", "08PARIS1")
    first = library.read()
    assert library.opened == ["a.txt"]
    assert library.read() == first
    assert library.opened == []


def test_a_changed_source_of_the_same_size_and_time_is_read_again(library):
    library.put("a.txt", "08PARIS1")
    library.read()
    library.put("a.txt", "08PARIS2")
    assert ids(library.read()) == ["08PARIS2"]


def test_a_source_changed_while_the_build_began_is_looked_at_again(library):
    library.put("a.txt", "08PARIS1")
    library.read(began_ns=(library.content / "a.txt").stat().st_ctime_ns + DOUBT_NS // 2)
    assert library.seen == {}


def test_a_clock_that_was_set_back_hides_no_change(library):
    library.put("a.txt", "08PARIS1", mtime_ns=time.time_ns() + 10**18)
    library.read()
    assert library.seen == {}
    library.put("a.txt", "08PARIS2", mtime_ns=LONG_AGO_NS)
    assert ids(library.read()) == ["08PARIS2"]


def test_other_rules_of_reading_read_everything_again(library):
    library.put("a.txt", "08PARIS1")
    library.read()
    library.read(rules=ReadingRules(repair=False))
    assert library.opened == ["a.txt"]


def test_a_renamed_source_is_read_under_its_new_name(library):
    library.put("a.txt", "08PARIS1")
    library.read()
    (library.content / "a.txt").rename(library.content / "b.txt")
    assert [card.source_path for card in cards_of(library.read())] == ["b.txt"]


def test_a_source_that_is_a_folder_by_now_is_an_error_and_no_fault(library):
    (library.content / "a.txt").mkdir()
    library.put("b.txt", "08PARIS2")
    found = library.read()
    assert ids(found) == ["08PARIS2"]
    assert [(p.path, p.diagnostic.code) for p in found.problems] == [("content/a.txt", "O610")]


def test_a_source_that_grows_while_it_is_read_is_a_warning_and_is_read_again(library):
    os.mkfifo(library.content / "a.txt")
    child = os.fork()
    if not child:
        (library.content / "a.txt").write_text("08PARIS1")
        os._exit(0)
    found = library.read()
    os.waitpid(child, 0)
    assert ids(found) == ["08PARIS1"]
    assert [(p.path, p.diagnostic.code) for p in found.problems] == [("content/a.txt", "O611")]
    assert library.seen == {}


def test_workers_read_the_same_as_one_process(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "four").mkdir()
    alone, together = Library(tmp_path / "one"), Library(tmp_path / "four")
    for n in range(100):
        for place in (alone, together):
            place.put(f"{n:03}.txt", f"08PARIS{n} 08ROME{n}")
    one, four = alone.read(jobs=1), together.read(jobs=4)
    assert cards_of(one) == cards_of(four)
    assert len(ids(one)) == 200
    assert together.opened == []  # it was others that read


# The manifest


def test_the_manifest_remembers_what_was_claimed_and_what_was_written(tmp_path):
    manifest, _ = open_manifest(tmp_path / "manifest")
    manifest.claim(["a.html", "b.html", "c.html"])
    manifest.record([("a.html", Written(b"f", 3, 4), b"parts")])
    manifest.forget(["c.html"])
    manifest.close()
    again, made_anew = open_manifest(tmp_path / "manifest")
    assert not made_anew
    assert again.pages == {"a.html": Written(b"f", 3, 4), "b.html": CLAIMED}
    assert again.parts("a.html") == b"parts"


def test_a_claim_outlives_a_process_that_is_killed(tmp_path):
    child = os.fork()
    if not child:
        manifest, _ = open_manifest(tmp_path / "manifest")
        manifest.claim(["a.html"])
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert open_manifest(tmp_path / "manifest")[0].pages == {"a.html": CLAIMED}


def test_claiming_again_does_not_forget_what_was_written(tmp_path):
    manifest, _ = open_manifest(tmp_path / "manifest")
    manifest.claim(["a.html"])
    manifest.record([("a.html", Written(b"f", 3, 4), b"")])
    manifest.close()
    again, _ = open_manifest(tmp_path / "manifest")
    again.claim(["a.html", "b.html"])
    again.close()
    assert open_manifest(tmp_path / "manifest")[0].pages["a.html"] == Written(b"f", 3, 4)


def test_a_manifest_of_an_earlier_version_hands_its_claims_over_and_nothing_else(tmp_path):
    connection = sqlite3.connect(tmp_path / "manifest", isolation_level=None)
    connection.execute("PRAGMA application_id = 0x43424C50")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TABLE page (path TEXT PRIMARY KEY, fingerprint BLOB) WITHOUT ROWID")
    connection.execute("CREATE TABLE card (title TEXT)")
    connection.execute("INSERT INTO page VALUES ('a.html', x'01')")
    connection.close()
    manifest, made_anew = open_manifest(tmp_path / "manifest")
    assert not made_anew
    assert manifest.pages == {"a.html": CLAIMED}
    manifest.settle([], [(1, b"card")], anew=True)
    manifest.close()
    assert open_manifest(tmp_path / "manifest")[0].pages == {"a.html": CLAIMED}


def test_a_damaged_manifest_is_made_anew(tmp_path):
    (tmp_path / "manifest").write_bytes(b"\0" * 5000)
    manifest, made_anew = open_manifest(tmp_path / "manifest")
    assert made_anew
    assert manifest.pages == {}
