"""content/corrections.toml: what the publisher puts right is right everywhere, said on the page, and checked."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import POSTS, InventedSite, text_of
from literate import read_cases

from generator import pipeline
from generator.cards import Corrected
from generator.config import read_config
from generator.corrections import apply_corrections, correct, correction_sentence, read_corrections
from generator.corrections.schema import CORRECTABLE, FIXED, find_faults, type_of
from generator.corrections.shorthand import written_out
from generator.model import Cable, Entities, PersonNamed, Tag
from generator.reading import ReadingRules, SourceFile, read

CASES = Path(__file__).parent / "cases" / "corrections"


def entry(cable: str, field: str, value: object, reason: str = "The source is mistyped.") -> str:
    """One correction, as a publisher writes it."""
    shown = value.isoformat() if isinstance(value, date) else toml(value)
    return f'[[correction]]\ncable = "{cable}"\nfield = "{field}"\nvalue = {shown}\nreason = "{reason}"\n\n'


def toml(value: object) -> str:
    """A value in one line of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value)


def corrected(cable: Cable, **values: object) -> Cable:
    """A cable with these fields corrected by way of the file."""
    text = "".join(entry("08PARIS305", field, value) for field, value in values.items())
    corrections, problems = read_corrections(text, "c")
    assert problems == ()
    return apply_corrections(cable, corrections)[0]


@pytest.fixture
def site(tmp_path) -> InventedSite:
    return InventedSite(tmp_path / "site", count=8)


def write(site: InventedSite, *entries: str) -> None:
    (site.root / "content/corrections.toml").write_text("".join(entries), encoding="utf-8")


def build(site: InventedSite) -> pipeline.Report:
    return pipeline.build(read_config(site.root)[0])


def check(site: InventedSite) -> list[tuple[str, str, int | None]]:
    """What a check says of the corrections: path, code, line."""
    problems = pipeline.check(read_config(site.root)[0]).problems
    return [
        (p.path, p.diagnostic.code, p.diagnostic.line) for p in problems if p.diagnostic.code.startswith("C")
    ]


def page_of(site: InventedSite, telegram_id: str) -> str:
    (file,) = (site.root / "output/cable").rglob(f"{telegram_id}.html")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_mistake_is_told_at_once_with_its_line(case):
    text = case.read_text(encoding="utf-8")
    expected = [
        (code, number)
        for number, line in enumerate(text.splitlines(), start=1)
        if "#!" in line
        for code in line.split("#!")[1].split()
    ]
    assert expected
    found = [(p.diagnostic.code, p.diagnostic.line) for p in read_corrections(text, "corrections.toml")[1]]
    assert found == expected


def test_what_was_probably_meant_is_named():
    text = (CASES / "slips.toml").read_text() + (CASES / "values.toml").read_text()
    hints = [p.diagnostic.hint for p in read_corrections(text, "c")[1]]
    for word in ("correction", "field", "subject", "SECRET", "code", "oslo", "cable"):
        assert f'did you mean "{word}"?' in hints


def test_what_is_right_is_used_although_other_entries_are_wrong():
    text = entry("09OSLO1", "subject", 7) + entry("09OSLO1", "subject", "A")
    corrections, problems = read_corrections(text, "c")
    assert [(c.cable, c.value, c.line) for c in corrections] == [("09OSLO1", '"A"', 7)]
    assert len(problems) == 1


@pytest.mark.parametrize(
    "text",
    ["correction = [1]", "[correction]\nfield = 'x'", "[[[", "a = " + "[" * 5000, "\x00", "[[correction]]"],
)
def test_no_text_whatever_raises(text):
    corrections, problems = read_corrections(text, "c")
    assert corrections == ()
    assert problems


def test_every_field_of_the_model_can_be_corrected_or_is_said_not_to_be():
    assert set(CORRECTABLE) | set(FIXED) == set(Cable.__struct_fields__)
    assert all(hint for hint in FIXED.values())


# Anything that a TOML file can say
toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes() | st.dates(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["code", "level", "name"]), inner)
    ),
)


