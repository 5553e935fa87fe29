"""A folder of telegrams, or generated ones -> how fast they are read, and where the time goes.

    python bench/reading.py ../cables
    python bench/reading.py --cables 500 --passes 9
    python bench/reading.py --long 10 --hostile 100

One process, processor time. Every file counts with its fastest pass, so that what else the machine does is left out;
the first pass, in which no word was met before, stands beside it, and the fastest pass of reading them together, as a
build does. `--long` reads telegrams of so many MB; `--hostile` telegrams that repeat a sign or a marker, of so many KB
and of two, four and eight times as many: where time grows with the length alone, the nanoseconds a byte stay as they
are.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
sys.path.insert(0, str(PROJECT))

from generator import reading  # noqa: E402
from generator.__main__ import GARBAGE  # noqa: E402
from generator.building.readings import SOURCES_AT_ONCE  # noqa: E402
from generator.reading import ReadingRules, SourceFile, assembly, body, header, telegram  # noqa: E402

MEDIAN_BYTES = 6600
RULES = ReadingRules()
# What is timed, and the phase that it belongs to; what one calls of another phase counts for that
PHASES = (
    (reading, "decode", "decode"),
    (reading, "_transcribe", "transcript"),
    (telegram, "find_lines", "lines"),
    (telegram, "unflow_header", "lines"),
    (telegram, "_read_head", "envelope"),
    (header.HeaderReader, "read", "header"),
    (telegram, "read_fields", "header"),
    (body.BodyReader, "__init__", "body"),
    (body.BodyReader, "read", "body"),
    (body.BodyReader, "close", "body"),
    (assembly, "find_mentions", "mentions"),
    (telegram, "gather", "assembly"),
    (telegram, "assemble", "assembly"),
    (reading, "read", "the rest"),
)
HEAD = """P 211404Z FEB 08
FM AMEMBASSY OSLO
TO SECSTATE WASHDC PRIORITY 2040

C O N F I D E N T I A L OSLO 000305

SIPDIS

E.O. 12958: DECL: 02/14/2018
TAGS: PREL, MARR
SUBJECT: THE NORTH HALL

Classified By: Anselm Varkonde for reasons 1.4 (b) and (d).

1. (C) Summary. The north hall is free.

