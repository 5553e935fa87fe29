"""Signposts -> bytes that outlive a build, and signposts again, whose cards are fetched when they are looked at."""

from __future__ import annotations

import typing
from array import array
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..archive import Archive
from ..cards import Card, Slip
from ..columns import Pairs, flat
from ..config import Config
from ..entities.people_file import People
from ..linking import Shelf
from ..packing import OnDemand
from ..pages.signposts import Signposts, rows_of

CardOf = Callable[[int], Card]
SlipOf = Callable[[int], Slip]


def _kept(kind: type[Struct], apart: frozenset[str]) -> Any:
    """A class of the same fields but for those that are had otherwise."""
    hints = typing.get_type_hints(kind)
    fields = [(name, hints[name]) for name in kind.__struct_fields__ if name not in apart]
    return msgspec.defstruct(f"Kept{kind.__name__}", fields, frozen=True, array_like=True)


def _flattened(value: Any) -> Any:
    """A flat row of numbers, or what is made of such rows, as msgpack can have it."""
    return value.tobytes() if isinstance(value, array) else value.flat


def _raised(kind: Any, value: Any) -> Any:
    """The same again."""
    origin = typing.get_origin(kind) or kind
    if origin is array:
        return flat(value)
    if origin is Pairs:
        return Pairs(flat(value))
    words, numbers, ends = value
    if typing.get_origin(typing.get_args(kind)[0] if typing.get_args(kind) else None) is tuple:
        words = map(tuple, words)
    return origin(words, flat(numbers), flat(ends))


KeptArchive = _kept(Archive, frozenset({"cards", "indexed", "slips", "people", "problems"}))
KeptSignposts = _kept(Signposts, frozenset({"archive", "config", "rows", "indexed_rows"}))
_encode = msgspec.msgpack.Encoder(enc_hook=_flattened).encode
_decode_archive = msgspec.msgpack.Decoder(KeptArchive, dec_hook=_raised).decode
_decode_signposts = msgspec.msgpack.Decoder(KeptSignposts, dec_hook=_raised).decode


def keep_archive(archive: Archive) -> bytes:
    """All that an archive holds besides cards, people and problems."""
    shelf = replace(archive.links.shelf, numbers={})
    slim = replace(archive, links=replace(archive.links, shelf=shelf, problems=()))
    return _packed(KeptArchive, slim)


def keep_signposts(signposts: Signposts) -> bytes:
    """All that signposts hold besides the archive and rows."""
    return _packed(KeptSignposts, signposts)


def restore_signposts(
    archive: bytes,
    signposts: bytes,
    count: int,
    cards_by: tuple[CardOf, SlipOf],
    people: People,
    config: Config,
) -> Signposts:
    """What was kept, over so many cards, had by their numbers as a whole or as slips. Errors: msgspec.DecodeError."""
    card_of, slip_of = cards_by
    cards, slips = OnDemand(count, card_of), OnDemand(count, slip_of)
    kept, fixed = _fields(_decode_archive(archive)), _fields(_decode_signposts(signposts))
    shelf = Shelf(kept["numbers"], kept["links"].shelf.any_year)
    kept["links"] = replace(kept["links"], shelf=shelf)
    whole = Archive(
        cards=cards,
        indexed=cards,
        slips=slips,
        people=people,
        problems=(),
        **kept,
    )
    urls = fixed["urls"] if "cables" in fixed["kinds"] else ("",) * count
    rows = rows_of(slips, urls, fixed["posts"])
    return Signposts(archive=whole, config=config, rows=rows, indexed_rows=rows, **fixed)


def _packed(kind: Any, value: Struct) -> bytes:
    fields = kind.__struct_fields__
    return _encode(kind(*(getattr(value, name) for name in fields)))


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}
