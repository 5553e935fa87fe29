"""A code or a name that no table has -> the one that was probably meant, or None."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from string import ascii_uppercase

from ..entities.gazetteers import TagFact, post_by_name, posts, tag_codes, tag_fact
from ..entities.gazetteers.posts import PostFact, country_names
from ..entities.gazetteers.tables import squeeze

SHORTEST_MISTYPED = 3
LIKE_ENOUGH = 0.8


def likely_tag(code: str, uses: Mapping[str, int]) -> TagFact | None:
    """The code of the country that is named or given by its ISO code, else one that differs by one slip of a finger.

    A country's code of two letters is a slip away from most words of three, and is never meant by one. Of several the
    one that the archive uses most; where it uses none of several, nobody can tell.
    """
    countries = _codes_of_countries()
    named = countries.get(code.upper()) or countries.get(_country(code))
    if named:
        return tag_fact(named, None)
    spaced = _spaced_codes().get(squeeze(code))
    if spaced:
        return tag_fact(spaced, None)
    near = [
        word
        for word in _one_slip_away(code.upper())
        if word in tag_codes() and len(word) >= SHORTEST_MISTYPED
    ]
    near.sort(key=lambda word: (-uses.get(word, 0), word))
    if not near or (len(near) > 1 and not uses.get(near[0], 0)):
        return None
    return tag_fact(near[0], None)


def likely_post(name: str) -> PostFact | None:
    """The post whose name in telegram numbers is most like this one."""
    near = get_close_matches(name, _post_names(), n=1, cutoff=LIKE_ENOUGH)
    return post_by_name(near[0]) if near else None


def is_one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter left out, put in or mistaken, or two in the wrong order, make one word of the other."""
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1]
    return short[at + 1 :] == long[at + 1 :] or swapped + short[at + 2 :] == long[at:]


def _one_slip_away(word: str) -> list[str]:
    """The words that become this one by a letter left out, put in, mistaken, or by two in the wrong order."""
    if len(word) < SHORTEST_MISTYPED:
        return []
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {
        *(left + right[1:] for left, right in halves if right),
        *(left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1),
        *(left + letter + right[1:] for left, right in halves if right for letter in ascii_uppercase),
        *(left + letter + right for left, right in halves for letter in ascii_uppercase),
    }
    return sorted(found - {word})


def _country(code: str) -> str:
    return country_names().get(code.upper(), "").upper()


@cache
def _codes_of_countries() -> dict[str, str]:
    """`TURKEY` -> `TU`: the countries of the TAGS table by their names."""
    facts = (tag_fact(code, None) for code in sorted(tag_codes()))
    return {
        fact.label.upper(): fact.code
        for fact in facts
        if fact and fact.label and fact.kind == "geo-political"
    }


@cache
def _spaced_codes() -> dict[str, str]:
    """`COUNTERTERRORISM` -> `COUNTER TERRORISM`: the terms of several words by their letters alone."""
    return {squeeze(code): code for code in sorted(tag_codes()) if not code.isalnum()}


@cache
def _post_names() -> tuple[str, ...]:
    return tuple(fact.mrn_name for fact in posts())
