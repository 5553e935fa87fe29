"""Telegrams, damaged at random -> whether reading them ever fails, loses a character, or takes far too long.

    python bench/fuzz.py --count 100000 --jobs 2
    python bench/fuzz.py --folder ../cables --seconds 600
    python bench/fuzz.py --replay .cache/bench/fuzz/1-4711.lost

Slow is what takes more than 5 ms of processor time and, for each byte, more than 20 times as long as the inputs
before it. Each finding is saved; the same seed and number make the same input again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, deque
from multiprocessing import Process, Queue
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "bench")]

import msgspec  # noqa: E402
from mutations import mutation, own_telegrams, telegrams_of  # noqa: E402

from generator.coverage import measure  # noqa: E402
from generator.reading import ReadingRules, SourceFile, read, source_text  # noqa: E402

SLOW_SECONDS = 0.005
SLOW_TIMES = 20
NEIGHBOURS = 200
LEAST_BYTES = 400  # below, what every reading costs hides the cost of a byte
REPORTED_EVERY = 500


def main() -> int:
    """Reads so many damaged telegrams; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--folder", type=Path, action="append", help="telegrams to damage; default: the project's own"
    )
    parser.add_argument("--count", type=int, default=10_000, help="number of inputs")
    parser.add_argument("--seconds", type=float, default=None, help="stop after so long")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--save", type=Path, default=PROJECT / ".cache" / "bench" / "fuzz")
    parser.add_argument("--replay", type=Path, nargs="+", help="read these files once more instead")
    wishes = parser.parse_args()
    if wishes.replay:
        return replay(wishes.replay)
    pool = (
        [t for folder in wishes.folder for t in telegrams_of(folder)]
        if wishes.folder
        else own_telegrams(PROJECT)
    )
    started = time.monotonic()
    until = started + wishes.seconds if wishes.seconds else None
    numbers = [
        range(wishes.start + job, wishes.start + wishes.count, wishes.jobs) for job in range(wishes.jobs)
    ]
    told: Queue[tuple[int, list[str]] | None] = Queue()
    workers = [
        Process(target=work, args=(pool, part, wishes.seed, wishes.save, until, told)) for part in numbers
    ]
    for worker in workers:
        worker.start()
    done, kinds, left = 0, Counter(), len(workers)
    while left:
        news = told.get()
        if news is None:
            left -= 1
            continue
        done += news[0]
        for finding in news[1]:
            kinds[finding.rsplit(".", 1)[-1]] += 1
            print(finding, flush=True)
    for worker in workers:
        worker.join()
    seconds = time.monotonic() - started
    found = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "nothing found"
    print(
        f"{done:,} inputs of {len(pool):,} telegrams in {seconds:,.0f} s ({done / seconds:,.0f} a second): {found}"
    )
    return 1 if kinds else 0


def work(pool, numbers, seed, save, until, told) -> None:
    """Reads the inputs of these numbers, tells how many they were and which files were saved."""
    neighbours: deque[float] = deque(maxlen=NEIGHBOURS)
    for content in pool[:NEIGHBOURS]:  # what is loaded on first use is no input's fault
        neighbours.append(cost_of(content))
    done, findings = 0, []
    for number in numbers:
        content = mutation(number, seed, pool)
        kind = finding_of(content, neighbours)
        if kind:
            save.mkdir(parents=True, exist_ok=True)
            file = save / f"{seed}-{number}.{kind}"
            file.write_bytes(content)
            findings.append(str(file))
        done += 1
        if done == REPORTED_EVERY or kind:
            told.put((done, findings))
            done, findings = 0, []
            if until and time.monotonic() > until:
                break
    told.put((done, findings))
    told.put(None)


def finding_of(content: bytes, neighbours: deque[float]) -> str | None:
    """`failed`, `lost`, `slow`, or None when all is well; what this input costs joins the neighbours."""
    start = time.process_time()
    try:
        cables = read(SourceFile("x.txt", content), ReadingRules())
        seconds = time.process_time() - start
        msgspec.json.encode(cables)
        text = source_text(content)
    except Exception:  # the point of all this
        return "failed"
    if text is not None and text.strip() and measure(text, *cables).lapses:
        return "lost"
    a_byte = seconds / max(len(content), LEAST_BYTES)
    limit = SLOW_TIMES * median(neighbours)
    neighbours.append(a_byte)
    if seconds > SLOW_SECONDS and a_byte > limit and min(cost_of(content) for _ in range(3)) > limit:
        return "slow"
    return None


def cost_of(content: bytes) -> float:
    """Processor seconds for each byte of a reading."""
    start = time.process_time()
    read(SourceFile("x.txt", content), ReadingRules())
    return (time.process_time() - start) / max(len(content), LEAST_BYTES)


def replay(files: list[Path]) -> int:
    """Reads saved findings again, with whatever they raise."""
    lost = 0
    for file in files:
        content = file.read_bytes()
        cables = read(SourceFile("x.txt", content), ReadingRules())
        text = source_text(content)
        lapses = measure(text, *cables).lapses if text is not None and text.strip() else ()
        lost += len(lapses)
        print(f"{file}: {len(content):,} bytes, {cost_of(content) * 1e9:,.0f} ns a byte")
        for lapse in lapses[:10]:
            print(f"  {lapse.kind} in line {lapse.line}: {lapse.text[:100]!r} {', '.join(lapse.owners)}")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
