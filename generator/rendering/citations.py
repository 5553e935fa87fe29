"""`[[08PARIS305#4]]` in Markdown -> a place in the HTML, and what is cited there; a place and its link -> HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from ..pages.prose_source import Citation
from ..pages.views import Link
from ..reading.message_ids import read_message_id
from .text import escape_text, set_quotes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# A cable, a paragraph of it, other words for the link: `[[08PARIS305]]`, `[[08 Paris 305#4|the second talk]]`
CITATION = re.compile(r"\[\[([^\[\]|#\n]{3,60})(?:#(?:p|¶)?(\d{1,3}))?(?:\|([^\[\]\n]{1,200}))?\]\]")
# What follows it at the start of a quotation: ` "pushing for too much, too soon"`
QUOTED = re.compile(r"[\s:,–—-]*[\"“](.+)[\"”]", re.S)
# Where a citation stands in the HTML: no text of a page has the character
PLACE = re.compile("\0(\\d+)\0")
KIND = "citation"


def add_citations(markdown: MarkdownIt) -> None:
    """Teaches a reader of Markdown the two brackets."""
    markdown.inline.ruler.before("link", KIND, _read)
    markdown.add_render_rule(KIND, lambda _self, tokens, at, _options, _env: _place(tokens[at]))


def _place(token: Token) -> str:
    place = f"\0{token.meta['place']}\0"
    return f"<cite>{place}</cite>" if token.meta["closing"] else place


def find_citations(tokens: Sequence[Token]) -> tuple[Citation, ...]:
    """All citations in the order of the text; each is told its place. That of a quotation is moved behind its words."""
    found: list[Citation] = []
    for at, inline in enumerate(tokens):
        quoting = at > 1 and tokens[at - 2].type == "blockquote_open"
        for number, token in enumerate(inline.children or ()):
            if token.type == KIND:
                token.meta["place"] = len(found)
                quote = _quotation(inline.content) if quoting and number == 0 else ""
                line = (inline.map[0] if inline.map else 0) + 1
                found.append(
                    Citation(token.meta["id"], token.meta["paragraph"], line, quote, token.meta["label"])
                )
                if quote and inline.children:
                    token.meta["closing"] = True
                    inline.children = [*_begun(inline.children[1:]), token]
    return tuple(found)


def _begun(words: list[Token]) -> list[Token]:
    """The words of a quotation without what parted them from the citation before them."""
    kept = list(dropwhile(lambda token: token.type in ("softbreak", "hardbreak"), words))
    if kept and kept[0].type == "text":
        kept[0].content = kept[0].content.lstrip(" :,–—-")
    return kept


def fill_citations(html: str, cited: Sequence[Link], root: str) -> str:
    """The HTML with a link at each place; a cable that is not here looks so."""
    return PLACE.sub(lambda match: _link(cited[int(match[1])], root), html)


def _read(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    target = read_message_id(match[1]) if match else None
    if match is None or target is None:
        return False
    if not silent:
        token = state.push(KIND, "", 0)
        paragraph = int(match[2]) if match[2] else None
        token.meta = {"id": str(target), "paragraph": paragraph, "label": match[3] or "", "closing": False}
        token.content = match[3] or str(target)
    state.pos = match.end()
    return True


def _quotation(text: str) -> str:
    """The words in quotation marks after the citation that begins a text; empty where there are none."""
    match = CITATION.match(text)
    quoted = QUOTED.match(text, match.end()) if match else None
    return " ".join(quoted[1].split()) if quoted else ""


def _link(link: Link, root: str) -> str:
    words = escape_text(set_quotes(link.text))
    if link.url is None:
        return f'<span class="unresolved" title="not in this archive">{words}</span>'
    note = f' <span class="aside">{escape_text(link.note)}</span>' if link.note else ""
    return f'<a class="cable" href="{escape_text(root + link.url)}">{words}</a>{note}'
