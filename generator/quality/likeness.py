"""Archive -> which persons may be one, and who may be several, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, combinations

from msgspec import Struct

from ..archive import Archive, PersonAccount, first_and_last, person_account
from ..entities.names import folded, is_variant, surname_of
from ..entities.people import SIGNING_TITLE
from ..entities.proposals import Proposal
from ..model import PersonNamed
from .fields import post_title
from .likely import is_one_slip_apart

# Cables of one person may lie so many years apart, a working life.
WORKING_YEARS = 30
# Between the cables of a surname and those of the full name lie so many years at most.
NEAR_YEARS = 3
MOST_OF_A_SURNAME = 40
# What a person may be, and the words for it: who is two of these may be two.
OFFICES = {
    "ambassador": {
        "ambassador",
        "amb",
        "charge",
        "cda",
        "dcm",
        "consul",
        "counselor",
        "envoy",
        "representative",
    },
    "general": {"general", "gen", "admiral", "colonel", "chief"},
    "head of state or government": {"president", "vp", "king", "pm"},
    "member of parliament": {"senator", "deputy", "congressman", "mp", "speaker", "codel"},
    "minister": {"minister", "fm", "fonmin", "secretary", "u/s", "a/s", "d/s", "das", "s/e"},
}
SHORTEST_SLIP = 6


class Known(Struct, frozen=True):
    """A person as he is compared: `words` are folded; `days` are of the first and the last cable."""

    key: str
    name: str
    words: tuple[str, ...]
    surname: str
    posts: frozenset[str]
    days: tuple[date, date] | None
    account: PersonAccount
    cables: int


class Merge(Struct, frozen=True):
    """Two persons who may be one: `other` into `into`; `reason` is a word, `evidence` a sentence."""

    into: str
    other: str
    names: tuple[str, str]
    cables: tuple[int, int]
    reason: str
    evidence: str


class Split(Struct, frozen=True):
    """A person who may be another, `into`, in some cables."""

    key: str
    into: str
    name: str
    cables: tuple[str, ...]
    evidence: str


class Likeness(Struct, frozen=True):
    """All proposals that nobody has decided, in the order of the keys."""

    persons: int
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]


def find_likeness(archive: Archive) -> Likeness:
    """Whom a publisher should look at. What people.toml has decided, or already proposes, is left out."""
    known = {key: _known(archive, key) for key in archive.by_person}
    by_surname: dict[str, list[Known]] = defaultdict(list)
    for person in known.values():
        by_surname[person.surname].append(person)
    decided = _decided(archive.people.proposals)
    found = chain(_merges(by_surname), _misspelt(known.values()))
    merges = {pair: m for m in found if (pair := frozenset((m.into, m.other))) not in decided}
    named = {proposal.split for proposal in archive.people.proposals}
    splits = [split for split in _splits(archive, known) if split.key not in named]
    return Likeness(
        len(known),
        tuple(sorted(merges.values(), key=lambda merge: (merge.into, merge.other))),
        tuple(sorted(splits, key=lambda split: (split.key, split.into))),
    )


def as_proposals(likeness: Likeness) -> tuple[Proposal, ...]:
    """As people.toml has them."""
    merges = (Proposal(merge=(m.into, m.other), because=m.evidence) for m in likeness.merges)
    splits = (
        Proposal(split=s.key, key=s.into, name=s.name, cables=s.cables, because=s.evidence)
        for s in likeness.splits
    )
    return (*merges, *splits)


def _decided(proposals: Sequence[Proposal]) -> set[frozenset[str]]:
    return {frozenset((p.merge[0], other)) for p in proposals for other in p.merge[1:]}


def _known(archive: Archive, key: str) -> Known:
    numbers = archive.by_person[key]
    name = archive.names[key]
    words = folded(tuple(name.split()))
    surname = folded((surname_of(tuple(name.split())),))
    posts = frozenset(archive.posts.tally(numbers))
    days = first_and_last(archive, numbers)
    account = person_account(archive, key)
    return Known(key, name, words, surname[-1] if surname else "", posts, days, account, len(numbers))


def _merges(by_surname: dict[str, list[Known]]) -> Iterator[Merge]:
    for surname, persons in by_surname.items():
        if not surname or not 1 < len(persons) <= MOST_OF_A_SURNAME:
            continue
        full = [person for person in persons if len(person.words) > 1]
        for person in persons:
            if len(person.words) == 1:
                yield from _as_surname(person, full)
            else:
                yield from _as_form(person, full)
    yield from _fused(by_surname)


def _as_surname(person: Known, full: Sequence[Known]) -> Iterator[Merge]:
    """A surname alone, where one person alone has it and was there then: all posts of the one are the other's."""
    fitting = [
        other for other in full if person.posts & other.posts and _years_apart(person, other) <= NEAR_YEARS
    ]
    if len(fitting) != 1:
        return
    other = fitting[0]
    if not person.posts <= other.posts or _contradicts(person, other):
        return
    where = " and ".join(sorted(post_title(post) for post in person.posts & other.posts))
    evidence = f"the only {person.name} named in full in cables from {where}{_then(other)}"
    yield _merge(other, person, "surname", evidence + _titles_in_common(person, other))


