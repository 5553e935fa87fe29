"""A wish to build -> an Outcome, from a process of its own: builds fork, and a server has threads."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .. import pipeline
from ..building.memory import Memory
from ..building.report import Progress
from ..config import read_config
from ..diagnostics import Located

PATIENCE_SECONDS = 5.0
TOLD_SECONDS = 0.1


class Outcome(Struct, frozen=True, kw_only=True):
    """How a build ended. `failure` is empty, or says why there was none at all."""

    cables: int = 0
    pages: int = 0
    written: int = 0
    removed: int = 0
    problems: tuple[Located, ...] = ()
    failure: str = ""

    @property
    def errors(self) -> tuple[Located, ...]:
        """The problems that keep something off the site."""
        return tuple(p for p in self.problems if p.diagnostic.severity == "error")


class Began(Struct, frozen=True):
    """A phase began."""

    phase: str
    total: int


class Advanced(Struct, frozen=True):
    """So many more are done; None: the phase is over."""

    count: int | None


class Said(Struct, frozen=True):
    """What the building process wrote to standard error: the account of a fault of ours."""

    text: str


class Ended(Struct, frozen=True):
    """A build ended so; `same`: its problems are not in it, since they are those of the build before."""

    outcome: Outcome
    same: bool = False


class Builder:
    """Holds the building process open. It is started before any thread, and again should it die."""

    def __init__(self, root: Path, jobs: int) -> None:
        self.root = root
        self.jobs = jobs
        self.problems: tuple[Located, ...] = ()
        self.start()

    def start(self) -> None:
        """Starts the process. It ends when this one lets go of the connection."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=answer_wishes, args=(self.root, self.jobs, theirs))
        with _deaf_to_ctrl_c():
            self.process.start()
        theirs.close()

    def build(self, progress: Progress, edited: frozenset[str] | None = None) -> Outcome:
        """Builds once; blocks until that is done. `edited`: only these files below content/ were saved since."""
        if not self.process.is_alive():
            self.connection.close()
            self.start()
        said = ""
        try:
            self.connection.send(edited)
            while True:
                match self.connection.recv():
                    case Began(phase, total):
                        progress.start(phase, total)
                    case Advanced(None):
                        progress.finish()
                    case Advanced(int() as count):
                        progress.advance(count)
                    case Said(text):
                        said += text
                    case Ended(outcome, same):
                        self.problems = self.problems if same else outcome.problems
                        return replace(outcome, problems=self.problems)
        except (EOFError, OSError):
            return Outcome(failure=_last_line(said))

    def close(self) -> None:
        """Ends the process, and what it started."""
        self.connection.close()
        if self.process.is_alive() and self.process.pid and sys.platform != "win32":
            os.kill(self.process.pid, signal.SIGINT)
        self.process.join(PATIENCE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def answer_wishes(root: Path, jobs: int, connection: Connection) -> None:
    """The building process: builds whenever it is asked, until the other end closes or Ctrl-C is pressed."""
    sys.stderr = Mouthpiece(connection)
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        memory = Memory()
        told: tuple[Located, ...] = ()
        while True:
            edited = connection.recv()
            outcome = build_once(root, jobs, connection.send, memory, edited)
            same = outcome.problems == told  # there may be many, of which most builds change none
            connection.send(Ended(replace(outcome, problems=()) if same else outcome, same))
            told = outcome.problems
            prepare_next(root, memory)
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return


def prepare_next(root: Path, memory: Memory) -> None:
    """Fetches what the next build will need, after the last is told."""
    config, problems = read_config(root)
    if not problems:
        pipeline.prepare(config, memory)


def build_once(
    root: Path,
    jobs: int,
    tell: Callable[[Began | Advanced], None],
    memory: Memory,
    edited: frozenset[str] | None,
) -> Outcome:
    """Reads the configuration and builds, unless that has errors."""
    config, problems = read_config(root)
    if problems:
        return Outcome(problems=problems)
    report = pipeline.build(
        config, jobs=jobs, progress=Telling(tell), clock=time.monotonic, memory=memory, edited=edited
    )
    return Outcome(
        cables=report.cables,
        pages=report.pages,
        written=report.written,
        removed=report.removed,
        problems=report.problems,
    )


class Telling:
    """Progress that is told to another process, ten times a second at most."""

    def __init__(self, tell: Callable[[Began | Advanced], None]) -> None:
        self.tell = tell
        self.untold = 0
        self.told = 0.0

    def start(self, phase: str, total: int) -> None:
        """A phase begins."""
        self.tell(Began(phase, total))

    def advance(self, count: int) -> None:
        """So many more are done."""
        self.untold += count
        if time.monotonic() - self.told > TOLD_SECONDS:
            self.tell(Advanced(self.untold))
            self.untold, self.told = 0, time.monotonic()

    def finish(self) -> None:
        """The phase is over."""
        self.untold = 0
        self.tell(Advanced(None))


class Mouthpiece(io.TextIOBase):
    """Standard error of the building process, sent to the one that may print; not of its workers."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.owner = os.getpid()

    def write(self, text: str) -> int:
        """Sends the text; nothing once nobody listens any more."""
        if os.getpid() == self.owner:
            with suppress(OSError):
                self.connection.send(Said(text))
        elif sys.__stderr__:
            sys.__stderr__.write(text)
        return len(text)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """A process started here ignores Ctrl-C until it says otherwise: it has nothing to end in good order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _last_line(said: str) -> str:
    """The line of a traceback that says what is wrong."""
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "the building process ended without a word"
