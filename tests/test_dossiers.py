"""What the page of a tag, person, post, classification or time says, with its chart."""

from __future__ import annotations

import re
from datetime import date

import pytest
from cards import archive_of, card, entry, people_file, person
from planned import pages_of, view_at

from generator.pages import page_of, words
from generator.pages.charts import draw_chart
from generator.pages.namesakes import MAY_BE, OTHERS


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (
            "tag/MARR.html",
            "MARR (Military and Defense Arrangements) is a subject tag. "
            "Two cables carry it, from 22 March 2007 to 21 February 2008.",
        ),
        (
            "tag/MNUC.html",
            "MNUC (Military Nuclear Applications) is a subject tag. One cable carries it, dated 22 March 2007.",
        ),
        (
            "person/philippe-carre.html",
            "Philippe Carre, Director, is named in two cables, from 22 March 2007 to 21 February 2008.",
        ),
        ("person/pekala.html", "Pekala signed one cable, dated 21 February 2008."),
        (
            "post/paris.html",
            "Embassy Paris is an embassy of the United States in Paris, France. "
            "Two cables were sent from here, from 22 March 2007 to 21 February 2008.",
        ),
        ("classification/secret.html", "One cable is SECRET, dated 21 February 2008."),
        ("classification/unknown.html", "One cable has no known classification, undated."),
        ("date/2007.html", "One cable was sent in 2007, dated 22 March 2007."),
        (
            "date/2008/02.html",
            "Two cables were sent in February 2008, from 21 February 2008 to 25 February 2008.",
        ),
        ("date/undated.html", "One cable is undated."),
    ],
)
def test_a_dossier_says_in_a_sentence_what_is_here(path, sentence):
    assert view_at(path).sentence == sentence


@pytest.mark.parametrize(
    ("count", "span", "undated", "said"),
    [
        (1, None, 1, ", undated"),
        (2, None, 2, ", both undated"),
        (5, None, 5, ", all undated"),
        (1, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", dated 1 February 2008"),
        (2, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", both dated 1 February 2008"),
        (3, (date(2008, 2, 1), date(2008, 2, 1)), 0, ", all dated 1 February 2008"),
        (
            3,
            (date(2008, 2, 1), date(2008, 2, 9)),
            1,
            ", from 1 February 2008 to 9 February 2008; one of them is undated",
        ),
        (
            9,
            (date(2008, 2, 1), date(2008, 2, 9)),
            2,
            ", from 1 February 2008 to 9 February 2008; two of them are undated",
        ),
        (0, None, 0, ""),
    ],
)
def test_a_period_is_right_in_singular_and_plural(count, span, undated, said):
    assert words.period(count, span, undated) == said


def test_counts_are_words_up_to_twelve_and_figures_beyond():
    assert words.counted(1, "country", "countries") == "one country"
    assert words.counted(12, "cable") == "twelve cables"
    assert words.counted(1204, "cable") == "1,204 cables"
    assert words.listed(["a"]) == "a" and words.listed(["a", "b", "c"]) == "a, b and c"


def test_an_unknown_tag_is_said_to_be_unknown():
    view = view_at("tag/ZZZZ.html", card(tags=("ZZZZ",)))
    assert view.sentence.startswith("ZZZZ is a tag whose meaning is not known here. One cable")


def test_a_ledger_is_by_year_oldest_first_with_the_undated_last():
    cards = [card("07PARIS1", "2007-01-01T00:00"), card("08PARIS1"), card("08PARIS2", None)]
    view = view_at("post/paris.html", *cards)
    assert [(part.year, part.url, [row.id for row in part.rows]) for part in view.ledger] == [
        ("2007", "date/2007.html", ["07PARIS1"]),
        ("2008", "date/2008.html", ["08PARIS1"]),
        ("undated", None, ["08PARIS2"]),
    ]


