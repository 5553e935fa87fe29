"""`cablepress import`: a dump becomes files that are read as its rows were, and nothing is ever overwritten."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import POSTS, Telegram, telegrams, text_of

from generator.building.report import Silent
from generator.importing import import_dump
from generator.inspection.snapshots import snapshot_of
from generator.model import Cable, Published
from generator.reading import ReadingRules, SourceFile, read
from generator.reading.records import is_record, transcribe_record, write_record


def row(telegram: Telegram, others: list[Telegram]) -> dict[str, str]:
    """A telegram as a dump has it."""
    header, _, text = text_of(telegram, others).partition("\n\n")
    return {
        "id": telegram.id,
        "date": f"{telegram.year}-03-05 14:04:00",
        "origin": f"Embassy {POSTS[telegram.post][0].title()}",
        "classification": "SECRET",
        "references": "07LISBON9|08ROME77",
        "header": header,
        "text": text,
    }


ROWS = [row(t, telegrams(12)[:n]) for n, t in enumerate(telegrams(12))]


def as_eight_columns(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\", lineterminator="\n")
    names = ("id", "origin", "classification", "references", "header", "text")
    for number, one in enumerate(rows):
        rest = [one[name] for name in names[1:]]
        writer.writerow([number, one["date"], one["id"], *rest])
    return out.getvalue().encode()


def as_headed_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(
        out, fieldnames=list(reversed(rows[0])), quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_json_lines(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(one) + "\n" for one in rows).encode()


DUMPS = {
    "dump.csv": as_eight_columns(ROWS),
    "headed.csv": as_headed_csv(ROWS),
    "dump.jsonl": as_json_lines(ROWS),
}


def take(dump: Path, target: Path):
    room = target.parent / "room"
    return import_dump(dump, target, room, Silent())


def tree(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def said(cable: Cable) -> dict[str, object]:
    """What a telegram says, however it is wrapped."""
    fields = snapshot_of(cable, "", 1).cable
    blocks = [block for block in fields["blocks"] if block["kind"] != "wrapper"]
    return {**fields, "blocks": blocks, "repairs": None, "diagnostics": None}


@pytest.mark.parametrize("name", DUMPS)
def test_each_file_is_read_as_its_row_was(tmp_path, name):
    dump = tmp_path / name
    dump.write_bytes(DUMPS[name])
    done = take(dump, tmp_path / "cables")
    assert (done.cables, done.written, done.problems) == (12, 12, ())
    rows = {c.id: said(c) for c in read(SourceFile(name, DUMPS[name]), ReadingRules())}
    for path, content in tree(tmp_path / "cables").items():
        (cable,) = read(SourceFile(f"cables/{path}", content), ReadingRules())
        assert said(cable) == rows[cable.id]
        assert cable.published.origin.startswith("Embassy ")


def test_files_stand_by_year_and_month_and_are_named_by_number(tmp_path):
    (tmp_path / "dump.csv").write_bytes(DUMPS["dump.csv"])
    take(tmp_path / "dump.csv", tmp_path / "cables")
    assert set(tree(tmp_path / "cables")) == {f"{t.year}/03/{t.id}.txt" for t in telegrams(12)}


@pytest.mark.parametrize("name", DUMPS)
def test_packed_dumps_give_the_same_files(tmp_path, name):
    (tmp_path / name).write_bytes(DUMPS[name])
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(DUMPS[name]))
    with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
        archive.writestr(name, DUMPS[name])
    plain = take(tmp_path / name, tmp_path / "plain")
    assert plain.cables == 12
    for packed in (f"{name}.gz", f"{name}.zip"):
        take(tmp_path / packed, tmp_path / packed.replace(".", "-"))
        assert tree(tmp_path / packed.replace(".", "-")) == tree(tmp_path / "plain")


def test_a_second_import_changes_nothing(tmp_path):
    (tmp_path / "dump.csv").write_bytes(as_eight_columns([*ROWS, ROWS[0], {**ROWS[0], "text": "Other.\n"}]))
    first = take(tmp_path / "dump.csv", tmp_path / "cables")
    before = {f: f.stat().st_mtime_ns for f in (tmp_path / "cables").rglob("*")}
    again = take(tmp_path / "dump.csv", tmp_path / "cables")
    assert (first.written, again.written, again.same, again.others) == (14, 0, 14, 0)
    assert {f: f.stat().st_mtime_ns for f in (tmp_path / "cables").rglob("*")} == before


def test_an_edited_file_is_left_alone_and_named(tmp_path):
    (tmp_path / "dump.csv").write_bytes(DUMPS["dump.csv"])
    take(tmp_path / "dump.csv", tmp_path / "cables")
    (edited, *_) = sorted((tmp_path / "cables").rglob("*.txt"))
    edited.write_text("Mended.\n")
    files = set(tree(tmp_path / "cables"))
    again = take(tmp_path / "dump.csv", tmp_path / "cables")
    assert (again.written, again.others, again.examples) == (0, 1, (edited,))
    assert edited.read_text() == "Mended.\n"
    assert set(tree(tmp_path / "cables")) == files


def test_rows_of_one_number_get_two_names(tmp_path):
    other = {**ROWS[0], "text": "Other.\n"}
    (tmp_path / "dump.csv").write_bytes(as_eight_columns([ROWS[0], other]))
    take(tmp_path / "dump.csv", tmp_path / "cables")
    assert sorted(Path(path).stem for path in tree(tmp_path / "cables")) == [
        ROWS[0]["id"],
        f"{ROWS[0]['id']}-2",
    ]


def test_where_the_columns_say_nothing_the_text_says_where_it_belongs(tmp_path):
    telegram = telegrams(1)[0]
    lines = [{"text": text_of(telegram, [])}, {"id": "08OSLO7", "text": "Nothing."}, {"text": "Nothing."}]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    take(tmp_path / "dump.jsonl", tmp_path / "cables")
    paths = sorted(tree(tmp_path / "cables"))
    assert paths[0].startswith(f"{telegram.year}/") and paths[0].endswith(f"/{telegram.id}.txt")
    assert paths[1:] == ["undated/08OSLO7.txt", "unnumbered/dump-000003.txt"]


def test_a_broken_row_is_told_and_its_text_is_kept(tmp_path):
    (tmp_path / "dump.csv").write_bytes(
        as_eight_columns(ROWS[:3]) + b'"4","2008-01-01 00:00","08OSLO9","never closed'
    )
    done = take(tmp_path / "dump.csv", tmp_path / "cables")
    assert [p.diagnostic.code[:3] for p in done.problems] != []
    assert any(b"never closed" in content for content in tree(tmp_path / "cables").values())


def test_plain_telegrams_in_a_zip_are_taken_as_they_are(tmp_path):
    text, markdown = (
        text_of(telegrams(2)[0], []),
        "#### TAGS: [MARR](#) \n\nSUBJECT: A QUAY\n\n1. (C) Text.\n",
    )
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("folder/one.txt", text)
        archive.writestr("folder/09OSLO9.md", markdown)
    take(tmp_path / "some.zip", tmp_path / "cables")
    found = tree(tmp_path / "cables")
    assert sorted(found.values()) == sorted((text.encode(), markdown.encode()))
    assert "undated/09OSLO9.md" in found


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=20)
one_line = words.map(lambda text: " ".join(text.split())).filter(bool)
token = st.from_regex(r"\A[A-Z0-9]{1,8}\Z")


@given(
    published=st.builds(
        Published,
        id=one_line,
        classification=st.none() | one_line,
        origin=st.none() | one_line,
        tags=st.lists(token).map(tuple),
        references=st.lists(token).map(tuple),
        url=st.none() | one_line,
    ),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\r")).map(lambda text: text.strip("\n")),
)
def test_what_is_written_above_a_telegram_is_read_again(published, text):
    written = write_record(published, text)
    assert is_record(written)
    (transcript,) = transcribe_record(written)
    assert transcript.published == published
    assert transcript.text.strip("\n") == text


def test_a_telegram_that_nobody_published_is_written_as_it_is():
    assert write_record(None, "\nSUBJECT: A\n\n") == "SUBJECT: A\n"
    assert not is_record("id: 7\nSUBJECT: A\n")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "import", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_the_command_writes_into_the_site_and_says_what_it_did(tmp_path, project, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(project))
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "dump.csv").write_bytes(DUMPS["dump.csv"])
    ended = run("../dump.csv", cwd=tmp_path / "site")
    assert (ended.returncode, len(tree(tmp_path / "site/content/cables"))) == (0, 12), ended.stderr
    assert "Imported 12 cables" in ended.stdout
    assert "12 written, 0 there already" in ended.stdout
    ended = run(tmp_path / "dump.csv", "--to", tmp_path / "elsewhere", "--quiet", cwd=tmp_path)
    assert (ended.returncode, ended.stdout, len(tree(tmp_path / "elsewhere"))) == (0, "", 12)


def test_what_cannot_be_imported_is_told(tmp_path, project, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(project))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "dump.csv").write_bytes(DUMPS["dump.csv"])
    assert run("nothing.csv", "--to", "x", cwd=tmp_path).returncode == 2
    assert run("dump.csv", cwd=tmp_path).returncode == 2  # no site here, and no --to
    ended = run("empty.csv", "--to", "x", cwd=tmp_path)
    assert ended.returncode == 1
    assert "R100" in ended.stderr
    (tmp_path / "letter.csv").write_bytes(b"hello\n")
    ended = run("letter.csv", "--to", "letters", cwd=tmp_path)
    assert "R101" in ended.stderr  # kept, but perhaps not what was meant
    assert len(tree(tmp_path / "letters")) == 1
    (tmp_path / "x").write_text("a file")
    ended = run("dump.csv", "--to", "x", cwd=tmp_path)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "O60" in ended.stderr
