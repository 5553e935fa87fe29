"""content/people.toml -> People: whom the publisher knows, which keys are one person; and its problems."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from ..diagnostics import Diagnostic, Located, report
from ..entries import EntryLines, entry_lines, fault_and_place, line_of
from ..reading.sources import KnownPerson
from .names import person_key


class PersonEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[person]]`.

    `same_as` are keys that the rules make and that mean this person; with `hidden` he has no page.
    """

    name: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    identifiers: dict[str, str] = {}
    hidden: bool = False
    same_as: tuple[str, ...] = ()


class People(Struct, frozen=True):
    """The persons of the file under their keys, and whom a merged key means."""

    entries: dict[str, PersonEntry] = {}
    merged: dict[str, str] = {}

    @property
    def known(self) -> tuple[KnownPerson, ...]:
        """What reading needs: keys with names and aliases, in the order of the keys."""
        return tuple(KnownPerson(e.key, e.name, e.aliases) for _, e in sorted(self.entries.items()))

    def key_of(self, key: str) -> str:
        """The key under which a person stands on the site: the given one, or the one it is merged into."""
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
        if word != "person":
            problems.append(_unknown(word, ("person",), line_of(path_text, word)))
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
    people = People(entries, _merges(entries, places, problems))
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
