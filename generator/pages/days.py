"""Days of all cables -> a dossier for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import urls, words
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .series import Series
from .signposts import Signposts, month_url, year_url
from .views import Crumb

KIND = "days"
SECTION = "dates"


def day_series(signposts: Signposts) -> tuple[Series, ...]:
    """The dossiers of all days that have a cable."""
    topics = tuple(_topics(signposts))
    return (dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),)


def _topics(signposts: Signposts) -> Iterator[Topic]:
    for parts, numbers in signposts.archive.by_day.items():
        day = date(*parts)
        steps = (
            ("Dates", urls.index("date") if "dates" in signposts.kinds else None),
            (f"{day.year}", year_url(signposts, day.year)),
            (words.month_name(day.year, day.month), month_url(signposts, day.year, day.month)),
        )
        yield Topic(
            kind="date",
            section=SECTION,
            key=day.isoformat(),
            name=words.day(day),
            title=f"{words.WEEKDAYS[day.weekday()]} {words.day(day)}",
            stem=urls.day(day.year, day.month, day.day),
            numbers=numbers,
            crumbs=(HOME, *(Crumb(text, url) for text, url in steps if url)),
        )


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    weekday = topic.title.partition(" ")[0]
    return Telling(
        tally(signposts.archive, topic.numbers, f"was sent on this {weekday}", f"were sent on this {weekday}")
    )
