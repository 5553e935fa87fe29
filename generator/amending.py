"""What changed since the last build -> only the pages that show it, where that can be told from the cards alone.

A telegram was edited, in its text or its title, or nothing was; a file of output/ was lost. Whatever else happened
is for a whole build (None). See ARCHITECTURE.md, "Doing as little as possible".
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from .archive import indexed_alike
from .building.acquainting import is_acquainted
from .building.bench import Bench
from .building.code import reading_code
from .building.correcting import names_in
from .building.inputs import Inputs, read_inputs
from .building.memory import Footing, Planned
from .building.output import Output, open_output
from .building.publisher import make_publisher
from .building.publishing import Published, publish
from .building.readings import Looked, Reader, SourcePath, look_at_sources
from .building.rehearsing import rehearse
from .building.report import Report
from .building.standing import (
    CONTENT,
    Stood,
    Told,
    amend_standing,
    card_at,
    count_notices,
    open_standing,
    restore_plan,
    told_of,
    without_notices,
)
from .building.store import Store, circumstances_digest, key_of, store_at
from .cards import Card
from .diagnostics import Located, sort_key
from .pages.signposts import shown_alike
from .reading import read_all
from .reading.sources import ReadingRules

MOST_SOURCES = 50  # of more changed ones a whole build is as fast, or faster
MOST_PAGES = 1000


class Found(Struct, frozen=True):
    """The files that may hold telegrams, and what is wrong with others."""

    sources: list[SourcePath]
    unfit: tuple[Located, ...]


class Edited(Struct, frozen=True):
    """The sources that changed, the cards that they had and now have, what is said of them, readings not needed any
    more.
    """

    sources: dict[str, Stood]
    before: dict[int, Card]
    cards: dict[int, Card]
    told: dict[str, Told]
    unused: tuple[str, ...]


def amend(bench: Bench, output: Output, found: Found, circumstances: bytes) -> Report | None:
    """The report of a build that only wrote the pages that an edit concerns, if any; None: a whole one is needed.

    What it stands on is left in the bench's memory. Errors: as those of a whole build.
    """
    bench.memory.footing = None
    bench.memory.unfit = found.unfit
    footing = _footing(bench, circumstances, found.unfit)
    if footing is None:
        return None
    looked = _look(bench, footing, found.sources)
    bench.manifest.remember(looked.seen)
    bench.watch.lap("reading")
    if looked.digests.keys() != footing.standing.sources.keys():
        return None
    altered = output.altered(bench.manifest.pages)
    bench.watch.lap("comparing")
    return _amend(bench, output, footing, looked, altered)


def amend_edited(bench: Bench, output: Output, edited: frozenset[str]) -> Report | None:
    """The same where nothing happened since the last build but that these files below content/ were saved.

    That build, and output/, are taken from the bench's memory as they were. None also where there is none.
    """
    footing = bench.memory.footing
    if footing is None or bench.problems or footing.config != bench.config or len(edited) > MOST_SOURCES:
        return None
    if not is_acquainted(bench.store, footing.inputs.people.known):
        return None
    sources: list[SourcePath] = []
    for path in sorted(edited):
        file = bench.config.content / path
        if path in footing.standing.sources and file.is_file() and not file.is_symlink():
            sources.append(SourcePath(path, file, file.stat().st_size))
        elif path in footing.standing.sources or os.path.lexists(file):
            return None
    looked = _look(bench, footing, sources)
    bench.manifest.remember(looked.seen, [source.path for source in sources])
    bench.watch.lap("reading")
    if len(looked.digests) != len(sources):
        return None
    return _amend(bench, output, footing, looked, ())


def prepare(bench: Bench, circumstances: bytes) -> None:
    """Fetches into the bench's memory what the next amending build will need. Errors: NotSound, Failure."""
    memory = bench.memory
    memory.footing = memory.footing or _footing(bench, circumstances, memory.unfit)
    if memory.footing is None or memory.footing.planned is not None:
        return
    output = open_output(bench.config.output, bench.config.cache, claimed=True)
    planned = _planned(bench, memory.footing, output)
    if planned is not None:
        planned.plan.pages.plan_all()
        rehearse(bench.store, memory.footing, planned)


def reader_for(bench: Bench, inputs: Inputs) -> Reader:
    """How the sources of this site are read. Whom people.toml names is no part of the keys: see `acquaint`."""
    rules = ReadingRules(bench.config.reading.repair, inputs.people.known)
    return Reader(
        bench.store, read_all, rules, circumstances_digest(reading_code(), replace(rules, people=()))
    )


def _footing(bench: Bench, circumstances: bytes, unfit: tuple[Located, ...]) -> Footing | None:
    standing = open_standing(bench.manifest, circumstances) if not bench.problems else None
    if standing is None:
        return None
    inputs = read_inputs(bench.config.content)
    if not is_acquainted(bench.store, inputs.people.known):
        return None  # since then people.toml was another, and the store was made to fit it
    return Footing(bench.config, standing, unfit, inputs, reader_for(bench, inputs))


def _look(bench: Bench, footing: Footing, sources: list[SourcePath]) -> Looked:
    return look_at_sources(
        footing.reader,
        sources,
        bench.manifest.sources,
        bench.began_ns,
        jobs=bench.jobs,
        progress=bench.progress,
    )


