"""A dump of many cables -> one file a cable, for those who want to edit; part by part, in bounded memory.

A file that is there already is left as it is, whatever stands in it: importing twice changes nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from .building.cutting import SourcePart, cut_source
from .building.failures import refusal
from .building.report import Progress
from .diagnostics import Diagnostic, Located, report
from .model import Cable
from .pages.urls import segment
from .reading import ReadingRules, SourceFile, canonical_id, read
from .reading.copies import split_telegrams
from .reading.decoding import decode
from .reading.dumps import transcribe_dump
from .reading.formats import find_format
from .reading.lines import plain_blanks
from .reading.records import write_record
from .reading.transcript import Transcript

UNNUMBERED = "unnumbered"
UNDATED = "undated"
# How a copy in these formats is kept as it is; all else becomes text.
ENDINGS = {"markdown": ".md", "archive_page": ".html", "web_page": ".html"}
TEXT = ".txt"
KEPT_SHOWN = 10


class Imported(Struct, frozen=True, kw_only=True):
    """What was done: files written, files that were there and say the same, files that say otherwise (the first)."""

    cables: int = 0
    written: int = 0
    same: int = 0
    others: int = 0
    examples: tuple[Path, ...] = ()
    problems: tuple[Located, ...] = ()


class Item(Struct, frozen=True):
    """A cable to be written: where the text says that it belongs, the file's ending, its bytes."""

    id: str | None
    date: datetime | None
    ending: str
    content: bytes


def import_dump(dump: Path, target: Path, room: Path, progress: Progress) -> Imported:
    """Writes the cables of a dump (CSV, JSON lines, also in .gz or .zip) to `target/YYYY/MM/ID.txt`.

    `room` is a folder for what is unpacked meanwhile. Errors: Failure where the disk refuses.
    """
    problems: list[Diagnostic] = []
    cut = cut_source(dump.name, dump, room)
    if cut:
        problems += cut.problems
        items = _items_of_parts(cut.parts, problems, progress)
    else:
        items = _items_of_file(dump.read_bytes(), problems)
    shelf = Shelf(target, segment(dump.name.split(".")[0]))
    for item in items:
        shelf.put(item)
    return Imported(
        cables=shelf.counts.total(),
        written=shelf.counts["written"],
        same=shelf.counts["same"],
        others=shelf.counts["other"],
        examples=tuple(shelf.others),
        problems=tuple(Located(str(dump), problem) for problem in problems),
    )


class Shelf:
    """Where the files go; held open during an import, since two cables of a number get two names."""

    def __init__(self, target: Path, dump: str) -> None:
        self.target = target
        self.dump = dump
        self.names: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.others: list[Path] = []

    def put(self, item: Item) -> None:
        """Writes one cable, unless its file is there. Errors: Failure."""
        stem = self._stem(item)
        self.names[stem] += 1
        number = self.names[stem]
        name = stem if number == 1 else f"{stem}-{number}"
        file = self.target / f"{name}{item.ending}"
        outcome = _write_new(file, item.content)
        self.counts[outcome] += 1
        if outcome == "other" and len(self.others) < KEPT_SHOWN:
            self.others.append(file)

    def _stem(self, item: Item) -> str:
        """`2008/02/08PARIS305`, `undated/08PARIS305`, `unnumbered/cables-000012`."""
        if item.id is None:
            return f"{UNNUMBERED}/{self.dump}-{self.counts.total() + 1:06}"
        folder = f"{item.date.year:04}/{item.date.month:02}" if item.date else UNDATED
        return f"{folder}/{segment(item.id)}"


def _items_of_parts(
    parts: Sequence[SourcePart], problems: list[Diagnostic], progress: Progress
) -> Iterator[Item]:
    progress.start("importing", len(parts))
    try:
        for part in parts:
            with part.file.open("rb") as stream:
                stream.seek(part.start)
                content = stream.read(part.end - part.start)
            if part.shape:
                decoded = decode(content)
                transcripts = transcribe_dump(decoded.text or "", part.shape)
                yield from _items(transcripts, problems.append)
            else:
                yield from _items_of_file(content, problems, part.id_hint)
            progress.advance(1)
    finally:
        progress.finish()


def _items_of_file(content: bytes, problems: list[Diagnostic], id_hint: str | None = None) -> Iterator[Item]:
    """A file that is no dump: as it is where it holds one telegram, else each by itself."""
    decoded = decode(content)
    if decoded.text is None or not decoded.text.strip():
        problems += decoded.problems or (report("R100", "this file is empty"),)
        return
    text = plain_blanks(decoded.text)
    form = find_format(text)
    transcripts = form.transcribe(decoded.text if form.raw else text)
    if form.raw or sum(len(split_telegrams(t)) for t in transcripts) > 1:
        telegrams = transcripts if form.raw else [p for t in transcripts for p in split_telegrams(t)]
        yield from _items(telegrams, problems.append)
        return
    (cable, *_) = read(SourceFile("", content, id_hint), ReadingRules())
    problems += _doubts(cable)
    yield Item(cable.id, cable.date, ENDINGS.get(form.name, TEXT), content)


def _doubts(cable: Cable) -> list[Diagnostic]:
    """What says that a text may be no telegram at all."""
    return [problem for problem in cable.diagnostics if problem.code == "R101"]


def _items(transcripts: Sequence[Transcript], tell: Callable[[Diagnostic], None]) -> Iterator[Item]:
    for transcript in transcripts:
        for code, message, _ in transcript.problems:
            tell(report(code, message))
        published = transcript.published
        content = write_record(published, transcript.text).encode("utf-8", "replace")
        number = canonical_id(published.id) if published and published.id else None
        date = published.date if published else None
        if number is None or date is None:
            (cable, *_) = read(SourceFile("", content, number), ReadingRules())
            number, date = number or cable.id, date or cable.date
            for problem in _doubts(cable):
                tell(problem)
        yield Item(number, date, TEXT, content)


def _write_new(file: Path, content: bytes) -> str:
    """Writes a file that is not there, whole or not at all: `written`, or `same` or `other` of what is there."""
    half = file.with_name(f".{file.name}.half")
    try:
        if file.exists() or file.is_symlink():
            return "same" if file.is_file() and file.read_bytes() == content else "other"
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        with suppress(FileExistsError):
            _link(half, file)
    except OSError as error:
        raise refusal(error, str(file)) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return "written"


def _link(half: Path, file: Path) -> None:
    """Gives the file its name. A link never overwrites; where there are none, nothing else was there a moment ago."""
    try:
        os.link(half, file)
    except FileExistsError:
        raise
    except OSError:
        half.rename(file)
