"""Our source files and libraries -> digests that change when what they make of an input may change."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from .fingerprint import PART

READS = ("cards.py", "catalogue", "diagnostics.py", "entities", "model.py", "reading")
READS_WITH = ("msgspec",)

RENDERS_NOT = frozenset(
    {
        "__main__.py",
        "cli.py",
        "commands",
        "coverage.py",
        "default_templates",
        "importing.py",
        "inspection",
        "preview",
        "starter",
    }
)
RENDERS_WITH = ("jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "msgspec", "pygments")


@cache
def reading_code() -> bytes:
    """Stands for all that turns bytes into a cable. Computed once: it is the code that is running."""
    return _digest((_package() / name for name in READS), READS_WITH)


@cache
def rendering_code() -> bytes:
    """Stands for all that turns a view into a page, the templates aside: nearly everything, to be safe."""
    parts = (entry for entry in sorted(_package().iterdir()) if entry.name not in RENDERS_NOT)
    return _digest(parts, RENDERS_WITH)


def _digest(parts: Iterable[Path], libraries: Iterable[str]) -> bytes:
    digest = blake2b(repr(sys.version_info[:2]).encode(), digest_size=PART)
    for part in parts:
        for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if file.is_file() and file.suffix not in (".pyc", ".pyo"):
                digest.update(f"\0{file.relative_to(_package()).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    for library in libraries:
        digest.update(f"\0{library} {version(library)}".encode())
    return digest.digest()


def _package() -> Path:
    return Path(__file__).parent.parent
