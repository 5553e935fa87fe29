"""A disk that is full, a folder that is closed, a terminal that knows no letters: told by a code, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from invented import InventedSite
from publisher import COMMAND, ENVIRONMENT, GOOD, TELEGRAM, build, codes, pages, run, site

from generator.building.store import prepare_store, store_at
from generator.building.theme import Theme
from generator.config import read_config
from generator.pages.site import site_facts
from generator.pages.views import CopyView, Page

# What the command of a user without special rights is preceded by, so that root meets closed doors too.
WITHOUT_RIGHTS = ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")


@contextmanager
def small_disk(folder, options):
    """An empty file system at `folder`, of the given size or kind."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root on Linux can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def room(folder):
    """What `folder` takes on a small disk, in KB: its files and folders in blocks of 4 KB."""
    blocks = sum(-(-path.lstat().st_size // 4096) if path.is_file() else 1 for path in folder.rglob("*"))
    return 4 * blocks


def build_without_rights(root, *arguments):
    """Builds as somebody whom closed files and folders stop."""
    if os.geteuid() != 0:
        return build(root, *arguments)
    if not shutil.which("setpriv"):
        pytest.skip("root is stopped by nothing, and there is no setpriv to change that")
    command = [*WITHOUT_RIGHTS, *COMMAND, "build", "--site", root, "--all", *arguments]
    ended = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=ENVIRONMENT, timeout=60, check=False
    )
    assert "Traceback" not in ended.stderr and "fault of its own" not in ended.stderr, ended.stderr
    return ended


# Disks and rights


def test_a_disk_that_becomes_full_ends_the_build_and_the_next_one_goes_on(tmp_path):
    whole = InventedSite(tmp_path / "whole", count=60).root
    build(whole, "--quiet")
    with small_disk(tmp_path / "disk", f"size={room(whole) // 2}k") as disk:
        InventedSite(disk / "site", count=60)
        ended = build(disk / "site", "--jobs", 2)
        assert ended.returncode == 1
        assert " error O603: the disk is full" in ended.stderr
        assert "error: the build could not be finished" in ended.stderr
        written, expected = pages(disk / "site"), pages(whole)
        assert 0 < len(written) < len(expected)
        assert [path for path in written if written[path] != expected[path]] == []
        subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
        assert build(disk / "site").returncode == 0
        assert pages(disk / "site") == expected


def test_an_edit_on_a_full_disk_is_told_and_taken_up_when_there_is_room(tmp_path):
    with small_disk(tmp_path / "disk", "size=20m") as disk:
        invented = InventedSite(disk / "site", count=20)
        build(disk / "site", "--quiet")
        before = pages(disk / "site")
        file = invented.file(invented.telegrams[3])
        edited = file.read_text(encoding="utf-8").replace("SUBJECT: ", "SUBJECT: REVISED ", 1)
        file.write_text(edited, encoding="utf-8")
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(1 << 12))
        ended = build(disk / "site")
        assert ended.returncode == 1
        assert "error O603: the disk is full" in ended.stderr
        (disk / "filler").unlink()
        assert build(disk / "site").returncode == 0
        found = pages(disk / "site")
        assert sum(found[path] != before[path] for path in before) > 5
        shutil.rmtree(disk / "site/output")
        shutil.rmtree(disk / "site/.cache")
        build(disk / "site", "--quiet")
        assert pages(disk / "site") == found


def test_a_disk_without_room_for_the_cache_ends_the_build_before_it_begins(tmp_path):
    with small_disk(tmp_path / "disk", "size=64k") as disk:
        ended = build(site(disk, compiled=False))
        assert ended.returncode == 1
        assert codes(ended) == {".cache/cablepress": ["O603"]}
        assert "error: nothing was built" in ended.stderr


