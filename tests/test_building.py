"""Stored readings, the manifest, output/, workers and fingerprints, each by itself and with values made by hand."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from generator.building import staging
from generator.building.bench import open_bench
from generator.building.code import reading_code, rendering_code
from generator.building.database import NotSound
from generator.building.failures import Failure, refusal
from generator.building.fingerprint import (
    encode_fields,
    fields_changed,
    fingerprint_of,
    parts_of,
    why_written,
)
from generator.building.inputs import read_inputs
from generator.building.manifest import CLAIMED, Written, open_manifest
from generator.building.output import MARK, Output, is_safe, open_output
from generator.building.readings import DOUBT_NS, Reader, SourcePath, SourcesRead, read_sources
from generator.building.report import Silent
from generator.building.store import circumstances_digest, prepare_store, store_at
from generator.building.workers import run
from generator.config import Config
from generator.diagnostics import Diagnostic, report
from generator.model import Cable, Paragraph, Source
from generator.pages.views import Link, PlainView
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

        def noting(source: SourceFile, rules: ReadingRules) -> tuple[Cable, ...]:
            self.opened.append(source.path)
            return first_line(source, rules)

        sources = [SourcePath(f.name, f) for f in sorted(self.content.iterdir())]
        reader = Reader(self.store, noting, rules, circumstances_digest(b"code", rules))
        began_ns = began_ns or time.time_ns() + 10 * DOUBT_NS
        found = read_sources(reader, sources, self.seen, began_ns, jobs=jobs, progress=Silent())
        self.seen = found.looked.seen
        return found


@pytest.fixture
def library(tmp_path) -> Library:
    return Library(tmp_path)


def ids(read: SourcesRead) -> list[str | None]:
    return [card.id for path in sorted(read.readings) for card in read.readings[path].cards]


# The store


def test_what_was_put_into_the_store_comes_out_as_it_was(tmp_path):
    cable = Cable(
        id="08PARIS305",
        blocks=(Paragraph(((0, 4),), 1, "S", "text"),),
        spans={"tags": ((1, 2), (4, 5))},
        diagnostics=(Diagnostic("R100", "notice", 3, None, "odd"),),
    )
    prepare_store(tmp_path / "store")
    with store_at(tmp_path / "store") as store:
        store.put([("k", (cable, Cable(id="08PARIS306")))])
    with store_at(tmp_path / "store") as store:
        assert store.cable("k", 0) == cable
        assert store.cable("k", 1).id == "08PARIS306"
        reading = store.readings({"k"})["k"]
    assert [card.id for card in reading.cards] == ["08PARIS305", "08PARIS306"]
    assert [card.index for card in reading.cards] == [0, 1]
    assert reading.problems == cable.diagnostics


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
        store.readings({f"{n:032}" for n in range(200)})


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
    assert [c.source_path for r in library.read().readings.values() for c in r.cards] == ["b.txt"]


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
    assert one.readings == four.readings
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


# Output


@pytest.fixture
def output(tmp_path) -> Output:
    return open_output(tmp_path / "output", tmp_path / "cache", claimed=False)


def code_of(failure: pytest.ExceptionInfo[Failure]) -> str:
    return failure.value.located.diagnostic.code


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if not file.is_dir()]


def test_a_page_is_written_whole_and_nothing_else_is_left(tmp_path, output):
    status = output.write("tag/MARR.html", b"text")
    assert (tmp_path / "output/tag/MARR.html").read_bytes() == b"text"
    assert output.intact("tag/MARR.html", Written(b"", status.st_size, status.st_mtime_ns))
    assert sorted(p.name for p in (tmp_path / "output").rglob("*")) == [MARK, "MARR.html", "tag"]
    assert files_in(tmp_path / "cache/staging") == []


def test_many_pages_leave_one_folder_of_staging_to_each_process(tmp_path, output, monkeypatch):
    monkeypatch.setattr(staging, "FILES_A_FOLDER", 2)
    for number in range(5):
        output.write(f"{number}.html", b"text")
    child = os.fork()
    if not child:
        output.write("child.html", b"text")
        os._exit(0)
    os.waitpid(child, 0)
    assert len(files_in(tmp_path / "output")) == 6
    left = {entry.name for entry in (tmp_path / "cache/staging").iterdir()}
    assert left == {f"{os.getpid()}-2", f"{child}-0"}


def test_an_edited_output_file_is_found_out(tmp_path, output):
    status = output.write("a.html", b"text")
    written = Written(b"", status.st_size, status.st_mtime_ns)
    (tmp_path / "output/a.html").write_bytes(b"TEXT")
    assert not output.intact("a.html", written)


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../x", "a//x", "", "a/./x", "a\\x", "c:/x", "a\0b", f"{MARK}/x"]
)
def test_a_path_that_leads_elsewhere_is_refused(output, path):
    assert not is_safe(path)
    with pytest.raises(Failure) as failure:
        output.write(path, b"")
    assert code_of(failure) == "O602"
    with pytest.raises(Failure):
        output.remove([path])


def test_nothing_is_written_or_deleted_through_a_link_that_leads_out(tmp_path, output):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.html").write_text("mine")
    (tmp_path / "output/tag").symlink_to(elsewhere)
    with pytest.raises(Failure) as failure:
        output.write("tag/a.html", b"")
    assert code_of(failure) == "O607"
    assert output.remove(["tag/precious.html"]) == 0
    assert (elsewhere / "precious.html").read_text() == "mine"


def test_a_link_at_the_place_of_a_page_is_replaced_and_not_followed(tmp_path, output):
    (tmp_path / "precious.html").write_text("mine")
    (tmp_path / "output/a.html").symlink_to(tmp_path / "precious.html")
    output.write("a.html", b"page")
    assert (tmp_path / "precious.html").read_text() == "mine"
    assert (tmp_path / "output/a.html").read_bytes() == b"page"


def test_only_folders_that_became_empty_go_with_their_files(tmp_path, output):
    output.write("a/b/c.html", b"")
    output.write("a/d.html", b"")
    output.write("e/f.html", b"")
    (tmp_path / "output/e/mine.txt").write_text("mine")
    assert output.remove(["a/b/c.html", "e/f.html", "not/there.html"]) == 2
    left = sorted(p.relative_to(tmp_path / "output").as_posix() for p in (tmp_path / "output").rglob("*"))
    assert left == [MARK, "a", "a/d.html", "e", "e/mine.txt"]


def test_a_page_can_be_written_again_into_a_folder_that_went(tmp_path, output):
    output.write("a/b.html", b"")
    output.remove(["a/b.html"])
    output.write("a/b.html", b"again")
    assert (tmp_path / "output/a/b.html").read_bytes() == b"again"


def test_an_output_that_somebody_else_filled_is_refused_and_left_alone(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("mine")
    with pytest.raises(Failure) as failure:
        open_output(tmp_path / "output", tmp_path / "cache", claimed=False)
    assert code_of(failure) == "O601"
    assert [p.name for p in (tmp_path / "output").iterdir()] == ["index.html"]


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep"])
def test_an_output_that_holds_only_what_git_needs_is_taken(tmp_path, name):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / name).write_text("*")
    assert not open_output(tmp_path / "output", tmp_path / "cache", claimed=False).lost
    assert (tmp_path / "output" / name).read_text() == "*"


def test_an_output_of_ours_without_its_manifest_is_known_by_its_mark(tmp_path, output):
    output.write("a.html", b"")
    assert open_output(tmp_path / "output", tmp_path / "cache", claimed=False).lost
    assert not open_output(tmp_path / "output", tmp_path / "cache", claimed=True).lost


def test_an_output_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "output").write_text("mine")
    with pytest.raises(Failure) as failure:
        open_output(tmp_path / "output", tmp_path / "cache", claimed=False)
    assert code_of(failure) == "O608"


def test_what_a_killed_build_left_half_written_is_cleared_away(tmp_path, output):
    (tmp_path / "output" / MARK / "123").write_text("half")
    (tmp_path / "cache/staging/124-0").mkdir()
    (tmp_path / "cache/staging/124-0/page").write_text("half")
    open_output(tmp_path / "output", tmp_path / "cache", claimed=True)
    assert list((tmp_path / "output" / MARK).iterdir()) == []
    assert list((tmp_path / "cache/staging").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code", "hopeless"),
    [
        (errno.ENOSPC, "O603", True),
        (errno.EDQUOT, "O603", True),
        (errno.EROFS, "O604", True),
        (errno.EACCES, "O604", False),
        (errno.ENAMETOOLONG, "O606", False),
    ],
)
def test_what_the_system_refuses_is_said_in_words(number, code, hopeless):
    failure = refusal(OSError(number, os.strerror(number)), "a.html")
    assert (failure.located.path, failure.located.diagnostic.code, failure.hopeless) == (
        "a.html",
        code,
        hopeless,
    )


def test_a_name_that_is_too_long_for_the_disk_is_an_error_of_that_page(output):
    with pytest.raises(Failure) as failure:
        output.write("x" * 300 + ".html", b"")
    assert code_of(failure) == "O606"
    assert not failure.value.hopeless


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_leaves_the_old_page(tmp_path, output):
    output.write("a.html", b"old")
    folder = tmp_path / "cache/staging" / f"{os.getpid()}-0"
    (folder / "page").symlink_to("/dev/full")
    with pytest.raises(Failure) as failure:
        output.write("a.html", b"new")
    assert code_of(failure) == "O603"
    assert (tmp_path / "output/a.html").read_bytes() == b"old"


# One builder


def test_a_second_builder_waits_until_the_first_is_done(tmp_path):
    config = Config(tmp_path)
    begun, begin = os.pipe()
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.read(begun, 1)
        with open_bench(config, 1, Silent(), lambda: 0.0):
            os.write(tell, b"second")
            os._exit(0)
    with open_bench(config, 1, Silent(), lambda: 0.0):
        os.write(begin, b".")
        time.sleep(0.2)
        os.write(tell, b"first ")
    os.waitpid(child, 0)
    assert os.read(told, 100) == b"first second"


def test_a_cache_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / ".cache").write_text("a file")
    with pytest.raises(Failure) as failure, open_bench(Config(tmp_path), 1, Silent(), lambda: 0.0):
        pass
    assert code_of(failure) == "O621"


def test_a_damaged_store_and_manifest_are_reported(tmp_path):
    cache = Config(tmp_path).cache
    cache.mkdir(parents=True)
    (cache / "store").write_bytes(b"nonsense" * 1000)
    (cache / "manifest").write_bytes(b"nonsense" * 1000)
    with open_bench(Config(tmp_path), 1, Silent(), lambda: 0.0) as bench:
        codes = [(problem.path, problem.diagnostic.code) for problem in bench.problems]
    assert codes == [(".cache/cablepress/store", "O615"), (".cache/cablepress/manifest", "O616")]


# Workers


class Told:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def start(self, phase: str, total: int) -> None:
        self.heard.append((phase, total))

    def advance(self, count: int) -> None:
        self.heard.append(count)

    def finish(self) -> None:
        self.heard.append("finish")


def working(work):
    @contextmanager
    def begin() -> Iterator:
        yield work

    return begin


@pytest.mark.parametrize("jobs", [1, 4])
@pytest.mark.parametrize("count", [0, 1, 31, 32, 1000])
def test_results_come_in_order_whatever_the_number_of_workers(jobs, count):
    told = Told()
    work = working(lambda batch: [(n, n * n) for n in batch])
    results = run(work, range(count), jobs=jobs, phase="squaring", progress=told)
    assert [pair for batch in results for pair in batch] == [(n, n * n) for n in range(count)]
    assert told.heard[0] == ("squaring", count)
    assert sum(n for n in told.heard if isinstance(n, int)) == count
    assert told.heard[-1] == "finish"


def test_work_is_shared_among_processes():
    def work(batch: Sequence[int]) -> int:
        time.sleep(0.01)
        return os.getpid()

    pids = set(run(working(work), range(200), jobs=3, phase="", progress=Silent()))
    assert os.getpid() not in pids
    assert len(pids) == 3


def test_a_worker_that_is_killed_ends_the_run_with_an_error():
    def work(batch: Sequence[int]) -> int:
        if 500 in batch:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with pytest.raises(Failure) as failure:
        list(run(working(work), range(1000), jobs=3, phase="", progress=Silent()))
    assert code_of(failure) == "O620"
    assert "SIGKILL" in failure.value.located.diagnostic.message


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_expected_failure_crosses_processes(jobs):
    def work(batch: Sequence[int]) -> int:
        raise Failure("a.html", report("O603", "the disk is full"))

    for _ in range(50):  # a child may say it, and be gone, before it is asked for more
        with pytest.raises(Failure) as failure:
            list(run(working(work), range(1000), jobs=jobs, phase="", progress=Silent()))
        assert failure.value.located.path == "a.html"
        assert code_of(failure) == "O603"


def test_no_worker_outlives_a_run_that_is_broken_off(tmp_path):
    def work(batch: Sequence[int]) -> int:
        return os.getpid()

    results = run(working(work), range(1000), jobs=3, phase="", progress=Silent())
    pids = {next(results) for _ in range(5)}
    results.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_end_when_their_parent_is_killed(tmp_path):
    told, tell = os.pipe()
    parent = os.fork()
    if not parent:
        os.close(told)

        def work(batch: Sequence[int]) -> int:
            time.sleep(0.005)
            return 0

        for number, _ in enumerate(run(working(work), range(100_000), jobs=3, phase="", progress=Silent())):
            if number == 5:
                os.write(tell, b"at work")
        os._exit(0)
    os.close(tell)
    assert os.read(told, 100) == b"at work"
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert os.read(told, 1) == b""  # which comes when the last process that holds the other end is gone


# Fingerprints


class Good(Struct, frozen=True):
    text: str
    day: date | None = None
    link: Link | None = None
    numbers: tuple[int, ...] = ()


class WithList(Struct, frozen=True):
    text: str
    things: list[str]


class WithFloat(Struct, frozen=True):
    inner: tuple[tuple[float, ...], ...] = ()


class Thawed(Struct):
    text: str


class WithThawed(Struct, frozen=True):
    thawed: Thawed | None = None


class Nested(Struct, frozen=True):
    inner: tuple[Good, ...]


@pytest.mark.parametrize(
    ("view", "where"),
    [
        (WithList("a", ["b"]), "WithList.things"),
        (WithFloat(), "WithFloat.inner"),
        (WithThawed(), "WithThawed.thawed"),
        (Good("a", numbers={1, 2}), "Good.numbers"),
        (Nested((Good("a"), Good("b", numbers=[1]))), r"Nested.inner\[1\].numbers"),
    ],
)
def test_a_view_that_holds_what_it_may_not_is_refused_by_the_name_of_the_field(view, where):
    with pytest.raises(TypeError, match=where):
        encode_fields(view)


def test_equal_views_have_equal_encodings_and_others_have_others():
    assert encode_fields(Good("a", date(2008, 2, 21))) == encode_fields(Good("a", date(2008, 2, 21)))
    assert encode_fields(Good("a", date(2008, 2, 21))) != encode_fields(Good("a", date(2008, 2, 22)))
    assert encode_fields(Good("a", link=Link("x"))) != encode_fields(Good("a", link=Link("x", "y")))


def test_a_fingerprint_says_what_has_changed():
    def of(code=b"c" * 8, site=b"s" * 8, template=b"t" * 8, view=b"view"):
        return fingerprint_of(code, site, template, [view])

    assert of() == of()
    assert why_written(of(), of(view=b"other")) == "view changed"
    assert why_written(of(), of(template=b"u" * 8)) == "template changed"
    assert why_written(of(), of(site=b"u" * 8)) == "site facts changed"
    assert why_written(of(), of(code=b"u" * 8, view=b"other")) == "code changed, view changed"


def test_the_parts_of_a_view_name_the_fields_that_changed():
    names = Good.__struct_fields__
    old, new = (parts_of(encode_fields(Good(t, numbers=(n,)))) for t, n in (("a", 1), ("b", 2)))
    assert fields_changed(names, old, new) == ("text", "numbers")
    assert fields_changed(PlainView.__struct_fields__, old, new) == ()
    assert fields_changed(names, b"", new) == ()


def test_the_digests_of_our_code_tell_reading_and_rendering_apart():
    assert len(reading_code()) == len(rendering_code()) == 8
    assert reading_code() != rendering_code()


# Prose and people


def test_prose_that_is_not_utf8_is_an_error_and_the_rest_is_read(tmp_path):
    pages = tmp_path / "content/pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About\n")
    (pages / "latin.md").write_bytes("# Café\n".encode("latin-1"))
    (pages / ".hidden.md").write_text("# Hidden\n")
    inputs = read_inputs(tmp_path / "content")
    assert [source.path for source in inputs.prose] == ["about.md"]
    assert [(p.path, p.diagnostic.code) for p in inputs.problems] == [("content/pages/latin.md", "O613")]


def test_prose_that_lies_outside_the_content_folder_is_not_published(tmp_path):
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tmp_path / "content/pages/about.md").symlink_to(tmp_path / "secret.md")
    inputs = read_inputs(tmp_path / "content")
    assert inputs.prose == ()
    assert [(p.path, p.diagnostic.code) for p in inputs.problems] == [("content/pages/about.md", "O612")]
