"""A dump is read in parts, once, by any number of processes, and makes the site that its files would make."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented_dumps import (
    COLUMNS,
    eight_columns,
    row,
    rows,
)
from sharing import put_compiled_templates
from test_dumps import RULES, SITE, read_in_parts, said, zipped
from test_oracles import assert_same, build, built_from_scratch, codes, errors, files_in

from generator.building.cutting import BIG, FOLDER, cut_source
from generator.building.readings import DOUBT_NS, Reader, SourcePath, SourcesRead, read_sources
from generator.building.report import Silent
from generator.building.store import circumstances_digest, prepare_store, store_at
from generator.model import Cable
from generator.reading import ReadingRules, SourceFile, read, read_all


class Shelf:
    """Sources and a store, read again and again by the true reader; `bytes_read` are those that it was given."""

    def __init__(self, folder: Path) -> None:
        self.content, self.store = folder / "content", folder / "cache" / "store"
        self.content.mkdir()
        prepare_store(self.store)
        self.seen: dict = {}
        self.bytes_read = 0

    def put(self, name: str, content: bytes) -> None:
        (self.content / name).write_bytes(content)

    def read(self, jobs: int = 1) -> SourcesRead:
        self.bytes_read = 0

        def noting(sources: Sequence[SourceFile], rules: ReadingRules) -> list[tuple[Cable, ...]]:
            self.bytes_read += sum(len(source.content) for source in sources)
            return read_all(sources, rules)

        sources = [
            SourcePath(f"cables/{f.name}", f, f.stat().st_size) for f in sorted(self.content.iterdir())
        ]
        reader = Reader(self.store, noting, RULES, circumstances_digest(b"code", RULES))
        began_ns = max((f.stat().st_ctime_ns for f in self.content.iterdir()), default=0) + 2 * DOUBT_NS
        found = read_sources(reader, sources, self.seen, began_ns, jobs=jobs, progress=Silent())
        self.seen = found.looked.seen
        with store_at(self.store) as store:
            store.prune(found.keys)
        return found

    def ids(self, found: SourcesRead) -> list[str | None]:
        return [slip.id for slip in found.cards.slips]


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf(tmp_path)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.zip", "a.csv utf-16"])
def test_an_unchanged_dump_is_not_opened_again_and_an_edited_row_costs_a_part(shelf, name):
    def packed(content: bytes) -> bytes:
        kinds = {
            ".gz": gzip.compress,
            "zip": lambda c: zipped(a_csv=c),
            "-16": lambda c: c.decode().encode("utf-16"),
        }
        return kinds.get(name[-3:], bytes)(content)

    found = rows(400, 24)
    shelf.put(name, packed(eight_columns(found).encode()))
    first = shelf.read()
    assert shelf.ids(first) == [f"09OSLO{n}" for n in range(1, 401)]
    assert shelf.bytes_read >= BIG
    assert shelf.read() == first
    assert shelf.bytes_read == 0
    found[200] = row(999, 24)
    shelf.put(name, packed(eight_columns(found).encode()))
    assert shelf.ids(shelf.read()) == [
        *(f"09OSLO{n}" for n in range(1, 201)),
        "09OSLO999",
        *(f"09OSLO{n}" for n in range(202, 401)),
    ]
    assert 0 < shelf.bytes_read < BIG // 2
    assert not (shelf.store.parent / FOLDER).exists()


def test_workers_read_a_dump_as_one_process_does(tmp_path):
    found = []
    for jobs in (1, 3):
        (tmp_path / str(jobs)).mkdir()
        shelf = Shelf(tmp_path / str(jobs))
        shelf.put("a.csv", eight_columns(rows(3000, 3)).encode())
        found.append(shelf.read(jobs))
    assert found[0].cards == found[1].cards
    assert {slip.source_path for slip in found[0].cards.slips} == {"cables/a.csv"}
    assert len(found[0].cards) == 3000


def test_rows_that_are_there_twice_are_two_cables(shelf):
    content = eight_columns(rows(300, 24)).encode()
    shelf.put("a.csv", content * 2)
    assert len(shelf.ids(shelf.read())) == 600
    assert shelf.read().cards == shelf.read().cards


def test_what_a_killed_build_unpacked_is_cleared_away(shelf):
    litter = shelf.store.parent / FOLDER / "0"
    litter.parent.mkdir()
    litter.write_bytes(b"left")
    shelf.put("a.csv.gz", gzip.compress(eight_columns(rows(2)).encode()))
    assert len(shelf.ids(shelf.read())) == 2
    assert not litter.parent.exists()


def test_a_dump_that_cannot_be_opened_is_left_to_whoever_reads_it_whole(tmp_path):
    assert cut_source("cables/a.csv", tmp_path / "nothing.csv", tmp_path / "room") is None


def site_of(folder: Path, **files: bytes) -> Path:
    (folder / "content" / "cables").mkdir(parents=True)
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    for name, content in files.items():
        (folder / "content" / "cables" / name.replace("_", ".")).write_bytes(content)
    put_compiled_templates(folder)
    return folder


def test_a_packed_dump_makes_the_same_site_as_the_plain_one(tmp_path):
    content = eight_columns(rows(30)).encode()
    plain = site_of(tmp_path / "plain", a_csv=content)
    assert errors(build(plain)) == []
    pages = files_in(plain)
    assert sum(path.startswith("cable/2009/02/09OSLO") for path in pages) == 30
    for name, packed in {"a_csv_gz": gzip.compress(content), "a_zip": zipped(a_csv=content)}.items():
        other = site_of(tmp_path / name, **{name: packed})
        assert errors(build(other)) == []
        assert_same(files_in(other), pages)


def test_after_edits_of_a_dump_an_incremental_build_equals_a_clean_one(tmp_path):
    found = rows(160, 70)
    root = site_of(tmp_path / "site", a_csv=eight_columns(found).encode())
    assert (root / "content/cables/a.csv").stat().st_size > BIG
    build(root)
    chance = random.Random(5)
    for change in range(3):
        place = chance.randrange(len(found))
        found[place] = row(5000 + change, 70, "EDITED")
        found.insert(chance.randrange(len(found)), row(6000 + change))
        found.insert(0, found[chance.randrange(len(found))])
        del found[chance.randrange(1, len(found))]
        (root / "content/cables/a.csv").write_bytes(eight_columns(found).encode())
        report = build(root, jobs=1 + change % 2)
        assert errors(report) == []
        assert codes(report) <= {"L301"}
        assert_same(files_in(root), built_from_scratch(root, tmp_path / "clean"))
        assert build(root).written == 0


# The corpus


def corpus_rows(shared: Path) -> list[list[str]]:
    with (shared / "corpus" / "cables.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, escapechar="\\", doublequote=False))


def test_the_corpus_as_a_dump_says_what_its_text_files_say(shared):
    content = (shared / "corpus" / "cables.csv").read_bytes()
    found = {cable.published.id: cable for cable in read_in_parts(content) if cable.published}
    lines = "".join(json.dumps(dict(zip(COLUMNS, one, strict=True))) + "\n" for one in corpus_rows(shared))
    json_found = {cable.published.id: cable for cable in read_in_parts(lines.encode()) if cable.published}
    texts = sorted((shared / "corpus" / "txt").iterdir())
    assert len(texts) == len(found) == len(json_found)
    for file in texts:
        cable = read(SourceFile(file.name, file.read_bytes()), RULES)[0]
        assert said(found[file.stem], by_its_row=False) == said(cable, by_its_row=False), file.stem
        assert said(json_found[file.stem], by_its_row=False) == said(cable, by_its_row=False), file.stem


def test_the_corpus_makes_the_same_site_plain_and_packed(shared, tmp_path):
    content = (shared / "corpus" / "cables.csv").read_bytes()
    plain = site_of(tmp_path / "csv", a_csv=content)
    assert errors(build(plain, jobs=2)) == []
    packed = site_of(tmp_path / "zip", a_zip=zipped(a_csv=content))
    assert errors(build(packed, jobs=2)) == []
    assert_same(files_in(packed), files_in(plain))
