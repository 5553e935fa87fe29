"""Topics (a tag, a person, a post, a level, a year) -> the pages of their dossiers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from ..archive import Archive, Numbers, dated_part, first_and_last
from ..columns import flat
from ..packing import OnDemand
from . import urls, words
from .charts import draw_chart
from .heads import HOME_ALONE, collection_node, make_head
from .ledgers import count_pages, first_pages, make_ledger, make_pager
from .related import find_related
from .series import Series
from .signposts import Signposts, month_url, year_url
from .views import Calendar, Chart, Crumb, DossierView, Excerpt, Fact, Link, Map, Related

TEMPLATE = "dossier.html"
EXCERPT = 5  # cables of an excerpt
WHOLE = ("date", "post", "person")  # kinds whose lists never end early: there every cable is to be found


class Topic(Struct, frozen=True):
    """What a dossier is about: `kind` as in DossierView, `key` in the archive's index, `stem` of its URLs.

    `title` is for a browser's tab, where it says more than the name.
    """

    kind: str
    section: str
    key: str
    name: str
    stem: str
    numbers: Numbers
    code: str = ""
    tone: str = ""
    title: str = ""
    crumbs: tuple[Crumb, ...] = HOME_ALONE


class Telling(Struct, frozen=True):
    """What is said of a topic: its sentences, and for its first page the facts, lists of its own, a map, excerpts."""

    sentence: str
    facts: tuple[Fact, ...] = ()
    lists: tuple[Related, ...] = ()
    map: Map | None = None
    excerpts: tuple[Excerpt, ...] = ()
    calendar: Calendar | None = None


def dossier_series(
    signposts: Signposts,
    kind: str,
    topics: Sequence[Topic],
    tell: Callable[[Topic], Telling],
    lists: Iterable[tuple[str, int]] = (),
    say: Callable[[Topic], str] | None = None,
) -> Series:
    """All pages of all topics, those of one topic together.

    `lists`: the stem of each topic and how many cables it lists, where these are had for less than the topics; `say`
    makes its sentence, where that is had for less than the whole telling.
    """
    counts, stems = flat(), []
    for stem, listed in lists or ((topic.stem, len(_listed(signposts, topic))) for topic in topics):
        counts.append(count_pages(signposts, listed))
        stems.append(stem)
    starts = flat(accumulate(counts, initial=0))

    def path(number: int) -> str:
        place = bisect_right(starts, number) - 1
        return urls.list_page(stems[place], number - starts[place] + 1)

    kept: dict[int, Telling] = {}

    def told(place: int, page: int) -> Telling:
        """Kept for the further pages of a topic. The first shows all of it and has it made anew, since only then the
        cards at which it looks are noted.
        """
        if page == 1 or place not in kept:
            if page > 1 and say:
                return Telling(say(topics[place]))
            kept.clear()
            kept[place] = tell(topics[place])
        return kept[place]

    def view(number: int) -> DossierView:
        place = bisect_right(starts, number) - 1
        page = number - starts[place] + 1
        return _view(signposts, topics[place], told(place, page), page, counts[place])

    return Series(
        kind,
        TEMPLATE,
        OnDemand(starts[-1], path),
        view,
        lambda n: f"the page of {topics[bisect_right(starts, n) - 1].name}",
    )


def count_listed(signposts: Signposts, kind: str, total: int) -> int:
    """How many of its cards the list of a topic of this kind shows: of very many the first, where the others are found
    by their date.
    """
    if kind in WHOLE or "dates" not in signposts.kinds:
        return total
    return min(total, signposts.config.pages.longest_list)


def _listed(signposts: Signposts, topic: Topic) -> Numbers:
    return topic.numbers[: count_listed(signposts, topic.kind, len(topic.numbers))]


def tally(archive: Archive, numbers: Numbers, one: str, many: str) -> str:
    """How many cables do it, and when: `Two cables carry it, from 22 March 2007 to 21 February 2008.`"""
    verb = one if len(numbers) == 1 else many
    return words.sentence(f"{words.counted(len(numbers), 'cable')} {verb}{_when(archive, numbers)}")


def cables_when(archive: Archive, numbers: Numbers, which: str = "") -> str:
    """How many cables, and when, within a sentence: `two cables, from 22 March 2007 to 21 February 2008`; `which` are
    words that follow `cables`.
    """
    return f"{words.counted(len(numbers), 'cable')}{which}{_when(archive, numbers)}"


def _when(archive: Archive, numbers: Numbers) -> str:
    undated = len(numbers) - len(dated_part(archive, numbers))
    return words.period(len(numbers), first_and_last(archive, numbers), undated)


def make_excerpt(signposts: Signposts, title: str, numbers: Numbers, everything: Link | None) -> Excerpt:
    """The latest of these cards, the newest first; without a link they are all that is shown."""
    rows = tuple(signposts.rows[number] for number in reversed(_latest(signposts, numbers)))
    return Excerpt(title, rows, len(numbers), everything if len(numbers) > len(rows) else None)


def is_shortened(signposts: Signposts, numbers: Numbers) -> bool:
    """Whether an excerpt shows but some of these cards, so that a page of them all is wanted."""
    return len(numbers) > len(_latest(signposts, numbers))


def _latest(signposts: Signposts, numbers: Numbers) -> Numbers:
    return (dated_part(signposts.archive, numbers) or numbers)[-EXCERPT:]


def _view(signposts: Signposts, topic: Topic, telling: Telling, page: int, pages: int) -> DossierView:
    first = page == 1
    listed = _listed(signposts, topic)
    path = urls.list_page(topic.stem, page)
    title = topic.title or topic.name
    title = title if first else f"{title}, page {page} of {pages}"
    description = words.shortened(telling.sentence)
    crumbs = topic.crumbs if first else (*topic.crumbs, Crumb(topic.name, urls.list_page(topic.stem)))
    node = collection_node(signposts, title, description, path)
    return DossierView(
        head=make_head(
            signposts, path, title, description, section=topic.section, crumbs=crumbs, json_ld=node
        ),
        kind=topic.kind,
        name=topic.name,
        code=topic.code,
        tone=topic.tone,
        sentence=telling.sentence,
        facts=telling.facts if first else (),
        chart=_chart(signposts, topic) if first else None,
        related=_related(signposts, topic, telling) if first else (),
        ledger=make_ledger(signposts, listed, page, linked=topic.kind != "date"),
        pager=make_pager(topic.stem, page, pages),
        total=len(topic.numbers),
        map=telling.map if first else None,
        excerpts=telling.excerpts if first else (),
        calendar=telling.calendar if first else None,
        years=first_pages(signposts, topic.stem, listed) if first and topic.kind != "date" else (),
        listed=len(listed) if page == pages and len(listed) < len(topic.numbers) else 0,
    )


def _related(signposts: Signposts, topic: Topic, telling: Telling) -> tuple[Related, ...]:
    told = tuple(related for related in telling.lists if related.counts)
    return (*told, *find_related(signposts, topic.kind, topic.key, topic.numbers))


def _chart(signposts: Signposts, topic: Topic) -> Chart | None:
    if topic.kind != "date":
        return draw_chart(signposts.archive, topic.numbers)
    return draw_chart(
        signposts.archive,
        topic.numbers,
        year_url=lambda year: year_url(signposts, year),
        month_url=lambda year, month: month_url(signposts, year, month),
    )
