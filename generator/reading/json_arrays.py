"""A dump that is one JSON array of objects, on however many lines -> one Transcript an object.

Such a file is read as a whole, since its rows cannot be told from a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .dump_rows import JSON_ESCAPE, has_id, transcribe_row
from .dumps import NEVER_CLOSED, Found, json_columns
from .transcript import Transcript

# The start of an array of objects, and a string, which hides brackets, or a bracket: '[ {', '"a}b"', '{'
START = re.compile(r"\s*\[\s*(?=\{)")
SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z|\\\Z)|[{}]', re.S)


def is_json_array(text: str) -> bool:
    """Whether a text is an array whose first object has a text."""
    if START.match(text) is None:
        return False
    first = next(_objects(text), None)
    return first is not None and "text" in json_columns(text, first[0])[0]


def transcribe_json_array(text: str) -> tuple[Transcript, ...]:
    """The telegrams of all objects in order; what stands between them goes with the next."""
    found = Found(text)
    reached = 0
    for span, is_whole in _objects(text):
        if text[reached : span[0]].strip():
            found.add_loose((reached, span[0]))
        reached = span[1]
        columns, is_closed = json_columns(text, span)
        if "text" not in columns and not has_id(text, columns):
            found.add_broken(span)
            continue
        is_sound = is_whole and is_closed
        problems = () if is_sound else (("R164", NEVER_CLOSED, span[0]),)
        found.add(transcribe_row(text, span, columns, JSON_ESCAPE, problems))
    if text[reached:].strip():
        found.add_loose((reached, len(text)))
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
