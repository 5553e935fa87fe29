"""A number of generated cables -> what it costs to build again: nothing changed, one cable edited, and in the preview.

    python bench/incremental.py 1000 10000 --jobs 2 --repeat 3

Prints a table of medians: wall and CPU seconds and peak memory in MB (all processes together, what they share counted
once; Linux) of a clean build, of builds after nothing, one text and one title changed, and for each the seconds more
than with nothing changed. `serve` is the time from saving a cable until a browser that listens is told to reload and
has the new page. The last column sets CPU seconds a cable of the clean build in relation to the first size. Corpora are
kept in --work and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from run import PROJECT, Run, build, edit, forget_everything, make_site, memory_of, started

SETTLED_SECONDS = 2.5  # a file that was changed in the last two seconds is opened again by the next build
PATIENCE_SECONDS = 3600.0


def settle() -> None:
    """Waits until the disk has taken what was written, and no file counts as just changed."""
    os.sync()
    time.sleep(SETTLED_SECONDS)


class Step(Struct, frozen=True):
    """One kind of build: its name and what is done to the site before."""

    name: str
    prepare: Callable[[Path], None]


STEPS = (
    Step("clean", forget_everything),
    Step("nothing changed", lambda _: settle()),
    Step("one text edited", lambda site: edit(site, "The ", "One ")),
    Step("one title edited", lambda site: edit(site, "SUBJECT: ", "SUBJECT: EDITED ")),
)


def main() -> None:
    """Measures every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of cables")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeat", type=int, default=3, help="take the median of so many; one clean build")
    parser.add_argument(
        "--work", type=Path, default=PROJECT / ".cache" / "bench", help="where corpora and sites are made"
    )
    wishes = parser.parse_args()
    print(f"{'cables':>8} {'build':<18} {'wall s':>8} {'more s':>8} {'cpu s':>8} {'MB':>6} {'cpu/cable':>10}")
    first = 0.0
    for size in wishes.sizes:
        site = make_site(wishes.work, size)
        nothing = 0.0
        for name, runs in measure(site, wishes.jobs, wishes.repeat):
            each = statistics.median(run.cpu for run in runs) / size
            first = first or each
            nothing = median_wall(runs) if name == "nothing changed" else nothing
            print_row(size, name, runs, nothing, each / first if name == "clean" else None)
        seconds, peak = serve(site, wishes.jobs, wishes.repeat)
        print(
            f"{size:8} {'serve, title':<18} {statistics.median(seconds):8.2f} {'':8} {'':8} {peak:6.0f}",
            flush=True,
        )


def measure(site: Path, jobs: int, repeat: int) -> Iterator[tuple[str, list[Run]]]:
    """All kinds of build in turn, each `repeat` times; the clean one once."""
    for step in STEPS:
        runs = []
        for _ in range(1 if step.name == "clean" else repeat):
            step.prepare(site)
            runs.append(build(site, jobs))
        yield step.name, runs


def median_wall(runs: list[Run]) -> float:
    """The median of the seconds on the clock."""
    return statistics.median(run.wall for run in runs)


def print_row(size: int, name: str, runs: list[Run], nothing: float, ratio: float | None) -> None:
    """One line of the table."""
    wall, cpu = median_wall(runs), statistics.median(run.cpu for run in runs)
    more = f"{wall - nothing:+8.2f}" if name.startswith("one") else " " * 8
    shown = f"{ratio:10.2f}" if ratio is not None else ""
    peak = max(run.peak_mb for run in runs)
    print(f"{size:8} {name:<18} {wall:8.2f} {more} {cpu:8.2f} {peak:6.0f} {shown}", flush=True)


def serve(site: Path, jobs: int, repeat: int) -> tuple[list[float], float]:
    """Seconds from saving a cable to its new page in a browser, and the peak memory of the preview in MB."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "--site",
        str(site),
        "--jobs",
        str(jobs),
        "--port",
        "0",
    ]
    process = started(command)
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        if found := re.match(r"Serving (\S+)", line):
            address = found[1].rstrip("/")
            break
    threading.Thread(target=process.stdout.read, daemon=True).start()
    try:
        time.sleep(SETTLED_SECONDS)
        seconds, peak = [], 0.0
        for number in range(repeat):
            seconds.append(save_and_wait(site, address, number))
            peak = max(peak, memory_of(process.pid))
            time.sleep(SETTLED_SECONDS)
        return seconds, peak
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def save_and_wait(site: Path, address: str, number: int) -> float:
    """Saves the cable in the middle with a new title, as a browser that shows it would see it."""
    file = sorted((site / "content" / "cables").iterdir())[-1 - number]
    text = file.read_text(encoding="utf-8")
    title = f"BENCH {time.time_ns()}"
    edited = text.replace("SUBJECT: ", f"SUBJECT: {title} ", 1)
    url = f"{address}/{page_of(site, file)}"
    with urllib.request.urlopen(f"{address}/_cablepress/events", timeout=PATIENCE_SECONDS) as events:
        before = json.loads(events.readline().removeprefix(b"data: "))
        began = time.perf_counter()
        file.write_text(edited, encoding="utf-8")
        for line in events:
            news = json.loads(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else before
            if news["edition"] != before["edition"]:
                break
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            page = answer.read().decode()
        waited = time.perf_counter() - began
    if title.split()[1] not in page:
        sys.exit("the page does not show the edit")
    return waited


def page_of(site: Path, file: Path) -> str:
    """The path of a cable's page: the one that `inspect` would name, found by its number."""
    found = subprocess.run(
        [sys.executable, "-m", "generator", "inspect", "--json", str(file)],
        cwd=PROJECT, capture_output=True, check=True,
    )  # fmt: skip
    cable_id = json.loads(found.stdout)[0]["id"]
    return next((site / "output" / "cable").rglob(f"{cable_id}.html")).relative_to(site / "output").as_posix()


if __name__ == "__main__":
    main()
