"""The archive keeps every card, in one order, under everything that one may look for."""

from __future__ import annotations

import random
from datetime import date

from cards import archive_of, card, entry, people_file, person

from generator.archive import (
    cited_by,
    copies_of,
    first_and_last,
    neighbours_of,
    person_account,
    year_of,
)
from generator.model import Tag

A = card("07PARIS1111", "2007-03-22T08:20", tags=("MARR", "FR"), level="CONFIDENTIAL")
B = card("08PARIS305", "2008-02-21T14:04", tags=("MARR", "NATO"))
C = card("08ROME7", "2008-02-21T14:04", post="rome")
UNDATED = card("09OSLO4", None, post="oslo", level=None)
NAMELESS = card(None, None, post=None, source_path="cables/scrap.txt")


def ids(archive, numbers):
    return [archive.cards[number].id for number in numbers]


def test_cards_stand_by_date_then_id_and_undated_ones_last():
    archive = archive_of(NAMELESS, UNDATED, C, B, A)
    assert ids(archive, range(5)) == ["07PARIS1111", "08PARIS305", "08ROME7", None, "09OSLO4"]
    assert archive.dated == 3


def test_the_order_in_which_cards_arrive_does_not_matter():
    cards = [A, B, C, UNDATED, NAMELESS, card("08PARIS305", source_path="cables/other.txt")]
    expected = archive_of(*cards)
    for seed in range(5):
        random.Random(seed).shuffle(cards)
        archive = archive_of(*cards)
        assert archive.cards == expected.cards
        assert archive.by_tag == expected.by_tag and list(archive.by_tag) == list(expected.by_tag)
        assert archive.problems == expected.problems


def test_an_index_has_sorted_keys_and_ascending_numbers():
    archive = archive_of(C, B, A, UNDATED)
    assert list(archive.by_tag) == ["FR", "MARR", "NATO"]
    assert ids(archive, archive.by_tag["MARR"]) == ["07PARIS1111", "08PARIS305"]
    assert list(archive.by_post) == ["oslo", "paris", "rome"]
    assert ids(archive, archive.by_month[(2008, 2)]) == ["08PARIS305", "08ROME7"]
    assert ids(archive, archive.by_level[""]) == ["09OSLO4"]


def test_a_tag_with_two_qualifiers_counts_a_cable_once():
    archive = archive_of(card(tags=(Tag("OVIP", "ONE"), Tag("OVIP", "TWO"))))
    assert archive.by_tag == {"OVIP": (0,)}


def test_a_year_is_known_from_the_id_where_there_is_no_date():
    archive = archive_of(UNDATED, NAMELESS, card("??ROME3585", None))
    assert {year: ids(archive, numbers) for year, numbers in archive.by_year.items()} == {2009: ["09OSLO4"]}
    assert ids(archive, archive.no_year) == [None, "??ROME3585"]
    assert year_of(card("66ROME1", None)) == 1966
    assert year_of(card("65ROME1", None)) == 2065


def test_two_cables_of_one_number_are_both_kept_and_the_second_is_warned_of_at_its_file():
    first = card(source_path="cables/a.txt", date="2008-02-22T00:00")
    second = card(source_path="cables/b.txt", date="2008-02-21T00:00")
    archive = archive_of(second, first)
    assert [archive.cards[n].source_path for n in archive.numbers["08PARIS305"]] == [
        "cables/a.txt",
        "cables/b.txt",
    ]
    assert [archive.cards[n].source_path for n in copies_of(archive, 0)] == ["cables/a.txt"]
    (problem,) = archive.problems
    assert (problem.path, problem.diagnostic.code) == ("content/cables/b.txt", "L301")
    assert "content/cables/a.txt" in problem.diagnostic.message


def test_cables_without_a_number_are_no_copies_of_one_another():
    archive = archive_of(NAMELESS, card(None, None, source_path="cables/scrap2.txt"))
    assert archive.problems == () and copies_of(archive, 0) == ()


def test_a_person_is_one_under_all_keys_that_the_people_file_joins():
    people = people_file(same={"p-carre": "philippe-carre"})
    archive = archive_of(
        card("08PARIS1", people=(person("Philippe Carre"),)),
        card("08PARIS2", people=(person("P Carre"), person("Philippe Carre"))),
        people=people,
    )
    assert archive.by_person == {"philippe-carre": (0, 1)}
    assert archive.persons == (("philippe-carre",), ("philippe-carre",))


