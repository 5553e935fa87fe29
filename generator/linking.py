"""Reference -> Found | Missing | Ambiguous; all references -> who is cited by whom.

A link is never guessed: only an id that the archive holds, year included, is Found. The year that was not printed
is the citing telegram's own, or the one before where the archive proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from .cards import CardReference, Slip
from .columns import Index, Noting, Numbers
from .diagnostics import Diagnostic, Located, report
from .numbering import NO_YEAR, find_paces, meant_by, year_in


class Found(Struct, frozen=True):
    """The archive holds the cable: `number` is its card's, the first of its copies."""

    number: int


class Missing(Struct, frozen=True):
    """The archive does not hold it."""

    target: str


class Ambiguous(Struct, frozen=True):
    """A year is missing, here or there: these cards might be meant, or none of them."""

    candidates: tuple[int, ...]


Outcome = Found | Missing | Ambiguous


class Shelf(Struct, frozen=True):
    """Where the ids stand: `numbers` the cards of each id, `any_year` those of an id without its year.

    `any_year` knows only what a reference without a year asks for.
    """

    numbers: Mapping[str, Numbers]
    any_year: Mapping[str, Numbers]


class Links(Struct, frozen=True):
    """How the cables hang together: `cited_by` maps a card to those that refer to it, in their REF lines or
    text, and `absent` the id of a cable that is not here to those that refer to it.

    `meant` has, for a few cards, the ids that they mean by ids of another year. `found`, `missing` and `ambiguous`
    count the REF items that name a cable.
    """

    shelf: Shelf
    cited_by: Index[int]
    absent: Index[str]
    meant: Mapping[int, Mapping[str, str]]
    found: int
    missing: int
    ambiguous: int
    problems: tuple[Located, ...]


def link(cards: Sequence[Slip], numbers: Mapping[str, Numbers]) -> Links:
    """All references of the cards, resolved. `numbers`: the cards of each id, its first copy first."""
    shelf = Shelf(numbers, _any_year(cards, numbers))
    meant = _all_meant(shelf, cards)
    citing, absent = Noting[int](), Noting[str]()
    tally = {Found: 0, Missing: 0, Ambiguous: 0}
    problems: list[Located] = []
    for number, card in enumerate(cards):
        other = meant.get(number, {})
        for reference in card.references:
            if reference.target is not None:
                tally[type(resolve(shelf, other.get(reference.target, reference.target)))] += 1
        for target in sorted({other.get(target, target) for target in _targets(card)} - {card.id}):
            match resolve(shelf, target):
                case Found(cited) if cited != number:
                    citing.add(cited, number)
                case Missing(wanted):
                    absent.add(wanted, number)
        problems.extend(Located(where(card), oddity) for oddity in _oddities(shelf, card, other))
    return Links(
        shelf=shelf,
        cited_by=citing.index(),
        absent=absent.index(),
        meant=meant,
        found=tally[Found],
        missing=tally[Missing],
        ambiguous=tally[Ambiguous],
        problems=tuple(problems),
    )


def resolve(shelf: Shelf, target: str) -> Outcome:
    """What the archive holds under a canonical id; `??ROME3585` (no year) is at best ambiguous."""
    if target.startswith(NO_YEAR):
        candidates = shelf.any_year.get(target[2:], ())
    elif numbers := shelf.numbers.get(target):
        return Found(numbers[0])
    else:
        candidates = shelf.numbers.get(NO_YEAR + target[2:], ())
    return Ambiguous(tuple(candidates)) if candidates else Missing(target)


def where(card: Slip) -> str:
    """The file of a card as its publisher would type it."""
    return f"content/{card.source_path}"


def meant_id(links: Links, number: int, target: str) -> str:
    """The id that the card of this number means by an id in its references or text."""
    return links.meant.get(number, {}).get(target, target)


def _all_meant(shelf: Shelf, cards: Sequence[Slip]) -> dict[int, dict[str, str]]:
    paces = find_paces(cards)
    found: dict[int, dict[str, str]] = {}

    def year_before(card: Slip, target: str) -> str:
        held = shelf.numbers.get(target)
        return meant_by(paces, card, target, cards[held[0]].date if held else None)

    for number, card in enumerate(cards):
        other = dict(_meant(shelf, card, year_before))
        if other:
            found[number] = other
    return found


def _meant(shelf: Shelf, card: Slip, year_before: Callable[[Slip, str], str]) -> Iterator[tuple[str, str]]:
    """The ids of a card that were given another year than the one meant, and those meant."""
    cited: dict[str, list[str]] = {}
    for reference in card.references:
        if reference.target is None:
            continue
        printed = _has_printed_year(reference)
        meant = reference.target if printed else year_before(card, reference.target)
        cited.setdefault(meant[2:], []).append(meant)
        if meant != reference.target:
            yield reference.target, meant
    for target in card.mentioned_ids:
        of_reference = cited.get(target[2:], [])
        if not of_reference:
            meant = year_before(card, target)
        elif len(of_reference) == 1 and isinstance(resolve(shelf, target), Missing):
            meant = of_reference[0]  # the text gives no year, the REF line does
        else:
            continue
        if meant != target:
            yield target, meant


def _has_printed_year(reference: CardReference) -> bool:
    """Whether a year stands in a reference: `08 PARIS 305`, `PARIS 305/08`, not `PARIS 305`."""
    year = (reference.target or "")[:2]
    return re.search(rf"(?<!\d)(?:19|20)?{re.escape(year)}(?!\d)", reference.text) is not None


def _any_year(cards: Sequence[Slip], numbers: Mapping[str, Numbers]) -> dict[str, tuple[int, ...]]:
    wanted = {target[2:] for card in cards for target in _targets(card) if target.startswith(NO_YEAR)}
    if not wanted:
        return {}
    held: dict[str, list[int]] = {}
    for cable_id, copies in numbers.items():
        if cable_id[2:] in wanted:
            held.setdefault(cable_id[2:], []).append(copies[0])
    return {rest: tuple(sorted(found)) for rest, found in held.items()}


def _targets(card: Slip) -> Iterator[str]:
    for reference in card.references:
        if reference.target is not None:
            yield reference.target
    yield from card.mentioned_ids


def _oddities(shelf: Shelf, card: Slip, other: Mapping[str, str]) -> Iterator[Diagnostic]:
    own_year = card.date.year if card.date else year_in(card.id or "")
    for reference in card.references:
        if reference.target is None:
            continue
        target = other.get(reference.target, reference.target)
        year = year_in(target)
        if target == card.id:
            yield report("L302", f'the reference "{reference.text}" names this cable itself')
        elif year is not None and own_year is not None and year > own_year:
            yield report(
                "L303", f'the reference "{reference.text}" is to {year}, but the cable is of {own_year}'
            )
        elif isinstance(resolve(shelf, target), Ambiguous):
            yield report(
                "L304", f'the reference "{reference.text}" fits a cable here, but its year is not known'
            )
