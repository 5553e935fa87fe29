"""Posts on the globe -> what the template of a map may show; all lengths in tenths of a degree."""

from __future__ import annotations

from msgspec import Struct

from .common import Chart, Head, Link


class Spot(Struct, frozen=True, gc=False, array_like=True):
    """A post on a map: `short` is the name beside it, empty where there is no room; `main`: the map is about it."""

    x: int
    y: int
    radius: int
    name: str
    short: str
    url: str | None
    count: int
    main: bool = False


class Map(Struct, frozen=True, gc=False, array_like=True):
    """A window of the globe: `net` and `ground` (dots of all posts in it) are paths, `size` is that of the type."""

    left: int
    top: int
    width: int
    height: int
    net: str
    ground: str
    spots: tuple[Spot, ...]
    size: int


class PostCount(Struct, frozen=True, gc=False, array_like=True):
    """A line of the table beside a map."""

    post: Link
    country: Link
    count: int


class MapView(Struct, frozen=True, gc=False, array_like=True):
    """The map of all posts, or of those that sent cables in one `year` (empty: all years).

    `years` lead to the maps of the single years, the current one without URL; `placeless` posts have no coordinates.
    A post with `most` cables has the largest spot; the maps of the single years have this in common.
    """

    head: Head
    name: str
    sentence: str
    year: str
    years: tuple[Link, ...]
    chart: Chart | None
    map: Map | None
    posts: tuple[PostCount, ...]
    most: int
    placeless: int