def _as_form(person: Known, full: Sequence[Known]) -> Iterator[Merge]:
    """A name with words left out, or first names as initials, of one longer name alone."""
    longer = [o for o in full if o.key != person.key and len(o.words) >= len(person.words)]
    fitting = [o for o in longer if o.words != person.words and is_variant(person.words, o.words)]
    if len(fitting) == 1:
        reason = "initials" if any(len(word) == 1 for word in person.words) else "form"
        yield _merge(
            fitting[0],
            person,
            reason,
            f"{person.name} is a form of {fitting[0].name}{_shared(person, fitting[0])}",
        )


def _misspelt(persons: Iterable[Known]) -> Iterator[Merge]:
    """Names that are one letter apart in one word, of two persons in cables of one post."""
    alike: dict[tuple[object, ...], list[Known]] = defaultdict(list)
    for person in persons:
        if len(person.words) > 1:
            alike["first", *person.words[:-1]].append(person)
            alike["last", *person.words[1:]].append(person)
    for same in alike.values():
        ordered = sorted(same, key=lambda person: (-person.cables, person.key))[:MOST_OF_A_SURNAME]
        for into, other in combinations(ordered, 2):
            if into.posts & other.posts and _differs_by_a_slip(into.words, other.words):
                yield _merge(into, other, "spelling", f"one letter apart{_shared(other, into)}")


def _fused(by_surname: dict[str, list[Known]]) -> Iterator[Merge]:
    """Names that are the same without blanks, hyphens and marks: `al-Tassel`, `Altassel`."""
    squeezed: dict[str, list[Known]] = defaultdict(list)
    for persons in by_surname.values():
        for person in persons:
            squeezed["".join(person.words)].append(person)
    for same in squeezed.values():
        best, *others = sorted(same, key=lambda person: (-person.cables, person.key))
        for other in others:
            evidence = f"the same letters{_shared(other, best)}"
            yield _merge(best, other, "letters", evidence)


def _differs_by_a_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    apart = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(apart) != 1:
        return False
    return min(map(len, apart[0])) >= SHORTEST_SLIP and is_one_slip_apart(*apart[0])


def _splits(archive: Archive, known: dict[str, Known]) -> Iterator[Split]:
    """A surname alone that stands in cables of several posts, under titles that have nothing in common."""
    for person in known.values():
        if len(person.words) != 1 or len(person.posts) < 2:
            continue
        groups = _groups(archive, person.key)
        known_as = {post: group for post, group in groups.items() if group.offices}
        if len(known_as) < 2:
            continue
        first = min(known_as, key=lambda post: (-len(groups[post].cables), post))
        for post, group in sorted(known_as.items()):
            if not group.offices & known_as[first].offices:
                evidence = (
                    f"{_listed(group.offices)} in cables from {post_title(post)}, "
                    f"{_listed(known_as[first].offices)} in those from {post_title(first)}"
                )
                yield Split(person.key, f"{person.key}-{post}", person.name, tuple(group.cables), evidence)


class Group(Struct, frozen=True):
    """The cables of a post that name a person, and his offices by the last words of his titles there."""

    cables: list[str]
    offices: set[str]


def _groups(archive: Archive, key: str) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for number in archive.by_person[key]:
        card = archive.cards[number]
        if card.post and card.id:
            group = groups.setdefault(card.post, Group([], set()))
            group.cables.append(card.id)
            for person in card.people:
                if archive.people.key_of(person.key, card.id) == key:
                    group.offices.update(_offices(person))
    return groups


def _offices(person: PersonNamed) -> Iterator[str]:
    words = {title.rpartition(" ")[2].rstrip(".").lower() for title in person.titles}
    words |= {"ambassador"} if "signer" in person.roles else set()
    for office, names in OFFICES.items():
        if words & names:
            yield office


def _merge(into: Known, other: Known, reason: str, evidence: str) -> Merge:
    return Merge(into.key, other.key, (into.name, other.name), (into.cables, other.cables), reason, evidence)


def _contradicts(person: Known, other: Known) -> bool:
    """Whether the one signs, and the other has titles none of which a signer has."""
    roles = {borne.role for borne in other.account.roles}
    signs = any(borne.role == "signer" for borne in person.account.roles)
    if not signs or roles & {"signer", "classifier"}:
        return False
    titles = [borne.title for borne in other.account.titles]
    return bool(titles) and not any(map(SIGNING_TITLE.search, titles))


def _years_apart(one: Known, other: Known) -> float:
    if not one.days or not other.days:
        return WORKING_YEARS
    gap = max((one.days[0] - other.days[1]).days, (other.days[0] - one.days[1]).days, 0)
    return gap / 365.25


def _then(other: Known) -> str:
    if not other.days:
        return ""
    first, last = other.days[0].year, other.days[1].year
    return f", {first}" if first == last else f", {first} to {last}"


def _shared(one: Known, other: Known) -> str:
    """What two persons have in common, to go on in a sentence."""
    parts = []
    if posts := one.posts & other.posts:
        parts.append(f"in cables from {_listed({post_title(post) for post in posts})}")
    if titles := {t.title for t in one.account.titles} & {t.title for t in other.account.titles}:
        parts.append(f"shown as {_listed(titles)}")
    return f"; both {', both '.join(parts)}" if parts else ""


def _titles_in_common(one: Known, other: Known) -> str:
    theirs, his = ({t.title.rpartition(" ")[2] for t in known.account.titles} for known in (one, other))
    return f"; both are called {_listed(theirs & his)}" if theirs & his else ""


def _listed(names: set[str] | frozenset[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:3]) + (" ..." if len(ordered) > 3 else "")
