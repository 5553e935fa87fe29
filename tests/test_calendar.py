"""Calendars, days, pairs of tags, the glossary: what their pages hold."""

from __future__ import annotations

import pytest
from cards import archive_of, card
from msgspec.structs import replace

from generator.config import read_config
from generator.pages import page_of, plan, urls
from generator.pairing import commonest_pairs

CARDS = (
    card("07PARIS1", "2007-12-31T23:59", tags=("FR", "MARR")),
    card("08PARIS2", "2008-02-01T00:00", tags=("MARR", "FR", "NO")),
    card("08PARIS3", "2008-02-29T03:04", tags=("NO", "FR")),
    card("08PARIS4", "2008-02-29T03:05", tags=("NO",), marks="cSIPDIS"),
    *(card(f"08PARIS{n}", "2008-02-29T04:00") for n in range(5, 11)),
    card("08PARIS99", None),
)


def view_at(path, tmp_path, settings="", cards=CARDS):
    (tmp_path / "site.toml").write_text(settings, encoding="utf-8")
    config, problems = read_config(tmp_path)
    assert problems == ()
    page = page_of(plan(archive_of(*cards), config, ()), path)
    return page.view if page else None


def days_of(calendar):
    return {
        d.number: (d.count, d.shade) for m in calendar.months for w in m.weeks for d in w if d and d.count
    }


def test_a_year_shows_each_day_the_darker_the_more_cables_it_has(tmp_path):
    calendar = view_at("date/2008.html", tmp_path).calendar
    assert len(calendar.months) == 12 and calendar.most == 8
    assert days_of(calendar) == {1: (1, 1), 29: (8, 4)}
    assert [m.month.url for m in calendar.months][:3] == [None, "date/2008/02.html", None]


def test_a_month_begins_its_weeks_on_monday_and_leads_to_its_days(tmp_path):
    (month,) = view_at("date/2008/02.html", tmp_path).calendar.months
    assert [day and day.number for day in month.weeks[0]] == [None, None, None, None, 1, 2, 3]
    assert month.weeks[0][4].url == "date/2008/02-01.html"
    assert len(month.weeks) == 5 and month.weeks[4][4].number == 29


def test_a_year_without_a_dated_cable_has_no_calendar(tmp_path):
    assert view_at("date/2008.html", tmp_path, cards=(card("08PARIS99", None),)).calendar is None


def test_a_day_holds_its_cables_in_order_and_a_cable_leads_to_its_day(tmp_path):
    view = view_at("date/2008/02-29.html", tmp_path)
    assert view.sentence.startswith("Eight cables were sent on this Friday")
    assert [row.id for row in view.ledger[0].rows][:2] == ["08PARIS3", "08PARIS4"]
    assert view_at("cable/2008/02/08PARIS3.html", tmp_path).date_url == "date/2008/02-29.html"
    without = '[pages]\nkinds = ["cables", "dates"]\n'
    assert view_at("cable/2008/02/08PARIS3.html", tmp_path, without).date_url == "date/2008/02.html"
    (month,) = view_at("date/2008/02.html", tmp_path, without).calendar.months
    assert month.weeks[0][4].url is None


def test_no_further_page_of_a_month_has_the_address_of_a_day():
    tenth = urls.day(2008, 2, 10)
    addresses = [
        urls.list_page(stem, page)
        for stem in (tenth, urls.month(2008, 2), urls.year(2008))
        for page in (1, 2, 10)
    ]
    assert len(set(addresses)) == 9
    assert addresses[:2] == ["date/2008/02-10.html", "date/2008/02-10/2.html"]


def test_two_tags_that_stand_together_have_a_page_and_both_lead_there(tmp_path):
    pair = view_at("tag/FR/and/NO.html", tmp_path)
    assert [row.id for year in pair.ledger for row in year.rows] == ["08PARIS2", "08PARIS3"]
    for code, other in (("FR", "NO"), ("NO", "FR")):
        (together,) = [
            r for r in view_at(f"tag/{code}.html", tmp_path).related if r.title == "Often together with"
        ]
        (count,) = [c for c in together.counts if c.link.text == other]
        assert (count.count, count.url) == (2, "tag/FR/and/NO.html")


def test_a_pair_of_a_single_cable_has_no_page(tmp_path):
    assert view_at("tag/MARR/and/NO.html", tmp_path) is None
    assert commonest_pairs(archive_of(*CARDS), 9) == {("FR", "MARR"): 2, ("FR", "NO"): 2}


@pytest.mark.parametrize(
    ("wanted", "found"), [(0, []), (1, ["FR and MARR"]), (2, ["FR and MARR", "FR and NO"])]
)
def test_the_publisher_says_how_many_pairs_have_pages(tmp_path, wanted, found):
    index = view_at("pair/index.html", tmp_path, f"[pages]\ntag_pairs = {wanted}\n")
    assert [e.link.text for g in index.groups for e in g.entries] == found
    assert index.sentence.endswith("that stand together most often.")


def test_a_tag_that_a_cable_has_twice_makes_no_pair_with_itself(tmp_path):
    twice = replace(CARDS[0], tags=(*CARDS[0].tags, *CARDS[0].tags))
    assert commonest_pairs(archive_of(twice, CARDS[1]), 9) == {("FR", "MARR"): 2}


def test_the_glossary_explains_words_and_leads_to_those_that_cables_bear(tmp_path):
    groups = {group.name: group.terms for group in view_at("glossary.html", tmp_path).groups}
    words = {term.word.text: term for terms in groups.values() for term in terms}
    assert words["SIPDIS"].word.url == "caption/SIPDIS.html"
    assert words["NODIS"].word.url is None and words["NODIS"].meaning.startswith("No distribution")
    urgent = [term.word.text for term in groups["Precedence"]]
    assert urgent.index("FLASH") < urgent.index("PRIORITY") < urgent.index("ROUTINE")
    assert all(term.meaning for term in words.values())
