"""Config and prose -> SiteFacts: what every template may show."""

from __future__ import annotations

from collections.abc import Sequence

from ..config import Config
from . import urls
from .prose import own_pages, section_of
from .prose_source import ProseSource
from .views import NavigationEntry, SiteFacts

GENERATOR = "Cablepress"
# The main navigation: page kind, words, its page. All else stands behind the last.
SECTIONS = (
    ("dates", "Dates", urls.index("date")),
    ("posts", "Posts", urls.index("post")),
    ("persons", "Persons", urls.index("person")),
    ("tags", "Tags", urls.index("tag")),
    ("browse", "Browse", urls.BROWSE),
)
MOST_PROSE = 3  # pages of prose in the navigation, where there is a page that lists them all


def site_facts(config: Config, prose: Sequence[ProseSource] = ()) -> SiteFacts:
    """The facts of a site; the navigation names the kinds that are on, then the first of the
    prose at the root in its order."""
    site, kinds = config.site, config.pages.kinds
    entries = [NavigationEntry(kind, text, url) for kind, text, url in SECTIONS if kind in kinds]
    if "prose" in kinds:
        at_root = [source for source in own_pages(prose) if "/" not in source.path]
        at_root.sort(key=lambda source: (source.order, source.title, source.path))
        if "browse" in kinds:
            del at_root[MOST_PROSE:]
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
        numbers="numbers" in kinds,
    )
