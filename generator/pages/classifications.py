"""Classification levels of all cables -> a dossier for each, and their index from the highest."""

from __future__ import annotations

from ..archive import UNKNOWN_LEVEL, Numbers, first_and_last
from . import urls
from .banners import rank_of, tone_of
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index, years_note
from .markings import reason_meaning_of
from .related import MOST
from .series import Series
from .signposts import Signposts, level_name
from .views import Count, Crumb, IndexEntry, IndexView, Link, Related

KIND = "classifications"
INDEX = Index(KIND, "Classifications", "classification", "classifications", "classification")
GROUP = "From the highest"


def classification_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all levels and their index."""
    topics = tuple(_topic(signposts, level) for level in _levels(signposts))
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),
    )


def level_entries(signposts: Signposts) -> tuple[IndexEntry, ...]:
    """All levels from the highest, with the years of their cables."""
    archive = signposts.archive
    linked = KIND in signposts.kinds
    return tuple(
        IndexEntry(
            Link(level_name(level), urls.list_page(urls.classification(level)) if linked else None),
            years_note(first_and_last(archive, archive.by_level[level])),
            len(archive.by_level[level]),
            tone_of(level, ()),
        )
        for level in _levels(signposts)
    )


def _levels(signposts: Signposts) -> list[str]:
    return sorted(signposts.archive.by_level, key=lambda level: (rank_of(level), level))


def _topic(signposts: Signposts, level: str) -> Topic:
    return Topic(
        kind="classification",
        section="browse",
        key=level,
        name=level_name(level),
        tone=tone_of(level, ()),
        stem=urls.classification(level),
        numbers=signposts.archive.by_level[level],
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    archive = signposts.archive
    if topic.key == UNKNOWN_LEVEL:
        told = tally(archive, topic.numbers, "has no known classification", "have no known classification")
    else:
        told = tally(archive, topic.numbers, f"is {topic.name}", f"are {topic.name}")
    return Telling(told, lists=(Related("Reasons", _reasons(signposts, topic.numbers)),))


def _reasons(signposts: Signposts, numbers: Numbers) -> tuple[Count, ...]:
    """For what these cards were classified, the most frequent reasons first."""
    indexed, stems = signposts.archive.by_mark["reason"], signposts.mark_stems.get("reason", {})
    these = set(numbers)
    counts = {key: sum(number in these for number in indexed[key]) for key in stems}
    most = sorted((key for key in counts if counts[key]), key=lambda key: (-counts[key], key))[:MOST]
    return tuple(
        Count(Link(key, urls.list_page(stems[key]), reason_meaning_of(key)), counts[key]) for key in most
    )


def _index(signposts: Signposts) -> IndexView:
    entries = level_entries(signposts)
    return make_index(
        signposts, INDEX, make_groups((GROUP, entry) for entry in entries), len(entries), section="browse"
    )
