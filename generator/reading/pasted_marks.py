"""A telegram pasted from a mail, a web page or a program -> the same without their marks (format 16.7, 16.9).

Marks are `>` before each line of a mail, `<br>` and `\\n` for line ends, soft hyphens, the Latin-1 form of other
letters (`Â¶`), letters that lost a bit of it (`JosC)`), Cyrillic letters that look like Latin ones (`ТAGS`), and
quotation marks that a dump doubled. Each is traced to its place.
"""

from __future__ import annotations

import re

from .nested import composed
from .program_marks import SPREADSHEET, undo_bold, undo_mail, undo_printed, undo_scanned, undo_spreadsheet
from .transcript import Transcriber, Transcript

# A line end of a web page, with what it stands behind: "WASHDC<br>", "NO<br />\n<br>"
BREAKS = re.compile(r"(?P<before>\S)(?P<breaks>(?:[ \t\n]*<(?:br ?/?|/?p)>[ \t]*)+)", re.I)
BREAK = re.compile(r"<(?:br ?/?|/?p)>[ \t]*\n?", re.I)
# A line end as a program writes it: "WASHDC\nINFO"
ESCAPED = re.compile(r"(?P<before>\S)(?P<breaks>(?:[ \t]*(?:\\r)?\\n)+)")
ESCAPED_END = re.compile(r"(?:\\r)?\\n")
# What stands before a line of a mail that is quoted: "> FM AMEMBASSY OSLO", ">> 1. (C) The hall"
QUOTE = re.compile(r"(?:> ?)+")
# The two or three letters that one beyond ASCII becomes: "Â¶" for "¶", "â€™" for "’"
MISREAD = re.compile(
    r"(?:[ÂÃ]|â[\u20ac\x80])[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# The two signs that the UTF-8 form of a small letter becomes where a program drops the eighth bit: "JosC)", "LC3pez"
STRIPPED = re.compile(r"C(?P<sign>[!#)*+:<13-](?:(?=[a-z])|(?<=[!)])(?=[\s.,;)]|XXX)))(?<=[A-Za-z]C.)")
PLAIN_WORD = re.compile(r"(?<![A-Za-z])(?:[A-Z]?[a-z]+|[A-Z])$")
FEW_LETTERS = re.compile(r"[a-z]{1,3}(?![\w-])")
FURTHER_LETTERS = re.compile(r"[a-z]+")
NEXT_BRACKET = re.compile(r"[()]")
LONGEST_WORD = 30
SURE_WORD = 3
NEAR = 60
SOFT_HYPHEN = "\u00ad"
SOFT_HYPHENS = re.compile(r"(?<=\S)\u00ad+|\u00ad+(?=\S)")
# Cyrillic letters and the Latin ones that look the same
CYRILLIC, LATIN = "АВЕКМНОРСТХУІЅЈаеорсхуіѕј", "ABEKMHOPCTXYISJaeopcxyisj"
HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ALIKE = str.maketrans(CYRILLIC, LATIN)
# A word, or a letter in brackets or between points, in which such a letter may stand: "ТAGS", "SUВJECT", "(С)", "E.О."
WORD = re.compile(
    rf"(?<![A-Za-z{CYRILLIC}])[A-Za-z{CYRILLIC}]{{2,20}}(?![A-Za-z{CYRILLIC}])"
    rf"|(?<=\()[{CYRILLIC}](?=[)/])|(?<=[A-Z]\.)[{CYRILLIC}](?=\.)|\b[{CYRILLIC}](?=\.[A-Z]\.)"
)
HAS_LATIN = re.compile(r"[A-Za-z]")
FEWEST_LINES = 5
MOST_QUOTED = 0.8
FEWEST_BREAKS = 3
DOUBLED = '""'
FEWEST_DOUBLED = 2


def without_marks(transcript: Transcript) -> Transcript:
    """The telegram without the marks of the place where it was copied; as it is, if it has none."""
    for sign, undo in UNDONE:
        plain = undo(transcript.text) if sign in transcript.text else None
        if plain:
            words, edits = plain.finish()
            transcript = composed(transcript, Transcript(words, edits=edits)) or transcript
    return transcript


def _undo_quotes(text: str) -> Transcriber | None:
    if "\n>" not in text:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < FEWEST_LINES or sum(line[0] == ">" for line in lines) < MOST_QUOTED * len(lines):
        return None
    plain = Transcriber(text)
    start = after = position = (
        0  # `start`: of the first of the marks that go with the next words; `after`: the last words
    )
    for line in text.split("\n"):
        quote = QUOTE.match(line)
        end = position + (quote.end() if quote else 0)
        words = text[end : position + len(line)].lstrip()
        first = position + len(line) - len(words)
        if words and text.find(">", start, first) >= 0:
            blanks = text.count("\n", start, position) * "\n" + text[end:first]
            plain.replace(start, first + 1, blanks + words[0])
        if words:
            after = position + len(line.rstrip())
        position += len(line) + 1
        start = position if words else start
    if after > 0 and text.find(">", after) >= 0:
        plain.replace(after - 1, len(text), text[after - 1] + "\n")
    return plain


