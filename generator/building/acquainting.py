"""people.toml as it is now, and a store -> the store without the readings that the change may touch.

Whom the publisher names decides who is found in a cable, and so would every change of people.toml have all cables
read again. But a person can only be found where a name of his stands: of a text in which no name of those stands
who came, went or were changed, the reading stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..entities.names import folded
from ..reading.sources import KnownPerson
from .store import store_at

People = tuple[KnownPerson, ...]

# Of so many words it is dearer to look for each in every text than to read the text
MOST_WORDS = 200
BEYOND_ASCII = re.compile(r"\S*[^\x00-\x7f]\S*")


def is_acquainted(store: Path, people: People) -> bool:
    """Whether the readings of a store are those of a site that names these persons. Errors: NotSound."""
    with store_at(store) as opened:
        return opened.known() == people


def acquaint(store: Path, people: People) -> int:
    """Drops the readings that may be others now that these persons are named; how many. Errors: NotSound, Failure."""
    with store_at(store) as opened:
        known = opened.known()
        if known == people:
            return 0
        may_be_touched = _may_be_touched(known, people)
        touched = [key for key, cable in opened.texts() if known is None or may_be_touched(cable)]
        opened.become_acquainted(people, touched)
        return len(set(touched))


def _may_be_touched(known: People | None, people: People) -> Callable[[bytes], bool]:
    """Says of an encoded cable whether a name of those stands in it who are not the same in both."""
    words = sought_words(known or (), people)
    if words is None:
        return lambda cable: True
    if not words:
        return lambda cable: False

    def names_one(cable: bytes) -> bool:
        text = searchable(cable)
        return any(word in text for word in words)

    return names_one


def sought_words(known: People, people: People) -> frozenset[str] | None:
    """A word of each name, without which that name stands nowhere, and the keys; None: more than can be told so."""
    stay = set(known) & set(people)
    if [p for p in known if p in stay] != [p for p in people if p in stay]:
        return None  # of two persons with one name the first has it
    words: set[str] = set()
    for person in (set(known) | set(people)) - stay:
        words.add(person.key.lower())
        for name in (person.name, *person.aliases):
            parts = folded((name,))
            if not parts:
                return None
            words.add(max(parts, key=lambda part: (len(part), part)))
    return frozenset(words) if len(words) <= MOST_WORDS else None


def searchable(cable: bytes) -> str:
    """All words of an encoded cable in small letters; those with letters beyond ASCII also without their accents."""
    text = cable.decode("utf-8", "ignore")
    if not text.isascii():
        text = "\n".join((text, *(" ".join(folded((word,))) for word in BEYOND_ASCII.findall(text))))
    return text.lower()
