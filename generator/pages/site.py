"""Config and prose -> SiteFacts: what every template may show."""

from __future__ import annotations

from collections.abc import Sequence

from ..config import Config
from . import urls
from .prose import own_pages, section_of
from .prose_source import ProseSource
from .views import NavigationEntry, SiteFacts

GENERATOR = "Cablepress"
# The main navigation: page kind, words, folder of its index.
SECTIONS = (
    ("dates", "Dates", "date"),
    ("posts", "Posts", "post"),
    ("persons", "Persons", "person"),
    ("tags", "Tags", "tag"),
    ("classifications", "Classifications", "classification"),
)


def site_facts(config: Config, prose: Sequence[ProseSource] = ()) -> SiteFacts:
    """The facts of a site; the navigation names the kinds that are on, then the prose at the root in its
    order."""
    site, kinds = config.site, config.pages.kinds
    entries = [
        NavigationEntry(kind, text, urls.index(folder)) for kind, text, folder in SECTIONS if kind in kinds
    ]
    if "prose" in kinds:
        at_root = [source for source in own_pages(prose) if "/" not in source.path]
        at_root.sort(key=lambda source: (source.order, source.title, source.path))
        entries += [NavigationEntry(section_of(s), s.title, urls.prose(s.path)) for s in at_root]
    return SiteFacts(
        title=site.title,
        url=site.url,
        language=site.language,
        description=site.description,
        publisher=site.publisher,
        navigation=tuple(entries),
        generator=GENERATOR,
        feed="feed" in kinds,
        quality=site.quality_page,
    )
