"""The latest cables by date -> feed.xml."""

from __future__ import annotations

from ..cards import Card
from . import urls, words
from .series import Series, one_page
from .signposts import Signposts
from .views import FeedEntry, FeedView

KIND = "feed"
TEMPLATE = "feed.xml"
ENTRIES = 50
NEVER = "1970-01-01T00:00:00Z"  # Atom wants a day even where there is no entry


def feed_series(signposts: Signposts) -> tuple[Series, ...]:
    """The Atom feed."""
    return (one_page(KIND, TEMPLATE, urls.FEED, lambda: _feed(signposts)),)


def _feed(signposts: Signposts) -> FeedView:
    dated = signposts.archive.dated
    numbers = range(dated - 1, max(-1, dated - 1 - ENTRIES), -1)
    entries = tuple(_entry(signposts, number) for number in numbers)
    updated = entries[0].updated if entries else NEVER
    return FeedView(signposts.config.site.title, signposts.base, updated, entries)


def _entry(signposts: Signposts, number: int) -> FeedEntry:
    card, row, path = signposts.archive.cards[number], signposts.rows[number], signposts.urls[number]
    url = urls.canonical(signposts.base, path)
    said = [row.id, row.post.text if row.post else "", words.day(row.day) if row.day else "", row.level]
    return FeedEntry(
        url=url or path,
        id=url or urls.name_of(path),
        title=row.title,
        updated=_rfc_3339(card),
        summary=", ".join(part for part in said if part),
    )


def _rfc_3339(card: Card) -> str:
    return f"{words.utc(card.date)[:-1]}:{card.date.second:02d}Z" if card.date else NEVER
