"""A reference leads to what the archive holds, and to nothing else."""

from __future__ import annotations

from cards import archive_of, card, reference

from generator.archive import cited_by
from generator.linking import Ambiguous, Found, Missing, meant_id, resolve


def ids(archive, numbers):
    return [archive.cards[number].id for number in numbers]


def codes(archive):
    return [problem.diagnostic.code for problem in archive.problems]


def test_a_reference_to_a_cable_of_the_archive_is_found_and_the_cable_knows_who_cites_it():
    archive = archive_of(card("07PARIS1"), card("08PARIS2", references=(reference("07PARIS1"),)))
    assert resolve(archive.links.shelf, "07PARIS1") == Found(0)
    assert ids(archive, cited_by(archive, 0)) == ["08PARIS2"]


def test_a_reference_to_a_cable_elsewhere_is_missing_and_no_cause_for_a_warning():
    archive = archive_of(card("08PARIS2", references=(reference("07PARIS1"), reference(None))))
    assert resolve(archive.links.shelf, "07PARIS1") == Missing("07PARIS1")
    assert (archive.links.found, archive.links.missing, archive.links.ambiguous) == (0, 1, 0)
    assert archive.problems == ()


def test_a_reference_to_a_number_with_copies_is_found_in_the_first_of_them():
    copies = [card("07PARIS1", source_path=f"cables/{name}.txt") for name in "ba"]
    archive = archive_of(*copies, card("08PARIS2", references=(reference("07PARIS1"),)))
    found = resolve(archive.links.shelf, "07PARIS1")
    assert isinstance(found, Found)
    assert archive.cards[found.number].source_path == "cables/a.txt"


def test_a_year_is_never_guessed_from_either_side():
    asks = card("08PARIS2", references=(reference("??ROME7"),))
    archive = archive_of(card("75ROME7", "1975-01-01T00:00"), card("76ROME7", "1976-01-01T00:00"), asks)
    assert resolve(archive.links.shelf, "??ROME7") == Ambiguous((0, 1))
    assert cited_by(archive, 0) == () and archive.links.ambiguous == 1
    yearless = archive_of(card("??ROME7", None), card("08PARIS2", references=(reference("75ROME7"),)))
    assert resolve(yearless.links.shelf, "75ROME7") == Ambiguous((1,))
    assert cited_by(yearless, 1) == ()


def test_a_reference_without_a_year_that_nothing_fits_is_missing():
    archive = archive_of(card("08PARIS2", references=(reference("??ROME8"),)), card("75ROME7"))
    assert resolve(archive.links.shelf, "??ROME8") == Missing("??ROME8")


def test_a_cable_named_in_the_text_is_cited_too_and_twice_is_once():
    citing = card(
        "08PARIS2", references=(reference("07PARIS1"), reference("07PARIS1")), mentioned_ids=("07PARIS1",)
    )
    archive = archive_of(card("07PARIS1", "2007-01-01T00:00"), citing)
    assert ids(archive, cited_by(archive, 0)) == ["08PARIS2"]


def test_a_cable_does_not_cite_itself_and_a_notice_says_so():
    archive = archive_of(
        card("08PARIS2", references=(reference("08PARIS2", "PARIS 2"),), mentioned_ids=("08PARIS2",))
    )
    assert cited_by(archive, 0) == ()
    (problem,) = archive.problems
    assert (problem.diagnostic.code, problem.diagnostic.severity) == ("L302", "notice")
    assert problem.path == "content/cables/08PARIS2.txt" and "PARIS 2" in problem.diagnostic.message


def test_a_reference_to_a_later_year_is_a_warning_and_stays():
    archive = archive_of(
        card("07PARIS1", "2007-05-05T00:00", references=(reference("08PARIS2"),)),
        card("08PARIS2", "2008-05-05T00:00"),
    )
    assert codes(archive) == ["L303"]
    assert ids(archive, cited_by(archive, 1)) == ["07PARIS1"]


