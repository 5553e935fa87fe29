"""Words that refer to the REF lines, such as `ref A`, `refs B-C`, `reftel` -> links, where one target remains."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ..pages import urls
from ..pages.views import Link, ReferenceShown
from .text import Piece, escape_text

# A letter of the REF lines: `A`, `(b)`, `c`; a lone `a` or `i` is a word but in `(ref a)`, `refs a and b`; so is `P/E`
FURTHER = r"(?:\s?[,&-]\s?|\s(?:and|through|to|or)\s)[b-h]\b"
LETTER = rf"(?<!\w)(?:\([A-Za-z]\)|[A-Zb-hj-z]|a(?=[),.;:]|{FURTHER}))(?![/'’]?\w)"
# What stands between letters: `A and B`, `A, B`, `A-C`, `(A) through (C)`
BETWEEN = r"(?:\s?[,/&-]\s?(?:and\s)?|\s(?:and|through|to|or)\s)"
# A paragraph of what is referred to, before it or behind: `para 3 `, `paragraph 12 of `, ` para 4`
PARAGRAPH = r"(?i:para(?:graph)?)s?\.?\s\d{1,3}"
# `ref A`, `Refs (A) and (B)`, `REFTELS A-C`, `para 3 of ref B`
LETTERED = re.compile(
    rf"(?P<before>\b{PARAGRAPH}\s(?:of\s|in\s)?)?\b(?i:ref(?:s|tels?|cables?)?)\.?\s"
    rf"(?P<letters>{LETTER}(?:{BETWEEN}{LETTER})*)(?P<after>,?\s{PARAGRAPH}\b)?"
)
# `reftel`, `refcable`, `para 3 of reftel`, `(ref)`
ALONE = re.compile(
    rf"(?:\b{PARAGRAPH}\s(?:of\s|in\s)?)?\b(?:(?i:ref(?:tels?|cables?))\b|(?<=\()(?i:ref)(?=[),]))(?:,?\s{PARAGRAPH}\b)?"
)
# The number of that paragraph
NUMBERED = re.compile(r"(?i:para(?:graph)?)s?\.?\s(\d{1,3})")
ONE_LETTER = re.compile(r"(?<!\w)(?:\([A-Za-z]\)|[A-Za-z])(?!\w)")
# Such a word: `Ref`, `reftel`, not `reform`
BEGINNING = re.compile(r"[Rr][Ee][Ff](?<!\w[Rr][Ee][Ff])(?=(?i:s|tels?|cables?|)\b)")
ENDING = re.compile(r"(?:s|tels?|cables?|)\b")
# A paragraph of what is referred to, right before such a word
PARAGRAPH_BEFORE = re.compile(rf"\b{PARAGRAPH}\s(?:of\s|in\s)?\Z")
LONGEST_BEFORE = 24
# What a text may call the only cable that is referred to, which has no letter
ONLY = "A"


class Target(NamedTuple):
    """A cable that is referred to, and up to which number its paragraphs can be led to."""

    link: Link
    paragraphs: int


def targets_of(references: tuple[ReferenceShown, ...]) -> dict[str, Target]:
    """Where each letter of the REF lines leads, and `` what is meant without a letter, if each is one cable."""
    cables = [to for to in references if to.outcome != "text"]
    by_letter: dict[str, set[Target | None]] = {}
    for to in cables:
        link = Target(to.links[0], to.paragraphs) if len(to.links) == 1 and to.links[0].url else None
        for letter in {to.bullet.upper(), ""}:
            by_letter.setdefault(letter, set()).add(link)
    if len(references) > len(cables):
        by_letter.pop("", None)  # what is meant may be a book or a letter
    sole = {letter: next(iter(links)) for letter, links in by_letter.items() if len(links) == 1}
    if len(references) == 1 and ONLY not in sole and "" in sole:
        sole[ONLY] = sole[""]
    return {letter: link for letter, link in sole.items() if link is not None}


def find_beginnings(texts: Sequence[str]) -> dict[int, list[int]]:
    """Where a word is `ref` or begins so, in which of the texts; in all of them at once, as far as they are ASCII."""
    whole = "\n".join(texts)
    if not whole.isascii():
        return {number: found for number, text in enumerate(texts) if (found := _beginnings(text))}
    places = _beginnings(whole)
    if not places:
        return {}
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found_in: dict[int, list[int]] = {}
    for place in places:
        number = bisect_right(starts, place) - 1
        found_in.setdefault(number, []).append(place - starts[number])
    return found_in


def reference_pieces(
    text: str, beginnings: Sequence[int], targets: Mapping[str, Target], root: str, missing: frozenset[str]
) -> list[Piece]:
    """A link for every word that refers to one cable; `missing` are the addresses of those that are not here.

    `beginnings` are of this text.
    """
    return [
        (start, end, _open(targets[letter], _paragraph(text[start:end]), root, missing), "</a>")
        for start, end, letter in _found(text, beginnings)
        if letter in targets
    ]


def _beginnings(text: str) -> list[int]:
    """Where a word is `ref` or begins so; as BEGINNING finds them, in a tenth of the time."""
    if not text.isascii():
        return [match.start() for match in BEGINNING.finditer(text)]
    lowered = text.lower()
    found: list[int] = []
    at = lowered.find("ref")
    while at >= 0:
        before = text[at - 1] if at else " "
        if not before.isalnum() and before != "_" and ENDING.match(lowered, at + 3):
            found.append(at)
        at = lowered.find("ref", at + 3)
    return found


def _found(text: str, beginnings: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Where words refer to a letter: one letter with all that belongs to it, each of several alone."""
    lettered: list[tuple[int, int]] = []
    for match in _matches(LETTERED, text, beginnings):
        lettered.append(match.span())
        letters = list(ONE_LETTER.finditer(text, match.start("letters"), match.end("letters")))
        for letter in letters:
            whole = match.span() if len(letters) == 1 else letter.span()
            yield *whole, letter[0].strip("()").upper()
    for match in _matches(ALONE, text, beginnings):
        if not any(start <= match.start() < end for start, end in lettered):
            yield *match.span(), ""


def _matches(pattern: re.Pattern[str], text: str, beginnings: Sequence[int]) -> Iterator[re.Match[str]]:
    """All matches of a pattern, as `finditer` gives them, tried only where such a word begins."""
    done = 0
    for beginning in beginnings:
        if beginning < done:
            continue
        before = PARAGRAPH_BEFORE.search(text, max(done, beginning - LONGEST_BEFORE), beginning)
        match = pattern.match(text, before.start()) if before else None
        match = match or pattern.match(text, beginning)
        if match:
            done = match.end()
            yield match


def _paragraph(words: str) -> int:
    """The paragraph that words such as `para 3 of ref B` name; 0 where they name none."""
    named = NUMBERED.search(words)
    return int(named[1]) if named else 0


def _open(target: Target, paragraph: int, root: str, missing: frozenset[str]) -> str:
    link = target.link
    assert link.url is not None
    url = urls.paragraph(link.url, paragraph if 0 < paragraph <= target.paragraphs else None)
    absent = link.url in missing
    title = f"{link.text}, not in this archive" if absent else link.text
    return (
        f'<a class="{"unresolved" if absent else "cable"}" href="{escape_text(root + url)}" '
        f'title="{escape_text(title)}">'
    )
