"""The quality report: what an archivist should look at is found, and nothing else; as tables, as JSON, as a page."""

from __future__ import annotations

import json
import re
from io import BytesIO, StringIO
from pathlib import Path

import msgspec
import pytest
from cards import archive_of, card, config_of, reference
from invented import InventedSite
from rich.console import Console

from generator import pipeline
from generator.cards import COUNTED_FIELDS, card_of
from generator.commands import checking
from generator.commands.quality_tables import quality_tables, summary
from generator.commands.terminal import Terminal
from generator.config import read_config
from generator.model import Cable, Paragraph, Unparsed
from generator.pages.quality import MOST_ROWS, quality_view
from generator.pages.signposts import make_signposts
from generator.quality import Where, accounts, survey
from generator.quality.likely import likely_post, likely_tag

PROJECT = Path(__file__).resolve().parent.parent
ALL = (1 << len(COUNTED_FIELDS)) - 1


def bits(*fields: str) -> int:
    return sum(1 << COUNTED_FIELDS.index(field) for field in fields)


def sound(cable_id: str, date: str | None = "2008-02-21T14:04", **fields):
    """A card of a cable of which everything was understood."""
    return card(cable_id, date, **{"found": ALL, **fields})


def test_a_card_knows_which_fields_its_cable_has():
    cable = Cable(id="08PARIS305", subject="A", partial=False)
    assert card_of(cable, "k", 0).found == bits("id", "subject")
    assert card_of(Cable(), "k", 0).found == 0


def test_a_card_knows_how_much_of_its_text_was_not_understood():
    blocks = (Paragraph(((0, 990),), 1, None, "x" * 990), Unparsed(((991, 1001),), "y" * 10))
    assert card_of(Cable(blocks=blocks), "k", 0).unparsed == 10
    assert card_of(Cable(blocks=blocks[:1]), "k", 0).unparsed == 0


def test_fields_are_counted_in_all_by_year_and_by_post():
    quality = survey(
        archive_of(
            sound("08PARIS1"),
            sound("08PARIS2", found=bits("id")),
            sound("09OSLO1", "2009-01-01T00:00", post="oslo", found=bits("id", "date")),
            sound(None, None, post=None, source_path="cables/letter.txt", found=0),
        )
    )
    assert (quality.cables, quality.fields["id"], quality.fields["subject"]) == (4, 3, 1)
    assert [(g.name, g.cables, g.fields["id"], g.fields["date"]) for g in quality.years] == [
        ("2008", 2, 2, 1),
        ("2009", 1, 1, 1),
        (None, 1, 0, 0),
    ]
    assert [(g.name, g.title, g.cables) for g in quality.posts] == [
        ("paris", "Embassy Paris", 2),
        ("oslo", "Embassy Oslo", 1),
        (None, "post not known", 1),
    ]


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("TURKEY", "TU"),  # a country by its name
        ("PAK", None),  # PK is used nowhere here, and so are others
        ("PRLE", "PREL"),  # two letters in the wrong order
        ("PARMS", "PARM"),  # one too many
        ("PGO", "PGOV"),  # one too few
        ("PARN", "PARM"),  # one mistaken
        ("ZZZZZZ", None),
        ("PMX", None),  # nobody means a country by three letters
        ("UNGAC6", "UNGA/C-6"),
        ("QX", None),  # two letters are one slip away from everything
    ],
)
def test_what_an_unknown_tag_probably_means(code, meant):
    uses = {"PREL": 9, "PARM": 4, "PGOV": 2}
    fact = likely_tag(code, uses)
    assert (fact.code if fact else None) == meant


def test_of_several_likely_tags_the_one_that_the_archive_uses_is_meant():
    assert likely_tag("PTER1"[:4] + "S", {"PTER": 1}).code == "PTER"
    assert likely_tag("KPXO", {"KPAO": 3, "KPKO": 7}).code == "KPKO"
    assert likely_tag("KPXO", {"KPAO": 8, "KPKO": 7}).code == "KPAO"


def test_an_unknown_tag_is_named_with_its_likeliest_meaning_and_where_it_stands():
    quality = survey(archive_of(sound("08PARIS1", tags=("PREL",)), sound("08PARIS2", tags=("PRLE", "FR"))))
    (unknown,) = quality.unknown_tags
    assert (unknown.code, unknown.cables, unknown.likeliest) == ("PRLE", 1, "PREL")
    assert unknown.meaning
    assert unknown.where == (Where("08PARIS2", "cables/08PARIS2.txt"),)


