"""Runs of capitalised words in a text -> the places where a person may be named, with what speaks for it."""

from __future__ import annotations

import re

from msgspec import Struct

from .lexicon import NAME, NO_NAME_ENDINGS, TITLE, class_of, lower_titles, speech_verbs, word_set
from .looks import LONGEST_TITLE, Candidate, clean_title
from .runs import Run

LIST_REACH = 300

# Last letters of the titles in small letters that a surname alone may follow: `president Tavernel`
RULER_ENDINGS = frozenset("trlen")
# Between the parts of a title: `Minister| for the |Interior Ali Fox`, `Secretary| of State for |Defense Fox`
TITLE_GAP = re.compile(
    r" (?:of|for|to|at|in) (?:the )?(?:[\w'&/-]{1,30} (?:(?:for|of|and|in) )?(?:the )?){0,2}\Z"
)
# How a title goes on before another: `Director for |Strategic Affairs Admiral Fox`, but not `Advisor to |FM
# Fox`
OWN_GAPS = ("for ", " of ", "the ", "and ")
# A title in small letters before a name, some words between: `desk officer for missile defense `
LOWER_TITLE = re.compile(r"\b(\w+) (?:for|of|to|in) [a-z][a-z /-]{2,40} \Z")
# What may follow a name as its title: `, the Director of Strategic Affairs bureau at the MFA and`
APPOSITION = re.compile(r", ((?:[\w/'’&.-]+ ){0,7}[\w/'’&-]+)")
# Where such a title ends.
TITLE_END = re.compile(
    r"[,;:()\n\"]| -|(?<!\b[A-Z])\.(?=\s|\Z)| (?:and|who|which|whose|told|said|during|here) | on (?=[A-Z][a-z]+day\b)"
    r"| (?:believed|thought|alleged|known|appointed|elected|killed|accused) (?:to|by|in|of|for|as) "
)
# `With Ann Fox, the Ambassador said` goes on with a clause
CLAUSE_VERBS = (" told ", " said ")
LONGER_TITLE = 3
# A title that would end in an initial goes on with a name: `, Home Minister P. Quillet`
ENDS_IN_INITIAL = re.compile(r" [A-Z](?:\.[A-Z])*\Z")
# Where a clause begins: `. `, `, `
CLAUSE = re.compile(r"[.,;:()\n\"]")
# The next word, for the verbs of speech: ` said`
NEXT_WORD = re.compile(r" ([a-z]+)\b")
# What a name is a place's before: ` prison`, ` naval base`
PLACE_BEHIND = re.compile(
    r" (?:(?:high security |military |naval |air |oil )?(?:prison|airport|airfield|base|port|refinery|field|hospital)"
    r"|districts?|province|region|area|beach|neighbou?rhoods?|suburbs?|governorate|valley|village|islands?|mountains?"
    r"|river|dam|mosque|market|crossing|checkpoint|terminal|pipeline|marina|refugee camps?)\b"
)
# Words before a list of persons.
LIST_WORDS = (
    "accompanied by",
    "joined by",
    "participants",
    "attended by",
    "delegation included",
    "attendees",
)
# Endings that only surnames have: `Tavernelsdottir`, `Ollenbyshvili`, `Varkonenko`.
SURNAME_ENDINGS = (
    "dottir", "sson", "vich", "ovic", "evic", "shvili", "adze", "enko", "opoulos", "oglu", "escu", "ovsky",
    "evsky", "iyev", "ayev", "ullah", "ajan", "ovna", "evna",
)  # fmt: skip


class Naming(Struct, frozen=True, array_like=True, gc=False):
    """A place where a person may be named: `sure` where title, given name or context say so; `titles` as
    printed.
    """

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool
    titles: tuple[str, ...]


def find_namings(text: str, runs: list[Run]) -> list[Naming]:
    """All places of a text where capitalised words may be a person's name, in order."""
    namings: list[Naming] = []
    for number, run in enumerate(runs):
        for candidate in run.look.candidates:
            if candidate.titled:
                namings.append(_titled(text, runs, number, candidate))
            elif candidate.start or len(candidate.words) > 1:
                namings.append(_untitled(text, runs, number, candidate))
            else:
                start = run.start
                sure = text[start - 2 : start - 1] in RULER_ENDINGS and _is_ruler(text, start, candidate)
                namings.append(Naming(start, start + candidate.end, candidate.words, sure, ()))
    return _without_places(text, namings)


def _without_places(text: str, namings: list[Naming]) -> list[Naming]:
    """The namings, but for those whose words are once followed by what a place is, `Abu Tassel prison`, and never by a
    title preceded: that is called after somebody, if at all.
    """
    places = {
        naming.words
        for naming in namings
        if len(naming.words) > 1
        and text[naming.end : naming.end + 1] == " "
        and PLACE_BEHIND.match(text, naming.end)
    }
    if not places:
        return namings
    places -= {naming.words for naming in namings if naming.titles}
    return [naming for naming in namings if naming.words not in places]