def _undo_breaks(text: str) -> Transcriber | None:
    if "<br" not in text and "<BR" not in text and "</p>" not in text:
        return None
    found = list(BREAKS.finditer(text))
    if sum(match["breaks"].count("<") for match in found) < FEWEST_BREAKS:
        return None
    plain = Transcriber(text)
    for match in found:
        stays = text.startswith("\n", match.end())  # the line end of the source, behind the last mark
        ends = BREAK.sub("\n", match["breaks"] + "\n" * stays)
        plain.replace(*match.span(), match["before"] + (ends[:-1] if stays else ends))
    return plain


def _undo_escapes(text: str) -> Transcriber | None:
    if "\\n" not in text or text.count("\\n") < max(FEWEST_LINES, text.count("\n")):
        return None
    plain = Transcriber(text)
    for match in ESCAPED.finditer(text):
        plain.replace(*match.span(), match["before"] + ESCAPED_END.sub("\n", match["breaks"]))
    return plain


def _undo_doubled(text: str) -> Transcriber | None:
    """Two quotation marks for each, as in a cell of a dump; one that ended the cell may be left."""
    pairs = text.count(DOUBLED)
    if pairs < FEWEST_DOUBLED or text.count('"') > 2 * pairs + 1:
        return None
    plain = Transcriber(text, told=True)
    at = text.find(DOUBLED)
    while at >= 0:
        plain.replace(at, at + len(DOUBLED), '"')
        at = text.find(DOUBLED, at + len(DOUBLED))
    return plain


def _undo_letters(text: str) -> Transcriber | None:
    found = _stripped_words(text)
    return _with_letters(text, found) if found or not text.isascii() else None


def _stripped_words(text: str) -> list[tuple[int, int, str]]:
    """Each word with a letter that lost a bit, and as what it is read: the repair names it whole."""
    found: list[tuple[int, int, str]] = []
    behind = 0
    for match in STRIPPED.finditer(text):
        word = PLAIN_WORD.search(text, max(match.start() - LONGEST_WORD, 0), match.start())
        if word is None or not _is_stripped(text, match, word.group()):
            continue
        start, rest = max(word.start(), behind), FURTHER_LETTERS.match(text, match.end())
        after = rest.group() if rest else ""
        behind = match.end() + len(after)
        found.append((start, behind, text[start : match.start()] + _restored(match["sign"]) + after))
    return found


def _with_letters(text: str, found: list[tuple[int, int, str]]) -> Transcriber | None:
    if "Â" in text or "Ã" in text or "â€" in text:
        found += [(*match.span(), _meant(match.group())) for match in MISREAD.finditer(text)]
    if _is_beyond_latin(text) and HAS_CYRILLIC.search(text):
        words = [match for match in WORD.finditer(text) if not match.group().isascii()]
        found += [
            (*match.span(), match.group().translate(ALIKE)) for match in words if _is_latin(match.group())
        ]
    if SOFT_HYPHEN in text:
        found += [_joined(text, match) for match in SOFT_HYPHENS.finditer(text)]
    if not found:
        return None
    plain = Transcriber(text, told=True)
    for start, end, read_as in sorted(found):
        if start >= plain.kept_to:
            plain.replace(start, end, read_as)
    return plain


def _is_stripped(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a `C` and the sign behind it stand for a letter of the word before them: not in `GoC)`, `GoC-led`."""
    sign = match["sign"]
    is_sure = len(word) >= SURE_WORD
    if sign == "-":
        return is_sure and FEW_LETTERS.match(text, match.end()) is not None
    if text[match.end() : match.end() + 1].islower():
        return is_sure or sign != ":"
    at = match.start()
    near, far = max(at - NEAR, 0), match.end() + NEAR
    is_open = text.rfind("(", near, at) > text.rfind(")", near, at)
    following = NEXT_BRACKET.search(text, match.end(), far)
    return is_sure and (sign != ")" or not is_open or (following is not None and following.group() == ")"))


def _restored(sign: str) -> str:
    return bytes((0xC3, ord(sign) | 0x80)).decode("utf-8")


def _is_beyond_latin(text: str) -> bool:
    """Whether it has letters that Latin-1 lacks; told much sooner than whether one of them is Cyrillic."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return True
    return False


def _is_latin(word: str) -> bool:
    """Whether a letter of a word is Latin, so that those which look so are too; or it is one letter."""
    return len(word) == 1 or HAS_LATIN.search(word) is not None


def _joined(text: str, match: re.Match[str]) -> tuple[int, int, str]:
    """A soft hyphen goes with the letter before it, or with the one behind it."""
    start, end = match.span()
    if start and not text[start - 1].isspace():
        return start - 1, end, text[start - 1]
    return start, end + 1, text[end]


def _meant(letters: str) -> str:
    """The letter that was read as several; they themselves, where none was."""
    try:
        return b"".join(_byte(letter) for letter in letters).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return letters


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if letter < "\u0100" else letter.encode("cp1252")


# What undoes each kind of marks, behind a sign without which none of them is there
UNDONE = (
    (SPREADSHEET, undo_spreadsheet), ("=", undo_mail), (">", _undo_quotes), ("<", _undo_breaks), ("\\", _undo_escapes),
    (DOUBLED, _undo_doubled), ("**", undo_bold), ("", undo_printed), ("", _undo_letters),
    (" O", undo_scanned), ("\nl. ", undo_scanned),
)  # fmt: skip