def test_an_unknown_post_is_the_sender_or_the_post_that_is_spelt_most_like_it():
    quality = survey(
        archive_of(
            sound("08PARSIX7", post="oslo"),
            sound("08REYKJAVIC7", post=None, references=(reference("07KATMANDUU8"),)),
        )
    )
    found = {p.name: (p.cables, p.references, p.likeliest) for p in quality.unknown_posts}
    assert found == {
        "PARSIX": (1, 0, "oslo"),
        "REYKJAVIC": (1, 0, "reykjavik"),
        "KATMANDUU": (0, 1, "kathmandu"),
    }
    assert likely_post("QQQQ") is None


def test_unresolved_references_are_counted_most_wanted_first():
    quality = survey(
        archive_of(
            sound("08PARIS1", references=(reference("07OSLO7"), reference("07OSLO8"))),
            sound(
                "08PARIS2", references=(reference("07OSLO8"), reference("08PARIS1"), reference("??PARIS1"))
            ),
        )
    )
    assert [(u.target, u.outcome, u.references) for u in quality.unresolved] == [
        ("07OSLO8", "missing", 2),
        ("07OSLO7", "missing", 1),
        ("??PARIS1", "ambiguous", 1),
    ]
    assert quality.references == accounts.References(found=1, missing=3, ambiguous=1)


@pytest.mark.parametrize(
    ("cable_id", "date", "odd"),
    [
        ("08PARIS1", "2009-03-01T00:00", True),
        ("08PARIS1", "2009-01-01T12:00", False),  # numbered on New Year's Eve, sent after midnight
        ("09PARIS1", "2008-12-31T23:00", False),
        ("??PARIS1", "2009-03-01T00:00", False),
        ("08PARIS1", "2008-03-01T00:00", False),
    ],
)
def test_a_date_in_another_year_than_the_number_is_odd(cable_id, date, odd):
    quality = survey(archive_of(sound(cable_id, date)))
    assert [o.reason for o in quality.odd_dates] == (["the number is of 2008"] if odd else [])


def test_a_date_far_from_those_of_the_numbers_before_and_after_is_odd():
    dates = {39: "2006-01-18", 40: "2006-10-26", 50: "2006-02-13", 60: "2006-03-01", 61: "2006-02-20"}
    cards = [sound(f"06OSLO{n}", f"{day}T12:00") for n, day in dates.items()]
    quality = survey(archive_of(*cards))
    assert [(o.where.cable, o.reason) for o in quality.odd_dates] == [
        ("06OSLO40", "06OSLO39 is of 2006-01-18, 06OSLO50 of 2006-02-13")
    ]


def test_low_confidence_says_why_the_most_doubtful_first():
    quality = survey(
        archive_of(
            sound("08PARIS1"),
            sound("08PARIS2", doubts=("R111",)),
            sound("08PARIS3", unparsed=23, found=ALL - bits("subject")),
            sound("08PARIS4", unparsed=4),
            sound(None, None, source_path="cables/letter.txt", found=ALL - bits("id"), doubts=("R103",)),
        )
    )
    assert [(low.where.cable, low.reasons) for low in quality.low_confidence] == [
        ("08PARIS3", ("no subject", "2.3 % of the text was not understood")),
        (None, ("no message number",)),
        ("08PARIS2", ("R111: text and file name disagree about the message number",)),
    ]


