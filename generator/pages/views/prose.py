"""A Markdown file -> what its page may show."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from .common import CableRow, Head, Link


class Contents(Struct, frozen=True, gc=False):
    """A line of a prose page's table of contents."""

    level: int
    text: str
    anchor: str


class ProseView(Struct, frozen=True, gc=False):
    """A page of prose; `html` is safe, made from Markdown, and has a place for each link of `cited`.

    `cables` are those of a collection, in its order.
    """

    head: Head
    name: str
    html: str
    contents: tuple[Contents, ...]
    day: date | None
    cited: tuple[Link, ...] = ()
    cables: tuple[CableRow, ...] = ()
