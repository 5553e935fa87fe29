"""TAGS of all cables -> a dossier for each, and their index by kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..entities.gazetteers import TagFact, country_name, tag_country
from . import urls, words
from .dossiers import Telling, Topic, count_listed, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index
from .series import Lazily, Series
from .signposts import Signposts, country_url, latest_meaning
from .views import Crumb, Fact, IndexEntry, IndexView, Link

KIND = "tags"
INDEX = Index(KIND, "Tags", "tag", "tags", "tag")
# Kinds of TAGS in the order of the handbook (5 FAH-3 H-410), and the headings of their groups.
GROUPS = {
    "subject": "Subjects",
    "geo-political": "Countries and regions",
    "organization": "Organizations",
    "program": "Programs",
    "personality": "Personalities",
}
UNKNOWN_GROUP = "Other tags"


def tag_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all tags and their index."""
    topics = Lazily(tuple(signposts.tag_stems), partial(_topic, signposts))
    count = signposts.archive.by_tag.count
    lists = (
        (stem, count_listed(signposts, "tag", count(code))) for code, stem in signposts.tag_stems.items()
    )
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic), lists),
    )


def _topic(signposts: Signposts, code: str) -> Topic:
    fact = latest_meaning(signposts.archive, code)
    return Topic(
        kind="tag",
        section=KIND,
        key=code,
        name=fact.label if fact and fact.label else code,
        code=code,
        title=f"{code}: {fact.label}" if fact and fact.label else code,
        stem=signposts.tag_stems[code],
        numbers=signposts.archive.by_tag[code],
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    archive = signposts.archive
    fact = latest_meaning(signposts.archive, topic.key)
    carried = tally(archive, topic.numbers, "carries it", "carry it")
    facts = tuple(_facts(signposts, fact)) if fact else ()
    return Telling(f"{_what(topic.key, fact)} {carried}", facts)


def _facts(signposts: Signposts, fact: TagFact) -> Iterator[Fact]:
    if fact.kind in GROUPS:
        yield Fact("Kind", GROUPS[fact.kind])
    country = tag_country(fact)
    if country and (url := country_url(signposts, country)):
        yield Fact("Country", country_name(country), url)


def _what(code: str, fact: TagFact | None) -> str:
    if fact is None:
        return f"{code} is a tag whose meaning is not known here."
    name = f"{code} ({fact.label})" if fact.label else code
    return f"{name} is {words.article(fact.kind)} tag."


def _index(signposts: Signposts) -> IndexView:
    archive = signposts.archive
    facts = {code: latest_meaning(signposts.archive, code) for code in archive.by_tag}
    names = {
        code: GROUPS.get(fact.kind, UNKNOWN_GROUP) if fact else UNKNOWN_GROUP for code, fact in facts.items()
    }
    order = (*GROUPS.values(), UNKNOWN_GROUP)
    entries = (
        (names[code], IndexEntry(Link(code, link.url), link.note, len(archive.by_tag[code])))
        for code in sorted(facts, key=lambda code: (order.index(names[code]), code))
        if (link := signposts.tags[code])
    )
    return make_index(signposts, INDEX, make_groups(entries), len(facts))
