"""A cable and what its publisher corrects -> the cable as it should have been read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from ..cards import Corrected
from ..entities.gazetteers import post_by_name
from ..entities.names import person_key, printed_name
from ..model import Cable, Entities, PersonNamed
from ..reading.message_ids import read_message_id
from ..reading.subject import title_of
from .file import Correction
from .schema import type_of
from .words import value_words

# What reading complains of, and a correction of the field settles.
SETTLED = {
    "id": frozenset({"R103", "R111", "R113", "R115", "R141", "R142", "R145", "R161", "R186"}),
    "date": frozenset({"R112", "R113", "R143", "R162", "R187"}),
    "classification": frozenset({"R116", "R122", "R144", "R163", "R184", "R188", "R190"}),
    "captions": frozenset({"R193"}),
    "precedence": frozenset({"R182", "R183"}),
    "routing": frozenset({"R182"}),
    "station": frozenset({"R142", "R143", "R181"}),
    "origin": frozenset({"R181", "R186"}),
    "action": frozenset({"R183"}),
    "info": frozenset({"R183"}),
    "subject": frozenset({"R123"}),
    "executive_order": frozenset({"R187"}),
    "declassify_on": frozenset({"R131", "R188"}),
    "classified_by": frozenset({"R189", "R190"}),
    "tags": frozenset({"R191"}),
    "references": frozenset({"R192", "R194"}),
    "sections": frozenset({"R185"}),
}


def apply_corrections(
    cable: Cable, corrections: Iterable[Correction]
) -> tuple[Cable, tuple[Corrected, ...], tuple[Correction, ...]]:
    """The cable corrected, what to say of it, and the corrections that are not needed: the rules read it so."""
    done: list[Corrected] = []
    idle: list[Correction] = []
    for correction in corrections:
        was = getattr(cable, correction.field)
        if was == _value(correction.field, correction.value):
            idle.append(correction)
        else:
            made = Corrected(correction.field, correction.value, value_words(was), correction.reason)
            done.append(made)
    return correct(cable, tuple(done)), tuple(done), tuple(idle)


def correct(cable: Cable, corrections: tuple[Corrected, ...]) -> Cable:
    """The cable with these fields put right, and with what follows from them: title, post, persons' roles."""
    if not corrections:
        return cable
    changes: dict[str, Any] = {c.field: _value(c.field, c.value) for c in corrections}
    settled = frozenset().union(*(SETTLED.get(field, frozenset()) for field in changes))
    left = tuple(problem for problem in cable.diagnostics if problem.code not in settled)
    return replace(cable, **{**_following(cable, changes), **changes, "diagnostics": left})


def _following(cable: Cable, changes: dict[str, Any]) -> dict[str, Any]:
    """What the rules derive from a field, derived anew."""
    follows: dict[str, Any] = {}
    if "subject" in changes:
        follows["title"] = title_of(changes["subject"], cable.blocks) if changes["subject"] else None
    if "date" in changes:
        follows["date_source"] = None
    if "id" in changes and cable.post in (None, _post_in(cable.id)):
        follows["post"] = _post_in(changes["id"]) or cable.post
    if "signers" in changes or "classified_by" in changes:
        follows["entities"] = _entities(cable.entities, changes)
    return follows


def _post_in(cable_id: str | None) -> str | None:
    number = read_message_id(cable_id) if cable_id else None
    fact = post_by_name(number.post) if number else None
    return fact.key if fact else None


def _entities(entities: Entities, changes: dict[str, Any]) -> Entities:
    """The persons of a cable, with the roles of signer and classifier where the publisher sees them."""
    people = {person.key: person for person in entities.people}
    if "signers" in changes:
        _give_role(people, "signer", [(name, None) for name in changes["signers"]])
    if "classified_by" in changes:
        named = [(by.name, by.title) for by in changes["classified_by"] if by.name]
        _give_role(people, "classifier", named)
    return replace(entities, people=tuple(people[key] for key in sorted(people)))


def _give_role(people: dict[str, PersonNamed], role: str, names: list[tuple[str, str | None]]) -> None:
    """Takes the role from all, and gives it to these; whoever is left without any role is not in the cable."""
    for key, person in list(people.items()):
        if role in person.roles:
            roles = tuple(other for other in person.roles if other != role)
            people[key] = replace(person, roles=roles)
            if not roles:
                del people[key]
    for printed, title in names:
        shown = " ".join(printed_name(printed)) or printed
        key = _key_of(people, shown)
        person = people.get(key) or PersonNamed(key, shown)
        titles = (*person.titles, title) if title and title not in person.titles else person.titles
        people[key] = replace(person, titles=titles, roles=tuple(sorted({*person.roles, role})))


def _key_of(people: dict[str, PersonNamed], shown: str) -> str:
    """The key of the person of this name; a surname alone is the only one in the cable who has it."""
    key = person_key(shown)
    bearers = [other for other in people if other.endswith(f"-{key}")]
    return bearers[0] if key not in people and len(bearers) == 1 else key


@cache
def _decoder(field: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_of(field))


def _value(field: str, encoded: str) -> Any:
    return _decoder(field).decode(encoded)
