"""A telegram with what its publisher says above it, one line each -> Transcript; and the other way round.

So `cablepress import` writes a row of a dump as a file that people can edit:

    id: 08PARIS305
    date: 2008-02-21 14:04
    origin: Embassy Paris
    classification: SECRET
    references: 07PARIS1111, 07STATE9
    ---------- telegram ----------

    VZCZCXRO3734
"""

from __future__ import annotations

import re

from ..model import Published
from .archive_pages import published_time
from .transcript import Transcript

FIELDS = ("id", "date", "classification", "origin", "tags", "references", "released", "url")
STARTS = tuple(f"{field}: " for field in FIELDS)
DIVIDER = "-" * 10 + " telegram " + "-" * 10
# A head, from its first line: "id: 08PARIS305", "origin: Embassy Paris", "---------- telegram ----------"
HEAD = re.compile(rf"(?P<lines>(?:(?:{'|'.join(FIELDS)}): [^\n]*\n)+)-{{3,}} telegram -{{3,}}[ \t]*(?:\n|\Z)")


def is_record(text: str) -> bool:
    """Whether a text starts with such a head."""
    return text.startswith(STARTS) and HEAD.match(text) is not None


def transcribe_record(text: str) -> tuple[Transcript, ...]:
    """The one telegram below the head, which is the publisher's."""
    head = HEAD.match(text)
    assert head is not None
    published = _published(head["lines"])
    below, span = text[head.end() :], (0, head.end())
    return (Transcript(below, head.end(), around=(span,), published=published, id_hint=published.id),)


def write_record(published: Published | None, text: str) -> str:
    """The text of a file that is read as this telegram with this publisher's account; a line end at its end."""
    lines = [f"{name}: {words}\n" for name, words in _lines(published) if words] if published else []
    head = f"{''.join(lines)}{DIVIDER}\n\n" if lines else ""
    return f"{head}{text.strip(chr(10))}\n"


def _lines(published: Published) -> tuple[tuple[str, str], ...]:
    values = {
        "id": published.id,
        "date": f"{published.date:%Y-%m-%d %H:%M}" if published.date else None,
        "classification": published.classification,
        "origin": published.origin,
        "tags": " ".join(published.tags),
        "references": ", ".join(published.references),
        "released": published.released,
        "url": published.url,
    }
    return tuple((name, " ".join((values[name] or "").split())) for name in FIELDS)


def _published(lines: str) -> Published:
    values = dict(line.split(": ", 1) for line in lines.splitlines())
    found = {name: words.strip() or None for name, words in values.items()}
    references = (found.get("references") or "").replace(",", " ")
    return Published(
        id=found.get("id"),
        date=published_time(found.get("date") or ""),
        classification=found.get("classification"),
        origin=found.get("origin"),
        tags=tuple((found.get("tags") or "").split()),
        references=tuple(references.split()),
        released=found.get("released"),
        url=found.get("url"),
    )
