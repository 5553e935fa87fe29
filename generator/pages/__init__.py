"""Archive -> Page: what exists on the site, under which path, and what each page may show."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..archive import Archive
from ..config import Config
from ..diagnostics import Located
from .planning import plan_series
from .prose_source import ProseSource
from .series import PageList
from .site import site_facts
from .views import Page

__all__ = ["Plan", "ProseSource", "page_of", "plan", "site_facts"]


class Plan(Struct, frozen=True):
    """Everything that the site consists of, but for the theme's assets.

    `pages` is a PageList: `len`, `[n]` and iteration as with a tuple, `.paths` and `.kind_of(n)` without
    making a view. Each view is made anew when its page is asked for, always equal, so that a process may
    ask for its part alone. A page with a TextView or CopyView has an empty `template`.
    """

    pages: PageList
    problems: tuple[Located, ...]


def plan(archive: Archive, config: Config, prose: Sequence[ProseSource] = ()) -> Plan:
    """The pages of a site, in a fixed order, and what is wrong with their paths. Never raises on content."""
    series, problems = plan_series(archive, config, tuple(sorted(prose, key=lambda p: p.path)))
    return Plan(PageList(series), problems)


def page_of(planned: Plan, path: str) -> Page | None:
    """The page at a path, or None."""
    return planned.pages[planned.pages.paths.index(path)] if path in planned.pages.paths else None
