"""Source files -> downloads beside their cables."""

from __future__ import annotations

from ..linking import where
from . import urls
from .series import Series
from .signposts import Signposts
from .views import CopyView

KIND = "sources"


def source_series(signposts: Signposts) -> tuple[Series, ...]:
    """A copy of each source file, beside the first of its cables."""
    cards, offered = signposts.archive.cards, signposts.offering

    def view(place: int) -> CopyView:
        card = cards[offered[place]]
        return CopyView("content", card.source_path, card.key)

    paths = tuple(urls.download(signposts.urls[number]) for number in offered)
    return (Series(KIND, "", paths, view, lambda place: where(cards[offered[place]])),)


def download_of(signposts: Signposts, number: int) -> str:
    """Where the source of a card can be had: empty where it is not offered."""
    card = signposts.archive.cards[number]
    if KIND not in signposts.kinds or not card.source_path:
        return ""
    owner = signposts.shared.get(card.source_path, number)
    return urls.download(signposts.urls[owner]) if owner >= 0 else ""
