"""A site's folder -> its output/ brought up to date, and a report: the whole program in short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .amending import Found, amend, amend_edited, reader_for
from .amending import prepare as prepare_to_amend
from .archive import Archive, build_archive
from .building.acquainting import acquaint
from .building.bench import Bench, open_bench
from .building.circumstances import circumstances_of
from .building.comparing import all_readings, compare_readings, save_readings
from .building.correcting import correct_sources
from .building.failures import Failure, NotSound, cache_refused
from .building.inputs import PEOPLE_FILE, Inputs, read_inputs
from .building.memory import Memory
from .building.output import Output, open_output, require_apart
from .building.proposing import write_proposals
from .building.publisher import make_publisher
from .building.publishing import publish
from .building.quoting import check_citations
from .building.readings import SourcesRead, read_sources, source_paths
from .building.report import CheckReport, Clock, Progress, ProposalReport, Report, Silent
from .building.standing import Left, count_notices, leave_standing, without_notices
from .building.store import store_at
from .building.theme import Theme
from .config import Config
from .diagnostics import Located, report, sort_key
from .hosting import Host, HostedFile, fit
from .pages import Plan, plan, site_facts
from .quality import as_proposals, find_likeness, survey
from .reading import find_sources

T = TypeVar("T")


class Linked(Struct, frozen=True):
    """All that was read, linked and planned; `problems` are those that no reading of a source found."""

    inputs: Inputs
    sources: SourcesRead
    archive: Archive
    plan: Plan
    problems: tuple[Located, ...]


def _no_clock() -> float:
    return 0.0


def build(
    config: Config,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    clock: Clock = _no_clock,
    memory: Memory | None = None,
    edited: frozenset[str] | None = None,
) -> Report:
    """Brings output/ up to date: read, link, plan, write, in `jobs` processes. `clock` is for `timings`.

    `memory` is that of a process that builds more than once; then `edited` may name all files below content/ that
    were saved since the last build, and nothing else was.

    Neither content nor the system makes it raise: what went wrong stands in the report, all else is
    published.
    """

    def work(bench: Bench) -> Report:
        require_apart(config)
        output = open_output(config.output, config.cache, bool(bench.manifest.pages))
        if edited is not None and (report := amend_edited(bench, output, edited)):
            return report
        found = _find(bench)
        circumstances = circumstances_of(config)
        try:
            amended = amend(bench, output, found, circumstances)
        except Failure as failure:
            return Report(begun=True, problems=(failure.located,))
        return amended or _whole(bench, output, found, circumstances)

    return _at_bench(config, jobs, progress, clock, work, lambda problem: Report(problems=(problem,)), memory)


def prepare(config: Config, memory: Memory) -> None:
    """Fetches what the next build with this memory will need, while nobody waits for it."""
    try:
        with open_bench(config, 1, Silent(), _no_clock, memory) as bench:
            prepare_to_amend(bench, circumstances_of(config))
    except (Failure, NotSound):
        memory.forget()  # the next build meets it, and tells


def check(
    config: Config,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    clock: Clock = _no_clock,
    compare: Path | None = None,
    save: Path | None = None,
    host: Host | None = None,
) -> CheckReport:
    """Reads and links everything, and surveys it; output/ is not touched. Notices are among the problems.

    `host`: also whether that takes the site, by the sizes of the last build. `compare` is a file of readings that an
    earlier check saved, `save` one to be written after that.
    """

    def work(bench: Bench) -> CheckReport:
        found = _find(bench)
        linked = _read_and_link(bench, found)
        quality = survey(linked.archive)
        bench.watch.lap("surveying")
        readings = all_readings(bench.store, linked.archive.slips, jobs, bench.progress)
        comparison = compare_readings(readings, compare) if compare else None
        if save:
            save_readings(readings, save)
        bench.watch.lap("comparing and saving")
        fits = fit(host, _hosted_files(bench, linked)) if host else None
        problems = (*bench.problems, *found.unfit, *linked.sources.problems, *linked.problems)
        return CheckReport(
            quality=quality,
            comparison=comparison,
            fit=fits,
            problems=_sorted((*problems, *(fits.problems if fits else ()))),
            timings=bench.watch.laps,
        )

    return _at_bench(config, jobs, progress, clock, work, lambda problem: CheckReport(problems=(problem,)))


def propose(
    config: Config,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    clock: Clock = _no_clock,
    write: bool = False,
) -> ProposalReport:
    """Reads and links everything, and looks for persons who may be one, or several; output/ is not touched.

    With `write` the proposals are added to people.toml.
    """

    def work(bench: Bench) -> ProposalReport:
        found = _find(bench)
        linked = _read_and_link(bench, found)
        likeness = find_likeness(linked.archive)
        proposals = as_proposals(likeness)
        if write and proposals:
            write_proposals(config.content / PEOPLE_FILE, proposals)
        ours = f"{config.content.name}/{PEOPLE_FILE}"
        problems = _sorted(problem for problem in linked.problems if problem.path == ours)
        written = len(proposals) if write else 0
        return ProposalReport(likeness=likeness, written=written, problems=problems)

    return _at_bench(config, jobs, progress, clock, work, lambda p: ProposalReport(problems=(p,)))


def _at_bench(
    config: Config,
    jobs: int,
    progress: Progress | None,
    clock: Clock,
    work: Callable[[Bench], T],
    failed: Callable[[Located], T],
    memory: Memory | None = None,
) -> T:
    """What `work` gives, with a new store where the old was damaged; else what `failed` makes of why not."""
    quiet = progress or Silent()
    try:
        try:
            with open_bench(config, jobs, quiet, clock, memory) as bench:
                return work(bench)
        except NotSound:
            with open_bench(config, jobs, quiet, clock, memory, distrust=True) as bench:
                return work(bench)
    except NotSound as damage:
        return failed(cache_refused(str(damage)).located)
    except Failure as failure:
        return failed(failure.located)


def _find(bench: Bench) -> Found:
    """The sources. Errors: Failure, where there is no content folder at all."""
    content = bench.config.content
    if not content.is_dir():
        raise Failure(content.name, report("O614", "there is no such folder"))
    files, unfit = find_sources(content)
    bench.watch.lap("finding")
    return Found(source_paths(files), unfit)


def _whole(bench: Bench, output: Output, found: Found, circumstances: bytes) -> Report:
    """Reads, links and plans everything, and writes what is not so yet."""
    linked = _read_and_link(bench, found)
    with store_at(bench.store) as store:
        store.prune(linked.sources.keys)
    bench.watch.lap("pruning")
    linked = replace(linked, sources=replace(linked.sources, keys=frozenset()))
    lost = (_lost(bench.config),) if output.lost else ()
    before = (*bench.problems, *lost, *found.unfit, *linked.sources.problems, *linked.problems)
    try:
        publisher = make_publisher(bench, output, linked.plan, linked.inputs.prose)
        published = publish(publisher, bench.manifest, jobs=bench.jobs, progress=bench.progress)
        bench.watch.lap("writing")
        theme = publisher.theme
        if published.written + published.unchanged == published.pages:
            others = (*linked.problems, *theme.problems)
            left = Left(theme.digests, published.shown)
            leave_standing(bench.manifest, circumstances, linked.sources, linked.plan, others, left)
            bench.watch.lap("remembering")
    except Failure as failure:
        return Report(begun=True, problems=_sorted(without_notices((*before, failure.located))))
    problems = (*before, *theme.problems, *published.problems)
    return Report(
        begun=True,
        finished=True,
        cables=len(linked.archive.cards),
        pages=published.pages,
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
        bytes=published.bytes,
        notices=count_notices(problems),
        problems=_sorted(without_notices(problems)),
        timings=bench.watch.laps,
        prices=published.prices,
        reasons=published.reasons,
    )


def _read_and_link(bench: Bench, found: Found) -> Linked:
    """All that a site is made of."""
    inputs = read_inputs(bench.config.content)
    acquaint(bench.store, inputs.people.known)
    sources = read_sources(
        reader_for(bench, inputs),
        found.sources,
        bench.manifest.sources,
        bench.began_ns,
        jobs=bench.jobs,
        progress=bench.progress,
    )
    found.sources.clear()  # nobody needs them any more, and they weigh as much as the cards
    bench.manifest.remember(sources.looked.seen)
    sources = replace(sources, looked=replace(sources.looked, seen={}))
    sources = correct_sources(bench.store, sources, inputs.corrections)
    bench.watch.lap("reading")
    archive = build_archive(sources.cards, inputs.people)
    bench.watch.lap("linking")
    prose, misquoted = check_citations(inputs.prose, archive, bench.store)
    inputs = replace(inputs, prose=prose)
    planned = plan(archive, bench.config, prose)
    bench.watch.lap("planning")
    problems = (*inputs.problems, *archive.problems, *misquoted, *planned.problems)
    return Linked(inputs, sources, archive, planned, problems)


def _hosted_files(bench: Bench, linked: Linked) -> list[HostedFile]:
    """All files that a build writes, with the sizes that they have now."""
    theme = Theme(bench.config, site_facts(bench.config, linked.inputs.prose))
    pages = linked.plan.pages
    kinds = [(path, pages.kind_of(number)) for number, path in enumerate(pages.paths)]
    kinds += [(page.path, page.kind) for page in theme.assets]
    sizes = {path: written.size for path, written in bench.manifest.pages.items() if written.size >= 0}
    return [HostedFile(path, kind, sizes.get(path)) for path, kind in kinds]


def _lost(config: Config) -> Located:
    message = "an earlier build wrote here, and what it wrote is not known any more"
    return Located(config.output.name, report("O617", message))


def _sorted(problems: Iterable[Located]) -> tuple[Located, ...]:
    """In reading order, each once: a template that fails on every page fails in one way."""
    return tuple(sorted(set(problems), key=sort_key))
