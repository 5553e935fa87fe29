"""A site's folder -> a built site, with what is to be said about it."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
from msgspec import Struct

from .. import pipeline
from ..building.report import Report
from ..config import SITE_FILE, Config, read_config
from .terminal import FINE, MISUSED, WITH_ERRORS, Terminal, exit_code, plural, print_problems, tally

SHOWN_OF_PROFILE = 20


class Wishes(Struct, frozen=True, kw_only=True):
    """How a build is to be made, and what is to be told of it."""

    jobs: int = 1
    strict: bool = False
    timings: bool = False
    why: bool = False
    all_of_them: bool = False
    profile: Path | None = None


def build(root: Path, wishes: Wishes, terminal: Terminal) -> int:
    """Brings output/ up to date; the exit code."""
    config, code = site_at(root, terminal)
    if config is None:
        return code
    started = terminal.clock()
    report = _profiled(config, wishes, terminal) if wishes.profile else _built(config, wishes, terminal)
    print_problems(terminal.err, report.problems, all_of_them=wishes.all_of_them)
    if wishes.why:
        print_reasons(report, terminal)
    if wishes.timings:
        print_timings(report.timings, terminal)
        print_prices(report.prices, terminal)
    say_what_was_built(config, report, terminal.clock() - started, terminal)
    code = exit_code(report.problems, strict=wishes.strict)
    if code and wishes.strict and not exit_code(report.problems, strict=False):
        terminal.say("Warnings count as errors here, because of --strict.")
    return code


def _built(config: Config, wishes: Wishes, terminal: Terminal) -> Report:
    return pipeline.build(config, jobs=wishes.jobs, progress=terminal.progress(), clock=terminal.clock)


def _profiled(config: Config, wishes: Wishes, terminal: Terminal) -> Report:
    """Builds in this process alone, and keeps and shows where the time went."""
    import cProfile
    import pstats

    profile = cProfile.Profile()
    alone = msgspec.structs.replace(wishes, jobs=1)
    report = profile.runcall(_built, config, alone, terminal)
    assert wishes.profile is not None
    profile.dump_stats(wishes.profile)
    told = io.StringIO()
    pstats.Stats(profile, stream=told).strip_dirs().sort_stats("tottime").print_stats(SHOWN_OF_PROFILE)
    terminal.say(told.getvalue().strip())
    terminal.say(f"Saved the profile in {wishes.profile}; `python -m pstats {wishes.profile}` reads it.")
    return report


def site_at(root: Path, terminal: Terminal) -> tuple[Config | None, int]:
    """The configuration of the site in `root`; None, and the exit code, where nothing can be done with it."""
    if not has_site(root, terminal):
        return None, MISUSED
    config, problems = read_config(root)
    if problems:
        print_problems(terminal.err, problems)
        terminal.complain(f"nothing was built: {plural(len(problems), 'problem')} in site.toml")
        return None, WITH_ERRORS
    return config, FINE


def has_site(root: Path, terminal: Terminal) -> bool:
    """Whether a site stands in `root`; complains where none does."""
    if (root / SITE_FILE).exists() or (root / "content").exists():
        return True
    hint = "`cablepress init DIR` makes a new one, `--site DIR` names another folder"
    terminal.complain(f"there is no site in {root}: neither site.toml nor content/", hint)
    return False


def say_what_was_built(config: Config, report: Report, seconds: float, terminal: Terminal) -> None:
    """The closing lines: what there is now, and how to look at it."""
    if not report.begun:
        terminal.complain("nothing was built", "what stands in output/ is as it was")
        return
    if not report.finished:
        terminal.complain(
            "the build could not be finished",
            "every file in output/ is whole, and the next build goes on from there",
        )
        return
    parts = (("written", report.written), ("unchanged", report.unchanged), ("removed", report.removed))
    numbers = ", ".join(f"{count:,} {what}" for what, count in parts)
    built = f"{plural(report.cables, 'cable')}, {plural(report.pages, 'page')} ({numbers})"
    terminal.say(f"Built {built} in {seconds:.1f} s.")
    if found := tally(report.problems):
        terminal.say(
            f"There is something to look at: {found}. `cablepress explain CODE` says what a code means."
        )
    front = config.output / "index.html"
    if front.exists():
        terminal.say(f"To look at it, open {front} in a browser, or run `cablepress serve`.")


def print_reasons(report: Report, terminal: Terminal) -> None:
    """Why each page was written, one line a page."""
    for path, reason in report.reasons:
        terminal.out.print(f"{path}: {reason}", soft_wrap=True, markup=False, highlight=False)
    if not report.reasons:
        terminal.say("No page had to be written.")


def print_timings(timings: tuple[tuple[str, float], ...], terminal: Terminal) -> None:
    """How long each phase took."""
    from rich.table import Table

    table = Table("phase", box=None, pad_edge=False)
    table.add_column("seconds", justify="right")
    for phase, seconds in timings:
        table.add_row(phase, f"{seconds:.3f}")
    table.add_row("all", f"{sum(seconds for _, seconds in timings):.3f}")
    terminal.out.print(table)


def print_prices(prices: tuple[tuple[str, float], ...], terminal: Terminal) -> None:
    """What the pages of each kind took; a build that looked at no page has nothing to say."""
    if not prices:
        return
    from rich.table import Table

    table = Table("pages", box=None, pad_edge=False)
    table.add_column("seconds in all processes", justify="right")
    for kind, seconds in prices:
        table.add_row(kind, f"{seconds:.3f}")
    terminal.out.print(table)
