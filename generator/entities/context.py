"""What is known of a cable, and its texts -> the values that finders share: Context, Found, Findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..model import MentionKind, PersonNamed

if TYPE_CHECKING:  # reading calls this package; at run time nothing here needs reading
    from ..reading.sources import KnownPerson


class Context(Struct, frozen=True):
    """What a cable's header says beside its text.

    `post` is the name in telegram numbers (`PARIS`), `classifiers` are (name, title), `drafters`
    names, `mixed_case` is False for a telegram in capitals alone.
    """

    year: int | None = None
    post: str | None = None
    signers: tuple[str, ...] = ()
    classifiers: tuple[tuple[str, str | None], ...] = ()
    drafters: tuple[str, ...] = ()
    known: tuple[KnownPerson, ...] = ()
    mixed_case: bool = True


class Found(Struct, frozen=True, gc=False):
    """A mention: characters `start` to `end` of passage number `passage`; `key` None where the text leaves
    it open.
    """

    kind: MentionKind
    key: str | None
    text: str
    passage: int
    start: int
    end: int


class Findings(Struct, frozen=True):
    """All mentions of a cable, disjoint and in reading order, and its persons in the order of their keys."""

    found: tuple[Found, ...] = ()
    people: tuple[PersonNamed, ...] = ()


class Mark(Struct, frozen=True, array_like=True, gc=False):
    """A mention while it is looked for: start and end count from the first character of the first passage."""

    kind: MentionKind
    key: str | None
    start: int
    end: int
