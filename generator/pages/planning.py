"""Kinds of page -> their series, without two pages at one address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate

from msgspec import Struct

from ..diagnostics import Located, report, sort_key
from . import urls
from .absent import absent_series
from .browse import browse_series
from .cables import cable_series
from .citations import citation_series
from .classifications import classification_series
from .countries import country_series
from .dates import date_series
from .days import day_series
from .deployment import deployment_series
from .feed import feed_series
from .front import front_series
from .glossary import glossary_series
from .map_pages import map_series
from .markings import marking_series
from .numbers import number_series
from .pairs import pair_series
from .persons import person_series
from .posts import post_series
from .prose import prose_series
from .prose_source import ProseSource
from .quality import quality_series
from .series import Section, Series, planned_section, without
from .signposts import Signposts
from .sitemap import sitemap_series
from .sources import source_series
from .tags import tag_series
from .threads import thread_series

Dropped = dict[int, set[int]]
Planner = Callable[[Signposts, tuple[ProseSource, ...]], tuple[Series, ...]]

# What plans each kind of `[pages] kinds`, in the order of the plan: of two pages at one address the first
# stays.
PAGE_KINDS: dict[str, Planner] = {
    "front": front_series,
    "cables": cable_series,
    "sources": lambda signposts, _: source_series(signposts),
    "tags": lambda signposts, _: tag_series(signposts),
    "persons": lambda signposts, _: person_series(signposts),
    "posts": lambda signposts, _: post_series(signposts),
    "classifications": lambda signposts, _: classification_series(signposts),
    "dates": lambda signposts, _: date_series(signposts),
    "countries": lambda signposts, _: country_series(signposts),
    "map": lambda signposts, _: map_series(signposts),
    "pairs": lambda signposts, _: pair_series(signposts),
    "days": lambda signposts, _: day_series(signposts),
    "glossary": lambda signposts, _: glossary_series(signposts),
    "captions": lambda signposts, _: marking_series(signposts, "captions"),
    "precedences": lambda signposts, _: marking_series(signposts, "precedences"),
    "reasons": lambda signposts, _: marking_series(signposts, "reasons"),
    "declassification": lambda signposts, _: marking_series(signposts, "declassification"),
    "addressees": lambda signposts, _: marking_series(signposts, "addressees"),
    "browse": browse_series,
    "citations": lambda signposts, _: citation_series(signposts),
    "absent": lambda signposts, _: absent_series(signposts),
    "numbers": lambda signposts, _: number_series(signposts),
    "threads": lambda signposts, _: thread_series(signposts),
    "feed": lambda signposts, _: feed_series(signposts),
    "quality": lambda signposts, _: quality_series(signposts),
    "deployment": lambda signposts, _: deployment_series(signposts),
    "prose": prose_series,
}
ALWAYS = frozenset({"front", "deployment"})  # every page leads to the front page
MOST_FILES = 54_000  # that static hosts take in one folder


class Outline(Struct, frozen=True, array_like=True):
    """What is known of a plan beforehand: for each kind that is on how many pages its series have, in their order.

    `dropped` are the pages whose address another has, by the number of their series; `sizes` are without them.
    """

    sizes: tuple[tuple[int, ...], ...]
    dropped: dict[int, tuple[int, ...]]


def plan_series(
    signposts: Signposts, prose: tuple[ProseSource, ...]
) -> tuple[tuple[Section, ...], Outline, tuple[Located, ...]]:
    """The series of all kinds that are on, the sitemap of them last, without pages whose address another has; their
    outline, and what is wrong with the addresses.
    """
    planners = _planners(signposts, prose)
    kinds = [planner() for planner in planners]
    dropped, clashes = _settle([one for series in kinds for one in series])
    given_up = {place: tuple(sorted(numbers)) for place, numbers in dropped.items()}
    starts = accumulate(map(len, kinds), initial=0)
    sections = tuple(
        planned_section(_kept(series, start, given_up)) for series, start in zip(kinds, starts, strict=False)
    )
    crowded = _crowded(path for section in sections for one in section.series for path in one.paths)
    outline = Outline(tuple(section.sizes for section in sections), given_up)
    return sections, outline, tuple(sorted((*clashes, *crowded), key=sort_key))


def plan_sections(
    signposts: Signposts, prose: tuple[ProseSource, ...], outline: Outline
) -> tuple[Section, ...]:
    """The same where the outline is known: a kind of page is planned when one of its pages is asked for."""
    starts = accumulate(map(len, outline.sizes), initial=0)
    return tuple(
        Section(sizes, partial(_plan_kept, planner, start, outline.dropped))
        for planner, sizes, start in zip(_planners(signposts, prose), outline.sizes, starts, strict=False)
    )


def _planners(signposts: Signposts, prose: tuple[ProseSource, ...]) -> list[Callable[[], tuple[Series, ...]]]:
    """What plans each kind that is on, once; the sitemap of all others last."""
    wanted = signposts.kinds | ALWAYS | ({"quality"} if signposts.config.site.quality_page else set())
    planners = [
        cache(partial(planner, signposts, prose)) for kind, planner in PAGE_KINDS.items() if kind in wanted
    ]

    def sitemap() -> tuple[Series, ...]:
        paths = [path for planner in planners for one in planner() for path in one.paths]
        return sitemap_series(signposts.base, paths)

    return [*planners, *([sitemap] if "sitemap" in signposts.kinds else [])]


def _plan_kept(
    planner: Callable[[], tuple[Series, ...]], start: int, dropped: Mapping[int, tuple[int, ...]]
) -> tuple[Series, ...]:
    return _kept(planner(), start, dropped)


def _kept(
    series: tuple[Series, ...], start: int, dropped: Mapping[int, tuple[int, ...]]
) -> tuple[Series, ...]:
    """Without the pages that are dropped; the first of these series has the number `start`."""
    return tuple(without(one, frozenset(dropped.get(number, ()))) for number, one in enumerate(series, start))


def _settle(planned: Sequence[Series]) -> tuple[Dropped, list[Located]]:
    """The pages whose address another has, even where case does not count."""
    owners: dict[str, tuple[int, int]] = {}
    dropped: Dropped = {}
    problems: list[Located] = []
    for place, series in enumerate(planned):
        for number, path in enumerate(series.paths):
            owner = owners.setdefault(path.lower(), (place, number))
            if owner != (place, number):
                dropped.setdefault(place, set()).add(number)
                problems.append(_clash(planned[owner[0]], owner[1], series, number))
    problems += _files_as_folders(planned, owners, dropped)
    return dropped, problems


def _files_as_folders(
    planned: Sequence[Series], owners: dict[str, tuple[int, int]], dropped: Dropped
) -> list[Located]:
    """A page whose folder has the name of another page: no disk holds both."""
    problems: list[Located] = []
    folders = {path.rpartition("/")[0] for path in owners}
    blocked = {
        folder for folder in folders if any(part in owners for part in (folder, *urls.folders_of(folder)))
    }
    for path, (place, number) in owners.items():
        folder = path.rpartition("/")[0]
        if folder in blocked:
            above = next(part for part in (folder, *urls.folders_of(folder)) if part in owners)
            dropped.setdefault(place, set()).add(number)
            problems.append(_clash(planned[owners[above][0]], owners[above][1], planned[place], number))
    return problems


def _clash(first: Series, at: int, second: Series, number: int) -> Located:
    message = (
        f"{second.origin(number)} would be {second.paths[number]}, "
        f"but {first.origin(at)} is {first.paths[at]} already"
    )
    return Located(
        second.origin(number), report("P401", message, hint="the second is not published; rename one")
    )


def _crowded(paths: Iterable[str]) -> list[Located]:
    counts = Counter(path.rpartition("/")[0] for path in paths)
    return [
        Located(f"output/{folder}", report("P402", f"this folder would hold {count:,} files"))
        for folder, count in sorted(counts.items())
        if count > MOST_FILES
    ]
