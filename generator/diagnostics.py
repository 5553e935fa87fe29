"""A code and what was seen -> a Diagnostic; the catalogue of codes -> what `explain` prints."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

Severity = Literal["error", "warning", "notice"]

RANK: dict[str, int] = {"error": 0, "warning": 1, "notice": 2}


class Diagnostic(Struct, frozen=True):
    """One thing that is odd: line and column count from 1, None where the whole source is meant."""

    code: str
    severity: Severity
    line: int | None
    column: int | None
    message: str
    hint: str | None = None


class Located(Struct, frozen=True):
    """A diagnostic and what it is about: a path as the publisher would type it, and the cable in that file if any."""

    path: str
    diagnostic: Diagnostic
    cable: str | None = None

    @property
    def message(self) -> str:
        """The diagnostic's, after the cable's number where the file is not named for it: one of many in a dump."""
        if self.cable is None or self.cable in self.path:
            return self.diagnostic.message
        return f"{self.cable}: {self.diagnostic.message}"


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One code of the catalogue: `title` one line, `meaning` and `remedy` a few sentences each."""

    severity: Severity
    title: str
    meaning: str
    remedy: str


@cache
def catalogue() -> dict[str, Entry]:
    """Every code with its entry, read from `catalogue/*.toml` (one file a family, keys are codes)."""
    entries: dict[str, Entry] = {}
    folder = files("generator") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            entries.update(msgspec.convert(table, dict[str, Entry]))
    return entries


def report(
    code: str, message: str, *, line: int | None = None, column: int | None = None, hint: str | None = None
) -> Diagnostic:
    """A diagnostic with the severity that the catalogue gives its code. KeyError: the code has no entry."""
    return Diagnostic(code, catalogue()[code].severity, line, column, message, hint)


def sort_key(located: Located) -> tuple[str, int, int, str, str]:
    """Diagnostics in reading order: by path, place, code."""
    d = located.diagnostic
    return located.path, d.line or 0, d.column or 0, d.code, located.message


def one_line(located: Located) -> str:
    """`path:line:col: warning R103: message` in plain text."""
    d = located.diagnostic
    place = "".join(f":{n}" for n in (d.line, d.column) if n is not None)
    return f"{located.path}{place}: {d.severity} {d.code}: {located.message}"
