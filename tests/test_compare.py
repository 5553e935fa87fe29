"""`check --save` and `--compare`: what a change of the readers gains and loses is listed, and nothing else."""

from __future__ import annotations

import json
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import InventedSite
from rich.console import Console

from generator import pipeline
from generator.commands import checking
from generator.commands.terminal import Terminal
from generator.config import read_config
from generator.inspection.comparison import CableChanged, Change, compare
from generator.inspection.snapshots import (
    NoSnapshots,
    Snapshot,
    encode_snapshot,
    read_snapshots,
    snapshot_of,
    write_snapshots,
)
from generator.reading import ReadingRules, SourceFile, read

LETTER = (
    "C O N F I D E N T I A L OSLO 000107\n\nTAGS: PREL, NO\nSUBJECT: A QUAY\n\n¶1. (C) It is long.\n\nELK\n"
)


def snapshots(**cables: dict[str, object]) -> list[Snapshot]:
    return [Snapshot(f"cables/{name}.txt", 1, cable) for name, cable in sorted(cables.items())]


def changes(then: dict[str, object], now: dict[str, object]) -> list[tuple[str, str, str, str]]:
    (changed,) = compare(snapshots(a=then), snapshots(a=now)).changed
    return [(c.field, c.kind, c.was, c.now) for c in changed.changes]


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ({"subject": None}, {"subject": "A"}, ("subject", "gained", "", "A")),
        ({"subject": "A"}, {"subject": None}, ("subject", "lost", "A", "")),
        ({"subject": "A"}, {"subject": "B"}, ("subject", "changed", "A", "B")),
        ({"tags": [{"code": "FR"}]}, {"tags": [{"code": "FR"}, {"code": "PL"}]}, ("tags", "gained", "", "PL")),
        ({"tags": [{"code": "FR"}, {"code": "PL"}]}, {"tags": [{"code": "PL"}]}, ("tags", "lost", "FR", "")),
        ({"tags": [{"code": "FR"}]}, {"tags": [{"code": "PL"}]}, ("tags", "changed", "FR", "PL")),
        ({"signers": ["A", "B"]}, {"signers": ["B", "A"]}, ("signers", "changed", "A; B", "B; A")),
        ({"signers": ["A", "A"]}, {"signers": ["A"]}, ("signers", "lost", "A", "")),
        ({"partial": False}, {"partial": True}, ("partial", "gained", "no", "yes")),
        ({}, {"new_field": "x"}, ("new_field", "gained", "", "x")),
        ({"old_field": "x"}, {}, ("old_field", "lost", "x", "")),
    ],
)  # fmt: skip
def test_what_was_gained_lost_and_changed(then, now, change):
    assert changes(then, now) == [change]


def test_long_texts_are_shown_where_they_begin_to_differ():
    quay = "The quay is long, " * 20
    ((_, _, was, now),) = changes({"header": f"{quay}and old."}, {"header": f"{quay}and new."})
    assert (was[-8:], now[-8:]) == ("and old.", "and new.")
    assert was[0] == now[0] == "…"
    blocks = [{"text": f"{quay}and {word}."} for word in ("old", "new")]
    ((_, _, was, now),) = changes({"blocks": blocks[:1]}, {"blocks": blocks[1:]})
    assert (was[-8:], now[-8:]) == ("and old.", "and new.")
    ((_, _, was, now),) = changes({"header": f"old {quay}"}, {"header": f"new {quay}"})
    assert (was[:4], was[-1], now[:4], len(now) <= 161) == ("old ", "…", "new ", True)


def test_cables_are_matched_by_their_place_and_those_that_came_and_went_are_named():
    found = compare(snapshots(a={"id": "1"}, b={"id": "2"}), snapshots(b={"id": "2"}, c={"id": "3"}))
    assert (found.same, found.changed) == (1, ())
    assert found.gone == (CableChanged("cables/a.txt", 1, "1", ()),)
    assert found.appeared == (CableChanged("cables/c.txt", 1, "3", ()),)


def test_fields_are_tallied():
    found = compare(
        snapshots(a={"date": None, "id": "1"}, b={"date": None, "id": "2"}, c={"id": "3"}),
        snapshots(a={"date": "x", "id": "1"}, b={"date": "y", "id": None}, c={"id": "4"}),
    )
    assert [(t.field, t.gained, t.lost, t.changed) for t in found.fields] == [
        ("date", 2, 0, 0),
        ("id", 0, 1, 1),
    ]
    assert found.changed[1].changes == (Change("date", "gained", "", "y"), Change("id", "lost", "2", ""))


places = st.lists(st.tuples(st.text("ab", max_size=2), st.integers(1, 3)), unique=True).map(sorted)


@given(old=places, new=places)
def test_no_cable_is_lost_in_a_comparison(old, new):
    def made(found):
        return [Snapshot(path, number, {"id": "x"}) for path, number in found]

    found = compare(made(old), made(new))
    assert found.same == len(set(old) & set(new))
    assert {(c.path, c.number) for c in found.gone} == set(old) - set(new)
    assert {(c.path, c.number) for c in found.appeared} == set(new) - set(old)


