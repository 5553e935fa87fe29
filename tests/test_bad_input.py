"""What a publisher may hand in by mistake, or somebody else on purpose: told by its code, and all else is published."""

import json
import os
import re
import socket
import tomllib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from publisher import GOOD, TELEGRAM, build, codes, pages, run, site

CASES = Path(__file__).parent / "cases" / "bad_input"
# What must never reach a page as it is: control characters, overrides of direction, what is no character.
NOT_ON_A_PAGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
# What a terminal obeys: the escape of `\x1b[31m`.
STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# cable/2008/02/08PARIS305-2.html
OUR_SCRIPTS = ("assets/theme.js", "assets/goto.js")
SAFE_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,119}/){0,4}[A-Za-z0-9_.][A-Za-z0-9._-]{0,119}")
RUNS = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.I)


def cases(name):
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def octets(case):
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    return case["text"].encode(case.get("encoding", "utf-8")) + bytes.fromhex(case.get("ending", ""))


class Page(HTMLParser):
    """A page, and what in it would act: scripts not ours, event handlers, addresses that run, frames, forms."""

    EMPTY = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr"})

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.acts, self.json, self.open, self.in_json = [], [], [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        kind, source = values.get("type"), values.get("src", "")
        self.in_json = tag == "script" and kind == "application/ld+json"
        if tag in ("iframe", "object", "embed", "form", "base", "style", "textarea"):
            self.acts.append(tag)
        if tag == "script" and not self.in_json and not source.endswith(OUR_SCRIPTS):
            self.acts.append((tag, attributes))
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv", "formaction"):
                self.acts.append((tag, name, value))
            if name in ("href", "src", "action", "data", "poster") and RUNS.match(value or ""):
                self.acts.append((tag, name, value))
            if (
                name in ("src", "href")
                and tag != "a"
                and "//" in (value or "")
                and values.get("rel") != "canonical"
            ):
                self.acts.append((tag, name, value))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag) if tag not in self.EMPTY else None

    def handle_endtag(self, tag):
        if self.open[-1:] == [tag]:
            self.open.pop()
        elif tag in self.open:  # p and li may be left open
            while self.open.pop() != tag:
                continue
        else:
            self.acts.append(f"</{tag}> closes nothing")

    def handle_data(self, words):
        if self.in_json:
            self.json.append(json.loads(words))
            self.in_json = False


def require_harmless(files):
    """No page acts on the words of a cable, none shows another character than it has, every address is plain."""
    read = 0
    for path, content in files.items():
        assert SAFE_PATH.fullmatch(path), path
        if not path.endswith((".html", ".xml")):
            continue
        text = content.decode("utf-8")
        odd = NOT_ON_A_PAGE.search(text)
        assert odd is None, (path, text[max(0, odd.start() - 40) : odd.end() + 10])
        read += 1
        if path.endswith(".xml"):
            ET.fromstring(text)
        else:
            page = Page(text)
            assert (path, page.acts) == (path, [])
            assert page.json or path == "404.html", path
    assert read


# Telegrams


@pytest.fixture(scope="module")
def bad_sources(tmp_path_factory):
    table = cases("sources")["source"]
    files = {f"content/cables/{case['name']}": octets(case) for case in table}
    root = site(tmp_path_factory.mktemp("sources"), files)
    return build(root, "--jobs", 1), pages(root)


@pytest.mark.parametrize("case", cases("sources")["source"], ids=lambda case: case["name"])
def test_each_bad_file_is_told_by_its_code_and_published_as_far_as_it_can_be(case, bad_sources):
    ended, files = bad_sources
    assert codes(ended).get(f"content/cables/{case['name']}", []) == sorted(case["codes"]), ended.stderr
    assert case["page"] in files
    download = case["page"].removesuffix(".html") + ".txt"
    assert files[download] == octets(case)


def test_bad_files_end_a_build_with_1_and_every_code_can_be_explained(bad_sources):
    ended, files = bad_sources
    assert ended.returncode == 1
    assert "Built 12 cables" in ended.stdout
    told = {code for found in codes(ended).values() for code in found}
    assert all(run("explain", code).returncode == 0 for code in sorted(told))
    require_harmless(files)


def test_a_file_of_any_name_is_published_at_a_plain_address_and_told_of_on_one_line(tmp_path):
    table = cases("names")
    names = table["published"] + table["left_out"]
    root = site(tmp_path, {f"content/cables/{name}": table["text"] for name in names})
    ended = build(root)
    files = pages(root)
    require_harmless(files)
    downloads = [path for path in files if path.startswith("cable/other/") and path.endswith(".txt")]
    assert len(downloads) == len(table["published"])
    assert len({path.lower() for path in downloads}) == len(downloads)
    lines = [line for line in ended.stderr.split("\n") if line and not line.endswith("...")]
    assert [line for line in lines if not line.startswith(("content/cables/", "  hint: "))] == []
    assert NOT_ON_A_PAGE.search(ended.stderr) is None
    assert sorted(p.name for p in root.iterdir()) == [".cache", "content", "output", "site.toml"]


