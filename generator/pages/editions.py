"""Collections -> their print editions: the full texts of their cables in order, on one page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from ..archive import Numbers
from . import urls, words
from .cables import cable_view
from .cited_prose import KIND as PROSE
from .cited_prose import cited_links, numbers_of
from .heads import HOME, collection_node, make_head
from .ledgers import make_pager
from .prose_source import COLLECTION, ProseSource
from .series import Series
from .signposts import Signposts
from .views import CableView, Crumb, EditionView, Head

KIND = "editions"
TEMPLATE = "edition.html"
PER_PAGE = 200


def edition_series(signposts: Signposts, prose: Sequence[ProseSource]) -> tuple[Series, ...]:
    """The editions of all collections that have cables; of a long one in several parts."""
    found = [
        (source, numbers)
        for source in prose
        if source.kind == COLLECTION and (numbers := numbers_of(signposts, source))
    ]
    counts = [-(-len(numbers) // PER_PAGE) for _, numbers in found]
    starts = (0, *accumulate(counts))
    paths = tuple(
        urls.list_page(_stem(source), page)
        for (source, _), count in zip(found, counts, strict=True)
        for page in range(1, count + 1)
    )

    def view(number: int) -> EditionView:
        place = bisect_right(starts, number) - 1
        return _view(signposts, *found[place], number - starts[place] + 1, counts[place])

    def origin(number: int) -> str:
        return f"the print edition of content/pages/{found[bisect_right(starts, number) - 1][0].path}"

    return (Series(KIND, TEMPLATE, paths, view, origin),)


def edition_of(signposts: Signposts, source: ProseSource) -> str | None:
    """Where the edition of a collection begins; None where there is nothing to print."""
    wanted = source.kind == COLLECTION and PROSE in signposts.kinds and numbers_of(signposts, source)
    return urls.list_page(_stem(source)) if wanted else None


def _stem(source: ProseSource) -> str:
    return urls.edition(urls.prose(source.path))


def _view(signposts: Signposts, source: ProseSource, numbers: Numbers, page: int, pages: int) -> EditionView:
    first = (page - 1) * PER_PAGE
    path = urls.list_page(_stem(source), page)
    of = f", part {page} of {pages}" if pages > 1 else ""
    counted = words.counted(len(numbers), "telegram")
    sentence = words.sentence(source.description or f"{counted} in the order of the collection")
    title = f"{source.title}, print edition{of}"
    head = make_head(
        signposts,
        path,
        title,
        words.shortened(sentence),
        section=_stem(source).rpartition("/")[0],
        crumbs=(HOME, Crumb(source.title, urls.prose(source.path))),
        json_ld=collection_node(signposts, title, sentence, path),
    )
    return EditionView(
        head=head,
        name=source.title,
        sentence=sentence,
        html=source.html if page == 1 else "",
        day=source.day,
        cited=cited_links(signposts, source) if page == 1 else (),
        first=first + 1,
        parts=tuple(_part(signposts, number, head) for number in numbers[first : first + PER_PAGE]),
        pager=make_pager(_stem(source), page, pages),
    )


def _part(signposts: Signposts, number: int, head: Head) -> CableView:
    """A cable without all that its own page says around it; its links begin where the edition stands."""
    path = signposts.rows[number].url
    return replace(
        cable_view(signposts, number),
        head=replace(head, path=path, json_ld="", crumbs=()),
        cited_by=(),
        cited_by_all=None,
        neighbours=(),
        ways=(),
        thread=None,
        persons_named=(),
        copies=(),
        citation="",
    )
