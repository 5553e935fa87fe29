"""Reports, diagnostics and progress -> lines on a terminal or in a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from rich.console import Console
from rich.text import Text

from ..building.report import Clock, Progress, Silent
from ..diagnostics import Located
from ..inspection.printed import SEVERITY_STYLES, problem_text

FINE, WITH_ERRORS, MISUSED, INTERRUPTED = 0, 1, 2, 130

SHOWN_OF_A_KIND = 100


class Terminal:
    """Where a command prints: results to `out`, problems and progress to `err`; `clock` counts seconds."""

    def __init__(self, out: Console, err: Console, clock: Clock, quiet: bool) -> None:
        self.out = out
        self.err = err
        self.clock = clock
        self.quiet = quiet

    def say(self, words: str | Text = "") -> None:
        """A line for whoever reads along; nothing when quiet."""
        if not self.quiet:
            self.out.print(words, soft_wrap=True, markup=False, highlight=False)

    def complain(self, words: str, hint: str = "") -> None:
        """An error about how the command was called."""
        self.err.print(
            Text.assemble(("error: ", SEVERITY_STYLES["error"]), words), soft_wrap=True, highlight=False
        )
        if hint:
            self.err.print(Text(f"  hint: {hint}", style="dim"), soft_wrap=True, highlight=False)

    def progress(self) -> Progress:
        """A bar on a terminal, plain lines elsewhere, nothing when quiet."""
        if self.quiet:
            return Silent()
        if not self.err.is_terminal:
            return LineProgress(self.err)
        from .bars import BarProgress

        return BarProgress(self.err, self.clock)


class LineProgress:
    """A plain line at the start of each phase, for logs."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def start(self, phase: str, total: int) -> None:
        """Says what begins and how much there is of it."""
        amount = f" ({total:,})" if total else ""
        self.console.print(f"{phase}{amount} ...", soft_wrap=True, markup=False, highlight=False)

    def advance(self, count: int) -> None:
        """Says nothing: a log does not need it."""

    def finish(self) -> None:
        """Says nothing."""


def print_problems(console: Console, problems: Iterable[Located], *, all_of_them: bool = False) -> None:
    """One line a problem with its hint below, at most a hundred of a code, and how to see the others."""
    counts: Counter[str] = Counter()
    for located in problems:
        code = located.diagnostic.code
        counts[code] += 1
        if all_of_them or counts[code] <= SHOWN_OF_A_KIND:
            console.print(problem_text(located), soft_wrap=True, highlight=False)
    for code, count in sorted(counts.items()):
        if count > SHOWN_OF_A_KIND and not all_of_them:
            rest = (
                f"and {count - SHOWN_OF_A_KIND:,} more of {code} (`cablepress check --all` shows every one)"
            )
            console.print(rest, soft_wrap=True, markup=False, highlight=False)


def exit_code(problems: Iterable[Located], *, strict: bool) -> int:
    """1 when something is missing from the site, or, when strict, may have been misread."""
    failing: set[Literal["error", "warning", "notice"]] = {"error", "warning"} if strict else {"error"}
    return WITH_ERRORS if any(p.diagnostic.severity in failing for p in problems) else FINE


def tally(problems: Iterable[Located]) -> str:
    """`1 error, 2 warnings`; empty where there is nothing."""
    counts = Counter(p.diagnostic.severity for p in problems)
    return ", ".join(plural(counts[s], s) for s in ("error", "warning", "notice") if counts[s])


def plural(count: int, noun: str) -> str:
    """`1 page`, `2 pages`, `1,204 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
