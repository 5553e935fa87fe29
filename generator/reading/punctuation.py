"""A text in which plain signs stand for lost typographic ones -> the same text with these (format 16.3)."""

from __future__ import annotations

import re

from msgspec import Struct

from ..model import Span

# A comma for an apostrophe: "the minister,s", "don,t", "I,ve", "THE EMBASSY,S", "Chargé d,Affaires", "coup d,etat"
APOSTROPHE = re.compile(
    r",(?:(?=(?:s|t|re|ve|ll|d|m|S|T)\b)(?:(?<=[A-Za-z]{2},)|(?<=\bI,))|(?=[A-Z][a-z]{3})(?<=\b[dl],)"
    r"|(?=[aeiouh][a-z]{3})(?<=\s[dl],)|(?=[AEIOUH][A-Z]{3})(?<=\s[DL],))"
)
# One that is no comma, though no other sign was lost: "LOSTROM,S VISIT", "a tour d,horizon"
CERTAIN = re.compile(r"(?:[A-Z]{3},S(?= [A-Z])|[a-z]{3},[st](?= [a-z])|\s[dl],[aeiouh]|\s[DL],[AEIOUH])")
# "&" and "8" for quotation marks, within 60 characters: "a &clear signal8 to"
QUOTATION = re.compile(
    r"&(?<![\w&]&)(?P<words>(?=[A-Za-z(\[.'])(?!#?\w{2,6};)[^&8]{1,60}?(?<=[A-Za-z.,?!'’)\]]))8(?![0-9A-Za-z])"
)
# A bracket, or the blank line that ends what one opened
BRACKET = re.compile(r"[()]|\n[^\S\n]*\n")
# A bracket for a dash, where none is open: "the talks ) short of a treaty ) failed"
LONE_BRACKET = re.compile(r"\)(?<=[A-Za-z,] \))(?=\s[A-Za-z])")
# An asterisk for a long dash: "civilians*ten percent"
LONG_DASH = re.compile(r"\*(?<=[a-z]{2}\*)(?=[a-z]{2})")
# The word of which a sign is part: "signal8"
WORD_BEFORE = re.compile(r"\w+$")
FEWEST = 2
DASH = "–"


class Damage(Struct, frozen=True):
    """`at` is where a sign stands, `sign` what it stands for, `was` its place with the word that it seems part of."""

    at: int
    sign: str
    was: Span


def find_damage(text: str) -> tuple[Damage, ...]:
    """The lost signs of a text in order: each kind counts only where the text shows it at least twice.

    Of quotation marks one pair is enough in a text whose apostrophes were lost as well, and one apostrophe where
    nothing else can be meant.
    """
    found: list[Damage] = []
    apostrophes = _apostrophes(text)
    fewest_pairs = 1 if len(apostrophes) >= FEWEST else FEWEST
    for rows in (apostrophes, _quotations(text, fewest_pairs), _dashes(text), _long_dashes(text)):
        if len(rows) >= FEWEST or (rows and rows is apostrophes and _is_certain(text, rows[0].at)):
            found += rows
    return tuple(sorted(found, key=lambda damage: damage.at))


def mend(text: str, damages: tuple[Damage, ...]) -> str:
    """The text with the signs that were lost; as long as it was."""
    pieces: list[str] = []
    position = 0
    for damage in damages:
        pieces += (text[position : damage.at], damage.sign)
        position = damage.at + 1
    return "".join((*pieces, text[position:]))


def _apostrophes(text: str) -> list[Damage]:
    return [Damage(match.start(), "’", match.span()) for match in APOSTROPHE.finditer(text)]


def _is_certain(text: str, at: int) -> bool:
    return any(CERTAIN.match(text, max(at - before, 0)) for before in (2, 3))


def _quotations(text: str, fewest: int) -> list[Damage]:
    """Each pair counts as one, but is two signs."""
    if "&" not in text or "8" not in text:
        return []
    pairs = list(QUOTATION.finditer(text))
    if len(pairs) < fewest:
        return []
    rows: list[Damage] = []
    for match in pairs:
        end = match.end() - 1
        word = WORD_BEFORE.search(text, match.start(), end)
        rows.append(Damage(match.start(), "“", (match.start(), match.start() + 1)))
        rows.append(Damage(end, "”", (word.start() if word else end, end + 1)))
    return rows


def _dashes(text: str) -> list[Damage]:
    """Brackets that close nothing, with a blank on both sides; a blank line ends what a bracket opened."""
    if " )" not in text or LONE_BRACKET.search(text) is None:
        return []
    rows: list[Damage] = []
    depth = 0
    for match in BRACKET.finditer(text):
        sign = match.group()
        if sign == ")":
            if not depth and LONE_BRACKET.match(text, match.start()):
                rows.append(Damage(match.start(), DASH, match.span()))
            depth = max(depth - 1, 0)
        else:
            depth = depth + 1 if sign == "(" else 0
    return rows


def _long_dashes(text: str) -> list[Damage]:
    if "*" not in text:
        return []
    return [Damage(match.start(), "—", match.span()) for match in LONG_DASH.finditer(text)]