"""
SENTENCE = "Minister Lostrom said that the north hall was free, and that the rest would follow."
LONG = {
    "one paragraph": f"{SENTENCE}\n",
    "many paragraphs": f"2. (C) {SENTENCE}\n\n",
    "one line": f"{SENTENCE} ",
    "many short lines": "ab\n",
    "blank lines": "\n",
    "one word": "a",
}
MARKERS = (
    "-----", "- ", "1. ", "1. (C) ", "(C) ", "REF: A. ", "TAGS: ", "PREL, ", "SUBJECT: ", "E.O. 12958: ", "SIPDIS ",
    "Classified By: ", "1.4 (b), ", "¶", "¶1. ", "PAGE 02 ", "PAGE 02 OSLO 01196 01 OF 02 082030Z ", "S E C R E T ",
    "OSLO 00000305  002 OF 002 ", "CONFIDENTIAL OSLO 305 ", "A B C D ", "QUOTE ", "UNQUOTE ", "BEGIN TEXT ",
    "END SUMMARY ", "CABLE ENDS ", "Message Text ", "XXXXXXXX ", "[", "(", ")", "&", "&a8 ", "a*b", ",s ", "a ) b", "'",
    '"', ",", ".", "\\", "](#", "[a](#)", "<", "&amp;", "a   b", "1 ", "Anselm Varkonde ", "Amb. ", "08OSLO305 ", "é",
    ": -- A ", "SIPDIS a ", "Visit a's Classified Website. ", "= = = ", "***** ",
    '1,2/2/2009 15:00,09OSLO1,"A\n', '1,2/2/2009 15:00,09OSLO1,"A","B","C","D","E"\n',
)  # fmt: skip


def main() -> None:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="telegrams; default: generated ones")
    parser.add_argument("--cables", type=int, default=400, help="how many to generate, or to take at most")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--long", type=float, default=0, metavar="MB")
    parser.add_argument("--hostile", type=int, default=0, metavar="KB")
    wishes = parser.parse_args()
    gc.set_threshold(GARBAGE)  # as the command does
    if wishes.long:
        measure_long(int(wishes.long * 1_000_000))
    if wishes.hostile:
        measure_hostile(wishes.hostile * 1000)
    if wishes.folder or not (wishes.long or wishes.hostile):
        folder = wishes.folder or generated(wishes.cables)
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        every = max(len(files) // wishes.cables, 1)
        measure_corpus([SourceFile(file.name, file.read_bytes()) for file in files[::every]], wishes.passes)


def generated(cables: int) -> Path:
    """A folder of so many generated telegrams, made once."""
    work = PROJECT / ".cache" / "bench"
    corpus = work / f"raw-{cables}"
    if not corpus.is_dir():
        command = [sys.executable, HERE / "gen_corpus.py", str(cables), "--forms", "raw", "--out", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return corpus


def measure_corpus(sources: list[SourceFile], passes: int) -> None:
    """Prints cables a second, of 6.6 KB each, and the share of each phase."""
    size = sum(len(source.content) for source in sources)
    rounds = [[seconds_to_read(source) for source in sources] for _ in range(passes)]
    print(f"{len(sources)} files, {size / 1000:,.0f} KB")
    rows = (
        ("first pass", sum(rounds[0])),
        ("best", sum(map(min, zip(*rounds, strict=True)))),
        ("together", min(seconds_together(sources) for _ in range(passes))),
    )
    for name, seconds in rows:
        each = seconds * MEDIAN_BYTES / size
        print(f"{name:<12} {each * 1e3:8.3f} ms for 6.6 KB {1 / each:10,.0f} cables/s")
    shares = phases(sources)
    print("  ".join(f"{name} {share:.0%}" for name, share in shares.items()))


def seconds_to_read(source: SourceFile) -> float:
    """Processor time of one reading."""
    began = time.process_time()
    reading.read(source, RULES)
    return time.process_time() - began


def seconds_together(sources: list[SourceFile]) -> float:
    """Processor time of reading all, some together as a build does."""
    began = time.process_time()
    for first in range(0, len(sources), SOURCES_AT_ONCE):
        reading.read_all(sources[first : first + SOURCES_AT_ONCE], RULES)
    return time.process_time() - began


def phases(sources: list[SourceFile]) -> dict[str, float]:
    """The share of each phase in reading all of them, without those that it calls."""
    spent: Counter[str] = Counter()
    inner = [0.0]

    def timed(function: Callable[..., object], phase: str) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            inner.append(0.0)
            began = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                passed = time.perf_counter() - began
                spent[phase] += passed - inner.pop()
                inner[-1] += passed

        return call

    kept = [(place, name, getattr(place, name)) for place, name, _ in PHASES]
    for place, name, phase in PHASES:
        setattr(place, name, timed(getattr(place, name), phase))
    for source in sources:
        reading.read(source, RULES)
    for place, name, function in kept:
        setattr(place, name, function)
    total = sum(spent.values())
    return {phase: spent[phase] / total for phase in dict.fromkeys(phase for *_, phase in PHASES)}


def measure_long(size: int) -> None:
    """Prints how long telegrams of so many bytes take, each of one kind of text."""
    print(f"{'telegrams of ' + format(size / 1e6, 'g') + ' MB':<42} {'s':>8} {'ns/byte':>9}")
    for name, unit in LONG.items():
        seconds = seconds_to_read(repeated(unit, size))
        print(f"{name:<42} {seconds:8.2f} {seconds / size * 1e9:9.0f}", flush=True)


def measure_hostile(size: int) -> None:
    """Prints nanoseconds a byte for every marker, in the text and in the header, on one line and on many."""
    print(f"{'repeated':<42} {'x1':>9} {'x2':>9} {'x4':>9} {'x8':>9}  ns/byte")
    for marker in MARKERS:
        for name, unit in ((f"{marker!r}", marker), (f"{marker!r} a line", marker.strip() + "\n")):
            print_growth(name, size, lambda length, unit=unit: repeated(unit, length))
    for keyword in ("TAGS: ", "SUBJECT: ", "Classified By: ", "INFO "):
        head = HEAD[: HEAD.index("SIPDIS")] + keyword
        for marker in MARKERS:
            name = f"{marker!r} behind {keyword}"
            print_growth(name, size, lambda length, m=marker, head=head: repeated(m, length, head))


def print_growth(name: str, size: int, make: Callable[[int], SourceFile]) -> None:
    """One line of the table."""
    sources = [make(size * times) for times in (1, 2, 4, 8)]
    costs = [seconds_to_read(source) / len(source.content) * 1e9 for source in sources]
    print(f"{name:<42} " + " ".join(f"{cost:9.0f}" for cost in costs), flush=True)


def repeated(unit: str, size: int, head: str = HEAD) -> SourceFile:
    """A telegram of about so many bytes: a sound head, then nothing but one text, again and again."""
    words = unit * (size // len(unit.encode()))
    return SourceFile("telegram.txt", f"{head}{words}\n\nVARKONDE\n".encode())


if __name__ == "__main__":
    main()
