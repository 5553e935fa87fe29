"""A Markdown copy of a telegram -> Transcript: links, escapes, hard breaks and headings undone (format 16.7).

Only what converters put into copies is taken for Markdown; stars, dashes, indents and numbers are the telegram's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..model import Span
from .transcript import Transcriber, Transcript

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Where a link of a copy leads: "#", "/tag/MARR_0.html"; the telegram's own "011+[55](21)" is none
LINK_TARGET = re.compile(r"#|/|\.|https?:|mailto:")
RULES = ("heading", "escape", "link", "autolink", "entity", "newline")
# What shows that a text is a Markdown copy, each behind what it begins with: "\\$100", "#### Heading", "&amp;"
SIGNS = (
    ("\\", re.compile(r"\\[$#*_\[\]\\`.-]")),
    ("\n#", re.compile(r"\n#{1,6} \S")),
    ("&", re.compile(r"&(?:amp|lt|gt|quot|nbsp);")),
)
LINK = re.compile(r"\]\((?:#|/|\.|https?:)[^)\s]*+(?P<closing>\))?")
HEADING = re.compile(r"#{1,6} \S")
# The marks of nearly all copies: a link of plain words, an address, a heading between blank lines
PLAIN_MARK = re.compile(
    r"\[(?P<link>[A-Za-z0-9][A-Za-z0-9/'-]*(?: [A-Za-z0-9][A-Za-z0-9/'-]*)?)\]"
    r"(?:\(#\)|\([/.][A-Za-z0-9_./-]*\))(?=[\s,;]|\Z)"
    r"|<(?P<address>https?://[a-z0-9][a-z0-9.]*(?:/[A-Za-z0-9_./-]*)?)>"
    r"|#(?<=\n\n#)#{0,5} (?P<heading>[A-Za-z0-9])(?=[^\n#]*(?:\n\n|\n?\Z))"
)
# What cannot be parted into two fields or blocks: "MARR", "OVIP LOSTROM", an address
ONE_TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9/'-]*(?: [A-Za-z0-9][A-Za-z0-9/'-]*)?|https?://\S*|mailto:\S*")
ENTITY = re.compile(r"&#?\w{1,32};")
HEADING_SIGN = re.compile(r"#{1,6}(?!\S)")
# What every mark has: the first character of a link, an escape, a heading, an entity, an address
MARK_LETTER = re.compile(r"[\[\\#&<]")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# What the parser of Markdown counts as the end of a line; within a cell of a dump it stands as it was sent
LINE_END = re.compile(r"\r\n?|\n")
HASHES = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|(?=\n|$))")
BREAK_AT_END = re.compile(r"[ \t]*(?:\n|\Z)")
AUTOLINK_END = re.compile(">")
LINK_END = re.compile(r"\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])?")


def is_markdown(text: str) -> bool:
    """Whether a text shows marks that only a Markdown copy has."""
    return (
        HEADING.match(text) is not None
        or any(start in text and sign.search(text) for start, sign in SIGNS)
        or ("](" in text and any(link["closing"] for link in LINK.finditer(text)))
    )


def transcribe_markdown(text: str) -> tuple[Transcript, ...]:
    """The one telegram of a Markdown copy, every undone mark an edit."""
    text = text.replace("\0", "\ufffd")
    transcriber = Transcriber(text, told=True)
    marks = _plain_marks(text)
    if marks is not None:  # as the parser would undo them, and much sooner
        for mark in marks:
            transcriber.replace(mark.start(), mark.end(), mark[mark.lastgroup or 0])
        words, edits = transcriber.finish()
        return (Transcript(words, edits=edits),)
    for start, end in _marked_paragraphs(text):
        starts = _line_starts(text, start, end)
        for token in _parser().parse(text[start:end]):
            if token.type == "inline" and token.map and token.children:
                _undo_inline(transcriber, text, starts[token.map[0]], starts[token.map[1]], token)
    words, edits = transcriber.finish()
    return (Transcript(words, edits=edits),)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # few sites have copies in Markdown, and it takes a moment to load

    parser = MarkdownIt("zero").enable(list(RULES))
    parser.disable("text_join", ignoreInvalid=True)
    parser.validateLink = lambda url: LINK_TARGET.match(url) is not None  # type: ignore[method-assign]
    return parser


def _plain_marks(text: str) -> list[re.Match[str]] | None:
    """The marks of a copy that has no others than plain ones, in order; else None."""
    if "\\" in text or ("&" in text and ENTITY.search(text)):
        return None
    marks = list(PLAIN_MARK.finditer(text))
    signs = text.count("[") + text.count("<") + (len(HEADING_SIGN.findall(text)) if "#" in text else 0)
    return marks if signs == len(marks) else None


def _marked_paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs, with their line ends, in which a mark can stand: blank lines part them, whatever is in them."""
    start = 0
    for end in (*(match.end() for match in BLANK_LINES.finditer(text)), len(text)):
        if MARK_LETTER.search(text, start, end):
            yield start, end
        start = end


def _line_starts(text: str, start: int, end: int) -> list[int]:
    return [start, *(match.end() for match in LINE_END.finditer(text, start, end)), end]


def _undo_inline(transcriber: Transcriber, text: str, position: int, end: int, token: Token) -> None:
    """Walks the parts of a paragraph or heading along the source; `position` is always where the next one stands.

    A mark before words is `pending` until the first character of these, with which it goes.
    """
    children = token.children or []
    hashes = HASHES.match(text, position)
    pending: int | None = None
    closed = 0
    if hashes and token.content != text[position:end].strip():
        pending, position = position, hashes.end()
    for number, child in enumerate(children):
        if child.type == "text" and child.content:
            at = text.find(child.content, position, end)
            if at < 0:
                continue
            after = at + len(child.content)
            link_end = _link_end(text, after, end, children, number) if pending is not None else None
            if pending is not None and link_end is not None:
                transcriber.replace(pending, link_end, child.content)
                after, closed = link_end, number + 1
            elif pending is not None:
                transcriber.replace(pending, at + 1, child.content[0])
            pending, position = None, after
            if child.content[-1] == "\\" and len(child.content) > 1 and BREAK_AT_END.match(text, after):
                transcriber.drop_after(after - 1, after)  # a hard break that nothing follows
        elif child.type == "text_special":
            at = text.find(child.markup, position, end)
            if at < 0:
                continue
            transcriber.replace(at if pending is None else pending, at + len(child.markup), child.content)
            pending, position = None, at + len(child.markup)
        elif child.type == "link_open":
            at = text.find("<" if child.markup == "autolink" else "[", position, end)
            if at >= 0:
                pending, position = (at if pending is None else pending), at + 1
        elif child.type == "link_close" and number != closed:
            closing = _closing(child).match(text, position, end)
            if closing:
                transcriber.drop_after(closing.start(), closing.end())
                position = closing.end()
        elif child.type == "hardbreak" and text.startswith("\\", position):
            transcriber.drop_after(position, position + 1)
            position += 1


def _link_end(text: str, position: int, end: int, children: list[Token], number: int) -> int | None:
    """Where a link ends whose words are one term; None when they may be of several blocks, or no link closes here."""
    if not ONE_TERM.fullmatch(children[number].content):
        return None
    following = children[number + 1] if number + 1 < len(children) else None
    if following is None or following.type != "link_close":
        return None
    closing = _closing(following).match(text, position, end)
    return closing.end() if closing else None


def _closing(token: Token) -> re.Pattern[str]:
    return AUTOLINK_END if token.markup == "autolink" else LINK_END
