"""A Markdown file of content/pages -> ProseSource: safe HTML with its title, settings and contents."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..diagnostics import Located
from ..pages.prose_source import GLOSSARY, ProseSource
from ..pages.views import Contents
from .citations import add_citations, find_citations
from .front_matter import split_front_matter
from .text import UNSAFE, escape_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# The scheme of an address that has one: `https:`, `javascript:`.
SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*):")
# What does not belong into a fragment: `Who's who?` becomes `who-s-who`.
NOT_IN_ANCHOR = re.compile(r"[^\w]+")
LONGEST_TERM = 60  # a longer beginning of an item is a sentence
ALLOWED_SCHEMES = ("http", "https", "mailto")


def read_prose(path: str, text: str) -> tuple[ProseSource, tuple[Located, ...]]:
    """The page that a Markdown file makes; `path` is from content/pages on.

    CommonMark with tables, footnotes, heading anchors and highlighted code; HTML in it is shown as text; links lead
    to http, https, mailto or a relative address, others stay text. The title is that of the settings, else the
    first heading, else the file's name. What is wrong with the settings is reported; the page is made all the same.
    """
    settings, body, diagnostics = split_front_matter(text.lstrip("\ufeff").replace("\r\n", "\n"))
    markdown = _markdown()
    environment: dict[str, object] = {}
    tokens = markdown.parse(UNSAFE.sub("\ufffd", body), environment)
    heading = _take_heading(tokens)
    citations = find_citations(tokens)
    contents = _find_contents(tokens)
    source = ProseSource(
        path=path,
        title=settings.title or heading or PurePosixPath(path).stem.replace("-", " ").capitalize(),
        description=settings.description,
        day=settings.date,
        html=markdown.renderer.render(tokens, markdown.options, environment),
        contents=contents,
        order=settings.order,
        kind=settings.kind,
        citations=citations,
        terms=tuple(_find_terms(tokens)) if settings.kind == GLOSSARY else (),
    )
    where = f"content/pages/{path}"
    return source, tuple(Located(where, diagnostic) for diagnostic in diagnostics)


@cache
def _markdown() -> MarkdownIt:
    """The one reader of Markdown, made, and its library loaded, when first needed."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"html": False, "typographer": True, "xhtmlOut": False, "highlight": _highlight}
    markdown = MarkdownIt("commonmark", options).enable(["table", "replacements", "smartquotes"])
    markdown.use(footnote_plugin)
    markdown.add_render_rule("footnote_block_open", _open_footnotes)
    markdown.add_render_rule("footnote_block_close", _close_footnotes)
    markdown.use(anchors_plugin, min_level=1, max_level=4, slug_func=_anchor)
    add_citations(markdown)
    markdown.validateLink = _is_allowed  # type: ignore[method-assign, assignment]
    return markdown


def _open_footnotes(*_: object) -> str:
    """What stands before the footnotes."""
    return (
        '<div class="footnotes" role="doc-endnotes" aria-label="Notes">\n<hr class="footnotes-sep">\n<ol>\n'
    )


def _close_footnotes(*_: object) -> str:
    """What stands after them."""
    return "</ol>\n</div>\n"


def _anchor(heading: str) -> str:
    """The fragment of a heading: its words in lower case."""
    return NOT_IN_ANCHOR.sub("-", heading.lower()).strip("-") or "section"


def _is_allowed(address: str) -> bool:
    """Whether a link may lead to an address."""
    scheme = SCHEME.match(address)
    return scheme is None or scheme[1].lower() in ALLOWED_SCHEMES


def _highlight(code: str, language: str, _attributes: str) -> str:
    """A block of code in spans with Pygments' classes; plain where the language is unknown."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    html = str(escape_text(code))
    if language:
        try:
            html = highlight(code, get_lexer_by_name(language), HtmlFormatter(nowrap=True))
        except ClassNotFound:
            language = ""
    label = f' data-language="{escape_text(language)}"' if language else ""
    return f'<pre class="code" tabindex="0"{label}><code>{html}</code></pre>\n'


def _take_heading(tokens: list[Token]) -> str:
    """The text of a first heading of the first level, which is taken out; further ones go down to the second."""
    heading = ""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        heading = tokens[1].content
        del tokens[:3]
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    return heading


def _find_terms(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The items of lists that explain a word: `**SCAD**: the Specimen Committee`."""
    for at, token in enumerate(tokens):
        if token.type == "inline" and at > 1 and tokens[at - 2].type == "list_item_open":
            text = "".join(child.content or " " for child in token.children or () if child.nesting == 0)
            word, colon, meaning = text.partition(":")
            if colon and word.strip() and meaning.strip() and len(word) <= LONGEST_TERM:
                yield " ".join(word.split()), " ".join(meaning.split())


def _find_contents(tokens: list[Token]) -> tuple[Contents, ...]:
    """The headings of the second and third level, with their fragments."""
    found: list[Contents] = []
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.tag in ("h2", "h3"):
            text = "".join(child.content for child in inline.children or ())
            found.append(Contents(int(opening.tag[1]), text, str(opening.attrs.get("id", ""))))
    return tuple(found)
