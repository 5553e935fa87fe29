"""The text of a cable -> runs of capitalised words, each with what it may name; read in one pass.

A run is `Elysee Diplomatic Advisor Jean-David Levitte`. What a run may name depends on its words alone, so
it is worked out once and remembered: most runs of an archive come again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, structs

from .gazetteers.acronyms import acronyms
from .gazetteers.posts import last_words, post_by_name
from .lexicon import (
    CAPITALS,
    GIVEN,
    INITIAL,
    NAME,
    NAME_SUFFIXES,
    NOT_NAME,
    ORDINARY,
    PARTICLES,
    SURNAME_WORD,
    TITLE,
    class_of,
    is_ordinary,
    joined_places,
    word_set,
)

LONGEST_RUN = 300
LONGEST_NAME = 6
LONGEST_POST = 4
LONGEST_WRITTEN_OUT = 4

_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(n) for n in range(0x100, 0x180) if chr(n).isupper())
_ASCII_WORD = r"[A-Z][A-Za-z0-9_'./&-]*+"
_WORD = rf"[{_UPPER}][\w'’./&-]*+"
_SMALL = rf"(?:(?:{'|'.join(PARTICLES)}) ){{0,2}}(?:(?:al|el|ul|ar|as|ad|d)[-'’])?"
# Up to twelve capitalised words, small name words between them: `Philippe Carre`, `General Jaap de Hoop`,
# `W. B. Fox`
RUN = re.compile(rf"{_WORD}(?: (?:{_WORD}|{_SMALL}{_WORD})){{0,11}}")
# The same, twice as fast, for a text without other letters than A to Z.
ASCII_RUN = re.compile(rf"{_ASCII_WORD}(?: (?:{_ASCII_WORD}|{_SMALL}{_ASCII_WORD})){{0,11}}", re.ASCII)
# A possessive ending, which ends a name: `Obering's`, `Hughes'`
POSSESSIVE = re.compile(r"(?:['’]s|['’])\Z")


class Candidate(Struct, frozen=True, array_like=True, gc=False):
    """Words of a run that may name a person; places count from the start of the run.

    `title_start` is where the words before the name begin (`start` where there are none), `titled` whether
    the last of them is a title, `given` whether the name opens with a given name. `words` are the name's,
    without possessive.
    """

    start: int
    end: int
    words: tuple[str, ...]
    title_start: int
    titled: bool
    given: bool


class Place(Struct, frozen=True, array_like=True, gc=False):
    """A post that a run names, or may name before a number: `name` is the post's in telegram numbers."""

    start: int
    end: int
    name: str
    key: str


class Look(Struct, frozen=True, array_like=True, gc=False):
    """What a run may name. `last_title` is where the title phrase begins with which it ends, or -1."""

    text: str
    candidates: tuple[Candidate, ...] = ()
    posts: tuple[Place, ...] = ()
    before_number: tuple[Place, ...] = ()
    acronyms: tuple[tuple[int, int], ...] = ()
    last_title: int = -1
    words: tuple[str, ...] = ()


class Run(Struct, frozen=True, array_like=True, gc=False):
    """A run that may name something, and where it stands."""

    start: int
    end: int
    look: Look


class Word(Struct, frozen=True, array_like=True, gc=False):
    """A word of a run without point, comma or possessive; `closes` tells that a name cannot go on after
    it.
    """

    start: int
    end: int
    text: str
    kind: int
    closes: bool


def find_runs(text: str) -> list[Run]:
    """All runs that may name something, in order; a run never crosses a line break."""
    runs = []
    for match in (ASCII_RUN if text.isascii() else RUN).finditer(text):
        words = match.group()
        if len(words) <= LONGEST_RUN and (look := look_at(words)) is not None:
            runs.append(Run(match.start(), match.end(), look))
    return runs


@lru_cache(maxsize=32768)
def look_at(run: str) -> Look | None:
    """What the words of a run may name, or None for nothing at all, as for `The` and `United States`."""
    words = _without_places(tuple(_words(run)))
    candidates = tuple(_candidates(words))
    places = tuple(_posts(words))
    before_number = tuple(_before_number(words))
    known = acronyms()
    short = {w.text: (w.start, w.end) for w in reversed(words) if w.text in known and _is_acronym(w.text)}
    last_title = _last_title(words)
    if candidates or places or before_number or short or last_title >= 0:
        texts = tuple(word.text for word in words)
        return Look(run, candidates, places, before_number, tuple(sorted(short.values())), last_title, texts)
    return None


def _words(run: str) -> Iterator[Word]:
    place = 0
    for raw in run.split(" "):
        kind = class_of(raw)
        text = raw
        if kind not in (TITLE, INITIAL) and raw not in NAME_SUFFIXES:
            text = POSSESSIVE.sub("", raw.partition("--")[0].rstrip("./&-"))
            kind = class_of(text) if text else CAPITALS
        ends_sentence = raw.endswith(".") and raw[:-1] == text
        yield Word(place, place + len(text), text, kind, ends_sentence or len(text) < len(raw))
        place += len(raw) + 1


