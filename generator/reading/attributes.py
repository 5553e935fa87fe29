"""The message attributes of an electronic telegram -> names and values, and what they publish (format 15)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from ..entities.gazetteers import captions, post_by_name
from ..entities.gazetteers.tables import read_rows
from ..model import Classification, Published
from .addressees import read_addressees
from .classification import LEVEL, LEVELS
from .dates import MONTHS
from .draft import Draft
from .message_ids import MessageId
from .references import read_references
from .subject import read_subject
from .tags import read_tags

# "Document Number: 1977MOSCOW02124", "TAGS: PFOR, UR", "ISecure: '1'", "Capture Date: 01 JAN 1994"
ATTRIBUTE = re.compile(
    r"(?P<name>(?:TAGS|SAS ID|ISecure|To|From|[A-Z][a-z]+|ID)(?: (?:[A-Z][a-z]+|ID|or|on|US)){0,4}) ?:(?:\s+|$)"
    r"(?P<value>.*)"
)
# An attribute that says nothing: "n/a", "N/A", "<blank>"
EMPTY = re.compile(r"(?:n/a|<blank>|)$", re.I)
# "12 JUL 1974", "01-JAN-1976"
DAY = re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3})[a-z]*[ -](?P<year>\d{4})")
# "1977MOSCOW02124", "1974NEWDE01234", "1974STATE150591_b"
NUMBER = re.compile(r"(?P<year>19\d\d)(?P<prefix>[A-Z' -]{3,12}?)(?P<number>\d{5,6})(?:_?[a-z])?$")
# Between the terms of a value: "PFOR, UR", "74 MOSCOW 1234; STATE 12345"
GAP = re.compile(r"[,;]\s*")
WITHOUT_TEXT = "TEXT UNRETRIEVABLE"


def read_attributes(text: str) -> dict[str, str]:
    """The attributes that say something, in order; a line without a name goes on with the one before it."""
    values: dict[str, list[str]] = {}
    name = ""
    for line in text.split("\n"):
        words = " ".join(line.split())
        match = ATTRIBUTE.match(words)
        if match:
            name = match["name"]
            values[name] = [match["value"]]
        elif words and name:
            values[name].append(words)
    joined = {name: _bare(" ".join(filter(None, lines))) for name, lines in values.items()}
    return {name: value for name, value in joined.items() if not EMPTY.match(value)}


def published_by(attributes: dict[str, str]) -> Published:
    """What the attributes say that a publisher's page says too."""
    return Published(
        id=document_id(attributes),
        date=_day(attributes.get("Sent Date") or attributes.get("Draft Date") or ""),
        classification=attributes.get("Original Classification"),
        origin=attributes.get("From"),
        tags=_terms(attributes.get("TAGS")),
        references=_terms(attributes.get("Reference")),
    )


def document_id(attributes: dict[str, str]) -> str | None:
    """The canonical id of the document number: its post is cut short, so the From attribute decides (format 5.5)."""
    match = NUMBER.match(attributes.get("Document Number", "").strip())
    if match is None:
        return None
    post = _post(match["prefix"], attributes.get("From", ""))
    return str(MessageId(int(match["year"]) % 100, post, int(match["number"]))) if post else None


def says_unretrievable(attributes: dict[str, str]) -> bool:
    """Whether the archive has no text: `Locator: ADS TEXT UNRETRIEVABLE`."""
    return WITHOUT_TEXT in attributes.get("Locator", "").upper()


def complete(draft: Draft) -> None:
    """Gives the draft what its text does not say and the attributes do; both that and a missing text are told."""
    attributes = draft.transcript.attributes
    if says_unretrievable(attributes):
        draft.partial = True
        draft.note("R171", None, "the archive could not retrieve the text of this telegram")
    taken = [name for name, take in TAKERS if name in attributes and take(draft, attributes[name])]
    if taken:
        draft.note(
            "R172", None, f"the text does not have {', '.join(taken)}: taken from the message attributes"
        )


def _take_subject(draft: Draft, value: str) -> bool:
    if draft.subject:
        return False
    draft.subject = read_subject(value)
    return draft.subject is not None


def _take_tags(draft: Draft, value: str) -> bool:
    if draft.tags:
        return False
    draft.tags = read_tags(value)
    return bool(draft.tags)


def _take_level(draft: Draft, value: str) -> bool:
    match = LEVEL.match(value)
    if draft.classification or match is None or match.lastgroup is None:
        return False
    draft.classification = Classification(LEVELS[match.lastgroup])
    return True


def _take_origin(draft: Draft, value: str) -> bool:
    if draft.origin:
        return False
    draft.origin = value
    return True


def _take_action(draft: Draft, value: str) -> bool:
    if draft.action or draft.info:
        return False
    draft.action = read_addressees(GAP.split(value))
    return bool(draft.action)


def _take_references(draft: Draft, value: str) -> bool:
    if draft.references:
        return False
    draft.references = read_references(value, draft.year, None)
    return bool(draft.references)


def _take_captions(draft: Draft, value: str) -> bool:
    found = [word for word in GAP.split(value) if word in captions()]
    if draft.captions or not found:
        return False
    for caption in found:
        draft.caption(caption)
    return True


# The attributes that a text may lack, and what takes them
TAKERS: tuple[tuple[str, Callable[[Draft, str], bool]], ...] = (
    ("Subject", _take_subject),
    ("TAGS", _take_tags),
    ("Original Classification", _take_level),
    ("Handling Restrictions", _take_captions),
    ("Reference", _take_references),
    ("From", _take_origin),
    ("To", _take_action),
)


def _post(prefix: str, origin: str) -> str | None:
    """The post of a document number: that of the From attribute, unless the prefix can only mean another one."""
    named = post_by_name(origin) if origin else None
    known = _posts_by_prefix().get(_letters(prefix), ())
    if named and (named.mrn_name in known or not known):
        return named.mrn_name
    if len(known) == 1:
        return known[0]
    whole = named or post_by_name(prefix)
    return whole.mrn_name if whole else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.upper()))


@cache
def _posts_by_prefix() -> dict[str, tuple[str, ...]]:
    """`NEWDE` -> NEWDELHI; `PORTA` -> PORTAUPRINCE and others."""
    found: dict[str, list[str]] = {}
    for row in read_rows("posts"):
        for prefix in filter(None, row["aad_prefix"].split("/")):
            found.setdefault(prefix, []).append(row["mrn_name"])
    return {prefix: tuple(names) for prefix, names in found.items()}


def _bare(value: str) -> str:
    return value.strip().strip("'\"").strip()


def _day(words: str) -> datetime | None:
    match = DAY.search(words)
    if match is None or match["month"].upper() not in MONTHS:
        return None
    try:
        return datetime(
            int(match["year"]), MONTHS.index(match["month"].upper()) + 1, int(match["day"]), tzinfo=UTC
        )
    except ValueError:
        return None


def _terms(value: str | None) -> tuple[str, ...]:
    return tuple(term for term in GAP.split(value or "") if term)
