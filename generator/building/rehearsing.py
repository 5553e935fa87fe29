"""The plan of the last build -> the same, with all that the first edit would else have to fetch and to load."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..reading.sources import SourceFile
from .memory import Footing, Planned
from .store import store_at

MOST_PAGES = 20
LARGEST = 100_000  # bytes of a source


def rehearse(store: Path, footing: Footing, planned: Planned) -> None:
    """Does for the first cable what an edit of it would want done, but for writing. Errors: NotSound, Failure.

    Code and tables are loaded when they are first used: whoever edits is not to wait for that.
    """
    if not footing.standing.rest.cables:
        return
    path = planned.plan.signposts.archive.slips[0].source_path
    file = footing.config.content / path
    with suppress(OSError):
        if file.stat().st_size <= LARGEST:
            footing.reader.read([SourceFile(path, file.read_bytes())], footing.reader.rules)
    numbers = sorted(planned.shown.pages_with(0, row=True))[:MOST_PAGES]
    pages = [planned.publisher.pages.page(number)[0] for number in numbers]
    with store_at(store) as texts:
        for _ in planned.publisher.theme.contents_of(pages, texts):
            pass
