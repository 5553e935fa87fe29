"""The tables: a code means what it meant on the day of its telegram, in whatever form it is written."""

from datetime import date

import pytest

from generator.entities import gazetteers
from generator.entities.gazetteers.tables import read_rows


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("PARIS", "paris"),
        ("Rio de Janeiro", "rio-de-janeiro"),
        ("RIODEJANEIRO", "rio-de-janeiro"),
        ("SECSTATE", "state"),
        ("SECSTATE WASHDC", "state"),
        ("AMEMBASSY PARIS", "paris"),
        ("AMCONSUL RECIFE", "recife"),
        ("USMISSION GENEVA", "geneva"),
        ("USMISSION UNVIE VIENNA", "unvie-vienna"),
        ("USMISSION USNATO BRUSSELS BE", "usnato"),
        ("USEU BRUSSELS", "useu-brussels"),
        ("COTON0U", "cotonou"),
        ("KIEV", "kiev"),
    ],
)
def test_a_post_is_known_by_each_of_its_names(name: str, key: str) -> None:
    post = gazetteers.post_by_name(name)
    assert post is not None and post.key == key


@pytest.mark.parametrize("name", ["", "NOWHERE", "AMEMBASSY", "12345", "WASHINGTON DC NOWHERE"])
def test_what_is_no_post_is_none(name: str) -> None:
    assert gazetteers.post_by_name(name) is None


def test_every_post_has_a_country_and_can_be_found_by_its_key() -> None:
    for post in gazetteers.posts():
        assert len(post.country_name) > 2, post
        assert gazetteers.post_by_key(post.key) is not None
        assert gazetteers.post_by_name(post.mrn_name) == post


@pytest.mark.parametrize(
    ("code", "when", "label"),
    [
        ("GE", date(1974, 5, 1), "Germany (East)"),
        ("CH", date(2008, 2, 21), "China (Mainland)"),
        ("CH", date(2015, 1, 1), "Switzerland"),
        ("CH", None, "China (Mainland)"),
        ("ABLD", date(1975, 1, 1), "Buildings"),
        ("ABLD", date(2005, 1, 1), "Buildings and Grounds"),
    ],
)
def test_a_code_means_what_it_meant_on_that_day(code: str, when: date | None, label: str) -> None:
    fact = gazetteers.tag_fact(code, when)
    assert fact is not None and fact.label == label


def test_all_tags_of_the_seeds_are_known() -> None:
    codes = ["MARR", "MOPS", "NATO", "PREL", "FR", "EZ", "PL", "MNUC", "PARM"]
    assert set(codes) <= gazetteers.tag_codes()
    assert all(gazetteers.tag_fact(code, date(2008, 2, 21)) for code in codes)
    assert gazetteers.tag_fact("QQQQ", None) is None


@pytest.mark.parametrize(
    ("order", "section", "letter", "when", "start"),
    [
        ("12958", "1.4", "b", date(2008, 2, 21), "foreign government information"),
        ("12958", "1.4", "D", date(2008, 2, 21), "foreign relations"),
        ("12958", "1.5", "g", date(2003, 11, 1), "vulnerabilities"),
        ("12958", None, "a", date(2000, 1, 1), "military plans"),
        ("13526", "1.4", "h", date(2011, 1, 1), "the development, production"),
        (None, None, "h", None, "weapons of mass destruction"),
        ("12958", "1.4", "z", None, ""),
        ("999", "9", "", None, ""),
    ],
)
def test_a_reason_means_what_its_order_says(
    order: str | None, section: str | None, letter: str, when: date | None, start: str
) -> None:
    meaning = gazetteers.reason_meaning(order, section, letter, when)
    assert meaning.startswith(start) and bool(meaning) == bool(start)


def test_captions_are_known_with_the_words_that_follow_them() -> None:
    codel = gazetteers.caption_fact("CODEL Fox")
    assert codel is not None and codel.caption == "CODEL"
    assert gazetteers.caption_fact("THE DEPARTMENT FOR") is None
    assert {"SIPDIS", "ROGER CHANNEL", "NOFORN"} <= gazetteers.captions()


def test_each_level_has_its_colours_and_rank() -> None:
    levels = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
    facts = [gazetteers.classification_fact(level) for level in levels]
    ranks = [fact.rank for fact in facts if fact]
    assert len(ranks) == len(levels) and ranks == sorted(ranks)
    assert all(fact and fact.background.startswith("#") and fact.foreground.startswith("#") for fact in facts)


def test_a_prosign_is_its_word() -> None:
    words = [fact.name for sign in "ZOPR" if (fact := gazetteers.precedence_by_prosign(sign))]
    assert words == ["FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"]
    niact = gazetteers.precedence_by_word("niact  immediate")
    assert niact is not None and niact.prosign == "O"


def test_a_station_has_the_name_that_the_table_prefers() -> None:
    assert gazetteers.routing_name("RUEHFR") == "AMEMBASSY PARIS"
    assert gazetteers.routing_name("RUEHC") == "SECSTATE WASHDC"
    assert gazetteers.routing_name("XXXXXX") is None


def test_an_acronym_of_several_meanings_is_not_explained() -> None:
    ambiguous = {row["acronym"] for row in read_rows("acronyms") if row["ambiguous"] == "yes"}
    assert ambiguous and not ambiguous & set(gazetteers.acronyms())
    nato = gazetteers.acronym("NATO")
    assert nato is not None and "North Atlantic" in nato.expansion


def test_every_row_of_every_table_names_its_source() -> None:
    for table in (
        "acronyms",
        "captions",
        "classification",
        "countries",
        "posts",
        "precedence",
        "reasons",
        "routing",
        "tags",
    ):
        assert all(row["source"] for row in read_rows(table)), table
