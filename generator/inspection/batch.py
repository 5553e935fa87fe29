"""JSON lines `{"id", "year", "text"}` -> one line of JSON for each: the model of what the text says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from ..diagnostics import report
from ..model import Cable
from ..reading import ReadingRules, SourceFile, canonical_id, read
from .contract import encode_answer

HINT = 'a line is {"id": text or null, "year": number or null, "text": text}'


class Question(Struct, frozen=True):
    """One line of input: a text, with the number and year that it is known to have, if any."""

    text: str = ""
    id: str | None = None
    year: int | None = None


DECODER = msgspec.json.Decoder(Question)


def answer_all(lines: Iterable[bytes], rules: ReadingRules) -> Iterator[bytes]:
    """An answer for every line, in order; a bad or blank line has an empty model with a diagnostic."""
    for number, line in enumerate(lines, start=1):
        yield answer(line, number, rules)


def answer(line: bytes, number: int, rules: ReadingRules) -> bytes:
    """The answer to one line; `number`, from 1, stands in the diagnostic of a bad one."""
    question = _question(line)
    if isinstance(question, str):
        return encode_answer(_empty(f"line {number} of the input: {question}"), ())
    if not question.text.strip():
        return encode_answer(_named(question.id), ())
    first, *others = read(_source(question), rules)
    return encode_answer(first, tuple(others))


def _question(line: bytes) -> Question | str:
    """The question that a line asks, or what is wrong with it."""
    try:
        return DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _strange_question(line)


def _strange_question(line: bytes) -> Question | str:
    """A question with what only the lenient reader of the standard library takes: half a surrogate pair."""
    try:
        return msgspec.convert(json.loads(line.decode("utf-8")), Question)
    except (ValueError, RecursionError) as error:
        return str(error)


def _source(question: Question) -> SourceFile:
    """The question as a file; a byte order mark that belongs to the text is kept."""
    mark = b"\xef\xbb\xbf" if question.text.startswith("\ufeff") else b""
    content = mark + question.text.encode("utf-8", "replace")
    return SourceFile(path="", content=content, id_hint=question.id, year_hint=question.year)


def _named(printed: str | None) -> Cable:
    """The model of a telegram of which no more is known than its number."""
    canonical = canonical_id(printed) if printed else None
    return Cable(id=canonical, printed_id=printed if printed != canonical else None)


def _empty(message: str) -> Cable:
    return Cable(diagnostics=(report("C110", message, hint=HINT),))
