"""What a build or a check did -> values that a command can print; and how progress is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from ..diagnostics import Located
from ..hosting import Fit
from ..inspection.comparison import Comparison
from ..quality import Likeness, Quality

Clock = Callable[[], float]


class Progress(Protocol):
    """Is told how far a long phase has come. It must not keep a thread alive between calls: builds fork."""

    def start(self, phase: str, total: int) -> None:
        """A phase begins; `total` 0: nobody knows how long it takes."""

    def advance(self, count: int) -> None:
        """So many more are done."""

    def finish(self) -> None:
        """The phase is over."""


class Silent:
    """Progress that nobody looks at."""

    def start(self, phase: str, total: int) -> None:
        """Says nothing."""

    def advance(self, count: int) -> None:
        """Says nothing."""

    def finish(self) -> None:
        """Says nothing."""


class Report(Struct, frozen=True, kw_only=True):
    """What a build did. `pages` are planned ones: written, unchanged, or named in `problems`.

    `begun`: output/ was ours to write; `finished`: all of it was looked after.

    `problems` holds errors and warnings, sorted; `notices` counts what `check` would add. `reasons` says of
    every written page why. `bytes` is the size of all that we have in output/. `prices` is what the pages of each
    kind took, in seconds of all processes together.
    """

    begun: bool = False
    finished: bool = False
    cables: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    bytes: int = 0
    notices: int = 0
    problems: tuple[Located, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
    prices: tuple[tuple[str, float], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


class CheckReport(Struct, frozen=True, kw_only=True):
    """What a check found. `quality` None: it could not be carried out, for the reason in `problems`.

    `fit`: how the site fits the host that was asked for; its problems are among the `problems`.
    """

    quality: Quality | None = None
    comparison: Comparison | None = None
    fit: Fit | None = None
    problems: tuple[Located, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()


class ProposalReport(Struct, frozen=True, kw_only=True):
    """Which proposals were found, and how many were written. `likeness` None: for the reason in `problems`."""

    likeness: Likeness | None = None
    written: int = 0
    problems: tuple[Located, ...] = ()
