"""Cards -> what they have in common: tags, posts, persons, with counts, most first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from ..archive import Numbers
from .signposts import Signposts, pair_url
from .views import Count, Link, Related

MOST = 12

FEWEST = {"absent": 5}  # cables below which lists of what they have in common say nothing

TOGETHER = "Often together with"
# The lists of each kind of dossier, in order: what is counted, and its title.
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "tag": (("tags", TOGETHER), ("posts", "Posts"), ("persons", "Persons")),
    "person": (("persons", TOGETHER), ("posts", "Posts"), ("tags", "Tags")),
    "post": (("tags", "Tags"), ("persons", "Persons")),
    "classification": (("tags", "Tags"), ("posts", "Posts"), ("persons", "Persons")),
    "about": (("posts", "Posts"), ("tags", "Tags"), ("persons", "Persons")),
    "country": (("tags", "Tags"), ("persons", "Persons")),
    "pair": (("posts", "Posts"), ("persons", "Persons"), ("tags", TOGETHER)),
    "marking": (("posts", "Posts"), ("tags", "Tags"), ("persons", "Persons")),
    "absent": (("tags", "Tags of those that cite it"), ("posts", "Posts"), ("persons", "Persons")),
    "cited": (("tags", "Tags of those that cite it"), ("posts", "Posts"), ("persons", "Persons")),
    "date": (("tags", "Tags"), ("posts", "Posts"), ("persons", "Persons")),
}


def find_related(signposts: Signposts, kind: str, key: str, numbers: Numbers) -> tuple[Related, ...]:
    """The lists of a dossier of this kind, without the entity itself; empty lists are left out."""
    if len(numbers) < FEWEST.get(kind, 0):
        return ()
    found = (Related(title, COUNTED[what](signposts, numbers, key)) for what, title in LISTS[kind])
    lists = tuple(related for related in found if related.counts)
    return tuple(map(partial(_with_pairs, signposts, key), lists)) if kind == "tag" else lists


def _with_pairs(signposts: Signposts, code: str, related: Related) -> Related:
    """The tags that occur with a tag lead to the cables that carry both, where the pair has a page."""
    if related.title != TOGETHER:
        return related
    counts = (replace(count, url=pair_url(signposts, code, count.link.text)) for count in related.counts)
    return Related(related.title, tuple(counts))


def count_tags(signposts: Signposts, numbers: Numbers, less: str = "") -> tuple[Count, ...]:
    """The most frequent tags of these cards."""
    return _counts(signposts.archive.tags.most(numbers, MOST, less), signposts.tags)


def count_posts(signposts: Signposts, numbers: Numbers, less: str = "") -> tuple[Count, ...]:
    """The posts from which most of these cards come."""
    return _counts(signposts.archive.posts.most(numbers, MOST, less), signposts.posts)


def count_persons(signposts: Signposts, numbers: Numbers, less: str = "") -> tuple[Count, ...]:
    """The persons whom most of these cards name."""
    return _counts(signposts.archive.persons.most(numbers, MOST, less), signposts.persons)


COUNTED: dict[str, Callable[[Signposts, Numbers, str], tuple[Count, ...]]] = {
    "tags": count_tags,
    "posts": count_posts,
    "persons": count_persons,
}


def _counts(found: Sequence[tuple[str, int]], links: Mapping[str, Link]) -> tuple[Count, ...]:
    return tuple([Count(links[key], count) for key, count in found])
