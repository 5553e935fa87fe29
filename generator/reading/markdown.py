"""A Markdown copy of a telegram -> Transcript: links, escapes, hard breaks and headings undone (format 16.7).

Only what converters put into copies is taken for Markdown; stars, dashes, indents and numbers are the telegram's own.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .transcript import Transcriber, Transcript

RULES = ("heading", "escape", "link", "autolink", "entity", "newline")
# What shows that a text is a Markdown copy: "[MARR](#)", "\\$100", "#### Heading", "&amp;", "<http://"
SIGN = re.compile(r"\]\([^)\s]*\)|\\[$#*_\[\]\\`.-]|^#{1,6} \S|^.*&(?:amp|lt|gt|quot|nbsp);", re.M)
HASHES = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+|(?=\n|$))")
AUTOLINK_END = re.compile(">")
LINK_END = re.compile(r"\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])?")


def is_markdown(text: str) -> bool:
    """Whether a text shows marks that only a Markdown copy has."""
    return SIGN.search(text) is not None


def transcribe_markdown(text: str) -> tuple[Transcript, ...]:
    """The one telegram of a Markdown copy, every undone mark an edit."""
    text = text.replace("\0", "\ufffd")
    transcriber = Transcriber(text)
    starts = _line_starts(text)
    for token in _parser().parse(text):
        if token.type == "inline" and token.map and token.children:
            start, end = starts[token.map[0]], starts[token.map[1]]
            _undo_inline(transcriber, text, start, end, token)
    words, edits = transcriber.finish()
    return (Transcript(words, edits=edits),)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(list(RULES))
    parser.disable("text_join", ignoreInvalid=True)
    return parser


def _line_starts(text: str) -> list[int]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return [*starts, len(text)]


def _undo_inline(transcriber: Transcriber, text: str, position: int, end: int, token: Token) -> None:
    """Walks the parts of a paragraph or heading along the source; `position` is always where the next one stands."""
    hashes = HASHES.match(text, position)
    pending: int | None = position if hashes and token.content != text[position:end].strip() else None
    if hashes and pending is not None:
        position = hashes.end()
    for child in token.children or ():
        if child.type == "text" and child.content:
            at = text.find(child.content, position, end)
            if at < 0:
                continue
            _merge(transcriber, text, pending, at, child.content)
            pending, position = None, at + len(child.content)
        elif child.type == "text_special":
            at = text.find(child.markup, position, end)
            if at < 0:
                continue
            transcriber.replace(at if pending is None else pending, at + len(child.markup), child.content)
            pending, position = None, at + len(child.markup)
        elif child.type == "link_open":
            opening = "<" if child.markup == "autolink" else "["
            at = text.find(opening, position, end)
            if at >= 0:
                pending, position = (at if pending is None else pending), at + 1
        elif child.type == "link_close":
            position = _undo_link_end(transcriber, text, position, end, child.markup == "autolink")
        elif child.type == "hardbreak" and text.startswith("\\", position):
            transcriber.drop_after(position, position + 1)
            position += 1


def _merge(transcriber: Transcriber, text: str, pending: int | None, at: int, content: str) -> None:
    """A mark before words goes with their first character: `#### H` is read as `H`."""
    if pending is not None:
        transcriber.replace(pending, at + 1, content[0])


def _undo_link_end(transcriber: Transcriber, text: str, position: int, end: int, is_autolink: bool) -> int:
    """What closes a link goes with the last character of its words."""
    match = AUTOLINK_END.match(text, position, end) if is_autolink else LINK_END.match(text, position, end)
    if match is None:
        return position
    transcriber.drop_after(match.start(), match.end())
    return match.end()
