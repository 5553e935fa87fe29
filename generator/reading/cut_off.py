"""The header of a first copy, cut off by its publisher -> the fields that the full copy below lacks (format 16.6)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..model import ClassifiedBy, Reference
from .classification import banner_rest
from .draft import Draft
from .field_values import read_fields
from .header import HeaderReader
from .lines import Line

CUT = "..."
# The beginning of "for reasons 1.4 (b)" behind a title
BEGUN = re.compile(r",?\s+for(?:\s+r[a-z]{0,6})?$", re.I)


def complete_from_cut_off(draft: Draft, repair: bool) -> None:
    """Gives the draft what only the cut-off copy above it says; the lines of that stay a publisher's."""
    lines = list(draft.cut_off)
    at = next((at + 1 for at, line in enumerate(lines) if banner_rest(line.text)), None)
    if at is None:
        return
    other = header_below(draft, lines, at, repair)
    _take_lines(draft, other)
    taken = take_missing(draft, other, _last_words(lines))
    if taken:
        draft.note("R117", lines[at - 1].start, f"only the cut-off copy above has {', '.join(taken)}")


def header_below(draft: Draft, lines: list[Line], at: int, repair: bool) -> Draft:
    """The header that starts at a line as a draft of its own, which claims nothing of the telegram's."""
    other = Draft(draft.transcript, draft.text, draft.source, draft.id_hint, draft.year_hint)
    other.damage, other.mended, other.dtg = draft.damage, draft.mended, draft.dtg
    other.printed_post, other.printed_number = draft.printed_post, draft.printed_number
    header = HeaderReader(other, lines, at)
    header.read()
    read_fields(other, header.fields, repair)
    return other


def take_missing(draft: Draft, other: Draft, last_words: str) -> list[str]:
    """Gives the draft what only the other has; the names of the fields.

    `last_words` are those at which the other was cut off, if it was.
    """
    taken: list[str] = []
    if not draft.executive_order and other.executive_order:
        draft.executive_order, draft.declassify_on = other.executive_order, other.declassify_on
        draft.declassify_year = other.declassify_year
        taken.append("the executive order")
    if not draft.tags and other.tags:
        draft.tags = other.tags
        taken.append("TAGS")
    if not draft.subject and other.subject:
        draft.subject = other.subject
        taken.append("the subject")
    references = _whole_references(other.references, last_words)
    if not draft.references and references:
        draft.references = references
        taken.append("references")
    classifiers = _whole_names(other.classified_by, last_words)
    if not draft.classified_by and classifiers:
        draft.classified_by = classifiers
        taken.append("who classified it")
    return taken


def _take_lines(draft: Draft, other: Draft) -> None:
    """Gives the draft its passing instructions as the lines that they are only in the other."""
    if len(other.attention) > len(draft.attention) and _joined(draft.attention) == _joined(other.attention):
        draft.attention = other.attention


def _joined(instructions: list[str]) -> str:
    return " ".join(instructions)


def _last_words(lines: list[Line]) -> str:
    text = lines[-1].text
    return text.removesuffix(CUT).rstrip() if text.endswith(CUT) else ""


def _whole_references(found: tuple[Reference, ...], last_words: str) -> tuple[Reference, ...]:
    """All but the one at which the copy was cut off."""
    last = found[-1].text.removesuffix(CUT).rstrip() if found else ""
    return found[:-1] if last and last_words.endswith(last) else found


def _whole_names(found: tuple[ClassifiedBy, ...], last_words: str) -> tuple[ClassifiedBy, ...]:
    """Those whose name was not cut off; what began behind a title is none of it."""
    whole = (who for who in found if who.name and not (last_words and last_words.endswith(who.name)))
    return tuple(replace(who, title=BEGUN.sub("", who.title or "") or None) for who in whole)
