"""The bench of a builder, workers, fingerprints and other inputs of a build, with values made by hand."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from msgspec import Struct

from generator.building.bench import open_bench
from generator.building.code import reading_code, rendering_code
from generator.building.failures import Failure
from generator.building.fingerprint import (
    encode_fields,
    fields_changed,
    fingerprint_of,
    parts_of,
    why_written,
)
from generator.building.inputs import read_inputs
from generator.building.report import Silent
from generator.building.workers import run
from generator.config import Config
from generator.diagnostics import report
from generator.pages.views import Link, PlainView


def code_of(failure: pytest.ExceptionInfo[Failure]) -> str:
    return failure.value.located.diagnostic.code


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
