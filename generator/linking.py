"""Reference -> Found | Missing | Ambiguous; all references -> who is cited by whom.

A link is never guessed: only an id that the archive holds, year included, is Found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from .cards import Card
from .diagnostics import Diagnostic, Located, report

NO_YEAR = "??"
FIRST_YEAR_OF_1900S = 66  # format.md 17: 66-99 are the 1900s, 00-65 the 2000s


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

    numbers: Mapping[str, tuple[int, ...]]
    any_year: Mapping[str, tuple[int, ...]]


class Links(Struct, frozen=True):
    """How the cables hang together: `cited_by` maps a card to those that refer to it, in their REF lines or
    text.

    `found`, `missing` and `ambiguous` count the REF items that name a cable.
    """

    shelf: Shelf
    cited_by: Mapping[int, tuple[int, ...]]
    found: int
    missing: int
    ambiguous: int
    problems: tuple[Located, ...]


def link(cards: Sequence[Card], numbers: Mapping[str, tuple[int, ...]]) -> Links:
    """All references of the cards, resolved. `numbers`: the cards of each id, its first copy first."""
    shelf = Shelf(numbers, _any_year(cards, numbers))
    citing: dict[int, list[int]] = {}
    tally = {Found: 0, Missing: 0, Ambiguous: 0}
    problems: list[Located] = []
    for number, card in enumerate(cards):
        for reference in card.references:
            if reference.target is not None:
                tally[type(resolve(shelf, reference.target))] += 1
        for cited in _cited(shelf, number, card):
            citing.setdefault(cited, []).append(number)
        problems.extend(Located(where(card), oddity) for oddity in _oddities(shelf, card))
    cited_by = {number: tuple(citing[number]) for number in sorted(citing)}
    return Links(shelf, cited_by, tally[Found], tally[Missing], tally[Ambiguous], tuple(problems))


def resolve(shelf: Shelf, target: str) -> Outcome:
    """What the archive holds under a canonical id; `??ROME3585` (no year) is at best ambiguous."""
    if target.startswith(NO_YEAR):
        candidates = shelf.any_year.get(target[2:], ())
    elif numbers := shelf.numbers.get(target):
        return Found(numbers[0])
    else:
        candidates = shelf.numbers.get(NO_YEAR + target[2:], ())
    return Ambiguous(candidates) if candidates else Missing(target)


def where(card: Card) -> str:
    """The file of a card as its publisher would type it."""
    return f"content/{card.source_path}"


def year_in(cable_id: str) -> int | None:
    """The year of an id: 2008 of `08PARIS305`, None of `??ROME3585`."""
    digits = cable_id[:2]
    if not (digits.isascii() and digits.isdigit() and len(digits) == 2):
        return None
    return int(digits) + (1900 if int(digits) >= FIRST_YEAR_OF_1900S else 2000)


def _any_year(cards: Sequence[Card], numbers: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    wanted = {target[2:] for card in cards for target in _targets(card) if target.startswith(NO_YEAR)}
    if not wanted:
        return {}
    held: dict[str, list[int]] = {}
    for cable_id, copies in numbers.items():
        if cable_id[2:] in wanted:
            held.setdefault(cable_id[2:], []).append(copies[0])
    return {rest: tuple(sorted(found)) for rest, found in held.items()}


def _targets(card: Card) -> Iterator[str]:
    for reference in card.references:
        if reference.target is not None:
            yield reference.target
    yield from card.mentioned_ids


def _cited(shelf: Shelf, number: int, card: Card) -> set[int]:
    outcomes = (resolve(shelf, target) for target in _targets(card) if target != card.id)
    return {outcome.number for outcome in outcomes if isinstance(outcome, Found)} - {number}


def _oddities(shelf: Shelf, card: Card) -> Iterator[Diagnostic]:
    own_year = card.date.year if card.date else year_in(card.id or "")
    for reference in card.references:
        target = reference.target
        if target is None:
            continue
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
