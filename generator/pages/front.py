"""Archive -> the front page: what there is, and the ways in."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Numbers, first_and_last
from . import urls, words
from .cited_prose import INTRODUCTION, cited_links
from .classifications import level_entries
from .dates import time_chart
from .dossiers import cables_when
from .heads import JsonLd, make_head
from .prose_source import ProseSource
from .related import count_persons, count_posts, count_tags
from .series import Series, one_page
from .signposts import Signposts
from .views import Fact, FrontView, Head

KIND = "front"
TEMPLATE = "front.html"
LATEST = 12


def front_series(signposts: Signposts, prose: Sequence[ProseSource]) -> tuple[Series, ...]:
    """The front page, introduced by content/pages/index.md if there is one."""
    introduction = next((source for source in prose if source.path == INTRODUCTION), None)
    return (one_page(KIND, TEMPLATE, urls.FRONT, lambda: _front(signposts, introduction)),)


def _front(signposts: Signposts, introduction: ProseSource | None) -> FrontView:
    archive = signposts.archive
    everything = tuple(range(len(archive.cards)))
    sentence = _sentence(signposts, everything)
    latest = range(archive.dated - 1, max(-1, archive.dated - 1 - LATEST), -1)
    return FrontView(
        head=_head(signposts, sentence, introduction),
        name=signposts.config.site.title,
        sentence=sentence,
        introduction=introduction.html if introduction else "",
        figures=_figures(signposts, everything),
        chart=time_chart(signposts),
        posts=count_posts(signposts, everything),
        persons=count_persons(signposts, everything),
        tags=count_tags(signposts, everything),
        classifications=level_entries(signposts),
        cited=cited_links(signposts, introduction) if introduction else (),
        latest=tuple(signposts.rows[number] for number in latest),
    )


def _sentence(signposts: Signposts, everything: Numbers) -> str:
    if not everything:
        return "This archive holds no cables yet."
    posts = len(signposts.archive.by_post)
    sent = f" sent by {words.counted(posts, 'post')}" if posts else ""
    return words.sentence(f"this archive holds {cables_when(signposts.archive, everything, sent)}")


def _head(signposts: Signposts, sentence: str, introduction: ProseSource | None) -> Head:
    site = signposts.config.site
    told = introduction.description if introduction else ""
    description = words.shortened(site.description or told or sentence)
    node: JsonLd = {
        "@type": "WebSite",
        "name": site.title,
        "description": description,
        "inLanguage": site.language,
    }
    if site.publisher:
        node["publisher"] = {"@type": "Organization", "name": site.publisher}
    if signposts.base:
        node["url"] = signposts.base
    return make_head(signposts, urls.FRONT, site.title, description, crumbs=(), json_ld=node)


def _figures(signposts: Signposts, everything: Numbers) -> tuple[Fact, ...]:
    archive = signposts.archive
    span = first_and_last(archive, everything)
    counts = (
        ("Cable", len(archive.cards), "dates", "date"),
        ("Post", len(archive.by_post), "posts", "post"),
        ("Person", len(archive.by_person), "persons", "person"),
        ("Tag", len(archive.by_tag), "tags", "tag"),
    )
    figures = [
        Fact(
            name if count == 1 else f"{name}s",
            f"{count:,}",
            urls.index(folder) if kind in signposts.kinds else None,
        )
        for name, count, kind, folder in counts
    ]
    if span:
        name = "Year" if span[0].year == span[1].year else "Years"
        figures.append(Fact(name, words.years(*span), figures[0].url))
    return tuple(figures)