def _amend(
    bench: Bench, output: Output, footing: Footing, looked: Looked, altered: Sequence[str]
) -> Report | None:
    bench.memory.footing = None  # until all of this has gone well
    edited = _edited(bench, footing, looked)
    if edited is None or len(altered) > MOST_PAGES:
        return None
    published = None
    if edited.sources and any(c.paragraph for page in footing.inputs.prose for c in page.citations):
        return None  # what is quoted has to be looked up again
    if edited.sources or altered:
        published = _write(bench, output, footing, edited, altered)
        if published is None:
            return None
    if published is None or not published.problems:
        bench.memory.footing = footing
    return _report(bench, footing, published)


def _edited(bench: Bench, footing: Footing, looked: Looked) -> Edited | None:
    """The edits since the last build; None where one is of another kind than we can follow."""
    stood, circumstances = footing.standing.sources, footing.reader.circumstances
    changed = {path: digest for path, digest in looked.digests.items() if stood[path].digest != digest}
    if looked.problems or len(changed) > MOST_SOURCES:
        return None
    corrected = names_in(footing.inputs.corrections)
    unused = tuple(key_of(path, stood[path].digest, circumstances) for path in changed)
    edited = Edited({}, {}, {}, {}, unused)
    with store_at(bench.store) as store:
        for path, digest in changed.items():
            numbers = stood[path].numbers
            old = {number: card_at(bench.manifest, number) for number in numbers}
            if not _follow(store, key_of(path, digest, circumstances), path, old, corrected, edited):
                return None
            edited.before.update(old)
            edited.sources[path] = Stood(digest, numbers)
    return edited


def _follow(
    store: Store, key: str, path: str, old: dict[int, Card], corrected: frozenset[str], edited: Edited
) -> bool:
    """Notes what became of a source; False where its cards are others than before in what an index is made of."""
    if not store.has(key):
        return False  # it is read in parts
    reading = store.reading(key)
    if len(reading.cards) != len(old):
        return False
    for place, (number, before) in enumerate(old.items(), start=1):
        card = reading.cards[place - 1]
        named = {path, f"{path}#{place}", card.id or path} & corrected
        if named or before.corrections or not indexed_alike(before, card):
            return False
        edited.cards[number] = card
    if reading.problems:
        edited.told[path] = told_of(
            [Located(f"{CONTENT}{path}", p.diagnostic, p.cable) for p in reading.problems]
        )
    return True


def _write(
    bench: Bench, output: Output, footing: Footing, edited: Edited, altered: Sequence[str]
) -> Published | None:
    """Writes the pages that show an edited card, and those that were altered; then all stands again."""
    footing.cards.update(edited.cards)
    planned = _planned(bench, footing, output)
    if planned is None:
        return None
    planned.forget(edited.cards)
    bench.watch.lap("planning")
    signposts = planned.plan.signposts
    wanted: set[int] = set()
    for number, card in edited.cards.items():
        row = not shown_alike(signposts, edited.before[number], card)
        wanted |= planned.shown.pages_with(number, row=row)
    if altered:
        lost = frozenset(altered)
        wanted |= {number for number, path in enumerate(planned.publisher.pages.paths) if path in lost}
    if len(wanted) > MOST_PAGES:
        return None
    publisher = replace(planned.publisher, output=output)
    published = publish(publisher, bench.manifest, jobs=1, progress=bench.progress, only=sorted(wanted))
    bench.watch.lap("writing")
    with store_at(bench.store) as store:
        store.drop(edited.unused)
    footing.standing.edit(edited.sources, edited.told)
    if published.written + published.unchanged == published.pages:
        amend_standing(bench.manifest, footing.standing, edited.cards)
    bench.watch.lap("remembering")
    return published


def _planned(bench: Bench, footing: Footing, output: Output) -> Planned | None:
    """The plan of the last build, fetched once; None where it is not that of the pages that are there."""
    if footing.planned is None:
        restored = restore_plan(bench.manifest, footing.standing, footing.cards, footing.inputs, bench.config)
        if restored is None:
            return None
        plan, shown = restored
        templates = footing.standing.rest.templates
        publisher = make_publisher(bench, output, plan, footing.inputs.prose, templates)
        if not len(publisher.pages.paths) == len(shown) == len(bench.manifest.pages):
            return None
        footing.planned = Planned(plan, publisher, shown)
    return footing.planned


def _report(bench: Bench, footing: Footing, published: Published | None) -> Report:
    problems = footing.standing.problems
    if further := without_notices((*footing.unfit, *(published.problems if published else ()))):
        problems = tuple(sorted({*problems, *further}, key=sort_key))
    pages = bench.manifest.pages
    return Report(
        begun=True,
        finished=True,
        cables=footing.standing.rest.cables,
        pages=len(pages),
        written=published.written if published else 0,
        unchanged=published.unchanged if published else len(pages),
        bytes=bench.manifest.size,
        notices=footing.standing.notices + count_notices(footing.unfit),
        problems=problems,
        timings=bench.watch.laps,
        prices=published.prices if published else (),
        reasons=published.reasons if published else (),
    )
