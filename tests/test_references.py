"""What connects two cables is on both their pages; what is cited and not here has a page too."""

from __future__ import annotations

from cards import archive_of, card, config_of, person, reference

from generator.pages import page_of, plan
from generator.pages.outside import forms_of


def pages_of(*cards, **settings):
    return plan(archive_of(*cards), config_of(**settings))


def view_at(path, *cards, **settings):
    page = page_of(pages_of(*cards, **settings), path)
    assert page is not None, path
    return page.view


CITING = tuple(
    card(f"08PARIS{n}", f"2008-02-{n:02}T00:00", references=(reference("07ROME7", "ROME 7", "A"),))
    for n in range(1, 29)
)
ROME = card("07ROME7", "2007-05-05T00:00", post="rome", title="A Harbor Opens")


def test_an_absent_cable_has_a_page_with_those_that_cite_it_its_neighbours_and_its_names_elsewhere():
    beside = card("07ROME4", "2007-04-04T00:00", post="rome", title="The Fourth")
    also = card("08OSLO1", references=(reference("07ROME9"),))
    view = view_at("absent/2007/07ROME7.html", *CITING, beside, also)
    assert view.sentence.startswith(
        "This telegram is cited here, but it is not in this archive. 28 cables refer to it,"
    )
    facts = {fact.name: (fact.value, fact.url) for fact in view.facts}
    assert facts["Number before"] == ("07ROME4: The Fourth", "cable/2007/04/07ROME4.html")
    assert facts["Number after"] == ("07ROME9: not in this archive", "absent/2007/07ROME9.html")
    assert facts["From"] == ("Embassy Rome", "post/rome.html")
    assert facts["In WikiLeaks"] == ("07ROME7", None)
    assert [row.id for group in view.ledger for row in group.rows][:2] == ["08PARIS1", "08PARIS2"]


def test_an_absent_cable_of_no_known_year_may_be_several():
    citing = [card(f"08PARIS{n}", references=(reference("??ROME7", "ROME 7"),)) for n in (1, 2)]
    view = view_at("absent/undated/ROME7.html", *citing)
    assert view.name == "ROME7, year not known" and "may not all mean the same one" in view.sentence


def test_names_elsewhere_are_given_where_they_are_certain():
    def names(cable_id):
        return {form.name: form.text for form in forms_of(cable_id)}

    assert names("08PARIS306") == {
        "In telegrams": "08 PARIS 000306",
        "In WikiLeaks": "08PARIS306",
        "In PlusD": "08PARIS306_a",
    }
    assert names("77NEWDELHI21")["In AAD (National Archives)"] == "1977NEWDE00021"
    assert names("74STATE150591")["In PlusD"] == "1974STATE150591_b"
    assert names("76USUNNEWYORK21") == {"In telegrams": "76 USUNNEWYORK 000021"}
    assert names("??ROME7") == {}


def test_a_much_cited_cable_shows_the_first_and_leads_to_all():
    view = view_at("cable/2007/05/07ROME7.html", ROME, *CITING)
    assert len(view.cited_by) == 20
    assert (view.cited_by_all.text, view.cited_by_all.url) == ("All 28", "cited/2007/05/07ROME7.html")
    whole = view_at("cited/2007/05/07ROME7.html", ROME, *CITING)
    assert sum(len(group.rows) for group in whole.ledger) == 28
    without = view_at("cable/2007/05/07ROME7.html", ROME, *CITING, kinds=("cables",))
    assert len(without.cited_by) == 28 and without.cited_by_all is None


def test_the_most_cited_come_first_whether_here_or_not():
    more = card("08OSLO1", references=(reference("08PARIS1"), reference("05CAIRO5")))
    view = view_at("cited/index.html", ROME, *CITING, more)
    shown = {group.name: [(e.link.text, e.note, e.count) for e in group.entries] for group in view.groups}
    assert shown["Most cited cables"] == [
        ("07ROME7", "A Harbor Opens", 28),
        ("08PARIS1", "Subject of 08PARIS1", 1),
    ]
    assert shown["Most cited, but not here"] == [("05CAIRO5", "", 1)]


def test_a_cable_has_neighbours_by_number_tag_and_person():
    quarrow = person("Delphine Quarrow")
    cards = (
        card("08PARIS3", "2008-02-09T00:00", tags=("MARR",)),
        card("08PARIS10", "2008-02-03T00:00", tags=("MARR", "FR"), people=(quarrow,)),
        card("08PARIS12", "2008-02-01T00:00", references=(reference("08PARIS11"),), people=(quarrow,)),
    )
    view = view_at("cable/2008/02/08PARIS10.html", *cards)
    ways = {
        way.name.text: (way.previous and way.previous.text, way.next and way.next.text) for way in view.ways
    }
    assert ways == {
        "By number": ("08PARIS3", "08PARIS12"),
        "MARR": (None, "08PARIS3"),
        "Delphine Quarrow": ("08PARIS12", None),
    }


def test_a_reference_in_the_text_to_an_absent_cable_leads_to_its_page():
    view = view_at("cable/2008/02/08PARIS305.html", card(mentioned_ids=("07ROME7",)))
    assert [(k.key, k.link.url) for k in view.absent] == [("07ROME7", "absent/2007/07ROME7.html")]
    assert (
        view_at("cable/2008/02/08PARIS305.html", card(mentioned_ids=("07ROME7",)), kinds=("cables",)).absent
        == ()
    )
