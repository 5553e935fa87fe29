"""A dump that is one JSON array of objects, on however many lines, or a part of one -> one Transcript an object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .dump_rows import JSON_ESCAPE, has_id, transcribe_row
from .dumps import NEVER_CLOSED, Found, json_columns
from .transcript import Transcript

JSON_ARRAY = "json_array"
# The start of an array of objects, and a string, which hides brackets, or a bracket: '[ {', '"a}b"', '{'
START = re.compile(r"\s*\[\s*(?=\{)")
SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closing>"|\Z|\\\Z)|[{}]', re.S)


def is_json_array(text: str) -> bool:
    """Whether a text is an array whose first object has a text."""
    if START.match(text) is None:
        return False
    first = next(_objects(text), None)
    return first is not None and "text" in json_columns(text, first[0])[0]


def transcribe_json_array(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all objects in order; what stands below one goes with it."""
    found = Found(text)
    objects = list(_objects(text))
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


def _objects(text: str) -> Iterator[tuple[Span, bool]]:
    """The objects that are in no other, and whether each is closed; the last one may not be."""
    start = depth = 0
    for match in SIGN.finditer(text):
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
