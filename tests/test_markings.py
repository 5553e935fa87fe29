"""Captions, precedences, reasons, terms and addressees: what a card keeps of them, and the pages made of that."""

from __future__ import annotations

import pytest
from cards import archive_of, card, config_of

from generator.cards import card_of
from generator.marks import mark_key
from generator.model import Addressee, Cable, ClassifiedBy, Precedence
from generator.pages import page_of, plan

FIRST = "cSIPDIS\nr1.4(b)\npIMMEDIATE\nd2018\naSECSTATE WASHDC\naAMEMBASSY OSLO"
SECOND = (
    "cSIPDIS\ncCODEL LANTERN\nr1.4(b)\nr1.4(d)\npROUTINE\nd\naLANTERN COLLECTIVE\naWICK BUREAU WASHINGTON DC"
)
THIRD = "pPRIORITY\naWICK BUREAU WASHDC//WX\naWICK BUREAU WASHDC\naSECSTATE WASHINGTON DC"
CARDS = (
    card("07PARIS1", "2007-01-02T03:04", marks=FIRST),
    card("08PARIS2", "2008-01-02T03:04", marks=SECOND),
    card("09OSLO3", "2009-01-02T03:04", post="oslo", marks=THIRD),
)


def view_at(path, kinds=None):
    page = page_of(plan(archive_of(*CARDS), config_of(kinds=kinds), ()), path)
    assert page is not None, path
    return page.view


def entries(path):
    return [(g.name, [(e.link.text, e.count) for e in g.entries]) for g in view_at(path).groups]


def ids(view):
    return [row.id for year in view.ledger for row in year.rows]


def test_a_card_keeps_what_may_be_asked_of_a_header_each_once():
    cable = Cable(
        captions=("SIPDIS", "SIPDIS", "CODEL  LANTERN"),
        precedence=Precedence("IMMEDIATE", "ROUTINE"),
        declassify_on="2018-02-14",
        classified_by=(
            ClassifiedBy("Corin Tasselmar", section="1.4", reasons=("b", "d")),
            ClassifiedBy("Delphine Quarrow", section="1.4", reasons=("b",)),
            ClassifiedBy("Edric Vantongren", reasons=("c",)),
        ),
        action=(Addressee("RUEHC", "SECSTATE WASHDC"),),
        info=(Addressee(None, "SECSTATE  WASHDC"), Addressee(None, " ")),
    )
    assert card_of(cable, "k", 0).marks.split("\n") == [
        "cSIPDIS", "cCODEL LANTERN", "pIMMEDIATE", "d2018", "r1.4(b)", "r1.4(d)", "aSECSTATE WASHDC",
    ]  # fmt: skip


def test_a_term_that_is_no_date_is_kept_as_one_without_a_year():
    assert card_of(Cable(declassify_on="X1"), "k", 0).marks == "d"
    assert card_of(Cable(), "k", 0).marks == ""


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("cCODEL LANTERN", ("caption", "CODEL")),
        ("cwick channel", ("caption", "WICK CHANNEL")),
        ("aAMEMBASSY PARIS", ("addressee", "paris")),
        ("aSECSTATE WASHDC", ("addressee", "state")),
        ("aWICK BUREAU WASH DC", ("addressee", "WICK BUREAU")),
        ("aWICK BUREAU WASHDC//WX//", ("addressee", "WICK BUREAU")),
        ("d", ("declassification", "none")),
        ("r1.4(b)", ("reason", "1.4(b)")),
    ],
)
def test_one_thing_under_several_spellings_has_one_key(mark, key):
    assert mark_key(mark) == key


def test_addressees_are_told_apart_by_kind_and_counted_once_a_cable():
    assert entries("addressee/index.html") == [
        ("Departments and agencies", [("Department of State", 2)]),
        ("Embassies", [("Embassy Oslo", 1)]),
        ("Collectives", [("LANTERN COLLECTIVE", 1)]),
        ("Other addresses", [("WICK BUREAU", 2)]),
    ]
    assert ids(view_at("addressee/WICK-BUREAU.html")) == ["08PARIS2", "09OSLO3"]


def test_an_addressee_that_is_a_post_leads_to_what_that_post_sent():
    (sent, *_) = view_at("addressee/oslo.html").facts
    assert (sent.value, sent.url) == ("Embassy Oslo", "post/oslo.html")


def test_captions_and_reasons_say_what_they_mean():
    assert view_at("caption/SIPDIS.html").sentence.startswith(
        "Post on the SIPRNET web for interagency readers. Two"
    )
    assert view_at("reason/1.4-b.html").sentence.startswith("Foreign government information. Two cables")
    assert entries("reason/index.html") == [("Section 1.4", [("Reason 1.4(b)", 2), ("Reason 1.4(d)", 1)])]


def test_a_level_names_the_reasons_for_which_cables_were_classified_so():
    (reasons,) = [r for r in view_at("classification/secret.html").related if r.title == "Reasons"]
    assert [(c.link.text, c.link.url, c.count) for c in reasons.counts] == [
        ("1.4(b)", "reason/1.4-b.html", 2),
        ("1.4(d)", "reason/1.4-d.html", 1),
    ]


def test_precedences_stand_from_the_most_urgent():
    assert entries("precedence/index.html") == [
        ("From the most urgent", [("Immediate", 1), ("Priority", 1), ("Routine", 1)])
    ]


def test_what_is_due_stands_by_year_and_what_has_no_date_apart():
    assert entries("declassification/index.html") == [
        ("2010s", [("Due in 2018", 1)]),
        ("Without a date", [("On no date", 1)]),
    ]
    assert ids(view_at("declassification/none.html")) == ["08PARIS2"]
    assert view_at("declassification/index.html").sentence.endswith("were to be declassified in one year.")


def test_a_cable_leads_to_the_pages_of_its_marks_and_to_none_that_is_off():
    links = {entry.key: entry.link.url for entry in view_at("cable/2008/01/08PARIS2.html").marks}
    assert links["cCODEL LANTERN"] == "caption/CODEL.html"
    assert links["d"] == "declassification/none.html"
    fewer = view_at("cable/2008/01/08PARIS2.html", kinds=("cables", "reasons")).marks
    assert {entry.key for entry in fewer} == {"r1.4(b)", "r1.4(d)"}


def test_all_ways_in_are_those_that_are_on():
    assert {
        e.link.text for g in view_at("browse.html", ("browse", "captions", "posts")).groups for e in g.entries
    } == {
        "Captions",
        "Posts",
    }