def test_a_read_only_disk_is_told_and_what_is_there_stays(tmp_path):
    with small_disk(tmp_path / "disk", "size=20m") as disk:
        site(disk)
        build(disk)
        before = pages(disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for command in ("build", "check"):
            ended = run(command, "--site", disk)
            assert ended.returncode == 1
            assert (
                "error O621: the cache cannot be used: read-only file system" in ended.stdout + ended.stderr
            )
            assert "Summary" not in ended.stdout
        assert pages(disk) == before
        assert run("init", disk / "new").returncode == 1


def test_an_output_on_a_read_only_disk_is_told(tmp_path):
    root = site(tmp_path)
    with small_disk(root / "output", "ro"):
        ended = build(root)
    assert codes(ended) == {"output": ["O604"]}
    assert ended.returncode == 1


def test_content_on_a_read_only_disk_is_published(tmp_path):
    root = site(tmp_path)
    text = (root / "content/cables/08OSLO101.txt").read_bytes()
    with small_disk(root / "content", "size=1m"):
        (root / "content/cables").mkdir()
        (root / "content/cables/08OSLO101.txt").write_bytes(text)
        subprocess.run(["mount", "-o", "remount,ro", root / "content"], check=True)
        assert build(root).returncode == 0
    assert GOOD in pages(root)


def test_what_may_not_be_read_is_told_file_by_file_and_all_else_is_published(tmp_path):
    closed = {
        "content/cables/08OSLO102.txt": "O610",
        "content/cables/folder": "R108",
        "content/people.toml": "O610",
        "content/pages/about.md": "O610",
        "content/pages/folder": "O610",
    }
    texts = {path: "x" for path in closed if "." in path}
    root = site(tmp_path, {**texts, "content/pages/open.md": "# Open\n"})
    for path in closed:
        (root / path).mkdir(exist_ok=True) if "." not in path else None
        (root / path).chmod(0)
    ended = build_without_rights(root)
    for path in closed:
        (root / path).chmod(0o700)
    assert codes(ended) == {path: [code] for path, code in closed.items()}
    assert ended.returncode == 1
    assert {GOOD, "open.html"} <= set(pages(root))


def test_an_asset_that_may_not_be_read_stops_the_build_before_a_page_loses_its_looks(tmp_path):
    root = site(tmp_path, {"templates/assets/style.css": "p {}"})
    build(root)
    before = pages(root)
    (root / "templates/assets/style.css").chmod(0)
    ended = build_without_rights(root)
    assert codes(ended) == {"templates/assets/style.css": ["O610"]}
    assert pages(root) == before


@pytest.mark.parametrize(("path", "code"), [("output", "O604"), (".cache", "O621"), ("site.toml", "C106")])
def test_what_may_not_be_written_or_opened_is_told(path, code, tmp_path):
    root = site(tmp_path)
    build(root)
    before = pages(root)
    mode = (root / path).stat().st_mode
    (root / path).chmod(0)
    ended = build_without_rights(root)
    (root / path).chmod(mode)
    assert code in ended.stderr and ended.returncode == 1
    assert pages(root) == before


# What stands where output/ and the cache belong


def link_to(target):
    return lambda place: place.symlink_to(target)


def write_file(place):
    place.write_text("mine", encoding="utf-8")


@pytest.mark.parametrize(
    ("put", "code"),
    [
        (write_file, "O608"),
        (link_to("nowhere"), "O608"),
        (link_to("output"), "O608"),
        (link_to("content"), "O609"),
        (link_to("content/cables"), "O609"),
        (link_to("templates"), "O609"),
        (link_to("."), "O609"),
        (link_to(".."), "O609"),
        (link_to("theirs"), "O601"),
        (os.mkfifo, "O608"),
    ],
)
def test_nothing_is_written_where_the_output_folder_is_none_of_its_own(put, code, tmp_path):
    root = site(tmp_path / "site", {"theirs/mine.txt": "mine", "templates/README.md": "mine"})
    put(root / "output")
    before = sorted(path for path in tmp_path.rglob("*") if ".cache" not in path.parts)
    ended = build(root, timeout=60)
    assert codes(ended) == {"output": [code]}
    assert "error: nothing was built" in ended.stderr
    assert sorted(path for path in tmp_path.rglob("*") if ".cache" not in path.parts) == before


def test_an_output_that_is_a_link_to_an_empty_folder_is_filled_there(tmp_path):
    root = site(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    (root / "output").symlink_to(tmp_path / "elsewhere")
    assert build(root).returncode == 0
    assert (tmp_path / "elsewhere" / GOOD).is_file()
    assert "(0 written" in build(root).stdout


def make_folder(place):
    (place / "deep").mkdir(parents=True)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        (".cache", write_file),
        (".cache", link_to("nowhere/at/all")),
        (".cache/cablepress/lock", make_folder),
        (".cache/cablepress/store", make_folder),
        (".cache/cablepress/store", write_file),
        (".cache/cablepress/staging", write_file),
    ],
)
def test_a_cache_that_is_none_is_told_or_made_anew(name, put, tmp_path):
    root = site(tmp_path, compiled=False)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    put(root / name)
    ended = build(root, timeout=60)
    told = codes(ended)
    if told == {".cache/cablepress/store": ["O615"]}:
        assert (ended.returncode, GOOD in pages(root)) == (0, True)
    else:
        assert told in ({".cache/cablepress": ["O621"]}, {".cache/cablepress/staging": ["O606"]}), (
            ended.stderr
        )
        assert (ended.returncode, pages(root)) == (1, {})
    assert "[Errno" not in ended.stderr


def test_a_site_without_content_is_told_by_a_code(tmp_path):
    root = site(tmp_path)
    shutil.rmtree(root / "content")
    for put in (lambda place: None, write_file, link_to("content")):
        put(root / "content")
        assert codes(build(root)) == {"content": ["O614"]}
        (root / "content").unlink(missing_ok=True)


# What changes meanwhile


