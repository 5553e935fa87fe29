"""What the page of a cable may show, and what the head of a page says to machines."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from cards import card, entry, people_file, reference
from planned import CABLE, EVERYTHING, ROME, pages_of, view_at

from generator.pages import page_of
from generator.pages import views as views_module
from generator.pages.banners import banner_of, tone_of


def test_a_cable_page_says_when_and_where():
    view = view_at(CABLE)
    assert view.dateline == "Paris · Thursday 21 February 2008, 14:04 UTC"
    assert (view.datetime, view.day, view.date_url) == (
        "2008-02-21T14:04Z",
        date(2008, 2, 21),
        "date/2008/02-21.html",
    )
    assert (view.banner, view.tone, view.level_url) == ("SECRET", "secret", "classification/secret.html")
    assert view.post == views_module.Link("Embassy Paris", "post/paris.html")


@pytest.mark.parametrize(
    ("fields", "dateline"),
    [
        ({"date": None}, "Paris · 2008, day not known"),
        ({"cable_id": "??PARIS1", "date": None}, "Paris · undated"),
        ({"post": None}, "Thursday 21 February 2008, 14:04 UTC"),
        ({"cable_id": None, "date": None, "post": None}, "Undated"),
        ({"post": "unheard-of"}, "Unheard Of · Thursday 21 February 2008, 14:04 UTC"),
    ],
)
def test_a_dateline_says_what_is_known_and_no_more(fields, dateline):
    planned = pages_of(card(**fields))
    (view,) = [page.view for page in planned.pages if page.kind == "cables"]
    assert view.dateline == dateline


def test_a_cable_without_anything_still_has_a_page():
    view = view_at("cable/other/scrap.html")
    assert (view.id, view.title, view.day, view.post, view.level) == ("", "Untitled", None, None, "")
    assert (view.banner, view.tone, view.level_url, view.date_url) == ("", "none", None, None)
    assert view.neighbours == () and view.citation == '"Untitled," telegram, undated, Invented archive, ' + (
        "https://example.org/archive/cable/other/scrap.html"
    )


def test_references_are_found_missing_or_plain_text():
    found, missing, text = view_at(CABLE).references
    assert (found.outcome, found.bullet, found.text) == ("found", "A", "07 PARIS 1111")
    assert found.links == (
        views_module.Link("07PARIS1111", "cable/2007/03/07PARIS1111.html", "A Briefing in Paris"),
    )
    assert (missing.outcome, missing.target) == ("missing", "07STATE1")
    assert [link.url for link in missing.links] == ["absent/2007/07STATE1.html"]
    assert (text.outcome, text.text, text.links) == ("text", "TELCON", ())


def test_an_ambiguous_reference_shows_its_candidates():
    old = [card(f"7{year}ROME7", f"197{year}-01-01T00:00", post="rome") for year in (5, 6)]
    view = view_at(CABLE, *old, card(references=(reference("??ROME7"),)))
    (shown,) = view.references
    assert shown.outcome == "ambiguous"
    assert [link.text for link in shown.links] == ["75ROME7", "76ROME7"]


def test_a_cable_knows_who_refers_to_it_and_its_neighbours():
    view = view_at("cable/2007/03/07PARIS1111.html")
    assert [row.id for row in view.cited_by] == ["08PARIS305"]
    around = {
        n.order: (n.previous and n.previous.id, n.next and n.next.id) for n in view_at(CABLE).neighbours
    }
    assert around == {
        "from Embassy Paris": ("07PARIS1111", None),
        "by date": ("07PARIS1111", "08ROME7"),
    }


def test_the_body_of_a_cable_can_be_linked_to_what_the_archive_has():
    view = view_at(CABLE)
    assert [(k.key, k.link.url) for k in view.cables] == [("07PARIS1111", "cable/2007/03/07PARIS1111.html")]
    assert [(k.key, k.link.url) for k in view.places] == [
        ("oslo", "post/oslo.html"),
        ("rome", "post/rome.html"),
    ]
    assert [(k.key, k.link.url) for k in view.people] == [
        ("jo-rosen", "person/jo-rosen.html"),
        ("philippe-carre", "person/philippe-carre.html"),
        ("pekala", "person/pekala.html"),
    ]
    assert {link.text: link.note for link in view.persons_named} == {
        "Jo Rosen": "classified",
        "Philippe Carre": "",
        "Pekala": "signed",
    }


def test_a_post_that_sent_nothing_has_a_page_where_others_name_cite_or_address_it():
    named = view_at("post/oslo.html")
    assert named.sentence.endswith("No cable in this archive was sent from here.")
    assert [(e.title, e.total) for e in named.excerpts] == [("Cables that name Embassy Oslo", 1)]
    assert named.total == 0 and named.chart is None
    cited = view_at("absent/2007/07STATE1.html")
    assert [f.url for f in cited.facts if f.name == "From"] == ["post/state.html"]
    assert (
        "2 more" in view_at("post/index.html").sentence or "two more" in view_at("post/index.html").sentence
    )


def test_a_list_that_a_page_shows_whole_has_no_page_of_its_own():
    assert "post/rome/about.html" not in pages_of(*EVERYTHING).pages.paths
    many = [card(f"08PARIS{n}", places=("rome",)) for n in range(1, 8)]
    paths = pages_of(*many, ROME).pages.paths
    assert "post/rome/about.html" in paths


def test_a_mention_leads_to_the_person_that_the_people_file_means_and_a_hidden_one_nowhere():
    people = people_file({"pekala": entry(hidden=True)}, same={"jo-rosen": "joseph-rosen"})
    view = view_at(CABLE, people=people)
    assert [(k.key, k.link.url) for k in view.people] == [
        ("jo-rosen", "person/joseph-rosen.html"),
        ("philippe-carre", "person/philippe-carre.html"),
    ]
    assert "Pekala" not in repr(view.persons_named) + view.head.json_ld


def test_tags_keep_their_qualifier_and_say_what_they_mean():
    first, _, third = view_at(CABLE).tags
    assert (first.code, first.label, first.url) == (
        "MARR",
        "Military and Defense Arrangements",
        "tag/MARR.html",
    )
    assert (third.code, third.qualifier) == ("OVIP", "CLINTON, HILLARY")


def test_the_source_is_a_download_beside_the_cable():
    planned = pages_of(card(source_path="cables/deep/08PARIS305.md", key="k1"))
    view = page_of(planned, CABLE).view
    assert (view.source_url, view.source_name) == ("cable/2008/02/08PARIS305.txt", "08PARIS305.md")
    copy = page_of(planned, "cable/2008/02/08PARIS305.txt").view
    assert (copy.origin, copy.name, copy.digest) == ("content", "cables/deep/08PARIS305.md", "k1")


def test_a_file_of_two_cables_is_one_download_and_a_dump_is_none():
    two = [card(f"08PARIS{n}", index=n, source_path="cables/two.txt") for n in range(2)]
    planned = pages_of(*two)
    assert [p.path for p in planned.pages if p.kind == "sources"] == ["cable/2008/02/08PARIS0.txt"]
    assert page_of(planned, "cable/2008/02/08PARIS1.html").view.source_url == "cable/2008/02/08PARIS0.txt"
    dump = pages_of(*(card(f"08PARIS{n}", index=n, source_path="cables/dump.csv") for n in range(21)))
    assert [p.path for p in dump.pages if p.kind == "sources"] == []
    assert page_of(dump, "cable/2008/02/08PARIS7.html").view.source_url == ""


def test_copies_name_one_another():
    planned = pages_of(card(source_path="cables/a.txt"), card(source_path="cables/b.txt"))
    first = page_of(planned, CABLE).view
    second = page_of(planned, CABLE.replace(".html", "-2.html")).view
    assert [(link.url, link.note) for link in first.copies] == [(second.head.path, "from cables/b.txt")]
    assert [(link.url, link.note) for link in second.copies] == [(first.head.path, "from cables/a.txt")]


def test_a_citation_can_be_pasted_into_a_footnote():
    assert view_at(CABLE).citation == (
        'U.S. Embassy Paris, "Too Much, Too Soon," telegram 08PARIS305, 21 February 2008, Invented archive, '
        "https://example.org/archive/cable/2008/02/08PARIS305.html"
    )
    assert view_at(CABLE, url=None).citation.endswith("21 February 2008, Invented archive.")


def test_the_subject_as_sent_is_left_out_where_it_is_the_title():
    assert view_at(CABLE).subject == '"TOO MUCH, TOO SOON"'
    assert view_at(CABLE, card(title="Same", subject="Same")).subject == ""


def test_a_new_cable_elsewhere_changes_no_page_but_those_that_show_it():
    before = {page.path: page for page in pages_of(*EVERYTHING).pages}
    new = card("08ROME9", "2008-02-26T10:00", post="rome", level="CONFIDENTIAL", tags=("MNUC",))
    after = {page.path: page for page in pages_of(*EVERYTHING, new).pages}
    changed = {path for path in before if path.startswith("cable/") and before[path] != after[path]}
    neighbour, with_the_same_tag = "cable/2008/02/08ROME7.html", "cable/2007/03/07PARIS1111.html"
    assert changed == {neighbour, with_the_same_tag}
    assert before["person/philippe-carre.html"] == after["person/philippe-carre.html"]
    assert before["tag/MARR.html"] == after["tag/MARR.html"]


@pytest.mark.parametrize(
    ("level", "caveats", "banner", "tone"),
    [
        ("SECRET", ("NOFORN",), "SECRET//NOFORN", "secret"),
        ("TOP SECRET", (), "TOP SECRET", "top-secret"),
        ("UNCLASSIFIED", (), "UNCLASSIFIED", "unclassified"),
        ("UNCLASSIFIED", ("SENSITIVE",), "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "sensitive"),
        (
            "UNCLASSIFIED",
            ("FOR OFFICIAL USE ONLY", "NOFORN"),
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY//NOFORN",
            "sensitive",
        ),
        ("LIMITED OFFICIAL USE", (), "LIMITED OFFICIAL USE", "limited-official-use"),
        (None, (), "", "none"),
    ],
)
def test_a_banner_has_the_customary_words_and_tone(level, caveats, banner, tone):
    assert (banner_of(level, caveats), tone_of(level, caveats)) == (banner, tone)


# Heads


def test_a_head_leads_home_and_names_the_page_to_machines():
    head = view_at(CABLE).head
    assert (head.path, head.root, head.section, head.og_type) == (CABLE, "../../../", "cables", "article")
    assert head.canonical == f"https://example.org/archive/{CABLE}"
    assert [(crumb.text, crumb.url) for crumb in head.crumbs] == [
        ("Home", "index.html"),
        ("2008", "date/2008.html"),
        ("February 2008", "date/2008/02.html"),
    ]
    assert head.title == "Too Much, Too Soon (08PARIS305)" and len(head.description) <= 161
    cable, crumbs = json.loads(head.json_ld)["@graph"]
    assert cable["identifier"] == "08PARIS305" and cable["dateSent"] == "2008-02-21T14:04Z"
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2, 3, 4]


def test_without_an_address_a_head_has_no_canonical_url():
    head = view_at(CABLE, url=None).head
    assert head.canonical is None and json.loads(head.json_ld)["@type"] == ["ArchiveComponent", "Message"]


def test_json_cannot_end_the_script_in_which_it_stands():
    hostile = "</script><script>alert('x')</script>&\u2028"
    head = view_at(CABLE, card(title=hostile, tags=(hostile,))).head
    assert not re.search(r"[<>&\u2028]", head.json_ld)
    assert json.loads(head.json_ld)["@graph"][0]["name"] == hostile


def test_the_page_of_a_wrong_address_has_links_from_the_hosts_root():
    assert view_at("404.html").head.root == "/archive/"
    assert view_at("404.html", url=None).head.root == "/"
    assert view_at("404.html").head.canonical is None
