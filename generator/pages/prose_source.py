"""A rendered Markdown file -> what planning needs of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from .views import Contents


class ProseSource(Struct, frozen=True):
    """A page of prose, rendered: `path` from content/pages (`about.md`), `html` safe, `order` its place in
    menus.

    `index.md` is no page of its own: it introduces the front page.
    """

    path: str
    title: str
    description: str = ""
    day: date | None = None
    html: str = ""
    contents: tuple[Contents, ...] = ()
    order: int = 0