@given(field=st.sampled_from(CORRECTABLE), value=toml_values)
def test_what_the_schema_does_not_blame_the_model_can_hold(field, value):
    full = written_out(field, value)
    if not find_faults(field, full):
        msgspec.json.encode(msgspec.convert(full, type_of(field)))


@pytest.mark.parametrize(
    ("field", "short", "full"),
    [
        ("classification", "SECRET//NOFORN", {"level": "SECRET", "caveats": ["NOFORN"]}),
        ("tags", ["marr", "OVIP (CLINTON, HILLARY)"], [{"code": "MARR"}, {"code": "OVIP", "qualifier": "CLINTON, HILLARY"}]),
        ("tags", "MARR", [{"code": "MARR"}]),
        ("date", "2008-02-21", datetime(2008, 2, 21, tzinfo=UTC)),
        ("date", "2008-02-21T15:04+01:00", datetime(2008, 2, 21, 14, 4, tzinfo=UTC)),
        ("date", datetime(2008, 2, 21, 14, 4), datetime(2008, 2, 21, 14, 4, tzinfo=UTC)),
        ("declassify_on", date(2018, 2, 14), "2018-02-14"),
        ("id", "2008 Paris 000305", "08PARIS305"),
        ("post", "AMEMBASSY PARIS", "paris"),
        ("signers", "PEKALA", ["PEKALA"]),
        ("references", "07 PARIS 1111", [{"bullet": None, "kind": "cable", "text": "07 PARIS 1111", "target": "07PARIS1111"}]),
        ("action", ["RUEHC/SECSTATE WASHDC"], [{"route": "RUEHC", "name": "SECSTATE WASHDC"}]),
        ("subject", "", None),
        ("tags", "", []),
    ],
)  # fmt: skip
def test_what_is_written_short_is_what_the_model_has(field, short, full):
    assert written_out(field, short) == full
    assert find_faults(field, full) == ()


def test_what_follows_from_a_field_follows():
    cable = Cable(
        id="08PARSI305", subject="A", title="A", date=datetime(2008, 1, 1, tzinfo=UTC), date_source="dtg"
    )
    right = corrected(cable, id="08PARIS305", subject="NEW QUAY", date="2009-01-01")
    assert (right.post, right.title, right.date_source) == ("paris", "New Quay", None)
    assert corrected(cable, post="oslo", id="08PARIS305").post == "oslo"
    assert corrected(cable, subject="").title is None


def test_a_corrected_signer_or_classifier_is_a_person_in_that_role():
    people = (
        PersonNamed("ann-fox", "Ann Fox", (), ("named",)),
        PersonNamed("foks", "Foks", (), ("signer",)),
        PersonNamed("bo-elk", "Bo Elk", ("Consul",), ("classifier", "named")),
    )
    right = corrected(
        Cable(entities=Entities(people=people)),
        signers="FOX",
        classified_by={"name": "Cy Hart", "title": "Political Counselor"},
    )
    assert right.entities.people == (
        PersonNamed("ann-fox", "Ann Fox", (), ("named", "signer")),
        PersonNamed("bo-elk", "Bo Elk", ("Consul",), ("named",)),
        PersonNamed("cy-hart", "Cy Hart", ("Political Counselor",), ("classifier",)),
    )


def test_a_correction_says_what_stood_there_and_is_not_made_where_it_is_not_needed():
    corrections, _ = read_corrections(entry("x", "tags", ["FR"]) + entry("x", "subject", "B"), "c")
    cable = Cable(tags=(Tag("MARR"), Tag("OVIP", "A, B")), subject="B")
    _, made, idle = apply_corrections(cable, corrections)
    assert [(c.field, c.was) for c in made] == [("tags", "MARR, OVIP (A, B)")]
    assert [c.field for c in idle] == ["subject"]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("The day is mistyped.", "the day is mistyped"),
        ("DTG and DE line differ", "DTG and DE line differ"),
        ("A later copy has it", "a later copy has it"),
    ],
)
def test_the_page_says_it_in_one_sentence(reason, said):
    sentence = correction_sentence(Corrected("declassify_on", '"x"', "not found", reason))
    assert sentence == f"Corrected by the publisher: declassify on, was not found, because {said}."