def test_files_that_come_and_go_during_a_build_cost_no_other_page(tmp_path):
    invented = InventedSite(tmp_path / "site", count=90)
    root = invented.root
    command = [*COMMAND, "build", "--site", str(root), "--jobs", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        said = ""
        while "writing" not in said and (line := process.stderr.readline()):
            said += line
        process.send_signal(signal.SIGSTOP)
        for telegram in invented.telegrams[:30]:
            invented.file(telegram).unlink()
        for telegram in invented.telegrams[30:60]:
            invented.file(telegram).write_text(
                TELEGRAM.format(number=telegram.number + 100), encoding="utf-8"
            )
        process.send_signal(signal.SIGCONT)
        said += process.stderr.read()
    assert process.returncode in (0, 1)
    assert "Traceback" not in said and "fault of its own" not in said
    assert {code for found in codes_in(said).values() for code in found} <= {"O610", "L303", "L301"}
    build(root)
    shutil.copytree(root, tmp_path / "clean", ignore=shutil.ignore_patterns("output", ".cache"))
    build(tmp_path / "clean")
    assert pages(root) == pages(tmp_path / "clean")


def codes_in(said):
    return codes(subprocess.CompletedProcess((), 0, "", said))


def test_a_source_that_is_gone_when_its_copy_is_made_is_an_error_of_that_copy(tmp_path):
    config, _ = read_config(site(tmp_path))
    prepare_store(config.cache / "store")
    with store_at(config.cache / "store") as store:
        page = Page("gone.txt", "", CopyView("content", "cables/gone.txt", "digest"), "sources")
        (problem,) = Theme(config, site_facts(config, ())).content_of(page, store)
    assert (problem.path, problem.diagnostic.code) == ("content/cables/gone.txt", "O610")


# Terminals, and Ctrl-C


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A site whose telegram, file name and messages hold letters that not every terminal knows."""
    text = TELEGRAM.format(number=102).replace("A TELEGRAM", "CAFÉ Ж ☃ “QUOTED” – DASH")
    files = {"content/cables/08OSLO102 Ж☃.txt": text, "content/cables/é☃.txt": ""}
    return site(tmp_path_factory.mktemp("foreign"), files)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "cp1252"},
        {"TERM": "dumb", "HOME": None, "FORCE_COLOR": "1", "COLUMNS": "1"},
    ],
    ids=str,
)
def test_every_command_works_in_poor_surroundings(surroundings, foreign):
    environment = {
        name: value for name, value in {**ENVIRONMENT, **surroundings}.items() if value is not None
    }
    telegram = foreign / "content/cables/08OSLO102 Ж☃.txt"
    assert build(foreign, "--why", "--timings", env=environment).returncode == 1
    assert run("check", "--site", foreign, "--timings", env=environment).returncode == 1
    assert run("inspect", telegram, env=environment).returncode == 0
    assert run("inspect", "--coverage", telegram, env=environment).returncode == 0


@pytest.mark.parametrize(
    "command", ["explain", "check", "build --why", "inspect --json", "inspect --coverage"]
)
def test_a_reader_that_goes_away_ends_the_command_without_a_word_of_its_own(command, foreign):
    name, *options = command.split()
    named = [foreign / "content/cables/08OSLO102 Ж☃.txt"] * 50 if name == "inspect" else ["--site", foreign]
    arguments = [] if name == "explain" else [*options, *named]
    reading, writing = os.pipe()
    os.close(reading)
    ended = run(name, *arguments, stdout=writing, stderr=subprocess.PIPE, capture_output=False, timeout=60)
    os.close(writing)
    assert "BrokenPipe" not in ended.stderr and "Exception ignored" not in ended.stderr, ended.stderr


def test_a_closed_output_and_a_full_one_are_survived(foreign):
    script = f'exec "$0" -m generator build --site "{foreign}" >&- 2>&- <&-'
    ended = subprocess.run(["sh", "-c", script, sys.executable], env=ENVIRONMENT, timeout=60, check=False)
    assert ended.returncode == 1
    assert GOOD in pages(foreign)
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            ended = run("check", "--site", foreign, stdout=full, stderr=subprocess.PIPE, capture_output=False)
        assert (ended.returncode, ended.stderr.split("\n")[-2]) == (1, "error: No space left on device")


def test_ctrl_c_while_the_command_is_being_loaded_ends_it_without_a_traceback():
    command = [sys.executable, "-X", "importtime", "-m", "generator", "explain"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        said = []
        while not said or "click" not in said[-1]:
            said.append(process.stderr.readline())
        process.send_signal(signal.SIGINT)
        said.append(process.stderr.read())
        assert process.wait(60) == 130
    assert "Traceback" not in "".join(said)


def test_ctrl_c_during_a_build_ends_with_130_and_one_line(tmp_path):
    root = InventedSite(tmp_path, count=200).root
    command = [*COMMAND, "build", "--site", str(root), "--jobs", "2"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        start_new_session=True,
    ) as process:
        said = process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        said += process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert said.strip().endswith("Stopped. What was written is whole, and the next build goes on from there.")
    assert "Traceback" not in said


# Command lines


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "--site", "no such\nfolder"), 2),
        (("build", "--site", "bad\udcff"), 2),
        (("inspect", "no such\nfile", "bad\udcff", ""), 1),
        (("inspect", "."), 1),
        (("inspect", "/dev/null"), 0),
        (("explain", "bad\udcff"), 2),
        (("init", "/dev/null/x"), 1),
        (("serve", "--port", "99999999999999999999"), 2),
    ],
)
def test_odd_arguments_are_told_in_a_line(arguments, code, tmp_path):
    assert run(*arguments, cwd=site(tmp_path), timeout=60).returncode == code
