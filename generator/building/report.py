"""What a build or a check did -> values that a command can print; and how progress is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from ..diagnostics import Located

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

    `problems` holds errors and warnings, sorted; `notices` counts what `check` would add. `reasons` says of
    every written page why. `bytes` is the size of all that we have in output/.
    """

    cables: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    bytes: int = 0
    notices: int = 0
    problems: tuple[Located, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


class CheckReport(Struct, frozen=True, kw_only=True):
    """What a check found. `fields`: how many cables have each; the unknown are sorted, with how often."""

    cables: int = 0
    fields: tuple[tuple[str, int], ...] = ()
    references_found: int = 0
    references_missing: int = 0
    references_ambiguous: int = 0
    unknown_tags: tuple[tuple[str, int], ...] = ()
    unknown_posts: tuple[tuple[str, int], ...] = ()
    problems: tuple[Located, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
