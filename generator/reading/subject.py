"""The SUBJECT value -> the subject on one line, and its title in title case (format 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..entities.gazetteers.titles import title_words
from ..entities.lexicon import NOT_NAME, PARTICLES, is_ordinary, word_classes
from ..model import Block, ListItem, Paragraph
from .spelling import is_written, spellings

# A portion mark before a subject: "(C) ", "(S/NF) "
MARK = re.compile(r"^\((?:TS|SBU|LOU|U|C|S|FOUO|NF)(?:[/ -]+[A-Z]+)*\)\s*")
# A word, with the apostrophes and hyphens in it: "U.S.", "ROK’S", "SLA/U", "8-9"
WORD = re.compile(r"[^\s\"“”()\[\]/:-]+")
# Words that begin with no capital in a title, but for its edges and behind a colon
SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "in", "nor", "of", "on", "onto", "or", "per", "the", "to",
     "via", "vs")
)  # fmt: skip
LOWER = re.compile(r"[a-z]")
CONTRACTED = re.compile(r"(?<=[A-Z0-9])['’](?:S|T|RE|VE|LL|D|M)$")
ROMAN = re.compile(r"(?=V$|X$|[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})$")
# A number with the letters that make it one of a row, or of several: "21ST", "3RD", "1980S"
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S)$")
# A portion mark behind a subject: " (C)"
MARK_BEHIND = re.compile(r"\s\((?:TS|SBU|LOU|U|C|S|FOUO)(?:/{1,2}[A-Z]+)*\)$")
# What underlines a subject, brought up to its line by whoever re-flowed it
UNDERLINE = re.compile(r"(?<=\w) ?-{5,}$")
LONGEST_KNOWN = 40
MOST_LOWER = 0.2
MOST_WORDS = 200
# `Charge d'Affaires`; but `Cote D'Ivoire`, as cables write it
AFTER_SMALL_D = frozenset(("affaires", "horizon", "etat", "oeuvre", "azur", "orsay", "elysee"))
EDGES = ",;:.!?'’"
# A word that may be a small one of a name, and the word behind it: `DA` and ` SILVA`, `AL` and `-TAVERN`
PARTICLE = re.compile(r"\b([A-Z]{2,5})(?=([ '’-][A-Z]+))")
# What may be short for the words before it: `(CSC)`
ABBREVIATION = re.compile(r"\(([A-Z]{3,6})\)")
ENDS_WORDS = frozenset(":?!-.")
ENDS_CLAUSE = (":", "?", "!", "--", "-")


def read_subject(value: str) -> str | None:
    """The subject on one line, a word that a hyphen carries over a line end joined; None when it is empty."""
    lines = [" ".join(line.split()) for line in value.split("\n")]
    text = ""
    for line in filter(None, lines):
        glue = (
            "" if not text or (text.endswith("-") and (text[-2:-1].isalnum() or text[-2:-1] == ".")) else " "
        )
        text += glue + line
    return UNDERLINE.sub("", text.strip()) or None


def title_of(subject: str, blocks: Iterable[Block] = ()) -> str:
    """The subject without its portion mark; in title case when it was sent in capitals, acronyms kept.

    `blocks` are the telegram's: what no list has is written as the sentences there write it.
    """
    title = MARK.sub("", subject)
    title = MARK_BEHIND.sub("", title) or title
    if title.islower():
        title = title.upper()
    if not (title.isupper() or _is_nearly_upper(title)):
        return title
    words = list(WORD.finditer(title))
    known = _own_spellings(title, words, blocks)
    pieces: list[str] = []
    position = 0
    for at, match in enumerate(words):
        pieces.append(title[position : match.start()])
        word = match.group()
        small = _stem(word) in known or word.lower().strip(EDGES) in SMALL
        at_edge = small and (at in (0, len(words) - 1) or _opens(title, match))
        pieces.append(_titled(word, at_edge, known))
        position = match.end()
    return "".join(pieces) + title[position:]


def _opens(title: str, match: re.Match[str]) -> bool:
    """Whether a word begins with a capital even when it is a small one."""
    before = title[match.start() - 1]
    return (
        before in '"“'
        or title[match.end() : match.end() + 1] == ":"
        or (before not in "-/" and _follows_clause(title, match.start()))
        or _opens_compound(title, match)
    )


def _own_spellings(title: str, words: list[re.Match[str]], blocks: Iterable[Block]) -> dict[str, str]:
    """How the telegram writes those words that are in no list, and the small words of names."""
    if len(words) > MOST_WORDS:  # no subject, whatever stands there
        return {}
    stems = {_stem(match.group()) for match in words}
    unknown = [stem for stem in stems if len(stem) > 1 and stem.isupper() and _is_unknown(stem)]
    names = [name for name in PARTICLE.findall(title) if name[0].lower() in PARTICLES]
    if not (unknown or names):
        return {}
    text = "\n".join([block.text for block in blocks if isinstance(block, (Paragraph, ListItem))])
    found = {word: word for word in ABBREVIATION.findall(title) if _abbreviates(word, title)}
    for small, name in names:
        if is_written(small.lower() + name.title(), text):
            found[small] = small.lower()
    return {**found, **spellings(unknown, text)}


@lru_cache(maxsize=20_000)
def _is_unknown(stem: str) -> bool:
    lowered = stem.lower()
    listed = lowered in SMALL or stem in title_words() or is_ordinary(lowered) or _is_kept(stem)
    return not (listed or word_classes().get(stem.capitalize()) == NOT_NAME)


def _abbreviates(word: str, title: str) -> bool:
    """Whether what stands in brackets is short for words before it: `Civil Service Commission (CSC)`."""
    before = [match.group()[0] for match in WORD.finditer(title, 0, title.index(f"({word})"))]
    return _is_unknown(word) and before[-1:] == [word[-1]] and word[0] in before[-8:]


def _is_nearly_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum([c.islower() for c in letters]) <= MOST_LOWER * len(letters)


def _follows_clause(text: str, start: int) -> bool:
    """Whether a new clause starts there; the point of `U.S.` ends none."""
    before = text[max(start - 20, 0) : start].rstrip(' "“(')
    if before[-1:] not in ENDS_WORDS:
        return False
    last_word = before[before.rfind(" ") + 1 :]
    return before.endswith(ENDS_CLAUSE) or (last_word.endswith(".") and "." not in last_word[:-1])


def _opens_compound(text: str, match: re.Match[str]) -> bool:
    """Whether a letter is the first or last part of a word: `A/S`, `CSTC-A`; in `VIS-A-VIS` it is neither."""
    start, end = match.span()
    return end - start == 1 and (text[end : end + 1] in ("/", "-")) != (text[start - 1] in "/-")


def _titled(word: str, at_edge: bool, known: dict[str, str]) -> str:
    stem = _stem(word)
    if stem in known:
        own = known[stem]
        before, _, behind = word.partition(stem)
        return before + (own[:1].upper() + own[1:] if at_edge else own) + behind.lower()
    return _known_title(word, at_edge) if len(word) <= LONGEST_KNOWN else _title_of_word(word, at_edge)


@lru_cache(maxsize=20_000)  # subjects share their words
def _known_title(word: str, at_edge: bool) -> str:
    return _title_of_word(word, at_edge)


def _title_of_word(word: str, at_edge: bool) -> str:
    bare = word.strip(EDGES)
    stem = _stem(word)
    if not stem or LOWER.search(word):
        return word
    if bare.lower() in SMALL and not at_edge:
        return word.lower()
    if ORDINAL.match(stem):
        return word.lower()
    shown = stem if _is_kept(stem) else title_words().get(stem) or _capitalised(stem)
    before, _, behind = word.partition(stem)
    return before + shown + behind.lower()


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """A word without the signs about it and what makes it a possessive: `IRAN'S,` -> `IRAN`."""
    bare = word.strip(EDGES)
    possessive = CONTRACTED.search(bare)
    return bare[: possessive.start()] if possessive else bare


@cache
def _is_kept(stem: str) -> bool:
    """Whether a word in capitals is an acronym, an initial or a roman number."""
    if stem in title_words():
        return title_words()[stem] == stem
    if ROMAN.match(stem) or any(c.isdigit() for c in stem):
        return True
    if "." in stem and len(stem.replace(".", "")) <= 4:
        return True
    return len(stem) > 1 and not any(c in "AEIOUYÁÉÍÓÚ" for c in stem)


def _capitalised(stem: str) -> str:
    lowered = stem.lower()
    if lowered.startswith("mc") and len(lowered) > 4:
        return "Mc" + lowered[2:].capitalize()
    apostrophe = "’" if "’" in lowered else "'"
    head, _, tail = lowered.partition(apostrophe)
    if len(head) == 1 and len(tail) > 2:
        return (head if tail in AFTER_SMALL_D else head.capitalize()) + apostrophe + tail.capitalize()
    if tail and title_words().get(head.upper()) == head.upper():
        return head.upper() + apostrophe + tail
    return lowered[:1].upper() + lowered[1:]
