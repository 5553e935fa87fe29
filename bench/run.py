"""A number of generated cables -> how long it takes to build them, to build nothing, and to build one edit.

    python bench/run.py 1000 10000 --jobs 2 --repeat 3

Prints a table of medians: wall and CPU seconds of all processes together, the largest of them in MB, pages and bytes.
Corpora are kept in --work and used again.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
KINDS = ("cables", "tags", "persons", "posts", "classifications", "feed", "sitemap")


class Run(Struct, frozen=True):
    """One build: seconds, the peak of its largest process in MB, and what `--timings` said."""

    wall: float
    cpu: float
    peak_mb: float
    said: str


def main() -> None:
    """Measures every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of cables")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeat", type=int, default=1, help="take the median of so many")
    parser.add_argument(
        "--work", type=Path, default=PROJECT / ".cache" / "bench", help="where corpora and sites are made"
    )
    parser.add_argument("--timings", action="store_true", help="also show the phases of each first run")
    wishes = parser.parse_args()
    print(f"{'cables':>8} {'build':<18} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'files':>8} {'output MB':>10}")
    for size in wishes.sizes:
        site = make_site(wishes.work, size)
        for name, runs in measure(site, wishes.jobs, wishes.repeat):
            print_row(size, name, runs, site)
            if wishes.timings:
                print(runs[0].said)


def make_site(work: Path, size: int) -> Path:
    """A site whose content is the first `size` cables of the generated corpus."""
    corpus = work / f"raw-{size}"
    if not corpus.is_dir():
        command = [sys.executable, HERE / "gen_corpus.py", str(size), "--forms", "raw", "--out", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    site = work / f"site-{size}"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(corpus, site / "content" / "cables")
    kinds = ", ".join(f'"{kind}"' for kind in KINDS)
    settings = (
        f'[site]\ntitle = "Benchmark"\nurl = "https://cables.example.org/"\n[pages]\nkinds = [{kinds}]\n'
    )
    (site / "site.toml").write_text(settings, encoding="utf-8")
    return site


def measure(site: Path, jobs: int, repeat: int) -> Iterator[tuple[str, list[Run]]]:
    """All kinds of build in turn, each `repeat` times from the same state."""
    edits: tuple[tuple[str, Callable[[Path], None]], ...] = (
        ("clean", forget_everything),
        ("nothing changed", lambda _: None),
        ("one body edited", lambda place: edit(place, "The ", "One ")),
        ("one subject edited", lambda place: edit(place, "SUBJECT: ", "SUBJECT: EDITED ")),
    )
    for name, prepare in edits:
        runs = []
        for _ in range(repeat):
            prepare(site)
            runs.append(build(site, jobs))
        yield name, runs


def forget_everything(site: Path) -> None:
    """As it was before the first build."""
    shutil.rmtree(site / "output", ignore_errors=True)
    shutil.rmtree(site / ".cache", ignore_errors=True)


def edit(site: Path, old: str, new: str) -> None:
    """Changes the cable in the middle, every time anew."""
    files = sorted((site / "content" / "cables").iterdir())
    file = files[len(files) // 2]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def build(site: Path, jobs: int) -> Run:
    """One build in a process of its own, measured from outside."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--site",
        str(site),
        "--jobs",
        str(jobs),
        "--timings",
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.05)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"the build failed:\n{said}")
    return Run(wall, cpu, peak, said)


def memory_of(pid: int) -> float:
    """MB that a process and its children hold now, what they share counted once (Linux; elsewhere 0)."""
    shares = 0.0
    for process in [pid, *children_of(pid)]:
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        except OSError:
            continue
        shares += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return shares / 1024


def children_of(pid: int) -> list[int]:
    """Processes that this one started and that still run."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def print_row(size: int, name: str, runs: list[Run], site: Path) -> None:
    """One line of the table: medians of the runs, and what lies in output/ after the last."""
    files = [file.stat().st_size for file in (site / "output").rglob("*") if file.is_file()]
    wall, cpu = statistics.median(r.wall for r in runs), statistics.median(r.cpu for r in runs)
    peak = max(r.peak_mb for r in runs)
    output_mb = sum(files) / 1e6
    print(
        f"{size:8} {name:<18} {wall:8.2f} {cpu:8.2f} {peak:6.0f} {len(files):8} {output_mb:10.1f}", flush=True
    )


if __name__ == "__main__":
    main()
