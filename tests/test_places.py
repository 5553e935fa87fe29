"""Posts, countries and maps: what their pages gather."""

from __future__ import annotations

import pytest
from cards import archive_of, card, config_of, person, reference

from generator.entities.gazetteers import TagFact, tag_country
from generator.pages import page_of, plan
from generator.pages.maps import LARGEST

HARBINGE = person("Anselm Harbinge", roles=("signer",))
LOSTROM = person("Lostrom", roles=("signer",))
CARDS = (
    card("06PARIS1", "2006-01-02T03:04", tags=("NO",), people=(HARBINGE,), places=("paris",)),
    card("07PARIS2", "2007-01-02T03:04", people=(LOSTROM,), places=("oslo",)),
    card("07PARIS3", "2007-02-02T03:04", people=(HARBINGE, person("Edric Vantongren")), places=("oslo",)),
    card("07OSLO4", "2007-03-02T03:04", post="oslo", tags=("NO", "FR"), marks="aAMEMBASSY PARIS"),
    *(card(f"08OSLO{n}", f"2008-01-{n:02}T00:00", post="oslo", places=("paris",)) for n in range(1, 8)),
    card("08NOWHERE1", "2008-05-02T03:04", post="nowhere"),
)


def view_at(path, cards=CARDS, kinds=None):
    page = page_of(plan(archive_of(*cards), config_of(kinds=kinds), ()), path)
    assert page is not None, path
    return page.view


def lists(view):
    return {r.title: [(c.link.text, c.link.note, c.count) for c in r.counts] for r in view.related}


def ids(rows):
    return [row.id for row in rows]


def test_a_post_names_its_signers_in_the_order_of_their_first_cable():
    assert lists(view_at("post/paris.html"))["Signed by"] == [
        ("Anselm Harbinge", "2006–2007", 2),
        ("Lostrom", "2007", 1),
    ]


def test_a_post_shows_what_was_sent_to_it_and_what_others_write_of_it():
    sent, about = view_at("post/paris.html").excerpts
    assert (sent.title, ids(sent.rows), sent.all_of_them) == ("Sent to Embassy Paris", ["07OSLO4"], None)
    assert (about.title, about.total) == ("Cables that name Embassy Paris", 7)
    assert ids(about.rows) == ["08OSLO7", "08OSLO6", "08OSLO5", "08OSLO4", "08OSLO3"]
    everything = view_at(about.all_of_them.url)
    assert everything.total == 7 and "06PARIS1" not in ids(everything.ledger[0].rows)


