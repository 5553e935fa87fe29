"""Snapshots of then and of now -> what was gained and lost, cable by cable and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
from msgspec import Struct

from .snapshots import Snapshot

LONGEST = 160
ITEMS_SHOWN = 5
# How much is shown before the place where two texts begin to differ
WORDS_BEFORE = 40

Kind = Literal["gained", "lost", "changed"]


class Change(Struct, frozen=True):
    """A field that is read otherwise: `was` and `now` in words; of a list only the items that differ."""

    field: str
    kind: Kind
    was: str
    now: str


class CableChanged(Struct, frozen=True):
    """A cable that is read otherwise; `cable` is its number now, or what it was."""

    path: str
    number: int
    cable: str | None
    changes: tuple[Change, ...]


class FieldTally(Struct, frozen=True):
    """In how many cables a field was gained, lost, or changed."""

    field: str
    gained: int
    lost: int
    changed: int


class Comparison(Struct, frozen=True, kw_only=True):
    """What a change of the readers, or of the content, did to an archive; `appeared` and `gone` as in `changed`."""

    same: int
    changed: tuple[CableChanged, ...]
    appeared: tuple[CableChanged, ...]
    gone: tuple[CableChanged, ...]
    fields: tuple[FieldTally, ...]


def compare(old: Iterable[Snapshot], new: Iterable[Snapshot]) -> Comparison:
    """Both in the order of their places, read once, side by side; memory holds the differences alone."""
    same = 0
    changed: list[CableChanged] = []
    alone: dict[bool, list[CableChanged]] = {True: [], False: []}
    tally: Counter[tuple[str, Kind]] = Counter()
    for then, now in _pairs(iter(old), iter(new)):
        if then is None or now is None:
            alone[then is None].append(_named(now or then, ()))
            continue
        changes = tuple(_changes(then.cable, now.cable))
        tally.update((change.field, change.kind) for change in changes)
        same += not changes
        if changes:
            changed.append(_named(now, changes, then))
    fields = tuple(
        FieldTally(name, tally[name, "gained"], tally[name, "lost"], tally[name, "changed"])
        for name in dict.fromkeys(field for field, _ in sorted(tally))
    )
    return Comparison(
        same=same,
        changed=tuple(changed),
        appeared=tuple(alone[True]),
        gone=tuple(alone[False]),
        fields=fields,
    )


def _pairs(
    old: Iterator[Snapshot], new: Iterator[Snapshot]
) -> Iterator[tuple[Snapshot | None, Snapshot | None]]:
    """Snapshots of the same place, and those that have no counterpart."""
    then, now = next(old, None), next(new, None)
    while then is not None or now is not None:
        if now is None or (then is not None and then.place < now.place):
            yield then, None
            then = next(old, None)
        elif then is None or now.place < then.place:
            yield None, now
            now = next(new, None)
        else:
            yield then, now
            then, now = next(old, None), next(new, None)


def _named(
    snapshot: Snapshot | None, changes: tuple[Change, ...], before: Snapshot | None = None
) -> CableChanged:
    assert snapshot is not None
    name = snapshot.cable.get("id") or (before.cable.get("id") if before else None)
    return CableChanged(snapshot.path, snapshot.number, name, changes)


def _changes(then: dict[str, Any], now: dict[str, Any]) -> Iterator[Change]:
    for field in dict.fromkeys((*now, *then)):
        was, value = then.get(field), now.get(field)
        if was == value:
            continue
        if isinstance(was, list) or isinstance(value, list):
            yield _list_change(field, was or [], value or [])
        else:
            yield Change(field, _kind(bool(was), bool(value)), *_shown(_words(was), _words(value)))


def _list_change(field: str, was: list[Any], now: list[Any]) -> Change:
    """What a list lost and gained; where it is only in another order, the whole of it."""
    lost, gained = _without(was, now), _without(now, was)
    if not lost and not gained:
        lost, gained = was, now
    kind = _kind(bool(lost), bool(gained))
    if len(lost) != len(gained):
        return Change(field, kind, _listed([_words(i) for i in lost]), _listed([_words(i) for i in gained]))
    pairs = [_shown(_words(a), _words(b)) for a, b in zip(lost, gained, strict=True)]
    return Change(field, kind, _listed([was for was, _ in pairs]), _listed([value for _, value in pairs]))


def _kind(was: bool, now: bool) -> Kind:
    if was == now:
        return "changed"
    return "gained" if now else "lost"


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """The items that are not among the others, as often as they are more."""
    there = Counter(msgspec.json.encode(other) for other in others)
    left = []
    for item in items:
        key = msgspec.json.encode(item)
        if there[key]:
            there[key] -= 1
        else:
            left.append(item)
    return left


def _shown(was: str, now: str) -> tuple[str, str]:
    """Two texts in short, from where they begin to differ if that is far behind their start."""
    differing = (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    start = next(differing, min(len(was), len(now)))
    start = was.rfind(" ", 0, start - WORDS_BEFORE) + 1 if start > LONGEST - WORDS_BEFORE else 0
    return _short(was, start), _short(now, start)


def _short(text: str, start: int = 0) -> str:
    text = f"…{text[start:]}" if start else text
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _listed(items: list[str]) -> str:
    shown = "; ".join(_short(item) for item in items[:ITEMS_SHOWN])
    return f"{shown}; and {len(items) - ITEMS_SHOWN} more" if len(items) > ITEMS_SHOWN else shown


def _words(value: Any) -> str:
    """A value on one line: of a table what it holds, without the names."""
    match value:
        case None | "" | []:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return " ".join(filter(None, (_words(inner) for inner in value.values())))
        case list():
            return ", ".join(_words(inner) for inner in value)
        case _:
            return " ".join(str(value).split())
