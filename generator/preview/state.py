"""Outcomes of builds -> what pages wait for, and what browsers are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import one_line
from .builder import Outcome

PROBLEMS_TOLD = 20
HEARTBEAT_SECONDS = 15.0


class Problem(Struct, frozen=True):
    """An error as the overlay shows it."""

    line: str
    hint: str


class News(Struct, frozen=True):
    """What browsers are told: another `edition` than the page's own means that it is out of date.

    `builds` counts those that are over; `building` says whether one is going on.
    """

    edition: str
    builds: int
    building: bool = True
    problems: tuple[Problem, ...] = ()
    more: int = 0


class State:
    """Where the preview stands. Lives in one event loop; `stamp` tells this run of the server from others."""

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.news = News(f"{stamp}-0", 0)
        self.editions = 0
        self.settled = asyncio.Event()
        self.turn = asyncio.Event()
        self.closing = False

    def close(self) -> None:
        """Lets go of every browser that listens and every page that waits."""
        self.closing = True
        self.settled.set()
        self.turn.set()

    def begin(self) -> None:
        """A build begins; what was wrong is so until it is over."""
        self.announce(replace(self.news, building=True))

    def publish(self, outcome: Outcome) -> None:
        """A build is over: a new edition when it changed a file, and its errors."""
        self.editions += bool(outcome.written or outcome.removed)
        shown = tuple(Problem(one_line(p), p.diagnostic.hint or "") for p in outcome.errors[:PROBLEMS_TOLD])
        if outcome.failure:
            hint = "run `cablepress build --debug` and report what it prints"
            shown = (Problem(f"Cablepress met a fault of its own: {outcome.failure}", hint),)
        more = max(0, len(outcome.errors) - PROBLEMS_TOLD)
        self.announce(News(f"{self.stamp}-{self.editions}", self.news.builds + 1, False, shown, more))

    def announce(self, news: News) -> None:
        """Wakes all who listen."""
        self.news = news
        self.turn.set()
        self.turn = asyncio.Event()

    async def listen(self) -> AsyncIterator[bytes]:
        """Server-sent events: the news now, and whenever they change, until the server closes."""
        while not self.closing:
            turn = self.turn
            yield b"data: " + msgspec.json.encode(self.news) + b"\n\n"
            while not turn.is_set():
                try:
                    await asyncio.wait_for(turn.wait(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
