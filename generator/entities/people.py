"""The namings of a cable and its header -> which person each of them means, and who the persons are."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from ..model import PersonNamed
from .aliases import find_aliases
from .context import Context, Mark
from .evidence import Naming, find_namings
from .lexicon import GIVEN, class_of
from .names import folded, person_key, printed_name
from .register import AMBIGUOUS, Name, Register, parts_of
from .returning import find_plain_surnames, find_speakers
from .runs import Run
from .shouting import find_shouted

# Stands in the titles of a person who can have signed: a chief of mission, his deputy, an officer; misspelt too.
SIGNING_TITLE = re.compile(
    r"\bamb(?:\b|ass?ad)|charge|\b(?:chg|cda|dcm|cg|com)\b|consul|chief|principal officer|secretary|counsell?or",
    re.IGNORECASE,
)
# What follows the name of a firm that is called after a person: `Tavernel, Inc.`
FIRM = re.compile(r",? (?:Inc|Ltd|LLC|Corp|S\.A\.|GmbH|N\.V\.)")
# So many namings are looked back upon for a full name.
MOST_BEFORE = 40


def find_people(text: str, runs: list[Run], context: Context) -> tuple[list[Mark], tuple[PersonNamed, ...]]:
    """Whom a cable names, signs and classifies by: the mentions in its text, and the persons.

    First those whom people.toml knows, then full names, then surnames with a title; what is left, a surname
    alone or a name that was evident elsewhere, means the one person whom it fits. Where it fits two the key
    is None.
    """
    namings = (
        find_namings(text, runs) if context.mixed_case else find_shouted(text, _header_surnames(context))
    )
    found = find_aliases(text, context.known)
    aliases, kept = _settle(found, namings)
    register = Register()
    _enter_known(register, aliases, context)
    for alias, naming in _settled(aliases, namings, kept):
        register.note(alias.key or AMBIGUOUS, "named", naming.titles)
    namings = kept
    returning = find_plain_surnames(text, namings) if context.mixed_case else []
    if returning:
        namings = sorted([*namings, *returning], key=attrgetter("start"))
    classifiers = [(printed_name(name), title) for name, title in context.classifiers]
    signers = [printed_name(signer) for signer in context.signers]
    sure = [naming for naming in namings if naming.sure]
    _enter_full(register, [words for words, _ in classifiers], [naming.words for naming in sure], signers)
    for naming in sorted(sure, key=lambda naming: len(naming.words) == 1):
        _enter_surname(register, naming)
    for naming in find_speakers(text, namings, register):
        _enter_surname(register, naming)
    for words, title in classifiers:
        _note_header(register, words, "classifier", (title,) if title else ())
    for words in signers:
        _note_header(register, words, "signer", ())
    for drafter in context.drafters:
        _note_header(register, printed_name(drafter), "drafter", ())
    marks = [Mark("person", alias.key, alias.start, alias.end) for alias in aliases]
    marks.extend(_resolve(register, text, namings))
    for key in {mark.key for mark in marks if mark.key}:
        register.note(key, "named")
    return marks, register.people()


def _header_surnames(context: Context) -> frozenset[str]:
    fields = (*context.signers, *(name for name, _ in context.classifiers))
    return frozenset(words[-1].upper() for field in fields if (words := printed_name(field)))


def _settle(aliases: list[Mark], namings: list[Naming]) -> tuple[list[Mark], list[Naming]]:
    """Of an alias and a naming that overlap, one: the naming where it is the longer name of somebody, else
    the alias.
    """
    if not aliases:
        return aliases, namings
    starts = [alias.start for alias in aliases]
    lost: set[int] = set()
    kept: list[Naming] = []
    for naming in namings:
        last = bisect_right(starts, naming.end - 1) - 1
        overlaps = last >= 0 and aliases[last].end > naming.start
        if not overlaps:
            kept.append(naming)
        elif naming.sure and naming.end - naming.start > aliases[last].end - aliases[last].start:
            kept.append(naming)
            lost.add(last)
    return [alias for number, alias in enumerate(aliases) if number not in lost], kept


def _settled(aliases: list[Mark], namings: list[Naming], kept: list[Naming]) -> list[tuple[Mark, Naming]]:
    """The namings that gave way to an alias, each with it: their titles are that person's."""
    if not aliases:
        return []
    starts = {alias.start: alias for alias in aliases}
    stay = {naming.start for naming in kept}
    pairs = []
    for naming in namings:
        alias = starts.get(naming.start)
        if alias and alias.end == naming.end and naming.start not in stay:
            pairs.append((alias, naming))
    return pairs


def _enter_known(register: Register, aliases: list[Mark], context: Context) -> None:
    """Enter those of people.toml: with surname and all where the text has one of their names, else the full
    names.
    """
    present = {alias.key for alias in aliases}
    for person in context.known:
        for name in (person.name, *person.aliases):
            words = tuple(name.split())
            if person.key in present:
                register.enter(words, person.key, person.name)
            elif len(words) > 1:
                register.reserve(words, person.key, person.name)


