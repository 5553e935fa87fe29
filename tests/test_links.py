"""Every link of a built site leads to a page and a place that are there, from a sub-path and from disk."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from built_sites import KINDS, SITES, PageLinks, build_site

OUTSIDE_ALLOWED = ("canonical",)


@cache
def pages(name: str) -> dict[str, PageLinks]:
    """All HTML pages of a site by their path."""
    output = build_site(name)
    return {file.relative_to(output).as_posix(): PageLinks(file) for file in sorted(output.rglob("*.html"))}


def target_of(output: Path, path: str, value: str) -> tuple[Path, str]:
    """The file and the fragment that a link of a page means; 404.html is served anywhere, so it links from the root."""
    parts = urlsplit(value)
    if path == "404.html" and parts.path.startswith("/"):
        inside = unquote(parts.path).removeprefix("/archive").lstrip("/")
        return (output / inside).resolve(), parts.fragment
    base = (output / path).parent
    return ((base / unquote(parts.path)).resolve() if parts.path else output / path), parts.fragment


@pytest.mark.parametrize("name", SITES)
def test_every_link_and_fragment_resolves(name: str):
    output = build_site(name)
    known = pages(name)
    broken = []
    for path, page in known.items():
        for tag, _, value in page.links:
            if urlsplit(value).scheme:
                continue
            file, fragment = target_of(output, path, value)
            if file.is_dir():
                file = file / "index.html"
            if not file.is_file() or (
                fragment and fragment not in known[file.relative_to(output.resolve()).as_posix()].ids
            ):
                broken.append((path, value))
            assert tag != "base", path
    assert broken == []


@pytest.mark.parametrize("name", SITES)
def test_no_page_loads_or_links_what_is_not_of_the_site(name: str):
    outside = {
        (path, tag, value)
        for path, page in pages(name).items()
        for tag, _, value in page.links
        if urlsplit(value).scheme not in ("",) or value.startswith("//")
    }
    own = "https://cables.example.org/archive/"
    assert {row for row in outside if not (row[1] == "link" and row[2].startswith(own))} == set()


@pytest.mark.parametrize("name", SITES)
def test_links_are_relative_so_that_a_sub_path_and_a_disk_do(name: str):
    absolute = [
        (path, value)
        for path, page in pages(name).items()
        for _, _, value in page.links
        if value.startswith("/") and path != "404.html"
    ]
    assert absolute == []


@pytest.mark.parametrize("name", SITES)
def test_no_page_has_an_id_twice(name: str):
    twice = {path: [i for i, n in Counter(page.ids).items() if n > 1] for path, page in pages(name).items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


@pytest.mark.parametrize("name", SITES)
def test_every_page_can_be_reached_from_the_front_page(name: str):
    output = build_site(name).resolve()
    known = pages(name)
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for _, _, value in known[path].links:
            if urlsplit(value).scheme:
                continue
            file, _ = target_of(output, path, value)
            found = file.relative_to(output).as_posix()
            if found in known and found not in seen:
                seen.add(found)
                waiting.append(found)
    assert set(known) - seen == {"404.html"}


def test_there_is_a_page_of_every_kind():
    output = build_site("golden")
    assert [path for path in KINDS.values() if not (output / path).is_file()] == []