def test_a_reference_that_may_fit_is_a_notice():
    archive = archive_of(
        card("75ROME7", "1975-01-01T00:00"), card("76ROME8", references=(reference("??ROME7"),))
    )
    assert codes(archive) == ["L304"]


def series(post, year, pace, months=(2, 6, 11)):
    """Cables of a post that counts so many a month."""
    return [card(f"{year % 100:02}{post}{pace * month}", f"{year}-{month:02}-28T00:00") for month in months]


def test_a_number_that_its_post_had_not_reached_is_of_the_year_before():
    citing = card("10OSLO3", "2010-01-05T00:00", references=(reference("10PARIS228", "PARIS 228"),))
    archive = archive_of(card("09PARIS228", "2009-11-20T00:00"), *series("PARIS", 2010, 20), citing)
    place = archive.numbers["10OSLO3"][0]
    assert meant_id(archive.links, place, "10PARIS228") == "09PARIS228"
    assert ids(archive, cited_by(archive, archive.numbers["09PARIS228"][0])) == ["10OSLO3"]


def test_a_year_that_is_printed_or_that_nothing_speaks_against_stays():
    for text, target, others in (
        ("10 PARIS 228", "10PARIS228", series("PARIS", 2010, 20)),
        ("PARIS 30", "10PARIS30", series("PARIS", 2010, 20)),
        ("PARIS 228", "10PARIS228", series("PARIS", 2010, 20, months=(2, 6))),
    ):
        citing = card("10OSLO3", "2010-01-20T00:00", references=(reference(target, text),))
        archive = archive_of(*others, citing)
        assert set(archive.links.absent) == {target}


def test_one_misread_date_changes_no_year():
    odd = card("10PARIS2", "2010-12-24T00:00")
    citing = card("10OSLO3", "2010-06-20T00:00", references=(reference("10PARIS119", "PARIS 119"),))
    archive = archive_of(*series("PARIS", 2010, 20), odd, citing)
    assert set(archive.links.absent) == {"10PARIS119"}


def test_a_cable_that_was_sent_later_is_not_the_one_that_was_meant_unless_both_went_together():
    together = card("10PARIS9", "2010-01-06T00:00")
    later = card("10PARIS12", "2010-05-06T00:00")
    both = (reference("10PARIS9", "PARIS 9"), reference("10PARIS12", "PARIS 12"))
    archive = archive_of(together, later, card("10PARIS8", "2010-01-05T00:00", references=both))
    assert ids(archive, archive.links.cited_by) == ["10PARIS9"]
    assert set(archive.links.absent) == {"09PARIS12"}


def test_a_number_in_the_text_has_the_year_that_the_ref_line_gives_it():
    citing = card("08PARIS2", references=(reference("06ROME7", "06 ROME 7"),), mentioned_ids=("08ROME7",))
    archive = archive_of(card("06ROME7", "2006-02-02T00:00"), citing)
    assert ids(archive, cited_by(archive, 0)) == ["08PARIS2"] and not archive.links.absent


def test_an_absent_cable_is_known_with_all_that_cite_it_and_has_its_place_in_the_series():
    cards = [
        card(f"08PARIS{n}", references=(reference("07ROME7"),), mentioned_ids=("07ROME9",)) for n in (5, 10)
    ]
    archive = archive_of(*cards, card("07ROME8", "2007-01-01T00:00"))
    assert {key: ids(archive, numbers) for key, numbers in archive.links.absent.items()} == {
        "07ROME7": ["08PARIS10", "08PARIS5"],
        "07ROME9": ["08PARIS10", "08PARIS5"],
    }
    assert archive.series == {
        "07ROME": ("07ROME7", "07ROME8", "07ROME9"),
        "08PARIS": ("08PARIS5", "08PARIS10"),
    }


def test_every_code_of_linking_and_pages_is_in_the_catalogue():
    from generator.diagnostics import catalogue

    assert {"L301", "L302", "L303", "L304", "P401", "P402"} <= set(catalogue())