def _enter_full(register: Register, *groups: list[Name]) -> None:
    """Enter all names of two words and more, the longest first, each form of a longer name as that person."""
    names = {words for group in groups for words in group if len(words) > 1}
    for words in sorted(names, key=lambda name: (-len(folded(name)), name)):
        shown = " ".join(words)
        key = register.variant_key(words) or person_key(shown)
        register.enter(words, key, shown)


def _enter_surname(register: Register, naming: Naming) -> None:
    """Note the titles of a sure naming; a surname with a title that fits nobody so far is a person of its
    own.
    """
    key = register.key_of(naming.words)
    if key is None or (key and len(naming.words) == 1 and _is_another(register, key, naming)):
        key = person_key(" ".join(naming.words))
        register.enter(naming.words, key, " ".join(naming.words))
    if key != AMBIGUOUS:
        register.note(key, "named", naming.titles)


def _is_another(register: Register, key: str, naming: Naming) -> bool:
    """Whether a titled name cannot mean the person of this key: another president; a `King Anselm`, where the Anselm
    of this key has a surname and is no king.
    """
    if _is_other_president(register, key, naming):
        return True
    if (
        not naming.titles
        or not register.is_called_by(key, naming.words)
        or class_of(naming.words[0]) != GIVEN
    ):
        return False
    return not _ranks(register.titles(key)) & _ranks(naming.titles)


def _ranks(titles: tuple[str, ...]) -> set[str]:
    """What titles call a person, in full and in short: `Minister`, `VFM`, `FM` of `Vice Foreign Minister`."""
    ranks: set[str] = set()
    for title in titles:
        words = title.split()
        initials = "".join(word[0] for word in words if word[0].isupper())
        ranks.update((words[-1], *(initials[at:] for at in range(len(initials) - 1))))
    return ranks


def _is_other_president(register: Register, key: str, naming: Naming) -> bool:
    """Whether a `President Fox` cannot be the Fox of this key, whose titles say that he is something else."""
    titles = register.titles(key)
    if not titles or not any(title.split()[-1] == "President" for title in naming.titles):
        return False
    return key != person_key(naming.words[0]) and not any("resident" in title for title in titles)


def _note_header(register: Register, words: Name, role: str, titles: tuple[str, ...]) -> None:
    """Note a signer or classifier: a surname alone is the one person of the cable who has it and can be
    him.
    """
    if not words:
        return
    key = register.key_of(words)
    if not key or (role == "signer" and not _can_sign(register, key)):
        key = person_key(" ".join(words))
        register.enter(words, key, " ".join(words))
    register.note(key, role, titles)


def _can_sign(register: Register, key: str) -> bool:
    titles = register.titles(key)
    return not titles or register.has_role(key, "classifier") or any(map(SIGNING_TITLE.search, titles))


def _resolve(register: Register, text: str, namings: list[Naming]) -> list[Mark]:
    """The mentions of persons: a naming that fits nobody is none, one that fits several has no key.

    A surname that fits several means the one of them whose full name stands before it in the same paragraph.
    """
    keys = {words: register.key_of(words) for words in {naming.words for naming in namings}}
    marks = []
    for number, naming in enumerate(namings):
        key = keys[naming.words]
        if key == AMBIGUOUS:
            key = _named_before(register, text, namings, number)
        if key is not None and not _names_another(text, naming):
            start = _start(register, text, naming, key) if len(naming.words) == 1 else naming.start
            marks.append(Mark("person", key or None, start, naming.end))
    return marks


def _names_another(text: str, naming: Naming) -> bool:
    """Whether what follows says that this is no person's name: a firm's, or a nom de guerre, `Anselm 40`."""
    end = naming.end
    following = text[end : end + 2]
    if following[1:].islower() or following[:1] not in (" ", ","):
        return False
    if following[1:].isdigit():
        return len(naming.words) == 1 and class_of(naming.words[0]) == GIVEN
    return (following == ", " or following[1:].isupper()) and FIRM.match(text, end) is not None


def _named_before(register: Register, text: str, namings: list[Naming], number: int) -> str:
    """The key of the only one whom the surname fits and whom its paragraph has named in full, or AMBIGUOUS."""
    naming = namings[number]
    first = text.rfind("\n", 0, naming.start) + 1
    fitting = register.namesakes(naming.words)
    named = set()
    for before in reversed(namings[max(0, number - MOST_BEFORE) : number]):
        if before.start < first:
            break
        if len(before.words) > 1 and _has_surname(before.words, naming.words):
            named.add(register.key_of(before.words))
    named &= fitting
    return named.pop() or AMBIGUOUS if len(named) == 1 else AMBIGUOUS


def _has_surname(full: Name, surname: Name) -> bool:
    """Whether a full name has this word for one: `Sami al-Vark` does not say whom `Tassel` means, though he be one."""
    parts, wanted = parts_of(full), parts_of(surname).real
    return bool(wanted) and (wanted[0] == parts.surname or wanted[0] in parts.others)


def _start(register: Register, text: str, naming: Naming, key: str) -> int:
    """Where a surname begins, together with the small word that belongs to it: `de Coriolis`."""
    particle = register.particle(key) if key and text[naming.start - 2 : naming.start - 1].islower() else ""
    return (
        naming.start - len(particle)
        if particle and text.endswith(particle, 0, naming.start)
        else naming.start
    )
