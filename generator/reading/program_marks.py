"""A telegram that a program wrote in its own signs -> the same without them, each traced to its place (format 16.9).

`_x000D_` of a spreadsheet, the `=20` and `=` at line ends of a mail that was never decoded, `**` around keywords, the
joined letters of a printed page (`ﬁ`), hyphens that do not break, characters that have no width, and the letters that a
scanner took for figures (`OSLO OOO305`).
"""

from __future__ import annotations

import re

from .transcript import Transcriber

SPREADSHEET = "_x000D_"
# Such line ends with what they stand behind: "WASHDC_x000D_\n"
SPREADSHEET_ENDS = re.compile(r"(?P<before>\S)(?P<ends>(?:\s*_x000[DA]_)+(?:[ \t]*\n)?)")
SPREADSHEET_END = re.compile(r"_x000[DA]_(?:[ \t]*\n)?")
# Bytes of a mail, "=C2=B6", and blanks among which one of its signs stands: "=20\n", " =\n"
MAIL = re.compile(
    r"(?P<gap>(?<![ \t\n])[ \t\n]*+(?:=(?:20|09|0[AD])|(?<!=)=[ \t]*+\n)"
    r"(?:[ \t\n]++|=(?:20|09|0[AD])|=[ \t]*+\n)*)|(?P<bytes>(?:=[0-9A-F]{2})+)"
)
MAIL_BLANK = re.compile(r"=(?P<code>20|09|0[AD])|=[ \t]*\n")
MAIL_BLANKS = {"20": " ", "09": "\t", "0A": "\n", "0D": ""}
MAIL_SIGNS = ("=20", "=3D", "=\n", "= \n", "=C2", "=E2")
FEWEST_OF_MAIL = 3
MOST_OTHERS = 0.2
# A keyword in bold letters: "**SUBJECT:** ", "**TAGS**: "
BOLD = re.compile(
    r"^(?P<blanks>[ \t]*)(?:\*\*|__)(?P<words>(?:E\.?O\.? ?\d{5}|TAGS|SUBJ(?:ECT)?|REF(?:S|TEL|TELS)?|CLASSIFIED BY"
    r"|FM|FROM|TO|INFO)[ \t]*:?)(?:\*\*|__)",
    re.M | re.I,
)
FEWEST_BOLD = 2
JOINED = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u2010": "-", "\u2011": "-",
}  # fmt: skip
PRINTED_SIGNS = (*JOINED, "\u200b", "\u2060", "\ufeff")
# One of these, or characters without width, which go with what stands beside them
PRINTED = re.compile(
    r"(?P<joined>[\ufb00-\ufb06\u2010\u2011])|(?<=\S)[\u200b\u2060\ufeff]+|[\u200b\u2060\ufeff]+(?=[^\s\ufb00-\ufb06\u2010\u2011])"
)
# A number at the end of a classification line with the letter for zeros: "C O N F I D E N T I A L OSLO OOO305"
SCANNED_NUMBER = re.compile(r" (?P<number>O[O0]{0,5}[1-9][\dO]{0,5})[ \t]*$", re.M)
LEVEL = re.compile(r"[ \t]*(?:UNCLAS|C ?O ?N ?F|S ?E ?C ?R|L ?I ?M ?I|T ?O ?P )")
# The first paragraph with the letter for its number, and the second: "l. (C) The hall", "¶2. (C) "
SCANNED_FIRST = re.compile(r"^[ \t]*(?P<number>l)\. {1,3}(?=[A-Z(\"“])", re.M)
FIRST = re.compile(r"^[ \t]*(?:¶ ?)?1\.", re.M)
SECOND = re.compile(r"^[ \t]*(?:¶ ?)?2\.", re.M)


def undo_spreadsheet(text: str) -> Transcriber | None:
    """Takes a text that may have line ends of a spreadsheet; None where it has none."""
    if SPREADSHEET not in text:
        return None
    plain = Transcriber(text)
    for match in SPREADSHEET_ENDS.finditer(text):
        plain.replace(*match.span(), match["before"] + SPREADSHEET_END.sub("\n", match["ends"]))
    return plain


def undo_mail(text: str) -> Transcriber | None:
    """Takes a text that may be a mail in quoted-printable; None where it is none."""
    if not any(sign in text for sign in MAIL_SIGNS):
        return None
    found = list(MAIL.finditer(text))
    signs = sum(match.group().count("=") for match in found)
    if signs < FEWEST_OF_MAIL or text.count("=") > signs * (1 + MOST_OTHERS):
        return None
    plain = Transcriber(text)
    for match in found:
        start, end = match.span()
        if match["bytes"]:
            words = _decoded(match["bytes"])
            if words:
                plain.replace(start, end, words)
            continue
        words = MAIL_BLANK.sub(
            lambda blank: MAIL_BLANKS[blank["code"]] if blank["code"] else "", match["gap"]
        )
        if start > plain.kept_to:
            plain.replace(start - 1, end, text[start - 1] + words)
        elif plain.edits:
            words = plain.pieces[-1] + words
            first = plain.take_back()
            plain.replace(first, end, words)
    return plain


def _decoded(signs: str) -> str:
    """The characters that the bytes of a mail stand for; nothing for what no text may hold."""
    content = bytes.fromhex(signs.replace("=", ""))
    try:
        words = content.decode()
    except UnicodeDecodeError:
        words = content.decode("cp1252", "replace")
    return words if words.isprintable() and "\ufffd" not in words else ""


def undo_bold(text: str) -> Transcriber | None:
    """Takes a text whose keywords may be in bold letters; None where they are not."""
    found = list(BOLD.finditer(text))
    if len(found) < FEWEST_BOLD:
        return None
    plain = Transcriber(text)
    for match in found:
        plain.replace(match.end("blanks"), match.end(), match["words"])
    return plain


def undo_printed(text: str) -> Transcriber | None:
    """Takes a text that may have joined letters or characters without width; None where it has none."""
    try:
        text.encode("latin-1")  # as nearly all telegrams can be, and much sooner known than by the expression
        return None
    except UnicodeEncodeError:
        pass
    if not any(sign in text for sign in PRINTED_SIGNS):
        return None
    plain = Transcriber(text)
    for match in PRINTED.finditer(text):
        start, end = match.span()
        if match["joined"]:
            plain.replace(start, end, JOINED[match["joined"]])
        elif start and not text[start - 1].isspace():
            plain.drop_after(start, end)
        else:
            plain.replace(start, end + 1, text[end])
    return plain


def undo_scanned(text: str) -> Transcriber | None:
    """Takes a text whose number, or that of its first paragraph, may have letters for figures; None where not."""
    found = []
    for sign in (" OO", " O0"):
        at = text.find(sign)
        while at >= 0:
            match = SCANNED_NUMBER.match(text, at)
            if match and _is_level(text, at):
                found.append(match)
            at = text.find(sign, at + 1)
    first = SCANNED_FIRST.search(text) if "\nl. " in text else None
    if first and SECOND.search(text, first.end()) and not FIRST.search(text, 0, first.start()):
        found.append(first)
    if not found:
        return None
    plain = Transcriber(text, told=True)
    for match in sorted(found, key=lambda match: match.start()):
        plain.replace(*match.span("number"), match["number"].replace("O", "0").replace("l", "1"))
    return plain


def _is_level(text: str, position: int) -> bool:
    """Whether a line is a classification line."""
    return LEVEL.match(text, text.rfind("\n", 0, position) + 1) is not None