def kept(text: str) -> Snapshot:
    (cable,) = read(SourceFile("cables/x.txt", text.encode()), ReadingRules())
    return snapshot_of(cable, "cables/x.txt", 1)


def test_a_text_that_only_moved_is_read_the_same():
    moved = "\n\n   \n" + LETTER.replace("\n\n", "\n\n\n\n")
    found = compare([kept(LETTER)], [kept(moved)])
    assert [c.field for changed in found.changed for c in changed.changes if c.field != "header"] == []


def test_what_is_saved_comes_back(tmp_path):
    wanted = [kept(LETTER), Snapshot("cables/y.txt", 1, {"id": 'quo"te'}), Snapshot("cables/y.txt", 2, {})]
    file = tmp_path / "saved.json"
    with file.open("wb") as sink:
        assert write_snapshots(map(encode_snapshot, wanted), sink) == 3
    assert list(read_snapshots(file)) == wanted
    assert len(json.loads(file.read_bytes())["cables"]) == 3
    with file.open("wb") as sink:
        assert write_snapshots([], sink) == 0
    assert list(read_snapshots(file)) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"version": 2, "cables": [\n]}\n',
        b'{"version": 1, "cables": [\n',
        b'{"version": 1, "cables": [\n{"path": 1}\n]}\n',
        b'{"version": 1, "cables": [\n{"path":"b","number":1,"cable":{}},\n{"path":"a","number":1,"cable":{}}\n]}\n',
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_no_check_saved_is_told(tmp_path, content):
    file = tmp_path / "other.json"
    file.write_bytes(content)
    with pytest.raises(NoSnapshots):
        list(read_snapshots(file))


@pytest.fixture
def site(tmp_path) -> InventedSite:
    return InventedSite(tmp_path / "site", count=6)


def check(site: InventedSite, *, json_to: BytesIO | None = None, **wishes) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    terminal = Terminal(Console(file=out, width=200), Console(file=err, width=200), lambda: 0.0, False)
    return checking.check(site.root, checking.Wishes(**wishes), terminal, json_to), out.getvalue()


def test_a_change_is_listed_cable_by_cable_and_field_by_field_and_fails_nothing(site):
    old = site.root / "old.json"
    assert check(site, save=old)[0] == 0
    code, said = check(site, compare=old)
    assert code == 0
    assert "6 cables read the same, 0 otherwise" in said
    telegram = site.telegrams[2]
    file = site.file(telegram)
    file.write_text(file.read_text().replace(f"SUBJECT: {telegram.subject}", "SUBJECT: AN OLD QUAY"))
    site.file(site.telegrams[3]).unlink()
    code, said = check(site, compare=old)
    assert code == 0
    assert f"cables/{telegram.file_name} ({telegram.id})" in said
    assert f"subject changed: {telegram.subject} -> AN OLD QUAY" in said
    assert f"({site.telegrams[3].id}) was here and is not now" in said
    assert "4 cables read the same, 1 otherwise, 0 new, 1 gone" in said


def test_what_the_publisher_corrects_is_no_change_of_the_readers(site):
    old = site.root / "old.json"
    check(site, save=old)
    entry = (
        f'[[correction]]\ncable = "{site.telegrams[0].id}"\nfield = "subject"\nvalue = "A"\nreason = "r"\n'
    )
    (site.root / "content/corrections.toml").write_text(entry)
    assert "6 cables read the same, 0 otherwise" in check(site, compare=old)[1]


def test_one_file_can_be_compared_with_and_saved_to(site):
    file = site.root / "readings.json"
    check(site, save=file)
    site.change_subject()
    assert "5 cables read the same, 1 otherwise" in check(site, compare=file, save=file)[1]
    assert "6 cables read the same, 0 otherwise" in check(site, compare=file)[1]


def test_saved_readings_do_not_depend_on_the_number_of_processes(site):
    for _ in range(40):
        site.add()
    one, two = site.root / "one.json", site.root / "two.json"
    check(site, save=one, jobs=1)
    check(site, save=two, jobs=2)
    assert one.read_bytes() == two.read_bytes()


def test_json_has_the_comparison_too(site):
    old, sink = site.root / "old.json", BytesIO()
    check(site, save=old)
    site.change_subject()
    assert check(site, compare=old, json_to=sink) == (0, "")
    comparison = json.loads(sink.getvalue())["comparison"]
    assert (comparison["same"], len(comparison["changed"])) == (5, 1)
    assert {"field", "kind", "was", "now"} == set(comparison["changed"][0]["changes"][0])


def test_what_cannot_be_compared_with_is_told(site):
    report = pipeline.check(read_config(site.root)[0], compare=site.root / "none.json")
    assert [(p.path, p.diagnostic.code) for p in report.problems] == [(str(site.root / "none.json"), "C229")]
    code, said = check(site, compare=site.root / "none.json")
    assert code == 1
    assert "error C229" in said


def test_a_disk_that_refuses_is_told_and_leaves_the_old_file(site):
    target = site.root / "folder.json"
    target.mkdir()
    report = pipeline.check(read_config(site.root)[0], save=target)
    assert [p.diagnostic.code for p in report.problems] == ["O606"]
    assert [file.name for file in site.root.glob("*.half")] == []
