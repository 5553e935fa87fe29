"""Ids that are cited and not here -> a page for each: who cites it, what stands beside it, how others name it."""

from __future__ import annotations

from collections.abc import Iterator

from ..entities.gazetteers import PostFact, post_by_name
from ..numbering import NO_YEAR, neighbours_in, series_of, year_in
from . import urls, words
from .citations import INDEX as CITATIONS
from .citations import KIND as CITATIONS_KIND
from .citations import most_cited
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index
from .outside import forms_of
from .references import ABSENT_KIND as KIND
from .references import id_link
from .series import Lazily, Series
from .signposts import Signposts, year_url
from .views import Crumb, Fact, IndexEntry, IndexView, Link

INDEX = Index(KIND, "Cited but not here", "absent cable", "absent cables", "absent")


def absent_series(signposts: Signposts) -> tuple[Series, ...]:
    """The pages of all absent cables, and the list of the most cited of them."""
    absent = signposts.archive.links.absent
    crumbs = _crumbs(signposts)

    def topic(cable_id: str) -> Topic:
        name, stem = _spelt(cable_id), urls.absent(cable_id)
        return Topic("absent", CITATIONS_KIND, cable_id, name, stem, absent[cable_id], crumbs=crumbs)

    topics = Lazily(tuple(absent), topic)
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),
    )


def _crumbs(signposts: Signposts) -> tuple[Crumb, ...]:
    above = (
        (Crumb(CITATIONS.name, urls.index(CITATIONS.folder)),) if CITATIONS_KIND in signposts.kinds else ()
    )
    return (HOME, *above, Crumb(INDEX.name, urls.index(INDEX.folder)))


def _index(signposts: Signposts) -> IndexView:
    absent = signposts.archive.links.absent
    entries = [(f"Most cited of {len(absent):,}", e) for e in most_cited(signposts, {}, absent)]
    if CITATIONS_KIND in signposts.kinds and entries:
        link = Link("Most cited cables of this archive", urls.index(CITATIONS.folder))
        entries.append(("More", IndexEntry(link, "", len(signposts.archive.links.cited_by))))
    are = "is" if len(absent) == 1 else "are"
    sentence = (
        f"Cables of this archive refer to {words.counted(len(absent), 'cable')} that {are} not in it. "
        "Each has a page that says who cites it, and how to find it elsewhere."
    )
    return make_index(
        signposts, INDEX, make_groups(entries), len(absent), sentence=sentence, section="browse"
    )


def _spelt(cable_id: str) -> str:
    """`ROME7, year not known` of `??ROME7`."""
    return f"{cable_id[2:]}, year not known" if cable_id.startswith(NO_YEAR) else cable_id


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    archive = signposts.archive
    cited = tally(archive, topic.numbers, "refers to it", "refer to it")
    perhaps = (
        "" if year_in(topic.key) else " They may not all mean the same one." if len(topic.numbers) > 1 else ""
    )
    sentence = f"This telegram is cited here, but it is not in this archive. {cited}{perhaps}"
    return Telling(sentence, tuple(_facts(signposts, topic.key)))


def _facts(signposts: Signposts, cable_id: str) -> Iterator[Fact]:
    place, year = series_of(cable_id), year_in(cable_id)
    fact: PostFact | None = post_by_name(place[0][2:]) if place else None
    if fact:
        link = signposts.posts.get(fact.key)
        yield Fact("From", fact.display, link.url if link else None)
    if year:
        held = year in signposts.archive.by_year
        yield Fact("Year", f"{year}", year_url(signposts, year) if held else None)
    if place and year:
        around = neighbours_in(signposts.archive.series[place[0]], cable_id)
        for name, other in zip(("Number before", "Number after"), around, strict=True):
            if other:
                link = id_link(signposts, other)
                yield Fact(name, f"{link.text}: {link.note}", link.url)
    for form in forms_of(cable_id):
        yield Fact(form.name, form.text)
