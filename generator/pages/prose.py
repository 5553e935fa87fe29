"""Rendered Markdown files -> pages of prose."""

from __future__ import annotations

from collections.abc import Sequence

from . import urls, words
from .cited_prose import INTRODUCTION, cables_of, cited_links
from .editions import edition_of, edition_series
from .heads import HOME, JsonLd, make_head, part_of
from .prose_source import COLLECTION, ProseSource
from .series import Series
from .signposts import Signposts
from .views import ProseView

KIND = "prose"
TEMPLATE = "prose.html"


def prose_series(signposts: Signposts, prose: Sequence[ProseSource]) -> tuple[Series, ...]:
    """A page for each source but the introduction of the front page, and the print editions of collections."""
    sources = own_pages(prose)
    paths = tuple(urls.prose(source.path) for source in sources)

    def view(number: int) -> ProseView:
        return _view(signposts, sources[number], paths[number])

    pages = Series(KIND, TEMPLATE, paths, view, lambda number: f"content/pages/{sources[number].path}")
    return (pages, *edition_series(signposts, sources))


def own_pages(prose: Sequence[ProseSource]) -> tuple[ProseSource, ...]:
    """The sources that have a page of their own: all but `index.md`."""
    return tuple(source for source in prose if source.path != INTRODUCTION)


def section_of(source: ProseSource) -> str:
    """The section of the main navigation that a source is: `about` of `about.md`."""
    return urls.prose(source.path).rpartition(".")[0]


def _view(signposts: Signposts, source: ProseSource, path: str) -> ProseView:
    description = words.shortened(
        source.description or f"{source.title}, a page of {signposts.config.site.title}"
    )
    node: JsonLd = {"@type": "WebPage", "name": source.title, "description": description}
    head = make_head(
        signposts,
        path,
        source.title,
        description,
        section=section_of(source),
        crumbs=(HOME,),
        json_ld=node | part_of(signposts),
        og_type="article",
    )
    return ProseView(
        head=head,
        name=source.title,
        html=source.html,
        contents=source.contents,
        day=source.day,
        cited=cited_links(signposts, source),
        cables=cables_of(signposts, source) if source.kind == COLLECTION else (),
        edition=edition_of(signposts, source),
    )
