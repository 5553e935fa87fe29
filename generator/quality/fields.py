"""Cards -> in how many cables each field is found: in all, by year, by post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ..archive import Archive, year_of
from ..cards import COUNTED_FIELDS, Card
from ..entities.gazetteers import post_by_key
from .accounts import FieldsFound

UNKNOWN_YEAR = "year not known"
UNKNOWN_POST = "post not known"


def fields_in_all(archive: Archive) -> dict[str, int]:
    """In how many cables each field is found, in the order of the model."""
    return _counts(Counter(card.found for card in archive.cards))


def fields_by_year(archive: Archive) -> tuple[FieldsFound, ...]:
    """The years in order, then the cables of none."""
    years = _by_group(archive.cards, lambda card: str(year) if (year := year_of(card)) else None)
    known = sorted(year for year in years if year)
    found = [_group(year, year, years[year]) for year in known]
    return (*found, *([_group(None, UNKNOWN_YEAR, years[None])] if None in years else []))


def fields_by_post(archive: Archive) -> tuple[FieldsFound, ...]:
    """The posts, those of most cables first, then the cables of none."""
    posts = _by_group(archive.cards, lambda card: card.post)
    known = sorted((post for post in posts if post), key=lambda post: (-posts[post].total(), post))
    found = [_group(post, post_title(post), posts[post]) for post in known]
    return (*found, *([_group(None, UNKNOWN_POST, posts[None])] if None in posts else []))


def post_title(key: str) -> str:
    """The name of a post: `Embassy Paris`."""
    fact = post_by_key(key)
    return fact.display if fact else key


def _by_group(cards: Iterable[Card], group: Callable[[Card], str | None]) -> dict[str | None, Counter[int]]:
    """How often each set of fields occurs in each group: there are few sets, and many cards."""
    groups: dict[str | None, Counter[int]] = {}
    for card in cards:
        groups.setdefault(group(card), Counter())[card.found] += 1
    return groups


def _group(name: str | None, title: str, sets: Counter[int]) -> FieldsFound:
    return FieldsFound(name, title, sets.total(), _counts(sets))


def _counts(sets: Mapping[int, int]) -> dict[str, int]:
    return {
        name: sum(count for bits, count in sets.items() if bits >> place & 1)
        for place, name in enumerate(COUNTED_FIELDS)
    }
