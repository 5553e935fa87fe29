"""Kinds of page -> the page of all ways into the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from . import urls, words
from .cited_prose import count_cables
from .countries import count_countries
from .glossary import count_terms
from .heads import collection_node, make_head
from .indexes import make_groups, make_jumps
from .prose import KIND as PROSE
from .prose import own_pages
from .prose_source import ProseSource
from .series import Series, one_page
from .signposts import Signposts
from .views import IndexEntry, IndexView, Link

KIND = "browse"
TEMPLATE = "index.html"
NAME = "All ways in"
PUBLISHED = "From the publisher"


class Way(Struct, frozen=True):
    """A page kind that has an index: the group it belongs to, the words for it, how many entries it has."""

    group: str
    kind: str
    text: str
    note: str
    url: str
    count: Callable[[Signposts], int]


WAYS = (
    Way(
        "Time",
        "dates",
        "Dates",
        "by year, month and day",
        urls.index("date"),
        lambda s: len(s.archive.by_year),
    ),
    Way(
        "Places", "posts", "Posts", "that sent cables, and others", urls.index("post"), lambda s: len(s.posts)
    ),
    Way(
        "Places",
        "countries",
        "Countries",
        "with their posts and tags",
        urls.index("country"),
        count_countries,
    ),
    Way("Places", "map", "Map", "of all posts, by year", urls.world_map(), lambda s: len(s.archive.by_post)),
    Way(
        "Places",
        "addressees",
        "Organizations and addressees",
        "to which cables were sent",
        urls.index("addressee"),
        lambda s: len(s.archive.by_mark["addressee"]),
    ),
    Way(
        "People and subjects",
        "persons",
        "Persons",
        "who are named",
        urls.index("person"),
        lambda s: len(s.archive.by_person),
    ),
    Way(
        "People and subjects",
        "tags",
        "Tags",
        "by kind, with their meaning",
        urls.index("tag"),
        lambda s: len(s.archive.by_tag),
    ),
    Way(
        "People and subjects",
        "pairs",
        "Pairs of tags",
        "the commonest",
        urls.index("pair"),
        lambda s: len(s.pairs),
    ),
    Way(
        "People and subjects",
        "glossary",
        "Glossary",
        "captions and acronyms",
        urls.GLOSSARY,
        count_terms,
    ),
    Way(
        "Handling",
        "classifications",
        "Classifications",
        "from the highest",
        urls.index("classification"),
        lambda s: len(s.archive.by_level),
    ),
    Way(
        "Handling",
        "reasons",
        "Reasons",
        "for classifying",
        urls.index("reason"),
        lambda s: len(s.archive.by_mark["reason"]),
    ),
    Way(
        "Handling",
        "declassification",
        "Declassification",
        "by the year it was due",
        urls.index("declassification"),
        lambda s: len(s.archive.by_mark["declassification"]),
    ),
    Way(
        "Handling",
        "captions",
        "Captions",
        "SIPDIS, NODIS and others",
        urls.index("caption"),
        lambda s: len(s.archive.by_mark["caption"]),
    ),
    Way(
        "Handling",
        "precedences",
        "Precedence",
        "from the most urgent",
        urls.index("precedence"),
        lambda s: len(s.archive.by_mark["precedence"]),
    ),
    Way(
        "References",
        "citations",
        "Most cited",
        "cables that others refer to",
        urls.index("cited"),
        lambda s: len(s.archive.links.cited_by),
    ),
    Way(
        "References",
        "absent",
        "Cited but not here",
        "and who cites them",
        urls.index("absent"),
        lambda s: len(s.archive.links.absent),
    ),
    Way(
        "References",
        "numbers",
        "Numbers",
        "of each post and year: here, cited, missing",
        urls.index("number"),
        lambda s: len(s.archive.series),
    ),
    Way(
        "References",
        "threads",
        "Conversations",
        "who answered what",
        urls.index("thread"),
        lambda s: len(s.archive.conversations.sizes),
    ),
)


def browse_series(signposts: Signposts, prose: Sequence[ProseSource] = ()) -> tuple[Series, ...]:
    """The one page of the kind, which also lists all pages of prose."""
    return (one_page(KIND, TEMPLATE, urls.BROWSE, lambda: _view(signposts, prose)),)


def _view(signposts: Signposts, prose: Sequence[ProseSource]) -> IndexView:
    ways = [way for way in WAYS if way.kind in signposts.kinds]
    entries = [
        (way.group, IndexEntry(Link(way.text, way.url), way.note, way.count(signposts))) for way in ways
    ]
    entries += ((PUBLISHED, entry) for entry in _published(signposts, prose))
    number = words.counted(len(ways), "way", "ways")
    sentence = words.sentence(f"there {'is' if len(ways) == 1 else 'are'} {number} into this archive")
    node = collection_node(signposts, NAME, sentence, urls.BROWSE)
    head = make_head(signposts, urls.BROWSE, NAME, sentence, section=KIND, json_ld=node)
    groups = make_groups(entries)
    return IndexView(head, KIND, NAME, sentence, groups, None, len(ways), make_jumps(groups))


def _published(signposts: Signposts, prose: Sequence[ProseSource]) -> Iterator[IndexEntry]:
    """All pages of prose in the order of menus, with how many cables each cites."""
    sources = own_pages(prose) if PROSE in signposts.kinds else ()
    for source in sorted(sources, key=lambda source: (source.order, source.title, source.path)):
        link = Link(source.title, urls.prose(source.path))
        yield IndexEntry(link, source.kind, count_cables(signposts, source))
