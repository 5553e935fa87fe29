"""A value for a field of the document model -> all that the model's schema has against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any, get_type_hints

import msgspec.inspect as shapes
from msgspec import Struct

from ..config import did_you_mean
from ..model import Cable

# Fields that no publisher can correct, and what to do instead.
FIXED = {
    "printed_id": "it is how the source names the cable; correct id",
    "header": "it is what the teletype printed; correct the field that was read from it",
    "date_source": "it follows from date",
    "blocks": "the text stays as it was sent; mend the source file if a copyist damaged it",
    "mentions": "content/people.toml says who is who",
    "entities": "content/people.toml says who is who",
    "diagnostics": "correct the field that they are about",
    "further": "correct the cable itself",
    "spans": "they are places in the source",
    "repairs": "[reading] repair in site.toml switches them off",
    "published": "it is what another publisher says",
    "attributes": "they are what the source says",
    "source": "it is the file that was read",
}
CORRECTABLE = tuple(name for name in Cable.__struct_fields__ if name not in FIXED)
PLAIN = {
    shapes.StrType: (str, "a text"),
    shapes.IntType: (int, "a whole number"),
    shapes.BoolType: (bool, "true or false"),
    shapes.DateTimeType: (datetime, "a date and time, such as 2008-02-21T14:04:00Z"),
}
WORDS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a text"),
    (list, "a list"),
    (dict, "a table"),
    (date, "a date"),
    (time, "a time"),
)


class SchemaFault(Struct, frozen=True):
    """What is wrong at one place of a value, and what to write there."""

    message: str
    hint: str | None = None


@cache
def type_of(field: str) -> Any:
    """The type of a field of Cable, for msgspec."""
    return get_type_hints(Cable)[field]


def find_faults(field: str, value: object) -> tuple[SchemaFault, ...]:
    """Every place at which a value is not as the model wants this field; none for a good value."""
    return tuple(_faults(value, shapes.type_info(type_of(field)), field))


def _faults(value: object, kind: shapes.Type, place: str) -> Iterator[SchemaFault]:
    match kind:
        case shapes.UnionType(types=kinds):
            if value is not None:
                yield from _faults(value, next(k for k in kinds if not isinstance(k, shapes.NoneType)), place)
        case shapes.StructType(fields=fields):
            yield from _faults_of_table(value, fields, place)
        case shapes.VarTupleType(item_type=item):
            if not isinstance(value, list):
                yield _other(place, "a list", value)
                return
            for number, one in enumerate(value, start=1):
                yield from _faults(one, item, f"{place}, number {number}")
        case shapes.LiteralType(values=words):
            yield from _faults_of_word(value, tuple(str(word) for word in words), place)
        case _:
            wanted, name = PLAIN[type(kind)]
            if type(value) is not wanted:
                yield _other(place, name, value)


def _faults_of_table(value: object, fields: tuple[shapes.Field, ...], place: str) -> Iterator[SchemaFault]:
    if not isinstance(value, dict):
        yield _other(place, "a table", value)
        return
    names = tuple(field.name for field in fields)
    for word in value:
        if word not in names:
            hint = did_you_mean(word, names, f"known are {', '.join(names)}")
            yield SchemaFault(f'{place} has no "{word}"', hint)
    for field in fields:
        if field.name in value:
            yield from _faults(value[field.name], field.type, f"{place}, {field.name}")
        elif field.required and not _may_be_none(field.type):
            yield SchemaFault(f"{place} lacks {field.name}", f"write {field.name} = ...")


def _may_be_none(kind: shapes.Type) -> bool:
    return isinstance(kind, shapes.UnionType) and any(isinstance(k, shapes.NoneType) for k in kind.types)


def _faults_of_word(value: object, words: tuple[str, ...], place: str) -> Iterator[SchemaFault]:
    if value in words:
        return
    if not isinstance(value, str):
        yield _other(place, "a text", value)
        return
    known = {word.lower(): word for word in words}
    near = did_you_mean(value, tuple(known), f"it can be {', '.join(words)}")
    for small, word in known.items():
        near = near.replace(f'"{small}"', f'"{word}"')
    yield SchemaFault(f'{place} cannot be "{value}"', near)


def _other(place: str, wanted: str, value: object) -> SchemaFault:
    found = next((name for kind, name in WORDS if isinstance(value, kind)), "something else")
    return SchemaFault(f"{place} must be {wanted}, not {found}")
