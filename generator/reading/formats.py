"""A source's text -> the transcripts in it: the table of formats, each known by its content."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from .archive_pages import is_archive_page, transcribe_archive_page
from .dumps import is_csv_dump, is_json_dump, transcribe_csv_dump, transcribe_json_dump
from .electronic import is_electronic, transcribe_electronic
from .json_arrays import is_json_array, transcribe_json_array
from .markdown import is_markdown, transcribe_markdown
from .pasted_rows import holds_row, transcribe_pasted
from .records import is_record, transcribe_record
from .teletype import transcribe_teletype
from .transcript import Transcript
from .web_pages import is_web_page, transcribe_web_page


class Format(Struct, frozen=True):
    """A format: `matches` looks at the whole text, `transcribe` gives its telegrams in order.

    `raw`: it wants the text as decoded, since a blank or line end of another kind has no meaning in it.
    """

    name: str
    matches: Callable[[str], bool]
    transcribe: Callable[[str], tuple[Transcript, ...]]
    raw: bool = False


def _always(_: str) -> bool:
    return True


# The first that matches is taken; the last takes all.
FORMATS: tuple[Format, ...] = (
    Format("archive_page", is_archive_page, transcribe_archive_page),
    Format("web_page", is_web_page, transcribe_web_page),
    Format("json_array", is_json_array, transcribe_json_array, raw=True),
    Format("json_lines", is_json_dump, transcribe_json_dump, raw=True),
    Format("csv", is_csv_dump, transcribe_csv_dump, raw=True),
    Format("record", is_record, transcribe_record),
    Format("electronic", is_electronic, transcribe_electronic),
    Format("pasted_row", holds_row, transcribe_pasted),
    Format("markdown", is_markdown, transcribe_markdown),
    Format("teletype", _always, transcribe_teletype),
)


def find_format(text: str) -> Format:
    """The format of a text."""
    return next(form for form in FORMATS if form.matches(text))
