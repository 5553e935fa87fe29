"""A literate case file -> its cases: prose, a telegram, what is expected of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

# A heading, then anywhere below it a block "telegram" and a block "json"
CASE = re.compile(
    r"^## (?P<name>.+?)$(?P<prose>.*?)^```telegram(?P<options>[^\n]*)\n(?P<text>.*?)^```\n(?P<between>.*?)^```json\n(?P<json>.*?)^```$",
    re.M | re.S,
)


class Case(NamedTuple):
    """`options` are words behind `telegram`: `name=08PARIS305.txt`, `year=2008`, `latin-1`."""

    file: Path
    name: str
    options: str
    text: str
    expected: dict[str, Any]
    span: tuple[int, int]

    @property
    def label(self) -> str:
        return f"{self.file.stem}: {self.name}"

    def option(self, name: str) -> str | None:
        """The value of `name=value` among the options."""
        match = re.search(rf"\b{name}=(\S+)", self.options)
        return match[1] if match else None


def read_cases(folder: Path) -> list[Case]:
    """All cases of the `*.md` files of a folder, in order."""
    cases: list[Case] = []
    for file in sorted(folder.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        for match in CASE.finditer(text):
            expected = json.loads(match["json"])
            cases.append(
                Case(file, match["name"], match["options"], match["text"], expected, match.span("json"))
            )
    return cases


def accept_case(case: Case, found: dict[str, Any]) -> None:
    """Rewrites what a case expects, the same fields with what was found."""
    text = case.file.read_text(encoding="utf-8")
    for match in CASE.finditer(text):
        if match["name"] == case.name:
            start, end = match.span("json")
            words = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
            case.file.write_text(text[:start] + words + text[end:], encoding="utf-8")
            return
