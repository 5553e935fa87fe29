"""The same telegram as text, Markdown, HTML page or row of a dump gives the same model, and none loses a character."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conversions import CONVERSIONS
from literate import read_cases

from generator.coverage import measure
from generator.model import Cable
from generator.reading import ReadingRules, SourceFile, read, source_text
from generator.reading.archive_rows import is_archive_row

CASES = read_cases(Path(__file__).parent / "cases" / "reading")
# Blanks at line ends, which Markdown copies have of their own
LINE_BLANKS = re.compile(r"[ \t]+\n")
# Each conversion takes so many of the corpus that all together take every file twice
EVERY = 3
# What may differ from format to format
OF_THE_SOURCE = ("source", "spans", "repairs", "diagnostics", "published", "entities")


def model(cable: Cable) -> dict[str, Any]:
    """A cable but for what its source alone says, and the blocks of its publisher."""
    fields: dict[str, Any] = json.loads(msgspec.json.encode(cable))
    return {name: still(value) for name, value in fields.items() if name not in OF_THE_SOURCE}


def still(value: Any) -> Any:
    match value:
        case dict():
            return {name: still(inner) for name, inner in value.items() if name not in ("span", "spans")}
        case list():
            return [
                still(inner)
                for inner in value
                if not (isinstance(inner, dict) and inner.get("kind") == "wrapper")
            ]
        case str():
            return LINE_BLANKS.sub("\n", value)
    return value


def cables_in(text: str, name: str) -> tuple[Cable, ...]:
    content = text.encode()
    cables = read(SourceFile(name, content), ReadingRules())
    assert measure(source_text(content) or "", *cables).lapses == (), name
    return cables


@pytest.fixture(scope="module")
def plain_texts(shared: Path) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Name, text, number and model of files that are plain text throughout, as a teletype gives it."""
    found = []
    for file in sorted((shared / "corpus" / "txt").iterdir()):
        text = file.read_text("utf-8")
        (cable, *further) = read(SourceFile(file.name, text.encode()), ReadingRules())
        if is_plain(cable, text) and not further:
            found.append((file.name, text, cable.id or "", model(cable)))
    return found


def is_plain(cable: Cable, text: str) -> bool:
    """Whether a text is in no other format, be it a row that was pasted with the marks of its dump."""
    return cable.source is not None and cable.source.format == "teletype" and not is_archive_row(text)


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_a_case_is_read_the_same_in_every_format(conversion: str):
    different = []
    read_ones = 0
    for case in CASES:
        name = case.option("name") or "case.txt"
        plain = cables_in(case.text, name)
        if not is_plain(plain[0], case.text) or len(plain) > 1:
            continue
        if conversion == "csv" and (plain[0].id or "?").startswith("?"):  # its rows all have one
            continue
        read_ones += 1
        (cable, *_) = cables_in(CONVERSIONS[conversion](case.text, plain[0].id or "09OSLO1"), name)
        different += [case.label] if model(cable) != model(plain[0]) else []
    assert read_ones > 30
    assert different == []


@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_the_corpus_is_read_the_same_in_every_format(
    conversion: str, plain_texts: list[tuple[str, str, str, dict[str, Any]]]
):
    different = []
    first = list(CONVERSIONS).index(conversion) % EVERY
    for name, text, number, plain in plain_texts[first::EVERY]:
        (cable, *_) = cables_in(CONVERSIONS[conversion](text, number), name)
        different += [name] if model(cable) != plain else []
    assert len(plain_texts) > 600
    assert different == []


@pytest.mark.parametrize("folder", ["txt", "html", "cables.csv"])
def test_no_character_of_the_corpus_is_lost_in_any_of_its_formats(folder: str, shared: Path):
    place = shared / "corpus" / folder
    for file in sorted(place.iterdir()) if place.is_dir() else [place]:
        content = file.read_bytes()
        cables = read(SourceFile(file.name, content), ReadingRules())
        assert measure(source_text(content) or "", *cables).whole, file.name


@pytest.mark.parametrize("folder", ["html", "cables.csv"])
def test_the_corpus_gives_the_same_models_whichever_way_it_was_published(folder: str, shared: Path):
    """But for the date of an extract, which only the page or the row says, or a line above its text."""
    place = shared / "corpus" / folder
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    cables = [
        cable for file in files for cable in read(SourceFile(file.name, file.read_bytes()), ReadingRules())
    ]
    different = []
    for cable in cables:
        assert cable.published is not None and cable.published.id is not None
        file = shared / "corpus" / "txt" / f"{cable.published.id}.txt"
        (plain, *_) = read(SourceFile(file.name, file.read_bytes()), ReadingRules())
        wanted, found = model(plain), model(cable)
        if plain.date_source in (None, "published") and cable.date_source == "published":
            wanted["date"], wanted["date_source"] = found["date"], "published"
        different += [file.name] if wanted != found else []
    assert different == []
