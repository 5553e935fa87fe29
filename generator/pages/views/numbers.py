"""A series of numbers -> what its page may show."""

from __future__ import annotations

from msgspec import Struct

from .common import Head, Link


class StripBin(Struct, frozen=True, gc=False, array_like=True):
    """A part of the strip: of the numbers `first` to `last` so many are here, and so many cited and not here."""

    first: int
    last: int
    here: int
    cited: int


class NumberShown(Struct, frozen=True, gc=False, array_like=True):
    """A number that is here, or cited; `url` None: it has no page."""

    number: int
    url: str | None
    here: bool


class NumberBlock(Struct, frozen=True, gc=False, array_like=True):
    """A row of the table: `label` is `301–400`; without `known`, nothing is known of any of its numbers."""

    label: str
    known: tuple[NumberShown, ...]
    missing: tuple[str, ...]


class NumbersView(Struct, frozen=True, gc=False, array_like=True):
    """The numbers of one post in one year: `series` is `08PARIS`, `last` the highest number of the strip."""

    head: Head
    name: str
    series: str
    sentence: str
    post: Link | None
    last: int
    strip: tuple[StripBin, ...]
    blocks: tuple[NumberBlock, ...]
    previous: Link | None
    next: Link | None
