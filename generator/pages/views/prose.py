"""A Markdown file -> what its page may show."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from .common import Head


class Contents(Struct, frozen=True, gc=False):
    """A line of a prose page's table of contents."""

    level: int
    text: str
    anchor: str


class ProseView(Struct, frozen=True, gc=False):
    """A page of prose; `html` is safe, made from the Markdown of `source_path`."""

    head: Head
    name: str
    html: str
    contents: tuple[Contents, ...]
    day: date | None
