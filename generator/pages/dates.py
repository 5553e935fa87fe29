"""Years and months of all cables -> a dossier for each, and their index."""

from __future__ import annotations

from collections.abc import Iterator

from ..archive import Archive
from . import urls, words
from .calendars import draw_calendar
from .charts import draw_chart
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index
from .series import Series
from .signposts import Signposts, month_url, year_url
from .views import Chart, Crumb, IndexEntry, IndexView, Link

KIND = "dates"
INDEX = Index(KIND, "Dates", "year", "years", "date")
NO_DATE = "Undated"


def date_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all years and months, of what has no year, and their index."""
    topics = tuple(_topics(signposts.archive))
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),
    )


def time_chart(signposts: Signposts) -> Chart | None:
    """All cables over time, each bar a way to its year or month."""
    return draw_chart(
        signposts.archive,
        tuple(range(signposts.archive.dated)),
        year_url=lambda year: year_url(signposts, year),
        month_url=lambda year, month: month_url(signposts, year, month),
    )


def _topics(archive: Archive) -> Iterator[Topic]:
    above = (HOME, Crumb(INDEX.name, urls.index(INDEX.folder)))
    for year, numbers in archive.by_year.items():
        yield Topic("date", KIND, str(year), f"{year}", urls.year(year), numbers, crumbs=above)
    for (year, month), numbers in archive.by_month.items():
        crumbs = (*above, Crumb(f"{year}", urls.list_page(urls.year(year))))
        name = words.month_name(year, month)
        yield Topic("date", KIND, f"{year}-{month}", name, urls.month(year, month), numbers, crumbs=crumbs)
    if archive.no_year:
        yield Topic("date", KIND, NO_DATE, NO_DATE, urls.undated(), archive.no_year, crumbs=above)


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    if topic.key == NO_DATE:
        count = len(topic.numbers)
        return Telling(
            words.sentence(f"{words.counted(count, 'cable')} {'is' if count == 1 else 'are'} undated")
        )
    within = f"sent in {topic.name}"
    told = tally(signposts.archive, topic.numbers, f"was {within}", f"were {within}")
    year, _, month = topic.key.partition("-")
    return Telling(told, calendar=draw_calendar(signposts, int(year), int(month) if month else None))


def _index(signposts: Signposts) -> IndexView:
    groups = make_groups(_entries(signposts))
    total = len(signposts.archive.by_year)
    return make_index(signposts, INDEX, groups, total, chart=time_chart(signposts))


def _entries(signposts: Signposts) -> Iterator[tuple[str, IndexEntry]]:
    archive = signposts.archive
    for year, numbers in archive.by_year.items():
        yield f"{year}", IndexEntry(Link(f"All of {year}", year_url(signposts, year)), "", len(numbers))
        for month in range(1, 13):
            found = archive.by_month.get((year, month), ())
            if found:
                link = Link(words.month_name(year, month), month_url(signposts, year, month))
                yield f"{year}", IndexEntry(link, "", len(found))
    if archive.no_year:
        yield (
            NO_DATE,
            IndexEntry(Link("All undated", urls.list_page(urls.undated())), "", len(archive.no_year)),
        )
