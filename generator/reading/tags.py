"""The TAGS line -> Tag, in order and without repeats (format 8, 5 FAH-3 H-110)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..entities.gazetteers import tag_codes
from ..entities.gazetteers.tables import read_rows
from ..model import Tag
from .markers import PAGE_MARKER

# One term: "MARR", "UNGA/C-6", "(CLINTON, HILLARY)"
TERM = re.compile(r"\((?P<qualifier>[^()]*)\)?|(?P<code>[^\s,;()]+)")
PARENTHESIS = re.compile(r"([()])")
FEWEST_COMMAS = 2
NO_TERM = frozenset({"SIPDIS", "NOFORN", "TAGS", "TAGS:", "N/A", "&", "-", "--", "."})
# A person in square brackets: "PINR [LOSTROM, ANNA]"; and what may stand between codes: "MARR/MOPS/PREL"
BRACKETED = re.compile(r"\[(?P<qualifier>[^\[\]()]*,[^\[\]()]*)\]")
BETWEEN_CODES = re.compile(r"[/.\u00b6-]+")
# Marks that stand before the first term, or behind one: "TAGS: (U) PREL", "TAGS: PREL (U), XX"
PORTIONS = frozenset({"U", "SBU", "C", "S"})
WITH_PERSON = frozenset({"OVIP", "OREP", "OEXC"})
SHORTEST_FUSED = 6
LONGEST_FUSED = 200
LONGEST_KNOWN = 60
LONGEST_TERM_WORDS = 3
SUBJECT_LETTERS = 4
FUSED_SIZES = (4, 2)
TERM_SIZES = (4, 3, 2)
# Offices that stand on TAGS lines as if they were codes
LOOSE_CODES = frozenset({"POL", "MIL"})


def read_tags(value: str) -> tuple[Tag, ...]:
    """The terms of a TAGS value, which may be several lines, upper case."""
    lines = (" ".join(line.split()) for line in value.upper().split("\n"))
    text = " ".join(line for line in lines if not PAGE_MARKER.match(line))
    if "[" in text:
        text = BRACKETED.sub(r"(\g<qualifier>)", text)
    if text.count(",") >= FEWEST_COMMAS:
        return _unique([tag for item in _items(text) for tag in _terms_of(item)])
    return _unique(_read_item(_words(text), joined=False))


def _items(text: str) -> list[str]:
    """A line cut at its commas, but for those in parentheses."""
    if "(" not in text and ")" not in text:
        return text.split(",")
    parts = PARENTHESIS.split(text)
    pieces: list[str] = []
    for words, sign in zip(parts[::2], [*parts[1::2], ""], strict=True):
        pieces += (words if sign == ")" else words.replace(",", "\n"), sign)
    return "".join(pieces).split("\n")


def _terms_of(item: str) -> tuple[Tag, ...]:
    return _known_terms(item) if len(item) <= LONGEST_KNOWN else tuple(_read_item(_words(item)))


@lru_cache(maxsize=20_000)  # archives have the same few hundred terms on all lines
def _known_terms(item: str) -> tuple[Tag, ...]:
    return tuple(_read_item(_words(item)))


def _unique(tags: list[Tag]) -> tuple[Tag, ...]:
    qualified = {tag.code for tag in tags if tag.qualifier}
    return tuple(dict.fromkeys(tag for tag in tags if tag.qualifier or tag.code not in qualified))


def _read_item(words: list[Tag], joined: bool = True) -> list[Tag]:
    """The terms of a line, or of what stands between two commas: there, unknown words are one term."""
    known = tag_codes()
    if joined and len(words) > 1 and all(word.code and word.code not in known for word in words):
        phrase = " ".join(word.code for word in words)
        return [Tag(_terms().get(phrase, phrase))]
    tags: list[Tag] = []
    at = 0
    while at < len(words):
        at = _read_term(words, at, tags)
    return tags


def _words(line: str) -> list[Tag]:
    """The words of a line, each as a code; a parenthesis as a qualifier without code."""
    words: list[Tag] = []
    for match in TERM.finditer(line):
        if match["qualifier"] is not None:
            qualifier = " ".join(match["qualifier"].split())
            qualifier = "" if qualifier in PORTIONS else qualifier
            words += [Tag("", qualifier)] if qualifier else []
            continue
        code = match["code"].strip(".:*[]\"'\\")
        if code and code not in NO_TERM and any(map(str.isalnum, code)):
            words.append(Tag(code))
    return words


def _read_term(words: list[Tag], at: int, tags: list[Tag]) -> int:
    """Reads the term that starts at a word; the number of the word after it."""
    word = words[at]
    if word.qualifier:
        _qualify(tags, word.qualifier)
        return at + 1
    for size in range(LONGEST_TERM_WORDS, 1, -1) if word.code in _first_words() else ():
        phrase = " ".join(other.code for other in words[at : at + size])
        if phrase in _terms():
            tags.append(Tag(_terms()[phrase]))
            return at + size
        if size == 2 and tags and tags[-1].code in WITH_PERSON and phrase in _personalities():
            _qualify(tags, _personalities()[phrase])
            return at + size
    fused = _split_term(word.code, words[at + 1].code) if at + 1 < len(words) else None
    if fused:
        tags.extend(Tag(code) for code in fused)
        return at + 2
    if word.code != "AND":
        tags.extend(Tag(code) for code in _split_fused(word.code) or [word.code])
    return at + 1


def _qualify(tags: list[Tag], qualifier: str) -> None:
    """A person in parentheses belongs to the code before him; a second one repeats the code."""
    if not tags:
        tags.append(Tag(qualifier))
    elif tags[-1].qualifier is None:
        tags[-1] = Tag(tags[-1].code, qualifier)
    else:
        tags.append(Tag(tags[-1].code, qualifier))


@cache
def _terms() -> dict[str, str]:
    return {row["term"]: row["code"] for row in read_rows("tag_terms")} | {
        code: code for code in tag_codes() if " " in code and "," not in code
    }


@cache
def _personalities() -> dict[str, str]:
    """`CLINTON HILLARY` -> `CLINTON, HILLARY`, as the handbook lists personalities."""
    names: dict[str, str] = {}
    for code in sorted(tag_codes()):
        surname, comma, given = code.partition(", ")
        if comma:
            names[f"{surname} {given.split()[0]}"] = code
    return names


@lru_cache(maxsize=10_000)
def _split_fused(word: str) -> tuple[str, ...] | None:
    """`ECONEFIN`, `ECON/EFIN` -> ECON, EFIN, `K-PAO` -> KPAO: only when the whole word is known codes.

    Without signs between, those of four or of two letters, not all of two.
    """
    if "-" in word and (joined := word.replace("-", "")) in tag_codes() and word not in tag_codes():
        return (joined,)
    parts = BETWEEN_CODES.split(word)
    if len(parts) > 1 and word not in tag_codes():
        return tuple(parts) if all(part in tag_codes() for part in parts) else None
    if word in tag_codes() or not SHORTEST_FUSED <= len(word) <= LONGEST_FUSED or not word.isalpha():
        return None
    codes = _codes_of(word, FUSED_SIZES)
    return codes if codes and any(len(code) == FUSED_SIZES[0] for code in codes) else None


def _codes_of(word: str, sizes: tuple[int, ...]) -> tuple[str, ...] | None:
    """The known codes of these sizes of which a word consists, the first size preferred; None when it does not."""
    known = tag_codes() | LOOSE_CODES
    reachable: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word)):
        if start not in reachable:
            continue
        for size in sizes:
            end = start + size
            if end <= len(word) and end not in reachable and word[start:end] in known:
                reachable[end] = (*reachable[start], word[start:end])
    return reachable.get(len(word))


@cache
def _term_starts() -> dict[str, tuple[tuple[str, str], ...]]:
    """First word -> the second one and the code of each term of two words."""
    rows = ([*phrase.split(), code] for phrase, code in sorted(_terms().items()))
    starts: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows:
        if len(row) == 3:
            starts[row[0]] = (*starts.get(row[0], ()), (row[1], row[2]))
    return starts


@cache
def _first_words() -> frozenset[str]:
    """The words with which a term or a personality of several words begins."""
    return frozenset(phrase.split()[0] for phrase in (*_terms(), *_personalities()))


def _split_term(first: str, second: str) -> tuple[str, ...] | None:
    """`HUMAN RIGHTSPOLMIL` -> HUMAN RIGHTS, POL, MIL: a term of two words with codes fused to it."""
    for two, code in _term_starts().get(first, ()):
        if second.startswith(two) and second != two:
            rest = _codes_of(second[len(two) :], TERM_SIZES)
            return (code, *rest) if rest else None
    return None


@lru_cache(maxsize=10_000)
def read_slip(code: str) -> str | None:
    """The subject that a code is with one letter typed twice: `MOPPS` is MOPS; None for any other."""
    if len(code) != SUBJECT_LETTERS + 1 or code in tag_codes():
        return None
    single = {code[:at] + code[at + 1 :] for at in range(SUBJECT_LETTERS) if code[at] == code[at + 1]}
    meant = sorted(single & tag_codes())
    return meant[0] if len(meant) == 1 else None
