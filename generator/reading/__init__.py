"""bytes -> Cable: the order of the steps. Knows no HTML of ours, no site, no other cable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..diagnostics import Diagnostic, report
from ..model import Cable, Source, Unparsed
from .copies import split_telegrams
from .decoding import decode
from .dumps import transcribe_dump
from .formats import find_format
from .json_arrays import JSON_ARRAY, transcribe_json_array
from .justified import single_blanks
from .lines import line_and_column, plain_blanks, with_printed_lines
from .message_ids import read_message_id
from .nested import transcribe_within
from .pasted_marks import without_marks
from .sources import DumpShape, FoundFile, KnownPerson, ReadingRules, SourceFile, find_sources
from .telegram import read_telegram
from .together import Steps, result_of, together
from .transcript import Transcript, moved
from .unpacking import is_packed, unpack_texts

__all__ = [
    "FoundFile", "KnownPerson", "ReadingRules", "SourceFile", "canonical_id", "find_sources", "hint_of",
    "read", "read_all", "source_text",
]  # fmt: skip

LONGEST_TELEGRAM = 20_000_000

LINE_END = "\n"
# Formats whose telegrams may be in a format of their own
ENCLOSING = frozenset({"archive_page", "csv", "json_array", "json_lines", "record", "web_page"})


# Codes of what is odd in a source, and in none of its cables alone
OF_SOURCES = frozenset(("R100", "R102", "R104", "R105", "R106", "R167", "R168", "R169"))


def read(source: SourceFile, rules: ReadingRules) -> tuple[Cable, ...]:
    """All cables of a source, in order; at least one, which may say no more than why nothing could be read.

    Pure, and never fails on content: what is odd stands in each cable's diagnostics.
    """
    return result_of(_read(source, rules))


def read_all(sources: Sequence[SourceFile], rules: ReadingRules) -> list[tuple[Cable, ...]]:
    """The same of several sources, in order, and sooner than one by one."""
    return result_of(together(_read(source, rules) for source in sources))


def _read(source: SourceFile, rules: ReadingRules) -> Steps[tuple[Cable, ...]]:
    digest = hashlib.sha256(source.content).hexdigest()
    if is_packed(source.content):
        return (yield from _read_packed(source, digest, rules))
    decoded = decode(source.content)
    if decoded.text is None:
        return (Cable(source=Source(source.path, decoded.encoding, digest), diagnostics=decoded.problems),)
    text = plain_blanks(decoded.text)
    if not text.strip():
        empty = report("R100", "this file is empty")
        return (Cable(source=Source(source.path, "empty", digest), diagnostics=(empty,)),)
    yield
    name, transcripts = _transcribe(decoded.text, text, source.shape)
    where = Source(source.path, name, digest)
    hint = source.id_hint or hint_of(source.path)
    yield
    if len(transcripts) == 1 and source.shape is None:
        cables = [(yield from _read_one(transcripts[0], text, where, rules, hint, source.year_hint))]
    else:
        cables = yield from together(
            _placed(_read_one(t, text, where, rules, hint, source.year_hint), text, t) for t in transcripts
        )
    lines = with_printed_lines(decoded.text, text)
    if lines is not text:
        starts = [0, *(match.end() for match in re.finditer(LINE_END, text))]
        cables = [_as_printed(cable, starts, lines) for cable in cables]
    return _with_problems(tuple(cables), decoded.problems)


def _as_printed(cable: Cable, starts: Sequence[int], lines: str) -> Cable:
    """The cable whose diagnostics count the lines that an editor shows, those of `lines`, not those at `starts`."""
    told = []
    for problem in cable.diagnostics:
        if problem.line:
            line, column = line_and_column(lines, starts[problem.line - 1] + (problem.column or 1) - 1)
            problem = replace(problem, line=line, column=problem.column and column)
        told.append(problem)
    return replace(cable, diagnostics=tuple(told))


def line_ends(content: bytes) -> int:
    """How many line ends an editor shows in a source or a part of one; 0 for what is no text."""
    text = decode(content).text
    return 0 if text is None else with_printed_lines(text, plain_blanks(text)).count(LINE_END)


def source_text(content: bytes) -> str | None:
    """The characters that the spans of a source's cables count; None for a file that is no text.

    Of a packed file: all that is in it, one after the other, with a line end between.
    """
    if is_packed(content):
        return plain_blanks(LINE_END.join(member.text for member in unpack_texts("", content)[0]))
    text = decode(content).text
    return None if text is None else plain_blanks(text)


def _transcribe(raw: str, text: str, shape: DumpShape | None) -> tuple[str, tuple[Transcript, ...]]:
    """The name of a text's format and the telegrams in it; `raw` is the text before odd blanks were made plain."""
    if shape:
        name = shape.format
        whole = transcribe_json_array(raw) if name == JSON_ARRAY else transcribe_dump(raw, shape)
    else:
        form = find_format(text)
        name, whole = form.name, form.transcribe(raw if form.raw else text)
    if name in ENCLOSING:
        whole = tuple(within for transcript in whole for within in transcribe_within(transcript))
    whole = tuple(without_marks(transcript) for transcript in whole)
    return name, tuple(single_blanks(part) for transcript in whole for part in split_telegrams(transcript))


