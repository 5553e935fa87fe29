"""content/people.toml -> People: whom the publisher knows, which keys are one person or several; and its problems."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from ..diagnostics import Diagnostic, Located, report
from ..entries import EntryLines, entry_lines, fault_and_place, line_of
from ..reading.sources import KnownPerson
from .names import person_key
from .proposals import Proposal, read_proposals


class PersonEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[person]]`.

    `same_as` are keys that the rules make and that mean this person; with `hidden` he has no page. Whom the
    rules take for `split_from` is this person in the `cables` that are listed.
    """

    name: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    identifiers: dict[str, str] = {}
    hidden: bool = False
    same_as: tuple[str, ...] = ()
    split_from: str = ""
    cables: tuple[str, ...] = ()


class Asked(Struct, frozen=True):
    """A person's key, or the id of a cable, that the file speaks of, and in which line of which key."""

    name: str
    word: str
    path: str
    line: int | None
    is_cable: bool = False


class People(Struct, frozen=True):
    """The persons of the file under their keys, whom a merged key means, whom a key means in some cables.

    `proposals` are all of the file, whatever became of them; `asked` is what must be in the archive.
    """

    entries: dict[str, PersonEntry] = {}
    merged: dict[str, str] = {}
    split: dict[tuple[str, str], str] = {}
    proposals: tuple[Proposal, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def known(self) -> tuple[KnownPerson, ...]:
        """What reading needs: keys with names and aliases, in the order of the keys."""
        return tuple(
            KnownPerson(e.key, e.name, e.aliases) for _, e in sorted(self.entries.items()) if not e.split_from
        )

    def key_of(self, key: str, cable_id: str | None = None) -> str:
        """The key under which a person of a cable stands on the site: the given one, or whom that means."""
        if self.split and cable_id:
            key = self.split.get((key, cable_id), key)
        return self.merged.get(key, key)

    def entry(self, key: str) -> PersonEntry | None:
        """What the file says of the person with this key, before or after merges; None: nothing."""
        return self.entries.get(self.key_of(key))


def read_people(path_text: str, where: str) -> tuple[People, tuple[Located, ...]]:
    """The persons that the text of people.toml names, with every problem of it; `where` is its path for
    messages.

    What can be used is used; nothing is raised, whatever the text is.
    """
    try:
        table = tomllib.loads(path_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message, line, column = fault_and_place(error)
        return People(), (Located(where, report("C201", message, line=line, column=column)),)
    problems: list[Diagnostic] = []
    entries: dict[str, PersonEntry] = {}
    places: dict[str, EntryLines] = {}
    for word in table:
        if word not in ("person", "proposal"):
            problems.append(_unknown(word, ("person", "proposal"), line_of(path_text, word)))
    persons = table.get("person", [])
    if not isinstance(persons, list):
        problems.append(report("C203", "person is not a list of entries", line=1, hint="write [[person]]"))
        persons = []
    for person, place in zip(persons, entry_lines(path_text, "person", len(persons)), strict=True):
        entry = _read_entry(person, place, problems)
        if entry is None:
            continue
        if entry.key in entries:
            message = f'"{entry.name}" and "{entries[entry.key].name}" have the same key {entry.key}'
            hint = f'write key = "{entry.key}-2" for one of them'
            problems.append(report("C205", message, line=place.of("key"), hint=hint))
            continue
        entries[entry.key], places[entry.key] = entry, place
    _check_aliases(entries, places, problems)
    proposals = read_proposals(path_text, table.get("proposal", []), problems)
    merged = _merges(entries, places, problems)
    split = _splits(entries, places, problems)
    asked = tuple(_asked(entries, places, where))
    for proposal, place in proposals:
        _adopt(proposal, place, entries, merged, split, problems)
    _flatten(merged)
    people = People(entries, merged, split, tuple(proposal for proposal, _ in proposals), asked)
    problems.sort(key=lambda d: (d.line or 0, d.code, d.message))
    return people, tuple(Located(where, problem) for problem in problems)


def _unknown(word: str, known: tuple[str, ...], line: int | None) -> Diagnostic:
    near = get_close_matches(word, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    return report("C202", f'"{word}" has no meaning here', line=line, hint=hint)


def _read_entry(person: object, place: EntryLines, problems: list[Diagnostic]) -> PersonEntry | None:
    if not isinstance(person, dict):
        problems.append(
            report("C203", "an entry of person is no table", line=place.line, hint="write [[person]]")
        )
        return None
    fields = PersonEntry.__struct_fields__
    problems.extend(_unknown(word, fields, place.of(word)) for word in person if word not in fields)
    values = {word: value for word, value in person.items() if word in fields}
    if not isinstance(values.get("name", ""), str) or str(values.get("name", "")).strip():
        return _convert(values, place, problems)
    problems.append(report("C204", "a person without name", line=place.line, hint='write name = "..."'))
    return None


def _convert(values: dict[str, object], place: EntryLines, problems: list[Diagnostic]) -> PersonEntry | None:
    wrong = False
    for word, value in values.items():
        try:
            msgspec.convert({"name": "x", word: value}, PersonEntry)
        except msgspec.ValidationError as error:
            wrong = True
            problems.append(
                report("C203", f"{word}: {str(error).partition(' - at')[0]}", line=place.of(word))
            )
    if wrong:
        return None
    entry = msgspec.convert(values, PersonEntry)
    name = " ".join(entry.name.split())
    key = person_key(entry.key) or person_key(name)
    if not key:
        hint = 'write name = "..." with the letters of a name'
        problems.append(report("C204", f'"{name}" is no name', line=place.of("name"), hint=hint))
        return None
    if entry.key and key != entry.key:
        problems.append(report("C207", f'"{entry.key}" is no key; read as {key}', line=place.of("key")))
    aliases = tuple(dict.fromkeys(" ".join(alias.split()) for alias in entry.aliases if alias.strip()))
    return msgspec.structs.replace(entry, name=name, key=key, aliases=aliases)


def _check_aliases(
    entries: dict[str, PersonEntry], places: dict[str, EntryLines], problems: list[Diagnostic]
) -> None:
    owners: dict[str, PersonEntry] = {}
    for key, entry in entries.items():
        for alias in dict.fromkeys((entry.name, *entry.aliases)):
            if entry.split_from:
                continue
            other = owners.setdefault(alias, entry)
            if other is not entry:
                message = f'"{alias}" means both {other.key} and {key}'
                problems.append(report("C206", message, line=places[key].of("aliases")))


def _merges(
    entries: dict[str, PersonEntry], places: dict[str, EntryLines], problems: list[Diagnostic]
) -> dict[str, str]:
    merged: dict[str, str] = {}
    for key, entry in entries.items():
        for other in entry.same_as:
            if other == key:
                continue
            owner = other if other in entries else merged.setdefault(other, key)
            if owner != key:
                message = f"{other} is already {entries[owner].name}, so it cannot be {entry.name}"
                problems.append(report("C208", message, line=places[key].of("same_as")))
    return merged


def _splits(
    entries: dict[str, PersonEntry], places: dict[str, EntryLines], problems: list[Diagnostic]
) -> dict[tuple[str, str], str]:
    split: dict[tuple[str, str], str] = {}
    for key, entry in entries.items():
        if bool(entry.split_from) != bool(entry.cables):
            word, missing = ("split_from", "cables") if entry.split_from else ("cables", "split_from")
            message = f"{entry.name} has {word}, but no {missing}"
            hint = 'write split_from = "john-smith" and cables = ["85OSLO1"]'
            problems.append(report("C209", message, line=places[key].of(word), hint=hint))
            continue
        for cable in entry.cables:
            owner = split.setdefault((entry.split_from, cable), key)
            if owner != key:
                message = f"{entry.split_from} of {cable} is already {entries[owner].name}"
                problems.append(report("C208", message, line=places[key].of("cables")))
    return split


def _asked(entries: dict[str, PersonEntry], places: dict[str, EntryLines], where: str) -> Iterator[Asked]:
    for key, entry in entries.items():
        line = places[key].of
        for other in entry.same_as:
            yield Asked(other, "same_as", where, line("same_as"))
        if entry.split_from and entry.cables:
            yield Asked(entry.split_from, "split_from", where, line("split_from"))
            for cable in entry.cables:
                yield Asked(cable, "cables", where, line("cables"), is_cable=True)


def _adopt(
    proposal: Proposal,
    place: EntryLines,
    entries: dict[str, PersonEntry],
    merged: dict[str, str],
    split: dict[tuple[str, str], str],
    problems: list[Diagnostic],
) -> None:
    """Puts a proposal into effect that the publisher has accepted."""
    if not proposal.accept:
        return
    for other in proposal.merge[1:]:
        owner = other if other in entries else merged.setdefault(other, proposal.merge[0])
        if owner != proposal.merge[0]:
            message = f"{other} is already {owner}, so it cannot be {proposal.merge[0]}"
            problems.append(report("C208", message, line=place.of("merge")))
    for cable in proposal.cables:
        split.setdefault((proposal.split, cable), proposal.key)
    if proposal.split and proposal.key not in entries:
        entries[proposal.key] = PersonEntry(
            proposal.name, proposal.key, split_from=proposal.split, cables=proposal.cables
        )


def _flatten(merged: dict[str, str]) -> None:
    """Lets every key lead to the last of a chain of merges: `a` into `b`, `b` into `c`."""
    for key in merged:
        seen = {key}
        last = merged[key]
        while last in merged and last not in seen:
            seen.add(last)
            last = merged[last]
        merged[key] = last
