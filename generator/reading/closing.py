"""The last lines of a telegram -> who signed it, and what a publisher put below (format 14)."""

from __future__ import annotations

import re

from msgspec import Struct

from ..model import Span
from .lines import Line

# Below the signature: "NNNN", "##", "=======CABLE ENDS=======", "CONFIDENTIAL", "UNQUOTE", "#0305"
BELOW = re.compile(
    r"(?:N{4}|#{1,}\d{0,5}|=*\s*CABLE ENDS\s*=*|\W+|(?:C O N F I D E N T I A L|S E C R E T"
    r"|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|SECRET//NOFORN|LIMITED OFFICIAL USE|SENSITIVE"
    r"|NOFORN|SIPDIS)+|BT|>|\"|<.*>)$"
)
# What a publisher adds: "Declassified/Released US Department of State", "2005ROME03081 - Classification: CONFIDENTIAL"
FOOTER = re.compile(
    r"Declassified/Released\b.*|Review \d{1,2} [A-Z]{3} \d{4}|\d{4}[A-Z]{3,8}\d{4,6} - .*"
    r"|PAGE \d\d\s+[A-Z .'-]{3,20}\d{4,6}.*|NOTE BY OC/T.*|View Cable.*|\(Cable \d.*",
    re.I,
)
# A signature alone on its line: "PEKALA", "van Voorst", "McMULLEN", "O'NEAL-SMITH", "SMITH, JR."
SIGNATURE = re.compile(
    r"(?:(?:van|von|de|del|la|le|Mac|Mc|O['’])\s?)*[A-Z][A-Za-z'’`-]+\.?(?: (?:(?:van|von|de"
    r"|la)\s)?[A-Z][A-Za-z'’.-]*){0,2}(?:,? ?(?:JR|SR|II|III)\.?)?\s?#*$"
)
# At the end of a re-flowed text: "... END COMMENT. EAGLETON", "next steps. BUTENIS"
INLINE = re.compile(r"(?<=[.!?)\"”’'])\s+(?P<name>(?:Mc|Mac)?[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,})?)$")
NO_SIGNATURE = frozenset(
    [
        "SUMMARY",
        "COMMENT",
        "END",
        "BACKGROUND",
        "CONCLUSION",
        "INTRODUCTION",
        "SIPDIS",
        "NOFORN",
        "SENSITIVE",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
        "SECRET",
        "TEXT",
        "NOTE",
        "UNQUOTE",
        "QUOTE",
    ]
)
MOST_BELOW = 24
SHORTEST_INLINE = 12


class Closing(Struct, frozen=True):
    """How many lines of the text are left above the closing, the signatures' spans, and the lines below."""

    above: int
    signatures: tuple[Span, ...]
    below: tuple[Line, ...]
    inline: Span | None = None


def find_closing(lines: list[Line]) -> Closing:
    """The signatures at the end of a text and what stands below them."""
    end = len(lines)
    while end > 0 and len(lines) - end < MOST_BELOW and _is_below(lines[end - 1].text):
        end -= 1
    if end == 0:
        return Closing(len(lines), (), ())
    below = tuple(lines[end:])
    last = lines[end - 1]
    if _is_signature(lines, end - 1):
        return Closing(end - 1, ((last.start, last.end),), below)
    inline = INLINE.search(last.text[-80:]) if len(last.text) > SHORTEST_INLINE else None
    if inline and inline["name"].split()[0] not in NO_SIGNATURE:
        start = last.end - len(last.text[-80:]) + inline.start("name")
        return Closing(end, (), below, (start, last.end))
    return Closing(end, (), below)


def _is_below(text: str) -> bool:
    return len(text) < 120 and (BELOW.match(text) is not None or FOOTER.match(text) is not None)


def _is_signature(lines: list[Line], at: int) -> bool:
    """A name alone on its line; in mixed case only after the end of a sentence or a blank line."""
    text = lines[at].text.rstrip("# ")
    if len(text) > 40 or SIGNATURE.match(text) is None or text.upper().rstrip(".:") in NO_SIGNATURE:
        return False
    if at == 0:
        return text.isupper()
    before = lines[at - 1].text
    if text.isupper() or (text.startswith(("Mc", "Mac")) and text[3:].isupper()):
        return (
            before[-1] in ".!?\"”:)…-*'’/,"
            or lines[at].blank_before > 0
            or len(before) < 50
            or len(text.split()) == 1
        )
    return lines[at].blank_before > 0 or before[-1] in '.!?"”)'