def test_what_is_no_file_is_neither_read_nor_waited_for(tmp_path, monkeypatch):
    root = site(tmp_path / "site")
    cables = root / "content" / "cables"
    (tmp_path / "secret.txt").write_text(TELEGRAM.format(number=666), encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "08OSLO667.txt").write_text(TELEGRAM.format(number=667), encoding="utf-8")
    (cables / "out.txt").symlink_to(tmp_path / "secret.txt")
    (cables / "outside").symlink_to(tmp_path / "secrets")
    (cables / "up").symlink_to("../..")
    (cables / "nowhere.txt").symlink_to("gone.txt")
    (cables / "round").symlink_to(".")
    (cables / "itself").symlink_to("itself")
    (cables / "inside.txt").symlink_to("08OSLO101.txt")
    (cables / "folder.txt").mkdir()
    os.mkfifo(cables / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        with monkeypatch.context() as here:
            here.chdir(cables)  # the system takes a hundred characters of a socket's path
            listening.bind("socket.txt")
        ended = build(root, timeout=60)
    found = codes(ended)
    assert {name: found.get(f"content/cables/{name}") for name in ("out.txt", "outside", "up")} == {
        name: ["R107"] for name in ("out.txt", "outside", "up")
    }
    assert found["content/cables/nowhere.txt"] == ["R108"]
    files = pages(root)
    assert GOOD in files and "cable/2008/02/08OSLO101-2.html" in files
    assert not any(b"000666" in content or b"000667" in content for content in files.values())


def test_a_name_that_is_not_utf_8_is_told_wherever_it_stands(tmp_path):
    root = site(tmp_path, {"content/pages/about.md": "# About\n", "templates/assets/mine.css": "p {}"})
    for folder in ("content/cables", "content/pages", "templates/assets"):
        try:
            (root / folder / "caf\udce9.md").write_bytes(b"x")
        except OSError:
            pytest.skip("this file system takes UTF-8 alone")
    ended = build(root)
    assert [path for path, found in codes(ended).items() if found == ["R109"]] == [
        "content/cables/caf?.md",
        "content/pages/caf?.md",
        "templates/assets/caf?.md",
    ]
    assert {GOOD, "about.html", "assets/mine.css"} <= set(pages(root))


def test_a_site_in_a_folder_of_any_name_is_built(tmp_path):
    root = site(tmp_path / "two..dots [and] a\nline ☃ 100%")
    assert build(root).returncode == 0
    assert build(root, cwd=root).returncode == 0
    assert GOOD in pages(root)


def test_ten_thousand_files_in_one_folder_are_read(tmp_path):
    root = site(tmp_path, {"site.toml": '[site]\ntitle = "Many"\n[pages]\nkinds = ["front"]\n'})
    for number in range(10_000):
        (root / f"content/cables/{number}.txt").write_bytes(b"SUBJECT: X\n")
    ended = build(root)
    assert ended.returncode == 0
    assert "Built 10,001 cables" in ended.stdout


def test_a_line_of_ten_million_characters_is_published_whole(tmp_path):
    words = "The harbor was open and the ministry would study the proposal before the end of the month. "
    root = site(tmp_path, {"content/cables/08OSLO102.txt": TELEGRAM.format(number=102) + words * 110_000})
    assert build(root).returncode == 0
    page = pages(root)["cable/2008/02/08OSLO102.html"]
    assert page.count(b"the ministry would study") == 110_000


@pytest.mark.parametrize(
    ("content", "code"), [(b"\x89PNG\0\1\2\3" * 6_500_000, "R102"), (b" \n" * 26_000_000, "R100")]
)
def test_a_file_of_fifty_megabytes_harms_no_other(content, code, tmp_path):
    root = site(tmp_path, {"content/cables/large.txt": content})
    ended = build(root)
    assert codes(ended) == {"content/cables/large.txt": [code]}
    assert {GOOD, "cable/other/large.html"} <= set(pages(root))


# Words of a cable


def test_no_page_acts_on_the_words_of_a_cable_whatever_field_they_stand_in(tmp_path):
    telegram = (CASES / "hostile.txt").read_text(encoding="utf-8")
    table = cases("hostile")["words"]
    files = {
        f"content/cables/{number}.txt": telegram.replace("{number}", f"{number:06}").replace(
            "{words}", case["text"]
        )
        for number, case in enumerate(table, 700)
    }
    root = site(tmp_path, files)
    assert build(root).returncode == 0
    built = pages(root)
    require_harmless(built)
    assert sum(path.endswith(".txt") for path in built if path.startswith("cable/")) == len(table) + 1
    assert any(path.startswith("cable/2008/02/08OSLO7") for path in built)


def test_an_account_of_hostile_words_does_not_steer_the_terminal(tmp_path):
    telegram = (CASES / "hostile.txt").read_text(encoding="utf-8").replace("{number}", "000700")
    for number, case in enumerate(cases("hostile")["words"]):
        (tmp_path / f"{number}.txt").write_text(telegram.replace("{words}", case["text"]), encoding="utf-8")
    for option in ([], ["--coverage"]):
        ended = run("inspect", *option, *sorted(tmp_path.iterdir()))
        assert ended.returncode == 0
        assert STEERS.search(ended.stdout + ended.stderr) is None


# Prose, people, settings, templates


def test_each_bad_page_of_prose_is_told_by_its_code_and_the_others_are_published(tmp_path):
    table = cases("prose")["source"]
    root = site(tmp_path, {f"content/pages/{case['name']}": octets(case) for case in table})
    ended = build(root, "--jobs", 1)
    found, files = codes(ended), pages(root)
    for case in table:
        assert found.get(f"content/pages/{case['name']}", []) == sorted(case["codes"]), case["why"]
        assert case.get("page", GOOD) in {
            path.lower() if case["name"] == "con.md" else path for path in files
        }
    assert GOOD in files
    require_harmless(files)


def test_prose_that_is_no_file_is_told_and_not_waited_for(tmp_path):
    root = site(
        tmp_path / "site",
        {"content/pages/about.md": "# About\n", "content/pages/folder.md/inner.md": "# Inner\n"},
    )
    folder = root / "content" / "pages"
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    os.mkfifo(folder / "pipe.md")
    (folder / "nowhere.md").symlink_to("gone.md")
    (folder / "out").symlink_to(tmp_path)
    (folder / "round").symlink_to(".")
    found = codes(build(root, timeout=60))
    assert found == {
        "content/pages/pipe.md": ["O610"],
        "content/pages/nowhere.md": ["O610"],
        "content/pages/out": ["O612"],
    }
    assert {"about.html", "folder.md/inner.html", GOOD} <= set(pages(root))
    assert not any("secret" in path for path in pages(root))


def test_a_file_in_the_place_of_the_prose_or_of_the_telegrams_is_told(tmp_path):
    root = site(tmp_path, {"content/pages": "x"})
    assert codes(build(root)) == {"content/pages": ["O610"]}
    (root / "content/cables/08OSLO101.txt").unlink()
    (root / "content/cables").rmdir()
    (root / "content/cables").write_text("x", encoding="utf-8")
    assert codes(build(root))["content/cables"] == ["R110"]


@pytest.mark.parametrize("name", ["content/people.toml", "site.toml"])
def test_a_pipe_in_the_place_of_a_file_of_settings_is_not_waited_for(name, tmp_path):
    root = site(tmp_path)
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    assert codes(build(root, timeout=60)) == {name: ["C106" if name == "site.toml" else "O610"]}


def test_a_people_file_with_everything_wrong_is_told_line_by_line_and_leads_nowhere(tmp_path):
    people = (CASES / "people.toml").read_text(encoding="utf-8")
    telegram = TELEGRAM.format(number=102).replace("Edric Vantongren", "Solveig Arnarsdottir")
    root = site(tmp_path, {"content/people.toml": people, "content/cables/08OSLO102.txt": telegram})
    ended = build(root)
    told = sorted(re.findall(r"people\.toml:(\d+): (?:error|warning) (C\d+)", ended.stderr))
    expected = sorted(
        (line, code)
        for code, lines in re.findall(r"(C\d+) at ([\d and]+)", people)
        for line in re.findall(r"\d+", lines)
    )
    assert told == expected, ended.stderr
    assert ended.returncode == 1
    files = pages(root)
    assert "person/etc-passwd.html" in files
    require_harmless(files)


@pytest.mark.parametrize("content", [b"\x89PNG\xff\xfe", b"[" * 100_000, b"person = 7"])
def test_a_people_file_that_cannot_be_used_costs_no_page(content, tmp_path):
    root = site(tmp_path, {"content/people.toml": content})
    ended = build(root)
    assert ended.returncode == 1
    assert set(codes(ended)) == {"content/people.toml"}
    assert GOOD in pages(root)


@pytest.mark.parametrize("case", cases("templates")["template"], ids=lambda case: case["why"])
def test_a_template_that_fails_is_told_with_its_place_and_costs_its_own_pages_alone(case, tmp_path):
    root = site(tmp_path, {f"templates/{case['name']}": octets(case)})
    ended = build(root, timeout=60)
    assert ended.returncode == 1
    assert case["told"].lower() in ended.stderr.lower()
    assert sum(len(found) for found in codes(ended).values()) == 1
    files = pages(root)
    assert {GOOD, "index.html", "about.html"} - {"about.html"} <= set(files)
    assert not any(path.startswith("tag/") and path != "tag/index.html" for path in files)


def test_a_template_that_is_no_text_and_that_no_page_needs_does_no_harm(tmp_path):
    root = site(tmp_path, {"templates/unused.html": b"\x89PNG\xff", "templates/cable.html/inner.html": "x"})
    os.mkfifo(root / "templates" / "base.html")
    assert build(root, timeout=60).returncode == 0
    assert GOOD in pages(root)
