"""A dump that is one JSON array of objects, on however many lines, or a part of one -> one Transcript an object.

The array may be all there is, or stand in an object that says more: `{"count": 2, "cables": [{...}, {...}]}`. One
object on several lines is an array of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .dump_rows import JSON_ESCAPE, has_id, transcribe_row
from .dumps import NEVER_CLOSED, Found, json_columns
from .transcript import Transcript

JSON_ARRAY = "json_array"
# The start of an array of objects: '[ {'
START = re.compile(r"\s*\[\s*(?=\{)")
# The same within an object: '{"count": 2, "cables": [ {'
WITHIN = re.compile(r'\s*\{(?:[^"\[]++|"[^"\\]*+(?:\\.[^"\\]*+)*"|\[(?!\s*\{))*\[\s*(?=\{)', re.S)
# A string, which hides brackets, or a bracket: '"a}b"', '{'
SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closing>"|\Z|\\\Z)|[{}]', re.S)


def is_json_array(text: str) -> bool:
    """Whether a text is an array whose first object has a text, holds one, or is such an object on several lines."""
    start = start_of_array(text)
    if start is None:
        return False
    first = next(_objects(text, start), None)
    if first is None or "text" not in json_columns(text, first[0])[0]:
        return False
    return START.match(text) is not None or start > 0 or "\n" in text[slice(*first[0])]


def start_of_array(text: str) -> int | None:
    """Where the first object of an array stands, at 0 that of an object alone; None for any other text."""
    array = START.match(text)
    if array:
        return array.end()
    if not text[: len(text) - len(text.lstrip()) + 1].endswith("{"):
        return None
    whole = next(_objects(text, 0), None)
    within = WITHIN.match(text, 0, whole[0][1]) if whole else None
    if within is None or "text" in json_columns(text, (0, within.end()))[0]:
        return 0
    first = next(_objects(text, within.end()), None)
    columns = json_columns(text, first[0])[0] if first else {}
    return within.end() if "text" in columns and ("header" in columns or has_id(text, columns)) else 0


def transcribe_json_array(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all objects in order; what stands below one goes with it."""
    found = Found(text)
    objects = list(_objects(text, start_of_array(text) or 0))
    ends = [*(span[0] for span, _ in objects[1:]), len(text)]
    before = objects[0][0][0] if objects else len(text)
    if text[:before].strip():
        found.add_loose((0, before))
    for (span, is_whole), end in zip(objects, ends, strict=False):
        row = (span[0], end)
        columns, is_closed = json_columns(text, span)
        if "text" not in columns and not has_id(text, columns):
            found.add_broken(row)
            continue
        is_sound = is_whole and is_closed
        problems = () if is_sound else (("R164", NEVER_CLOSED, span[0]),)
        found.add(transcribe_row(text, row, columns, JSON_ESCAPE, problems))
    return tuple(found.finish())


def _objects(text: str, position: int) -> Iterator[tuple[Span, bool]]:
    """The objects that are in no other, and whether each is closed; the last one may not be."""
    start = depth = 0
    for match in SIGN.finditer(text, position):
        match match.group():
            case "{":
                start = start if depth else match.start()
                depth += 1
            case "}" if depth:
                depth -= 1
                if not depth:
                    yield (start, match.end()), True
    if depth:
        yield (start, len(text)), False