def test_a_complaint_that_the_correction_settles_is_not_made_any_more():
    (cable,) = read(SourceFile("cables/x.txt", b"SUBJECT: A LETTER\n\n1. Text.\n"), ReadingRules())
    codes = {d.code for d in cable.diagnostics}
    assert {"R103", "R122"} <= codes
    right = correct(cable, (Corrected("id", '"08PARIS305"', "not found", "r"),))
    assert codes - {d.code for d in right.diagnostics} == {"R103"}


@pytest.mark.parametrize(
    "code, field",
    [
        ("R112", "date"), ("R123", "subject"), ("R131", "declassify_on"), ("R141", "id"), ("R142", "station"),
        ("R143", "station"), ("R144", "classification"), ("R145", "id"), ("R181", "origin"), ("R182", "precedence"),
        ("R183", "action"), ("R184", "classification"), ("R185", "sections"), ("R186", "id"),
        ("R187", "executive_order"), ("R188", "declassify_on"), ("R189", "classified_by"), ("R190", "classified_by"),
        ("R191", "tags"), ("R192", "references"), ("R193", "captions"), ("R194", "references"),
    ],
)  # fmt: skip
def test_what_a_telegram_contradicts_itself_in_is_settled_by_the_field_that_it_is_about(code, field):
    complaining = [
        cable
        for case in read_cases(Path(__file__).parent / "cases" / "reading")
        for cable in read(SourceFile("case.txt", case.text.encode()), ReadingRules())[:1]
        if any(problem.code == code for problem in cable.diagnostics)
    ]
    assert complaining
    for cable in complaining:
        value = msgspec.json.encode(getattr(cable, field)).decode()
        right = correct(cable, (Corrected(field, value, "not found", "r"),))
        assert code not in {problem.code for problem in right.diagnostics}


def test_lists_links_and_the_page_follow_a_correction(site):
    one, other = site.telegrams[:2]
    write(
        site,
        entry(one.id, "subject", "A NEW LIGHTHOUSE"),
        entry(f"content/cables/{other.file_name}", "tags", ["MASS"], "The line is garbled."),
        entry(one.id, "date", datetime(2001, 5, 4, 12, tzinfo=UTC)),
    )
    assert [p for p in build(site).problems if p.diagnostic.severity == "error"] == []
    page = page_of(site, one.id)
    assert "<h1>A New Lighthouse</h1>" in page
    assert f"Corrected by the publisher: subject, was {one.subject}, because the source is mistyped." in page
    assert (site.root / f"output/cable/2001/05/{one.id}.html").is_file()
    assert "A New Lighthouse" in (site.root / "output/date/2001/05.html").read_text()
    assert other.id in (site.root / "output/tag/MASS.html").read_text()
    assert "because the line is garbled." in page_of(site, other.id)


def test_a_changed_correction_reads_no_telegram_again(site):
    build(site)
    before = store_keys(site)
    write(site, entry(site.telegrams[0].id, "subject", "A NEW LIGHTHOUSE"))
    report = build(site)
    assert store_keys(site) == before
    assert any(path.endswith(f"{site.telegrams[0].id}.html") for path, _ in report.reasons)
    assert report.written < report.pages / 2
    (site.root / "content/corrections.toml").unlink()
    build(site)
    assert "A New Lighthouse" not in page_of(site, site.telegrams[0].id)


def store_keys(site: InventedSite) -> dict[str, bytes]:
    """What the store holds: keys and cards of all readings."""
    with sqlite3.connect(site.root / ".cache/cablepress/store") as store:
        return dict(store.execute("SELECT key, cards FROM reading"))


def test_a_changed_reason_changes_the_page_alone(site):
    cable = site.telegrams[0].id
    write(site, entry(cable, "attention", "DEPT FOR EUR", "It was cut."))
    build(site)
    write(site, entry(cable, "attention", "DEPT FOR EUR", "It was left out."))
    assert [path.rpartition("/")[2] for path, _ in build(site).reasons] == [f"{cable}.html"]


