"""A source's text -> the transcripts in it: the table of formats, each known by its content."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from .archive_rows import is_archive_row, transcribe_archive_row
from .markdown import is_markdown, transcribe_markdown
from .teletype import transcribe_teletype
from .transcript import Transcript


class Format(Struct, frozen=True):
    """A format: `matches` looks at the whole text, `transcribe` gives its telegrams in order."""

    name: str
    matches: Callable[[str], bool]
    transcribe: Callable[[str], tuple[Transcript, ...]]


def _always(_: str) -> bool:
    return True


# The first that matches is taken; the last takes all.
FORMATS: tuple[Format, ...] = (
    Format("markdown", is_markdown, transcribe_markdown),
    Format("archive_row", is_archive_row, transcribe_archive_row),
    Format("teletype", _always, transcribe_teletype),
)


def find_format(text: str) -> Format:
    """The format of a text."""
    return next(form for form in FORMATS if form.matches(text))
