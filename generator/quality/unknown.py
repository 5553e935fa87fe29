"""Cards -> the TAGS and posts that no table has, with what was probably meant and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..archive import Archive
from ..cards import Card
from ..entities.gazetteers import post_by_name, tag_fact
from ..numbering import NO_YEAR
from .accounts import UnknownPost, UnknownTag, Where
from .fields import post_title
from .likely import likely_post, likely_tag

MOST_PLACES = 20


def unknown_tags(archive: Archive) -> tuple[UnknownTag, ...]:
    """The codes that are in no list of TAGS of their time, those of most cables first."""
    found: dict[str, list[Card]] = {}
    for code, numbers in archive.by_tag.items():
        cards = [archive.cards[n] for n in numbers]
        strange = [card for card in cards if not tag_fact(code, card.date.date() if card.date else None)]
        if strange:
            found[code] = strange
    uses = {code: len(numbers) for code, numbers in archive.by_tag.items()}
    rows = []
    for code, cards in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        fact = likely_tag(code, uses)
        meaning = fact.label if fact else ""
        rows.append(UnknownTag(code, len(cards), fact.code if fact else None, meaning, places(cards)))
    return tuple(rows)


def unknown_posts(archive: Archive) -> tuple[UnknownPost, ...]:
    """The posts of numbers that no list of posts has, of the cables here and of those that they refer to."""
    own: dict[str, list[Card]] = {}
    cited: dict[str, list[Card]] = {}
    for card in archive.cards:
        if card.id:
            own.setdefault(post_in(card.id), []).append(card)
        for reference in card.references:
            if reference.target:
                cited.setdefault(post_in(reference.target), []).append(card)
    strange = [name for name in {*own, *cited} if name and post_by_name(name) is None]
    strange.sort(key=lambda name: (-len(own.get(name, ())), -len(cited.get(name, ())), name))
    return tuple(_unknown_post(name, own.get(name, []), cited.get(name, [])) for name in strange)


def post_in(cable_id: str) -> str:
    """`PARIS` of `08PARIS305`."""
    return cable_id.removeprefix(NO_YEAR).lstrip("0123456789").rstrip("0123456789")


def places(cards: Sequence[Card]) -> tuple[Where, ...]:
    """The first of these cables, each once."""
    return tuple(dict.fromkeys(place_of(card) for card in cards[: 2 * MOST_PLACES]))[:MOST_PLACES]


def place_of(card: Card) -> Where:
    """Where a cable is to be found."""
    return Where(card.id, card.source_path)


def _unknown_post(name: str, own: Sequence[Card], cited: Sequence[Card]) -> UnknownPost:
    key = _sender(own)
    if key is None:
        fact = likely_post(name)
        key = fact.key if fact else None
    meaning = post_title(key) if key else ""
    return UnknownPost(name, len(own), len(cited), key, meaning, places([*own, *cited]))


def _sender(cards: Iterable[Card]) -> str | None:
    """The post that the FM lines of these cables name: what else can the number mean?"""
    senders = Counter(card.post for card in cards if card.post)
    return min(senders, key=lambda post: (-senders[post], post)) if senders else None
