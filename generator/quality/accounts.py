"""What a survey of an archive finds -> values; the contract of `check --json`, as docs/checking.md describes it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

VERSION = 1


class Where(Struct, frozen=True):
    """A cable, by its number (None where it has none) and its source from the content folder."""

    cable: str | None
    path: str


class FieldsFound(Struct, frozen=True):
    """A group of cables and in how many of them each field is found: `name` is a year, or the key of a post.

    `name` None: the cables whose year, or post, is not known. `title` is what people call the group.
    """

    name: str | None
    title: str
    cables: int
    fields: dict[str, int]


class UnknownTag(Struct, frozen=True):
    """A code that no list of TAGS has: `likeliest` the code that was probably meant, `meaning` that one's."""

    code: str
    cables: int
    likeliest: str | None
    meaning: str
    where: tuple[Where, ...]


class UnknownPost(Struct, frozen=True):
    """A post that no list has: in so many numbers of cables here, and so many references to others.

    `likeliest` is the key of the post that was probably meant, `meaning` its name.
    """

    name: str
    cables: int
    references: int
    likeliest: str | None
    meaning: str
    where: tuple[Where, ...]


class References(Struct, frozen=True):
    """How many references to cables lead to one here, to none here, to one of several."""

    found: int
    missing: int
    ambiguous: int


class Unresolved(Struct, frozen=True):
    """A cable that is referred to so often and not here (`missing`), or not surely (`ambiguous`)."""

    target: str
    outcome: str
    references: int
    where: tuple[Where, ...]


class OddDate(Struct, frozen=True):
    """A date that does not fit its cable."""

    where: Where
    date: datetime
    reason: str


class LowConfidence(Struct, frozen=True):
    """A cable that may have been read wrongly: `unparsed` is the share of its text that was not understood."""

    where: Where
    reasons: tuple[str, ...]
    unparsed: float


class Quality(Struct, frozen=True, kw_only=True):
    """How well an archive is understood. Every `where` names the first cables, at most twenty."""

    version: int = VERSION
    cables: int = 0
    fields: dict[str, int] = {}
    years: tuple[FieldsFound, ...] = ()
    posts: tuple[FieldsFound, ...] = ()
    unknown_tags: tuple[UnknownTag, ...] = ()
    unknown_posts: tuple[UnknownPost, ...] = ()
    references: References = References(0, 0, 0)
    unresolved: tuple[Unresolved, ...] = ()
    odd_dates: tuple[OddDate, ...] = ()
    low_confidence: tuple[LowConfidence, ...] = ()