def _placed(reading: Steps[Cable], text: str, transcript: Transcript) -> Steps[Cable]:
    """The cable of one transcript of several in a source: what is odd has a line, if only the telegram's first."""
    cable = yield from reading
    if all(problem.line for problem in cable.diagnostics):
        return cable
    line = line_and_column(text, transcript.offset)[0]
    return replace(
        cable, diagnostics=tuple(p if p.line else replace(p, line=line) for p in cable.diagnostics)
    )


def _read_one(
    transcript: Transcript,
    text: str,
    source: Source,
    rules: ReadingRules,
    id_hint: str | None,
    year_hint: int | None,
) -> Steps[Cable]:
    """The cable of a transcript; of a row without text no more is asked than its row says."""
    if len(transcript.text) > LONGEST_TELEGRAM:
        return _unread(transcript, text, source)
    cable = yield from read_telegram(transcript, text, source, rules, id_hint, year_hint)
    if not transcript.problems:
        return cable
    told = []
    for code, message, place in transcript.problems:
        line, column = line_and_column(text, place)
        told.append(report(code, message, line=line, column=column))
    found = cable.diagnostics if transcript.text.strip() else ()
    return replace(cable, diagnostics=(*told, *found))


def _unread(transcript: Transcript, text: str, source: Source) -> Cable:
    """A telegram so long that it can be none: all of it is kept, nothing of it is looked into."""
    start = transcript.offset
    end = transcript.edits[-1].source_end if transcript.edits else start + len(transcript.text)
    told = report(
        "R114", f"{len(transcript.text):,} characters are too long for a telegram; they are kept as they are"
    )
    return Cable(source=source, blocks=(Unparsed(((start, end),), text[start:end]),), diagnostics=(told,))


def _read_packed(source: SourceFile, digest: str, rules: ReadingRules) -> Steps[tuple[Cable, ...]]:
    """All cables of all files in a packed one; spans and lines count through all of them."""
    members, problems = unpack_texts(source.path, source.content)
    text = plain_blanks(LINE_END.join(member.text for member in members))
    cables: list[Cable] = []
    start = 0
    for member in members:
        end = start + len(member.text)
        if text[start:end].strip():
            name, transcripts = _transcribe(member.text, text[start:end], None)
            where = Source(source.path, name, digest)
            hint = source.id_hint or hint_of(member.name)
            moved_ones = (moved(transcript, start) for transcript in transcripts)
            cables += yield from together(
                _placed(_read_one(t, text, where, rules, hint, source.year_hint), text, t) for t in moved_ones
            )
        start = end + len(LINE_END)
    if not cables:
        problems = problems or (report("R100", "this file is empty"),)
        return (Cable(source=Source(source.path, "packed", digest), diagnostics=problems),)
    return _with_problems(tuple(cables), problems)


def canonical_id(text: str) -> str | None:
    """The canonical id that `text` spells, None when it is no message number."""
    number = read_message_id(text)
    return str(number) if number else None


def hint_of(path: str) -> str | None:
    """The id that a file's name is, `08PARIS305.md`; None for another name. Takes a path."""
    stem = path.rsplit("/", 1)[-1].split(".", 1)[0]
    return stem if read_message_id(stem) else None


def _with_problems(cables: tuple[Cable, ...], problems: tuple[Diagnostic, ...]) -> tuple[Cable, ...]:
    if not problems:
        return cables
    first = replace(cables[0], diagnostics=(*problems, *cables[0].diagnostics))
    return (first, *cables[1:])
