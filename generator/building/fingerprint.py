"""A view and what it is rendered with -> a fingerprint: equal fingerprint, equal page.

A fingerprint is three digests in a row (our code, site facts and template, view), so that two of them also
say what has changed.
"""

from __future__ import annotations

import types
import typing
from array import array
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct

PLAIN = (str, int, bool, type(None), date, datetime)
PART = 8
_encode = msgspec.msgpack.Encoder().encode


def short_digest(content: bytes) -> bytes:
    """Eight bytes that stand for these: enough to see a change, not to meet an attacker."""
    return blake2b(content, digest_size=PART).digest()


def fingerprint_of(code: bytes, site: bytes, template: bytes, fields: Sequence[bytes]) -> bytes:
    """The fingerprint of a page: digests of our code, the site's facts and its template; its view, field by field."""
    return code + site + template + blake2b(b"".join(fields), digest_size=16).digest()


def encode_fields(view: Struct) -> list[bytes]:
    """The name of a view's class, and each of its fields as canonical msgpack.

    TypeError: names the field that holds what no view may hold.
    """
    kind = type(view)
    fields_of = _fields_of(kind)
    try:
        hash(view)  # in C, and falls over every list, dict and set
    except TypeError:
        raise TypeError(_foreign(view, kind.__name__)) from None
    return [_encode(kind.__name__), *map(_encode, fields_of(view))]


def encode(value: Struct) -> bytes:
    """A frozen value in one piece. TypeError as in `encode_fields`."""
    return b"".join(encode_fields(value))


def parts_of(fields: Sequence[bytes]) -> bytes:
    """Four bytes a field of a view, to say later which of them has changed; `fields` as they are encoded."""
    return array("I", map(crc32, fields[1:])).tobytes()


def why_written(old: bytes, new: bytes) -> str:
    """In words, what two different fingerprints differ in."""
    names = ("code changed", "site facts changed", "template changed", "view changed")
    starts = (0, PART, 2 * PART, 3 * PART)
    stops = (PART, 2 * PART, 3 * PART, None)
    changed = [
        name
        for name, start, stop in zip(names, starts, stops, strict=True)
        if old[start:stop] != new[start:stop]
    ]
    return ", ".join(changed)


def fields_changed(names: tuple[str, ...], old: bytes, new: bytes) -> tuple[str, ...]:
    """Which of a view's fields differ by their parts; none where the parts are of another kind of view."""
    if len(old) != len(new) or len(new) != 4 * len(names):
        return ()
    return tuple(name for i, name in enumerate(names) if old[4 * i : 4 * i + 4] != new[4 * i : 4 * i + 4])


@cache
def _fields_of(kind: type[Struct]) -> Callable[[Struct], tuple[Any, ...]]:
    """What gives all fields of a view; asked once for every class, whose fields are declared to hold what they may.

    Errors: TypeError.
    """
    hints = typing.get_type_hints(kind)
    names = kind.__struct_fields__
    for name in names:
        _require_plain_annotation(hints[name], f"{kind.__name__}.{name}", (kind,))
    if len(names) > 1:
        return attrgetter(*names)
    return lambda view: tuple(getattr(view, name) for name in names)


def _require_plain_annotation(kind: Any, where: str, seen: tuple[type, ...]) -> None:
    origin = typing.get_origin(kind)
    if kind in PLAIN or kind is Ellipsis or origin is typing.Literal or kind in seen:
        return
    if origin in (tuple, typing.Union, types.UnionType):
        for argument in typing.get_args(kind):
            _require_plain_annotation(argument, where, seen)
        return
    if not (isinstance(kind, type) and issubclass(kind, Struct) and kind.__struct_config__.frozen):
        raise TypeError(f"{where}: a view may not hold {getattr(kind, '__name__', kind)}")
    hints = typing.get_type_hints(kind)
    for name in kind.__struct_fields__:
        _require_plain_annotation(hints[name], f"{kind.__name__}.{name}", (*seen, kind))


def _foreign(value: object, where: str) -> str:
    """The first place in a view whose value no view may hold, and what stands there; else empty."""
    if isinstance(value, Struct):
        inner = ((getattr(value, name), f"{where}.{name}") for name in value.__struct_fields__)
        return next(filter(None, (_foreign(*pair) for pair in inner)), "")
    if isinstance(value, tuple):
        return next(filter(None, (_foreign(v, f"{where}[{i}]") for i, v in enumerate(value))), "")
    return "" if isinstance(value, PLAIN) else f"{where}: a view may not hold {type(value).__name__}"
