"""Conversations -> the part that the page of a cable shows, and a page for each that is long."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import accumulate, islice

from ..archive import Archive
from ..conversations import cited_from, in_order
from . import urls, words
from .heads import HOME, collection_node, make_head
from .indexes import Index, index_series, make_groups, make_index
from .ledgers import make_pager
from .series import Series
from .signposts import Signposts
from .views import (
    CableRow,
    Crumb,
    IndexEntry,
    IndexView,
    Link,
    ThreadDot,
    ThreadEntry,
    ThreadLine,
    ThreadShown,
    ThreadView,
)

KIND = "threads"
INDEX = Index(KIND, "Conversations", "conversation", "conversations", "thread")
TEMPLATE = "thread.html"
FEWEST = 3  # cables of a conversation worth a drawing: of two the lines about references say all
SHORT = 8  # cables that the page of each of them shows
ABOVE, BELOW = 3, 5  # of a longer one, so many before a cable and so many replies
PER_PAGE = 100
DEEPEST = 8  # steps by which a list is indented
MOST_LANES = 10
OTHERS = "Others"
LONGEST, SHORTER = "Longest", "Shorter, on the pages of their cables"
MOST_ALSO = 6
LEFT, WIDTH = 15, 970  # thousandths of the width that dots are drawn in
APART = 14  # thousandths between dots, where there is room for it

Rows = Mapping[int, CableRow]  # of the cards of a part, in its order


def thread_series(signposts: Signposts) -> tuple[Series, ...]:
    """The pages of all long conversations, and the index of them."""
    sizes = signposts.archive.conversations.sizes
    firsts = tuple(first for first in sorted(sizes) if sizes[first] > SHORT)
    counts = [-(-sizes[first] // PER_PAGE) for first in firsts]
    starts = (0, *accumulate(counts))
    paths = tuple(
        urls.list_page(urls.thread(signposts.urls[first]), page)
        for first, count in zip(firsts, counts, strict=True)
        for page in range(1, count + 1)
    )

    def view(number: int) -> ThreadView:
        place = bisect_right(starts, number) - 1
        return _view(signposts, firsts[place], number - starts[place] + 1, counts[place])

    def origin(number: int) -> str:
        return f"the conversation of {signposts.rows[firsts[bisect_right(starts, number) - 1]].id}"

    return (
        index_series(INDEX, lambda: _index(signposts, firsts)),
        Series(KIND, TEMPLATE, paths, view, origin),
    )


def thread_of(signposts: Signposts, number: int) -> ThreadShown | None:
    """The conversation of a card: all of a short one, of a longer one what is near; None of fewer than FEWEST."""
    talk = signposts.archive.conversations
    first = talk.first.get(number)
    if first is None:
        return None
    total = talk.sizes[first]
    if total < FEWEST:
        return None
    if total <= SHORT:
        return _shown(signposts, tuple(in_order(talk, first)), number, total, None)
    above = [number]
    while len(above) <= ABOVE and above[-1] in talk.answers:
        above.append(talk.answers[above[-1]])
    near = [(one, depth) for depth, one in enumerate(reversed(above))]
    near += [(reply, len(above)) for reply in talk.replies.get(number, ())[:BELOW]]
    url = urls.list_page(urls.thread(signposts.urls[first])) if KIND in signposts.kinds else None
    return _shown(signposts, tuple(near), number, total, url)


def _index(signposts: Signposts, firsts: Sequence[int]) -> IndexView:
    sizes = signposts.archive.conversations.sizes
    shorter = tuple(first for first in sizes if FEWEST <= sizes[first] <= SHORT)
    entries = []
    for name, some in ((LONGEST, firsts), (SHORTER, shorter)):
        for first in nsmallest(PER_PAGE, some, key=lambda first: (-sizes[first], first)):
            row = signposts.rows[first]
            url = urls.list_page(urls.thread(signposts.urls[first])) if name is LONGEST else row.url
            entries.append((name, IndexEntry(Link(row.title, url), row.id, sizes[first])))
    sentence = words.sentence(
        f"in {words.counted(len(sizes), 'conversation')} cables answer one another; "
        f"{words.counted(len(firsts), 'is', 'are')} of more than {words.number(SHORT)}, each with a page of its own"
    )
    return make_index(
        signposts, INDEX, make_groups(entries), len(firsts), sentence=sentence, section="browse"
    )


def _view(signposts: Signposts, first: int, page: int, pages: int) -> ThreadView:
    archive, row = signposts.archive, signposts.rows[first]
    stem, total = urls.thread(signposts.urls[first]), archive.conversations.sizes[first]
    path = urls.list_page(stem, page)
    part = tuple(islice(in_order(archive.conversations, first), (page - 1) * PER_PAGE, page * PER_PAGE))
    sentence = words.sentence(
        f"{words.counted(total, 'cable')} that begin with {row.id} and answer one another. Each stands under the most "
        "recent one that it refers to"
    )
    title = f"Conversation: {row.title}" + (f", page {page} of {pages}" if page > 1 else "")
    crumbs = (HOME, Crumb(INDEX.name, urls.index(INDEX.folder)))
    return ThreadView(
        head=make_head(
            signposts,
            path,
            title,
            words.shortened(sentence),
            section="browse",
            crumbs=crumbs,
            json_ld=collection_node(signposts, title, sentence, path),
        ),
        name=row.title,
        sentence=sentence,
        thread=_shown(signposts, part, None, total, None),
        pager=make_pager(stem, page, pages),
    )


def _shown(
    signposts: Signposts, part: tuple[tuple[int, int], ...], here: int | None, total: int, url: str | None
) -> ThreadShown:
    """These cables, with their depths, as a list and as a drawing."""
    archive = signposts.archive
    talk = archive.conversations
    places = {number: place for place, (number, _) in enumerate(part)}
    answers = {number: talk.answers.get(number) for number in places}
    cited = {number: [to for to in cited_from(talk, number) if to in places] for number in places}
    rows = {number: signposts.rows[number] for number in places}
    lanes = _lanes(rows)
    days = [row.day for row in rows.values() if row.day]
    return ThreadShown(
        entries=tuple(_entries(rows, answers, part, here, cited)),
        lanes=tuple(lanes),
        dots=_dots(archive, rows, here, lanes),
        lines=tuple(
            [
                ThreadLine(places[number], places[to], answers.get(number) != to)
                for number, earlier in cited.items()
                for to in earlier
                if to < number
            ]
        ),
        first=min(days, default=None),
        last=max(days, default=None),
        total=total,
        url=url,
    )


def _entries(
    rows: Rows,
    answers: Mapping[int, int | None],
    part: tuple[tuple[int, int], ...],
    here: int | None,
    cited: dict[int, list[int]],
) -> list[ThreadEntry]:
    base = part[0][1]
    found = []
    for number, depth in part:
        row, answered = rows[number], answers.get(number)
        also = [rows[to] for to in cited[number] if to != answered][:MOST_ALSO]
        found.append(
            ThreadEntry(
                depth=max(0, min(DEEPEST, depth - base)),
                url=row.url,
                id=row.id,
                title=row.title,
                day=row.day,
                post=row.post.text if row.post else "",
                here=number == here,
                also=tuple([Link(to.id, to.url or None) for to in also]),
            )
        )
    return found


def _lanes(rows: Rows) -> dict[str, int]:
    """A lane for each post in the order of time; the last for all others where they are many."""
    names = list(dict.fromkeys([_post(rows[number]) for number in sorted(rows)]))
    if len(names) > MOST_LANES:
        names[MOST_LANES - 1 :] = [OTHERS]
    return {name: lane for lane, name in enumerate(names)}


def _dots(archive: Archive, rows: Rows, here: int | None, lanes: dict[str, int]) -> tuple[ThreadDot, ...]:
    dots = []
    for (number, row), at in zip(
        rows.items(), _places([_seconds(archive, number) for number in rows]), strict=True
    ):
        lane = lanes.get(_post(row), len(lanes) - 1)
        day = f"{words.day(row.day)}, " if row.day else ""
        dots.append(ThreadDot(at, lane, row.url, f"{day}{row.id}: {row.title}", number == here))
    return tuple(dots)


def _places(times: Sequence[int]) -> list[int]:
    """Where on the line of time each dot stands: by its time, but so far from the one before that both are seen."""
    begin, span = min(times), max(times) - min(times)
    if not span and len(times) == 1:
        return [LEFT + WIDTH // 2]
    apart = min(APART, WIDTH // len(times))
    order = sorted(range(len(times)), key=lambda n: (times[n], n))
    at, places = LEFT - apart, [0] * len(times)
    for n in order:
        at = max(at + apart, LEFT + (WIDTH * (times[n] - begin) // span if span else 0))
        places[n] = at
    most = LEFT + WIDTH
    for n in reversed(order):
        places[n] = most = min(places[n], most)
        most -= apart
    return places


def _seconds(archive: Archive, number: int) -> int:
    when = archive.slips[number].date
    return int(when.timestamp()) if when else 0


def _post(row: CableRow) -> str:
    return row.post.text if row.post else OTHERS
