"""The header fields of a telegram -> their values in the draft (format 7 to 11)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..model import ClassifiedBy
from .classified_by import read_classified_by
from .draft import Draft
from .executive_order import classifier_in, read_executive_order
from .header import HeaderField
from .hyphens import is_cut
from .punctuation import DASH, mend
from .references import add_references, read_references
from .subject import read_subject
from .tags import read_slip, read_tags

# The sign before a number that goes on with the line above: "THE TALKS OF MAY 14,", "¶2009."
STRAY_SIGN = re.compile(r"\s*¶(?=\d)")


def read_fields(draft: Draft, fields: list[HeaderField], repair: bool) -> None:
    """Every header field into the draft; a keyword that comes again adds what the first did not have.

    With `repair` lost signs are mended, and words joined that line ends cut in an electronic telegram.
    """
    number = _own_post(draft)
    for field in fields:
        _claim_field(draft, field)
        match field.name:
            case "executive_order":
                keyword = draft.text[field.start : field.pieces[0][0]]
                value = field.value(draft.text)
                read_executive_order(draft, field.start, keyword, value)
                if named := classifier_in(value):
                    draft.classified_by += (ClassifiedBy(named),)
            case "tags":
                _read_tags(draft, field, repair)
            case "subject":
                draft.subject = draft.subject or _subject(draft, field, repair)
            case "references":
                found = read_references(_mended(draft, field, brackets=True), draft.year, number)
                draft.references = add_references(draft.references, found)
            case "classified_by":
                add_classifier(draft, _mended(draft, field), field.pieces[0][0] - field.start)


def add_classifier(draft: Draft, value: str, column: int) -> None:
    """Who classified, from what stands behind the keyword, which ends at this column."""
    for found in read_classified_by(value, column):
        names = [other.name for other in draft.classified_by]
        if found.name in names:
            draft.classified_by = tuple(
                found if other.name == found.name and not other.reasons else other
                for other in draft.classified_by
            )
        else:
            draft.classified_by += (found,)


def _read_tags(draft: Draft, field: HeaderField, repair: bool) -> None:
    """The terms, those of them put right that have a letter too many."""
    tags = read_tags(field.value(draft.text))
    slips = {tag.code: meant for tag in tags if repair and (meant := read_slip(tag.code))}
    for code, meant in slips.items():
        for start, end in field.pieces:
            match = re.compile(re.escape(code), re.I).search(draft.text, start, end)
            if match:
                draft.repair("R209", *match.span(), meant)
    if slips:
        tags = tuple(replace(tag, code=slips.get(tag.code, tag.code)) for tag in tags)
    draft.tags = tuple(dict.fromkeys((*draft.tags, *tags)))


def _subject(draft: Draft, field: HeaderField, repair: bool) -> str | None:
    if repair and draft.transcript.electronic:
        return read_subject(_without_cuts(draft, field))
    value = _mended(draft, field)
    return read_subject(_without_signs(draft, field, value) if repair and "¶" in value else value)


def _without_signs(draft: Draft, field: HeaderField, value: str) -> str:
    """A subject without the sign that a publisher put before the number that opens a line of it, a repair."""
    for start, end in field.pieces[1:]:
        sign = STRAY_SIGN.match(draft.text, start, end)
        if sign:
            draft.repair("R204", start, start + 2, draft.text[start + 1])
    first, *lines = value.split("\n")
    return "\n".join((first, *(STRAY_SIGN.sub("", line) for line in lines)))


def _mended(draft: Draft, field: HeaderField, brackets: bool = False) -> str:
    """A field's value with the signs that were lost, each a repair; `brackets` are none that stand for dashes."""
    if not draft.damage:
        return field.value(draft.text)
    for start, end in field.pieces:
        draft.tell_damage(start, end, *([DASH] if brackets else []))
    damage = tuple(damage for damage in draft.damage if not (brackets and damage.sign == DASH))
    return field.value(mend(draft.text, damage))


def _without_cuts(draft: Draft, field: HeaderField) -> str:
    """A field's value without the hyphens with which line ends cut words, each a repair."""
    words = ""
    end = 0
    for start, piece_end in field.pieces:
        line = draft.text[start:piece_end].strip()
        if is_cut(words, line, draft.words):
            draft.repair("R208", end - 1, end, "")
            words = words[:-1] + line
        else:
            words = f"{words}\n{line}"
        end = start + len(draft.text[start:piece_end].rstrip())
    return words


def _own_post(draft: Draft) -> str | None:
    if draft.printed_post:
        return draft.printed_post
    return draft.id_hint.post if draft.id_hint else None


def _claim_field(draft: Draft, field: HeaderField) -> None:
    for number, (piece_start, piece_end) in enumerate(field.pieces):
        first = piece_start if number else min(field.start, piece_start)
        end = first + len(draft.text[first:piece_end].rstrip())
        draft.claim(field.name, first, end)
