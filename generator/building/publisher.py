"""A plan and the theme -> the Publisher that writes its pages and the files of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from ..packing import OnDemand
from ..pages import Plan, ProseSource, site_facts
from ..pages.noting import Looked
from .bench import Bench
from .code import rendering_code
from .fingerprint import encode, short_digest
from .output import Output
from .publishing import Pages, Publisher
from .theme import Digests, Theme


def make_publisher(
    bench: Bench, output: Output, planned: Plan, prose: Sequence[ProseSource], known: Digests | None = None
) -> Publisher:
    """What writes the planned pages, and the assets of the theme; `known` digests of templates need not be made.

    Errors: Failure, where an asset cannot be read.
    """
    facts = site_facts(bench.config, tuple(prose))
    theme = Theme(bench.config, facts, known)
    if known is None:
        theme.prepare(planned.pages.templates)
    return Publisher(
        pages=with_assets(planned, theme),
        theme=theme,
        store=bench.store,
        output=output,
        claims=bench.manifest.pages,
        code=rendering_code(),
        site=short_digest(encode(facts)),
        clock=bench.watch.clock,
    )


def with_assets(planned: Plan, theme: Theme) -> Pages:
    """The planned pages, and a page for every file that the theme needs."""
    pages, assets = planned.pages, theme.assets
    further = tuple(page.path for page in assets)
    paths: Sequence[str] = (
        (*pages.paths, *further)
        if isinstance(pages.paths, tuple)
        else OnDemand(
            len(pages) + len(assets), lambda n: pages.paths[n] if n < len(pages) else further[n - len(pages)]
        )
    )
    return Pages(paths, lambda n: pages.noted(n) if n < len(pages) else (assets[n - len(pages)], Looked()))
