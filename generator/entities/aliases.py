"""The persons of people.toml -> the places of a text where one of their names stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .context import Mark

if TYPE_CHECKING:
    from ..reading.sources import KnownPerson

# Up to so many names are looked for one by one; of more, those whose first word is in the text.
FEW_NAMES = 60

# The words of a text, and the first word of a name: `Jean`, `David` of `Jean-David`
WORD = re.compile(r"\w+")


def find_aliases(text: str, known: tuple[KnownPerson, ...]) -> list[Mark]:
    """Every place where a name or alias stands as whole words, in this spelling or all in capitals.

    Of names that overlap the longest counts. A name that two persons have means neither.
    """
    if not known:
        return []
    marks: list[Mark] = []
    taken: set[int] = set()
    for alias, key in _present(text, _aliases(known)):
        place = text.find(alias)
        while place >= 0:
            end = place + len(alias)
            if _is_whole(text, place, end) and place not in taken and end - 1 not in taken:
                marks.append(Mark("person", key, place, end))
                taken.update(range(place, end))
            place = text.find(alias, end)
    return sorted(marks, key=lambda mark: mark.start)


def _present(text: str, aliases: tuple[tuple[str, str, str], ...]) -> list[tuple[str, str]]:
    if len(aliases) > FEW_NAMES:
        words = set(WORD.findall(text))
        aliases = tuple(entry for entry in aliases if entry[2] in words)
    return [(alias, key) for alias, key, _ in aliases if alias in text]


@lru_cache(maxsize=4)
def _aliases(known: tuple[KnownPerson, ...]) -> tuple[tuple[str, str, str], ...]:
    """(spelling, key, first word), longest first."""
    keys: dict[str, set[str]] = {}
    for person in known:
        for name in (person.name, *person.aliases):
            for spelling in (name, name.upper()):
                keys.setdefault(spelling, set()).add(person.key)
    entries = []
    for spelling, owners in keys.items():
        first = WORD.search(spelling)
        if len(owners) == 1 and first:
            entries.append((spelling, next(iter(owners)), first.group()))
    return tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])))


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1] if start else " ", text[end : end + 1]
    return not (before.isalnum() or before in ("-", "_")) and not (after.isalnum() or after == "_")
