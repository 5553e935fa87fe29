"""A web page, whole or a piece of one, that holds a telegram in its own markup -> Transcript (format 16.9).

Elements that hold no text, and those that a site puts around its articles, are the publisher's; `<br>`, `<p>`, `<div>`
and the like are line ends, other tags nothing, and entities what they stand for. Every one is an edit that goes with
the character before it.
"""

from __future__ import annotations

import html
import re

from ..model import Span
from .transcript import Transcriber, Transcript

# How a page, or a piece that was cut out of one, begins
START = re.compile(
    r"\s*<(?:!doctype\s+html|\?xml|(?:html|head|body|meta|title|div|p|pre|article|section|main|table|h[1-6]|span|xml)"
    r"[\s>])",
    re.I,
)
# What has no line of a telegram in it: scripts, menus, the site's own head and foot
APART = re.compile(
    r"<(?P<name>head|script|style|noscript|nav|header|footer|aside|form|button|svg)(?=[\s>])|<!--", re.I
)
TAG = r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?=[\s/>])[^<>]{0,2000}>|<[!?][A-Za-z][^<>]{0,2000}>"
BLANK = r"&(?:nbsp|NBSP|#160|#10|#13|#x[aA]0|#x0{0,4}[aAdD]);"
# Tags and blanks that are entities, with the blanks around them; or another entity
MARK = re.compile(
    rf"(?P<gap>(?<!\s)\s*(?:{TAG}|{BLANK})(?:{TAG}|{BLANK}|\s)*)"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});"
)
TAGS = re.compile(TAG)
NAME = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z0-9:!?-]+)")
# Tags within a line; all others part lines
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
# Those that stand apart from what is above and below
PARTED = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre", "hr", "article", "section",
})  # fmt: skip


def is_web_page(text: str) -> bool:
    """Whether a text begins as a web page or a piece of one does."""
    return START.match(text) is not None


def transcribe_web_page(text: str) -> tuple[Transcript, ...]:
    """The telegram, or telegrams, of a page as one text; as it stands, where there is no text in it."""
    parts = [part for piece in _pieces(text) if (part := _trimmed(text, piece))]
    if not parts:
        return (Transcript(text),)
    transcriber = Transcriber(text)
    transcriber.kept_to = parts[0][0]
    for number, (start, end) in enumerate(parts):
        if number:
            transcriber.jump(parts[number - 1][1], start, "\n\n")
        for first, after, words in _edits(text, start, end):
            transcriber.replace(first, after, words)
    words, edits = transcriber.finish(parts[-1][1])
    edges = [0, *(edge for part in parts for edge in part), len(text)]
    around = zip(edges[::2], edges[1::2], strict=True)
    kept = tuple(span for span in around if text[slice(*span)].strip())
    return (Transcript(words, parts[0][0], edits, around=kept),)


def _pieces(text: str) -> list[Span]:
    """What stands outside of the elements without text, in order."""
    pieces: list[Span] = []
    position = start = 0
    unclosed: set[str] = set()
    lowered = text.lower() if text.isascii() else "".join(map(_lower, text))
    while element := APART.search(text, position):
        name = (element["name"] or "").lower()
        ending = f"</{name}" if name else "-->"
        end = -1 if ending in unclosed else lowered.find(ending, element.end())
        if end < 0:
            unclosed.add(ending)
            position = element.end()
            continue
        after = text.find(">", end)
        position = after + 1 if after >= 0 else len(text)
        pieces.append((start, element.start()))
        start = position
    return [*pieces, (start, len(text))]


def _lower(letter: str) -> str:
    return letter.lower() if letter.isascii() else letter


def _trimmed(text: str, piece: Span) -> Span | None:
    """A piece without the tags and blanks at its ends; None where it is nothing else."""
    start, end = piece
    gaps = [match.span() for match in MARK.finditer(text, start, end) if match["gap"]]
    if gaps and not text[start : gaps[0][0]].strip():
        start = gaps[0][1]
    if gaps and not text[gaps[-1][1] : end].strip():
        end = gaps[-1][0]
    words = text[start:end].strip()
    if not words or end <= start:
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(words)


def _edits(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """What is to be read otherwise, in order; tags go with the character before them."""
    edits: list[tuple[int, int, str]] = []
    for match in MARK.finditer(text, start, end):
        gap = match["gap"]
        first, after = match.span()
        words = _layout(gap) if gap else (_blanks(match.group()) or match.group())
        if gap and edits and edits[-1][1] == first:
            before = edits.pop()
            edits.append((before[0], after, before[2] + words))
        elif gap and first > start:
            edits.append((first - 1, after, text[first - 1] + words))
        else:
            edits.append((first, after, words))
    return edits


def _layout(gap: str) -> str:
    """The blanks and line ends that tags, with what is blank around them, stand for."""
    ends = 0
    is_parted = is_block = is_cell = False
    for tag in TAGS.finditer(gap):
        name = NAME.match(tag.group())
        what = name["name"].lower() if name else ""
        if what in INLINE:
            continue
        is_cell = is_cell or what in CELLS
        is_parted = is_parted or what in PARTED
        is_block = is_block or what not in CELLS
        ends += what not in CELLS and what not in PARTED and not (name and name["closing"])
    if is_block:
        indent = gap[gap.rfind(">") + 1 :].rpartition("\n")[2]
        behind = _blanks(gap[: gap.find("<")]).partition("\n")[0]
        return behind + "\n" * max(ends, 2 if is_parted else 1) + (_blanks(indent) if "&" in indent else "")
    return "   " if is_cell else _blanks(TAGS.sub("", gap))


def _blanks(words: str) -> str:
    """The characters that entities stand for, each blank a plain one."""
    return html.unescape(words).replace("\xa0", " ")
