"""The last lines of a telegram -> who signed it, and what a publisher put below (format 14)."""

from __future__ import annotations

import re

from msgspec import Struct

from ..entities.gazetteers import acronym, tag_codes
from ..entities.lexicon import is_ordinary
from ..model import Span
from .lines import Line
from .markers import PAGE_MARKER
from .quoted import find_quoted

# Below the signature: "NNNN", "##", "=======CABLE ENDS=======", "CONFIDENTIAL", "#0305", "BT #0305", "ACTING"
BELOW = re.compile(
    r"(?:N{3,4}|#{1,}\d{0,5}|=*\s*CABLE ENDS\s*=*|[\W_]+|(?:C O N F I D E N T I A L|S E C R E T"
    r"|SENSITIVE BUT UNCLASSIFIED|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|SECRET//NOFORN|LIMITED OFFICIAL USE|SENSITIVE"
    r"|NOFORN|SIPDIS|NODIS|EXDIS|LIMDIS|STADIS)+|BT(?: ?#\d{3,5})?|MINIMIZE CONSIDERED\.?|>|\"|<.*>|\d{1,3}"
    r"|\(?ACTING\)?|CHARGE D['’]?AFFAIRES)$"
)
# What a relay puts in the place of a section that it did not get: "* Missing Section 002 *"
MISSING_SECTION = re.compile(r"\*[* ]*Missing Section \d{1,3}[* ]*\*$", re.I)
# What a publisher adds: "Declassified/Released US Department of State", "2005ROME03081 - Classification: CONFIDENTIAL"
FOOTER = re.compile(
    r"Declassified/Released\b.*|Review \d{1,2} [A-Z]{3} \d{4}|\d{4}[A-Z]{3,8}\d{4,6} - .*"
    r"|PAGE \d\d\s+[A-Z .'-]{3,20}\d{4,6}.*|NOTE BY OC/T.*|View Cable.*|\(Cable \d.*"
    r"|END CABLE TEXT\.?|<< END OF DOCUMENT >>|(?:©|\(c\)|Copyright) .*"
    r"|(?:Back to top|Share this|Print this|Email this)\b.*"
    r"|[\W_]*(?:END|ENDS|END OF (?:THE )?(?:CABLE|TELEGRAM|DOCUMENT))[\W_]*$"
    r"|Page \d+ of \d+$|Comments? ?\(\d+\)$"
    r"|(?:Previous|Next) (?:cable|page)\b.*"
    r"|(?:Print|Download|Metadata|Raw (?:content|source)|Permalink)(?: this.*|:.*)?$"
    r"|Source: https?://\S+|Retrieved (?:from|on) .*|Read more:? .*|(?:Download|Print|Share)\b.{0,40} \| .*"
    r"|https?://(?!\S*\.s?gov\b)\S+|This (?:cable|document) .{0,80}\b(?:archive|collection|website|newspaper)\b.*"
    r"|[\W_]*Names? (?:(?:have|has) been )?(?:removed|withheld) by .*",
    re.I,
)
# Where a publisher's copy says that the telegram is over: "=======================CABLE ENDS======================="
CABLE_ENDS = re.compile(r"=*\s*CABLE ENDS\s*=*$")
# The lines below "From: Ollenby, Ann" in a mail below the telegram
MAIL_MORE = ("Sent: ", "To: ", "Date: ", "Subject: ")
# A signature alone on its line: "PEKALA", "van Harbinge", "O'LOSTROM-VARK", "QUILLET, JR.", "VARK/QUILLET", "J. VARK"
SIGNATURE = re.compile(
    r"(?:[A-Z]\. ?){0,2}(?:(?:van|von|de|del|la|le|Mac|Mc|O['’])\s?)*"
    r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ'’`-]+\.?(?: (?:(?:van|von|de"
    r"|la)\s)?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ'’.-]*){0,2}(?: ?/ ?[A-Z][A-Z'’-]{2,})?(?:,? ?(?:JR|SR|II|III)\.?)?\s?#*$"
)
# At the end of a re-flowed text: "... END COMMENT. LOSTROM", fused: "steps.QUILLET", in mixed case: "with it. Lostrom"
INLINE = re.compile(
    r"(?:(?<=[.!?)\"”’'])\s+|(?<=[a-z][.!?])|(?<=COMMENT\.)|(?<=UNQUOTE)\s+)"
    r"(?P<name>(?:Mc|Mac)?[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,})?(?: JR\.?)?"
    r"|(?<=[.!?)\"”] )(?:(?:[Vv]an|[Vv]on|de) )?NAME)$".replace(
        "NAME", r"[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:[-'’][A-Z][a-z]+)?"
    )
)
# The same where a mission's address, what stood for it, or a page line comes before: "Classified Website: X Lostrom"
BEHIND_ADDRESS = re.compile(
    r"(?:Classified Web ?[Ss]ite\b.*|X{8}|\*{8}|OF \d{3}) ?\s(?P<name>[A-Z][A-Za-z'’-]{3,})$"
)
# The same without the end of a sentence, behind a list that became one line: "... Ann Tasselmar, Notetaker LOSTROM"
UNSTOPPED = re.compile(r"[a-z] (?P<name>[A-Z]{4,})$")
# The line of such an address, below which a name is a signature in whatever letters
ADDRESS = re.compile(r"Classified Web ?site\b|sgov\.gov\b|(?:X{8}|\*{8})$", re.I)
WORD = re.compile(r"[A-Z]+")
NO_SIGNATURE = frozenset(
    [
        "SUMMARY",
        "COMMENT",
        "END",
        "BACKGROUND",
        "CONCLUSION",
        "INTRODUCTION",
        "SIPDIS",
        "NODIS",
        "EXDIS",
        "LIMDIS",
        "STADIS",
        "NOFORN",
        "SENSITIVE",
        "UNCLASSIFIED",
        "CONFIDENTIAL",
        "SECRET",
        "TEXT",
        "NOTE",
        "UNQUOTE",
        "QUOTE",
        "REGARDS",
        "SINCERELY",
        "BEST",
        "ENDS",
        "CONSIDERED",
        "ATTACHMENT",
        "ATTACHMENTS",
        "ENCLOSURE",
        "ENCLOSURES",
        "ANNEX",
        "APPENDIX",
    ]
)
# What may stand behind a name: "QUILLET (ACTING)", "QUILLET, CHARGE"
ACTING = re.compile(r"(?:\s*\((?:ACTING|ACTG|A)\)|,\s?(?:ACTING|ACTG|CHARGE|CDA|A\.I))\W*$", re.I)
# What may end the telegram on the same line: "QUILLET  NNNN"
TAILS = ("NNNN", "BT")
TAIL = re.compile(r"\s(?:N{4}|BT)\W*$")
# Signs around one: "- QUILLET", "(QUILLET)", "//QUILLET//", "/s/ Quillet", "SIGNED: QUILLET"
FRAMED = re.compile(
    r"(?:[-–—]{1,3}|/{1,2}S?/{0,2}|\*{1,3}|(?:SIGNED|SGD)\b[.:]?)\s?(?P<name>[^\W\d_].*?)\s?(?:[-–—*/]{0,3})$|\((?P<round>[^()]+)\)$"
    r"|\[(?P<square>[^\[\]]+)\]$|<(?P<angle>[^<>]+)>$",
    re.I,
)
# One in spaced letters: "Q U I L L E T"
SPACED = re.compile(r"[A-Z](?: [A-Z]){3,}$")
# The end of another's words: "UNQUOTE", "END TEXT."
END_OF_QUOTE = re.compile(
    r"(?:UNQUOTE|END (?:OF )?(?:QUOTE|(?:CABLE |MESSAGE |FULL )?(?:TEXT|MESSAGE)))\W*$", re.I
)
# "QUILLET, JR.", whose point is of the name
ENDS_JUNIOR = re.compile(r"R\.$", re.I)
FEWEST_SIGNED = 2
MOST_WORDS_IN_QUOTE = 2
MOST_BELOW = 24
MOST_AFTER_END = 60
# What the publisher took out, before a name: "XXXXXXXXXXXX LOSTROM"
REDACTED = re.compile(r"X{4,} ")
SHORTEST_INLINE = 12
SHORTEST_SMALL = 4
INLINE_WINDOW = 80
LONGEST_LINE = 120
LONGEST_SIGNATURE = 80
ADDRESS_WINDOW = 200


