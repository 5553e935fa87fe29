"""Files -> accounts of the cables in them: for people, as JSON, as a proof of coverage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from ..coverage import Coverage, Lapse, measure
from ..diagnostics import Located, report
from ..inspection import contract
from ..inspection.account import account_of
from ..inspection.printed import printable
from ..model import Cable
from ..reading import ReadingRules, SourceFile, read, source_text
from .terminal import FINE, WITH_ERRORS, Terminal, plural, print_problems

LAPSES_SHOWN = 20
LAPSE_WIDTH = 100


class Opened(Struct, frozen=True):
    """A file of the command line: its name as typed, its text (None: no text), the cables in it."""

    name: str
    text: str | None
    cables: tuple[Cable, ...]


def inspect(names: Iterable[Path], content: Path, rules: ReadingRules, terminal: Terminal) -> int:
    """Prints a readable account of every cable; the exit code."""
    opened, problems = _open_all(names, content, rules)
    for file in opened:
        for cable in file.cables:
            terminal.out.print(account_of(cable, file.text or "", file.name))
    return _closing(problems, terminal)


def inspect_json(
    names: Iterable[Path], content: Path, rules: ReadingRules, terminal: Terminal, sink: BinaryIO
) -> int:
    """Writes the document model of every cable to `sink` as one JSON list; the exit code."""
    opened, problems = _open_all(names, content, rules)
    sink.write(contract.encode_list(tuple(cable for file in opened for cable in file.cables)))
    sink.flush()
    return _closing(problems, terminal)


def inspect_schema(sink: BinaryIO) -> int:
    """Writes the JSON Schema of the document model to `sink`; the exit code."""
    sink.write(msgspec.json.format(msgspec.json.encode(contract.schema()), indent=2) + b"\n")
    sink.flush()
    return FINE


def inspect_coverage(names: Iterable[Path], content: Path, rules: ReadingRules, terminal: Terminal) -> int:
    """Prints for every file which share of it has exactly one owner; 1 unless that is all of it."""
    opened, problems = _open_all(names, content, rules)
    measured = [(file.name, measure(file.text or "", *file.cables)) for file in opened]
    for name, coverage in measured:
        _print_coverage(name, coverage, terminal)
    whole = sum(coverage.whole for _, coverage in measured)
    terminal.say(f"{whole:,} of {plural(len(measured), 'file')} fully covered.")
    code = _closing(problems, terminal)
    return code or (FINE if whole == len(measured) else WITH_ERRORS)


def _open_all(
    names: Iterable[Path], content: Path, rules: ReadingRules
) -> tuple[list[Opened], list[Located]]:
    """Every file that can be opened, read, and a problem for every other."""
    opened: list[Opened] = []
    problems: list[Located] = []
    for name in names:
        try:
            octets = name.read_bytes()
        except OSError as error:
            problems.append(
                Located(str(name), report("C111", f"this file cannot be opened: {error.strerror}"))
            )
            continue
        source = SourceFile(path=_path_in(content, name), content=octets)
        opened.append(Opened(str(name), source_text(octets), read(source, rules)))
    return opened, problems


def _path_in(content: Path, name: Path) -> str:
    """The file's path from the content folder, or as it was typed, where it stands elsewhere."""
    place = name.resolve()
    inside = place.is_relative_to(content.resolve())
    return place.relative_to(content.resolve()).as_posix() if inside else name.as_posix()


def _closing(problems: list[Located], terminal: Terminal) -> int:
    print_problems(terminal.err, problems)
    return WITH_ERRORS if problems else FINE


def _print_coverage(name: str, coverage: Coverage, terminal: Terminal) -> None:
    # floor, not round: 100.00 % must mean all
    percent = int(coverage.share * 10_000) / 100
    odd = f", {coverage.unparsed:,} not understood" if coverage.unparsed else ""
    count = f"{coverage.owned:,} of {plural(coverage.solid, 'character')}"
    if not terminal.quiet or not coverage.whole:
        line = f"{printable(name)}: {percent:.2f} % ({count}{odd})"
        terminal.out.print(line, soft_wrap=True, markup=False, highlight=False)
    for lapse in coverage.lapses[:LAPSES_SHOWN]:
        terminal.out.print(_lapse_line(name, lapse), soft_wrap=True, markup=False, highlight=False)
    if len(coverage.lapses) > LAPSES_SHOWN:
        terminal.out.print(f"  and {len(coverage.lapses) - LAPSES_SHOWN:,} more", highlight=False)


def _lapse_line(name: str, lapse: Lapse) -> str:
    words = lapse.text.strip()
    words = words if len(words) <= LAPSE_WIDTH else words[:LAPSE_WIDTH] + "..."
    match lapse.kind:
        case "lost":
            what = "nobody owns"
        case "shared":
            what = f"{' and '.join(lapse.owners)} both own"
        case "outside":
            what = f"a span of {lapse.owners[0]} leaves its text:"
    return f"  {printable(name)}:{lapse.line}: {what} {printable(words)!r}"