@pytest.fixture
def site(tmp_path) -> InventedSite:
    made = InventedSite(tmp_path / "site", count=6)
    file = made.file(made.telegrams[0])
    text = re.sub(r"TAGS: .*", "TAGS: PRLE PREL", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    return made


def terminal(quiet: bool = False) -> tuple[Terminal, StringIO]:
    out = StringIO()
    return Terminal(Console(file=out, width=100), Console(file=StringIO()), lambda: 0.0, quiet), out


def test_a_check_prints_tables_of_what_there_is_to_look_at(site):
    seen, out = terminal()
    assert checking.check(site.root, checking.Wishes(), seen) == 0
    for words in ("Fields found by year", "Fields found by post", "TAGS that no list has", "07LISBON9999"):
        assert words in out.getvalue()
    assert re.search(r"PRLE +1 +PREL", out.getvalue())
    assert "Odd dates" not in out.getvalue()


def test_a_long_table_says_how_many_rows_it_left_out():
    archive = archive_of(*(sound(f"08PARIS{n}", references=(reference(f"07OSLO{n}"),)) for n in range(30)))
    shown, every = StringIO(), StringIO()
    for out, all_of_them in ((shown, False), (every, True)):
        Console(file=out, width=120).print(*quality_tables(survey(archive), all_of_them=all_of_them))
    assert "and 10 more" in shown.getvalue()
    assert every.getvalue().count("07OSLO") == 30


def test_nothing_from_a_cable_steers_the_terminal():
    archive = archive_of(sound("08PARIS1", tags=("\x1b[31mXX",), source_path="cables/\x1b]0;x\x07.txt"))
    out = StringIO()
    console = Console(file=out, force_terminal=False)
    console.print(summary(survey(archive)), *quality_tables(survey(archive), all_of_them=True))
    assert "\x1b" not in out.getvalue()


def document(site: InventedSite) -> dict:
    sink = BytesIO()
    seen, out = terminal()
    assert checking.check(site.root, checking.Wishes(), seen, sink) == 0
    assert out.getvalue() == ""
    return json.loads(sink.getvalue())


def test_json_says_all_that_the_tables_say_in_one_document(site):
    (site.root / "content/cables/odd.txt").write_text("Nothing.\n", encoding="utf-8")
    found = document(site)
    assert (found["version"], found["quality"]["cables"], found["comparison"]) == (1, 7, None)
    assert found["quality"]["unknown_tags"][0]["likeliest"] == "PREL"
    assert {"path", "cable", "code", "severity", "line", "column", "message", "hint"} == set(
        found["problems"][0]
    )
    assert "R101" in {problem["code"] for problem in found["problems"]}
    assert msgspec.convert(found["quality"], accounts.Quality).cables == 7


def test_every_name_in_the_json_is_documented(site):
    words = (PROJECT / "docs/checking.md").read_text(encoding="utf-8")
    kinds = (
        checking.CheckDocument, checking.Problem, accounts.Quality, accounts.FieldsFound, accounts.UnknownTag,
        accounts.UnknownPost, accounts.References, accounts.Unresolved, accounts.OddDate, accounts.LowConfidence,
        accounts.Where,
    )  # fmt: skip
    names = {name for kind in kinds for name in kind.__struct_fields__}
    assert {name for name in names if f"`{name}`" not in words} == set()


def build(site: InventedSite, settings: str = "") -> pipeline.Report:
    title = '[site]\ntitle = "Invented cables"\n'
    (site.root / "site.toml").write_text(title + settings, encoding="utf-8")
    return pipeline.build(read_config(site.root)[0])


def test_the_page_is_there_when_it_is_asked_for_and_every_page_leads_to_it(site):
    build(site)
    assert not (site.root / "output/quality.html").exists()
    assert "quality.html" not in (site.root / "output/index.html").read_text()
    build(site, "quality_page = true\n")
    page = (site.root / "output/quality.html").read_text()
    first = site.telegrams[0]
    for words in (
        "Fields found by year",
        "PRLE",
        f"{first.id}.html",
        "tag/PRLE.html",
        "07LISBON9999",
        "not in this archive",
    ):
        assert words in page
    assert '<a href="quality.html">' in (site.root / "output/index.html").read_text()
    assert "quality.html" in (site.root / "output/tag/index.html").read_text()
    build(site)
    assert not (site.root / "output/quality.html").exists()


def test_the_page_is_made_again_only_when_the_survey_finds_something_else(site):
    build(site, "quality_page = true\n")
    assert build(site, "quality_page = true\n").written == 0
    site.file(site.telegrams[0]).unlink()
    assert "quality.html" in dict(build(site, "quality_page = true\n").reasons)


def test_the_page_has_no_empty_table_and_leaves_out_what_is_too_long():
    archive = archive_of(
        *(sound(f"08PARIS{n}", references=(reference(f"07OSLO{n}"),)) for n in range(MOST_ROWS + 5))
    )
    tables = {t.title: t for t in quality_view(make_signposts(archive, config_of())).tables}
    assert set(tables) == {"Fields found by year", "Fields found by post", "Cables referred to and not found"}
    unresolved = tables["Cables referred to and not found"]
    assert (len(unresolved.rows), unresolved.more) == (MOST_ROWS, 5)


def test_without_cables_there_is_nothing_to_say():
    quality = survey(archive_of())
    assert (quality.cables, quality.years, quality.low_confidence) == (0, (), ())
    assert quality_view(make_signposts(archive_of(), config_of())).tables == ()
