"""Posts of all cables -> a dossier for each, and their index by country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from ..archive import Archive, Numbers, dated_part, first_and_last
from ..entities.gazetteers import PostFact, post_by_key
from . import urls, words
from .dossiers import Telling, Topic, dossier_series, is_shortened, make_excerpt, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index, years_note
from .maps import cables_by_post, near_map
from .numbers import count_by_year, series_by_post
from .series import Series
from .signposts import Signposts, country_url, post_name
from .views import Count, Crumb, Excerpt, Fact, IndexEntry, IndexView, Link, Related

KIND = "posts"
INDEX = Index(KIND, "Posts", "post", "posts", "post")
NOWHERE = "Elsewhere"
NAMING = "Cables that name"
SILENT = "No cable in this archive was sent from here."
MOST_SIGNERS = 24
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
    series = cache(partial(series_by_post, signposts))  # only where the first page of a post is made
    about = {key: found for key in signposts.post_stems if (found := _naming(signposts, key))}
    naming = tuple(
        _naming_topic(signposts, key, numbers)
        for key, numbers in about.items()
        if is_shortened(signposts, numbers)
    )
    return (
        index_series(INDEX, lambda: _index(signposts, countries)),
        dossier_series(
            signposts,
            KIND,
            topics,
            lambda topic: _tell(
                signposts, topic, anchors, about.get(topic.key, ()), series().get(topic.key, ())
            ),
            say=lambda topic: _say(signposts, topic),
        ),
        dossier_series(signposts, KIND, naming, lambda topic: _tell_naming(signposts, topic)),
    )


def _naming(signposts: Signposts, key: str) -> Numbers:
    """The cards of other posts whose text names this one."""
    own = set(_sent(signposts, key))
    return tuple(number for number in signposts.archive.by_place.get(key, ()) if number not in own)


def _sent(signposts: Signposts, key: str) -> Numbers:
    """What a post sent; nothing, where it is only named, addressed or cited."""
    return signposts.archive.by_post.get(key, ())


def _naming_topic(signposts: Signposts, key: str, numbers: Numbers) -> Topic:
    stem = signposts.post_stems[key]
    above = (HOME, Crumb(INDEX.name, urls.index(INDEX.folder)), Crumb(post_name(key), urls.list_page(stem)))
    return Topic(
        kind="about",
        section=KIND,
        key=key,
        name=f"{NAMING} {post_name(key)}",
        stem=urls.about_post(stem.partition("/")[2]),
        numbers=numbers,
        crumbs=above,
    )


def _tell_naming(signposts: Signposts, topic: Topic) -> Telling:
    return Telling(
        tally(signposts.archive, topic.numbers, "of another post names it", "of other posts name it")
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
        numbers=_sent(signposts, key),
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(
    signposts: Signposts, topic: Topic, anchors: Mapping[str, str], about: Numbers, series: tuple[str, ...]
) -> Telling:
    fact = post_by_key(topic.key)
    return Telling(
        sentence=_say(signposts, topic),
        facts=_facts(signposts, fact, anchors) if fact else (),
        lists=(
            *_signers(signposts, topic.numbers),
            Related("Numbers by year", count_by_year(signposts, series)),
        ),
        map=near_map(signposts, (topic.key,), cables_by_post(signposts)),
        excerpts=tuple(_excerpts(signposts, topic, about)),
    )


def _say(signposts: Signposts, topic: Topic) -> str:
    sent = tally(signposts.archive, topic.numbers, "was sent from here", "were sent from here")
    return f"{_what(topic.name, post_by_key(topic.key))} {sent if topic.numbers else SILENT}"


def _excerpts(signposts: Signposts, topic: Topic, about: Numbers) -> Iterator[Excerpt]:
    """What was sent to the post, and what speaks of it."""
    addressed = signposts.archive.by_mark["addressee"].get(topic.key, ())
    stem = signposts.mark_stems.get("addressee", {}).get(topic.key)
    if addressed and stem:
        everything = Link("All that were sent here", urls.list_page(stem))
        yield make_excerpt(signposts, f"Sent to {topic.name}", addressed, everything)
    if about:
        everything = Link("All that name it", urls.list_page(urls.about_post(topic.stem.partition("/")[2])))
        yield make_excerpt(signposts, f"{NAMING} {topic.name}", about, everything)


def _signers(signposts: Signposts, numbers: Numbers) -> tuple[Related, ...]:
    """Who signed these cards, the first first: the chiefs of a post, and who stood in for them."""
    archive = signposts.archive
    signed: dict[str, list[int]] = {}
    for number in dated_part(archive, numbers):
        for person in archive.indexed[number].people:
            key = archive.people.key_of(person.key)
            if "signer" in person.roles and key in signposts.persons:
                signed.setdefault(key, []).append(number)
    most = sorted(signed, key=lambda key: (-len(signed[key]), key))[:MOST_SIGNERS]
    counts = tuple(
        Count(
            Link(link.text, link.url, years_note(first_and_last(archive, tuple(signed[key])))),
            len(signed[key]),
        )
        for key in sorted(most, key=lambda key: (signed[key][0], key))
        if (link := signposts.persons[key])
    )
    return (Related("Signed by", counts),) if counts else ()


def _what(name: str, fact: PostFact | None) -> str:
    if fact is None or fact.kind not in KINDS:
        return f"{name} is a post of which no more is known here."
    places = ", ".join(dict.fromkeys(place for place in (fact.city, fact.country_name) if place))
    return f"{name} is {KINDS[fact.kind] % (f' in {places}' if places else '')}."


def _facts(signposts: Signposts, fact: PostFact, anchors: Mapping[str, str]) -> tuple[Fact, ...]:
    found = [Fact("In telegram numbers", fact.mrn_name)]
    if fact.country_name:
        group = urls.index(INDEX.folder, anchors.get(fact.country_name, ""))
        found.append(Fact("Country", fact.country_name, country_url(signposts, fact.country) or group))
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
    return sorted({_country(key) for key in signposts.posts}, key=lambda name: (name == NOWHERE, name))


def _index(signposts: Signposts, countries: Sequence[str]) -> IndexView:
    archive = signposts.archive
    keys = sorted(signposts.posts, key=lambda key: (countries.index(_country(key)), post_name(key), key))
    entries = (
        (
            _country(key),
            IndexEntry(signposts.posts[key], years_note(first_and_last(archive, numbers)), len(numbers)),
        )
        for key in keys
        for numbers in [_sent(signposts, key)]
    )
    return make_index(signposts, INDEX, make_groups(entries), len(keys), sentence=_held(archive, len(keys)))


def _held(archive: Archive, total: int) -> str:
    sent = words.counted(len(archive.by_post), "post")
    silent = total - len(archive.by_post)
    further = f"; {words.counted(silent, 'more', 'more')} are named, addressed or cited" if silent else ""
    return words.sentence(f"{sent} sent cables that are in this archive{further}")
