"""The settings at the top of a page of prose -> FrontMatter, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import fields, replace

from ..diagnostics import Diagnostic, report

FENCE = "---"
KINDS = ("collection", "essay", "glossary")


class FrontMatter(Struct, frozen=True):
    """`title: About`, `description: ...`, `date: 2008-02-21`, `order: 2`, `kind: essay`; absent: empty, 0."""

    title: str = ""
    description: str = ""
    date: date | None = None
    order: int = 0
    kind: str = ""


LONGEST_QUOTED = 80
SETTINGS = tuple(field.name for field in fields(FrontMatter))


def split_front_matter(text: str) -> tuple[FrontMatter, str, tuple[Diagnostic, ...]]:
    """The settings, the Markdown with as many lines as the file has, and a diagnostic for every line not used."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(), text, ()
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if closing is None:
        return FrontMatter(), text, (report("T513", "the settings are not closed by ---", line=1),)
    settings = FrontMatter()
    problems: list[Diagnostic] = []
    for number, line in enumerate(lines[1:closing], 2):
        if line.strip() and not line.lstrip().startswith("#"):
            settings, problem = _read_line(settings, line, number)
            problems += [problem] if problem else []
    body = "\n" * (closing + 1) + "\n".join(lines[closing + 1 :])
    return settings, body, tuple(problems)


def _read_line(settings: FrontMatter, line: str, number: int) -> tuple[FrontMatter, Diagnostic | None]:
    """The settings with one line added, or as they were with what is wrong with it."""
    name, colon, value = line.partition(":")
    name, value = name.strip(), _unquoted(value.strip())
    if not colon or not name:
        return settings, report("T510", f'"{_start(line.strip())}" is not "name: value"', line=number)
    if name not in SETTINGS:
        close = get_close_matches(name, SETTINGS, 1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(SETTINGS)}."
        return settings, report("T511", f'unknown setting "{_start(name)}"', line=number, hint=hint)
    if name == "kind" and value not in KINDS:
        hint = f"there are {', '.join(KINDS)}"
        return settings, report("T512", f'kind is "{value}", which is none', line=number, hint=hint)
    try:
        return _with_value(settings, name, value), None
    except ValueError:
        wanted = "a day like 2008-02-21" if name == "date" else "a whole number"
        return settings, report("T512", f'{name} is "{_start(value)}", not {wanted}', line=number)


def _with_value(settings: FrontMatter, name: str, value: str) -> FrontMatter:
    """The settings with one value. ValueError: it is no date or no number."""
    match name:
        case "date":
            return replace(settings, date=date.fromisoformat(value))
        case "order":
            return replace(settings, order=int(value))
        case _:
            return replace(settings, **{name: value})


def _start(text: str) -> str:
    """A text that a message may quote: long ones are cut."""
    return text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"


def _unquoted(value: str) -> str:
    """A value without the pair of quotes around it."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
