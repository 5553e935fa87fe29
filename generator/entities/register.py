"""Names of a cable, one after the other -> its persons, and which of them a surname means."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from ..model import PersonNamed
from .lexicon import GIVEN, INITIAL, NAME_SUFFIXES, class_of
from .names import folded, is_variant, surname_of

# The small words before a surname: `de ` of `de Coriolis`, `al-` of `Corin al-Tassel`
PARTICLE = re.compile(r"(?:\A| )((?:[a-z]{1,5} ){0,2}[a-z]{1,5}[ '’-])[A-Z][^ ]*\Z")

MOST_TITLES = 8
MOST_NAMESAKES = 40

AMBIGUOUS = ""

Name = tuple[str, ...]


class Register:
    """The persons of one cable while it is read: who has which name, and whom a surname fits."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._names: dict[str, str] = {}
        self._titles: dict[str, dict[str, None]] = defaultdict(dict)
        self._roles: dict[str, set[str]] = {}
        self._keys: dict[Name, str] = {}
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_other_word: dict[str, set[str]] = defaultdict(set)

    def enter(self, words: Name, key: str, shown: str) -> None:
        """Enter a person, or one more name of a person who is entered."""
        self._names.setdefault(key, shown)
        self._keys.setdefault(folded(words), key)
        surname = surname_of(words)
        self._by_surname[fold(surname)].add(key)
        for word in words:
            if word != surname and word[0].isupper() and class_of(word) not in (GIVEN, INITIAL):
                self._by_other_word[fold(word)].add(key)

    def reserve(self, words: Name, key: str, shown: str) -> None:
        """Keep a full name for a person: should it come up, it is his, but its surname alone means nobody."""
        self._names.setdefault(key, shown)
        self._keys.setdefault(folded(words), key)

    def key_of(self, words: Name) -> str | None:
        """The key of the one person whom these words fit; AMBIGUOUS where they fit several, None where
        nobody.
        """
        exact = self._keys.get(folded(words))
        if exact is not None and len(words) > 1:
            return exact
        if len(words) > 1:
            return self.variant_key(words)
        real = [word for word in words if word[0].isupper() and word not in NAME_SUFFIXES]
        if len(real) != 1:
            return None
        fitting = self._by_surname.get(fold(real[0])) or self._by_other_word.get(fold(real[0]))
        if not fitting:
            return None
        return next(iter(fitting)) if len(fitting) == 1 else AMBIGUOUS

    def variant_key(self, words: Name) -> str | None:
        """The key of the one person entered of whose longer name these words are a form."""
        short = folded(words)
        if short in self._keys:
            return self._keys[short]
        keys = self._by_surname.get(fold(surname_of(words)), set()) | self._by_other_word.get(
            fold(surname_of(words)), set()
        )
        if not 0 < len(keys) <= MOST_NAMESAKES:
            return None
        fitting = {k for k in keys if is_variant(short, folded(tuple(self._names[k].split())))}
        return next(iter(fitting)) if len(fitting) == 1 else None

    def particle(self, key: str) -> str:
        """The small words before a person's surname, with the blank or hyphen after them: `de `, `al-`."""
        found = PARTICLE.search(self._names[key])
        return found.group(1) if found else ""

    def titles(self, key: str) -> tuple[str, ...]:
        """The titles under which a person was noted so far."""
        return tuple(self._titles.get(key, ()))

    def note(self, key: str, role: str, titles: tuple[str, ...] = ()) -> None:
        """Remember in which role, and under which titles, the cable shows a person."""
        self._roles.setdefault(key, set()).add(role)
        self._titles[key].update(dict.fromkeys(titles))

    def people(self) -> tuple[PersonNamed, ...]:
        """All persons who have a role, in the order of their keys."""
        return tuple(
            PersonNamed(
                key, self._names[key], self.titles(key)[:MOST_TITLES], tuple(sorted(self._roles[key]))
            )
            for key in sorted(self._roles)
        )


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """One word of a name as it is compared."""
    return " ".join(folded((word,)))
