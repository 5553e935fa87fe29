"""Cards and people -> Archive: what the archive holds, by everything that one may look for.

Cards are numbered from 0 in order of date, id and source; undated ones come last. An index maps a key to the
ascending numbers of its cards, so it is in that order too; its keys are sorted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from itertools import chain
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import asdict, replace

from .cards import Card, Slip, place_of
from .columns import Index, Numbers, index_of
from .conversations import Conversations, find_conversations
from .diagnostics import Located, report, sort_key
from .entities.people_file import People, PersonEntry
from .gathering import UNKNOWN_LEVEL, Gathered, gather, year_of
from .linking import Links, link, where
from .numbering import in_series
from .packing import Packed, pack

__all__ = ["UNKNOWN_LEVEL", "Archive", "Numbers", "build_archive", "year_of"]

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


class Archive(Gathered, frozen=True):
    """All cards, what was gathered from them, and what they are to each other.

    `dated` counts the cards that have a date (numbers below it). `numbers` holds the cards of each id, the first copy
    first. `by_year`, `by_month` and `by_day` go by the date, or by the year in the id; `no_year` are the rest. `days`
    (proleptic ordinals) and `months` (counted from the year 0) are those of all dated cards. `by_level` has the key ""
    for cards without a classification, `by_place` the cards whose text names a post. `by_mark` goes by kind of mark
    (MARKS) and its key, as `mark_key` makes it. `posts` holds the post of each card, if any, `tags` its codes and
    `persons` its person keys, after all merges; hidden persons are nowhere. `names` is how each is shown, `titles` has
    the title that most cables give one, if any, and `roles` all that one has in them, sorted.
    `series` holds, for each series of numbers such as `08PARIS`, the ids that are here or cited, in order.

    `indexed` are the cards once more, for whoever asks for INDEXED fields alone: what is made of those stays as it is
    while no card changes in them; `slips` their beginnings, which cost less. All are made when they are looked at.
    """

    cards: Sequence[Card]
    indexed: Sequence[Card]
    slips: Sequence[Slip]
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


def build_archive(cards: Iterable[Card] | Packed, people: People) -> Archive:
    """An archive of all cards; `people` says who is one person, how he is called and who has no page."""
    packed = cards if isinstance(cards, Packed) else pack(cards)
    packed = packed.in_order(_order(packed.slips))
    unpacked, slips = packed.cards, packed.slips
    found = gather(unpacked, people)
    numbers = _first_copies_first(found.numbers, slips)
    links = link(slips, numbers)
    problems = (
        *_same_ids(slips, numbers),
        *links.problems,
        *_not_here(unpacked, numbers, people),
    )
    return Archive(
        **asdict(replace(found, numbers=numbers)),
        cards=unpacked,
        indexed=unpacked,
        slips=slips,
        people=people,
        links=links,
        series=in_series((*numbers, *links.absent)),
        conversations=find_conversations(slips, links, found.dated),
        problems=tuple(sorted(problems, key=sort_key)),
    )


def indexed_alike(old: Card, new: Card) -> bool:
    """Whether an archive with the one card in place of the other differs in nothing but that card."""
    return all(getattr(old, name) == getattr(new, name) for name in INDEXED)


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
    cable_id = archive.slips[number].id
    return tuple(other for other in archive.numbers.get(cable_id or "", ()) if other != number)


def cited_by(archive: Archive, number: int) -> Numbers:
    """The cards that refer to this one."""
    return archive.links.cited_by.get(number, ())


def dated_part(archive: Archive, numbers: Numbers) -> Numbers:
    """Those of these cards that have a date."""
    return numbers[: bisect_left(numbers, archive.dated)]


def first_and_last(archive: Archive, numbers: Numbers) -> tuple[date, date] | None:
    """The days of the first and the last dated one of these cards; None where none is dated."""
    dated = dated_part(archive, numbers)
    if not dated:
        return None
    return date.fromordinal(archive.days[dated[0]]), date.fromordinal(archive.days[dated[-1]])


def neighbours_of(archive: Archive, numbers: Numbers, number: int) -> tuple[int | None, int | None]:
    """The cards before and after this one among `numbers`; an undated card stands in no order."""
    dated = archive.dated
    place = bisect_left(numbers, number)
    if number >= dated or place == len(numbers) or numbers[place] != number:
        return None, None
    after = numbers[place + 1] if place + 1 < len(numbers) else dated
    return numbers[place - 1] if place else None, after if after < dated else None


def _order(cards: Sequence[Slip]) -> list[int]:
    """The numbers of the cards in order of date, id and source; undated ones come last."""
    keys = [_place_in_time(card) for card in cards]
    return sorted(range(len(keys)), key=keys.__getitem__)


def _place_in_time(card: Slip) -> tuple[bool, datetime, str, str, int, int]:
    when = card.date.replace(tzinfo=None) if card.date else datetime.min
    return card.date is None, when, card.id or "", *place_of(card)


def _first_copies_first(ids: Index[str], cards: Sequence[Slip]) -> Index[str]:
    """The cards of each id; of several the first is that whose file bears the id, then they go by their places."""

    def rank(number: int) -> tuple[bool, tuple[str, int, int]]:
        return not _is_named(cards[number]), place_of(cards[number])

    copies = {key: sorted(found, key=rank) for key, found in ids.items() if len(found) > 1}
    return index_of({key: copies.get(key, ids[key]) for key in ids}) if copies else ids


def _is_named(card: Slip) -> bool:
    """Whether the file bears the cable's own id: it keeps the address when a copy with another name comes."""
    return PurePosixPath(card.source_path).stem == card.id


def _same_ids(cards: Sequence[Slip], numbers: Index[str]) -> list[Located]:
    problems = []
    for cable_id in numbers if len(numbers) < len(cards) else ():
        copies = numbers[cable_id]
        for copy in copies[1:]:
            message = f"{cable_id} is already the number of the cable in {where(cards[copies[0]])}"
            hint = "both are published, this one as a copy"
            problems.append(Located(where(cards[copy]), report("L301", message, hint=hint)))
    return problems


def _aliases(shown: str, names: Mapping[str, int], entry: PersonEntry | None) -> tuple[str, ...]:
    known = sorted(names, key=lambda name: (-names[name], name))
    return tuple(name for name in dict.fromkeys((*known, *(entry.aliases if entry else ()))) if name != shown)


def _not_here(cards: Iterable[Card], numbers: Index[str], people: People) -> Iterator[Located]:
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
