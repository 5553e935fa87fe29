"""How indexes are grouped, and what stands on the front page and in the navigation, the feed, the sitemap and for hosts."""

from __future__ import annotations

from xml.etree import ElementTree

from cards import card, config_of, person, when
from planned import CABLE, EVERYTHING, ROME, URL, dead_links, pages_of, view_at

from generator.pages import ProseSource, page_of, site_facts, words
from generator.pages import views as views_module
from generator.pages.deployment import headers_text, redirects_text
from generator.pages.sitemap import sitemap_series
from generator.pages.surnames import surname


def groups(view):
    return [(group.name, [entry.link.text for entry in group.entries]) for group in view.groups]


def test_tags_are_grouped_by_kind_as_in_the_handbook():
    cards = (card(tags=("FR", "MARR", "NATO", "ZZZZ", "ACABQ")),)
    assert groups(view_at("tag/index.html", *cards)) == [
        ("Subjects", ["MARR"]),
        ("Countries and regions", ["FR"]),
        ("Organizations", ["ACABQ", "NATO"]),
        ("Other tags", ["ZZZZ"]),
    ]


def test_persons_are_listed_by_surname_from_a_to_z_and_other_scripts_last():
    names = ("Zoe Adams", "Élie Écho", "Ann Brown, Jr.", "Ибн Сина", "Brown")
    people = tuple(person(name) for name in names)
    assert groups(view_at("person/index.html", card(people=people))) == [
        ("A", ["Zoe Adams"]),
        ("B", ["Ann Brown, Jr.", "Brown"]),
        ("E", ["Élie Écho"]),
        ("Other", ["Ибн Сина"]),
    ]
    assert surname("Henry Hartnett, Jr.") == "hartnett" and surname("") == ""


def test_a_thousand_persons_have_a_page_for_each_letter():
    people = tuple(person(f"Ann {'AB'[n % 2]}name{n}") for n in range(1100))
    planned = pages_of(card(people=people), card("08PARIS2", people=people[:1]))
    index = page_of(planned, "person/index.html").view
    assert [(group.name, len(group.entries)) for group in index.groups] == [("A", 13), ("B", 13)]
    assert index.groups[0].entries[-1].link == views_module.Link("All under A", "person/a-z/a.html")
    assert index.groups[0].entries[-1].count == 550 and index.total == 1100
    letter = page_of(planned, "person/a-z/b.html").view
    assert len(letter.groups[0].entries) == 550 and letter.head.root == "../../"
    assert dead_links(planned) == set()


def test_posts_are_grouped_by_country():
    view = view_at("post/index.html", card(), ROME, card("08X1", post="unheard-of"))
    assert groups(view) == [
        ("France", ["Embassy Paris"]),
        ("Italy", ["Embassy Rome"]),
        ("Elsewhere", ["Unheard Of"]),
    ]
    assert view.groups[0].anchor == "france" and view.groups[0].entries[0].note == "2008"


def test_years_have_their_months():
    assert groups(view_at("date/index.html")) == [
        ("2007", ["All of 2007", "March 2007"]),
        ("2008", ["All of 2008", "February 2008"]),
        ("Undated", ["All undated"]),
    ]


def test_classifications_go_from_the_highest():
    (group,) = view_at("classification/index.html").groups
    assert [(entry.link.text, entry.tone, entry.count) for entry in group.entries] == [
        ("SECRET", "secret", 1),
        ("CONFIDENTIAL", "confidential", 1),
        ("UNCLASSIFIED", "unclassified", 1),
        ("Classification not known", "none", 1),
    ]


# Front page, prose, feed, hosts


def test_the_front_page_shows_what_there_is_and_the_latest_first():
    prose = (ProseSource("index.md", "Welcome", html="<p>Hello.</p>"),)
    view = view_at("index.html", prose=prose)
    assert view.sentence == (
        "This archive holds four cables sent by two posts, from 22 March 2007 to 25 February 2008; one of them is undated."
    )
    assert view.introduction == "<p>Hello.</p>" and view.head.root == ""
    assert [row.id for row in view.latest] == ["08ROME7", "08PARIS305", "07PARIS1111"]
    assert [(fact.name, fact.value) for fact in view.figures] == [
        ("Cables", "4"),
        ("Posts", "2"),
        ("Persons", "3"),
        ("Tags", "4"),
        ("Years", "2007–2008"),
    ]
    assert {bar.url for bar in view.chart.bars if bar.count} == {"date/2007/03.html", "date/2008/02.html"}


def test_every_page_of_prose_is_described_also_where_its_file_says_nothing():
    prose = (ProseSource("a.md", "Harbors"), ProseSource("b.md", "Piers", description="Of piers."))
    views = {page.path: page.view for page in pages_of(prose=prose).pages}
    assert views["a.html"].head.description == "Harbors, a page of Invented archive"
    assert views["b.html"].head.description == "Of piers."


