"""Prose and the cables that it cites -> the links of each page, the cables of a collection, the pages of each cable."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Numbers
from . import urls
from .prose_source import Citation, ProseSource
from .signposts import Signposts
from .views import CableRow, Link

KIND = "prose"
INTRODUCTION = "index.md"


def cited_links(signposts: Signposts, source: ProseSource) -> tuple[Link, ...]:
    """Where each citation of a page leads, and in which words."""
    return tuple(_link(signposts, citation) for citation in source.citations)


def cables_of(signposts: Signposts, source: ProseSource) -> tuple[CableRow, ...]:
    """The cables that a page cites, each once, in the order of the page."""
    return tuple(signposts.rows[number] for number in numbers_of(signposts, source))


def count_cables(signposts: Signposts, source: ProseSource) -> int:
    """How many cables of the archive a page cites."""
    return len(numbers_of(signposts, source))


def pages_citing(signposts: Signposts, prose: Sequence[ProseSource]) -> dict[int, tuple[Link, ...]]:
    """The pages of prose that cite a cable, by its number."""
    found: dict[int, list[Link]] = {}
    for source in prose if KIND in signposts.kinds else ():
        url = urls.FRONT if source.path == INTRODUCTION else urls.prose(source.path)
        for number in numbers_of(signposts, source):
            found.setdefault(number, []).append(Link(source.title, url))
    return {number: tuple(links) for number, links in found.items()}


def numbers_of(signposts: Signposts, source: ProseSource) -> Numbers:
    """The cards that a page cites, each once, in the order of the page."""
    numbers = signposts.archive.numbers
    return tuple(dict.fromkeys(numbers[c.cable_id][0] for c in source.citations if c.cable_id in numbers))


def _link(signposts: Signposts, citation: Citation) -> Link:
    numbers = signposts.archive.numbers.get(citation.cable_id)
    if not numbers:
        return Link(citation.label or citation.cable_id)
    row = signposts.rows[numbers[0]]
    place = f",\N{NO-BREAK SPACE}¶{citation.paragraph}" if citation.paragraph is not None else ""
    note = "" if citation.label else f"{row.id}{place}"
    url = urls.paragraph(row.url, citation.paragraph) if row.url else None
    return Link(citation.label or row.title, url, note)
