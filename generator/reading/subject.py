"""The SUBJECT value -> the subject on one line, and its title in title case (format 9)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..entities.gazetteers.titles import title_words

# A portion mark before a subject: "(C) ", "(S/NF) "
MARK = re.compile(r"^\((?:TS|SBU|LOU|U|C|S|FOUO|NF)(?:[/ -]+[A-Z]+)*\)\s*")
# A word, with the apostrophes and hyphens in it: "U.S.", "ROK’S", "SLA/U", "8-9"
WORD = re.compile(r"[^\s\"“”()\[\]/-]+")
# Words that begin with no capital in a title, but for its edges and behind a colon
SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "in", "nor", "of", "on", "onto", "or", "per", "the", "to",
     "via", "vs")
)  # fmt: skip
LOWER = re.compile(r"[a-z]")
CONTRACTED = re.compile(r"(?<=[A-Z])['’](?:S|T|RE|VE|LL|D|M)$")
ROMAN = re.compile(r"(?=V$|X$|[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})$")
# A number with the letters that make it one of a row, or of several: "21ST", "3RD", "1980S"
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S)$")
# A portion mark behind a subject: " (C)"
MARK_BEHIND = re.compile(r"\s\((?:TS|SBU|LOU|U|C|S|FOUO)(?:/{1,2}[A-Z]+)*\)$")
# What underlines a subject, brought up to its line by whoever re-flowed it
UNDERLINE = re.compile(r"(?<=\w) ?-{5,}$")
LONGEST_KNOWN = 40
MOST_LOWER = 0.2
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


def title_of(subject: str) -> str:
    """The subject without its portion mark; in title case when it was sent in capitals, acronyms kept."""
    text = MARK.sub("", subject)
    text = MARK_BEHIND.sub("", text) or text
    if text.islower():
        text = text.upper()
    if not (text.isupper() or _is_nearly_upper(text)):
        return text
    words = list(WORD.finditer(text))
    pieces: list[str] = []
    position = 0
    for at, match in enumerate(words):
        pieces.append(text[position : match.start()])
        opens = (
            at == 0
            or (text[match.start() - 1] not in "-/" and _follows_clause(text, match.start()))
            or _opens_compound(text, match)
        )
        pieces.append(_titled(match.group(), opens or at == len(words) - 1))
        position = match.end()
    return "".join(pieces) + text[position:]


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
    """Whether a letter is the first part of a word: `A/S`, `A-TO-Z`; in `VIS-A-VIS` it is not."""
    start, end = match.span()
    return end - start == 1 and text[end : end + 1] in ("/", "-") and text[start - 1] not in "/-"


def _titled(word: str, at_edge: bool) -> str:
    return _known_title(word, at_edge) if len(word) <= LONGEST_KNOWN else _title_of_word(word, at_edge)


@lru_cache(maxsize=20_000)  # subjects share their words
def _known_title(word: str, at_edge: bool) -> str:
    return _title_of_word(word, at_edge)


def _title_of_word(word: str, at_edge: bool) -> str:
    bare = word.strip(",;:.!?'’")
    possessive = CONTRACTED.search(bare)
    stem = bare[: possessive.start()] if possessive else bare
    if LOWER.search(word):
        return word
    if bare.lower() in SMALL and not at_edge:
        return word.lower()
    if ORDINAL.match(stem):
        return word.lower()
    if _is_kept(stem):
        return word.replace(possessive.group(), possessive.group().lower()) if possessive else word
    known = title_words().get(stem)
    shown = known or _capitalised(stem)
    return (
        word.replace(stem, shown, 1).replace(possessive.group(), possessive.group().lower())
        if possessive
        else word.replace(stem, shown, 1)
    )


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
    head, apostrophe, tail = lowered.partition("'")
    if apostrophe and len(head) <= 2 and len(tail) > 2:
        return head.capitalize() + "'" + tail.capitalize()
    if apostrophe and title_words().get(head.upper()) == head.upper():
        return head.upper() + "'" + tail
    return lowered[:1].upper() + lowered[1:]