class Closing(Struct, frozen=True):
    """How many lines of the text are left above the closing, the signatures' spans, and the lines below.

    `quote` is the line that ends another's words, where it stands below the signature.
    """

    above: int
    signatures: tuple[Span, ...]
    below: tuple[Line, ...]
    inline: Span | None = None
    quote: Line | None = None


def find_closing(lines: list[Line]) -> Closing:
    """The signatures at the end of a text and what stands below them."""
    last_line = end = _cable_end(lines)
    while end > 0 and last_line - end < MOST_BELOW and _is_below(lines[end - 1].text):
        end -= 1
    if end == 0:
        return Closing(len(lines), (), ())
    below = tuple(lines[end:])
    last = lines[end - 1]
    if _ends_quotation(lines[:end]):
        signature = lines[end - 2]
        return Closing(end - 2, ((signature.start, signature.end),), below, quote=last)
    signature, tail = _without_tail(last)
    if _is_signature([*lines[: end - 1], signature] if tail else lines, end - 1):
        first = end - 1
        if first and lines[first - 1].text.upper() == signature.text.upper():
            first -= 1  # twice, in other letters: "LOSTROM", "Lostrom"
        spans = (
            *((line.start, line.end) for line in lines[first : end - 1]),
            (signature.start, signature.end),
        )
        return Closing(first, spans, (tail, *below) if tail else below)
    name = _inline_name(last.text)
    if name:
        return Closing(end, (), below, (last.end - name, last.end))
    return Closing(end, (), below)


