"""Cards and people -> Archive: what the archive holds, by everything that one may look for.

Cards are numbered from 0 in order of date, id and source; undated ones come last. An index maps a key to the
ascending numbers of its cards, so it is in that order too; its keys are sorted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, TypeVar

from msgspec import Struct

from .cards import Card, place_of
from .conversations import Conversations, find_conversations
from .diagnostics import Located, report, sort_key
from .entities.people_file import People, PersonEntry
from .linking import Links, link, where
from .marks import index_marks
from .numbering import in_series, year_in

K = TypeVar("K", bound=Hashable)
Numbers = tuple[int, ...]

UNKNOWN_LEVEL = ""

# What only pages say of a card. No order, index, link, address or name is made of it, so an archive in which
# nothing else changed has all of these as before.
SAID_ALONE = frozenset(
    {
        "key",
        "title",
        "subject",
        "caveats",
        "partial",
        "printed_id",
        "found",
        "doubts",
        "unparsed",
        "paragraphs",
    }
)
INDEXED = tuple(name for name in Card.__struct_fields__ if name not in SAID_ALONE)


class Archive(Struct, frozen=True):
    """All cards and the indexes over them.

    `dated` counts the cards that have a date (numbers below it). `numbers` holds the cards of each id, the
    first copy first. `by_year`, `by_month` and `by_day` go by the date, or by the year in the id; `no_year` are the
    rest. `by_level` has the key "" for cards without a classification, `by_place` the cards whose text names a
    post. `by_mark` goes by kind of mark (MARKS) and its key, as `mark_key` makes it. `tags` holds the codes
    and `persons` the person keys of each card, after all merges; hidden persons are nowhere. `names` is how each is
    shown.
    `series` holds, for each series of numbers such as `08PARIS`, the ids that are here or cited, in order.

    `indexed` are the cards once more, for whoever asks for INDEXED fields alone: what is made of those stays as it is
    while no card changes in them.
    """

    cards: Sequence[Card]
    indexed: Sequence[Card]
    dated: int
    numbers: Mapping[str, Numbers]
    by_tag: Mapping[str, Numbers]
    by_person: Mapping[str, Numbers]
    by_post: Mapping[str, Numbers]
    by_level: Mapping[str, Numbers]
    by_year: Mapping[int, Numbers]
    by_month: Mapping[tuple[int, int], Numbers]
    by_day: Mapping[tuple[int, int, int], Numbers]
    no_year: Numbers
    by_place: Mapping[str, Numbers]
    by_mark: Mapping[str, Mapping[str, Numbers]]
    tags: Sequence[tuple[str, ...]]
    persons: Sequence[tuple[str, ...]]
    names: Mapping[str, str]
    people: People
    links: Links
    series: Mapping[str, tuple[str, ...]]
    conversations: Conversations
    problems: tuple[Located, ...]


class TitleBorne(Struct, frozen=True):
    """A title under which cables show a person: in how many, and between which days."""

    title: str
    count: int
    first: date | None
    last: date | None


class RoleBorne(Struct, frozen=True):
    """A role in which cables show a person: in how many, and between which days."""

    role: str
    count: int
    first: date | None
    last: date | None


class PersonAccount(Struct, frozen=True):
    """A person over all cables; `roles` are sorted by role.

    `aliases` are the other names under which cables show him, the most frequent first, then the publisher's.
    """

    key: str
    name: str
    note: str
    identifiers: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    titles: tuple[TitleBorne, ...]
    roles: tuple[RoleBorne, ...]


def build_archive(cards: Iterable[Card], people: People) -> Archive:
    """An archive of all cards; `people` says who is one person, how he is called and who has no page."""
    ordered = tuple(sorted(cards, key=_order))
    numbers = _copies_of_ids(ordered)
    tags = _tags(ordered)
    persons = _persons(ordered, people)
    by_person = _index(persons)
    links = link(ordered, numbers)
    dated = sum(1 for card in ordered if card.date is not None)
    years = [_years(card) for card in ordered]
    problems = (
        *_same_ids(ordered, numbers),
        *links.problems,
        *_not_here(ordered, numbers, people),
    )
    return Archive(
        cards=ordered,
        indexed=ordered,
        dated=dated,
        numbers=numbers,
        by_tag=_index(tags),
        by_person=by_person,
        by_post=_index([[card.post] if card.post else () for card in ordered]),
        by_level=_index([[card.level or UNKNOWN_LEVEL] for card in ordered]),
        by_year=_index(years),
        by_month=_index([[(c.date.year, c.date.month)] if c.date else () for c in ordered]),
        by_day=_index([[(c.date.year, c.date.month, c.date.day)] if c.date else () for c in ordered]),
        no_year=tuple(number for number, found in enumerate(years) if not found),
        by_place=_index([card.places for card in ordered]),
        by_mark=index_marks(ordered),
        tags=tags,
        persons=persons,
        names=_names(ordered, by_person, people),
        people=people,
        links=links,
        series=in_series((*numbers, *links.absent)),
        conversations=find_conversations(ordered, links, dated),
        problems=tuple(sorted(problems, key=sort_key)),
    )


def indexed_alike(old: Card, new: Card) -> bool:
    """Whether an archive with the one card in place of the other differs in nothing but that card."""
    return all(getattr(old, name) == getattr(new, name) for name in INDEXED)


def tags_of(card: Card) -> tuple[str, ...]:
    """The distinct codes of a card."""
    return tuple(dict.fromkeys(tag.code for tag in card.tags))


def persons_of(card: Card, people: People) -> tuple[str, ...]:
    """The visible persons of a card after merges."""
    keys = {people.key_of(person.key) for person in card.people}
    return tuple(sorted(key for key in keys if not ((entry := people.entry(key)) and entry.hidden)))


def person_account(archive: Archive, key: str) -> PersonAccount:
    """What all cables and the people file say of a person. KeyError: no cable names him, or he is hidden."""
    people = archive.people
    entry = people.entry(key)
    titles: dict[str, list[date | None]] = {}
    roles: dict[str, list[date | None]] = {}
    names: dict[str, int] = {}
    for number in archive.by_person[key]:
        card = archive.indexed[number]
        day = card.date.date() if card.date else None
        named = [person for person in card.people if people.key_of(person.key, card.id) == key]
        for name in dict.fromkeys(person.name for person in named):
            names[name] = names.get(name, 0) + 1
        for title in _distinct([person.titles for person in named]):
            titles.setdefault(title, []).append(day)
        for role in _distinct([person.roles for person in named]):
            roles.setdefault(role, []).append(day)
    return PersonAccount(
        key=key,
        name=archive.names[key],
        note=entry.note if entry else "",
        identifiers=tuple(sorted(entry.identifiers.items())) if entry else (),
        aliases=_aliases(archive.names[key], names, entry),
        titles=tuple(sorted((_borne(title, days) for title, days in titles.items()), key=_title_order)),
        roles=tuple(RoleBorne(role, *_when(days)) for role, days in sorted(roles.items())),
    )


def copies_of(archive: Archive, number: int) -> Numbers:
    """The other cards of the same id, in order of their files."""
    cable_id = archive.indexed[number].id
    return tuple(other for other in archive.numbers.get(cable_id or "", ()) if other != number)


def cited_by(archive: Archive, number: int) -> Numbers:
    """The cards that refer to this one."""
    return archive.links.cited_by.get(number, ())


def year_of(card: Card) -> int | None:
    """The year of a cable: its date's, else its id's."""
    return card.date.year if card.date else year_in(card.id or "")


def dated_part(archive: Archive, numbers: Numbers) -> Numbers:
    """Those of these cards that have a date."""
    return numbers[: bisect_left(numbers, archive.dated)]


def first_and_last(archive: Archive, numbers: Numbers) -> tuple[date, date] | None:
    """The days of the first and the last dated one of these cards; None where none is dated."""
    dated = dated_part(archive, numbers)
    if not dated:
        return None
    first, last = archive.indexed[dated[0]].date, archive.indexed[dated[-1]].date
    assert first is not None and last is not None
    return first.date(), last.date()


def neighbours_of(archive: Archive, numbers: Numbers, number: int) -> tuple[int | None, int | None]:
    """The cards before and after this one among `numbers`; an undated card stands in no order."""
    dated = archive.dated
    place = bisect_left(numbers, number)
    if number >= dated or place == len(numbers) or numbers[place] != number:
        return None, None
    after = numbers[place + 1] if place + 1 < len(numbers) else dated
    return numbers[place - 1] if place else None, after if after < dated else None


def _order(card: Card) -> tuple[bool, datetime, str, str, int, int]:
    when = card.date.replace(tzinfo=None) if card.date else datetime.min
    return card.date is None, when, card.id or "", card.source_path, card.part, card.index


def _index(keys_of_cards: Sequence[Iterable[K]]) -> dict[K, Numbers]:
    found: dict[K, list[int]] = {}
    for number, keys in enumerate(keys_of_cards):
        for key in keys:
            numbers = found.setdefault(key, [])
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    sortable: list[Any] = list(found)
    return {key: tuple(found[key]) for key in sorted(sortable)}


def _years(card: Card) -> tuple[int, ...]:
    year = year_of(card)
    return () if year is None else (year,)


def _copies_of_ids(cards: Sequence[Card]) -> dict[str, Numbers]:
    copies: dict[str, Numbers] = {}
    for number, card in enumerate(cards):
        if card.id:
            copies[card.id] = (*copies.get(card.id, ()), number)
    for cable_id, numbers in copies.items():
        if len(numbers) > 1:
            copies[cable_id] = tuple(
                sorted(numbers, key=lambda n: (not _is_named(cards[n]), place_of(cards[n])))
            )
    return copies


def _is_named(card: Card) -> bool:
    """Whether the file bears the cable's own id: it keeps the address when a copy with another name comes."""
    return PurePosixPath(card.source_path).stem == card.id


