"""Long lists lead to their years, and very long ones end with a word, but every cable stays within reach."""

from __future__ import annotations

from cards import archive_of, card, config_of, entry, people_file, person
from msgspec.structs import replace

from generator.pages import plan

CARDS = [card(f"08PARIS{n}", f"200{n % 9}-01-10T10:00", tags=("MARR",)) for n in range(1, 28)]


def views_by_path():
    """Two cables on a page, ten in a list."""
    config = config_of(per_page=2)
    config = replace(config, pages=replace(config.pages, longest_list=10))
    return {page.path: page.view for page in plan(archive_of(*CARDS), config).pages}


def test_a_very_long_list_ends_with_a_word_but_those_of_dates_posts_and_persons_are_whole():
    views = views_by_path()
    last = views["tag/MARR/5.html"]
    assert (last.listed, last.total) == (10, 27) and "tag/MARR/6.html" not in views
    assert views["tag/MARR.html"].listed == 0
    assert "post/paris/14.html" in views and views["post/paris/14.html"].listed == 0


def test_a_long_list_leads_to_the_page_where_each_year_begins():
    views = views_by_path()
    years = views["post/paris.html"].years
    assert [(year.text, year.url) for year in years][:3] == [
        ("2000", "post/paris.html"),
        ("2001", "post/paris/2.html"),
        ("2002", "post/paris/4.html"),
    ]
    for year in years:
        assert year.text in {rows.year for rows in views[year.url].ledger}
    assert views["date/2003.html"].years == ()


def test_persons_whom_few_cables_name_can_be_left_without_a_page_but_not_without_a_name():
    people = (person("Harbinge"), person("Lostrom"), person("Quillet"))
    named = card("08PARIS1", "2008-01-10T10:00", people=people)
    again = card("08PARIS2", "2008-01-11T10:00", people=people[:1])
    known = people_file({"quillet": entry(note="A minister.")})
    config = replace(config_of(), pages=replace(config_of().pages, person_least=2))
    views = {page.path: page.view for page in plan(archive_of(named, again, people=known), config).pages}
    pages = [path for path in views if path.startswith("person/") and path != "person/index.html"]
    assert pages == ["person/harbinge.html", "person/quillet.html"]
    shown = {link.text: link.url for link in views["cable/2008/01/08PARIS1.html"].persons_named}
    assert shown == {"Harbinge": pages[0], "Lostrom": None, "Quillet": pages[1]}


def test_the_front_page_counts_thousands_of_cables():
    many = [card(f"08PARIS{n}", "2008-01-10T10:00") for n in range(1, 1003)]
    views = {page.path: page.view for page in plan(archive_of(*many), config_of(kinds=("front",))).pages}
    assert (
        views["index.html"].sentence
        == "This archive holds 1,002 cables sent by one post, all dated 10 January 2008."
    )
