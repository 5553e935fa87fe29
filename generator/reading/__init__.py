"""bytes -> Cable: the order of the steps. Knows no HTML of ours, no site, no other cable."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from msgspec.structs import replace

from ..diagnostics import Diagnostic, report
from ..model import Cable, Source
from .decoding import decode
from .formats import find_format
from .lines import plain_blanks
from .message_ids import read_message_id
from .sources import FoundFile, KnownPerson, ReadingRules, SourceFile, find_sources
from .telegram import read_telegram

__all__ = [
    "FoundFile", "KnownPerson", "ReadingRules", "SourceFile", "canonical_id", "find_sources", "read", "source_text"
]  # fmt: skip


def read(source: SourceFile, rules: ReadingRules) -> tuple[Cable, ...]:
    """All cables of a source, in order; at least one, which may say no more than why nothing could be read.

    Pure, and never fails on content: what is odd stands in each cable's diagnostics.
    """
    decoded = decode(source.content)
    digest = hashlib.sha256(source.content).hexdigest()
    if decoded.text is None:
        return (Cable(source=Source(source.path, decoded.encoding, digest), diagnostics=decoded.problems),)
    text = plain_blanks(decoded.text)
    if not text.strip():
        empty = report("R100", "this file is empty")
        return (Cable(source=Source(source.path, "empty", digest), diagnostics=(empty,)),)
    form = find_format(text)
    where = Source(source.path, form.name, digest)
    hint = source.id_hint or _hint_of(source.path)
    cables = tuple(
        read_telegram(transcript, text, where, rules, hint, source.year_hint)
        for transcript in form.transcribe(text)
    )
    return _with_problems(cables, decoded.problems)


def source_text(content: bytes) -> str | None:
    """The characters that the spans of a source's cables count; None for a file that is no text."""
    text = decode(content).text
    return None if text is None else plain_blanks(text)


def canonical_id(text: str) -> str | None:
    """The canonical id that `text` spells, None when it is no message number."""
    number = read_message_id(text)
    return str(number) if number else None


def _hint_of(path: str) -> str | None:
    """The id that a file's name is, `08PARIS305.md`; None for another name."""
    stem = PurePosixPath(path).name.split(".")[0]
    return stem if read_message_id(stem) else None


def _with_problems(cables: tuple[Cable, ...], problems: tuple[Diagnostic, ...]) -> tuple[Cable, ...]:
    if not problems:
        return cables
    first = replace(cables[0], diagnostics=(*problems, *cables[0].diagnostics))
    return (first, *cables[1:])
