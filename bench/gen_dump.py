"""A number -> that many invented telegrams as one dump, or as files of the same texts: for benchmarks.

    python bench/gen_dump.py 20000 dump.csv        # eight columns, quotes escaped by backslashes
    python bench/gen_dump.py 20000 dump.jsonl.gz   # JSON lines, packed
    python bench/gen_dump.py 20000 folder          # a file a telegram

The telegrams are those of gen_corpus.py, without the marks of Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import IO

import gen_corpus

COLUMNS = ("number", "date", "id", "origin", "classification", "references", "header", "text")
# "[MARR](#)"
TAG_LINK = re.compile(r"\[(\w+)\]\(#\)")
# The heading of gen_corpus.py: "#### Heading"
HEADING = re.compile(r"^#### ", re.M)

Row = tuple[str, ...]


def main() -> None:
    """Writes what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path, help=".csv or .jsonl, either with .gz, or a folder")
    parser.add_argument("--jobs", type=int, default=2)
    wishes = parser.parse_args()
    write(wishes.target, wishes.count, wishes.jobs)


def write(target: Path, count: int, jobs: int) -> None:
    """Writes so many telegrams in the form that the ending of the target names."""
    with Pool(jobs) as pool:
        rows = pool.imap(row_of, range(count), chunksize=200)
        if target.name.endswith((".csv", ".csv.gz")):
            _write_lines(target, map(_csv_line, rows))
        elif target.name.endswith((".jsonl", ".jsonl.gz")):
            _write_lines(target, (json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows))
        else:
            _write_files(target, rows)


def row_of(number: int) -> Row:
    """The columns of one telegram: the message header ends before its classification line."""
    facts = gen_corpus.cable(number)
    text = HEADING.sub("", TAG_LINK.sub(r"\1", gen_corpus.raw_text(facts))).replace("\\$", "$").strip()
    spaced = gen_corpus.SPACED[facts["cls"]]
    at = text.index(f"\n{spaced} ") + 1
    day = f"{facts['month']}/{facts['day']}/{facts['year']} {facts['hh']:02d}:{facts['mm']:02d}"
    origin = f"Embassy {gen_corpus.NAME[facts['post']].title()}"
    return (str(number + 1), day, facts["id"], origin, facts["cls"], "", text[:at].strip(), text[at:])


def _csv_line(row: Row) -> str:
    return ",".join('"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in row) + "\n"


def _write_lines(target: Path, lines: Iterator[str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with _opened(target) as file:
        for line in lines:
            file.write(line.encode("utf-8"))


def _opened(target: Path) -> IO[bytes]:
    return gzip.open(target, "wb", compresslevel=6) if target.suffix == ".gz" else target.open("wb")  # type: ignore[return-value]


def _write_files(folder: Path, rows: Iterator[Row]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, *_, header, text in rows:
        (folder / f"{int(number):06d}.txt").write_text(f"{header}\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
