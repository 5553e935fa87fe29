"""Lines such as `SIPDIS` or `DEPARTMENT FOR EUR/PRA` -> captions and passing instructions (format 6)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..entities.gazetteers import captions
from .draft import Draft
from .keywords import nearly
from .lines import Line
from .passing import PASSING, goes_on_passing, goes_to, instructions_in

# A caption at the start of a line, with what separates it from the next: "SENSITIVE, SIPDIS"
SEPARATOR = re.compile(r"[\s,;/]*")
WORD = re.compile(r"[A-Z][A-Z-]*(?=$|[\s,;/.:(])")
# "C O R R E C T E D  COPY (SUBJECT LINE)", "(CORRECTED COPY)", "C O R R E C T I O N (TAGS)", "***Corrected Copy***"
CORRECTED = re.compile(
    r"[(*-]{0,4} ?(?:C ?O ?R ?R ?E ?C ?T ?E ?D[\s-]+(?:C ?O ?P ?Y|[Cc]opy)\b|C O R R E C T (?:I O N|E D)(?![A-Z])"
    r"|Corrected [Cc]opy(?=\W{0,5}$|\W{0,3}\(.{1,60}$)).*"
)
# The same as words of a subject, "THE HALL -- CORRECTED COPY", or at the start of a text, "Corrected copy -- the hall"
CORRECTED_SUBJECT = re.compile(r"\W*CORRECTED COPY\b|.*\bCORRECTED COPY\W*$", re.I)
CORRECTED_TEXT = re.compile(r"\W*(?:THIS (?:\w+ )?IS A )?CORRECTED COPY\b", re.I)
FIRST_WORDS = 60
# Markings of unclassified telegrams that are spelt out -> the caption that they are
SPELT_OUT = {"SENSITIVE BUT UNCLASSIFIED": "SENSITIVE", "FOR OFFICIAL USE ONLY": "FOUO"}
# What may stand before them: "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
LEVEL_BEFORE = "UNCLASSIFIED//"
# One in spaced letters: "S E N S I T I V E"
SPACED = re.compile(r"[A-Z](?: [A-Z]){3,}$")
# Captions behind a passing instruction: "SOUTHCOM ALSO FOR POLAD SENSITIVE SIPDIS"
TRAILING = re.compile(r"(?: {1,3}(?:SENSITIVE|SIPDIS|NOFORN)){1,4}$")
# What ends a line, and is none of the instruction: "STATE FOR WHA/CEN AND EEB;", "... TFS JLOSTROM."
LINE_END = re.compile(r"(?:(?<=[A-Za-z)]{2});|(?<=[A-Za-z]{3})\.)$")
# How to handle it, which is no passing instruction: " - PLEASE PROTECT ACCORDINGLY.", "NOT FOR INTERNET DISTRIBUTION"
HANDLING = re.compile(
    r"[\s,.;–-]*(?:(?:PLEASE |PLS )?(?:PROTECT|HANDLE|TREAT)(?: THIS| MESSAGE| CABLE| INFORMATION| IT){0,2}"
    r"(?: ACCORDINGLY| AS\b.{0,40})?"
    r"|NOT FOR (?:INTERNET|PUBLIC|FURTHER|DISTRIBUTION|RELEASE|DISSEMINATION)\b[^.]{0,50}"
    r"|(?:PLEASE |PLS )?DO NOT (?:DISSEMINATE|DISTRIBUTE|FORWARD|RELEASE|POST)\b[^.]{0,50})\W*$",
    re.I,
)
# The first word of it misspelt: "SENSTIVE BUT UNCLASSIFED"
SENSITIVE_BUT = re.compile(r"SEN\w{3,7} BUT UNCL\w+")
# The captions that are known when they are misspelt: "SENSITVE", "SIPIDS"
COMMONEST = ("SENSITIVE", "SIPDIS", "NOFORN")
# Captions that name somebody after them: "CODEL BOND", "FOR AMBASSADOR ONLY"
LEADING = ("CODEL", "STAFFDEL", "NODEL", "SECTO", "TOSEC", "TERREP")
# What instructs nobody, alone on a line: a row of signs, the classification at the edge of a page, "NNNN", "#0305", a
# line of the envelope once more
FOREIGN = re.compile(
    r"(?:[\W\d_]*|BT|N{4}|ZFR|ZDK|VZCZC\w+|ZN[RY] [A-Z]{5}\b.*|DE R[A-Z]{3,7} #.*|FM (?:AM|US)[A-Z]+ [A-Z ]+"
    r"|(?:TOP )?SECRET|CONFIDENTIAL|UNCLAS(?:SIFIED)?|S E C R E T|C O N F I D E N T I A L)$"
)
SENTENCE_END = re.compile(r"[a-z]\.$|[a-z]\. [A-Z]")
MOST_WORDS = 4
LONGEST_KNOWN = 100
LONGEST_ALONE = 20
# Captions that are no word of a subject
ALONE = frozenset({"SIPDIS", "NOFORN", "NODIS", "EXDIS", "LIMDIS", "STADIS", "SIPDIS SIPDIS"})


def read_caption_line(draft: Draft, line: Line, *, strict: bool, dry: bool = False) -> bool:
    """Reads a line of captions or passing instructions; False: it is neither.

    With `strict` only what is certainly one counts; without, any short line does, as an instruction. `dry` only asks.
    """
    text = line.text
    if CORRECTED.match(text):
        if not dry:
            draft.corrected_copy = True
            draft.caption("CORRECTED COPY")
            end = _end_of_correction(draft, line)
            draft.claim("captions", line.start, line.start + end)
        return True
    end, names = _known_captions(text) if len(text) <= LONGEST_KNOWN else _leading_captions(text)
    slip = None if names else _slip_in(text)
    if slip:
        end, names = slip
    if not names and strict and text.upper() != text:
        return False
    if not names and not strict and FOREIGN.match(text):
        if not dry:
            draft.claim("header", line.start, line.end)
        return True
    if not names and not strict and len(text) <= LONGEST_ALONE and text.upper() in captions():
        end, names = len(text), (text.upper(),)
    rest = text[end:].strip()
    handling = bool(rest) and HANDLING.match(rest) is not None
    if handling or (names and rest.strip("/*-=. ") == ""):  # "STADIS//////////"
        end, rest = len(text), ""
    elif rest and not names and _is_of_correction(draft, line, rest):
        handling, end, rest = True, len(text), ""
    is_sentence = SENTENCE_END.search(rest) is not None
    passing = bool(rest) and (
        _is_passing(rest) and not is_sentence if strict else not is_sentence or goes_to(rest)
    )
    if not ((names and not rest) or handling or passing):
        return False
    if not dry:
        if slip:
            draft.repair("R214", line.start, line.start + slip[0], names[0])
        _keep(draft, line, names, end, rest)
    return True


def says_corrected(subject: str | None, text: str | None) -> bool:
    """Whether a telegram replaces another as its subject says, or the start of its text."""
    first = (text or "")[:FIRST_WORDS]
    if subject and "CORRECTED COPY" in subject.upper() and CORRECTED_SUBJECT.match(subject):
        return True
    return "orrected" in first.lower() and CORRECTED_TEXT.match(first) is not None


def _end_of_correction(draft: Draft, line: Line) -> int:
    """Where what it corrects ends; whom it is for, behind it, is read: `CORRECTED COPY (TAGS) DEPT FOR EUR/NB`."""
    end = line.text.find(") ") + 2
    behind = Line(line.start + end, line.end, line.text[end:], 0)
    is_for = end > 1 and goes_to(behind.text) and read_caption_line(draft, behind, strict=True)
    return end if is_for else len(line.text)


def is_apart(field: str, text: str) -> bool:
    """Whether a line right below TAGS or a subject is none of it: `DEPT FOR EUR/NB` below TAGS, `SIPDIS` below both."""
    if CORRECTED.match(text):
        return True
    if field == "tags":
        return text == "SENSITIVE" or (PASSING.search(text) is not None and text == text.upper())
    return text in ALONE


def _slip_in(text: str) -> tuple[int, tuple[str, ...]] | None:
    """A misspelt caption at the start of a line, and where it ends: all of the line, or `SENSTIVE BUT UNCLASSIFIED`."""
    meant = misspelt_captions().get(text)
    if meant:
        return len(text), (meant,)
    spelt_out = SENSITIVE_BUT.match(text) if text.startswith("SEN") else None
    return (spelt_out.end(), ("SENSITIVE",)) if spelt_out else None


def _is_of_correction(draft: Draft, line: Line, words: str) -> bool:
    """Whether a line goes on with what a corrected copy says of itself above: `C O R R E C T E D COPY: TAGS AND`."""
    if line.blank_before or not draft.corrected_copy or not draft.claims or PASSING.search(words):
        return False
    start, end, _ = draft.claims[-1]
    return CORRECTED.match(draft.text[start:end]) is not None and not draft.text[end : line.start].strip()


def _keep(draft: Draft, line: Line, names: tuple[str, ...], end: int, rest: str) -> None:
    for name in names:
        draft.caption(name)
    if names or not rest:
        draft.claim("captions", line.start, line.start + len(line.text[:end].rstrip()))
    if not rest:
        return
    start = line.end - len(line.text[end:].lstrip())
    stop = line.end
    trailing = TRAILING.search(rest)
    if trailing:  # a re-flowed line
        for name in trailing[0].split():
            draft.caption(name)
        rest = rest[: trailing.start()]
        stop -= len(trailing[0].lstrip())
        draft.claim("captions", stop, line.end)
    words = LINE_END.sub("", " ".join(rest.split()).removeprefix("- "))
    if (
        draft.attention
        and not line.blank_before
        and goes_on_passing(draft.attention[-1], _line_above(draft), words)
    ):
        words = f"{draft.attention.pop()} {words}"
    draft.claim("attention", start, stop)
    draft.attention += instructions_in(words)


def _line_above(draft: Draft) -> str:
    start, end, _ = draft.claims[-1]
    return draft.text[start:end]


@cache
def misspelt_captions() -> dict[str, str]:
    """All words that are one of `COMMONEST` but for a letter -> that one."""
    return {wrong: word for word in COMMONEST for wrong in nearly(word) if wrong != word}


def _is_passing(rest: str) -> bool:
    return PASSING.search(rest) is not None and rest.upper() == rest


@lru_cache(maxsize=2000)  # the same few lines stand above and below most telegrams
def _known_captions(text: str) -> tuple[int, tuple[str, ...]]:
    return _leading_captions(text)


def _leading_captions(text: str) -> tuple[int, tuple[str, ...]]:
    """The captions that a line starts with, and where they end."""
    known = captions()
    names: list[str] = []
    end = len(LEVEL_BEFORE) if text.startswith(LEVEL_BEFORE) else 0
    if text[1:2] == " " and SPACED.match(text) and (spaced := text.replace(" ", "")) in known:
        return len(text), (spaced,)
    while True:
        position = SEPARATOR.match(text, end).end()  # type: ignore[union-attr]
        found = _caption_at(text, position, known)
        if found is None:
            return end if names else 0, tuple(names)
        end, name = found
        names.append(name)
        if name in LEADING:
            return len(text), (*names[:-1], " ".join(text[position:].split()))


def _caption_at(text: str, position: int, known: frozenset[str]) -> tuple[int, str] | None:
    """The longest known caption that starts at `position`, with its end."""
    ends: list[int] = []
    at = position
    while len(ends) < MOST_WORDS:
        word = WORD.match(text, at)
        if word is None:
            break
        ends.append(word.end())
        at = word.end() + (text[word.end() : word.end() + 1] == " ")
    for end in reversed(ends):
        name = text[position:end]
        if name in known:
            return end, name
        if name in SPELT_OUT:
            return end, SPELT_OUT[name]
    return None
