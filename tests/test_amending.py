"""Builds after small edits do little, and yet leave the site as a whole build would."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import msgspec
import pytest
from cards import card, reference
from invented import InventedSite
from planned import pages_of
from test_oracles import (
    assert_same,
    build,
    built_from_scratch,
    command,
    configured,
    errors,
    files_in,
    stats_of,
)

from generator import pipeline
from generator.archive import INDEXED, SAID_ALONE, Archive, build_archive
from generator.building.manifest import CLAIMED, Written, open_manifest
from generator.building.memory import Memory
from generator.building.report import Report
from generator.building.shown import Numbered, Shown
from generator.building.standing import Rest, Stood, Told, amend_standing, open_standing
from generator.cards import Card
from generator.entities.people_file import People
from generator.pages import Outline
from generator.pages.noting import EVERY, Looked, Noted, take_notes

ALL_KINDS = "quality_page = true\n"
LISTING = {"tags", "persons", "posts", "classifications", "dates", "days", "captions", "threads"}


@pytest.fixture
def site(tmp_path) -> InventedSite:
    """A built site with every kind of page."""
    site = InventedSite(tmp_path / "site", count=14)
    settings = site.root / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + ALL_KINDS, encoding="utf-8")
    build(site.root)
    return site


def was_amended(report: Report) -> bool:
    """Whether a build did without linking and planning the whole archive."""
    return "linking" not in dict(report.timings)


def forget_standing(root: Path) -> None:
    """The next build looks at every page."""
    connection = sqlite3.connect(root / ".cache/cablepress/manifest", isolation_level=None)
    connection.execute("DELETE FROM standing")
    connection.close()


def assert_as_whole(root: Path, amended: Report) -> None:
    """A build that looks at every page finds none to write, and says the same of the site."""
    forget_standing(root)
    whole = build(root)
    assert not was_amended(whole)
    assert whole.reasons == ()
    said = ("cables", "pages", "bytes", "notices", "problems")
    assert {name: getattr(amended, name) for name in said} == {name: getattr(whole, name) for name in said}


def change_word(site: InventedSite, number: int) -> None:
    file = site.file(site.telegrams[number])
    text = file.read_text(encoding="utf-8")
    start = text.index("¶1.")
    file.write_text(text[:start] + text[start:].replace("The ", "Their ", 1), encoding="utf-8")


def change_title(site: InventedSite, number: int) -> None:
    file = site.file(site.telegrams[number])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("SUBJECT: ", f"SUBJECT: REVISED {number} ", 1), encoding="utf-8")


def test_a_changed_title_leaves_no_page_stale_though_few_are_looked_at(site):
    for number in range(len(site.telegrams)):
        change_title(site, number)
        report = build(site.root)
        assert was_amended(report)
        assert 1 < report.written < report.pages / 2
        assert_as_whole(site.root, report)


def test_a_changed_word_of_a_text_costs_the_page_of_its_cable(site):
    for number in (0, 7, 13):
        change_word(site, number)
        report = build(site.root)
        assert was_amended(report)
        of_cable = site.telegrams[number].id
        assert [path for path, _ in report.reasons if of_cable not in path and path != "quality.html"] == []
        assert report.written >= 2  # the page, and the download of its source
        assert LISTING.isdisjoint(dict(report.prices))  # a list shows rows, in which no word of a text stands
        assert_as_whole(site.root, report)


def test_amended_builds_one_after_the_other_end_as_a_clean_one(site, tmp_path):
    for number in (3, 4, 3, 9, 4):
        change_title(site, number)
        change_word(site, number + 1)
        assert was_amended(build(site.root))
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_an_edit_that_moves_a_cable_elsewhere_is_followed_by_a_whole_build(site, tmp_path):
    file = site.file(site.telegrams[5])
    text = file.read_text(encoding="utf-8")
    tags = next(line for line in text.splitlines() if line.startswith("TAGS: "))
    file.write_text(text.replace(tags, f"{tags} SENV"), encoding="utf-8")
    report = build(site.root)
    assert not was_amended(report)
    assert errors(report) == []
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_a_build_with_nothing_to_do_reads_and_plans_nothing_and_touches_no_file(site):
    first = build(site.root)
    stats = stats_of(site.root)
    again = build(site.root)
    assert was_amended(again)
    assert {"planning", "writing"}.isdisjoint(dict(again.timings))
    assert (again.written, again.removed, again.unchanged) == (0, 0, again.pages)
    assert again.problems == first.problems
    assert stats_of(site.root) == stats
    assert_as_whole(site.root, again)


def test_a_file_that_was_touched_and_not_changed_costs_no_page(site):
    os.utime(site.file(site.telegrams[2]))
    report = build(site.root)
    assert was_amended(report)
    assert report.written == 0


def test_an_edit_is_seen_whatever_the_clock_says(site, tmp_path):
    """The clock is set back, and the file gets the size and the time that it had."""
    file = site.file(site.telegrams[6])
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    start = text.index("¶1.")
    file.write_text(text[:start] + text[start:].replace("e", "o", 1), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert build(site.root).written > 0
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_a_page_that_was_lost_is_made_again_without_a_whole_build(site):
    tree = files_in(site.root)
    cable = next(path for path in tree if path.startswith("cable/") and path.endswith(".html"))
    (site.root / "output" / cable).unlink()
    (site.root / "output/index.html").write_bytes(b"edited")
    report = build(site.root)
    assert was_amended(report)
    assert [path for path, _ in report.reasons] == [cable, "index.html"]
    assert_same(files_in(site.root), tree)


def test_a_corrected_cable_stays_corrected_when_its_file_is_edited(site, tmp_path):
    telegram = site.telegrams[8]
    (site.root / "content/corrections.toml").write_text(
        f'[[correction]]\ncable = "{telegram.id}"\nfield = "subject"\nvalue = "CORRECTED"\n', encoding="utf-8"
    )
    build(site.root)
    change_word(site, 8)
    change_title(site, 3)
    build(site.root)
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_a_collection_follows_the_titles_of_its_cables_without_a_whole_build(site, tmp_path):
    site.write_collection(f"[[{site.telegrams[2].id}]] and [[{site.telegrams[5].id}|the other]].")
    build(site.root)
    change_title(site, 2)
    report = build(site.root)
    assert was_amended(report)
    assert {"harbors/talks.html", "harbors/talks/print.html"} < {path for path, _ in report.reasons}
    assert_as_whole(site.root, report)
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_an_edited_cable_is_held_against_what_is_quoted_of_it(site, tmp_path):
    """The edits are of the kind that a build can follow without looking at the whole archive."""
    quoted = site.telegrams[2]
    told = site.file(quoted).read_text(encoding="utf-8")
    told = told.replace("¶2.", "Nobody reads the old harbor books.\n\n¶2.", 1)
    site.file(quoted).write_text(told, encoding="utf-8")
    site.write_collection(f'> [[{quoted.id}#1]] "Nobody reads ... harbor books"')
    for text, expected in (
        (told, []),
        (told.replace("old harbor books", "old paper"), [("content/pages/harbors/talks.md", "P413")]),
        (told.replace("¶1.", "¶11."), []),
        (told, []),
    ):
        site.file(quoted).write_text(text, encoding="utf-8")
        assert errors(build(site.root)) == expected
        assert (b"#p1" in files_in(site.root)["harbors/talks.html"]) == ("¶11" not in text)
        assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_an_amended_build_that_is_killed_is_taken_up_by_the_next(site, tmp_path):
    moments = random.Random(3)
    began = time.perf_counter()
    change_title(site, 0)
    command(site.root, "--jobs", "2").communicate()
    seconds = time.perf_counter() - began
    for number in range(1, 5):
        change_title(site, number)
        process = command(site.root, "--jobs", "2")
        time.sleep(moments.uniform(0.4, 1.0) * seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        build(site.root)
        assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


class Process:
    """A process that builds a site again and again, as `cablepress serve` has one."""

    def __init__(self, site: InventedSite) -> None:
        self.site = site
        self.memory = Memory()
        self.build(None)

    def build(self, edited: frozenset[str] | None) -> Report:
        config = configured(self.site.root)
        report = pipeline.build(config, jobs=2, memory=self.memory, edited=edited)
        pipeline.prepare(config, self.memory)
        return report

    def path(self, number: int) -> str:
        return self.site.file(self.site.telegrams[number]).relative_to(self.site.root / "content").as_posix()


def test_a_process_that_keeps_the_last_build_in_mind_follows_edits_exactly(site, tmp_path):
    process = Process(site)
    for number in (1, 2, 1, 10, 11, 2):
        change_title(site, number)
        change_word(site, number + 1)
        report = process.build(frozenset({process.path(number), process.path(number + 1)}))
        assert was_amended(report)
        assert "finding" not in dict(report.timings)
        assert report.written > 2
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))
    assert_as_whole(site.root, report)


def test_a_process_follows_whatever_else_happens_between_its_builds(site, tmp_path):
    process = Process(site)
    titles = Path(site.root / "site.toml")
    changes = (
        lambda: change_title(site, 1),
        lambda: site.file(site.telegrams[4]).unlink(),
        lambda: site.telegrams.pop(4),
        site.add,
        lambda: change_word(site, 2),
        lambda: titles.write_text(titles.read_text().replace("Invented", "Devised"), encoding="utf-8"),
        lambda: change_title(site, 3),
        lambda: (site.root / "content/cables/new.txt").write_text("No telegram.\n", encoding="utf-8"),
    )
    every = frozenset(process.path(number) for number in range(len(site.telegrams)))
    for change in changes:
        change()
        now = {process.path(number) for number in range(len(site.telegrams))}
        process.build(every | now | {"cables/new.txt", "cables/was-never-there.txt"})
        assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_a_process_sees_that_another_has_built_or_that_the_cache_is_gone(site, tmp_path):
    process = Process(site)
    change_title(site, 5)
    build(site.root)
    change_title(site, 6)
    assert was_amended(process.build(frozenset({process.path(6)})))
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))
    shutil.rmtree(site.root / ".cache")
    change_title(site, 7)
    process.build(frozenset({process.path(7)}))
    assert_same(files_in(site.root), built_from_scratch(site.root, tmp_path / "clean"))


def test_a_file_of_another_kind_among_the_edited_ones_is_looked_at_like_any_other(site):
    process = Process(site)
    change_title(site, 1)
    file = site.file(site.telegrams[2])
    (site.root / "elsewhere.txt").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(site.root / "elsewhere.txt")
    report = process.build(frozenset({process.path(1), process.path(2)}))
    assert not was_amended(report)  # the link leads out of content/: one cable less
    assert report.cables == len(site.telegrams) - 1


def test_what_a_build_leaves_counts_until_a_page_is_claimed_recorded_or_forgotten(tmp_path):
    changes = (
        lambda manifest: manifest.claim(["b.html"]),
        lambda manifest: manifest.record([("a.html", Written(b"f", 1, 2), b"")]),
        lambda manifest: manifest.forget(["a.html"]),
    )
    for number, change in enumerate(changes):
        manifest, _ = open_manifest(tmp_path / str(number))
        manifest.claim(["a.html"])
        manifest.settle([("name", b"value")], [(1, b"card")], anew=True)
        assert (manifest.standing("name"), manifest.card(1)) == (b"value", b"card")
        change(manifest)
        assert manifest.standing("name") is None
    assert CLAIMED.size < 0


def test_what_amended_builds_leave_is_that_of_all_of_them_together(tmp_path):
    manifest, _ = open_manifest(tmp_path / "manifest")
    told = {path: Told(number, ()) for number, path in enumerate("abc", start=1)}
    rest = Rest(b"as they are", 3, told, (), 0, {}, Outline((), {}))
    stood = {path: Stood(b"old", (number,)) for number, path in enumerate("abc")}
    encode = msgspec.msgpack.encode
    manifest.settle([("sources", encode(stood)), ("rest", encode(rest))], [], anew=True)
    standing = open_standing(manifest, b"as they are")
    assert (standing.sources, standing.rest.told) == (stood, told)
    edits = (
        ({"a": Stood(b"new", (0,))}, {"a": Told(7, ())}),
        ({"b": Stood(b"new", (1,))}, {}),
        ({"a": Stood(b"newest", (0,))}, {}),
    )
    for sources, said in edits:
        standing = open_standing(manifest, b"as they are")
        standing.edit(sources, said)
        amend_standing(manifest, standing, {})
        again = open_standing(manifest, b"as they are")
        assert (again.sources, again.rest) == (standing.sources, standing.rest)
    assert {path: each.digest for path, each in again.sources.items()} == {
        "a": b"newest",
        "b": b"new",
        "c": b"old",
    }
    assert again.rest.told == {"c": told["c"]}


def test_what_is_looked_at_is_noted(tmp_path):
    numbers: set[int] = set()
    noted = Noted("abc", numbers)
    assert (noted[1], noted[-1], len(noted)) == ("b", "c", 3)
    assert numbers == {1, 2}
    assert list(noted) == ["a", "b", "c"]
    assert numbers == {1, 2, EVERY}


def test_every_page_of_those_that_cite_a_cable_is_known_to_show_its_title():
    cited = card("07ROME7", "2007-05-01T10:00")
    citing = [card(f"08PARIS{n}", references=(reference("07ROME7"),)) for n in range(1, 29)]
    pages = pages_of(cited, *citing, per_page=10).pages
    for path in ("cited/2007/05/07ROME7.html", "cited/2007/05/07ROME7/3.html"):
        page, shown = pages.noted(pages.paths.index(path))
        assert page.view.head.title.startswith("Cables that refer to 07ROME7") and 0 in shown.rows


def test_pages_are_found_by_the_cards_that_they_show():
    shown, more = Shown(), Shown()
    shown.add(Looked(rows={1, 258}))
    shown.add(Looked({258}))
    more.add(Looked({1}))
    more.add(Looked({7}, {5, EVERY}))
    shown.extend(more)
    again = Shown(
        *(Numbered(part.cards.tobytes(), part.ends.tobytes()) for part in (shown.cards, shown.rows))
    )
    assert len(again) == 4
    assert {card: again.pages_with(card, row=True) for card in (1, 2, 258, 5, 7)} == {
        1: {0, 2, 3},
        2: {3},
        258: {0, 1, 3},
        5: {3},
        7: {3},
    }
    assert [again.pages_with(card, row=False) for card in (1, 2, 258, 7)] == [{2}, set(), {1}, {3}]


def test_of_a_card_that_is_looked_at_as_a_whole_the_row_needs_no_mention():
    notes = take_notes()
    cards, rows = Noted("abc", notes.cards), Noted("abc", notes.rows)
    assert (cards[1], rows[1], rows[2]) == ("b", "b", "c")
    assert notes.looked == Looked({1}, {2})
    notes.begin()
    assert notes.looked == Looked(frozenset(), frozenset())


def test_no_index_is_made_of_what_only_pages_say(site):
    said = {
        "key": "other", "title": "Other", "subject": "OTHER", "caveats": ("NOFORN",), "partial": True,
        "printed_id": "other", "found": 1, "doubts": ("R103",), "unparsed": 500, "paragraphs": 7,
    }  # fmt: skip
    assert said.keys() == SAID_ALONE
    cards = [
        card(
            f"08PARIS{n}",
            f"2008-02-{n:02}T10:00",
            tags=("MARR", "FR"),
            references=(reference(f"08PARIS{n - 1}"),),
        )
        for n in range(2, 9)
    ]
    before = build_archive(cards, People())
    after = build_archive([msgspec.structs.replace(c, **said) for c in cards], People())
    names = set(Archive.__struct_fields__) - {"cards", "indexed", "slips"}
    assert {name for name in names if getattr(before, name) != getattr(after, name)} == set()
    assert before.cards != after.cards


def test_every_field_of_a_card_is_either_indexed_or_said_alone():
    assert set(Card.__struct_fields__) >= SAID_ALONE
    assert set(INDEXED) | SAID_ALONE == set(Card.__struct_fields__)
