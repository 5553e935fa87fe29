"""Captions, precedences, reasons, addressees, years of declassification -> a dossier for each, and their indexes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial

from msgspec import Struct

from ..archive import first_and_last
from ..entities.gazetteers import caption_fact, post_by_key, precedence_by_word, reason_meaning
from ..marks import NO_DATE
from . import urls, words
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index, years_note
from .series import Lazily, Series
from .signposts import Signposts
from .views import Crumb, Fact, IndexEntry, IndexView, Link

SECTION = "browse"


class Marking(Struct, frozen=True):
    """A kind of mark as pages show it: `mark` is its kind in the archive's index, `verbs` what one and many do.

    `name` and `meaning` are of a key, `group` the part of the index that it belongs to, in the order of `groups`;
    `order` sorts the keys of a group, `held` says of all of them what the index holds, where that is not plain.
    """

    mark: str
    index: Index
    verbs: tuple[str, str]
    name: Callable[[str], str]
    meaning: Callable[[str], str]
    group: Callable[[str], str]
    groups: tuple[str, ...]
    order: Callable[[str], tuple[int, str]] = lambda key: (0, key)
    held: Callable[[Collection[str]], str] | None = None


CAPTION_GROUPS = {
    "distribution": "Distribution",
    "dissemination": "Dissemination",
    "handling": "Handling",
    "channel": "Channels",
    "action channel": "Channels",
    "topic": "Subjects and visitors",
    "passing": "Service",
    "service": "Service",
    "series": "Travelling series",
}
OTHERS = "Others"
UNDATED = "Without a date"
ADDRESSEE_GROUPS = {
    "department": "Departments and agencies",
    "embassy": "Embassies",
    "consulate": "Consulates",
    "mission": "Missions and other posts",
    "other": "Missions and other posts",
    "military": "Military commands",
}
COLLECTIVES = "Collectives"
OTHER_ADDRESSES = "Other addresses"


def marking_series(signposts: Signposts, kind: str) -> tuple[Series, ...]:
    """The dossiers of all marks of a page kind, and their index."""
    marking = markings()[kind]
    indexed = signposts.archive.by_mark[marking.mark]
    topics = Lazily(tuple(indexed), partial(_topic, signposts, kind))
    return (
        index_series(marking.index, lambda: _index(signposts, kind)),
        dossier_series(signposts, kind, topics, lambda topic: _tell(signposts, marking, topic)),
    )


@cache
def markings() -> Mapping[str, Marking]:
    """What there is to say of each page kind about marks."""
    return {
        "captions": Marking(
            mark="caption",
            index=Index("captions", "Captions", "caption", "captions", "caption"),
            verbs=("bears it", "bear it"),
            name=str,
            meaning=_caption_meaning,
            group=_caption_group,
            groups=(*dict.fromkeys(CAPTION_GROUPS.values()), OTHERS),
        ),
        "precedences": Marking(
            mark="precedence",
            index=Index("precedences", "Precedence", "precedence", "precedences", "precedence"),
            verbs=("was sent so", "were sent so"),
            name=str.capitalize,
            meaning=_precedence_meaning,
            group=lambda _: "From the most urgent",
            groups=("From the most urgent",),
            order=_precedence_order,
        ),
        "declassification": Marking(
            mark="declassification",
            index=Index("declassification", "Declassification", "year", "years", "declassification"),
            verbs=("was given this term", "were given this term"),
            name=_due,
            meaning=_term,
            held=_years_due,
            group=lambda key: UNDATED if key == NO_DATE else f"{key[:3]}0s",
            groups=(),
            order=lambda key: (key == NO_DATE, key),
        ),
        "reasons": Marking(
            mark="reason",
            index=Index("reasons", "Reasons", "reason", "reasons", "reason"),
            verbs=("was classified for it", "were classified for it"),
            name=lambda key: f"Reason {key}",
            meaning=reason_meaning_of,
            group=lambda key: f"Section {key.partition('(')[0]}",
            groups=(),
        ),
        "addressees": Marking(
            mark="addressee",
            index=Index("addressees", "Organizations and addressees", "addressee", "addressees", "addressee"),
            verbs=("was sent to it", "were sent to it"),
            name=addressee_name,
            meaning=lambda _: "",
            group=_addressee_group,
            groups=(*dict.fromkeys(ADDRESSEE_GROUPS.values()), COLLECTIVES, OTHER_ADDRESSES),
            order=lambda key: (0, addressee_name(key)),
        ),
    }


def addressee_name(key: str) -> str:
    """The name of a post or office, else the address as telegrams have it."""
    fact = post_by_key(key)
    return fact.display if fact else key


def _topic(signposts: Signposts, kind: str, key: str) -> Topic:
    marking = markings()[kind]
    name = marking.name(key)
    return Topic(
        kind="marking",
        section=SECTION,
        key=key,
        name=name,
        title=f"{marking.index.name}: {name}",
        stem=signposts.mark_stems[marking.mark][key],
        numbers=signposts.archive.by_mark[marking.mark][key],
        crumbs=(HOME, Crumb(marking.index.name, urls.index(marking.index.folder))),
    )


def _tell(signposts: Signposts, marking: Marking, topic: Topic) -> Telling:
    archive = signposts.archive
    sent = tally(archive, topic.numbers, *marking.verbs)
    meaning = marking.meaning(topic.key)
    post = signposts.posts.get(topic.key) if marking.mark == "addressee" else None
    facts = (Fact("Post", post.text, post.url),) if post else ()
    return Telling(" ".join(filter(None, (words.sentence(meaning), sent))), facts)


def _index(signposts: Signposts, kind: str) -> IndexView:
    marking, archive = markings()[kind], signposts.archive
    indexed = archive.by_mark[marking.mark]
    groups = {key: marking.group(key) for key in indexed}
    places = {name: place for place, name in enumerate(marking.groups or sorted(set(groups.values())))}
    entries = (
        (
            groups[key],
            IndexEntry(
                Link(marking.name(key), urls.list_page(signposts.mark_stems[marking.mark][key])),
                marking.meaning(key) or years_note(first_and_last(archive, indexed[key])),
                len(indexed[key]),
            ),
        )
        for key in sorted(indexed, key=lambda key: (places[groups[key]], marking.order(key)))
    )
    total = len(indexed)
    sentence = marking.held(indexed) if marking.held else ""
    return make_index(
        signposts, marking.index, make_groups(entries), total, sentence=sentence, section=SECTION
    )


def _caption_meaning(key: str) -> str:
    fact = caption_fact(key)
    return fact.meaning if fact else ""


def _caption_group(key: str) -> str:
    fact = caption_fact(key)
    return CAPTION_GROUPS.get(fact.kind, OTHERS) if fact else OTHERS


def _precedence_meaning(key: str) -> str:
    fact = precedence_by_word(key)
    return fact.meaning.partition(";")[0] if fact else ""


def _precedence_order(key: str) -> tuple[int, str]:
    fact = precedence_by_word(key)
    return fact.rank if fact else 0, key


def _due(key: str) -> str:
    return "On no date" if key == NO_DATE else f"Due in {key}"


def _years_due(keys: Collection[str]) -> str:
    """The years, without what is due on no date."""
    years = sum(key != NO_DATE for key in keys)
    return words.sentence(f"cables of this archive were to be declassified in {words.counted(years, 'year')}")


def _term(key: str) -> str:
    return "An event, an exemption or another rule stands where the date would" if key == NO_DATE else ""


def reason_meaning_of(key: str) -> str:
    """What `1.4(b)` stands for: the section names the version of the order, which itself is not asked (format 7)."""
    section, _, letter = key.rstrip(")").partition("(")
    return reason_meaning(None, section, letter, None)


def _addressee_group(key: str) -> str:
    fact = post_by_key(key)
    if fact:
        return ADDRESSEE_GROUPS.get(fact.kind, OTHER_ADDRESSES)
    return COLLECTIVES if "COLLECTIVE" in key or key.endswith(" POSTS") else OTHER_ADDRESSES
