"""The command as a publisher runs it, on sites made of a few files; for tests of what can go wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sharing import put_compiled_templates

COMMAND = (sys.executable, "-m", "generator")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
SETTINGS = '[site]\ntitle = "Bad days"\nurl = "https://cables.example.org"\n'
TELEGRAM = """R 211404Z FEB 08
FM AMEMBASSY OSLO
TO SECSTATE WASHDC

UNCLAS OSLO 000{number}

TAGS: PREL, NO
SUBJECT: A TELEGRAM AS IT SHOULD BE

1. (U) The harbor was open, Foreign Minister Edric Vantongren said.
"""
# content/cables/empty.txt: error R100: this file is empty
TOLD = re.compile(
    r"^(?P<path>.+?)(?::\d+)*: (?:error|warning|notice) (?P<code>[A-Z]\d{3}): (?P<message>.*)$", re.M
)


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end: no traceback, no fault of its own, and one of the promised exit codes."""
    options = {"capture_output": True, "env": ENVIRONMENT, "timeout": 300, **options}
    ended = subprocess.run(
        [*COMMAND, *map(str, arguments)], encoding="utf-8", errors="replace", check=False, **options
    )
    said = (ended.stdout or "") + (ended.stderr or "")
    assert "Traceback" not in said, said
    assert "fault of its own" not in said, said
    assert ended.returncode in (0, 1, 2, 130), said
    return ended


def build(root: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Builds the site in `root`, and prints every problem."""
    return run("build", "--site", root, "--all", *arguments, **options)


def codes(ended: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    """The codes of what was told, by path."""
    found: dict[str, list[str]] = {}
    for line in TOLD.finditer(ended.stderr):
        found.setdefault(line["path"], []).append(line["code"])
    return {path: sorted(seen) for path, seen in found.items()}


def site(root: Path, files: Mapping[str, str | bytes] | None = None, *, compiled: bool = True) -> Path:
    """A site with one good telegram, 08OSLO101, and these files; with or without the theme in its cache."""
    everything = {
        "site.toml": SETTINGS,
        "content/cables/08OSLO101.txt": TELEGRAM.format(number=101),
        **(files or {}),
    }
    for path, content in everything.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    if compiled:
        put_compiled_templates(root)
    return root


def pages(root: Path) -> dict[str, bytes]:
    """Every file of output/, by its path."""
    output = root / "output"
    return {
        f.relative_to(output).as_posix(): f.read_bytes() for f in sorted(output.rglob("*")) if f.is_file()
    }


GOOD = "cable/2008/02/08OSLO101.html"
