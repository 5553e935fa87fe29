"""Cards in their order -> all that is indexed of them, gathered in one pass, since each has to be unpacked for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from .cards import Card, Slip
from .columns import Column, Flat, Index, Noting, Writing, flat
from .entities.people_file import People
from .marks import index_marks
from .numbering import year_in

UNKNOWN_LEVEL = ""

Month = tuple[int, int]
Day = tuple[int, int, int]


class Gathered(Struct, frozen=True):
    """Indexes and columns over cards; `dated` of them have a date. `numbers` has the cards of each id."""

    dated: int
    numbers: Index[str]
    by_tag: Index[str]
    by_person: Index[str]
    by_post: Index[str]
    by_level: Index[str]
    by_year: Index[int]
    by_month: Index[Month]
    by_day: Index[Day]
    no_year: tuple[int, ...]
    days: Flat
    months: Flat
    by_place: Index[str]
    by_mark: Mapping[str, Index[str]]
    posts: Column
    tags: Column
    persons: Column
    names: Mapping[str, str]
    titles: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]


def gather(cards: Iterable[Card], people: People) -> Gathered:
    """All that is indexed of these cards."""
    times, header, named = _Times(), _Header(), _Named(people)
    ids = Noting[str]()
    for number, card in enumerate(cards):
        if card.id:
            ids.add(card.id, number)
        times.add(number, card)
        header.add(number, card)
        named.add(number, card)
    return Gathered(
        dated=times.dated,
        numbers=ids.index(),
        by_tag=header.tag.index(),
        by_person=named.person.index(),
        by_post=header.post.index(),
        by_level=header.level.index(),
        by_year=times.year.index(),
        by_month=times.month.index(),
        by_day=times.day.index(),
        no_year=tuple(times.no_year),
        days=times.days,
        months=times.months,
        by_place=header.place.index(),
        by_mark=index_marks(header.mark.found),
        posts=header.posts.column(),
        tags=header.tags.column(),
        persons=named.persons.column(),
        names=named.shown(),
        titles={key: min(found, key=lambda t: (-found[t], t)) for key, found in named.titles.items()},
        roles={key: tuple(sorted(roles)) for key, roles in named.roles.items()},
    )


def year_of(card: Slip) -> int | None:
    """The year of a cable: its date's, else its id's."""
    return card.date.year if card.date else year_in(card.id or "")


class _Times:
    def __init__(self) -> None:
        self.dated = 0
        self.year, self.month, self.day = Noting[int](), Noting[Month](), Noting[Day]()
        self.no_year: list[int] = []
        self.days, self.months = flat(), flat()

    def add(self, number: int, card: Card) -> None:
        when, year = card.date, year_of(card)
        if when:
            self.dated += 1
            self.days.append(when.toordinal())
            self.months.append(when.year * 12 + when.month - 1)
            self.month.add((when.year, when.month), number)
            self.day.add((when.year, when.month, when.day), number)
        if year is None:
            self.no_year.append(number)
        else:
            self.year.add(year, number)


class _Header:
    def __init__(self) -> None:
        self.posts, self.tags = Writing(), Writing()
        self.tag, self.post, self.level = Noting[str](), Noting[str](), Noting[str]()
        self.place, self.mark = Noting[str](), Noting[str]()

    def add(self, number: int, card: Card) -> None:
        codes = tuple(dict.fromkeys([tag.code for tag in card.tags]))
        self.tags.add(codes)
        for code in codes:
            self.tag.add(code, number)
        self.posts.add((card.post,) if card.post else ())
        if card.post:
            self.post.add(card.post, number)
        self.level.add(card.level or UNKNOWN_LEVEL, number)
        for place in card.places:
            self.place.add(place, number)
        for mark in card.marks.split("\n") if card.marks else ():
            self.mark.add(mark, number)


class _Named:
    """Whom the cards name: the visible persons after merges, each of their names and titles with the number of cards,
    and their roles.
    """

    def __init__(self, people: People) -> None:
        self.people = people
        self.hidden = {key for key, entry in people.entries.items() if entry.hidden}
        self.person, self.persons = Noting[str](), Writing()
        self.names: dict[str, dict[str, int]] = {}
        self.titles: dict[str, dict[str, int]] = {}
        self.roles: dict[str, set[str]] = {}

    def add(self, number: int, card: Card) -> None:
        borne: dict[str, set[str]] = {}
        for person in card.people:
            key = self.people.key_of(person.key, card.id)
            if key not in self.hidden:
                borne.setdefault(key, set()).update(person.titles)
                names = self.names.setdefault(key, {})
                names[person.name] = names.get(person.name, 0) + 1
                self.roles.setdefault(key, set()).update(person.roles)
        for key, titles in borne.items():
            counts = self.titles.setdefault(key, {}) if titles else {}
            for title in titles:
                counts[title] = counts.get(title, 0) + 1
        in_order = sorted(borne)
        self.persons.add(in_order)
        for key in in_order:
            self.person.add(key, number)

    def shown(self) -> dict[str, str]:
        """How each is shown."""
        return {key: self._shown_name(key) for key in sorted(self.names)}

    def _shown_name(self, key: str) -> str:
        entry, names = self.people.entry(key), self.names[key]
        if entry is not None and entry.name:
            return entry.name
        return min(names, key=lambda name: (" " not in name, -names[name], -len(name), name))
