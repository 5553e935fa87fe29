"""Groups of entries -> the page of an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from msgspec import Struct

from . import urls, words
from .heads import HOME_ALONE, collection_node, make_head
from .series import Series, one_page
from .signposts import Signposts
from .views import Chart, Crumb, IndexEntry, IndexGroup, IndexView, Jump

TEMPLATE = "index.html"
FEW_GROUPS, MANY_GROUPS = 3, 40  # fewer need no jumps; of more only letters are shown


class Index(Struct, frozen=True):
    """What an index is: `kind` the page kind, `noun` and `nouns` what it lists, `folder` where it stands."""

    kind: str
    name: str
    noun: str
    nouns: str
    folder: str


def index_series(index: Index, view: Callable[[], IndexView]) -> Series:
    """The one page of an index."""
    return one_page(index.kind, TEMPLATE, urls.index(index.folder), view)


def make_index(
    signposts: Signposts,
    index: Index,
    groups: tuple[IndexGroup, ...],
    total: int,
    *,
    chart: Chart | None = None,
    path: str = "",
    name: str = "",
    sentence: str = "",
    section: str = "",
) -> IndexView:
    """The view of an index; `path`, `name` and `sentence` where it is a part of one.

    `section` is the entry of the main navigation that it belongs to, where that is not its own.
    """
    path = path or urls.index(index.folder)
    crumbs = HOME_ALONE if not name else (*HOME_ALONE, Crumb(index.name, urls.index(index.folder)))
    name = name or index.name
    sentence = sentence or words.sentence(_held(index, total))
    node = collection_node(signposts, name, sentence, path)
    head = make_head(
        signposts, path, name, sentence, section=section or index.kind, crumbs=crumbs, json_ld=node
    )
    return IndexView(head, index.kind, name, sentence, groups, chart, total, make_jumps(groups))


def make_groups(entries: Iterable[tuple[str, IndexEntry]]) -> tuple[IndexGroup, ...]:
    """Entries with the name of their group, already in order -> groups with distinct anchors."""
    grouped = [
        (name, tuple(e for _, e in group)) for name, group in groupby(entries, key=lambda pair: pair[0])
    ]
    anchors = urls.anchors([name for name, _ in grouped])
    return tuple(IndexGroup(name, at, group) for (name, group), at in zip(grouped, anchors, strict=True))


def make_jumps(groups: tuple[IndexGroup, ...]) -> tuple[Jump, ...]:
    """To each group; of many, which would fill a small screen, to the first of each letter."""
    if len(groups) < FEW_GROUPS:
        return ()
    if len(groups) <= MANY_GROUPS:
        return tuple(Jump(group.name, group.anchor) for group in groups)
    letters: dict[str, str] = {}
    for group in groups:
        letters.setdefault(group.name[:1].upper(), group.anchor)
    return tuple(Jump(letter, anchor) for letter, anchor in letters.items())


def years_note(span: tuple[date, date] | None) -> str:
    """The years of an entry's cables: `2007–2008`, empty where none is dated."""
    return words.years(*span) if span else ""


def _held(index: Index, total: int) -> str:
    verb = "is" if total == 1 else "are"
    return f"there {verb} {words.counted(total, index.noun, index.nouns)} in this archive"
