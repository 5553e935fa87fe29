"""The name of a column of a dump -> what the column holds, however its maker calls it."""

from __future__ import annotations

import re

# What a column may be called, the more particular names first: of two columns of one meaning these count
NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        "mrn", "refid", "ref_id", "reference_id", "canonical_id", "message_number", "reference_number",
        "cable_number", "document_number", "cable_id", "message_id", "document_id", "doc_id", "identifier", "id",
    ),
    "date": (
        "datetime", "date_time", "date_sent", "sent_date", "cable_date", "message_date", "created_at", "created",
        "sent_at", "sent", "timestamp", "date", "time",
    ),
    "origin": ("origin", "embassy", "post", "mission", "office", "from", "sender", "source"),
    "classification": ("classification", "classification_level", "level", "class"),
    "references": ("references", "refs", "reftels", "cable_references", "references_to"),
    "header": ("header", "headers", "message_header", "cable_header", "envelope"),
    "text": (
        "text", "body", "content", "full_text", "fulltext", "cable_text", "message_text", "body_text", "cable_body",
        "message_body", "cable_content", "message", "cable", "raw",
    ),
    "tags": ("tags",),
    "released": ("released", "release_date", "released_at", "release_time", "released_on"),
    "url": ("url", "link", "uri", "source_url"),
    "number": ("number", "row", "nr", "no"),
    "subject": ("subject", "title"),
}  # fmt: skip
MEANINGS = {name: (meaning, rank) for meaning, names in NAMES.items() for rank, name in enumerate(names)}
# What stands between the words of a name: "Date/Time", "message-number", "Reference ID"
BETWEEN = re.compile(r"[^a-z0-9]+")
# Where a name in capitals within begins: "refId", "messageNumber"
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def meaning_of(name: str) -> tuple[str, int] | None:
    """What a column of that name holds, and how particular the name is (0: most); None for an unknown one."""
    return MEANINGS.get(_plain(name.lower())) or MEANINGS.get(_plain(HUMP.sub("_", name).lower()))


def meanings_of(names: list[str]) -> tuple[str, ...]:
    """What each column holds, nothing for one that is unknown or whose meaning has a more particular name."""
    found = [meaning_of(name) or ("", 0) for name in names]
    best: dict[str, int] = {}
    for at, (meaning, rank) in enumerate(found):
        if meaning and (meaning not in best or rank < found[best[meaning]][1]):
            best[meaning] = at
    return tuple(meaning if best.get(meaning) == at else "" for at, (meaning, _) in enumerate(found))


def _plain(name: str) -> str:
    return BETWEEN.sub("_", name).strip("_")
