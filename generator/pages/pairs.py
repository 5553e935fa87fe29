"""Tags of all cables -> a dossier for each of the pairs that are commonest, and their index."""

from __future__ import annotations

from ..archive import Numbers, first_and_last
from ..pairing import Pair
from . import urls, words
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index, years_note
from .series import Series
from .signposts import Signposts, pair_url
from .views import Crumb, Fact, IndexEntry, IndexView, Link

KIND = "pairs"
SECTION = "tags"
INDEX = Index(KIND, "Pairs of tags", "pair of tags", "pairs of tags", "pair")


def pair_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of the commonest pairs and their index."""
    topics = tuple(_topic(signposts, pair) for pair in signposts.pairs)
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),
    )


def _numbers(signposts: Signposts, pair: Pair) -> Numbers:
    first, second = (signposts.archive.by_tag[code] for code in pair)
    return tuple(sorted(set(first).intersection(second)))


def _topic(signposts: Signposts, pair: Pair) -> Topic:
    name = " and ".join(pair)
    crumbs = (HOME, Crumb("Tags", urls.index("tag")), Crumb(INDEX.name, urls.index(INDEX.folder)))
    return Topic(
        kind="pair",
        section=SECTION,
        key=name,
        name=name,
        stem=urls.tag_pair(*(signposts.tag_stems[code] for code in pair)),
        numbers=_numbers(signposts, pair),
        crumbs=crumbs,
    )


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    archive = signposts.archive
    tags = [signposts.tags[code] for code in topic.key.split(" and ")]
    facts = (Fact(tag.text, tag.note or tag.text, tag.url) for tag in tags)
    carried = tally(archive, topic.numbers, "carries both tags", "carry both tags")
    return Telling(carried, tuple(facts))


def _index(signposts: Signposts) -> IndexView:
    archive = signposts.archive
    entries = (
        (
            "Most cables first",
            IndexEntry(
                Link(" and ".join(pair), pair_url(signposts, *pair)),
                years_note(first_and_last(archive, _numbers(signposts, pair))),
                count,
            ),
        )
        for pair, count in signposts.pairs.items()
    )
    total = len(signposts.pairs)
    sentence = words.sentence(
        f"{words.counted(total, INDEX.noun, INDEX.nouns)} that stand together most often"
    )
    return make_index(signposts, INDEX, make_groups(entries), total, sentence=sentence, section=SECTION)
