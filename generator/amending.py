"""What changed since the last build -> only the pages that show it, where that can be told from the cards alone.

A telegram was edited, in its text or its title, or nothing was; a file of output/ was lost. Whatever else happened
is for a whole build (None). See ARCHITECTURE.md, "Doing as little as possible".
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from .archive import indexed_alike
from .building.bench import Bench
from .building.code import reading_code
from .building.correcting import names_in
from .building.inputs import Inputs, read_inputs
from .building.output import Output
from .building.publisher import make_publisher
from .building.publishing import Published, publish
from .building.readings import Looked, Reader, SourcePath, look_at_sources
from .building.report import Report
from .building.standing import (
    CONTENT,
    Standing,
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
from .reading import read
from .reading.sources import ReadingRules

MOST_SOURCES = 50  # of more changed ones a whole build is as fast, or faster
MOST_PAGES = 1000


class Found(Struct, frozen=True):
    """The files that may hold telegrams, and what is wrong with others."""

    sources: list[SourcePath]
    unfit: tuple[Located, ...]


class Edited(Struct, frozen=True):
    """The sources that changed, the cards that they now have, what is said of them, readings not needed any more."""

    sources: dict[str, Stood]
    cards: dict[int, Card]
    told: dict[str, Told]
    unused: tuple[str, ...]


def amend(bench: Bench, output: Output, found: Found, circumstances: bytes) -> Report | None:
    """The report of a build that only wrote the pages that an edit concerns, if any; None: a whole one is needed.

    Errors: as those of a whole build.
    """
    standing = open_standing(bench.manifest, circumstances) if not bench.problems else None
    if standing is None:
        return None
    inputs = read_inputs(bench.config.content)
    reader = reader_for(bench, inputs)
    remembered, jobs, progress = bench.manifest.sources, bench.jobs, bench.progress
    looked = look_at_sources(reader, found.sources, remembered, bench.began_ns, jobs=jobs, progress=progress)
    bench.manifest.remember(looked.seen)
    bench.watch.lap("reading")
    edited = _edited(bench, reader, looked, standing, inputs)
    altered = output.altered(bench.manifest.pages)
    bench.watch.lap("comparing")
    if edited is None or len(altered) > MOST_PAGES:
        return None
    if not edited.sources and not altered:
        return _report(bench, found, standing, None)
    return _write(bench, output, found, standing, inputs, edited, altered)


def reader_for(bench: Bench, inputs: Inputs) -> Reader:
    """How the sources of this site are read."""
    rules = ReadingRules(bench.config.reading.repair, inputs.people.known)
    return Reader(bench.store, read, rules, circumstances_digest(reading_code(), rules))


def _edited(
    bench: Bench, reader: Reader, looked: Looked, standing: Standing, inputs: Inputs
) -> Edited | None:
    """The edits since the last build; None where one is of another kind than we can follow."""
    if looked.problems or looked.digests.keys() != standing.sources.keys():
        return None
    changed = {path: d for path, d in looked.digests.items() if standing.sources[path].digest != d}
    if len(changed) > MOST_SOURCES:
        return None
    corrected = names_in(inputs.corrections)
    edited = Edited(
        {}, {}, {}, tuple(key_of(p, standing.sources[p].digest, reader.circumstances) for p in changed)
    )
    with store_at(reader.store) as store:
        for path, digest in changed.items():
            numbers = standing.sources[path].numbers
            old = {number: card_at(bench.manifest, number) for number in numbers}
            key = key_of(path, digest, reader.circumstances)
            if not _follow(store, key, path, old, corrected, edited):
                return None
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
        edited.told[path] = told_of([Located(f"{CONTENT}{path}", problem) for problem in reading.problems])
    return True


def _write(
    bench: Bench,
    output: Output,
    found: Found,
    standing: Standing,
    inputs: Inputs,
    edited: Edited,
    altered: Sequence[str],
) -> Report | None:
    """Writes the pages that show an edited card, and those that were altered."""
    restored = restore_plan(bench.manifest, standing, edited.cards, inputs.people, bench.config, inputs.prose)
    if restored is None:
        return None
    planned, shown = restored
    publisher = make_publisher(bench, output, planned, inputs.prose, standing.rest.templates)
    bench.watch.lap("planning")
    paths = publisher.pages.paths
    if len(paths) != len(shown.ends) or len(paths) != len(bench.manifest.pages):
        return None
    wanted = {page for number in edited.cards for page in shown.pages_with(number)}
    if altered:
        lost = frozenset(altered)
        wanted |= {number for number, path in enumerate(paths) if path in lost}
    if len(wanted) > MOST_PAGES:
        return None
    published = publish(publisher, bench.manifest, jobs=1, progress=bench.progress, only=sorted(wanted))
    bench.watch.lap("writing")
    with store_at(bench.store) as store:
        store.drop(edited.unused)
    standing = standing.with_edits(edited.sources, edited.told)
    if published.written + published.unchanged == published.pages:
        amend_standing(bench.manifest, standing, edited.cards)
    bench.watch.lap("remembering")
    return _report(bench, found, standing, published)


def _report(bench: Bench, found: Found, standing: Standing, published: Published | None) -> Report:
    problems = (*found.unfit, *standing.problems, *(published.problems if published else ()))
    pages = bench.manifest.pages
    return Report(
        begun=True,
        finished=True,
        cables=standing.rest.cables,
        pages=len(pages),
        written=published.written if published else 0,
        unchanged=published.unchanged if published else len(pages),
        bytes=published.bytes if published else sum(written.size for written in pages.values()),
        notices=standing.notices + count_notices(found.unfit),
        problems=tuple(sorted(set(without_notices(problems)), key=sort_key)),
        timings=bench.watch.laps,
        reasons=published.reasons if published else (),
    )
