"""A site's folder -> its output/ brought up to date, and a report: the whole program in short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .archive import Archive, build_archive
from .building.bench import Bench, open_bench
from .building.code import reading_code, rendering_code
from .building.comparing import all_readings, compare_readings, save_readings
from .building.correcting import correct_sources
from .building.failures import Failure, NotSound, cache_refused
from .building.fingerprint import encode, short_digest
from .building.inputs import Inputs, read_inputs
from .building.output import Output, open_output, require_apart
from .building.publishing import Pages, Published, Publisher, publish
from .building.readings import Reader, SourcePath, SourcesRead, read_sources
from .building.report import CheckReport, Clock, Progress, Report, Silent
from .building.store import circumstances_digest, store_at
from .building.theme import Theme
from .config import Config
from .diagnostics import Located, report, sort_key
from .pages import Plan, plan, site_facts
from .quality import survey
from .reading import find_sources, read
from .reading.sources import ReadingRules

T = TypeVar("T")


class Linked(Struct, frozen=True):
    """All that was read, linked and planned."""

    inputs: Inputs
    sources: SourcesRead
    archive: Archive
    plan: Plan
    problems: tuple[Located, ...]


def _no_clock() -> float:
    return 0.0


def build(
    config: Config, *, jobs: int = 1, progress: Progress | None = None, clock: Clock = _no_clock
) -> Report:
    """Brings output/ up to date: read, link, plan, write, in `jobs` processes. `clock` is for `timings`.

    Neither content nor the system makes it raise: what went wrong stands in the report, all else is
    published.
    """

    def work(bench: Bench) -> Report:
        require_apart(config)
        output = open_output(config.output, config.cache, bool(bench.manifest.pages))
        linked = _read_and_link(bench)
        before = (*bench.problems, *((_lost(config),) if output.lost else ()), *linked.problems)
        try:
            published = _publish(bench, output, linked)
        except Failure as failure:
            return Report(begun=True, problems=_without_notices((*before, failure.located)))
        with store_at(bench.store) as store:
            store.prune(linked.sources.keys)
        bench.watch.lap("pruning")
        problems = (*before, *published.problems)
        return Report(
            begun=True,
            finished=True,
            cables=len(linked.archive.cards),
            pages=published.pages,
            written=published.written,
            unchanged=published.unchanged,
            removed=published.removed,
            bytes=published.bytes,
            notices=sum(p.diagnostic.severity == "notice" for p in problems),
            problems=_without_notices(problems),
            timings=bench.watch.laps,
            reasons=published.reasons,
        )

    return _at_bench(config, jobs, progress, clock, work, lambda problem: Report(problems=(problem,)))


def check(
    config: Config,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    clock: Clock = _no_clock,
    compare: Path | None = None,
    save: Path | None = None,
) -> CheckReport:
    """Reads and links everything, and surveys it; output/ is not touched. Notices are among the problems.

    `compare` is a file of readings that an earlier check saved, `save` one to be written after that.
    """

    def work(bench: Bench) -> CheckReport:
        linked = _read_and_link(bench)
        quality = survey(linked.archive)
        bench.watch.lap("surveying")
        readings = all_readings(bench.store, linked.sources.readings.values(), jobs, bench.progress)
        comparison = compare_readings(readings, compare) if compare else None
        if save:
            save_readings(readings, save)
        bench.watch.lap("comparing and saving")
        return CheckReport(
            quality=quality,
            comparison=comparison,
            problems=_sorted((*bench.problems, *linked.problems)),
            timings=bench.watch.laps,
        )

    return _at_bench(config, jobs, progress, clock, work, lambda problem: CheckReport(problems=(problem,)))


def _at_bench(
    config: Config,
    jobs: int,
    progress: Progress | None,
    clock: Clock,
    work: Callable[[Bench], T],
    failed: Callable[[Located], T],
) -> T:
    """What `work` gives, with a new store where the old was damaged; else what `failed` makes of why not."""
    quiet = progress or Silent()
    try:
        try:
            with open_bench(config, jobs, quiet, clock) as bench:
                return work(bench)
        except NotSound:
            with open_bench(config, jobs, quiet, clock, distrust=True) as bench:
                return work(bench)
    except NotSound as damage:
        return failed(cache_refused(str(damage)).located)
    except Failure as failure:
        return failed(failure.located)


def _read_and_link(bench: Bench) -> Linked:
    """All that a site is made of. Errors: Failure, where there is no content folder at all."""
    content, repair = bench.config.content, bench.config.reading.repair
    if not content.is_dir():
        raise Failure(content.name, report("O614", "there is no such folder"))
    found, unfit = find_sources(content)
    inputs = read_inputs(content)
    rules = ReadingRules(repair, inputs.people.known)
    reader = Reader(bench.store, read, rules, circumstances_digest(reading_code(), rules))
    bench.watch.lap("finding")
    sources = read_sources(
        reader,
        [SourcePath(source.path, source.file, source.size) for source in found],
        bench.manifest.sources,
        bench.began_ns,
        jobs=bench.jobs,
        progress=bench.progress,
    )
    bench.manifest.remember(sources.seen)
    sources = correct_sources(bench.store, sources, inputs.corrections)
    bench.watch.lap("reading")
    archive = build_archive((card for r in sources.readings.values() for card in r.cards), inputs.people)
    bench.watch.lap("linking")
    planned = plan(archive, bench.config, inputs.prose)
    bench.watch.lap("planning")
    problems = (*unfit, *inputs.problems, *sources.problems, *archive.problems, *planned.problems)
    return Linked(inputs, sources, archive, planned, problems)


def _publish(bench: Bench, output: Output, linked: Linked) -> Published:
    """Writes the planned pages, and the assets of the theme."""
    facts = site_facts(bench.config, linked.inputs.prose)
    theme = Theme(bench.config, facts)
    theme.prepare(linked.plan.pages.templates)
    publisher = Publisher(
        pages=with_assets(linked.plan, theme),
        theme=theme,
        store=bench.store,
        output=output,
        claims=bench.manifest.pages,
        code=rendering_code(),
        site=short_digest(encode(facts)),
    )
    published = publish(publisher, bench.manifest, jobs=bench.jobs, progress=bench.progress)
    bench.watch.lap("writing")
    return replace(published, problems=(*theme.problems, *published.problems))


def with_assets(planned: Plan, theme: Theme) -> Pages:
    """The planned pages, and a page for every file that the theme needs."""
    pages, assets = planned.pages, theme.assets
    paths = (*pages.paths, *(page.path for page in assets))
    return Pages(paths, lambda n: pages[n] if n < len(pages) else assets[n - len(pages)])


def _lost(config: Config) -> Located:
    message = "an earlier build wrote here, and what it wrote is not known any more"
    return Located(config.output.name, report("O617", message))


def _without_notices(problems: Iterable[Located]) -> tuple[Located, ...]:
    return _sorted(p for p in problems if p.diagnostic.severity != "notice")


def _sorted(problems: Iterable[Located]) -> tuple[Located, ...]:
    """In reading order, each once: a template that fails on every page fails in one way."""
    return tuple(sorted(set(problems), key=sort_key))
