"""A Markdown file -> what its page may show."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from .cable import CableView
from .common import CableRow, Head, Link, Pager


class Contents(Struct, frozen=True, gc=False, array_like=True):
    """A line of a prose page's table of contents."""

    level: int
    text: str
    anchor: str


class ProseView(Struct, frozen=True, gc=False, array_like=True):
    """A page of prose; `html` is safe, made from Markdown, and has a place for each link of `cited`.

    `cables` are those of a collection, in its order; `edition` leads to the page with the texts of them all.
    """

    head: Head
    name: str
    html: str
    contents: tuple[Contents, ...]
    day: date | None
    cited: tuple[Link, ...] = ()
    cables: tuple[CableRow, ...] = ()
    edition: str | None = None


class EditionView(Struct, frozen=True, gc=False, array_like=True):
    """The print edition of a collection: its introduction, then its cables as `parts`, the first of them the
    `first` of all.

    Of a part only what its slip and its text need is filled in; `head.path` is the cable's own page. `html` as in
    ProseView.
    """

    head: Head
    name: str
    sentence: str
    html: str
    day: date | None
    cited: tuple[Link, ...]
    first: int
    parts: tuple[CableView, ...]
    pager: Pager
