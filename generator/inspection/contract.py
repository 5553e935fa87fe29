"""Cable -> the JSON of the document model (ARCHITECTURE.md), and its JSON Schema."""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec
from msgspec import NODEFAULT, Struct

from ..model import Cable

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def _without(name: str, doc: str, *left_out: str) -> type[Struct]:
    """The document model without some fields of Cable, in the same order."""
    hints = get_type_hints(Cable)
    fields: list[tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(Cable):
        if field.name not in left_out:
            default = field.default if field.default is not NODEFAULT else None
            if field.default_factory is not NODEFAULT:
                default = msgspec.field(default_factory=field.default_factory)
            fields.append((field.name, hints[field.name], default))
    return msgspec.defstruct(name, fields, frozen=True, kw_only=True, namespace={"__doc__": doc})


# What `--json` prints: `entities` is ours alone, `further` belongs to `--batch`.
Contract = _without("Cable", "One telegram, understood.", "entities", "further")
# What `--batch` answers: `further` holds the other telegrams of the same text.
Answer = _without("Answer", "One telegram, understood, and others of the same text.", "entities")

CONTRACT_FIELDS = Contract.__struct_fields__
ENCODER = msgspec.json.Encoder()


def as_contract(cable: Cable) -> Struct:
    """The cable with the fields of the contract alone."""
    return Contract(**{name: getattr(cable, name) for name in CONTRACT_FIELDS})


def as_answer(cable: Cable, others: tuple[Cable, ...]) -> Struct:
    """The cable as a batch answers it: `others` are the further telegrams of its text."""
    fields = {name: getattr(cable, name) for name in CONTRACT_FIELDS}
    return Answer(**fields, further=tuple(as_contract(other) for other in others))


def encode_list(cables: tuple[Cable, ...]) -> bytes:
    """An indented JSON list of models, UTF-8, a newline at its end."""
    compact = ENCODER.encode([as_contract(cable) for cable in cables])
    return msgspec.json.format(compact, indent=2) + b"\n"


def encode_answer(cable: Cable, others: tuple[Cable, ...]) -> bytes:
    """One model as one line of JSON, a newline at its end."""
    return ENCODER.encode(as_answer(cable, others)) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `encode_list` gives."""
    return {"$schema": SCHEMA_ID, "title": "Cables", **msgspec.json.schema(list[Contract])}  # type: ignore[valid-type]
