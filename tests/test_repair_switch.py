"""`[reading] repair = false` shows the source as it is, from site.toml to the page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import read_config

SEED = Path(__file__).resolve().parent.parent / "content" / "cables" / "08PARIS305.md"
PAGE = "output/cable/2008/02/08PARIS305.html"
AS_IT_IS = "[reading]\nrepair = false\n"


@pytest.fixture
def site(tmp_path) -> Path:
    root = tmp_path / "site"
    (root / "content/cables").mkdir(parents=True)
    shutil.copy(SEED, root / "content/cables")
    return root


def build(root: Path, settings: str) -> str:
    (root / "site.toml").write_text(settings, encoding="utf-8")
    report = pipeline.build(read_config(root)[0])
    assert [p for p in report.problems if p.diagnostic.severity == "error"] == []
    return (root / PAGE).read_text(encoding="utf-8")


def test_paragraph_numbers_are_mended_unless_the_publisher_says_no(site):
    mended = build(site, "")
    assert {"p3", "p4", "p5"} <= set(re.findall(r'id="(p\d+)"', mended))
    assert "¶3 was printed as “13.”" in mended
    plain = build(site, AS_IT_IS)
    assert {"p13", "p14", "p15"} <= set(re.findall(r'id="(p\d+)"', plain))
    assert "p3" not in re.findall(r'id="(p\d+)"', plain)


def test_no_sentence_is_joined_and_no_sign_dropped_when_the_publisher_says_no(site):
    plain = build(site, AS_IT_IS)
    for words in ("was printed as", "the sentence was joined", "cut a sentence", "was left out"):
        assert words not in plain
    assert "¶W. Bruce Weinrod" in re.sub(r"<[^>]+>", "", plain)


def test_all_words_are_there_either_way(site):
    def words(page: str) -> set[str]:
        return set(re.findall(r"[A-Za-z]{5,}", re.sub(r"<[^>]+>", " ", page.split('class="apparatus"')[0])))

    assert words(build(site, "")) - words(build(site, AS_IT_IS)) <= {"Section"}


def test_the_switch_can_be_thrown_back(site, tmp_path):
    before = build(site, "")
    build(site, AS_IT_IS)
    assert build(site, "") == before
