"""Stored readings -> how many cables have each field, which TAGS are unknown: what a check counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..entities.gazetteers.posts import post_by_name
from ..entities.gazetteers.tags import tag_fact
from ..model import Cable, Card
from .report import Progress
from .store import store_at
from .workers import run

# Every field of a cable is there or not, but for those that say something about all of it.
FIELDS = tuple(
    name
    for name in Cable.__struct_fields__
    if name not in ("diagnostics", "further", "spans", "source", "entities", "repairs", "sections")
)


def count_fields(
    store_path: Path, cards: Sequence[Card], *, jobs: int, progress: Progress
) -> tuple[tuple[str, int], ...]:
    """In how many cables each field is found, in the order of the model."""

    @contextmanager
    def begin() -> Iterator[Callable[[Sequence[Card]], Counter[str]]]:
        with store_at(store_path) as store:
            yield lambda batch: Counter(
                name for card in batch for name in fields_of(store.cable(card.key, card.index))
            )

    counted: Counter[str] = Counter()
    for batch in run(begin, cards, jobs=jobs, phase="counting", progress=progress):
        counted.update(batch)
    return tuple((name, counted[name]) for name in FIELDS)


def fields_of(cable: Cable) -> Iterator[str]:
    """Names of the fields that this cable has."""
    return (name for name in FIELDS if getattr(cable, name))


def count_unknown_tags(cards: Iterable[Card]) -> tuple[tuple[str, int], ...]:
    """Codes that are in no list of TAGS of their time, with in how many cables."""
    counted = Counter(tag.code for card in cards for tag in card.tags if not tag_fact(tag.code, _day(card)))
    return tuple(sorted(counted.items()))


def count_unknown_posts(cards: Iterable[Card]) -> tuple[tuple[str, int], ...]:
    """Posts in the ids of cables that no list of posts has, with in how many cables."""
    names = (post_in(card.id) for card in cards if card.id)
    counted = Counter(name for name in names if name and post_by_name(name) is None)
    return tuple(sorted(counted.items()))


def post_in(cable_id: str) -> str:
    """`PARIS` of `08PARIS305`."""
    return cable_id[2:].rstrip("0123456789")


def _day(card: Card) -> date | None:
    return card.date.date() if card.date else None
