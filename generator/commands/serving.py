"""A site's folder -> a preview on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from pathlib import Path

from msgspec import Struct

from ..config import Config
from ..preview import serving as preview
from ..preview.builder import Builder, Outcome
from .building import has_site
from .terminal import FINE, MISUSED, Terminal, plural, print_problems, tally

DEFAULT_PORT = 8000


class Wishes(Struct, frozen=True, kw_only=True):
    """How a site is to be shown; `port` None: 8000, or the next that is free."""

    port: int | None = None
    browser: bool = False
    poll: bool = False
    settle_seconds: float = preview.SETTLE_SECONDS
    jobs: int = 1


def serve(root: Path, wishes: Wishes, terminal: Terminal) -> int:
    """Builds, serves and watches until it is told to end; the exit code."""
    if not has_site(root, terminal):
        return MISUSED
    port = DEFAULT_PORT if wishes.port is None else wishes.port
    try:
        listening = preview.open_socket(port, exactly=wishes.port is not None)
    except OSError as error:
        terminal.complain(f"port {port} cannot be used: {error.strerror}", "choose another with --port")
        return MISUSED
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    builder = Builder(root, wishes.jobs)  # before any thread: it forks
    reporting = Reporting(address, wishes.browser, terminal)
    setting = preview.Setting(
        root=root,
        output=Config(root).output,
        stamp=str(os.getpid()),
        poll=wishes.poll,
        settle_seconds=wishes.settle_seconds,
        built=reporting.built,
        progress=terminal.progress(),
    )
    terminal.say(f"Building {root.name}; soon to be seen at {address}")
    asyncio.run(preview.run(setting, builder, listening))
    terminal.say("Stopped.")
    return FINE


class Reporting:
    """Prints what each build came to, and opens the browser after the first."""

    def __init__(self, address: str, browser: bool, terminal: Terminal) -> None:
        self.address = address
        self.browser = browser
        self.terminal = terminal
        self.builds = 0

    def built(self, outcome: Outcome) -> None:
        """A build is over."""
        self.builds += 1
        self.tell(outcome)
        if self.builds == 1:
            self.terminal.say(f"Serving {self.address} and watching for changes. Ctrl-C ends it.")
            if self.browser:
                webbrowser.open(self.address)

    def tell(self, outcome: Outcome) -> None:
        """One line for the build, and its problems."""
        if outcome.failure:
            hint = "run `cablepress build --debug` and report what it prints"
            self.terminal.complain(f"Cablepress met a fault of its own: {outcome.failure}", hint)
            return
        print_problems(self.terminal.err, outcome.problems)
        found = tally(outcome.problems)
        numbers = f"{outcome.written:,} written, {outcome.removed:,} removed"
        if not outcome.pages and found:
            self.terminal.say(f"Build {self.builds}: nothing was built, the site is as it was; {found}.")
            return
        there = f"{plural(outcome.cables, 'cable')}, {plural(outcome.pages, 'page')}"
        built = f"Build {self.builds}: {there}, {numbers}"
        self.terminal.say(f"{built}; {found}." if found else f"{built}.")
