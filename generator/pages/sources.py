"""Source files -> downloads beside their cables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..cards import Card
from ..linking import where
from . import urls
from .series import Series
from .signposts import Signposts
from .views import CopyView

KIND = "sources"
DUMP = 20  # a file of more cables, or one that is read in parts, is a dump, which no page offers


def source_series(signposts: Signposts) -> tuple[Series, ...]:
    """A copy of each source file, beside the first of its cables."""
    cards = signposts.archive.cards
    shared = shared_files(cards)
    offered = tuple(
        n for n, card in enumerate(cards) if card.source_path and shared.get(card.source_path, n) == n
    )

    def view(place: int) -> CopyView:
        card = cards[offered[place]]
        return CopyView("content", card.source_path, card.key)

    paths = tuple(urls.download(signposts.urls[number]) for number in offered)
    return (Series(KIND, "", paths, view, lambda place: where(cards[offered[place]])),)


def download_of(signposts: Signposts, shared: Mapping[str, int], number: int) -> str:
    """Where the source of a card can be had: empty where it is not offered."""
    card = signposts.archive.cards[number]
    if KIND not in signposts.kinds or not card.source_path:
        return ""
    owner = shared.get(card.source_path, number)
    return urls.download(signposts.urls[owner]) if owner >= 0 else ""


def shared_files(cards: Sequence[Card]) -> dict[str, int]:
    """Files of several cables -> the card that has the download, the first in the file; -1 for a dump."""
    owners: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for number, card in enumerate(cards):
        path = card.source_path
        owners[path] = min(owners.get(path, (card.index, number)), (card.index, number))
        counts[path] = counts.get(path, 0) + (DUMP + 1 if card.part else 1)
    return {path: owners[path][1] if count <= DUMP else -1 for path, count in counts.items() if count > 1}
