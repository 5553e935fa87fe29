"""The words of a run -> Look: the persons, posts, numbers and acronyms that they may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from .gazetteers.posts import embassy_in, post_by_name
from .lexicon import (
    GIVEN,
    INITIAL,
    NAME,
    NAME_SUFFIXES,
    NOT_NAME,
    ORDINARY,
    SURNAME_WORD,
    TITLE,
    joined_places,
    word_set,
)
from .words import ACRONYM, BEFORE_NUMBER, ENDS_TITLE, IN_NAME, IN_POST, OPENS_PLACE, Word, word_of

LONGEST_NAME = 6
LONGEST_POST = 4
LONGEST_SYLLABLE = 5
LONGEST_WRITTEN_OUT = 4
LONGEST_TITLE = 70

# The hints for what a run may name with its last word, and with any
ENDS = ENDS_TITLE | BEFORE_NUMBER
WITHIN = IN_NAME | IN_POST | ACRONYM

# A name cannot end with one of these: `Anselm Tassel De`
OPEN_ENDED = frozenset({"De", "Del", "Al", "Bin", "Ibn", "de", "del", "al", "bin", "ibn"})
# The title of several persons, `Foreign Ministers Quillet and Tassel`
PLURAL_TITLE = re.compile(r"(?:[A-Z]{2,}|[A-Z].*(?:er|or|nt|te|st|or|al|of|an))s\Z|Secretaries\Z")
# Articles and other words before a title that are no part of it.
TITLE_OPENERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "and", "both", "then"})


class Candidate(Struct, frozen=True, array_like=True, gc=False):
    """Words of a run that may name a person; places count from the start of the run.

    `title_start` is where the words before the name begin (`start` where there are none), `titled` whether
    the last of them is a title, `titles` that title without article, `given` whether the name opens with a
    given name or has one after its first word (`given_second`), `strong` whether the title makes certain that
    this is a person. `words` are the name's, without possessive.
    """

    start: int
    end: int
    words: tuple[str, ...]
    title_start: int
    titled: bool
    titles: tuple[str, ...]
    given: bool
    given_second: bool
    strong: bool


class Place(Struct, frozen=True, array_like=True, gc=False):
    """A post that a run names, or may name before a number: `name` is the post's in telegram numbers."""

    start: int
    end: int
    name: str
    key: str


class Look(Struct, frozen=True, array_like=True, gc=False):
    """What a run may name. `last_title` is where the title phrase begins with which it ends, or -1."""

    candidates: tuple[Candidate, ...] = ()
    posts: tuple[Place, ...] = ()
    before_number: Place | None = None
    acronyms: tuple[tuple[str, int, int], ...] = ()
    last_title: int = -1


@lru_cache(maxsize=16384)
def look_at(run: str) -> Look | None:
    """What the words of a run may name, or None for nothing at all, as for `The` and `United States`."""
    words = list(map(word_of, run.split(" ")))
    hints = 0
    for word in words:
        hints |= word.hints
    ends = words[-1].hints & ENDS
    if not ends and not hints & WITHIN:
        return None
    if hints == IN_NAME and len(words) == 1:
        return _look_at_name(words[0])
    starts = [0]
    for word in words:
        starts.append(starts[-1] + word.length + 1)
    kinds = _kinds(words) if hints & OPENS_PLACE else [word.kind for word in words]
    candidates = tuple(_candidates(run, words, kinds, starts)) if hints & IN_NAME else ()
    posts = tuple(_posts(words, starts)) if hints & IN_POST else ()
    number = _before_number(words, starts) if ends & BEFORE_NUMBER else None
    short = _acronyms(words, starts) if hints & ACRONYM else ()
    last_title = _last_title(words, starts) if ends & ENDS_TITLE and kinds[-1] == TITLE else -1
    if candidates or posts or number or short or last_title >= 0:
        return Look(candidates, posts, number, short, last_title)
    return None


def _look_at_name(word: Word) -> Look | None:
    """What a word alone may name that may be of a name and of nothing else."""
    if word.kind not in (NAME, GIVEN):
        return None
    return Look((Candidate(0, len(word.text), (word.text,), 0, False, (), False, False, False),))


@lru_cache(maxsize=16384)
def clean_title(title: str) -> tuple[str, ...]:
    """A title without article and honorific; empty where nothing is left."""
    words = title.split()
    first = 0
    while first < len(words) and (
        words[first].lower() in TITLE_OPENERS or words[first] in word_set("openers")
    ):
        first += 1
    words = [word for word in words[first:] if word not in word_set("honorifics")]
    if words and words[-1].endswith(("'s", "’s")):
        words[-1] = words[-1][:-2]
    return (" ".join(words)[:LONGEST_TITLE],) if words and not words[-1].isdigit() else ()


