"""The preview: what it serves, what leads to a build and how often, and how it starts and ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from preview_site import Preview, make_site, wait_until, write_page
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
)

from generator.preview.files import find_file, media_type, serve_file
from generator.preview.serving import open_socket, settle_seconds_left
from generator.preview.stirring import Stirs
from generator.preview.watching import concerns, stir_of


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    # A long time to settle: a machine that is busy must not cut a burst in two.
    with Preview(make_site(tmp_path_factory.mktemp("preview")), "--settle", "1") as running:
        yield running


def test_a_page_has_the_reloading_script_and_the_file_in_output_has_not(preview):
    status, headers, page = preview.fetch("/about.html")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (
        200,
        "text/html; charset=utf-8",
        "no-store",
    )
    assert '<script src="/_cablepress/reload.js?edition=' in page
    assert "_cablepress" not in (preview.root / "output" / "about.html").read_text(encoding="utf-8")


def test_a_saved_page_is_built_once_and_browsers_are_told(preview):
    before = preview.settled()["edition"]
    assert preview.builds_after(lambda: write_page(preview.root, "about", "second words")) == 1
    assert "second words" in preview.fetch("/about.html")[2]
    assert preview.settled()["edition"] != before


def test_an_editor_that_saves_by_renaming_leads_to_one_build(preview):
    def save():
        pages = preview.root / "content" / "pages"
        (pages / "about.md").rename(pages / "about.md~")
        (pages / ".about.md.new").write_text("---\ntitle: about\n---\n\nthird words\n", encoding="utf-8")
        (pages / ".about.md.new").rename(pages / "about.md")
        (pages / "about.md~").unlink()

    assert preview.builds_after(save) == 1
    assert "third words" in preview.fetch("/about.html")[2]


def test_a_burst_of_a_hundred_changes_leads_to_one_build(preview):
    def burst():
        for number in range(100):
            write_page(preview.root, f"burst-{number}", f"words {number}")

    assert preview.builds_after(burst) == 1
    assert "words 99" in preview.fetch("/burst-99.html")[2]


def test_a_renamed_folder_leads_to_one_build(preview):
    folder = preview.root / "content" / "pages" / "old"
    folder.mkdir()
    (folder / "letter.md").write_text("---\ntitle: letter\n---\n\na letter\n", encoding="utf-8")
    wait_until(lambda: "a letter" in preview.fetch("/old/letter.html")[2], "the page in the folder")
    assert preview.builds_after(lambda: folder.rename(folder.with_name("new"))) == 1
    assert preview.fetch("/old/letter.html")[0] == 404
    assert "a letter" in preview.fetch("/new/letter.html")[2]


def test_the_content_folder_can_go_and_come_back(preview):
    content = preview.root / "content"
    content.rename(preview.root / "elsewhere")
    wait_until(lambda: "there is no such folder" in preview.printed, "a build without content")
    (preview.root / "elsewhere").rename(content)
    assert preview.builds_after(lambda: write_page(preview.root, "about", "words after the return")) == 1


def test_reading_what_is_watched_leads_to_no_build(preview):
    def read_all_and_write_one():
        for file in (preview.root / "content").rglob("*.md"):
            file.read_bytes()
        write_page(preview.root, "after-reading", "written after reading")

    assert preview.builds_after(read_all_and_write_one) == 1
    assert "written after reading" in preview.fetch("/after-reading.html")[2]


def test_changes_during_a_build_lead_to_one_more_and_pages_wait_for_it(preview):
    before = preview.settled()["builds"]
    answers = []
    asking = threading.Thread(target=lambda: answers.append(preview.fetch("/during.html")))
    preview.hold_builds()
    try:
        write_page(preview.root, "during", "before the build")
        wait_until(lambda: preview.news()["building"], "the beginning of a build")
        for words in ("one", "two", "three"):
            write_page(preview.root, "during", f"during the build: {words}")
        asking.start()
    finally:
        preview.let_builds_go_on()
    asking.join()
    assert "during the build: three" in answers[0][2]
    assert preview.settled()["builds"] == before + 2


def test_an_error_is_told_until_it_is_mended(preview):
    settings = preview.root / "site.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text('[site]\ntittle = "x"\n', encoding="utf-8")
    told = wait_until(lambda: preview.settled()["problems"], "the error")
    assert told == [
        {"line": 'site.toml:2: error C103: [site] has no key "tittle"', "hint": 'did you mean "title"?'}
    ]
    settings.write_text(good, encoding="utf-8")
    wait_until(lambda: not preview.settled()["problems"], "the end of the error")


def test_a_building_process_that_dies_is_told_of_and_started_again(preview):
    before = preview.settled()["builds"]
    os.kill(preview.building_process(), signal.SIGKILL)
    write_page(preview.root, "about", "after the death")
    wait_until(lambda: preview.settled()["builds"] > before, "a build by the next process")
    write_page(preview.root, "about", "life goes on")
    wait_until(lambda: "life goes on" in preview.fetch("/about.html")[2], "the page")
    assert not preview.settled()["problems"]


@pytest.mark.parametrize(
    "path",
    [
        "/../site.toml",
        "/..%2fsite.toml",
        "/%2e%2e/site.toml",
        "/a/..%5c..%5csite.toml",
        "/%00",
        "//etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_site(path, preview):
    with socket.create_connection(("127.0.0.1", int(preview.address.rsplit(":", 1)[1]))) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split(b" ", 2)[1] in {b"400", b"404"}
    assert b"[site]" not in answer
    assert b"root:" not in answer


def test_a_missing_page_is_answered_with_the_page_for_missing_pages(preview):
    status, headers, page = preview.fetch("/no/such/page.html")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "/_cablepress/reload.js" in page


def test_the_preview_starts_although_the_first_build_fails(tmp_path):
    root = make_site(tmp_path)
    (root / "site.toml").write_text("[site\n", encoding="utf-8")
    with Preview(root) as preview:
        assert "error C101" in preview.settled()["problems"][0]["line"]
        assert "/_cablepress/reload.js" in preview.fetch("/")[2]
        (root / "site.toml").write_text("", encoding="utf-8")
        wait_until(lambda: preview.fetch("/about.html")[0] == 200, "the site after mending")


def test_polling_sees_changes_too(tmp_path):
    with Preview(make_site(tmp_path), "--poll") as preview:
        write_page(preview.root, "about", "polled words")
        wait_until(lambda: "polled words" in preview.fetch("/about.html")[2], "the polled change")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_preview_and_its_building_process(sent, tmp_path):
    with Preview(make_site(tmp_path)) as preview:
        builder = preview.building_process()
        preview.process.send_signal(sent)
        assert preview.process.wait(60) == 0
    assert preview.lines[-1] == "Stopped."
    assert "Traceback" not in preview.printed
    assert not is_alive(builder)


def is_alive(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_port_that_is_wanted_and_taken_is_a_usage_error(tmp_path):
    with open_socket(0, exactly=True) as taken:
        port = str(taken.getsockname()[1])
        command = [
            sys.executable,
            "-m",
            "generator",
            "serve",
            "--site",
            str(make_site(tmp_path)),
            "--port",
            port,
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert f"error: port {port} cannot be used" in ended.stderr


def test_a_port_that_is_taken_gives_way_to_the_next_free_one():
    with open_socket(0, exactly=True) as taken, open_socket(taken.getsockname()[1], exactly=False) as found:
        assert found.getsockname()[1] > taken.getsockname()[1]


def test_links_that_leave_the_output_are_not_followed(tmp_path):
    output = tmp_path / "output"
    output.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (output / "link.txt").symlink_to(tmp_path / "secret.txt")
    (output / "fine.txt").write_text("fine", encoding="utf-8")
    assert find_file(output, "/link.txt") is None
    assert find_file(output, "/fine.txt") == output.resolve() / "fine.txt"


def test_a_folder_is_answered_with_its_index(tmp_path):
    (tmp_path / "tag").mkdir()
    (tmp_path / "tag" / "index.html").write_text("<head></head>tags", encoding="utf-8")
    assert serve_file(tmp_path, "/tag", "1").moved == "tag/"
    assert serve_file(tmp_path, "/tag/", "1").content.endswith(b"</head>tags")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.CSS", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("favicon.svg", "image/svg+xml; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.png", "image/png"),
        ("08PARIS305.md", "text/markdown; charset=utf-8"),
        ("_headers", "text/plain; charset=utf-8"),
        ("a.strange", "application/octet-stream"),
    ],
)
def test_files_have_their_types_and_texts_are_utf_8(name, kind):
    assert media_type(name) == kind


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        (FileModifiedEvent("content/a.txt"), True),
        (FileCreatedEvent("content/a.txt"), True),
        (FileMovedEvent("content/.a.txt.swp", "content/a.txt"), True),
        (FileMovedEvent("content/a.txt", "content/a.txt~"), True),
        (FileModifiedEvent("content/.a.txt.swp"), False),
        (FileCreatedEvent("content/4913"), False),
        (FileOpenedEvent("content/a.txt"), False),
        (FileClosedEvent("content/a.txt"), False),
        (DirModifiedEvent("content"), False),
    ],
)
def test_only_what_can_change_the_site_leads_to_a_build(event, counts):
    assert concerns(event) is counts


SAVES = {
    "written in place": (
        [
            FileModifiedEvent("cables/a.txt"),
            FileModifiedEvent("cables/a.txt"),
            FileClosedEvent("cables/a.txt"),
        ],
        ["a.txt"],
    ),
    "renamed into place": (
        [
            FileCreatedEvent("cables/sedA1"),
            FileClosedEvent("cables/sedA1"),
            FileMovedEvent("cables/sedA1", "cables/a.txt"),
        ],
        ["a.txt", "sedA1"],
    ),
    "put away, then written": (
        [
            FileMovedEvent("cables/a.txt", "cables/a.txt~"),
            FileCreatedEvent("cables/a.txt"),
            FileClosedEvent("cables/a.txt"),
        ],
        ["a.txt", "a.txt~"],
    ),
}


@pytest.mark.parametrize("events, files", SAVES.values(), ids=SAVES)
def test_a_telegram_counts_as_whole_once_it_is_saved_and_not_before(events, files):
    stirs = Stirs()
    assert stirs.take() is None
    for event in events:
        before = stirs.is_whole
        stirs.add(stir_of(event, Path()))
    assert (before, stirs.is_whole) == (events[-1].event_type == "moved", True)
    stirs.add(stir_of(FileModifiedEvent("cables/a.txt"), Path()))
    assert not stirs.is_whole
    assert stirs.take() == {f"cables/{name}" for name in files}
    assert stirs.take() == frozenset()


def test_a_telegram_that_is_away_while_an_editor_saves_is_waited_for():
    stirs = Stirs()
    stirs.take()
    stirs.add(stir_of(FileMovedEvent("cables/a.txt", "cables/a.txt~"), Path()))
    assert not stirs.is_whole


def test_what_is_no_telegram_is_never_taken_for_whole():
    stirs = Stirs()
    stirs.take()
    for event in (FileModifiedEvent("people.toml"), FileClosedEvent("people.toml")):
        stirs.add(stir_of(event, Path()))
    assert not stirs.is_whole and stirs.take() is None
    assert not stirs.add(stir_of(FileClosedEvent("cables/a.txt"), Path()))


@pytest.mark.parametrize(
    ("first", "last", "now", "left"),
    [
        (0.0, 0.0, 0.0, 0.5),
        (0.0, 1.0, 1.2, 0.3),
        (0.0, 1.0, 1.5, 0.0),
        (0.0, 2.9, 2.9, 0.1),  # three seconds after the first change, a build is not put off any longer
    ],
)
def test_a_build_waits_for_quiet_but_not_for_ever(first, last, now, left):
    assert settle_seconds_left(first, last, now, 0.5) == pytest.approx(left)