def signature_in(words: str) -> str:
    """What signs a telegram, without the signs that end it, and without a point that is not of `JR.`"""
    name = words.strip('# "')
    return name if name.upper().endswith("R.") else name.rstrip(". ")


def signer_in(words: str) -> str:
    """The name in a signature, without signs around it and what it is signed as: `(QUILLET)`, `QUILLET, CHARGE`."""
    name = signature_in(words)
    if name.isalpha():
        return name  # most
    name = ACTING.sub("", name)
    framed = FRAMED.match(name)
    if framed:
        name = next(filter(None, framed.groups()))
    if SPACED.match(name):
        name = name.replace(" ", "")
    return signature_in(name)


def _ends_quotation(lines: list[Line]) -> bool:
    """Whether the last line ends another's words and above it is the signature, of no telegram that is sent on."""
    if len(lines) < FEWEST_SIGNED or END_OF_QUOTE.match(lines[-1].text) is None:
        return False
    signature = lines[-2].text
    return (
        signature.upper() == signature
        and signature[-1] != "."
        and len(signature.split()) <= MOST_WORDS_IN_QUOTE
        and _is_signature(lines, len(lines) - 2)
        and not find_quoted(lines, "\n".join([line.text for line in lines]))
    )


def _inline_name(text: str) -> int:
    """How many characters at the end of a line are the signature; 0: none."""
    if len(text) <= SHORTEST_INLINE:
        return 0
    inline = (
        INLINE.search(text[-INLINE_WINDOW:])
        or BEHIND_ADDRESS.search(text[-ADDRESS_WINDOW:])
        or _unstopped_name(text)
    )
    if inline is None or inline["name"].split()[0].upper() in NO_SIGNATURE:
        return 0
    name: str = REDACTED.sub("", inline["name"])
    return 0 if not name.isupper() and is_ordinary(name.lower()) else len(name)


def _unstopped_name(text: str) -> re.Match[str] | None:
    """The name behind the last words of a re-flowed text, which no point ends, and that is neither word nor acronym."""
    if len(text) < LONGEST_LINE or not text[-1].isupper():
        return None
    match = UNSTOPPED.search(text[-INLINE_WINDOW:])
    if match is None or acronym(match["name"]) or match["name"] in tag_codes():
        return None
    if is_ordinary(match["name"].lower()):  # "... which it was told NEVER"
        return None
    return match


