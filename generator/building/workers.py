"""Work and items -> results in order, made here or in forked processes.

Children inherit work and items as they stand at the fork; only numbers go in and small results come out. A
child ignores Ctrl-C, ends when its parent is gone, and its death ends the run.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar

from msgspec import Struct

from .failures import EXPECTED, lost_worker
from .report import Progress

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], R]
Begin = Callable[[], AbstractContextManager[Work[T, R]]]

FEW = 32
BATCH = 64
QUEUED = 2


class Child(Struct, frozen=True):
    """A forked process and our end of the line to it."""

    process: ForkProcess
    line: Connection


def run(begin: Begin[T, R], items: Sequence[T], *, jobs: int, phase: str, progress: Progress) -> Iterator[R]:
    """The result of `work(batch)` for every batch of items, in order.

    `begin` is entered once in every process and gives the work: what must not cross a fork, such as a
    connection, is opened there. Ending the iteration early ends the children. Errors: Failure (O620) where a
    child is lost; what the work raises, if it is one of EXPECTED, from whichever process. Any other exception
    is a bug.
    """
    forked = jobs > 1 and len(items) >= FEW and "fork" in multiprocessing.get_all_start_methods()
    batches = _cut(len(items), jobs) if forked else _cut_alone(len(items))
    results = _run_forked(begin, items, batches, jobs) if forked else _run_here(begin, items, batches)
    try:
        next(results)  # both stop once before their first result: forking comes before showing progress
        progress.start(phase, len(items))
        for batch, result in zip(batches, results, strict=True):
            progress.advance(len(batch))
            yield result[0]
    finally:
        results.close()
        progress.finish()


def _cut(count: int, jobs: int) -> list[range]:
    """Batches small enough to share out evenly, large enough to be worth a message."""
    size = max(1, min(BATCH, count // (jobs * 4)))
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _cut_alone(count: int) -> list[range]:
    """As large as they may be: nobody shares them, and what is found in one is kept at once."""
    return [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]


def _run_here(
    begin: Begin[T, R], items: Sequence[T], batches: list[range]
) -> Generator[tuple[R, ...], None, None]:
    with begin() as work:
        yield ()
        for batch in batches:
            yield (work(items[batch.start : batch.stop]),)


def _run_forked(
    begin: Begin[T, R], items: Sequence[T], batches: list[range], jobs: int
) -> Generator[tuple[R, ...], None, None]:
    with _children(begin, items, min(jobs, len(batches))) as children:
        yield ()
        lines = {child.line: child for child in children}
        asked = 0
        for _ in range(QUEUED):
            for child in children:
                asked = _ask(child, batches, asked)
        early: dict[int, R] = {}
        for number in range(len(batches)):
            while number not in early:
                for ready in wait(list(lines)):
                    child = lines[ready]  # type: ignore[index]
                    place, result, failure = _answer(child)
                    if failure is not None:
                        raise failure
                    early[place] = result
                    asked = _ask(child, batches, asked)
            yield (early.pop(number),)


def _ask(child: Child, batches: list[range], asked: int) -> int:
    """Sends the next batch, if there is one; says how many have been sent.

    A child that has ended takes none: what it said last, or its silence, is found where answers are read.
    """
    if asked == len(batches):
        return asked
    with suppress(OSError):
        child.line.send((asked, batches[asked].start, batches[asked].stop))
    return asked + 1


def _answer(child: Child) -> Any:
    try:
        return child.line.recv()
    except (EOFError, OSError):
        raise lost_worker(_how_it_ended(child.process)) from None


def _how_it_ended(process: ForkProcess) -> str:
    process.join()
    code = process.exitcode or 0
    if code >= 0:
        return f"a worker ended with exit code {code}"
    name = signal.Signals(-code).name
    return f"a worker was ended by {name}" + (" (is there enough memory?)" if name == "SIGKILL" else "")


@contextmanager
def _children(begin: Begin[T, R], items: Sequence[T], jobs: int) -> Iterator[list[Child]]:
    """So many children, waiting for numbers; none is left when the block ends, however it ends."""
    context = multiprocessing.get_context("fork")
    children: list[Child] = []
    gc.freeze()  # a collection in a child would touch, and so copy, all memory that it shares with us
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            inherited = [child.line for child in children] + [ours]
            process = context.Process(target=_serve, args=(begin, items, theirs, inherited), daemon=True)
            process.start()
            theirs.close()
            children.append(Child(process, ours))
        yield children
    finally:
        for child in children:
            child.line.close()
            child.process.terminate()
        for child in children:
            child.process.join()
        gc.unfreeze()


def _serve(begin: Begin[T, R], items: Sequence[T], line: Connection, inherited: list[Connection]) -> None:
    """What a child does: work for every pair of numbers until its parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    try:
        with begin() as work:
            for number, start, stop in _asked_for(line):
                _tell(line, (number, work(items[start:stop]), None))
    except EXPECTED as failure:
        _tell(line, (0, None, failure))


def _asked_for(line: Connection) -> Iterator[tuple[int, int, int]]:
    while True:
        try:
            yield line.recv()
        except (EOFError, OSError):
            return  # the parent has hung up


def _tell(line: Connection, message: object) -> None:
    with suppress(OSError):  # the parent has hung up: the next question shows it
        line.send(message)
