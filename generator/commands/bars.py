"""How far a long phase has come -> a bar on a terminal, with the rate and what remains."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

from ..building.report import Clock

REFRESH_SECONDS = 0.1


class RateColumn(ProgressColumn):
    """How many a second: `1,204/s`."""

    def render(self, task: Task) -> Text:
        """Empty until that is known."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


class BarProgress:
    """A bar with count, rate and remaining time. Builds fork, so it starts no thread: it draws when told."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self.console = console
        self.clock = clock
        self.bars: Bars | None = None
        self.task = TaskID(0)
        self.drawn = 0.0

    def start(self, phase: str, total: int) -> None:
        """Draws an empty bar."""
        phase_column = TextColumn("{task.description}")
        columns = (phase_column, BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn())
        self.bars = Bars(*columns, console=self.console, auto_refresh=False, transient=True)
        self.task = self.bars.add_task(phase, total=total or None)
        self.bars.start()
        self.drawn = self.clock()

    def advance(self, count: int) -> None:
        """Draws the bar anew, ten times a second at most."""
        if not self.bars:
            return
        self.bars.advance(self.task, count)
        if self.clock() - self.drawn >= REFRESH_SECONDS:
            self.bars.refresh()
            self.drawn = self.clock()

    def finish(self) -> None:
        """Takes the bar away."""
        if self.bars:
            self.bars.stop()
            self.bars = None
