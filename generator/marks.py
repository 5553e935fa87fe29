"""Marks of cards -> an index of what stands in their headers: captions, precedence, reasons, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from .cards import MARKS
from .columns import Index, index_of
from .entities.gazetteers import caption_fact, post_by_name

# How an address says that it is in the capital: "CIA WASHDC", "DEPT OF JUSTICE WASHINGTON DC"
IN_THE_CAPITAL = re.compile(r" WASH(?:INGTON)? ?(?:D\.?C\.?)?$")
# An office within the addressee: "OSD WASHDC//PA"
OFFICE = re.compile(r"//.*$")

NO_DATE = "none"  # the key of a term that is no date


def index_marks(found: Mapping[str, Iterable[int]]) -> dict[str, Index[str]]:
    """The cards of each mark as it stands -> their ascending numbers by kind of mark and its key; all keys sorted."""
    merged: dict[str, dict[str, set[int]]] = {kind: {} for kind in MARKS.values()}
    for mark in sorted(found):
        kind, key = mark_key(mark)
        merged[kind].setdefault(key, set()).update(found[mark])
    return {kind: index_of({key: sorted(keys[key]) for key in keys}) for kind, keys in merged.items()}


@lru_cache(maxsize=65536)
def mark_key(mark: str) -> tuple[str, str]:
    """Kind and key of a card's mark: `aCIA WASHDC` -> (`addressee`, `cia`), `cCODEL SMITH` -> (`caption`, `CODEL`).

    An addressee that is a post has the post's key; of any other the address in capitals, without the capital city.
    """
    kind, text = MARKS[mark[0]], mark[1:]
    if kind == "caption":
        fact = caption_fact(text)
        return kind, fact.caption if fact else text.upper()
    if kind == "addressee":
        return kind, _addressee_key(text)
    return kind, text or NO_DATE


def _addressee_key(name: str) -> str:
    address = OFFICE.sub("", name.upper()).strip()
    post = post_by_name(address)
    if post:
        return post.key
    return IN_THE_CAPITAL.sub("", address) or address or name
