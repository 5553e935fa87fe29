"""Long lists lead to their years, and very long ones end with a word, but every cable stays within reach."""

from __future__ import annotations

from cards import archive_of, card, config_of
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
