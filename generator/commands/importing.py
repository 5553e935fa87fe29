"""A dump -> its cables in content/, one file each, and an account of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..building.failures import Failure
from ..diagnostics import Located
from ..importing import Imported, import_dump
from .terminal import MISUSED, WITH_ERRORS, Terminal, exit_code, plural, print_problems

CABLES = ("content", "cables")


def import_cables(dump: Path, root: Path, folder: Path | None, terminal: Terminal) -> int:
    """Writes the cables of a dump into `folder`, by default the site's own; the exit code."""
    if not dump.is_file():
        terminal.complain(
            f"{dump} is no file", "name a dump: CSV or JSON lines, as it is or in a .gz or .zip"
        )
        return MISUSED
    target = folder or root.joinpath(*CABLES)
    if folder is None and not (root / CABLES[0]).is_dir():
        terminal.complain(
            f"there is no content/ in {root}", "run this in a site's folder, or say where with --to DIR"
        )
        return MISUSED
    try:
        with tempfile.TemporaryDirectory(prefix="cablepress-") as room:
            done = import_dump(dump, target, Path(room), terminal.progress())
    except Failure as failure:
        print_problems(terminal.err, [failure.located])
        terminal.complain(
            "the import could not be finished", "what was written is whole; import again to go on"
        )
        return WITH_ERRORS
    print_problems(terminal.err, _each_once(done.problems))
    _say(done, target, terminal)
    return exit_code(done.problems, strict=False) if done.cables else WITH_ERRORS


def _each_once(problems: tuple[Located, ...]) -> list[Located]:
    return list(dict.fromkeys(problems))


def _say(done: Imported, target: Path, terminal: Terminal) -> None:
    if not done.cables:
        terminal.complain(
            "no telegram was found", "a dump is CSV or JSON lines, as it is or in a .gz or .zip"
        )
        return
    terminal.say(
        f"Imported {plural(done.cables, 'cable')} into {target}: {done.written:,} written, "
        f"{done.same + done.others:,} there already."
    )
    for file in done.examples:
        terminal.say(f"  left as it was, though the dump says otherwise: {file}")
    if done.others > len(done.examples):
        terminal.say(f"  and {done.others - len(done.examples):,} more")
    if done.written:
        terminal.say("Take the dump itself out of content/, if it lies there: its cables would come twice.")
