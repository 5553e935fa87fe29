"""Proposals -> people.toml with them at its end; all that stood there stays as it was."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ..diagnostics import report
from ..entities.proposals import HEADING, Proposal, proposals_text
from .failures import Failure


def write_proposals(file: Path, proposals: Sequence[Proposal]) -> None:
    """Adds proposals to the end of a file of persons, which is made where there is none.

    Errors: Failure, where the file cannot be read or written, or is no TOML, to which nothing can be added.
    """
    name = f"{file.parent.name}/{file.name}"
    try:
        before = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
        tomllib.loads(before)
        _replace(file, _with_end(before) + proposals_text(proposals))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Failure(name, report("C201", str(error) or "nested too deep")) from None
    except OSError as error:
        message = f"this file cannot be written: {(error.strerror or str(error)).lower()}"
        raise Failure(name, report("O610", message)) from None


def _with_end(before: str) -> str:
    """The file up to where a proposal may follow, the heading of proposals once in it."""
    ended = before if before.endswith("\n") or not before else before + "\n"
    return ended if HEADING.strip() in ended else ended + (HEADING if ended else HEADING.lstrip())


def _replace(file: Path, text: str) -> None:
    """Writes beside the file and renames, so that no moment leaves half of it; a link stays a link."""
    target = Path(os.path.realpath(file))
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(beside).replace(target)
    except OSError:
        Path(beside).unlink()
        raise
