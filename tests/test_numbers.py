"""Every number that is known has its place in the series of its post, and any form of it leads there."""

from __future__ import annotations

import json

from cards import archive_of, card, config_of, reference

from generator.pages import page_of, plan
from generator.pages.deployment import misnamed
from generator.pages.signposts import make_signposts


def view_at(path, *cards, **settings):
    page = page_of(plan(archive_of(*cards), config_of(**settings)), path)
    assert page is not None, path
    return page.view


def citing(*targets):
    return card("09OSLO1", "2009-02-02T00:00", references=tuple(map(reference, targets)))


def test_the_numbers_of_a_year_are_here_cited_or_missing():
    view = view_at("number/PARIS/2008.html", card("08PARIS305"), card("08PARIS307"), citing("08PARIS306"))
    empty, block = view.blocks
    assert (empty.label, empty.known) == ("1–300", ())
    assert block.label == "301–400" and block.missing == ("301–304",)
    assert [(n.number, n.here, n.url) for n in block.known] == [
        (305, True, "cable/2008/02/08PARIS305.html"),
        (306, False, "absent/2008/08PARIS306.html"),
        (307, True, "cable/2008/02/08PARIS307.html"),
    ]
    assert view.sentence == (
        "Two telegrams of this year are here; the highest number that is known is 307. Of those below it, one other "
        "is cited but not here, nothing is known of 304."
    )
    assert sum(part.here for part in view.strip) == 2 and sum(part.cited for part in view.strip) == 1
    assert view.strip[-1].last == 307 and len(view.strip) <= 200


def test_a_misprinted_number_does_not_stretch_the_strip_but_stands_in_the_table():
    view = view_at("number/PARIS/2008.html", card("08PARIS305"), citing("08PARIS99999999"))
    assert view.last == 305
    assert [n.number for block in view.blocks for n in block.known] == [305, 99999999]


def test_one_number_is_a_series_too():
    view = view_at("number/PARIS/2008.html", card("08PARIS1"))
    assert view.blocks[0].missing == () and "none is missing" in view.sentence


def test_the_box_in_the_header_knows_posts_years_and_other_names_of_posts():
    text = view_at("number/posts.js", card("08STATE1"), card("07PARIS2"), card("08PARIS2")).text
    told = json.loads(text.removeprefix("self.cablepressNumbers = ").removesuffix(";\n"))
    assert told["years"] == {"PARIS": [2007, 2008], "STATE": [2008]}
    assert told["names"]["SECSTATE"] == "STATE"


def test_the_index_counts_what_is_here_and_says_how_much_is_only_cited():
    index = view_at("number/index.html", card("08PARIS305"), citing("08PARIS306", "07ROME2"))
    told = {(group.name, e.link.text): (e.count, e.note) for group in index.groups for e in group.entries}
    assert told == {
        ("OSLO", "2009"): (1, ""),
        ("PARIS", "2008"): (1, "1 only cited"),
        ("ROME", "2007"): (0, "1 only cited"),
    }


def test_years_of_a_post_lead_to_one_another():
    cards = (card("98PARIS3", "1998-02-02T00:00"), card("07PARIS2", "2007-02-02T00:00"), card("08PARIS2"))
    view = view_at("number/PARIS/2007.html", *cards)
    assert (view.previous.url, view.next.url) == ("number/PARIS/1998.html", "number/PARIS/2008.html")


def test_a_cable_is_found_under_the_malformed_name_of_its_file():
    cards = (card("09PARIS305", source_path="cables/09EFTOPARIS305.txt"), card("08PARIS1"))
    signposts = make_signposts(archive_of(*cards), config_of())
    assert misnamed(signposts) == (("cable/2008/02/09EFTOPARIS305.html", "cable/2008/02/09PARIS305.html"),)
