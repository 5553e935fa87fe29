"""Posts of all cables -> the map of the archive, and one for each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from ..archive import Numbers
from ..entities.gazetteers import country_name, post_by_key
from . import urls, words
from .charts import draw_years
from .heads import HOME_ALONE, collection_node, make_head
from .maps import cables_by_post, world_map
from .series import Series
from .signposts import Signposts, country_url, post_name
from .views import Crumb, Link, MapView, PostCount

KIND = "map"
TEMPLATE = "map.html"
SECTION = "browse"
NAME = "Map"


def map_series(signposts: Signposts) -> tuple[Series, ...]:
    """The map of all years and that of each year."""
    years: tuple[int | None, ...] = (None, *signposts.archive.by_year)

    @cache
    def most() -> int:
        """The cables of the busiest post in its busiest year, which give the maps of all years one scale."""
        counts = (_counts(signposts, year).values() for year in signposts.archive.by_year)
        return max((max(of_year, default=1) for of_year in counts), default=1)

    return (
        Series(
            kind=KIND,
            template=TEMPLATE,
            paths=tuple(urls.world_map(year) for year in years),
            view=lambda number: _view(signposts, years[number], most),
            origin=lambda number: f"the map of {years[number] or 'all years'}",
        ),
    )


def _view(signposts: Signposts, year: int | None, busiest: Callable[[], int]) -> MapView:
    counts = _counts(signposts, year)
    most = busiest() if year else max(counts.values(), default=1)
    path = urls.world_map(year)
    name = f"{NAME} of {year}" if year else NAME
    sentence = _sentence(counts, year)
    crumbs = (*HOME_ALONE, Crumb(NAME, urls.world_map())) if year else HOME_ALONE
    node = collection_node(signposts, name, sentence, path)
    head = make_head(signposts, path, name, sentence, section=SECTION, crumbs=crumbs, json_ld=node)
    drawn = world_map(signposts, counts, most)
    return MapView(
        head=head,
        name=name,
        sentence=sentence,
        year=f"{year}" if year else "",
        years=_years(signposts, year),
        chart=None if year else draw_years(signposts.archive, _everything(signposts), urls.world_map),
        map=drawn,
        posts=tuple(
            _line(signposts, key, counts[key]) for key in sorted(counts, key=lambda k: (-counts[k], k))
        ),
        most=most,
        placeless=len(counts) - (len(drawn.spots) if drawn else 0),
    )


def _counts(signposts: Signposts, year: int | None) -> Mapping[str, int]:
    if year is None:
        return cables_by_post(signposts)
    return signposts.archive.posts.tally(signposts.archive.by_year[year])


def _everything(signposts: Signposts) -> Numbers:
    return tuple(range(signposts.archive.dated))


def _sentence(counts: Mapping[str, int], year: int | None) -> str:
    if not counts:
        return "No cable names the post that sent it."
    sent = words.counted(sum(counts.values()), "cable")
    when = f" in {year}" if year else ""
    return words.sentence(f"{words.counted(len(counts), 'post')} sent {sent}{when}")


def _years(signposts: Signposts, current: int | None) -> tuple[Link, ...]:
    if len(signposts.archive.by_year) < 2:
        return ()
    years: tuple[int | None, ...] = (None, *signposts.archive.by_year)
    return tuple(
        Link(f"{year}" if year else "All years", None if year == current else urls.world_map(year))
        for year in years
    )


def _line(signposts: Signposts, key: str, count: int) -> PostCount:
    fact = post_by_key(key)
    country = Link(country_name(fact.country), country_url(signposts, fact.country)) if fact else Link("")
    return PostCount(signposts.posts.get(key, Link(post_name(key))), country, count)
