"""Archive -> Page: what exists on the site, under which path, and what each page may show."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ..archive import Archive
from ..config import Config
from ..diagnostics import Located
from .noting import take_notes
from .planning import Outline, plan_sections, plan_series
from .prose_source import ProseSource, terms_of
from .series import PageList
from .signposts import Signposts, make_signposts, noting
from .site import site_facts
from .views import Page

__all__ = ["Outline", "Plan", "ProseSource", "page_of", "plan", "plan_by", "site_facts"]


class Plan(Struct, frozen=True):
    """Everything that the site consists of, but for the theme's assets.

    `pages` is a PageList: `len`, `[n]` and iteration as with a tuple, `.paths` and `.kind_of(n)` without
    making a view. Each view is made anew when its page is asked for, always equal, so that a process may
    ask for its part alone. A page with a TextView or CopyView has an empty `template`. `signposts` are what all
    views are made from, `outline` how many pages of each kind there are.
    """

    pages: PageList
    problems: tuple[Located, ...]
    signposts: Signposts
    outline: Outline


def plan(archive: Archive, config: Config, prose: Sequence[ProseSource] = ()) -> Plan:
    """The pages of a site, in a fixed order, and what is wrong with their paths. Never raises on content."""
    notes = take_notes()
    signposts, in_order = _with_terms(make_signposts(archive, config), prose)
    sections, outline, problems = plan_series(noting(signposts, notes), in_order)
    return Plan(PageList(sections, notes), problems, signposts, outline)


def plan_by(signposts: Signposts, prose: Sequence[ProseSource], outline: Outline) -> Plan:
    """The same by signposts that are there already, and an outline: each kind is planned when it is asked for."""
    notes = take_notes()
    signposts, in_order = _with_terms(signposts, prose)
    sections = plan_sections(noting(signposts, notes), in_order, outline)
    return Plan(PageList(sections, notes), (), signposts, outline)


def _with_terms(
    signposts: Signposts, prose: Sequence[ProseSource]
) -> tuple[Signposts, tuple[ProseSource, ...]]:
    in_order = tuple(sorted(prose, key=lambda p: p.path))
    return msgspec.structs.replace(signposts, terms=terms_of(in_order)), in_order


def page_of(planned: Plan, path: str) -> Page | None:
    """The page at a path, or None."""
    return planned.pages[planned.pages.paths.index(path)] if path in planned.pages.paths else None