def _titled(text: str, runs: list[Run], number: int, candidate: Candidate) -> Naming:
    run = runs[number]
    start, end = run.start + candidate.start, run.start + candidate.end
    titles = candidate.titles
    if titles and candidate.title_start == 0 and text.startswith(OWN_GAPS, run.start - 4):
        titles = clean_title(text[_title_start(text, runs, number) : start])
    if len(candidate.words) > 1 and text.startswith(", ", end):
        titles += clean_title(_title_after(text, runs, number, end))
    return Naming(start, end, candidate.words, candidate.strong, titles)


def _untitled(text: str, runs: list[Run], number: int, candidate: Candidate) -> Naming:
    run, words = runs[number], candidate.words
    start, end = run.start + candidate.start, run.start + candidate.end
    has_title_words = candidate.title_start < candidate.start
    has_office_word = candidate.given_second and len(words) > 2
    if number and (has_title_words or has_office_word) and candidate is run.look.candidates[0]:
        title_start = _title_start(text, runs, number)
        if title_start < run.start:
            if not has_title_words:
                start, words = start + len(words[0]) + 1, words[1:]
            sure = len(words) > 1 or not words[0].endswith(NO_NAME_ENDINGS)
            return Naming(start, end, words, sure, clean_title(text[title_start:start]))
    if len(words) == 1:
        return Naming(start, end, words, False, ())
    after = _title_after(text, runs, number, end) if text.startswith(", ", end) else ""
    sure = candidate.given or bool(after) or _is_introduced(text, start, end, words)
    return Naming(start, end, words, sure, clean_title(after))


def _title_start(text: str, runs: list[Run], number: int) -> int:
    """Where the title phrase begins that reaches this run over `of` and `for`; the run's start where there
    is none.
    """
    run = runs[number]
    if not number:
        return run.start
    before = runs[number - 1]
    if before.look.last_title < 0 or run.start - before.end > LONGEST_TITLE:
        return run.start
    if TITLE_GAP.match(text, before.end, run.start):
        return before.start + before.look.last_title
    return run.start


def _is_ruler(text: str, start: int, candidate: Candidate) -> bool:
    """`president Tavernel`: a surname after a title in small letters."""
    before = text[max(0, start - 12) : start].split(" ")
    if len(before) < 2 or before[-1] or before[-2] not in word_set("rulers"):
        return False
    return class_of(candidate.words[0]) == NAME


def _is_introduced(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    if words[-1].endswith(SURNAME_ENDINGS):
        return True
    if text[start - 1 : start] == " " and _follows_title(text[max(0, start - LONGEST_TITLE) : start]):
        return True
    if text.startswith(", ", start - 2) and text.startswith(",", end) and _apposes(text, start):
        return True
    after = NEXT_WORD.match(text, end)
    if after and after.group(1) in speech_verbs():
        return True
    reach = max(0, start - LIST_REACH)
    return any(
        (place := text.rfind(word, reach, start)) >= 0 and "\n" not in text[place:start]
        for word in LIST_WORDS
    )


def _follows_title(before: str) -> bool:
    """`his deputy `, `desk officer for missile defense `: a title in small letters."""
    if before.rsplit(" ", 2)[-2] in lower_titles():
        return True
    found = LOWER_TITLE.search(before)
    return found is not None and found.group(1) in lower_titles()


def _apposes(text: str, start: int) -> bool:
    """`the charge in Varkonde, Ann Fox, told`: a title in the clause before the comma, and not the owner's."""
    words = CLAUSE.split(text[max(0, start - LONGEST_TITLE) : start - 2])[-1].split(" ")
    owned = [
        at for at, word in enumerate(words) if word.endswith(("'s", "’s")) and not _has_title([word[:-2]])
    ]
    return _has_title(words[owned[-1] + 1 :] if owned else words)


def _title_after(text: str, runs: list[Run], number: int, end: int) -> str:
    """The title that follows a name after a comma, or nothing: `Philippe Carre, the Director of ...`"""
    found = APPOSITION.match(text, end)
    if not found:
        return ""
    words = found.group(1).split(" ")
    if words[0] not in word_set("determiners") and not words[0][0].isupper():
        return ""
    if not _has_title(words):
        return ""
    whole = text[found.start(1) : found.start(1) + LONGEST_TITLE]
    stop = TITLE_END.search(whole)
    if not stop:
        return ""
    title = whole[: stop.start()]
    if stop.group() in CLAUSE_VERBS and words[0] == "the" and title.count(" ") < LONGER_TITLE:
        return ""
    if ENDS_IN_INITIAL.search(title):
        return ""
    if words[0] not in ("the", "a", "an") and _ends_in_name(runs, number, found.start(1) + len(title)):
        return ""
    return title


def _has_title(words: list[str]) -> bool:
    lower = lower_titles()
    return any(word in lower or class_of(word) == TITLE for word in words)


def _ends_in_name(runs: list[Run], number: int, end: int) -> bool:
    """Whether a person's name ends there, as in a list: `Philippe Carre, Foreign Minister Fox`."""
    for run in runs[number + 1 : number + 9]:
        if run.start >= end:
            return False
        if any(run.start + candidate.end == end for candidate in run.look.candidates):
            return True
    return False
