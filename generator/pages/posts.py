"""Posts of all cables -> a dossier for each, and their index by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..archive import first_and_last
from ..entities.gazetteers import PostFact, post_by_key
from . import urls
from .dossiers import Telling, Topic, dossier_series, span_fact, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index, years_note
from .series import Series
from .signposts import Signposts, post_name
from .views import Crumb, Fact, IndexEntry, IndexView

KIND = "posts"
INDEX = Index(KIND, "Posts", "post", "posts", "post")
NOWHERE = "Elsewhere"
# What a post of each kind of the gazetteer is, in a sentence; %s is where.
KINDS = {
    "embassy": "an embassy of the United States%s",
    "consulate": "a consulate of the United States%s",
    "mission": "a mission of the United States%s",
    "department": "an office of the Department of State%s",
    "military": "a military command or authority of the United States%s",
    "other": "an office of the United States%s",
}


def post_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all posts and their index."""
    topics = tuple(_topic(signposts, key) for key in signposts.post_stems)
    countries = _countries(signposts)
    anchors = dict(zip(countries, urls.anchors(countries), strict=True))
    return (
        index_series(INDEX, lambda: _index(signposts, countries)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic, anchors)),
    )


def _topic(signposts: Signposts, key: str) -> Topic:
    fact = post_by_key(key)
    return Topic(
        kind="post",
        section=KIND,
        key=key,
        name=post_name(key),
        code=fact.mrn_name if fact else "",
        stem=signposts.post_stems[key],
        numbers=signposts.archive.by_post[key],
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, topic: Topic, anchors: Mapping[str, str]) -> Telling:
    archive = signposts.archive
    fact = post_by_key(topic.key)
    sent = tally(archive, topic.numbers, "was sent from here", "were sent from here")
    facts = _facts(fact, anchors) if fact else ()
    return Telling(f"{_what(topic.name, fact)} {sent}", (*facts, *span_fact(archive, topic.numbers)))


def _what(name: str, fact: PostFact | None) -> str:
    if fact is None or fact.kind not in KINDS:
        return f"{name} is a post of which no more is known here."
    places = ", ".join(dict.fromkeys(place for place in (fact.city, fact.country_name) if place))
    return f"{name} is {KINDS[fact.kind] % (f' in {places}' if places else '')}."


def _facts(fact: PostFact, anchors: Mapping[str, str]) -> tuple[Fact, ...]:
    found = [Fact("In telegram numbers", fact.mrn_name)]
    if fact.country_name:
        group = urls.index(INDEX.folder, anchors.get(fact.country_name, ""))
        found.append(Fact("Country", fact.country_name, group))
    if fact.lat is not None and fact.lon is not None:
        found.append(Fact("Coordinates", _coordinates(fact.lat, fact.lon)))
    if fact.routing_indicator:
        found.append(Fact("Routing indicator", fact.routing_indicator))
    return tuple(found)


def _coordinates(lat: float, lon: float) -> str:
    """`48.87° N, 2.32° E`."""
    return f"{abs(lat):.2f}° {'S' if lat < 0 else 'N'}, {abs(lon):.2f}° {'W' if lon < 0 else 'E'}"


def _country(key: str) -> str:
    fact = post_by_key(key)
    return fact.country_name if fact and fact.country_name else NOWHERE


def _countries(signposts: Signposts) -> list[str]:
    """The groups of the index in order."""
    return sorted(
        {_country(key) for key in signposts.archive.by_post}, key=lambda name: (name == NOWHERE, name)
    )


def _index(signposts: Signposts, countries: Sequence[str]) -> IndexView:
    archive = signposts.archive
    keys = sorted(archive.by_post, key=lambda key: (countries.index(_country(key)), post_name(key), key))
    entries = (
        (
            _country(key),
            IndexEntry(signposts.posts[key], years_note(first_and_last(archive, numbers)), len(numbers)),
        )
        for key in keys
        if (numbers := archive.by_post[key])
    )
    return make_index(signposts, INDEX, make_groups(entries), len(keys))
