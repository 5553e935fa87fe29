"""A conversation of cables -> what a page may show of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from .common import Head, Link, Pager


class ThreadEntry(Struct, frozen=True, gc=False, array_like=True):
    """A cable in a conversation, under the one that it answers; `also` are others of it that it refers to.

    `here` is whether this is the cable whose page it is. `depth` is at most one more than that of the entry before.
    """

    depth: int
    url: str
    id: str
    title: str
    day: date | None
    post: str
    here: bool
    also: tuple[Link, ...]


class ThreadDot(Struct, frozen=True, gc=False, array_like=True):
    """A cable in the drawing: `at` is its time in thousandths of the width, `lane` counts the posts from above."""

    at: int
    lane: int
    url: str
    label: str
    here: bool


class ThreadLine(Struct, frozen=True, gc=False, array_like=True):
    """A reference in the drawing, between dots by their places; `also` where it is not the one that is answered."""

    start: int
    end: int
    also: bool


class ThreadShown(Struct, frozen=True, gc=False, array_like=True):
    """A conversation, or what is near a cable in it: `total` counts all, `url` leads to the whole of a longer one."""

    entries: tuple[ThreadEntry, ...]
    lanes: tuple[str, ...]
    dots: tuple[ThreadDot, ...]
    lines: tuple[ThreadLine, ...]
    first: date | None
    last: date | None
    total: int
    url: str | None


class ThreadView(Struct, frozen=True, gc=False, array_like=True):
    """The page of a long conversation."""

    head: Head
    name: str
    sentence: str
    thread: ThreadShown
    pager: Pager
