"""A change of people.toml has those cables read again in which a name stands that it is about, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st
from publisher import TELEGRAM

from generator.building.acquainting import MOST_WORDS, acquaint, is_acquainted, searchable, sought_words
from generator.building.readings import Reader, SourcePath, read_sources
from generator.building.report import Silent
from generator.building.store import circumstances_digest, prepare_store
from generator.cards import Card
from generator.model import Cable
from generator.reading import KnownPerson, ReadingRules, SourceFile, read, read_all

NAMES = (
    "Edric Vantongren", "Vantongren", "E. Vantongren", "Ann Ollenby", "Anne Ollenby", "ANN OLLENBY", "Jürg Tasselmar",
    "Jurg Tasselmar", "Ju\u0308rg Tasselmar", "Tasselmar", "Ann Quillet-Tavernel", "O’Harbinge", "Sean O'Harbinge", "The Lion",
    "Straußberg", "STRAUSSBERG", "Ån Lostrom", "Lostrom", "Quarrow",
)  # fmt: skip
WORDS = (
    "Minister", "Foreign Minister", "the", "said", "and", "met", "Ambassador", "Mr.", "Director", "he", "Oslo", ".", ",", "\n",
    "\n\n2. (C) ", "Fox_Lion", "told", "ann-ollenby", "President",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from((*NAMES, *WORDS)), min_size=1, max_size=14).map(" ".join)
PERSONS = st.builds(
    KnownPerson,
    key=st.sampled_from(("edric-vantongren", "ollenby", "lion", "t", "minister")),
    name=st.sampled_from(NAMES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
)
PEOPLE = st.lists(PERSONS, max_size=3, unique_by=lambda person: person.key).map(tuple)


def cable_of(text: str, people: tuple[KnownPerson, ...]) -> bytes:
    telegram = TELEGRAM.format(number=120) + f"\n2. (C) {text}\n\nVARKONDE\n"
    return msgspec.msgpack.encode(read(SourceFile("a.txt", telegram.encode()), ReadingRules(people=people)))


@given(TEXTS, PEOPLE, PEOPLE)
@example("Ann Ollenby said.", (), (KnownPerson("ollenby", "Anne Ollenby", ("Ann Ollenby",)),))
@example("They met the straußberg.", (), (KnownPerson("lion", "straußberg"),))
@example("Ju\u0308rg Tasselmar met Lostrom", (KnownPerson("t", "Jürg Tasselmar"),), ())
def test_a_text_without_any_name_of_those_who_changed_is_read_as_before(text, before, after):
    words = sought_words(before, after)
    cable = cable_of(text, before)
    if words is not None and not any(word in searchable(cable) for word in words):
        assert cable_of(text, after) == cable


def test_who_stays_as_he_was_is_not_looked_for():
    fox, hart = KnownPerson("fox", "Ann Fox"), KnownPerson("hart", "Bo Hart", ("Bartholomew Hart",))
    assert sought_words((fox,), (fox, hart)) == {"hart", "bartholomew"}
    assert sought_words((fox, hart), (hart, fox)) is None
    assert sought_words((), (KnownPerson("x", "狐"),)) is None
    assert sought_words((), tuple(KnownPerson(f"p{n}", f"Ann Fox{n}") for n in range(MOST_WORDS))) is None


class Readings:
    """Three telegrams, of which the second names Quarrow, and how often they are read."""

    def __init__(self, root: Path) -> None:
        self.store = root / "store"
        self.read: list[str] = []
        prepare_store(self.store)
        self.sources = []
        for number, name in enumerate(("Ollenby", "Quarrow", "Lostrom"), start=101):
            file = root / f"{number}.txt"
            file.write_text(TELEGRAM.format(number=number).replace("Edric Vantongren", f"Ann {name}"))
            self.sources.append(SourcePath(file.name, file, file.stat().st_size))

    def cables(self, *people: KnownPerson) -> dict[str, Card]:
        """What is read of all, with these persons in people.toml."""
        self.read = []
        acquaint(self.store, people)
        rules = ReadingRules(people=people)
        reader = Reader(self.store, self._read, rules, circumstances_digest(b"code", ReadingRules()))
        found = read_sources(reader, self.sources, {}, 0, jobs=1, progress=Silent())
        return {card.source_path: card for card in found.cards.cards}

    def _read(self, sources: Sequence[SourceFile], rules: ReadingRules) -> list[tuple[Cable, ...]]:
        self.read += [source.path for source in sources]
        return read_all(sources, rules)


def test_a_new_person_has_the_cables_read_again_that_name_him_and_gone_once_more(tmp_path):
    readings = Readings(tmp_path)
    strangers = readings.cables()
    assert readings.read == ["101.txt", "102.txt", "103.txt"]
    quarrow = KnownPerson("quarrow", "Annabel Quarrow", ("Ann Quarrow",))
    known = readings.cables(quarrow)
    assert readings.read == ["102.txt"]
    assert [person.key for person in known["102.txt"].people] == ["quarrow"]
    assert {path for path in known if known[path] != strangers[path]} == {"102.txt"}
    assert is_acquainted(readings.store, (quarrow,))
    assert readings.cables(quarrow) == known
    assert readings.read == []
    assert readings.cables() == strangers
    assert readings.read == ["102.txt"]
