"""Feeds, texts, copies -> what stands in files that are no pages, and the page that only has a head."""

from __future__ import annotations

from msgspec import Struct

from .common import Head


class PlainView(Struct, frozen=True, gc=False, array_like=True):
    """A page that only has a head: 404.html."""

    head: Head


class FeedEntry(Struct, frozen=True, gc=False, array_like=True):
    """One entry of the Atom feed: `updated` is RFC 3339."""

    url: str
    id: str
    title: str
    updated: str
    summary: str


class FeedView(Struct, frozen=True, gc=False, array_like=True):
    """feed.xml: `base` is the site's URL with a closing slash, or empty; `updated` is the newest entry's."""

    title: str
    base: str
    updated: str
    entries: tuple[FeedEntry, ...]


class TextView(Struct, frozen=True, gc=False, array_like=True):
    """A file that is text already: robots.txt, _headers, _redirects, sitemap.xml, .nojekyll."""

    text: str


class CopyView(Struct, frozen=True, gc=False, array_like=True):
    """A file that is copied as it is: `origin` is `content` or `template`, `name` its path there.

    `digest` changes whenever its bytes do: that of the bytes, or of a reading made from them.
    """

    origin: str
    name: str
    digest: str
