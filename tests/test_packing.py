"""Many cards take little memory, and indexes over them say what a dict of tuples would."""

from __future__ import annotations

import tracemalloc

import pytest
from cards import archive_of, card, people_file, person, reference
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import build_archive
from generator.columns import NONE, Index, Pairs, Writing, flat, index_of
from generator.packing import OnDemand, pack

CARDS = [
    card(
        f"08PARIS{n}",
        f"2008-02-{n % 28 + 1:02}T10:00",
        tags=("MARR", "FR", f"T{n % 40}"),
        people=(person(f"Ann{n % 300} Ollenby", "Minister", "Chair"), person("Edric Vantongren", "Director")),
        references=(reference(f"08PARIS{n - 1}", f"08 PARIS {n - 1}", "A"),),
        marks="cSIPDIS\npROUTINE\naSECSTATE WASHDC",
    )
    for n in range(2000)
]


def test_memory_holds_little_more_of_cards_than_their_bytes():
    packed = pack(CARDS)
    weight = sum(len(packed[n]) for n in range(len(packed)))
    build_archive(packed, people_file())  # what is kept once for all, such as the tables of posts
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    archive = build_archive(packed, people_file())
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(archive.cards) == len(CARDS)
    assert held < 2 * weight, (
        f"{held / len(CARDS):.0f} bytes a card, of which {weight / len(CARDS):.0f} are its own"
    )


def test_a_packed_card_comes_out_as_it_was_and_its_slip_is_its_beginning():
    packed = pack(CARDS[:5])
    assert list(packed.cards) == CARDS[:5] == list(packed.cards[:5])
    assert packed.cards[-1] == CARDS[4]
    for slip, whole in zip(packed.slips, CARDS[:5], strict=True):
        assert {name: getattr(whole, name) for name in slip.__struct_fields__} == {
            name: getattr(slip, name) for name in slip.__struct_fields__
        }
    other = packed.in_order((3, 1))
    other.replace(1, CARDS[7])
    assert list(other.cards) == [CARDS[3], CARDS[7]] and list(packed.cards) == CARDS[:5]
    with pytest.raises(IndexError):
        packed.cards[5]


def test_what_is_made_on_demand_is_made_anew_when_it_is_to_be_forgotten():
    made: list[int] = []
    squares = OnDemand(4, lambda n: made.append(n) or n * n, at_hand=2)
    assert [squares[n] for n in (1, 1, 2, 3, 1)] == [1, 1, 4, 9, 1]
    assert made == [1, 2, 3, 1]
    squares.forget([0, 1])
    assert (squares[3], squares[1], made[4:]) == (9, 1, [1])


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 2**32 - 2), min_size=1)))
def test_an_index_says_what_a_dict_would(found):
    index = index_of(found)
    assert index == found and dict(index) == index and len(index) == len(found)
    assert list(index) == sorted(found)
    assert all(key in index and tuple(index.get(key)) == tuple(found[key]) for key in found)
    words, numbers, ends = index.flat
    assert Index(words, flat(numbers), flat(ends)) == index
    assert tuple(index.get("not there\0")) == tuple(found.get("not there\0", ()))


@given(st.lists(st.lists(st.sampled_from(("FR", "MARR", "NATO", "")))))
def test_a_column_has_the_words_of_each_card_and_counts_them(words):
    writing = Writing()
    for each in words:
        writing.add(each)
    column = writing.column()
    assert list(column) == [tuple(each) for each in words]
    assert column.distinct(range(0, len(words), 2)) == column_words(words[::2])
    assert column.tally(range(0, len(words), 2)) == {
        word: count for word in column_words(words) if (count := sum(e.count(word) for e in words[::2]))
    }

    for most in (0, 1, 2, 9):
        tally = column.tally(range(len(words)))
        tally.pop("FR", None)
        expected = sorted(tally.items(), key=lambda found: (-found[1], found[0]))[:most]
        assert column.most(range(len(words)), most, "FR") == expected


def column_words(words: list[list[str]]) -> set[str]:
    return {word for each in words for word in each}


@given(st.dictionaries(st.text("ab", max_size=2), st.sets(st.integers(0, 9))))
def test_an_index_knows_what_stands_around_a_number(found):
    index = index_of({key: sorted(numbers) for key, numbers in found.items()})
    for key, numbers in found.items():
        for number in range(11):
            before, after = (
                max((n for n in numbers if n < number), default=NONE),
                min((n for n in numbers if n > number), default=NONE),
            )
            assert index.around(key, number) == ((before, after) if number in numbers else (NONE, NONE))


def test_pairs_know_what_has_none():
    pairs = Pairs(flat((0xFFFFFFFF, 0, 0xFFFFFFFF, 1)))
    assert pairs == {1: 0, 3: 1} and len(pairs) == 2
    assert (pairs.get(0), pairs.get(1), pairs.get(-1), pairs.get(4)) == (None, 0, None, None)


def test_copies_of_one_number_stand_in_their_order_in_its_index():
    archive = archive_of(
        card("08PARIS1", source_path="cables/a.txt"),
        card("08PARIS1"),
        card("08PARIS1", source_path="cables/b.txt"),
    )
    found = [archive.cards[n].source_path for n in archive.numbers["08PARIS1"]]
    assert found == ["cables/08PARIS1.txt", "cables/a.txt", "cables/b.txt"]
