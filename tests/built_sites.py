"""The repository's own site and the small archive of tests/golden, built once for the tests that look at pages.

To the archive come what its few cables do not show: a conversation of more than a page of a cable holds, a person
whom a surname alone may mean, a collection with quotations, a cable that is cited more than once and is not here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from conftest import PROJECT
from sharing import make_once

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
    "conversation": "thread/2010/01/10OSLO1.html",
    "cable of a conversation": "cable/2010/01/10PARIS5.html",
    "cable that is not here": "absent/2009/09PARIS77.html",
    "person who may be another": "person/ollenby.html",
    "collection": "harbors.html",
    "print edition": "harbors/print.html",
    "prose": "about.html",
    "missing": "404.html",
}

TALK = 14  # cables of the conversation
POSTS = ("OSLO", "PARIS", "ROME")
REPLY = """R {day:02}{hour:02}00Z JAN 10
FM AMEMBASSY {post}
TO SECSTATE WASHDC PRIORITY {number:04}
INFO AMEMBASSY OSLO
AMEMBASSY PARIS

C O N F I D E N T I A L {post} {number:06}

SIPDIS

E.O. 12958: DECL: 01/{day:02}/2020
TAGS: ETRD, PREL, NO
SUBJECT: HARBOR DUES: ROUND {number} OF THE TALKS

REF: A. {first}
     B. 09 PARIS 77

1. (C) Minister Ollenby saw the draft of the harbor dues (ref A) and put it aside.

2. (U) "The dues are {number} crowns too high," said the NATO delegate, Economic Counselor Anselm Varkonde.

LOSTROM
"""
COLLECTION = """---
title: The harbor talks
description: Fourteen telegrams on the dues of a harbor.
date: 2011-05-04
kind: collection
---

How the dues came to be **what they are**.

## The beginning

All begins with [[10OSLO1]], of which [[10PARIS2|the second round]] made little.

> [[10ROME3#2]] "The dues are 3 crowns too high"

## The end

- [[09OSLO107]], the year before;
- [[10PARIS5#1]] and [[10OSLO1]] again; [[10HARBINGE9]] is lost.
"""


def write_web(content: Path) -> None:
    """Puts the conversation and the collection beside what is in a content folder."""
    for number in range(1, TALK + 1):
        post = POSTS[(number - 1) % len(POSTS)]
        answered = number - 1 if number % 4 else max(1, number - 3)
        first = f"{POSTS[(answered - 1) % len(POSTS)]} {answered}" if answered else "09 PARIS 78"
        text = REPLY.format(day=2 + number // 2, hour=9 + number % 2, post=post, number=number, first=first)
        (content / "cables" / f"10{post}{number}.txt").write_text(text, encoding="utf-8")
    (content / "pages" / "harbors.md").write_text(COLLECTION, encoding="utf-8")


def build_site(name: str) -> Path:
    """The output folder of a copy of one of SITES, built once in a run; for looking at."""
    return make_once(f"site-{name}", partial(_build, name)) / "archive" / "output"


def _build(name: str, folder: Path) -> None:
    site = folder / "archive"
    if name == "golden":
        shutil.copytree(PROJECT / "tests" / "golden" / "site", site)
        for file in (PROJECT / "content" / "cables").iterdir():
            shutil.copy(file, site / "content" / "cables")
        write_web(site / "content")
    else:
        shutil.copytree(PROJECT / "content", site / "content")
        shutil.copy(PROJECT / "site.toml", site)
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--jobs", "1", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 0, done.stderr


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
