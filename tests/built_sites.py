"""The repository's own site and the small archive of tests/golden, built once for the tests that look at pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

from conftest import PROJECT

SITES = ("own", "golden")
# One page of every kind, in the small archive
KINDS = {
    "front": "index.html",
    "cable": "cable/2009/02/09OSLO107.html",
    "long cable": "cable/2008/02/08PARIS305.html",
    "cable of injections": "cable/2009/09ROME114-2.html",
    "tag": "tag/MARR.html",
    "tags": "tag/index.html",
    "person": "person/philippe-carre.html",
    "persons": "person/index.html",
    "post": "post/paris.html",
    "posts": "post/index.html",
    "classification": "classification/secret.html",
    "classifications": "classification/index.html",
    "year": "date/2009.html",
    "month": "date/2009/02.html",
    "dates": "date/index.html",
    "day": "date/2009/02-09.html",
    "pair of tags": "tag/FR/and/MARR.html",
    "pairs of tags": "pair/index.html",
    "glossary": "glossary.html",
    "country": "country/fr.html",
    "countries": "country/index.html",
    "map": "map/index.html",
    "map of a year": "map/2008.html",
    "all ways in": "browse.html",
    "caption": "caption/SIPDIS.html",
    "captions": "caption/index.html",
    "precedences": "precedence/index.html",
    "reason": "reason/1.4-b.html",
    "declassification": "declassification/index.html",
    "addressee": "addressee/state.html",
    "addressees": "addressee/index.html",
    "references": "cited/index.html",
    "absent": "absent/index.html",
    "numbers": "number/PARIS/2008.html",
    "index of numbers": "number/index.html",
    "conversations": "thread/index.html",
    "prose": "about.html",
    "missing": "404.html",
}


@cache
def build_site(name: str) -> Path:
    """The output folder of a freshly built copy of one of SITES; it is left to the system's temporary folder."""
    site = Path(mkdtemp(prefix=f"cablepress-{name}-")) / "archive"
    if name == "golden":
        shutil.copytree(PROJECT / "tests" / "golden" / "site", site)
        for file in (PROJECT / "content" / "cables").iterdir():
            shutil.copy(file, site / "content" / "cables")
    else:
        site.mkdir()
        shutil.copytree(PROJECT / "content", site / "content")
        shutil.copy(PROJECT / "site.toml", site)
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--jobs", "1", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 0, done.stderr
    return site / "output"


class PageLinks(HTMLParser):
    """What a page refers to and can be referred to by: `links` as (tag, attribute, value), `ids` in order."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "srcset", "action", "poster", "data") and value is not None:
                self.links.append((tag, name, value))
            elif name == "id" and value is not None:
                self.ids.append(value)
