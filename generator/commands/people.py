"""A site's folder -> proposals of who is one person and who is several: as tables, as JSON, into people.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from rich.table import Table

from .. import pipeline
from ..building.report import ProposalReport
from ..quality import Likeness, Merge, Split
from .building import site_at
from .checking import Problem, problem_of
from .quality_tables import ROWS, listed
from .terminal import Terminal, exit_code, plural, print_problems

VERSION = 1


class Wishes(Struct, frozen=True, kw_only=True):
    """What is to be made of the proposals."""

    jobs: int = 1
    write: bool = False
    all_of_them: bool = False


class PeopleDocument(Struct, frozen=True):
    """What `people --json` prints; docs/people.md describes it."""

    version: int
    persons: int
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    written: int
    problems: tuple[Problem, ...]


def people(root: Path, wishes: Wishes, terminal: Terminal, sink: BinaryIO | None = None) -> int:
    """Reads and links everything, and proposes; the exit code. `sink`: JSON goes there, and no tables."""
    config, code = site_at(root, terminal)
    if config is None:
        return code
    report = pipeline.propose(
        config, jobs=wishes.jobs, progress=terminal.progress(), clock=terminal.clock, write=wishes.write
    )
    if sink:
        sink.write(document_of(report))
        sink.flush()
    else:
        print_problems(terminal.out, report.problems)
        if report.likeness and not terminal.quiet:
            print_proposals(report.likeness, terminal, all_of_them=wishes.all_of_them)
            say_what_next(report, terminal)
    return exit_code(report.problems, strict=False)


def document_of(report: ProposalReport) -> bytes:
    """The report as indented JSON, a newline at its end."""
    likeness = report.likeness or Likeness(0, (), ())
    problems = tuple(problem_of(located) for located in report.problems)
    document = PeopleDocument(
        VERSION, likeness.persons, likeness.merges, likeness.splits, report.written, problems
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def print_proposals(likeness: Likeness, terminal: Terminal, *, all_of_them: bool) -> None:
    """The tables, a blank line between them."""
    limit = None if all_of_them else ROWS
    for table in (*merge_tables(likeness, limit), *split_tables(likeness, limit)):
        terminal.out.print(table)
        terminal.out.print()


def merge_tables(likeness: Likeness, limit: int | None) -> Iterator[Table]:
    """Those who may be one person."""
    rows = [
        (merge.other, merge.cables[1], merge.into, merge.cables[0], merge.evidence)
        for merge in likeness.merges
    ]
    heads = ("may be", "cables", "the same as", "cables", "evidence")
    yield from listed("Persons who may be one", heads, rows, limit, "people")


def split_tables(likeness: Likeness, limit: int | None) -> Iterator[Table]:
    """Those who may be several."""
    rows = [(split.key, split.into, len(split.cables), split.evidence) for split in likeness.splits]
    heads = ("key", "may also be", "cables", "evidence")
    yield from listed("Persons who may be several", heads, rows, limit, "people")


def say_what_next(report: ProposalReport, terminal: Terminal) -> None:
    """What was written, or how to have it written."""
    assert report.likeness
    count = len(report.likeness.merges) + len(report.likeness.splits)
    if report.written:
        terminal.say(f"Wrote {plural(report.written, 'proposal')} to the end of content/people.toml.")
        terminal.say(
            "Nothing has changed yet: write accept = true below those that are right, false below the others."
        )
    elif count:
        terminal.say(f"{plural(count, 'proposal')} for {plural(report.likeness.persons, 'person')}.")
        terminal.say("`cablepress people --write` puts them into content/people.toml, for you to decide.")
    else:
        terminal.say(f"{plural(report.likeness.persons, 'person')}, and nothing to propose.")