def test_a_post_stands_in_the_middle_of_its_map_and_leads_to_others_nearby():
    drawn = view_at("post/paris.html").map
    (here,) = [spot for spot in drawn.spots if spot.main]
    assert (here.name, here.short) == ("Embassy Paris", "Paris")
    assert (
        abs(here.x - (drawn.left + drawn.width // 2)) <= 1
        and abs(here.y - (drawn.top + drawn.height // 2)) <= 1
    )
    assert {s.url for s in drawn.spots if s.url} == {"post/paris.html", "post/oslo.html"}
    assert view_at("post/nowhere.html").map is None


def test_no_two_names_on_a_map_lie_over_one_another():
    posts = (
        "paris",
        "brussels",
        "usnato",
        "luxembourg",
        "bern",
        "geneva",
        "the-hague",
        "london",
        "bonn",
        "oslo",
    )
    cards = [card(f"07X{n}", "2007-01-02T03:04", post=post) for n, post in enumerate(posts)]
    for path in ("map/index.html", "post/brussels.html"):
        drawn = view_at(path, cards).map
        boxes = [(s.x + s.radius, s.y, len(s.short) * drawn.size // 2) for s in drawn.spots if s.short]
        assert len(boxes) >= 2
        for at, (x, y, width) in enumerate(boxes):
            for other_x, other_y, other_width in boxes[at + 1 :]:
                beside = x + width <= other_x or other_x + other_width <= x
                assert beside or abs(y - other_y) >= drawn.size


def test_a_country_gathers_its_posts_and_tags_and_counts_a_cable_once():
    norway = view_at("country/no.html")
    assert norway.sentence == (
        "Norway has one post and one tag in this archive, with nine cables, from 2 January 2006 to 7 January 2008."
    )
    assert norway.total == 9
    assert lists(norway)["Posts"] == [("Embassy Oslo", "", 8)]
    assert lists(norway)["Geographic tags"] == [("NO", "Norway", 2)]
    assert [e.link.text for g in view_at("country/index.html").groups for e in g.entries] == [
        "France",
        "Norway",
    ]


def test_posts_and_tags_lead_to_their_country_and_only_where_there_are_such_pages():
    facts = {fact.name: fact.url for fact in view_at("tag/NO.html").facts}
    assert facts["Country"] == "country/no.html"
    facts = {fact.name: fact.url for fact in view_at("post/oslo.html", kinds=("posts", "tags")).facts}
    assert facts["Country"] == "post/index.html#norway"


@pytest.mark.parametrize(
    ("label", "country"),
    [
        ("France", "FR"),
        ("St. Helena", "SH"),
        ("Korea (North)", "KP"),
        ("Israel (ISO-style slip for IS)", "IL"),
        ("Georgia (slip for GG; GE was Germany (East) in 1974)", "GE"),
        ("Zaire", "CD"),
        ("Germany (East)", None),
        ("Africa", None),
        ("Africa (region)", None),
        ("", None),
    ],
)
def test_a_geographic_tag_means_a_country_of_today_or_none(label, country):
    assert tag_country(TagFact("XX", "geo-political", label)) == country
    assert tag_country(TagFact("XX", "subject", label)) is None


def test_the_map_of_a_year_counts_that_year_alone():
    view = view_at("map/2007.html")
    assert view.sentence == "Two posts sent three cables in 2007."
    assert [(line.post.text, line.country.url, line.count) for line in view.posts] == [
        ("Embassy Paris", "country/fr.html", 2),
        ("Embassy Oslo", "country/no.html", 1),
    ]
    assert [(y.text, y.url) for y in view.years] == [
        ("All years", "map/index.html"), ("2006", "map/2006.html"), ("2007", None), ("2008", "map/2008.html"),
    ]  # fmt: skip


def test_the_map_says_which_posts_it_cannot_show():
    view = view_at("map/index.html")
    assert (view.placeless, len(view.posts), len(view.map.spots)) == (1, 3, 2)
    assert [bar.url for bar in view.chart.bars] == ["map/2006.html", "map/2007.html", "map/2008.html"]
    assert view_at("map/index.html", ()).map is None


def test_a_busier_post_has_the_larger_spot():
    radius = {spot.name: spot.radius for spot in view_at("map/index.html").map.spots}
    assert radius["Embassy Oslo"] > radius["Embassy Paris"]


def test_the_maps_of_all_years_have_one_scale():
    def radius(year, name):
        return {spot.name: spot.radius for spot in view_at(f"map/{year}.html").map.spots}[name]

    assert [view_at(f"map/{year}.html").most for year in (2006, 2007, 2008)] == [7, 7, 7]
    assert (
        radius(2006, "Embassy Paris")
        < radius(2007, "Embassy Paris")
        < radius(2008, "Embassy Oslo")
        == LARGEST
    )


def test_a_post_leads_to_its_numbers_by_year():
    cited = card("09ROME1", "2009-02-02T00:00", references=(reference("08OSLO77"), reference("10LISBON5")))
    years = lists(view_at("post/oslo.html", (*CARDS, cited)))["Numbers by year"]
    assert years == [("2007", "", 1), ("2008", "1 only cited", 7)]
    assert lists(view_at("post/lisbon.html", (*CARDS, cited)))["Numbers by year"] == [
        ("2010", "1 only cited", 0)
    ]
    assert "Numbers by year" not in lists(view_at("post/oslo.html", kinds=("cables", "posts")))
