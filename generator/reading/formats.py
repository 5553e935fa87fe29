"""A source's text -> the transcripts in it: the table of formats, each known by its content."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from .archive_pages import is_archive_page, transcribe_archive_page
from .dumps import is_csv_dump, is_json_dump, transcribe_csv_dump, transcribe_json_dump
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
    Format("archive_page", is_archive_page, transcribe_archive_page),
    Format("json_lines", is_json_dump, transcribe_json_dump),
    Format("csv", is_csv_dump, transcribe_csv_dump),
    Format("markdown", is_markdown, transcribe_markdown),
    Format("teletype", _always, transcribe_teletype),
)


def find_format(text: str) -> Format:
    """The format of a text."""
    return next(form for form in FORMATS if form.matches(text))
