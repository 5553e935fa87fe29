"""A site's folder -> an account of how well it is understood: as tables, as JSON, against an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from rich.table import Table

from .. import pipeline
from ..building.report import CheckReport
from ..diagnostics import Located
from ..hosting import Fit, hosts, in_words
from ..inspection.comparison import Comparison
from ..quality import Quality
from .building import print_timings, site_at
from .comparison_tables import print_comparison
from .quality_tables import quality_tables, summary
from .terminal import FINE, Terminal, exit_code, plural, print_problems, tally

VERSION = 1


class Wishes(Struct, frozen=True, kw_only=True):
    """How a check is to be made, and what is to be told of it."""

    jobs: int = 1
    strict: bool = False
    timings: bool = False
    all_of_them: bool = False
    compare: Path | None = None
    save: Path | None = None
    host: str | None = None


class Problem(Struct, frozen=True):
    """A diagnostic as `check --json` prints it; `cable` is the number of the cable that it is about, if any."""

    path: str
    cable: str | None
    code: str
    severity: str
    line: int | None
    column: int | None
    message: str
    hint: str | None


class CheckDocument(Struct, frozen=True):
    """What `check --json` prints; docs/checking.md describes it. `comparison` None: none was asked for."""

    version: int
    quality: Quality | None
    comparison: Comparison | None
    problems: tuple[Problem, ...]


def check(root: Path, wishes: Wishes, terminal: Terminal, sink: BinaryIO | None = None) -> int:
    """Reads, links and surveys everything, writes no page; the exit code. `sink`: JSON goes there, and no tables."""
    config, code = site_at(root, terminal)
    if config is None:
        return code
    report = pipeline.check(
        config,
        jobs=wishes.jobs,
        progress=terminal.progress(),
        clock=terminal.clock,
        compare=wishes.compare,
        save=wishes.save,
        host=hosts()[wishes.host] if wishes.host else None,
    )
    if sink:
        sink.write(document_of(report))
        sink.flush()
    elif report.comparison:
        print_comparison(report.comparison, terminal, all_of_them=wishes.all_of_them)
    else:
        print_account(report, wishes, terminal)
    if not sink:
        print_closing(report, wishes, terminal)
    if report.comparison:
        return FINE
    return exit_code(report.problems, strict=wishes.strict)


def document_of(report: CheckReport) -> bytes:
    """The report as indented JSON, a newline at its end."""
    problems = tuple(problem_of(located) for located in report.problems)
    document = CheckDocument(VERSION, report.quality, report.comparison, problems)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def problem_of(located: Located) -> Problem:
    """A diagnostic and its place as one value."""
    d = located.diagnostic
    return Problem(located.path, located.cable, d.code, d.severity, d.line, d.column, d.message, d.hint)


def print_account(report: CheckReport, wishes: Wishes, terminal: Terminal) -> None:
    """All problems, then the tables of the survey."""
    print_problems(terminal.out, report.problems, all_of_them=wishes.all_of_them)
    quality = report.quality
    if quality and not terminal.quiet:
        terminal.out.print(summary(quality))
        for table in quality_tables(quality, all_of_them=wishes.all_of_them):
            terminal.out.print()
            terminal.out.print(table)
        checked = plural(quality.cables, "cable")
        terminal.say(f"Checked {checked}: {tally(report.problems) or 'nothing to complain about'}.")


def print_fit(fit: Fit, terminal: Terminal) -> None:
    """What the host takes, what there is, and how many files are of which kind."""
    table = Table(fit.host.title, box=None, pad_edge=False)
    for column in ("here", "taken there"):
        table.add_column(column, justify="right")
    for measure in fit.measures:
        numbers = [in_words(n) if measure.in_bytes else f"{n:,}" for n in (measure.found, measure.limit or 0)]
        table.add_row(measure.what, numbers[0], numbers[1] if measure.limit is not None else "any")
    for kind, count in fit.kinds:
        table.add_row(f"  {kind}", f"{count:,}", "")
    terminal.out.print()
    terminal.out.print(table)
    if fit.unwritten:
        files = plural(fit.unwritten, "file")
        terminal.say(f"{files} were never built and count without their size: run `cablepress build` first.")
    for source in fit.host.sources:
        terminal.say(f"Limits as told by {source}")


def print_closing(report: CheckReport, wishes: Wishes, terminal: Terminal) -> None:
    """How the site fits its host, how long it took, and where the readings were saved."""
    if report.fit and not terminal.quiet:
        print_fit(report.fit, terminal)
    if wishes.timings:
        print_timings(report.timings, terminal)
    if report.quality and wishes.save:
        terminal.say(f"Saved how {plural(report.quality.cables, 'cable')} are read in {wishes.save}.")