def text_above(lines: list[Line], closing: Closing) -> list[Line]:
    """The lines of a text above its closing, the last one without a signature at its end."""
    text = lines[: closing.above]
    if closing.inline and text:
        last = text[-1]
        words = last.text[: closing.inline[0] - last.start].rstrip()
        text[-1] = Line(last.start, last.start + len(words), words, last.blank_before)
    return text


def _cable_end(lines: list[Line]) -> int:
    """The number of the line that says `CABLE ENDS`, or that a mail starts with: from there on all is a publisher's;
    else that after the last.
    """
    first = max(len(lines) - MOST_AFTER_END, 0)
    if "CABLE ENDS" in "\n".join([line.text for line in lines[first:]]):
        for at in range(first, len(lines)):
            if CABLE_ENDS.match(lines[at].text):
                return at
    for at in range(len(lines) - 1, first, -1):
        if lines[at].text.startswith("From: ") and _is_mail(lines, at):
            return at
    return len(lines)


def _is_mail(lines: list[Line], at: int) -> bool:
    """Whether a mail starts at a line, below the telegram's signature: then it is none of its text."""
    if not all(line.text.startswith(MAIL_MORE) for line in lines[at + 1 : at + 3]) or at + 3 > len(lines):
        return False
    while at > 0 and _is_below(lines[at - 1].text):
        at -= 1
    return at > 0 and _is_signature(lines, at - 1)


def _is_below(text: str) -> bool:
    return len(text) < 120 and bool(
        BELOW.match(text)
        or FOOTER.match(text)
        or (text[0] == "*" and MISSING_SECTION.match(text))
        or (text[-1].isdigit() and PAGE_MARKER.match(text))
    )


def _is_signature(lines: list[Line], at: int) -> bool:
    """A name alone on its line; in mixed case only after the end of a sentence or a blank line."""
    if len(lines[at].text) > LONGEST_SIGNATURE:
        return False
    text = lines[at].text
    if text[0] in "-–—*(/[<" and not _may_be_framed(lines, at):
        return False
    if text.islower() and text.isalpha():
        return _is_small_name(lines, at)
    text = signer_in(text).strip('# ."') + ("." if ENDS_JUNIOR.search(text) else "")
    if (
        len(text) > 40
        or SIGNATURE.match(text) is None
        or NO_SIGNATURE.intersection(WORD.findall(text.upper()))
    ):
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
    return (
        lines[at].blank_before > 0
        or before[-1] in '.!?"”)'
        or before.upper() == text.upper()
        or ADDRESS.search(before[-ADDRESS_WINDOW:]) is not None
    )


def _is_small_name(lines: list[Line], at: int) -> bool:
    """Whether a word in small letters, alone on a line below a sentence or a first name, is a name: `lostrom`."""
    text, before = lines[at].text, lines[at - 1].text if at else ""
    if len(text) < SHORTEST_SMALL or is_ordinary(text):
        return False
    return lines[at].blank_before > 0 or before[-1:] in tuple(".!?") or before.isalpha()


def _without_tail(line: Line) -> tuple[Line, Line | None]:
    """A line and what ends the telegram on it: `QUILLET` and `NNNN`."""
    tail = TAIL.search(line.text) if line.text.rstrip(".").endswith(TAILS) else None
    if tail is None:
        return line, None
    words = line.text[: tail.start()].rstrip()
    start = line.start + tail.start() + 1
    return Line(line.start, line.start + len(words), words, line.blank_before), Line(
        start, line.end, line.text[tail.start() + 1 :], 0
    )


def _may_be_framed(lines: list[Line], at: int) -> bool:
    """Whether a name behind a dash or in brackets can sign: the lines above are no list, which it would go on with."""
    text = lines[at].text
    if not at:
        return False
    above = lines[at - 1].text
    return (
        above[0] != text[0]
        and above[-1] != ":"
        and (lines[at].blank_before > 0 or (text.upper() == text and above[-1] in '.!?"”)'))
    )
