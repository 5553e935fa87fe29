"""A number of generated cables -> what it costs to build them from files, and from one dump in several forms.

    python bench/dumps.py 20000 --jobs 2

Of each form: a clean build, one in which nothing changed, one after a row was edited; wall and CPU seconds, the most
memory that all processes held together, and the pages. Corpora are kept in --work and used again.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
from pathlib import Path

import gen_dump
import run

FORMS = ("files", "dump.csv", "dump.csv.gz", "dump.jsonl")


def main() -> None:
    """Measures every form that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int, help="number of cables")
    parser.add_argument("--forms", nargs="+", default=FORMS, choices=FORMS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--work", type=Path, default=run.PROJECT / ".cache" / "bench")
    parser.add_argument("--timings", action="store_true", help="also show the phases of each clean build")
    wishes = parser.parse_args()
    print(f"{'form':<12} {'build':<16} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'files':>8} {'output MB':>10}")
    for form in wishes.forms:
        site = make_site(wishes.work, wishes.size, form)
        for name, prepare in (("clean", None), ("nothing changed", None), ("one row edited", edit)):
            if prepare:
                prepare(site)
            measured = run.build(site, wishes.jobs)
            print(f"{form:<12} ", end="")
            print_row(name, measured, site)
            if name == "clean" and wishes.timings:
                print(measured.said)
        shutil.rmtree(site)


def make_site(work: Path, size: int, form: str) -> Path:
    """A site whose content is so many generated cables in this form."""
    source = work / (f"plain-{size}" if form == "files" else f"plain-{size}-{form}")
    if not source.exists():
        gen_dump.write(source, size, 2)
    site = work / f"site-{size}-{form}"
    shutil.rmtree(site, ignore_errors=True)
    if form == "files":
        shutil.copytree(source, site / "content" / "cables")
    else:
        (site / "content" / "cables").mkdir(parents=True)
        shutil.copy(source, site / "content" / "cables" / form)
    kinds = ", ".join(f'"{kind}"' for kind in run.KINDS)
    settings = (
        f'[site]\ntitle = "Benchmark"\nurl = "https://cables.example.org/"\n[pages]\nkinds = [{kinds}]\n'
    )
    (site / "site.toml").write_text(settings, encoding="utf-8")
    return site


def edit(site: Path) -> None:
    """Changes a word of the cable in the middle."""
    files = sorted((site / "content" / "cables").iterdir())
    file = files[len(files) // 2]
    packed = file.suffix == ".gz"
    content = gzip.decompress(file.read_bytes()) if packed else file.read_bytes()
    at = content.index(b"SUBJECT: ", len(content) // 2 if len(files) == 1 else 0)
    content = content[:at] + b"SUBJECT: EDITED " + content[at + 9 :]
    file.write_bytes(gzip.compress(content, 6) if packed else content)


def print_row(name: str, measured: run.Run, site: Path) -> None:
    """One line of the table."""
    sizes = [file.stat().st_size for file in (site / "output").rglob("*") if file.is_file()]
    print(
        f"{name:<16} {measured.wall:8.2f} {measured.cpu:8.2f} {measured.peak_mb:6.0f} {len(sizes):8}"
        f" {sum(sizes) / 1e6:10.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
