"""Maps show the land where it is: their coasts have the measures of the posts that stand on them."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from conftest import PROJECT

from generator.entities.gazetteers import posts

NEAR = 12  # tenths of a degree: a capital on an island that is not drawn, or on a pier
Point = tuple[int, int]


def coasts() -> list[list[Point]]:
    """Every closed path of the drawing, as points."""
    drawn = (PROJECT / "templates" / "assets" / "land.svg").read_text("utf-8")
    found = re.search(r' d="([^"]*)"', drawn)
    assert found
    rings = []
    for part in found[1].split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        rings.append(
            list(zip(accumulate(numbers[0::2]), accumulate(numbers[1::2]), strict=True)),
        )
    return rings


def is_land(rings: list[list[Point]], x: float, y: float) -> bool:
    """Whether a point lies within an odd number of coasts, or beside one."""
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if max(abs(ax - x), abs(ay - y)) < NEAR:
                return True
            crossings += (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay)
    return crossings % 2 == 1


def test_posts_stand_on_land_and_the_middle_of_oceans_is_water():
    rings = coasts()
    placed = [fact for fact in posts() if fact.lat is not None and fact.lon is not None]
    at_sea = [fact.key for fact in placed if not is_land(rings, (fact.lon + 180) * 10, (90 - fact.lat) * 10)]
    assert len(placed) > 200 and len(at_sea) < len(placed) / 20, at_sea
    oceans = ((-30, 40), (-150, 30), (-20, -30), (80, -30), (-120, -40))
    assert [place for place in oceans if is_land(rings, (place[0] + 180) * 10, (90 - place[1]) * 10)] == []


def test_a_map_shows_its_window_of_the_coasts():
    template = (PROJECT / "templates" / "macros" / "map.html").read_text("utf-8")
    drawn = (PROJECT / "templates" / "assets" / "land.svg").read_text("utf-8")
    assert 'assets/land.svg" width="3600" height="1800"' in template and 'viewBox="0 0 3600 1800"' in drawn
    assert len(drawn) < 40_000 and "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