def _same_ids(cards: Sequence[Card], numbers: Mapping[str, Numbers]) -> list[Located]:
    problems = []
    for cable_id, copies in numbers.items():
        for copy in copies[1:]:
            message = f"{cable_id} is already the number of the cable in {where(cards[copies[0]])}"
            hint = "both are published, this one as a copy"
            problems.append(Located(where(cards[copy]), report("L301", message, hint=hint)))
    return problems


def _tags(cards: Sequence[Card]) -> tuple[tuple[str, ...], ...]:
    """The distinct codes of each card; a code that many cards have is one string in memory."""
    known: dict[str, str] = {}
    return tuple(
        tuple(dict.fromkeys(known.setdefault(tag.code, tag.code) for tag in card.tags)) for card in cards
    )


def _persons(cards: Sequence[Card], people: People) -> tuple[tuple[str, ...], ...]:
    """The visible persons of each card after merges; a key that many cards have is one string in memory."""
    visible: dict[str, str] = {}
    hidden = {key for key, entry in people.entries.items() if entry.hidden}
    found = []
    for card in cards:
        keys = {people.key_of(person.key, card.id) for person in card.people}
        found.append(tuple(sorted(visible.setdefault(key, key) for key in keys - hidden)))
    return tuple(found)


def _names(cards: Sequence[Card], by_person: Mapping[str, Numbers], people: People) -> dict[str, str]:
    counts: dict[str, dict[str, int]] = {key: {} for key in by_person}
    for card in cards:
        for person in card.people:
            names = counts.get(people.key_of(person.key, card.id))
            if names is not None:
                names[person.name] = names.get(person.name, 0) + 1
    return {key: _shown_name(people, key, names) for key, names in counts.items()}


