"""Word lists of the data folder -> what a capitalised word may be: title, given name, ordinary word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from .gazetteers.posts import country_names, posts

NAME, INITIAL, GIVEN, SURNAME_WORD, TITLE, ORDINARY, NOT_NAME, CAPITALS = range(8)

# A single letter, or two joined, with points: `W.`, `J.D.`
INITIALS = re.compile(r"[A-Z]\.(?:[A-Z]\.)?\Z")
# Pairs of letters with points that are no initials.
ABBREVIATED = frozenset({"U.S.", "U.N.", "U.K.", "E.U.", "D.C.", "P.M.", "A.M.", "E.O.", "N.Y.", "U.A."})
# What begins with a number of a dynasty or ends with a generation: `Anselm VI`, `Sam Fox Jr.`
NAME_SUFFIXES = frozenset(
    {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "V", "VI", "VII", "VIII", "XII", "XVI"}
)
# An office in short: `MinHealth`, `PolDir`, `DepFonMin`
SHORT_OFFICE = re.compile(
    r"(?:Amb|Con|Def|Dep|Dir|Econ|Emb|Fin|Fon|Int|Leg|Min|Perm|Pol|Pres|Sec|Vice)(?:[A-Z][a-z]+)+\Z"
)
# Several of what is written in capitals: `FMs`, `AMCITs`
PLURAL_CAPITALS = re.compile(r"[A-Z]{2,}s\Z")
# Who is named by a field of study or a cause: `Chief Epidemiologist`, `Environmentalist`
LEARNED = re.compile(r"[A-Z][a-z]+(?:ologist|alist|atrician|narian)\Z")
# Articles that an Arabic surname may begin with: `Al-Tavern`
ARTICLES = frozenset({"Al", "El", "Ul", "As", "Ash", "Ad", "An", "Ar", "At", "Az", "Abd"})
# Small words inside a name, `Jan de Vark Ollenby`, `Anselm bin Corin al Tassel`.
PARTICLES = (
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter", "ten",
    "zu", "la", "le", "bin", "ibn", "bint", "al", "el", "ul",
)  # fmt: skip
# Endings of verbs and of other words that no list of words can be complete about.
NO_NAME_ENDINGS = ("ed", "ing", "tion", "ment", "ally", "ism", "ness")
# Endings of English nouns for what is done or felt: `Admissions`, `Consciousness`.
NOUN_ENDINGS = ("ousness", "ization", "isation", "issions", "izations", "isations", "ations")

# A Korean given name, whose first syllable may be a word: `In-taek`; and what is put before a word: `Anti-narco`
SYLLABLES = re.compile(r"[A-Z][a-z]{1,4}-[a-z]{2,5}\Z")
PREFIXES = frozenset(
    {
        "Anti",
        "Pre",
        "Post",
        "Non",
        "Co",
        "Re",
        "Ex",
        "Pro",
        "Semi",
        "Sub",
        "Pan",
        "Mid",
        "Self",
        "Vice",
        "Ultra",
        "Neo",
    }
)
# What is joined to a place or an owner: `Lostrom-based`, `Quarrow-led`
JOINED_PARTICIPLES = (
    "-based", "-born", "-led", "-hosted", "-owned", "-backed", "-run", "-style", "-trained", "-sponsored", "-funded",
    "-speaking", "-controlled", "-brokered", "-dominated", "-area", "-wide", "-era", "-bound", "-made",
)  # fmt: skip


@lru_cache(maxsize=32768)
def class_of(word: str) -> int:
    """What a capitalised word is by itself; a word that no list has is taken for a NAME."""
    known = word_classes().get(word)
    if known is not None:
        return known
    if word.isalpha():
        if len(word) == 1:
            return ORDINARY
        if word.isupper():
            return CAPITALS
        if SHORT_OFFICE.match(word) or LEARNED.match(word):
            return TITLE
        if PLURAL_CAPITALS.match(word):
            return TITLE if word_classes().get(word[:-1]) == TITLE else CAPITALS
        return ORDINARY if word.endswith(NOUN_ENDINGS) else NAME
    if INITIALS.match(word):
        return CAPITALS if word in ABBREVIATED else INITIAL
    if "’" in word:
        return class_of(word.replace("’", "'"))
    if "/" in word and word_classes().get(word.rpartition("/")[2]) == TITLE:
        return TITLE
    letters = word.replace("-", "").replace("'", "")
    if not letters.isalpha() or (letters.isupper() and len(letters) > 1):
        return CAPITALS
    if "-" in word:
        return _class_of_joined(word)
    return ORDINARY if len(word) == 1 else NAME


def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is one of the ordinary words."""
    return word in _words("ordinary_words")


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small sets of words; KeyError: there is none of that name."""
    return _word_sets()[name]


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs in small letters that follow a person's name: `said`."""
    return frozenset(_words("speech_verbs"))


@cache
def lower_titles() -> frozenset[str]:
    """Titles in small letters: `deputy`, `advisor`."""
    return frozenset(_titles()[1])


@cache
def word_classes() -> dict[str, int]:
    """Capitalised word -> its class; where lists disagree, the later one of this order wins."""
    classes: dict[str, int] = {}
    for kind, words in (
        (ORDINARY, [word.capitalize() for word in _words("ordinary_words")]),
        (SURNAME_WORD, _words("surname_words")),
        (GIVEN, _words("given_names")),
        (NOT_NAME, [*_words("not_names"), *_places()]),
        (TITLE, _titles()[0]),
    ):
        classes.update(dict.fromkeys(words, kind))
    return classes


def _class_of_joined(word: str) -> int:
    article, _, rest = word.partition("-")
    if article in ARTICLES:
        return NAME if rest[:1].isupper() and class_of(rest) in (NAME, GIVEN, TITLE) else ORDINARY
    if word.endswith(JOINED_PARTICIPLES):
        return ORDINARY
    if SYLLABLES.match(word) and not is_ordinary(word.rpartition("-")[2]) and article not in PREFIXES:
        return NAME
    parts = [class_of(part) for part in word.split("-") if part[:1].isupper()]
    if parts and parts[0] == GIVEN:
        return GIVEN
    if not parts or any(part in (ORDINARY, NOT_NAME, CAPITALS, TITLE) for part in parts):
        return ORDINARY if parts and TITLE not in parts else TITLE if parts else CAPITALS
    return NAME


@cache
def joined_places() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Places, firms and bodies of several words under their first: `La` -> (`La`, `Paz`)."""
    places: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in sorted({name for name in (*_place_names(), *_lines("joined_names")) if " " in name}):
        words = tuple(name.split(" "))
        places[words[0]] = (*places.get(words[0], ()), words)
    return places


def _place_names() -> list[str]:
    return [*country_names().values(), *(post.city for post in posts() if post.city)]


def _places() -> list[str]:
    names = _place_names()
    single = [name for name in names if " " not in name and "'" not in name]
    return [*single, *(name.replace(" ", "-") for name in names if " " in name)]


@cache
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    upper: set[str] = set()
    lower: set[str] = set()
    for line in _lines("title_words"):
        nouns = line.removeprefix("lower:")
        (upper if nouns == line else lower).update(nouns.split())
    return frozenset(upper), frozenset(lower)


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for line in _lines("word_sets"):
        name, _, words = line.partition(":")
        sets[name] = sets.get(name, frozenset()) | frozenset(words.split())
    return sets


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> list[str]:
    text = (files("generator.entities") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
