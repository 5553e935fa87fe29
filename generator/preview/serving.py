"""A folder, a socket, a builder -> a server that shows the site and builds it when a file changes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import FrameType

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from ..building.report import Progress, Silent
from .builder import Builder, Outcome
from .files import SCRIPT_PATH, serve_file
from .state import State
from .stirring import SOMETHING, Stir, Stirs
from .watching import Watcher

# How long a site must be quiet after a change before it is built, and how long a build is put off at most.
SETTLE_SECONDS = 0.06
FINISHED = 0.25  # of that, where all that changed are telegrams, and each is whole
LONGEST_WAIT_SECONDS = 3.0
FAREWELL_SECONDS = 2

NOT_KEPT = {"Cache-Control": "no-store"}


class Setting(Struct, frozen=True, kw_only=True):
    """What a preview needs to know. `built` is told every outcome, `progress` the first build's progress."""

    root: Path
    output: Path
    stamp: str
    poll: bool
    settle_seconds: float
    built: Callable[[Outcome], None]
    progress: Progress


def open_socket(port: int, *, exactly: bool) -> socket.socket:
    """A bound socket on 127.0.0.1: at `port`, or, unless that very one is wanted, at one of the next fifty.

    OSError: none of them is free.
    """
    for candidate in range(port, port + 1 if exactly or not port else port + 50):
        try:
            return _bound(candidate)
        except OSError:
            if exactly or not port or candidate == port + 49:
                raise
    raise OSError("no port is free")


def _bound(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(("127.0.0.1", port))
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    return opened


def settle_seconds_left(first: float, last: float, now: float, quiet: float) -> float:
    """How long to wait yet: until it was quiet since the `last` change, at most a while since the `first`."""
    return min(last + quiet, first + max(quiet, LONGEST_WAIT_SECONDS)) - now


class Preview:
    """Holds the parts of a running preview together. Lives in one event loop."""

    def __init__(self, setting: Setting, builder: Builder) -> None:
        self.setting = setting
        self.builder = builder
        self.state = State(setting.stamp)
        self.loop = asyncio.get_running_loop()
        self.wanted = asyncio.Event()
        self.changed_at = 0.0
        self.first_at = 0.0
        self.stirs = Stirs()
        self.stirred = asyncio.Event()

    def notice(self, stir: Stir = SOMETHING) -> None:
        """A file changed: the site is to be built once it is quiet. Called in the loop's own thread."""
        is_change = self.stirs.add(stir)
        self.stirred.set()
        if not is_change:
            return
        self.changed_at = self.loop.time()
        if not self.wanted.is_set():
            self.first_at = self.changed_at
        self.wanted.set()
        self.state.settled.clear()

    def notice_from_watcher(self, stir: Stir) -> None:
        """The same, called in the watcher's thread."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.notice, stir)

    async def keep_building(self) -> None:
        """Builds at once, then once after each burst of changes; changes during a build lead to one more."""
        await self.build(self.setting.progress)
        while True:
            await self.wanted.wait()
            await self.settle()
            await self.build(Silent())

    async def build(self, progress: Progress) -> None:
        """Builds once and tells everybody."""
        edits = self.stirs.take()
        self.wanted.clear()
        self.state.begin()
        outcome = await asyncio.to_thread(self.builder.build, progress, edits)
        if outcome.failure:
            self.stirs.add(SOMETHING)
        self.state.publish(outcome)
        if not self.wanted.is_set():
            self.state.settled.set()
        await asyncio.to_thread(self.setting.built, outcome)  # browsers are not to wait for what is printed

    async def settle(self) -> None:
        """Waits until nothing has changed for a moment, a shorter one where nothing is half written."""
        while (left := settle_seconds_left(self.first_at, self.changed_at, self.loop.time(), self.quiet)) > 0:
            self.stirred.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stirred.wait(), left)

    @property
    def quiet(self) -> float:
        """How long nothing may have changed before a build."""
        return self.setting.settle_seconds * (FINISHED if self.stirs.is_whole else 1)

    async def page(self, request: Request) -> Response:
        """A file of the site, once no build is due."""
        await self.state.settled.wait()
        edition = self.state.news.edition
        served = await asyncio.to_thread(serve_file, self.setting.output, request.url.path, edition)
        if served.moved:
            return RedirectResponse(served.moved, served.status, headers=NOT_KEPT)
        return Response(served.content, served.status, {**NOT_KEPT, "Content-Type": served.media_type})

    async def events(self, request: Request) -> Response:
        """What browsers listen to."""
        return StreamingResponse(self.state.listen(), media_type="text/event-stream", headers=NOT_KEPT)

    async def script(self, request: Request) -> Response:
        """The script that listens."""
        code = (files("generator") / "preview" / "reload.js").read_bytes()
        return Response(code, headers={**NOT_KEPT, "Content-Type": "text/javascript; charset=utf-8"})

    def application(self) -> Starlette:
        """All routes."""
        return Starlette(
            routes=[
                Route("/_cablepress/events", self.events),
                Route(SCRIPT_PATH, self.script),
                Route("/{path:path}", self.page),
            ]
        )


class Server(uvicorn.Server):
    """A server that ends without raising the signal again, and lets go of those who listen."""

    closing: Callable[[], object]

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C or a request to end."""
        self.leave()

    def leave(self) -> None:
        """Ends soon."""
        self.should_exit = True
        self.closing()


async def run(setting: Setting, builder: Builder, listening: socket.socket) -> None:
    """Serves until it is asked to end by SIGINT or SIGTERM. The builder must be running already."""
    preview = Preview(setting, builder)
    options = uvicorn.Config(
        preview.application(),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=FAREWELL_SECONDS,
    )
    server = Server(options)
    loop = asyncio.get_running_loop()
    server.closing = partial(loop.call_soon_threadsafe, preview.state.close)
    watcher = Watcher(setting.root, preview.notice_from_watcher, poll=setting.poll)
    watcher.start()
    building = asyncio.create_task(preview.keep_building())
    building.add_done_callback(lambda _: server.leave())
    try:
        await server.serve(sockets=[listening])
        if building.done():
            building.result()
    finally:
        building.cancel()
        watcher.stop()
        builder.close()
