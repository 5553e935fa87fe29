"""Persons of all cables -> a dossier for each, and their index from A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from ..archive import PersonAccount, RoleBorne, TitleBorne, first_and_last, person_account
from . import urls, words
from .dossiers import Telling, Topic, cables_when, dossier_series
from .heads import HOME
from .indexes import TEMPLATE, Index, index_series, make_groups, make_index, years_note
from .namesakes import find_namesakes
from .series import Late, Lazily, Series
from .signposts import Signposts
from .surnames import surname
from .views import Crumb, Fact, IndexEntry, IndexView, Link

KIND = "persons"
INDEX = Index(KIND, "Persons", "person", "persons", "person")
ONE_PAGE = 1000  # persons that one index page holds; of more, each letter has its own
OF_A_LETTER = 12  # persons of each letter that the index then shows
OTHER_LETTER = "Other"
MOST_TITLES = 12
MOST_ALIASES = 8
# How catalogues of persons are called that everybody writes so.
CATALOGUES = {
    "wikidata": "Wikidata",
    "viaf": "VIAF",
    "gnd": "GND",
    "isni": "ISNI",
    "lccn": "Library of Congress",
}
# Roles in the order in which a dossier tells them.
ROLES = {"signer": "Signed", "classifier": "Classified", "drafter": "Drafted", "named": "Named in"}
# What is said of a person who is known by these roles alone.
ONLY = {
    ("signer",): "signed",
    ("classifier",): "classified",
    ("classifier", "signer"): "classified or signed",
}


def person_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all persons and their index."""
    topics = Lazily(tuple(signposts.person_stems), partial(_topic, signposts))
    persons = Late(lambda: tuple(signposts.archive.by_person))
    lists = ((stem, signposts.archive.by_person.count(key)) for key, stem in signposts.person_stems.items())
    dossiers = dossier_series(
        signposts,
        KIND,
        topics,
        lambda topic: _tell(signposts, topic, persons),
        lists,
        lambda topic: _say(signposts, topic),
    )
    if len(topics) <= ONE_PAGE:
        return index_series(INDEX, lambda: _index(signposts, _by_surname(signposts))), dossiers
    letters = Late(lambda: _by_letter(signposts))
    return (
        index_series(INDEX, lambda: _short_index(signposts, letters)),
        _letters(signposts, letters),
        dossiers,
    )


def _by_letter(signposts: Signposts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The persons of each letter, in order."""
    order = _by_surname(signposts)
    return tuple(
        (letter, tuple(keys)) for letter, keys in groupby(order, key=lambda key: _letter(signposts, key))
    )


def _by_surname(signposts: Signposts) -> tuple[str, ...]:
    names = signposts.archive.names
    keyed = {key: surname(names[key]) for key in signposts.person_stems}
    return tuple(
        sorted(keyed, key=lambda key: (_letter(signposts, key) == OTHER_LETTER, keyed[key], names[key], key))
    )


def _letter(signposts: Signposts, key: str) -> str:
    first = surname(signposts.archive.names[key])[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER_LETTER


def _topic(signposts: Signposts, key: str) -> Topic:
    return Topic(
        kind="person",
        section=KIND,
        key=key,
        name=signposts.archive.names[key],
        stem=signposts.person_stems[key],
        numbers=signposts.archive.by_person[key],
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, topic: Topic, persons: Sequence[str]) -> Telling:
    account = person_account(signposts.archive, topic.key)
    return Telling(
        _say(signposts, topic),
        _facts(signposts, topic, account),
        find_namesakes(signposts, topic.key, persons),
    )


def _say(signposts: Signposts, topic: Topic) -> str:
    title = signposts.archive.titles.get(topic.key)
    return f"{topic.name}{f', {title},' if title else ''} {_where(signposts, topic)}"


def _where(signposts: Signposts, topic: Topic) -> str:
    """`is named in two cables, from ...`; of one who only signs, `signed two cables, ...`."""
    archive = signposts.archive
    return f"{ONLY.get(archive.roles[topic.key], 'is named in')} {cables_when(archive, topic.numbers)}."


def _facts(signposts: Signposts, topic: Topic, account: PersonAccount) -> tuple[Fact, ...]:
    roles = {borne.role: borne for borne in account.roles}
    counted = tuple(Fact(label, _role(roles[role])) for role, label in ROLES.items() if role in roles)
    aliases = tuple(Fact("Also written", name) for name in account.aliases[:MOST_ALIASES])
    note = (Fact("Note", account.note),) if account.note else ()
    titles = [Fact("Shown as", _title(borne)) for borne in account.titles[:MOST_TITLES]]
    if len(account.titles) > MOST_TITLES:
        titles.append(Fact("Shown as", words.counted(len(account.titles) - MOST_TITLES, "more title")))
    known = tuple(
        Fact(CATALOGUES.get(name.lower(), name[:1].upper() + name[1:]), value, urls.register(name, value))
        for name, value in account.identifiers
    )
    return (*note, *aliases, *titles, *counted, *known)


def _title(borne: TitleBorne) -> str:
    if borne.first is None or borne.last is None:
        return f"{borne.title} ({words.counted(borne.count, 'cable')})"
    return f"{borne.title} ({words.counted(borne.count, 'cable')}, {words.years(borne.first, borne.last)})"


def _role(borne: RoleBorne) -> str:
    """`12 cables, 2007 to 2009`"""
    counted = words.counted(borne.count, "cable")
    if borne.first is None or borne.last is None:
        return counted
    return f"{counted}, {words.years(borne.first, borne.last)}"


def _entries(signposts: Signposts, keys: Iterable[str]) -> Iterable[tuple[str, IndexEntry]]:
    archive = signposts.archive
    for key in keys:
        numbers = archive.by_person[key]
        note = years_note(first_and_last(archive, numbers))
        yield _letter(signposts, key), IndexEntry(signposts.persons[key], note, len(numbers))


def _index(signposts: Signposts, order: Sequence[str]) -> IndexView:
    return make_index(signposts, INDEX, make_groups(_entries(signposts, order)), len(order))


def _short_index(signposts: Signposts, letters: Sequence[tuple[str, tuple[str, ...]]]) -> IndexView:
    entries = [pair for letter, keys in letters for pair in _of_letter(signposts, letter, keys)]
    return make_index(signposts, INDEX, make_groups(entries), sum(len(keys) for _, keys in letters))


def _of_letter(signposts: Signposts, letter: str, keys: Sequence[str]) -> list[tuple[str, IndexEntry]]:
    """The most frequent persons of a letter in order, and the way to all of them."""
    by_person = signposts.archive.by_person
    best = set(sorted(keys, key=lambda key: (-len(by_person[key]), key))[:OF_A_LETTER])
    whole = IndexEntry(Link(f"All under {letter}", urls.letter_index(letter)), "", len(keys))
    return [*_entries(signposts, (key for key in keys if key in best)), (letter, whole)]


def _letters(signposts: Signposts, letters: Sequence[tuple[str, tuple[str, ...]]]) -> Series:
    def view(number: int) -> IndexView:
        letter, keys = letters[number]
        return make_index(
            signposts,
            INDEX,
            make_groups(_entries(signposts, keys)),
            len(keys),
            path=urls.letter_index(letter),
            name=f"Persons: {letter}",
            sentence=words.sentence(f"{words.counted(len(keys), 'person')} under {letter}"),
        )

    paths = Late(lambda: tuple(urls.letter_index(letter) for letter, _ in letters))
    return Series(KIND, TEMPLATE, paths, view, lambda n: f"the index of persons under {letters[n][0]}")
