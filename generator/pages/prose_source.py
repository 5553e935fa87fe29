"""A rendered Markdown file -> what planning needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from .views import Contents

COLLECTION = "collection"
GLOSSARY = "glossary"


class Citation(Struct, frozen=True):
    """A cable that prose cites, in this line of its file: a paragraph of it, words that are said to stand there.

    `label` are words for the link in place of the cable's title.
    """

    cable_id: str
    paragraph: int | None
    line: int
    quote: str = ""
    label: str = ""


class ProseSource(Struct, frozen=True):
    """A page of prose, rendered: `path` from content/pages (`about.md`), `html` safe, `order` its place in
    menus.

    `kind` is `collection` for a briefing book, `glossary` for a page that explains words: its `terms`. `html` has a
    place for each of the `citations`, to be filled when it is rendered. `index.md` is no page of its own: it introduces
    the front page.
    """

    path: str
    title: str
    description: str = ""
    day: date | None = None
    html: str = ""
    contents: tuple[Contents, ...] = ()
    order: int = 0
    kind: str = ""
    citations: tuple[Citation, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


def terms_of(prose: Sequence[ProseSource]) -> tuple[tuple[str, str], ...]:
    """The words that pages explain and their meanings, each word once; the first page wins."""
    found: dict[str, str] = {}
    for source in prose:
        for word, meaning in source.terms:
            found.setdefault(word, meaning)
    return tuple(sorted(found.items()))
