"""Posts and geographic tags of all cables -> a dossier for each country, and their index."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..archive import Numbers
from ..entities.gazetteers import country_name, post_by_key, tag_country
from . import urls, words
from .dossiers import Telling, Topic, cables_when, dossier_series
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index
from .maps import cables_by_post, near_map
from .series import Series
from .signposts import Signposts, latest_meaning, post_name
from .views import Count, Crumb, Fact, IndexEntry, IndexView, Link, Related

KIND = "countries"
SECTION = "browse"
INDEX = Index(KIND, "Countries", "country", "countries", "country")


class Country(Struct, frozen=True):
    """A country by its ISO code: the posts there that cables are from or speak of and the tags that mean it."""

    code: str
    posts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def country_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all countries and their index."""
    countries = _countries(signposts)
    topics = tuple(_topic(signposts, country) for country in countries.values())
    return (
        index_series(INDEX, lambda: _index(signposts, topics)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, countries[topic.key], topic)),
    )


def count_countries(signposts: Signposts) -> int:
    """How many countries there are pages of."""
    return len(_countries(signposts))


def _countries(signposts: Signposts) -> Mapping[str, Country]:
    """All countries in order of their names."""
    posts: dict[str, list[str]] = {}
    tags: dict[str, list[str]] = {}
    for key in signposts.posts:
        fact = post_by_key(key)
        if fact and fact.country:
            posts.setdefault(fact.country, []).append(key)
    for code in signposts.archive.by_tag:
        meaning = latest_meaning(signposts.archive, code)
        country = tag_country(meaning) if meaning else None
        if country:
            tags.setdefault(country, []).append(code)
    return {
        code: Country(code, tuple(posts.get(code, ())), tuple(tags.get(code, ())))
        for code in sorted({*posts, *tags}, key=lambda code: (country_name(code), code))
    }


def _topic(signposts: Signposts, country: Country) -> Topic:
    archive = signposts.archive
    sent = [archive.by_post.get(key, ()) for key in country.posts]
    tagged = [archive.by_tag[code] for code in country.tags]
    return Topic(
        kind="country",
        section=SECTION,
        key=country.code,
        name=country_name(country.code),
        stem=urls.country(country.code),
        numbers=_united((*sent, *tagged)),
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, country: Country, topic: Topic) -> Telling:
    archive = signposts.archive
    ways = [words.counted(len(country.posts), "post")] if country.posts else []
    ways += [words.counted(len(country.tags), "tag")] if country.tags else []
    held = (
        f"{topic.name} has {words.listed(ways)} in this archive, with {cables_when(archive, topic.numbers)}"
    )
    sent = {key: len(archive.by_post.get(key, ())) for key in country.posts}
    posts = sorted(country.posts, key=lambda key: (-sent[key], post_name(key)))
    tags = sorted(country.tags, key=lambda code: (-len(archive.by_tag[code]), code))
    lists = (
        Related("Posts", tuple(Count(signposts.posts[key], sent[key]) for key in posts)),
        Related(
            "Geographic tags", tuple(Count(signposts.tags[code], len(archive.by_tag[code])) for code in tags)
        ),
    )
    return Telling(
        sentence=words.sentence(held),
        facts=(Fact("ISO code", country.code),),
        lists=tuple(related for related in lists if related.counts),
        map=near_map(signposts, posts, cables_by_post(signposts)),
    )


def _index(signposts: Signposts, topics: tuple[Topic, ...]) -> IndexView:
    entries = (
        (topic.name[:1], IndexEntry(Link(topic.name, urls.list_page(topic.stem)), "", len(topic.numbers)))
        for topic in topics
    )
    return make_index(signposts, INDEX, make_groups(entries), len(topics), section=SECTION)


def _united(groups: tuple[Numbers, ...]) -> Numbers:
    """The cards of all groups, each once, in order."""
    return groups[0] if len(groups) == 1 else tuple(sorted(set().union(*groups)))
