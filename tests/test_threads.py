"""Who answered what is shown on the page of each cable, and a long conversation has its own page."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from cards import archive_of, card, config_of, reference

from generator.conversations import in_order
from generator.pages import page_of, plan
from generator.pages.threads import APART


def view_at(path, *cards, **settings):
    page = page_of(plan(archive_of(*cards), config_of(**settings)), path)
    assert page is not None, path
    return page.view


def on(day, cable_id, *targets, **fields):
    return card(cable_id, f"2008-02-{day:02}T00:00", references=tuple(map(reference, targets)), **fields)


def talk_of(*cards):
    """Ids with their depth, in the order of the conversation that the first cable begins."""
    archive = archive_of(*cards)
    return [(archive.cards[n].id, depth) for n, depth in in_order(archive.conversations, 0)]


CHAIN = tuple(on(n, f"08PARIS{n}", *([f"08PARIS{n - 1}"] if n > 1 else [])) for n in range(1, 13))


def test_a_cable_answers_the_most_recent_one_that_it_refers_to():
    talk = talk_of(on(1, "08PARIS1"), on(2, "08ROME1", "08PARIS1"), on(3, "08OSLO1", "08PARIS1", "08ROME1"))
    assert talk == [("08PARIS1", 0), ("08ROME1", 1), ("08OSLO1", 2)]


def test_the_text_counts_where_the_ref_lines_name_nothing_that_is_here():
    by_text = on(3, "08OSLO1", "05CAIRO9", mentioned_ids=("08PARIS1",))
    by_lines = on(4, "08OSLO2", "08PARIS1", mentioned_ids=("08OSLO1",))
    assert talk_of(on(1, "08PARIS1"), by_text, by_lines) == [("08PARIS1", 0), ("08OSLO1", 1), ("08OSLO2", 1)]


def test_cables_that_cite_one_another_make_no_ring_and_undated_ones_no_conversation():
    archive = archive_of(
        on(1, "08PARIS1", "08PARIS2"),
        on(2, "08PARIS2", "08PARIS1"),
        card("08PARIS3", None, references=(reference("08PARIS1"),)),
    )
    assert archive.conversations.answers == {1: 0} and archive.conversations.sizes == {0: 2}


def test_a_short_conversation_is_whole_on_the_page_of_each_of_its_cables():
    third = on(3, "08OSLO1", "08PARIS1", "08ROME1", post="oslo")
    shown = view_at(
        "cable/2008/02/08OSLO1.html", on(1, "08PARIS1"), on(2, "08ROME1", "08PARIS1"), third
    ).thread
    assert [(e.id, e.depth, e.here) for e in shown.entries] == [
        ("08PARIS1", 0, False), ("08ROME1", 1, False), ("08OSLO1", 2, True),
    ]  # fmt: skip
    assert [link.text for link in shown.entries[2].also] == ["08PARIS1"]
    assert {(line.start, line.end, line.also) for line in shown.lines} == {
        (1, 0, False), (2, 1, False), (2, 0, True),
    }  # fmt: skip
    assert shown.lanes == ("Embassy Paris", "Embassy Oslo") and [dot.lane for dot in shown.dots] == [0, 0, 1]
    assert shown.url is None and shown.dots[0].at < shown.dots[1].at < shown.dots[2].at


def test_of_a_long_conversation_a_page_shows_what_is_near_and_leads_to_the_whole():
    shown = view_at("cable/2008/02/08PARIS8.html", *CHAIN).thread
    assert [e.id for e in shown.entries] == [f"08PARIS{n}" for n in range(5, 10)]
    assert (shown.total, shown.url) == (12, "thread/2008/02/08PARIS1.html")
    whole = view_at(shown.url, *CHAIN)
    assert [e.id for e in whole.thread.entries] == [f"08PARIS{n}" for n in range(1, 13)]
    depths = [e.depth for e in whole.thread.entries]
    assert depths[0] == 0 and max(depths) == 8 and all(b - a <= 1 for a, b in pairwise(depths))


def test_the_index_leads_to_the_pages_of_long_conversations_and_to_the_first_cables_of_short_ones():
    short = (on(1, "08ROME1"), on(2, "08OSLO1", "08ROME1"), on(3, "08ROME2", "08OSLO1"))
    pair = (on(1, "08BONN1"), on(2, "08BONN2", "08BONN1"))
    index = view_at("thread/index.html", *CHAIN, *short, *pair)
    assert [[(e.link.url, e.count) for e in group.entries] for group in index.groups] == [
        [("thread/2008/02/08PARIS1.html", 12)],
        [("cable/2008/02/08ROME1.html", 3)],
    ]
    assert index.head.section == "browse"


def test_a_conversation_of_thousands_comes_in_pages():
    replies = [
        card(f"08ROME{n}", "2008-03-01T00:00", references=(reference("08PARIS1"),)) for n in range(1, 251)
    ]
    path = "thread/2008/02/08PARIS1/3.html"
    view = view_at(path, on(1, "08PARIS1"), *replies)
    assert view.pager.total == 3 and len(view.thread.entries) == 51
    assert len(view_at("cable/2008/02/08PARIS1.html", on(1, "08PARIS1"), *replies).thread.entries) == 6


def test_a_chain_of_thousands_is_no_deeper_than_a_page_can_be():
    begin = datetime(2008, 1, 1)
    chain = [
        card(
            f"08PARIS{n}",
            f"{begin + timedelta(hours=n):%Y-%m-%dT%H:%M}",
            references=(reference(f"08PARIS{n - 1}"),),
        )
        for n in range(1, 3001)
    ]
    view = view_at("thread/2008/01/08PARIS1/30.html", *chain)
    assert view.thread.total == 3000 and [e.depth for e in view.thread.entries][-1] == 8


def test_cables_of_one_hour_are_drawn_beside_one_another_in_the_order_of_time():
    same = [
        card(
            f"08PARIS{n}",
            "2008-03-01T00:00",
            references=(reference(f"08PARIS{n - 1}" if n > 1 else "07LISBON1"),),
        )
        for n in range(1, 5)
    ]
    last = card("08PARIS5", "2008-03-02T00:00", references=(reference("08PARIS4"),))
    for cards in ((*same, last), same):
        dots = view_at("cable/2008/03/08PARIS1.html", *cards).thread.dots
        assert all(b.at - a.at >= APART for a, b in pairwise(sorted(dots, key=lambda dot: dot.at)))
        assert [
            int(dot.label.partition("08PARIS")[2][0]) for dot in sorted(dots, key=lambda dot: dot.at)
        ] == list(range(1, len(cards) + 1))
        assert min(dot.at for dot in dots) > 0 and max(dot.at for dot in dots) < 1000


def test_dots_stay_within_the_drawing_however_many_they_are():
    replies = [
        card(f"08ROME{n}", "2008-03-01T00:00", references=(reference("08PARIS1"),)) for n in range(1, 99)
    ]
    dots = view_at("thread/2008/02/08PARIS1.html", on(1, "08PARIS1"), *replies).thread.dots
    assert min(dot.at for dot in dots) > 0 and max(dot.at for dot in dots) < 1000
    assert len({dot.at for dot in dots}) == len(dots) == 99


def test_of_two_cables_the_lines_about_references_say_all():
    assert view_at("cable/2008/02/08PARIS2.html", *CHAIN[:2]).thread is None
    assert len(view_at("cable/2008/02/08PARIS2.html", *CHAIN[:3]).thread.entries) == 3


def test_a_cable_that_stands_alone_has_no_conversation():
    assert view_at("cable/2008/02/08PARIS1.html", on(1, "08PARIS1")).thread is None
