"""Natural Earth's land as TopoJSON -> the coasts behind the maps, `templates/assets/land.svg`.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python bench/land.py package/land-50m.json > templates/assets/land.svg

That package holds Natural Earth 4.1.0, 1:50m physical vectors, which are in the public domain. The drawing has the
measures of the maps (tenths of a degree east of 180° W and south of the pole), whole numbers, and as few points as
show no difference there; land that nobody would see is left out.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path

Point = tuple[float, float]

TOLERANCE = 1.6  # tenths of a degree by which a coast may be off
SMALLEST = 4  # area of an island, in squares of a tenth of a degree
SOUTHERNMOST = 1500  # 60° S: no map shows more
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 1800">
<!-- Land, from Natural Earth (public domain), by bench/land.py -->
<path fill="#8a8376" fill-opacity=".2" stroke="#8a8376" stroke-opacity=".5" stroke-width="1.5" d="{}"/>
</svg>
"""


def main() -> None:
    """Writes the drawing to standard output."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    rings = (part for ring in rings_of(topology) for part in part_at_180(ring))
    paths = [draw(coast) for ring in rings if is_seen(coast := simplify(ring))]
    sys.stdout.write(SVG.format("".join(paths)))


def rings_of(topology: dict) -> list[list[Point]]:  # type: ignore[type-arg]
    """Every coast of every polygon, in the measures of the maps."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        xs = accumulate(dx for dx, _ in arc)
        ys = accumulate(dy for _, dy in arc)
        points = zip(xs, ys, strict=True)
        arcs.append(
            [((x * scale[0] + shift[0] + 180) * 10, (90 - y * scale[1] - shift[1]) * 10) for x, y in points]
        )
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for numbers in polygon:
                ring: list[Point] = []
                for number in numbers:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[1:] if ring else arc
                rings.append(ring)
    return rings


def part_at_180(ring: list[Point]) -> list[list[Point]]:
    """A coast that goes beyond 180° E, as Siberia's does, in two parts that end there."""
    turns = accumulate((round((ax - bx) / 3600) for (ax, _), (bx, _) in pairwise(ring)), initial=0)
    whole = [(x + 3600 * turn, y) for (x, y), turn in zip(ring, turns, strict=True)]
    if all(0 <= x <= 3600 for x, _ in whole):
        return [whole]
    edge = 3600 if max(x for x, _ in whole) > 3600 else 0
    parts = [_beyond(whole, edge, -1), _beyond(whole, edge, 1)]
    return [
        [(x % 3600 if x % 3600 else sideways, y) for x, y in part]
        for part, sideways in zip(parts, (3600, 0), strict=True)
        if part
    ]


def _beyond(ring: list[Point], edge: int, side: int) -> list[Point]:
    """What of a ring lies on one side of a meridian, closed along it (Sutherland and Hodgman)."""
    part: list[Point] = []
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ax - edge) * side >= 0:
            part.append((ax, ay))
        if (ax - edge) * (bx - edge) < 0:
            part.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return [*part, part[0]] if part else []


def simplify(ring: list[Point]) -> list[tuple[int, int]]:
    """The points without which the coast would be off by more than TOLERANCE (Douglas and Peucker), rounded."""
    middle = len(ring) // 2
    kept = {0, middle, len(ring) - 1}
    spans = [(0, middle), (middle, len(ring) - 1)]
    while spans:
        start, end = spans.pop()
        far, at = max(
            ((_distance(ring[n], ring[start], ring[end]), n) for n in range(start + 1, end)), default=(0.0, 0)
        )
        if far > TOLERANCE:
            kept.add(at)
            spans += [(start, at), (at, end)]
    rounded = [(round(x), round(y)) for x, y in (ring[n] for n in sorted(kept))]
    return [point for n, point in enumerate(rounded[:-1]) if n == 0 or point != rounded[n - 1]]


def is_seen(ring: list[tuple[int, int]]) -> bool:
    """Whether land is large enough to be drawn, and not all beyond the edge of the maps."""
    area = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))
    return len(ring) > 2 and abs(area) / 2 >= SMALLEST and min(y for _, y in ring) < SOUTHERNMOST


def draw(ring: list[tuple[int, int]]) -> str:
    """A closed path, each point as steps from the one before."""
    steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z".replace(" -", "-")


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if not length:
        return ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
    along = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2))
    return ((x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2) ** 0.5


if __name__ == "__main__":
    main()
