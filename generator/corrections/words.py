"""A field of a cable and its value -> words that a reader of the page understands."""

from __future__ import annotations

from datetime import datetime

from ..cards import Corrected
from ..model import Addressee, Classification, ClassifiedBy, Precedence, Reference, Sections, Station, Tag

NOTHING = "not found"
LONGEST = 300


def value_words(value: object) -> str:
    """`2008-02-21 14:04 UTC`, `SECRET//NOFORN`, `MARR, FR`; `not found` where there is nothing."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | () | "":
            return NOTHING
        case tuple():
            return _shortened(", ".join(value_words(one) for one in value))
        case datetime():
            return f"{value:%Y-%m-%d %H:%M} UTC"
        case Classification(level, caveats):
            return "//".join((level, *caveats))
        case Tag(code, qualifier):
            return f"{code} ({qualifier})" if qualifier else code
        case Reference():
            return value.text
        case Addressee():
            return value.name
        case ClassifiedBy():
            reasons = " ".join(f"({letter})" for letter in value.reasons)
            return ", ".join(part for part in (value.name, value.title, value.section, reasons) if part)
        case Precedence(action, info):
            return f"{action}, {info} for information" if info else action
        case Station():
            return value.indicator
        case Sections():
            return f"{value.count} sections"
    return _shortened(str(value))


def correction_sentence(corrected: Corrected) -> str:
    """`Corrected by the publisher: date, was 2008-02-12 14:04 UTC, because the day is mistyped.`"""
    field = corrected.field.replace("_", " ")
    reason = corrected.reason.strip().rstrip(".")
    if reason[1:2].islower() or reason[1:2] == " ":
        reason = reason[:1].lower() + reason[1:]
    return f"Corrected by the publisher: {field}, was {corrected.was}, because {reason}."


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