def test_a_long_list_goes_on_over_pages_and_only_the_first_has_the_dossier():
    cards = [card(f"08PARIS{n}", f"2008-0{n}-01T00:00", tags=("MARR",)) for n in range(1, 8)]
    planned = pages_of(*cards, per_page=3)
    first, second, third = (page_of(planned, f"tag/MARR{part}.html").view for part in ("", "/2", "/3"))
    assert [sum(len(part.rows) for part in view.ledger) for view in (first, second, third)] == [3, 3, 1]
    assert first.facts and first.chart and not (second.facts or second.chart or second.related)
    assert second.pager.previous == "tag/MARR.html" and second.pager.next == "tag/MARR/3.html"
    assert [(link.text, link.url) for link in second.pager.pages] == [
        ("1", "tag/MARR.html"),
        ("2", None),
        ("3", "tag/MARR/3.html"),
    ]
    assert third.head.root == "../../" and third.pager.next is None and third.total == 7
    assert third.head.title == "MARR: Military and Defense Arrangements, page 3 of 3"


def test_a_pager_of_many_pages_names_the_near_ones():
    cards = [card(f"08PARIS{n}", f"2008-01-{n:02d}T00:00", tags=("MARR",)) for n in range(1, 21)]
    view = page_of(pages_of(*cards, per_page=1), "tag/MARR/10.html").view
    assert [link.text for link in view.pager.pages] == ["1", "8", "9", "10", "11", "12", "20"]


def test_a_dossier_lists_what_it_occurs_with_most_first_without_itself():
    related = {part.title: part.counts for part in view_at("tag/FR.html").related}
    assert [(c.link.text, c.count) for c in related["Often together with"]] == [
        ("MARR", 2),
        ("MNUC", 1),
        ("OVIP", 1),
    ]
    assert [(c.link.text, c.count) for c in related["Posts"]] == [("Embassy Paris", 2), ("Embassy Rome", 1)]
    assert [c.count for c in related["Persons"]] == [2, 2, 1]


def test_a_related_list_ends_after_twelve():
    tags = tuple(f"T{n:03d}" for n in range(40))
    cards = [card("08PARIS1", tags=("MARR", *tags)), card("08PARIS2", tags=("MARR", *tags[30:]))]
    view = view_at("tag/MARR.html", *cards)
    listed = [(count.link.text, count.count) for count in view.related[0].counts]
    assert listed == [(tag, 2) for tag in tags[30:]] + [("T000", 1), ("T001", 1)]


def test_a_person_has_titles_roles_note_and_identifiers():
    people = people_file({"philippe-carre": entry(note="A note.", identifiers={"wikidata": "Q1"})})
    facts = [(fact.name, fact.value) for fact in view_at("person/philippe-carre.html", people=people).facts]
    assert facts == [
        ("Note", "A note."),
        ("Shown as", "Director (two cables, 2007–2008)"),
        ("Shown as", "Chair (one cable, 2008)"),
        ("Named in", "two cables, 2007–2008"),
        ("Wikidata", "Q1"),
    ]


def test_a_person_has_the_other_names_of_the_cables_and_of_the_publisher():
    cards = (
        card("08PARIS1", people=(person("K. Ollenby"),)),
        card("08PARIS2", people=(person("Karla Ollenby"),)),
    )
    ollenby = entry("Karla Ollenby", key="karla-ollenby", aliases=("Karla O.",), identifiers={"viaf": "12"})
    people = people_file({"karla-ollenby": ollenby}, {"k.-ollenby": "karla-ollenby"})
    facts = [
        (fact.name, fact.value) for fact in view_at("person/karla-ollenby.html", *cards, people=people).facts
    ]
    assert facts[:2] == [("Also written", "K. Ollenby"), ("Also written", "Karla O.")]
    assert facts[-1] == ("VIAF", "12")


def lists_of(path, *cards):
    shown = (MAY_BE, OTHERS)
    return {
        group.title: [(count.link.text, count.link.url, count.count) for count in group.counts]
        for group in view_at(path, *cards).related
        if group.title in shown
    }


