"""What is written to output/ and deleted there, and what is never touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.building import staging
from generator.building.failures import Failure, refusal
from generator.building.manifest import Written
from generator.building.output import MARK, Output, is_safe, open_output


@pytest.fixture
def output(tmp_path) -> Output:
    return open_output(tmp_path / "output", tmp_path / "cache", claimed=False)


def code_of(failure: pytest.ExceptionInfo[Failure]) -> str:
    return failure.value.located.diagnostic.code


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if not file.is_dir()]


def test_a_page_is_written_whole_and_nothing_else_is_left(tmp_path, output):
    status = output.write("tag/MARR.html", b"text")
    assert (tmp_path / "output/tag/MARR.html").read_bytes() == b"text"
    assert output.intact("tag/MARR.html", Written(b"", status.st_size, status.st_mtime_ns))
    assert sorted(p.name for p in (tmp_path / "output").rglob("*")) == [MARK, "MARR.html", "tag"]
    assert files_in(tmp_path / "cache/staging") == []


def test_many_pages_leave_one_folder_of_staging_to_each_process(tmp_path, output, monkeypatch):
    monkeypatch.setattr(staging, "FILES_A_FOLDER", 2)
    for number in range(5):
        output.write(f"{number}.html", b"text")
    child = os.fork()
    if not child:
        output.write("child.html", b"text")
        os._exit(0)
    os.waitpid(child, 0)
    assert len(files_in(tmp_path / "output")) == 6
    left = {entry.name for entry in (tmp_path / "cache/staging").iterdir()}
    assert left == {f"{os.getpid()}-2", f"{child}-0"}


def test_an_edited_output_file_is_found_out(tmp_path, output):
    status = output.write("a.html", b"text")
    written = Written(b"", status.st_size, status.st_mtime_ns)
    (tmp_path / "output/a.html").write_bytes(b"TEXT")
    assert not output.intact("a.html", written)


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../x", "a//x", "", "a/./x", "a\\x", "c:/x", "a\0b", f"{MARK}/x"]
)
def test_a_path_that_leads_elsewhere_is_refused(output, path):
    assert not is_safe(path)
    with pytest.raises(Failure) as failure:
        output.write(path, b"")
    assert code_of(failure) == "O602"
    with pytest.raises(Failure):
        output.remove([path])


def test_nothing_is_written_or_deleted_through_a_link_that_leads_out(tmp_path, output):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.html").write_text("mine")
    (tmp_path / "output/tag").symlink_to(elsewhere)
    with pytest.raises(Failure) as failure:
        output.write("tag/a.html", b"")
    assert code_of(failure) == "O607"
    assert output.remove(["tag/precious.html"]) == 0
    assert (elsewhere / "precious.html").read_text() == "mine"


def test_a_link_at_the_place_of_a_page_is_replaced_and_not_followed(tmp_path, output):
    (tmp_path / "precious.html").write_text("mine")
    (tmp_path / "output/a.html").symlink_to(tmp_path / "precious.html")
    output.write("a.html", b"page")
    assert (tmp_path / "precious.html").read_text() == "mine"
    assert (tmp_path / "output/a.html").read_bytes() == b"page"


def test_only_folders_that_became_empty_go_with_their_files(tmp_path, output):
    output.write("a/b/c.html", b"")
    output.write("a/d.html", b"")
    output.write("e/f.html", b"")
    (tmp_path / "output/e/mine.txt").write_text("mine")
    assert output.remove(["a/b/c.html", "e/f.html", "not/there.html"]) == 2
    left = sorted(p.relative_to(tmp_path / "output").as_posix() for p in (tmp_path / "output").rglob("*"))
    assert left == [MARK, "a", "a/d.html", "e", "e/mine.txt"]


def test_a_page_can_be_written_again_into_a_folder_that_went(tmp_path, output):
    output.write("a/b.html", b"")
    output.remove(["a/b.html"])
    output.write("a/b.html", b"again")
    assert (tmp_path / "output/a/b.html").read_bytes() == b"again"


def test_an_output_that_somebody_else_filled_is_refused_and_left_alone(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("mine")
    with pytest.raises(Failure) as failure:
        open_output(tmp_path / "output", tmp_path / "cache", claimed=False)
    assert code_of(failure) == "O601"
    assert [p.name for p in (tmp_path / "output").iterdir()] == ["index.html"]


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep"])
def test_an_output_that_holds_only_what_git_needs_is_taken(tmp_path, name):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / name).write_text("*")
    assert not open_output(tmp_path / "output", tmp_path / "cache", claimed=False).lost
    assert (tmp_path / "output" / name).read_text() == "*"


def test_an_output_of_ours_without_its_manifest_is_known_by_its_mark(tmp_path, output):
    output.write("a.html", b"")
    assert open_output(tmp_path / "output", tmp_path / "cache", claimed=False).lost
    assert not open_output(tmp_path / "output", tmp_path / "cache", claimed=True).lost


def test_an_output_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "output").write_text("mine")
    with pytest.raises(Failure) as failure:
        open_output(tmp_path / "output", tmp_path / "cache", claimed=False)
    assert code_of(failure) == "O608"


def test_what_a_killed_build_left_half_written_is_cleared_away(tmp_path, output):
    (tmp_path / "output" / MARK / "123").write_text("half")
    (tmp_path / "cache/staging/124-0").mkdir()
    (tmp_path / "cache/staging/124-0/page").write_text("half")
    open_output(tmp_path / "output", tmp_path / "cache", claimed=True)
    assert list((tmp_path / "output" / MARK).iterdir()) == []
    assert list((tmp_path / "cache/staging").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code", "hopeless"),
    [
        (errno.ENOSPC, "O603", True),
        (errno.EDQUOT, "O603", True),
        (errno.EROFS, "O604", True),
        (errno.EACCES, "O604", False),
        (errno.ENAMETOOLONG, "O606", False),
    ],
)
def test_what_the_system_refuses_is_said_in_words(number, code, hopeless):
    failure = refusal(OSError(number, os.strerror(number)), "a.html")
    assert (failure.located.path, failure.located.diagnostic.code, failure.hopeless) == (
        "a.html",
        code,
        hopeless,
    )


def test_a_name_that_is_too_long_for_the_disk_is_an_error_of_that_page(output):
    with pytest.raises(Failure) as failure:
        output.write("x" * 300 + ".html", b"")
    assert code_of(failure) == "O606"
    assert not failure.value.hopeless


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_leaves_the_old_page(tmp_path, output):
    output.write("a.html", b"old")
    folder = tmp_path / "cache/staging" / f"{os.getpid()}-0"
    (folder / "page").symlink_to("/dev/full")
    with pytest.raises(Failure) as failure:
        output.write("a.html", b"new")
    assert code_of(failure) == "O603"
    assert (tmp_path / "output/a.html").read_bytes() == b"old"
