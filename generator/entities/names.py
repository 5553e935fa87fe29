"""The words of a name -> its key, its comparable form, and the spelling in which it is shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .lexicon import INITIAL, INITIALS, NAME_SUFFIXES, PARTICLES, TITLE, class_of

LONGEST_KEY = 80

# What a key has no use for: `W. Bruce Weinrod` -> `w-bruce-weinrod`
NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart into a letter and a mark.
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """The key of a person: the name as shown, in small ASCII letters, joined by hyphens; 80 characters at
    most.

    A name without any Latin letter or digit has the code points of its letters for a key.
    """
    key = NOT_IN_KEY.sub("-", _plain(name)).strip("-")[:LONGEST_KEY].rstrip("-")
    return key or "-".join(f"{ord(letter):x}" for letter in name if letter.isalnum())[:LONGEST_KEY]


@lru_cache(maxsize=16384)
def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name as they are compared: `Jean-David LEVITTE` and `Jean David Levitte` are one."""
    if len(words) == 1 and words[0].isascii() and words[0].isalpha():  # most
        return (words[0].lower(),)
    return tuple(NOT_IN_KEY.sub(" ", _plain(" ".join(words))).split())


def surname_of(words: tuple[str, ...]) -> str:
    """The last word of a name that is no generation: `Fox` of `Sam Fox Jr.`"""
    return next((word for word in reversed(words) if word not in NAME_SUFFIXES), words[-1])


def is_variant(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the folded words `short` are a form of `long`: words left out, or first names as initials.

    At least two words must agree, one of them written out: `w weinrod` is a form of `w bruce weinrod`.
    """
    if len(short) < 2 or len(short) > len(long):
        return False
    rest = iter(long)
    return all(any(_agrees(word, other) for other in rest) for word in short) and len(short[-1]) > 1


@lru_cache(maxsize=4096)
def printed_name(printed: str) -> tuple[str, ...]:
    """The words of a name in a header field, titles left out and capitals set small: `MCTASSEL` ->
    `McTassel`. An office before the name, `DAO Ann Fox`, is no part of it.

    Empty where the field holds no name.
    """
    words = printed.replace(",", " ").split()
    if len(words) > 2 and words[0].isupper() and len(words[0]) > 2 and all(map(_is_mixed, words[1:])):
        words = words[1:]
    shown = [_set_small(word) if word.isupper() and len(word) > 1 else word for word in words]
    kept = tuple(word for word in shown if class_of(word) != TITLE and word[0].isalpha())
    full = any(class_of(word) != INITIAL and word.lower() not in PARTICLES for word in kept)
    return kept if full and len(kept) <= 6 else ()


def _is_mixed(word: str) -> bool:
    return not word.isupper() or INITIALS.match(word) is not None


def _agrees(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower().translate(PLAIN_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _set_small(word: str) -> str:
    if INITIALS.match(word) or word in NAME_SUFFIXES:
        return word
    if word.lower() in PARTICLES:
        return word.lower()
    parts = re.split(r"([-'’.])", word)
    small = "".join(part.capitalize() for part in parts)
    if small.startswith("Mc") and len(small) > 3:
        return "Mc" + small[2:].capitalize()
    return small
