"""Comparison -> what a terminal shows of it: each cable that is read otherwise, then a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ..inspection.comparison import CableChanged, Change, Comparison
from ..inspection.printed import printable
from .terminal import Terminal, plural

CABLES_SHOWN = 100
STYLES = {"gained": "green", "lost": "red", "changed": "yellow"}


def print_comparison(comparison: Comparison, terminal: Terminal, *, all_of_them: bool) -> None:
    """Cable by cable what was gained and lost, then field by field in how many cables."""
    shown = len(comparison.changed) if all_of_them else CABLES_SHOWN
    for changed in comparison.changed[:shown]:
        terminal.out.print(_heading(changed), soft_wrap=True, highlight=False)
        for change in changed.changes:
            terminal.out.print(_line(change), soft_wrap=True, highlight=False)
    if len(comparison.changed) > shown:
        more = plural(len(comparison.changed) - shown, "more cable")
        terminal.say(f"and {more} (`--all` shows every one)")
    _print_alone("is here now and was not", comparison.appeared, terminal)
    _print_alone("was here and is not now", comparison.gone, terminal)
    if comparison.fields:
        terminal.out.print(_summary(comparison))
    terminal.say(_outcome(comparison))


def _heading(changed: CableChanged) -> Text:
    place = changed.path if changed.number == 1 else f"{changed.path}#{changed.number}"
    return Text(printable(f"{place} ({changed.cable or 'no number'})"), style="bold")


def _line(change: Change) -> Text:
    words = {
        "gained": change.now,
        "lost": change.was,
        "changed": f"{change.was} -> {change.now}",
    }[change.kind]
    field = change.field.replace("_", " ")
    return Text.assemble(f"  {field} ", (change.kind, STYLES[change.kind]), f": {printable(words)}")


def _print_alone(words: str, cables: Sequence[CableChanged], terminal: Terminal) -> None:
    for cable in cables[:CABLES_SHOWN]:
        terminal.out.print(_heading(cable) + Text(f" {words}"), soft_wrap=True, highlight=False)
    if len(cables) > CABLES_SHOWN:
        terminal.say(f"and {plural(len(cables) - CABLES_SHOWN, 'more cable')} that {words}")


def _summary(comparison: Comparison) -> Table:
    table = Table("field", box=None, pad_edge=False, title="Summary", title_justify="left")
    for kind in STYLES:
        table.add_column(kind, justify="right")
    for tally in comparison.fields:
        counts = (f"{count:,}" for count in (tally.gained, tally.lost, tally.changed))
        table.add_row(tally.field.replace("_", " "), *counts)
    return table


def _outcome(comparison: Comparison) -> str:
    otherwise, new, gone = (
        f"{len(cables):,}" for cables in (comparison.changed, comparison.appeared, comparison.gone)
    )
    same = plural(comparison.same, "cable")
    return f"{same} read the same, {otherwise} otherwise, {new} new, {gone} gone."
