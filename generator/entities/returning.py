"""Persons of a cable and its namings -> further places where one of them is meant, and who else speaks."""

from __future__ import annotations

import re

from .evidence import Naming
from .lexicon import GIVEN, SURNAME_WORD, class_of, speech_verbs
from .register import Register

# A person speaks of himself: ` said he would`, ` explained that his office`
SPEAKS = re.compile(r" (?:has |had |also |then )?([a-z]+)\b(?:[^.;:\n]{0,40}? (he|she|his|her)\b)?")
# Something is his own: ` has moved to keep his`, `'s family and his`
OWNS = re.compile(r"(?:'s|’s)?(?: [a-z][a-z'’-]*,?){1,9}? (?:he|she|his|him|her|himself|herself)\b")
# Where a sentence, or a quotation, begins.
SENTENCE = re.compile(r"(?:\A|[.!?:;\"“”\n)] *)\Z")
# A word, or a name, that is longer: `Barbershop`, `Barber-Fox`, `Barber Street`
GOES_ON = re.compile(r"[-/]?\w| [A-Z]")
# The word before a place: `Mayor `
WORD_BEFORE = re.compile(r"([\w'’.-]+) \Z")
FEWEST_SPEECHES = 2
FEWEST_SIGNS = 2  # of a person, such as ` said` and ` his`
FEWEST_PLACES = 3
LONGEST_WORD = 40


def find_speakers(text: str, namings: list[Naming], register: Register) -> list[Naming]:
    """The namings of those who are called by a surname alone, and whom speech shows to be a person.

    Such a one speaks twice at least, and once of himself: `Quillet said he would go`. One who is named often may also
    speak once, and have something that is his: `Quillet kept his seat`. Whom the register knows is left out.
    """
    places: dict[tuple[str, ...], list[Naming]] = {}
    for naming in namings:
        if not naming.sure and len(naming.words) == 1:
            places.setdefault(naming.words, []).append(naming)
    return [
        naming
        for words, same in places.items()
        if len(same) >= FEWEST_SPEECHES and register.key_of(words) is None
        if _speaks(text, same) or (len(same) >= FEWEST_PLACES and _is_somebody(text, same))
        for naming in same
    ]


def find_plain_surnames(text: str, namings: list[Naming]) -> list[Naming]:
    """Places where an ordinary word is the surname of a person whose full name stands in the text.

    `Barber predicted`, `so Barber left`; at the beginning of a sentence only before a verb of speech.
    """
    surnames = {
        naming.words[-1]
        for naming in namings
        if naming.sure and len(naming.words) > 1 and class_of(naming.words[-1]) == SURNAME_WORD
    }
    if not surnames:
        return []
    taken = {naming.end for naming in namings}
    found = []
    for surname in sorted(surnames):
        start = text.find(surname)
        while start >= 0:
            end = start + len(surname)
            if end not in taken and _is_surname(text, start, end):
                found.append(Naming(start, end, (surname,), False, ()))
            start = text.find(surname, end)
    return found


def _speaks(text: str, namings: list[Naming]) -> bool:
    speeches, of_himself = 0, False
    for naming in namings:
        speech = SPEAKS.match(text, naming.end)
        if speech and speech[1] in speech_verbs():
            speeches += 1
            of_himself = of_himself or speech[2] is not None
    return of_himself and speeches >= FEWEST_SPEECHES


def _is_somebody(text: str, namings: list[Naming]) -> bool:
    """Whether a word that looks like a surname is so often followed by `he`, or `his`, that it must be one."""
    word = namings[0].words[0]
    if not word[1:].islower() or class_of(word) == GIVEN:
        return False
    if any(text.endswith(("the ", "The "), 0, naming.start) for naming in namings):
        return False
    owns = sum(OWNS.match(text, naming.end) is not None for naming in namings)
    speaks = any(
        (speech := SPEAKS.match(text, naming.end)) and speech[1] in speech_verbs() for naming in namings
    )
    return owns > 0 and owns + speaks >= FEWEST_SIGNS


def _is_surname(text: str, start: int, end: int) -> bool:
    if GOES_ON.match(text, end) or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return False
    speech = SPEAKS.match(text, end)
    if (speech and speech[1] in speech_verbs()) or text.startswith(("'s ", "’s "), end):
        return True
    before = text[max(0, start - LONGEST_WORD) : start]
    word = WORD_BEFORE.search(before)
    return word is not None and word[1][0].islower() and not SENTENCE.search(before)
