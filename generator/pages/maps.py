"""Posts and how many cables they sent -> maps: positions in tenths of a degree, without any library of geometry.

The projection is the plainest there is: a degree is as long in all directions. Coasts are a file of the theme
(`templates/assets/land.svg`) with the same measures, of which a map shows its window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import isqrt

from ..entities.gazetteers import PostFact, post_by_key, posts
from .signposts import Signposts, post_name
from .views import Map, Spot

LEFT, RIGHT, TOP, BOTTOM = 0, 3600, 100, 1500  # of the whole map: 80° N to 60° S
WIDTH, HEIGHT = 600, 360  # of a small one
STEP = 300  # between the lines of the net, 30°; in a small map 10°
LARGEST, SMALLEST = 60, 12  # radius of a spot on the whole map
LETTER, LINE = 0.52, 1.25  # width of a letter and height of a line, in sizes of the type
NAMED = 14  # spots with a name beside them
NAMED_NEAR = 5


def world_map(signposts: Signposts, counts: Mapping[str, int], most: int) -> Map | None:
    """The posts with so many cables each, the busiest with their names; None where none has a place.

    The largest spot that could be is that of a post with `most` cables: maps of one scale can be compared.
    """
    places = {key: place for key in counts if (place := _place_of(key)) is not None}
    if not places:
        return None
    busiest = sorted(places, key=lambda key: (-counts[key], key))
    spots = [_spot(signposts, key, places[key], counts[key], _radius(counts[key], most)) for key in busiest]
    window = (LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)
    return Map(*window, _net(window, STEP), "", _with_names(spots, 44, window, NAMED), 44)


def near_map(signposts: Signposts, keys: Sequence[str], others: Mapping[str, int]) -> Map | None:
    """These posts in the middle of a small map, and the others around them; None where none has a place."""
    places = [place for key in keys if (place := _place_of(key)) is not None]
    if not places:
        return None
    middle_x = (min(x for x, _ in places) + max(x for x, _ in places)) // 2
    middle_y = (min(y for _, y in places) + max(y for _, y in places)) // 2
    spread = max(max(x for x, _ in places) - min(x for x, _ in places), 1)
    width = min(max(WIDTH, spread * 3 // 2), RIGHT)
    height = width * HEIGHT // WIDTH
    left = min(max(middle_x - width // 2, LEFT), RIGHT - width)
    top = min(max(middle_y - height // 2, 0), 1800 - height)
    window = (left, top, width, height)
    size = width * 24 // WIDTH
    further = sorted(others.keys() - set(keys), key=lambda key: (-others[key], key))
    spots = [
        _spot(signposts, key, place, others.get(key, 0), size // (2 if key in keys else 4), key in keys)
        for key in (*keys, *further)
        if (place := _place_of(key)) is not None and _inside(place, window)
    ]
    spots += (
        Spot(x, y, 0, fact.display, fact.city, None, 0)
        for fact, (x, y) in _embassies()
        if fact.key not in others and _inside((x, y), window)
    )
    return Map(
        *window, _net(window, STEP // 3), _ground(window), _with_names(spots, size, window, NAMED_NEAR), size
    )


def cables_by_post(signposts: Signposts) -> dict[str, int]:
    """How many cables each post sent."""
    return {key: len(numbers) for key, numbers in signposts.archive.by_post.items()}


@cache
def _place_of(key: str) -> tuple[int, int] | None:
    """Where a post is; asked of all for the map of each."""
    return _place(post_by_key(key))


@cache
def _embassies() -> tuple[tuple[PostFact, tuple[int, int]], ...]:
    """All embassies of the gazetteer that have a place."""
    return tuple((fact, place) for fact in posts() if fact.kind == "embassy" if (place := _place(fact)))


@cache
def _all_places() -> tuple[tuple[int, int], ...]:
    """Where there is a post of the gazetteer, sorted."""
    return tuple(sorted({place for fact in posts() if (place := _place(fact)) is not None}))


def _place(fact: PostFact | None) -> tuple[int, int] | None:
    """Tenths of a degree east of 180° W, and south of the pole."""
    if fact is None or fact.lat is None or fact.lon is None:
        return None
    return round((fact.lon + 180) * 10), round((90 - fact.lat) * 10)


def _spot(
    signposts: Signposts, key: str, place: tuple[int, int], count: int, radius: int, main: bool = False
) -> Spot:
    link = signposts.posts.get(key)
    fact = post_by_key(key)
    short = fact.city if fact and fact.city else post_name(key)
    return Spot(*place, radius, post_name(key), short, link.url if link else None, count, main)


def _radius(count: int, most: int) -> int:
    """The area of a spot grows with its count."""
    return max(SMALLEST, isqrt(LARGEST * LARGEST * count // most))


def _with_names(
    spots: Sequence[Spot], size: int, window: tuple[int, int, int, int], at_most: int
) -> tuple[Spot, ...]:
    """The spots, of which only those are named whose names lie over no other name and no spot before them.

    Spots without cables are there for their names alone.
    """
    taken = [_square(spot) for spot in spots if spot.main]
    named: list[Spot] = []
    count = 0
    for spot in spots:
        box = (
            spot.x + spot.radius + size // 4,
            spot.y - round(size * LINE) // 2,
            round(len(spot.short) * size * LETTER),
            round(size * LINE),
        )
        fits = box[0] + box[2] <= window[0] + window[2] and box[1] >= window[1]
        if count < at_most and fits and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            named.append(spot)
            count += 1
        elif spot.radius:
            named.append(Spot(spot.x, spot.y, spot.radius, spot.name, "", spot.url, spot.count, spot.main))
        taken.append(_square(spot))
    return tuple(named)


def _square(spot: Spot) -> tuple[int, int, int, int]:
    return spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius


def _overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _inside(place: tuple[int, int], window: tuple[int, int, int, int]) -> bool:
    left, top, width, height = window
    return left <= place[0] <= left + width and top <= place[1] <= top + height


@cache
def _ground(window: tuple[int, int, int, int]) -> str:
    """Every post of the gazetteer within the window, as a path of dots."""
    return "".join(f"M{x} {y}h0" for x, y in _all_places() if _inside((x, y), window))


@cache
def _net(window: tuple[int, int, int, int], step: int) -> str:
    """Meridians and parallels as a path."""
    left, top, width, height = window
    meridians = range(-(-left // step) * step, left + width + 1, step)
    parallels = range(-(-top // step) * step, top + height + 1, step)
    lines = [f"M{x} {top}v{height}" for x in meridians] + [f"M{left} {y}h{width}" for y in parallels]
    return "".join(lines)
