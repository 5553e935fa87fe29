"""What was read from all sources, and what the publisher corrects -> the same, with the cards put right.

The store keeps every cable as the rules read it. Only the cables that a correction names are fetched from it, so a
changed correction costs no reading; their corrections travel on their cards to the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..cards import Slip, card_of
from ..corrections import Correction, apply_corrections
from ..diagnostics import Diagnostic, Located, report
from ..model import Cable
from ..packing import decode_slip
from ..reading import canonical_id
from .readings import SourcesRead
from .store import store_at

WHERE = "content/corrections.toml"
CONTENT = "content/"

# Path, code and message: lines count from the start of a part in a cable, from that of the file in a problem.
Complaint = tuple[str, str, str]


class Place(Struct, frozen=True):
    """A card: its number among all that were read, its file."""

    number: int
    path: str


class Sought(Struct, frozen=True):
    """Places by the names that corrections use: ids, paths, paths with a number (`cables/two.txt#2`)."""

    by_name: dict[str, tuple[Place, ...]]
    names: dict[Correction, str]


def correct_sources(store_path: Path, sources: SourcesRead, corrections: Sequence[Correction]) -> SourcesRead:
    """The sources with corrected cards, without the problems that a correction settles, with those of corrections.

    Errors: NotSound where the store is damaged.
    """
    if not corrections:
        return sources
    found, problems = _find(sources.cards.slips, corrections)
    cards = sources.cards.in_order(range(len(sources.cards)))
    settled: Counter[Complaint] = Counter()
    with store_at(store_path) as store:
        for place, wanted in found.items():
            card = decode_slip(cards[place.number])
            cable = store.cable(card.key, card.index)
            right, made, idle = apply_corrections(cable, wanted)
            corrected = replace(card_of(right, card.key, card.index), corrections=made, part=card.part)
            cards.replace(place.number, corrected)
            settled.update(_settled(cable, right, card.source_path))
            problems += (_located(c, "C226", f"{c.cable}: {c.field} is read so anyway") for c in idle)
    left = tuple(p for p in sources.problems if not _takes(settled, p))
    return replace(sources, cards=cards, problems=(*left, *problems))


def names_in(corrections: Sequence[Correction]) -> frozenset[str]:
    """All names by which these corrections mean a cable, new ids among them."""
    names = {_name_of(correction.cable) for correction in corrections}
    return frozenset(names | {value for c in corrections if (value := _new_id(c))})


def _find(
    slips: Iterable[Slip], corrections: Sequence[Correction]
) -> tuple[dict[Place, list[Correction]], list[Located]]:
    """Which corrections each card needs, in the order of the file."""
    sought = _sought(slips, corrections)
    found: dict[Place, list[Correction]] = {}
    problems: list[Located] = []
    for correction in corrections:
        places = _places_of(correction, sought, corrections)
        if len(places) != 1:
            problems.append(_unplaced(correction, places))
        elif any(other.field == correction.field for other in found.get(places[0], ())):
            message = f"{correction.field} of {correction.cable} is corrected above already"
            problems.append(_located(correction, "C227", message))
        else:
            found.setdefault(places[0], []).append(correction)
    return found, problems


def _sought(slips: Iterable[Slip], corrections: Sequence[Correction]) -> Sought:
    names = {correction: _name_of(correction.cable) for correction in corrections}
    wanted = {*names.values(), *(value for c in corrections if (value := _new_id(c)))}
    by_name: dict[str, tuple[Place, ...]] = {}
    for name, place in _named_places(slips):
        if name in wanted:
            by_name[name] = (*by_name.get(name, ()), place)
    return Sought(by_name, names)


def _named_places(slips: Iterable[Slip]) -> Iterator[tuple[str, Place]]:
    """Every card by its id, its source's path, and its number in that source."""
    counts: Counter[str] = Counter()
    for number, slip in enumerate(slips):
        path = slip.source_path
        place = Place(number, path)
        counts[path] += 1
        yield path, place
        yield f"{path}#{counts[path]}", place
        if slip.id:
            yield slip.id, place


def _places_of(
    correction: Correction, sought: Sought, corrections: Sequence[Correction]
) -> tuple[Place, ...]:
    """The cards that a correction may mean; a corrected id is as good a name as the one that was read."""
    name = sought.names[correction]
    if name in sought.by_name:
        return sought.by_name[name]
    for other in corrections:
        new = _new_id(other)
        old = sought.names[other]
        if new == name and old in sought.by_name:
            return sought.by_name[old]
        if new and old == name and new in sought.by_name:
            return sought.by_name[new]
    return ()


def _new_id(correction: Correction) -> str | None:
    return correction.value.strip('"') if correction.field == "id" and correction.value != "null" else None


def _name_of(cable: str) -> str:
    return canonical_id(cable) or cable.removeprefix(CONTENT)


def _unplaced(correction: Correction, places: tuple[Place, ...]) -> Located:
    if not places:
        return _located(correction, "C225", f'there is no cable "{correction.cable}" in this archive')
    files = list(dict.fromkeys(place.path for place in places))
    if len(files) > 1:
        message = f"{len(places)} cables are {correction.cable}"
        return _located(correction, "C228", message, f"name its file: one of {', '.join(files[:5])}")
    message = f"{correction.cable} fits {len(places)} telegrams of one file"
    return _located(correction, "C228", message, f'name its place in the file: "{files[0]}#2" is the second')


def _settled(cable: Cable, right: Cable, path: str) -> Iterator[Complaint]:
    """What reading complained of, and need not any more."""
    left: Counter[Diagnostic] = Counter(right.diagnostics)
    return ((f"{CONTENT}{path}", p.code, p.message) for p in cable.diagnostics if not left[p])


def _takes(settled: Counter[Complaint], problem: Located) -> bool:
    """Whether a problem is one of these; each counts once."""
    complaint = (problem.path, problem.diagnostic.code, problem.diagnostic.message)
    if not settled[complaint]:
        return False
    settled[complaint] -= 1
    return True


def _located(correction: Correction, code: str, message: str, hint: str | None = None) -> Located:
    return Located(WHERE, report(code, message, line=correction.line, hint=hint))
