"""An electronic telegram of 1973 to 1979 (`Message Text`, then `Message Attributes`) -> Transcript (format 15)."""

from __future__ import annotations

import re

from .attributes import document_id, published_by, read_attributes
from .transcript import Transcript

# The headings of the two parts, each alone on its line
TEXT_HEADING = re.compile(r"^[ \t]*Message Text[ \t]*$", re.M)
ATTRIBUTES_HEADING = re.compile(r"^[ \t]*Message Attributes[ \t]*$", re.M)
# The head of a page with copy counts below it: "PAGE 01 STATE 150591", "46", "ORIGIN SS-20"
OFFICES = re.compile(r"^[ \t]*(?:ORIGIN|ACTION)\s+[A-Z]{1,6}-\d\d\b", re.M)
# A time of the years in which these telegrams were sent: "O 121845Z JUL 74"
TIME = re.compile(r"\b\d{6}Z\s+[A-Z]{3}[A-Z]*\s+(?:19)?7[3-9]\b")
HEAD = 4000


def is_electronic(text: str) -> bool:
    """Whether a text has a list of message attributes, or the rows of offices above a telegram of these years."""
    if "Message Attributes" in text:
        return ATTRIBUTES_HEADING.search(text) is not None
    head = text[:HEAD]
    if "PAGE 01 " not in head and "DRAFTED BY" not in head:
        return False
    return OFFICES.search(head) is not None and TIME.search(head) is not None


def transcribe_electronic(text: str) -> tuple[Transcript, ...]:
    """The telegrams of a text; what is above `Message Text`, and the attributes, are the publisher's.

    A file may hold several: each has its own attributes, which stand below it.
    """
    transcripts: list[Transcript] = []
    start = 0
    while start < len(text):
        heading = ATTRIBUTES_HEADING.search(text, start)
        end = _next_text(text, heading.end()) if heading else len(text)
        if heading and not text[start : heading.start()].strip():  # a copy that has the attributes above
            further = ATTRIBUTES_HEADING.search(text, end)
            end = further.start() if further else len(text)
        if text[start:end].strip():
            transcripts.append(_transcribe(text, start, heading, end))
        start = end
    return tuple(transcripts)


def _next_text(text: str, position: int) -> int:
    """Where a further telegram's `Message Text` stands, else the end."""
    heading = TEXT_HEADING.search(text, position)
    return heading.start() if heading else len(text)


def _transcribe(text: str, start: int, attributes: re.Match[str] | None, end: int) -> Transcript:
    last = attributes.start() if attributes else end
    heading = TEXT_HEADING.search(text, start, last)
    first = heading.end() if heading else start
    facts_end = end
    if attributes and not heading and not text[start:last].strip():  # a copy that has the attributes above
        below = TEXT_HEADING.search(text, attributes.end(), end)
        facts_end = below.start() if below else end
        first, last = (below.end(), end) if below else (first, last)
    facts = read_attributes(text[attributes.end() : facts_end]) if attributes else {}
    around = [(start, first), (last, end)]
    return Transcript(
        text[first:last],
        first,
        around=tuple((start, end) for start, end in around if text[start:end].strip()),
        published=published_by(facts) if facts else None,
        id_hint=document_id(facts),
        electronic=True,
        attributes=facts,
    )