def test_a_surname_alone_may_be_each_of_those_who_bear_it_at_its_posts():
    cards = (
        card("08PARIS1", people=(person("Karla van Ollenby"),)),
        card("08PARIS2", people=(person("Viktor Ollenby"),)),
        card("08PARIS3", people=(person("van Ollenby", roles=("signer",)),)),
        card("08OSLO1", post="oslo", people=(person("Odo Ollenby"),)),
    )
    assert lists_of("person/van-ollenby.html", *cards) == {
        MAY_BE: [
            ("Karla van Ollenby", "person/karla-van-ollenby.html", 1),
            ("Viktor Ollenby", "person/viktor-ollenby.html", 1),
        ],
        OTHERS: [("Odo Ollenby", "person/odo-ollenby.html", 1)],
    }
    assert lists_of("person/viktor-ollenby.html", *cards)[MAY_BE] == [
        ("van Ollenby", "person/van-ollenby.html", 1)
    ]
    assert MAY_BE not in lists_of("person/odo-ollenby.html", *cards)
    assert lists_of("person/philippe-carre.html") == {}


def test_a_person_of_many_titles_shows_the_most_frequent_and_counts_the_rest():
    titles = tuple(f"Title {n:02d}" for n in range(15))
    view = view_at("person/ann-lee.html", card(people=(person("Ann Lee", *titles),)))
    shown = [fact.value for fact in view.facts if fact.name == "Shown as"]
    assert len(shown) == 13 and shown[0] == "Title 00 (one cable, 2008)" and shown[-1] == "three more titles"


def test_a_post_has_its_place():
    facts = {fact.name: fact for fact in view_at("post/paris.html").facts}
    assert (facts["Country"].value, facts["Country"].url) == ("France", "country/fr.html")
    assert re.fullmatch(r"48\.\d\d° N, 2\.\d\d° E", facts["Coordinates"].value)
    assert facts["In telegram numbers"].value == "PARIS"


# Charts


def chart_of(*dates, **urls):
    archive = archive_of(*(card(f"08PARIS{n}", day and f"{day}T00:00") for n, day in enumerate(dates)))
    return draw_chart(archive, tuple(range(len(dates))), **urls)


def test_a_chart_goes_by_month_without_gaps():
    chart = chart_of("2007-11-05", "2008-02-21", "2008-02-22", None)
    assert [(bar.label, bar.count) for bar in chart.bars] == [
        ("2007-11", 1),
        ("2007-12", 0),
        ("2008-01", 0),
        ("2008-02", 2),
    ]
    assert (chart.unit, chart.most) == ("month", 2)


def test_a_chart_of_four_years_or_more_goes_by_year():
    assert chart_of("2004-03-01", "2008-02-01").unit == "month"
    chart = chart_of("2004-02-01", "2008-02-01")
    assert (chart.unit, [bar.label for bar in chart.bars]) == (
        "year",
        ["2004", "2005", "2006", "2007", "2008"],
    )


def test_one_bar_is_no_chart():
    assert chart_of("2008-02-01", "2008-02-21") is None
    assert chart_of(None) is None and chart_of() is None


@pytest.mark.parametrize(
    ("first", "unit"), [("1910-01-01", "10 years"), ("1203-01-01", "100 years"), ("0001-01-01", "100 years")]
)
def test_a_misread_century_does_not_make_a_thousand_bars(first, unit):
    chart = chart_of(first, "2008-02-01")
    assert (chart.unit, sum(bar.count for bar in chart.bars)) == (unit, 2)
    assert len(chart.bars) <= 80


def test_a_bar_leads_to_its_month_only_where_there_is_something():
    chart = chart_of("2007-11-05", "2008-01-21", month_url=lambda year, month: f"{year}/{month}")
    assert [bar.url for bar in chart.bars] == ["2007/11", None, "2008/1"]
