"""What a check finds -> what its page may show."""

from __future__ import annotations

from msgspec import Struct

from .common import Head


class Phrase(Struct, frozen=True, gc=False, array_like=True):
    """Words in a table; `url` None: they lead nowhere, and need not."""

    text: str
    url: str | None = None


class Cell(Struct, frozen=True, gc=False, array_like=True):
    """A cell of a table: phrases, or one `number`, to be set flush right."""

    phrases: tuple[Phrase, ...]
    number: bool = False


class SurveyTable(Struct, frozen=True, gc=False, array_like=True):
    """A table of the survey: the first cell of a row says what it is about; `more` rows are left out."""

    title: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int


class QualityView(Struct, frozen=True, gc=False, array_like=True):
    """The page that says how well the archive is understood; no table is empty."""

    head: Head
    name: str
    sentence: str
    tables: tuple[SurveyTable, ...]