def _kinds(words: Sequence[Word]) -> list[int]:
    """What each word is, those of a place of several words being no name: `La Paz`, `Tel Aviv`; an article within
    a name is of the name.
    """
    kinds = [word.kind for word in words]
    for at, word in enumerate(words):
        if word.hints & OPENS_PLACE:
            for place in joined_places().get(word.text, ()):
                if tuple(w.text for w in words[at : at + len(place)]) == place:
                    kinds[at : at + len(place)] = [NOT_NAME] * len(place)
    for at, word in enumerate(words):
        if at and word.text in word_set("name_parts") and _joins_names(words, kinds, at):
            kinds[at] = NAME
    return kinds


def _joins_names(words: Sequence[Word], kinds: Sequence[int], at: int) -> bool:
    """Whether the article at a word stands within a name, or opens one behind a title: `Ignazio La Vark`, `Minister
    El Vark`; or is the end of a Korean name, `Kim Vong Il`.
    """
    before = words[at - 1]
    if before.closes:
        return False
    if _ends_korean_name(words, kinds, at) or _is_syllable(words, kinds, at):
        return True
    if words[at].text not in word_set("articles"):
        return False
    if words[at].closes or at + 1 == len(words) or kinds[at + 1] not in (NAME, GIVEN):
        return False
    if kinds[at - 1] == TITLE:
        return before.text not in word_set("weak_titles")
    return kinds[at - 1] in (NAME, GIVEN)


def _is_syllable(words: Sequence[Word], kinds: Sequence[int], at: int) -> bool:
    """Whether a short word is part of a name of two, at the end of the run: `PM Vun Sen`, `Vice Minister He Vafei`."""
    text, last = words[at].text, at + 1 == len(words)
    if last and text in word_set("last_syllables"):
        return kinds[at - 1] == NAME and len(words[at - 1].text) <= LONGEST_SYLLABLE
    if text not in word_set("first_syllables") or at + 2 != len(words):
        return False
    return kinds[at - 1] == TITLE and kinds[at + 1] == NAME and not words[at].closes


def _ends_korean_name(words: Sequence[Word], kinds: Sequence[int], at: int) -> bool:
    """`Il` behind a Korean family name and one syllable more."""
    return (
        words[at].text == "Il"
        and at > 1
        and words[at - 2].text in word_set("korean")
        and kinds[at - 1] == NAME
    )


def _candidates(
    run: str, words: Sequence[Word], kinds: Sequence[int], starts: Sequence[int]
) -> list[Candidate]:
    found: list[Candidate] = []
    at, phrase, titled = 0, 0, False
    while at < len(words):
        word, kind = words[at], kinds[at]
        if kind < SURNAME_WORD or (titled and kind == SURNAME_WORD):
            after = _name_end(words, kinds, at, titled)
            if after and _is_of_place(words, at):
                at = after
                phrase, titled = at, False
                continue
            if after:
                found.append(_candidate(run, words, kinds, starts, (phrase, at, after), titled))
                at = after
                phrase, titled = at, False
                continue
        titled = kind == TITLE and not word.closes
        at += 1
        if word.closes or (at == 1 and word.text in word_set("openers")):
            phrase = at
    return found


def _is_of_place(words: Sequence[Word], first: int) -> bool:
    """Whether the word before a name makes a place, a ship or a storm of it: `San Tassel`, `Camp Ollenby`."""
    return first > 0 and words[first - 1].text in word_set("place_openers") and not words[first - 1].closes


def _candidate(
    run: str,
    words: Sequence[Word],
    kinds: Sequence[int],
    starts: Sequence[int],
    places: tuple[int, int, int],
    titled: bool,
) -> Candidate:
    phrase, first, after = places
    texts = tuple([word.text for word in words[first:after]])
    several = len(texts) > 1
    given_second = several and kinds[first] == NAME and kinds[first + 1] == GIVEN
    given = several and (
        GIVEN in (kinds[first], kinds[first + 1]) or _has_middle_initial(kinds, first, after)
    )
    title_start, start, end = starts[phrase], starts[first], starts[after - 1] + len(texts[-1])
    shared = titled and PLURAL_TITLE.match(words[first - 1].text) is not None
    titles = clean_title(run[title_start:start]) if titled and not shared else ()
    strong = titled and (several or words[first - 1].text not in word_set("weak_titles"))
    return Candidate(start, end, texts, title_start, titled, titles, given, given_second, strong)