def _without_places(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with those of a place of several words marked as no name: `La Paz`, `Tel Aviv`."""
    places = joined_places()
    marked: set[int] = set()
    for at, word in enumerate(words):
        for place in places.get(word.text, ()):
            if tuple(w.text for w in words[at : at + len(place)]) == place:
                marked.update(range(at, at + len(place)))
    if not marked:
        return words
    return tuple(structs.replace(w, kind=NOT_NAME) if n in marked else w for n, w in enumerate(words))


def _candidates(words: tuple[Word, ...]) -> Iterator[Candidate]:
    at, phrase, titled = 0, 0, False
    while at < len(words):
        word = words[at]
        name = _name_at(words, at, titled)
        if name:
            yield _candidate(words, phrase, at, name, titled)
            at = name
            phrase, titled = at, False
            continue
        titled = word.kind == TITLE and not word.closes
        at += 1
        if word.closes or (at == 1 and word.text in word_set("openers")):
            phrase = at


def _candidate(words: tuple[Word, ...], phrase: int, first: int, after: int, titled: bool) -> Candidate:
    name = words[first:after]
    given = any(word.kind == GIVEN for word in name[:2]) and len(name) > 1
    texts = tuple(word.text for word in name)
    return Candidate(name[0].start, name[-1].end, texts, words[phrase].start, titled, given)


def _name_at(words: tuple[Word, ...], first: int, titled: bool) -> int:
    """The number of the word after the name that begins at word `first`, or 0 where none begins."""
    opening = words[first].kind
    if opening not in (NAME, GIVEN, INITIAL) and not (titled and opening == SURNAME_WORD):
        return 0
    at, full = first, False
    while at < len(words) and at - first < LONGEST_NAME:
        word = words[at]
        if word.text in NAME_SUFFIXES and full:
            return at + 1
        if not _goes_on(word, at - first):
            break
        full = full or word.kind != INITIAL
        at += 1
        if word.closes:
            break
    if not full or _is_attributive(words, first, at, titled) or _is_list(words[first:at]):
        return 0
    return at


def _is_list(name: tuple[Word, ...]) -> bool:
    """Names that were printed one below the other: `Ann Fox Bo Hart Cy Law`."""
    return sum(word.kind != INITIAL and word.text[0].isupper() for word in name) > LONGEST_WRITTEN_OUT


def _goes_on(word: Word, number: int) -> bool:
    if number and word.text[0].islower():
        return True
    return word.kind in (NAME, GIVEN, INITIAL, SURNAME_WORD)


def _is_attributive(words: tuple[Word, ...], first: int, after: int, titled: bool) -> bool:
    """`Obama Administration`, `Hassan Street`: the name of something else."""
    if after >= len(words) or words[after - 1].closes:
        return False
    if titled:
        if after - first == 1 and words[first].kind == GIVEN:
            return True
        return words[after].text in word_set("institutions")
    return words[after].kind in (NOT_NAME, ORDINARY)


def _posts(words: tuple[Word, ...]) -> Iterator[Place]:
    for at, word in enumerate(words):
        if word.text in word_set("missions") and (post := post_by_name(word.text)):
            yield Place(word.start, word.end, post.mrn_name, post.key)
        elif word.text in word_set("offices") and (at == 0 or words[at - 1].text in word_set("own")):
            yield from _post_of_office(words, at)


def _post_of_office(words: tuple[Word, ...], at: int) -> Iterator[Place]:
    first = at + 2 if at + 1 < len(words) and words[at + 1].text == "General" else at + 1
    for after in range(min(first + LONGEST_POST, len(words)), first, -1):
        if any(word.closes for word in words[first : after - 1]):
            continue
        name = " ".join(word.text for word in words[first:after])
        post = post_by_name(name)
        if post and post.kind in ("embassy", "consulate", "mission", "other"):
            yield Place(words[at].start, words[after - 1].end, post.mrn_name, post.key)
            return


def _before_number(words: tuple[Word, ...]) -> Iterator[Place]:
    """Posts with which a run ends, longest first: a number after it makes a telegram number of it."""
    if words[-1].closes or words[-1].text.upper() not in last_words():
        return
    for first in range(max(0, len(words) - LONGEST_POST), len(words)):
        tail = words[first:]
        if any(word.closes for word in tail):
            continue
        post = post_by_name(" ".join(word.text for word in tail))
        if post:
            yield Place(tail[0].start, tail[-1].end, post.mrn_name, post.key)
            return


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and not is_ordinary(text.lower())


def _last_title(words: tuple[Word, ...]) -> int:
    last = words[-1]
    if last.closes or last.kind != TITLE:
        return -1
    first = len(words) - 1
    while first and not words[first - 1].closes and words[first - 1].text not in word_set("openers"):
        first -= 1
    return words[first].start