def test_the_front_page_counts_one_of_a_thing_as_one():
    view = view_at("index.html", card("08ROME7", "2008-02-25T10:00", post="rome"))
    assert [fact.name for fact in view.figures if fact.value in ("1", "2008")] == ["Cable", "Post", "Year"]


def test_the_navigation_names_the_kinds_that_are_on_and_then_the_prose_in_its_order():
    prose = (
        ProseSource("about.md", "About", order=2),
        ProseSource("help.md", "Help", order=1),
        ProseSource("index.md", "Welcome"),
        ProseSource("notes/x.md", "X"),
    )
    facts = site_facts(config_of(URL, ("cables", "tags", "prose")), prose)
    assert [(entry.section, entry.url) for entry in facts.navigation] == [
        ("tags", "tag/index.html"),
        ("help", "help.html"),
        ("about", "about.html"),
    ]
    assert not facts.feed and facts.title == "Invented archive"


def test_of_many_pages_of_prose_the_first_stand_in_the_navigation_and_all_among_the_ways_in():
    prose = tuple(ProseSource(f"{name}.md", name.title(), order=n) for n, name in enumerate("abcde", 1))
    kinds = ("cables", "browse", "prose")
    facts = site_facts(config_of(URL, kinds), prose)
    assert [entry.text for entry in facts.navigation] == ["Browse", "A", "B", "C"]
    (group,) = [g for g in view_at("browse.html", kinds=kinds, prose=prose).groups if "publisher" in g.name]
    assert [entry.link.url for entry in group.entries] == [f"{name}.html" for name in "abcde"]
    alone = site_facts(config_of(URL, ("cables", "prose")), prose)
    assert len(alone.navigation) == 5


def test_prose_is_a_page_of_its_own_section():
    view = view_at("notes/x.html", prose=(ProseSource("notes/x.md", "X", "About x.", html="<p>x</p>"),))
    assert (view.name, view.html, view.head.section, view.head.root) == ("X", "<p>x</p>", "notes/x", "../")


def test_the_feed_has_the_latest_cables_and_no_undated_one():
    view = view_at("feed.xml")
    assert [entry.title for entry in view.entries] == [
        "Subject of 08ROME7",
        "Too Much, Too Soon",
        "A Briefing in Paris",
    ]
    assert view.updated == view.entries[0].updated == "2008-02-25T10:00:00Z"
    assert view.entries[1].url == view.entries[1].id == f"https://example.org/archive/{CABLE}"
    assert view_at("feed.xml", url=None).entries[1].id == "urn:cablepress:cable:2008:02:08PARIS305"


def test_a_sitemap_lists_every_page_for_readers_and_only_where_the_site_has_an_address():
    root = ElementTree.fromstring(view_at("sitemap.xml").text)
    found = {node.text for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert "https://example.org/archive/" in found and f"https://example.org/archive/{CABLE}" in found
    assert not {url for url in found if url.endswith((".txt", "404.html", ".xml"))}
    assert "sitemap.xml" not in pages_of(*EVERYTHING, url=None).pages.paths


def test_a_sitemap_of_many_pages_comes_in_parts_of_fifty_thousand():
    index, parts = sitemap_series("https://example.org/", [f"cable/{n}.html" for n in range(100_001)])
    assert parts.paths == ("sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml")
    counts = [parts.view(n).text.count("<loc>") for n in range(3)]
    assert counts == [50_000, 50_000, 1] and index.view(0).text.count("sitemap-") == 3


def test_robots_are_told_of_the_sitemap_where_there_is_one():
    assert "Sitemap: https://example.org/archive/sitemap.xml" in view_at("robots.txt").text
    assert "Sitemap" not in view_at("robots.txt", url=None).text


def headers():
    rules = {}
    for line in headers_text().splitlines():
        if line and not line.startswith(" "):
            path = line
        elif line:
            name, _, value = line.strip().partition(": ")
            rules.setdefault(path, {})[name] = value
    return rules


def test_nothing_unsafe_or_foreign_is_allowed_on_any_page():
    policy = headers()["/*"]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert headers()["/*"]["X-Content-Type-Options"] == "nosniff"


def test_no_two_rules_give_one_path_the_same_header_as_hosts_would_join_them():
    rules = headers()
    caching = [path for path, values in rules.items() if "Cache-Control" in values]
    assert "/assets/*" in caching and "/cable/*" in caching and "/*" not in caching
    assert rules["/assets/*"]["Cache-Control"] == "public, max-age=86400"
    assert all("must-revalidate" in rules[path]["Cache-Control"] for path in caching if path != "/assets/*")


def test_redirects_lead_from_where_readers_of_feeds_look():
    assert "/atom.xml /feed.xml 301" in redirects_text(True)
    assert all(line.startswith("#") for line in redirects_text(False).splitlines())


def test_the_moment_of_a_cable_is_said_in_english_whatever_the_locale():
    assert words.moment(when("2008-02-29T00:05")) == "Friday 29 February 2008, 00:05 UTC"
    assert words.utc(when("0987-02-03T00:05")) == "0987-02-03T00:05Z"
