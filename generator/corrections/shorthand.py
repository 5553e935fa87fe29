"""A value as a publisher writes it -> the value as the document model has it: `"SECRET//NOFORN"`, `["MARR", "FR"]`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time

from ..entities.gazetteers import post_by_key, post_by_name
from ..reading import canonical_id

# A term with a qualifier: "OVIP (CLINTON, HILLARY)"
QUALIFIED = re.compile(r"(?P<code>[^()]+?)\s*\((?P<qualifier>[^()]*)\)")
LISTS_OF_TEXTS = ("captions", "attention", "routing", "signers")


def written_out(field: str, value: object) -> object:
    """The value in full; what is no shorthand, and what makes no sense, stays as it is. Empty text is nothing."""
    if value == "":
        return [] if field in LISTS else None
    write = WRITERS.get(field)
    return write(value) if write else value


def _date(value: object) -> object:
    """A day alone is its midnight; a time without a zone is UTC, as all telegrams are."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _day(value: object) -> object:
    return value.isoformat()[:10] if isinstance(value, date) else value


def _number(value: object) -> object:
    return canonical_id(value) or value if isinstance(value, str) else value


def _post(value: object) -> object:
    if not isinstance(value, str) or post_by_key(value):
        return value
    fact = post_by_name(value)
    return fact.key if fact else value


def _classification(value: object) -> object:
    if not isinstance(value, str):
        return value
    level, *caveats = (part.strip().upper() for part in value.split("//"))
    return {"level": level, "caveats": caveats}


def _precedence(value: object) -> object:
    return {"action": value.upper()} if isinstance(value, str) else value


def _tag(value: object) -> object:
    if not isinstance(value, str):
        return value
    qualified = QUALIFIED.fullmatch(value.strip())
    if qualified:
        return {"code": qualified["code"].upper(), "qualifier": qualified["qualifier"]}
    return {"code": value.strip().upper()}


def _reference(value: object) -> object:
    if not isinstance(value, str):
        return _with_nothing("bullet", value)
    target = canonical_id(value)
    return {"bullet": None, "kind": "cable" if target else "other", "text": value, "target": target}


def _addressee(value: object) -> object:
    if not isinstance(value, str):
        return _with_nothing("route", value)
    route, slash, name = value.partition("/")
    return {"route": route, "name": name} if slash and route.isupper() else {"route": None, "name": value}


def _classifier(value: object) -> object:
    return {"name": value} if isinstance(value, str) else _with_nothing("name", value)


def _with_nothing(key: str, value: object) -> object:
    """A table that says nothing of this key says that there is none."""
    return {key: None, **value} if isinstance(value, dict) else value


def _each(write: Callable[[object], object]) -> Callable[[object], object]:
    """One alone stands for a list of one."""
    return lambda value: [write(one) for one in (value if isinstance(value, list) else [value])]


LISTS: dict[str, Callable[[object], object]] = {
    "tags": _each(_tag),
    "references": _each(_reference),
    "action": _each(_addressee),
    "info": _each(_addressee),
    "classified_by": _each(_classifier),
    **{field: _each(lambda value: value) for field in LISTS_OF_TEXTS},
}
WRITERS: dict[str, Callable[[object], object]] = {
    **LISTS,
    "date": _date,
    "declassify_on": _day,
    "id": _number,
    "post": _post,
    "classification": _classification,
    "precedence": _precedence,
}