def test_a_correction_without_a_cable_is_told(site):
    write(site, entry("99OSLO1", "subject", "A"), entry("cables/none.txt", "subject", "A"))
    assert check(site) == [("content/corrections.toml", "C225", 1), ("content/corrections.toml", "C225", 7)]


def test_a_correction_that_is_no_longer_needed_is_told_and_says_nothing_on_the_page(site):
    telegram = site.telegrams[0]
    write(site, entry(telegram.id, "subject", telegram.subject))
    build(site)
    assert check(site) == [("content/corrections.toml", "C226", 1)]
    assert "Corrected by the publisher" not in page_of(site, telegram.id)


def test_a_cable_may_be_named_by_the_number_that_is_right_or_by_the_one_that_was_read(site):
    telegram = site.telegrams[0]
    old, new = telegram.id, f"{telegram.year % 100:02}LISBON77"
    by_new_number = entry(f"{telegram.year} Lisbon 000077", "tags", ["MASS"])
    write(site, entry(old, "id", new), entry(old, "subject", "A QUAY"), by_new_number)
    build(site)
    page = page_of(site, new)
    assert check(site) == []
    assert page.count("Corrected by the publisher") == 3
    assert not list((site.root / "output/cable").rglob(f"{old}.html"))
    file = site.file(telegram)
    mended = file.read_text().replace(f" {POSTS[telegram.post][0]} {telegram.serial:06}", " LISBON 000077")
    file.rename(file.with_name("mended.txt")).write_text(mended)
    build(site)
    assert "<h1>A Quay</h1>" in page_of(site, new)
    assert check(site) == [("content/corrections.toml", "C226", 1)]


def test_two_corrections_of_one_field_are_told_and_the_first_counts(site):
    telegram = site.telegrams[0]
    write(
        site,
        entry(telegram.id, "subject", "FIRST"),
        entry(f"cables/{telegram.file_name}", "subject", "SECOND"),
    )
    assert check(site) == [("content/corrections.toml", "C227", 7)]
    build(site)
    assert "<h1>First</h1>" in page_of(site, telegram.id)


def test_a_correction_that_fits_two_cables_is_made_to_neither_until_one_is_named(site):
    telegram = site.telegrams[0]
    (site.root / "content/cables/copy.txt").write_text(text_of(telegram, []), encoding="utf-8")
    write(site, entry(telegram.id, "subject", "A QUAY"))
    assert check(site) == [("content/corrections.toml", "C228", 1)]
    write(site, entry("cables/copy.txt", "subject", "A QUAY"))
    build(site)
    assert check(site) == []
    assert "A Quay" in page_of(site, f"{telegram.id}-2") + page_of(site, telegram.id)


def test_one_of_several_telegrams_of_a_file_is_named_by_its_place(site):
    rows = [
        json.dumps({"id": f"09OSLO{n}", "text": text_of(t, [])}) for n, t in enumerate(site.telegrams[:3], 1)
    ]
    (site.root / "content/cables/dump.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    write(
        site,
        entry("cables/dump.jsonl", "subject", "A QUAY"),
        entry("cables/dump.jsonl#2", "subject", "A QUAY"),
    )
    assert check(site) == [("content/corrections.toml", "C228", 1)]
    build(site)
    quays = [
        f.name for f in (site.root / "output/cable").rglob("*.html") if "<h1>A Quay</h1>" in f.read_text()
    ]
    assert len(quays) == 1
    assert quays[0].startswith(site.telegrams[1].id)


def test_a_correction_in_need_of_mending_costs_that_correction_alone(site):
    telegram = site.telegrams[0]
    write(site, entry(telegram.id, "subject", 7), entry(telegram.id, "tags", ["MASS"]))
    report = build(site)
    assert [(p.path, p.diagnostic.code) for p in report.problems if p.diagnostic.severity == "error"] == [
        ("content/corrections.toml", "C224")
    ]
    assert (site.root / "output/tag/MASS.html").is_file()