def test_a_hidden_person_is_in_no_index():
    people = people_file({"ann-lee": entry(hidden=True)}, same={"a-lee": "ann-lee"})
    archive = archive_of(card(people=(person("A Lee"), person("Ann Lee"), person("Bo Ek"))), people=people)
    assert list(archive.by_person) == ["bo-ek"]
    assert archive.persons == (("bo-ek",),)


def test_a_person_is_shown_by_the_people_file_else_by_the_most_frequent_full_name():
    key = "lee"
    cards = [
        card(f"08PARIS{n}", people=(person(name, key=key),))
        for n, name in enumerate(["Lee", "Lee", "Lee", "Ann Lee", "Ann B. Lee", "Ann B. Lee"], 1)
    ]
    assert archive_of(*cards).names[key] == "Ann B. Lee"
    assert archive_of(*cards[:5]).names[key] == "Ann B. Lee"
    assert archive_of(*cards[:3]).names[key] == "Lee"
    assert (
        archive_of(*cards, people=people_file({key: entry(name="Dame Ann Lee")})).names[key] == "Dame Ann Lee"
    )


def test_a_person_has_all_titles_with_counts_and_years_and_all_roles():
    people = people_file(
        {"ann-lee": entry(note="Later a novelist.", identifiers={"wikidata": "Q1", "viaf": "2"})}
    )
    archive = archive_of(
        card("07PARIS1", "2007-01-01T00:00", people=(person("Ann Lee", "Minister"),)),
        card(
            "08PARIS1",
            "2008-01-01T00:00",
            people=(person("Ann Lee", "Minister", "Chair", roles=("named", "signer")),),
        ),
        people=people,
    )
    account = person_account(archive, "ann-lee")
    assert [(t.title, t.count, t.first, t.last) for t in account.titles] == [
        ("Minister", 2, date(2007, 1, 1), date(2008, 1, 1)),
        ("Chair", 1, date(2008, 1, 1), date(2008, 1, 1)),
    ]
    assert [(r.role, r.count, r.first, r.last) for r in account.roles] == [
        ("named", 2, date(2007, 1, 1), date(2008, 1, 1)),
        ("signer", 1, date(2008, 1, 1), date(2008, 1, 1)),
    ]
    assert account.note == "Later a novelist." and account.identifiers == (("viaf", "2"), ("wikidata", "Q1"))


def test_the_title_and_the_roles_that_are_kept_of_a_person_are_those_of_all_his_cables():
    same = {"lee": "ann-lee"}  # whom a cable names twice has its title once
    people = people_file({"ann-lee": entry()}, same=same)
    archive = archive_of(
        card("07PARIS1", people=(person("Ann Lee", "Chair"), person("Lee", "Chair", roles=("drafter",)))),
        card("07PARIS2", people=(person("Ann Lee", "Minister"), person("Bo Ek"))),
        card("07PARIS3", people=(person("Lee", "Minister", "Envoy", roles=("signer",)),)),
        card("07PARIS4", people=(person("Cy Orr", "Consul", "Attaché"),)),
        people=people,
    )
    accounts = {key: person_account(archive, key) for key in archive.by_person}
    assert archive.titles == {key: a.titles[0].title for key, a in accounts.items() if a.titles}
    assert archive.roles == {key: tuple(borne.role for borne in a.roles) for key, a in accounts.items()}
    assert (archive.titles["ann-lee"], archive.titles["cy-orr"]) == ("Minister", "Attaché")


def test_neighbours_are_those_before_and_after_and_an_undated_cable_has_none():
    archive = archive_of(A, B, C, UNDATED)
    everything = (0, 1, 2, 3)
    assert [neighbours_of(archive, everything, n) for n in everything] == [
        (None, 1),
        (0, 2),
        (1, None),
        (None, None),
    ]


def test_the_first_and_last_day_leave_out_what_is_undated():
    archive = archive_of(A, B, UNDATED)
    assert first_and_last(archive, (0, 1, 2)) == (date(2007, 3, 22), date(2008, 2, 21))
    assert first_and_last(archive, (2,)) is None


def test_an_empty_archive_is_an_archive():
    archive = archive_of()
    assert archive.cards == () and archive.problems == () and cited_by(archive, 0) == ()
