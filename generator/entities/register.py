"""Names of a cable, one after the other -> its persons, and which of them a surname means."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from msgspec import Struct

from ..model import PersonNamed
from .lexicon import GIVEN, INITIAL, NAME_SUFFIXES, class_of, is_ordinary
from .names import folded, is_variant, surname_of

# The small words before a surname: `de ` of `de Coriolis`, `al-` of `Corin al-Tassel`, `La ` of `Anna La Tassel`
PARTICLE = re.compile(
    r"(?:(?:\A| )(?=[a-z])|(?<= )(?=(?:La|El|Las|Los|San|Santa) ))((?:[a-z]{1,5} ){0,2}[A-Za-z]{1,5}[ '’-])[A-Z][^ ]*\Z"
)

# The article that an Arabic surname may lose: `al-Tassel` is called `Tassel`
ARTICLE = re.compile(r"(?:al|el|ul|ad|an|ar|as|at|az|ash)[-'’ ](?=.{3})", re.IGNORECASE)

MOST_TITLES = 8
MOST_NAMESAKES = 40

# Sets of roles as bits -> their names in order.
ROLES = ("classifier", "drafter", "named", "signer")
ROLE_BITS = {role: 1 << bit for bit, role in enumerate(ROLES)}
ROLE_SETS = [tuple(role for role in ROLES if bits & ROLE_BITS[role]) for bits in range(1 << len(ROLES))]

AMBIGUOUS = ""
_NOBODY: frozenset[str] = frozenset()
# No key holds a blank
_UNASKED = " "

Name = tuple[str, ...]


class Parts(Struct, frozen=True, gc=False):
    """The words of a name as they are compared: all of them, the surname, the other words that a person may
    be called by; `real` are those that are capitalised and no generation.
    """

    folded: Name
    surname: str
    others: Name
    real: Name


@lru_cache(maxsize=16384)
def parts_of(words: Name) -> Parts:
    """The parts of a name."""
    if len(words) == 1:
        alone = folded(words)
        shown = words[0][0].isupper() and words[0] not in NAME_SUFFIXES
        return Parts(alone, " ".join(alone), (), (" ".join(alone),) if shown else ())
    surname = surname_of(words)
    others = [
        word
        for word in words
        if word != surname and (word[0].isupper() or ARTICLE.match(word)) and _may_stand_alone(word)
    ]
    bare = ARTICLE.match(surname)
    if bare:
        others.append(surname[bare.end() :])
    real = [word for word in words if word[0].isupper() and word not in NAME_SUFFIXES]
    return Parts(folded(words), _fold(surname), tuple(map(_fold, others)), tuple(map(_fold, real)))


def _may_stand_alone(word: str) -> bool:
    """Whether a person may be called by this word of his name: not by an initial, nor by a `Bill` that is a word."""
    kind = class_of(word)
    return kind != INITIAL and not (kind == GIVEN and is_ordinary(word.lower()))


def _fold(word: str) -> str:
    return " ".join(folded((word,)))


@lru_cache(maxsize=4096)
def _particle(name: str) -> str:
    found = PARTICLE.search(name)
    return found.group(1) if found else ""


class Register:
    """The persons of one cable while it is read: who has which name, and whom a surname fits."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._names: dict[str, str] = {}
        self._titles: dict[str, dict[str, None]] = defaultdict(dict)
        self._roles: dict[str, int] = {}
        self._keys: dict[Name, str] = {}
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_other_word: dict[str, set[str]] = defaultdict(set)
        self._answers: dict[Name, str | None] = {}

    def enter(self, words: Name, key: str, shown: str) -> None:
        """Enter a person, or one more name of a person who is entered."""
        self._answers.clear()
        parts = parts_of(words)
        self._names.setdefault(key, shown)
        self._keys.setdefault(parts.folded, key)
        self._by_surname[parts.surname].add(key)
        for word in parts.others:
            self._by_other_word[word].add(key)

    def reserve(self, words: Name, key: str, shown: str) -> None:
        """Keep a full name for a person: should it come up, it is his, but its surname alone means nobody."""
        self._answers.clear()
        self._names.setdefault(key, shown)
        self._keys.setdefault(parts_of(words).folded, key)

    def key_of(self, words: Name) -> str | None:
        """The key of the one person whom these words fit; AMBIGUOUS where they fit several, None where
        nobody.
        """
        answer = self._answers.get(words, _UNASKED)
        if answer == _UNASKED:
            answer = self._answers[words] = self._find_key(words)
        return answer

    def _find_key(self, words: Name) -> str | None:
        if len(words) > 1:
            return self.variant_key(words)
        real = parts_of(words).real
        if not real:
            return None
        fitting = self._by_surname.get(real[0]) or self._by_other_word.get(real[0])
        if not fitting:
            return None
        return next(iter(fitting)) if len(fitting) == 1 else AMBIGUOUS

    def is_called_by(self, key: str, words: Name) -> bool:
        """Whether a word alone is a name of a person other than the surname."""
        real = parts_of(words).real
        return bool(real) and key in self._by_other_word.get(real[0], _NOBODY)

    def namesakes(self, words: Name) -> set[str | None]:
        """The keys of all whom a surname fits; none where one of them has no other name."""
        real = parts_of(words).real
        keys = self._by_surname.get(real[0]) or self._by_other_word.get(real[0]) if real else None
        return set(keys) if keys and all(" " in self._names[key] for key in keys) else set()

    def variant_key(self, words: Name) -> str | None:
        """The key of the one person entered of whose longer name these words are a form."""
        parts = parts_of(words)
        exact = self._keys.get(parts.folded)
        if exact is not None:
            return exact
        keys = self._by_surname.get(parts.surname, _NOBODY) | self._by_other_word.get(parts.surname, _NOBODY)
        if not 0 < len(keys) <= MOST_NAMESAKES:
            return None
        fitting = {k for k in keys if is_variant(parts.folded, folded(tuple(self._names[k].split())))}
        return next(iter(fitting)) if len(fitting) == 1 else None

    def particle(self, key: str) -> str:
        """The small words before a person's surname, with the blank or hyphen after them: `de `, `al-`."""
        return _particle(self._names[key])

    def titles(self, key: str) -> tuple[str, ...]:
        """The titles under which a person was noted so far."""
        return tuple(self._titles.get(key, ()))

    def note(self, key: str, role: str, titles: tuple[str, ...] = ()) -> None:
        """Remember in which role, and under which titles, the cable shows a person."""
        self._roles[key] = self._roles.get(key, 0) | ROLE_BITS[role]
        for title in titles:
            self._titles[key].setdefault(title)

    def has_role(self, key: str, role: str) -> bool:
        """Whether the cable shows a person in a role, as noted so far."""
        return bool(self._roles.get(key, 0) & ROLE_BITS[role])

    def people(self) -> tuple[PersonNamed, ...]:
        """All persons who have a role, in the order of their keys."""
        return tuple(
            PersonNamed(
                key, self._names[key], tuple(self._titles.get(key, ()))[:MOST_TITLES], ROLE_SETS[roles]
            )
            for key, roles in sorted(self._roles.items())
        )