def _shown_name(people: People, key: str, names: Mapping[str, int]) -> str:
    entry = people.entry(key)
    if entry is not None and entry.name:
        return entry.name
    return min(names, key=lambda name: (" " not in name, -names[name], -len(name), name))


def _aliases(shown: str, names: Mapping[str, int], entry: PersonEntry | None) -> tuple[str, ...]:
    known = sorted(names, key=lambda name: (-names[name], name))
    return tuple(name for name in dict.fromkeys((*known, *(entry.aliases if entry else ()))) if name != shown)


def _not_here(cards: Sequence[Card], numbers: Mapping[str, Numbers], people: People) -> Iterator[Located]:
    """Whom and what the file of persons speaks of, and the archive does not have."""
    if not people.asked:
        return
    keys = {person.key for card in cards for person in card.people}
    for asked in people.asked:
        known = numbers if asked.is_cable else keys
        if asked.name not in known:
            near = get_close_matches(asked.name, known, 1)
            what = "cable here has the number" if asked.is_cable else "cable has a person with the key"
            message = f"{asked.word}: no {what} {asked.name}"
            hint = f"did you mean {near[0]}?" if near else None
            yield Located(asked.path, report("C210", message, line=asked.line, hint=hint))


def _distinct(groups: Sequence[tuple[str, ...]]) -> Iterable[str]:
    """Their members, each once; of one group, as almost always, the group itself."""
    return groups[0] if len(groups) == 1 else dict.fromkeys(chain.from_iterable(groups))


def _borne(title: str, days: Sequence[date | None]) -> TitleBorne:
    return TitleBorne(title, *_when(days))


def _when(days: Sequence[date | None]) -> tuple[int, date | None, date | None]:
    known = [day for day in days if day is not None]
    return len(days), min(known, default=None), max(known, default=None)


def _title_order(borne: TitleBorne) -> tuple[int, str]:
    return -borne.count, borne.title
