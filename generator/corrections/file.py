"""content/corrections.toml -> what the publisher corrects, checked against the document model; and its problems."""

from __future__ import annotations

import tomllib

import msgspec
from msgspec import Struct

from ..config import did_you_mean
from ..diagnostics import Diagnostic, Located, report, sort_key
from ..entities.gazetteers import post_by_key, posts
from ..entries import EntryLines, entry_lines, fault_and_place, line_of
from ..reading import canonical_id
from .schema import CORRECTABLE, FIXED, find_faults, type_of
from .shorthand import written_out

TABLE = "correction"
KEYS = ("cable", "field", "value", "reason")
TEXTS = ("cable", "field", "reason")
EXAMPLES = {
    "cable": 'cable = "08PARIS305", or its file: "cables/08PARIS305.txt"',
    "field": 'field = "date"',
    "value": "value = 2008-02-21T14:04:00Z",
    "reason": 'reason = "The day is mistyped in the source."',
}


class Correction(Struct, frozen=True):
    """One `[[correction]]`: `cable` an id or a source's path, `value` the JSON of the right value, `line` its own."""

    cable: str
    field: str
    value: str
    reason: str
    line: int


def read_corrections(text: str, where: str) -> tuple[tuple[Correction, ...], tuple[Located, ...]]:
    """The corrections that the text of corrections.toml makes, in order, with every problem of it.

    `where` is its path for messages. What can be used is used; nothing is raised, whatever the text is.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message, line, column = fault_and_place(error)
        return (), (Located(where, report("C220", message, line=line, column=column)),)
    problems = [_unknown(word, (TABLE,), line_of(text, word)) for word in tables if word != TABLE]
    entries = tables.get(TABLE, [])
    if not isinstance(entries, list):
        problems.append(
            report("C222", "correction is no list", line=line_of(text, TABLE), hint="write [[correction]]")
        )
        entries = []
    read = [
        _read_entry(entry, lines, problems)
        for entry, lines in zip(entries, entry_lines(text, TABLE, len(entries)), strict=True)
    ]
    located = tuple(sorted((Located(where, problem) for problem in problems), key=sort_key))
    return tuple(correction for correction in read if correction), located


def _unknown(word: str, known: tuple[str, ...], line: int | None) -> Diagnostic:
    hint = did_you_mean(word, known, f"known: {', '.join(known)}")
    return report("C221", f'"{word}" has no meaning here', line=line, hint=hint)


def _read_entry(entry: object, lines: EntryLines, problems: list[Diagnostic]) -> Correction | None:
    """The correction of one entry; None, and problems, where it cannot be made."""
    if not isinstance(entry, dict):
        problems.append(
            report("C222", "a correction is no table", line=lines.line, hint="write [[correction]]")
        )
        return None
    problems += (_unknown(word, KEYS, lines.of(word)) for word in entry if word not in KEYS)
    found = [*_missing(entry, lines), *_field_problems(entry.get("field"), lines)]
    field, value = entry.get("field"), None
    if isinstance(field, str) and field in CORRECTABLE and "value" in entry:
        value = written_out(field, entry["value"])
        found += _value_problems(field, value, lines)
    problems += found
    if found:
        return None
    right = msgspec.convert(value, type_of(field))
    encoded = msgspec.json.encode(right).decode()
    return Correction(entry["cable"].strip(), str(field), encoded, entry["reason"].strip(), lines.line)


def _missing(entry: dict[str, object], lines: EntryLines) -> list[Diagnostic]:
    """What a correction needs and this one does not have, or has as something else than text."""
    found = []
    for key in KEYS:
        if key not in entry:
            problem = report("C222", f"a correction without {key}", line=lines.line, hint=EXAMPLES[key])
            found.append(problem)
        elif key in TEXTS and not (isinstance(entry[key], str) and str(entry[key]).strip()):
            found.append(report("C222", f"{key} must be a text", line=lines.of(key), hint=EXAMPLES[key]))
    return found


def _field_problems(field: object, lines: EntryLines) -> list[Diagnostic]:
    if not isinstance(field, str) or field in CORRECTABLE or not field.strip():
        return []
    line = lines.of("field")
    if field in FIXED:
        return [report("C223", f"{field} cannot be corrected", line=line, hint=FIXED[field])]
    hint = did_you_mean(field, CORRECTABLE, f"the fields are {', '.join(CORRECTABLE)}")
    return [report("C223", f'a cable has no field "{field}"', line=line, hint=hint)]


def _value_problems(field: str, value: object, lines: EntryLines) -> list[Diagnostic]:
    line = lines.of("value")
    found = [report("C224", f.message, line=line, hint=f.hint) for f in find_faults(field, value)]
    if found or not isinstance(value, str):
        return found
    if field == "id" and canonical_id(value) is None:
        hint = "write year, post and number: 08PARIS305"
        return [report("C224", f'"{value}" is no message number', line=line, hint=hint)]
    if field == "post" and post_by_key(value) is None:
        keys = tuple(post.key for post in posts())
        hint = did_you_mean(value, keys, "write its name as in telegram numbers, such as PARIS")
        return [report("C224", f'"{value}" is not a known post', line=line, hint=hint)]
    return []