def _has_middle_initial(kinds: Sequence[int], first: int, after: int) -> bool:
    """`Sharva R. Quillet`: an initial between two names."""
    return after - first == 3 and kinds[first] == kinds[after - 1] == NAME and kinds[first + 1] == INITIAL


def _name_end(words: Sequence[Word], kinds: Sequence[int], first: int, titled: bool) -> int:
    """The number of the word after the name that begins at word `first`, or 0 where none begins."""
    at, full = first, False
    for at in range(first, min(len(words), first + LONGEST_NAME)):
        word = words[at]
        if full and word.text in NAME_SUFFIXES:
            return at + 1
        if kinds[at] > SURNAME_WORD and not (at > first and word.text[0].islower()):
            break
        full = full or kinds[at] != INITIAL
        if word.closes:
            at += 1
            break
    else:
        at += 1
    while at > first + 1 and words[at - 1].text in OPEN_ENDED:
        at -= 1
    if not full or words[at - 1].text in word_set("firms"):
        return 0
    if _is_attributive(words, kinds, first, at, titled) or _is_list(words, kinds, first, at):
        return 0
    return at


def _is_list(words: Sequence[Word], kinds: Sequence[int], first: int, after: int) -> bool:
    """Names that were printed one below the other: `Ann Fox Bo Hart Cy Law`."""
    if after - first <= LONGEST_WRITTEN_OUT:
        return False
    name = range(first, after)
    return sum(kinds[at] != INITIAL and words[at].text[0].isupper() for at in name) > LONGEST_WRITTEN_OUT


def _is_attributive(
    words: Sequence[Word], kinds: Sequence[int], first: int, after: int, titled: bool
) -> bool:
    """`Obama Administration`, `Hassan Street`: the name of something else."""
    if after >= len(words) or words[after - 1].closes:
        return False
    if titled:
        if after - first == 1 and kinds[first] == GIVEN:
            return True
        return words[after].text in word_set("institutions")
    return kinds[after] in (NOT_NAME, ORDINARY)


def _posts(words: Sequence[Word], starts: Sequence[int]) -> Iterator[Place]:
    for at, word in enumerate(words):
        if not word.hints & IN_POST:
            continue
        if word.text in word_set("missions") and (post := post_by_name(word.text)):
            yield Place(starts[at], starts[at] + len(word.text), post.mrn_name, post.key)
        elif word.text in word_set("offices") and (at == 0 or words[at - 1].text in word_set("own")):
            yield from _post_of_office(words, starts, at)


def _post_of_office(words: Sequence[Word], starts: Sequence[int], at: int) -> Iterator[Place]:
    first = at + 2 if at + 1 < len(words) and words[at + 1].text == "General" else at + 1
    for after in range(min(first + LONGEST_POST, len(words)), first, -1):
        if any(word.closes for word in words[first : after - 1]):
            continue
        name = " ".join(word.text for word in words[first:after])
        post = post_by_name(name) or (embassy_in(name) if words[at].text == "Mission" else None)
        if post and post.kind in ("embassy", "consulate", "mission", "other"):
            end = starts[after - 1] + len(words[after - 1].text)
            yield Place(starts[at], end, post.mrn_name, post.key)
            return


def _before_number(words: Sequence[Word], starts: Sequence[int]) -> Place | None:
    """The post with which a run ends, the longest: a number after it makes a telegram number of it."""
    for first in range(max(0, len(words) - LONGEST_POST), len(words)):
        tail = words[first:]
        if any(word.closes for word in tail):
            continue
        post = post_by_name(" ".join(word.text for word in tail))
        if post:
            return Place(starts[first], starts[-1] - 1, post.mrn_name, post.key)
    return None


def _acronyms(words: Sequence[Word], starts: Sequence[int]) -> tuple[tuple[str, int, int], ...]:
    """Each known acronym where it stands first in the run."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        if word.hints & ACRONYM:
            places.setdefault(word.text, starts[at])
    return tuple((short, start, start + len(short)) for short, start in places.items())


def _last_title(words: Sequence[Word], starts: Sequence[int]) -> int:
    first = len(words) - 1
    while first and not words[first - 1].closes and words[first - 1].text not in word_set("openers"):
        first -= 1
    return starts[first]
