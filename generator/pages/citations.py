"""Who cites whom -> the most cited cables, and all that refer to one where its page cannot hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from ..archive import Numbers, cited_by
from . import urls
from .dossiers import Telling, Topic, dossier_series, tally
from .heads import HOME
from .indexes import Index, index_series, make_groups, make_index
from .references import ABSENT_KIND, NOT_HERE, absent_link, cable_link
from .series import Lazily, Series
from .signposts import Signposts
from .views import CableRow, Crumb, Fact, IndexEntry, IndexView, Link

KIND = "citations"
INDEX = Index(KIND, "References", "reference", "references", "cited")
SHOWN = 20  # of those that refer to a cable, on its own page
MOST = 100  # in a list of the most cited
HERE, ABSENT = "Most cited cables", "Most cited, but not here"


def citation_series(signposts: Signposts) -> tuple[Series, ...]:
    """The lists of those that refer to a much cited cable, and what is cited most."""
    cited = signposts.archive.links.cited_by
    topics = Lazily([n for n in cited if len(cited[n]) > SHOWN], partial(_topic, signposts))
    return (
        index_series(INDEX, lambda: _index(signposts)),
        dossier_series(signposts, KIND, topics, lambda topic: _tell(signposts, topic)),
    )


def first_citing(signposts: Signposts, number: int) -> tuple[CableRow, ...]:
    """The cables that refer to this one, as many as its page shows."""
    citing = cited_by(signposts.archive, number)
    shown = citing[:SHOWN] if KIND in signposts.kinds else citing
    return tuple(signposts.rows[other] for other in shown)


def all_citing(signposts: Signposts, number: int) -> Link | None:
    """Where all of them are, if its page does not show all."""
    citing = cited_by(signposts.archive, number)
    if len(citing) <= SHOWN or KIND not in signposts.kinds:
        return None
    return Link(f"All {len(citing):,}", urls.list_page(urls.cited(signposts.urls[number])))


def most_cited(
    signposts: Signposts, cited: Mapping[int, Numbers], absent: Mapping[str, Numbers]
) -> Iterable[IndexEntry]:
    """Entries of what is cited most, here or not here; of equals the first in order."""
    best = sorted(cited, key=lambda number: (-len(cited[number]), number))[:MOST]
    for number in best:
        link = cable_link(signposts, number)
        yield IndexEntry(Link(link.text, link.url), link.note, len(cited[number]))
    wanted = sorted(absent, key=lambda cable_id: (-len(absent[cable_id]), cable_id))[:MOST]
    for cable_id in wanted:
        link = absent_link(signposts, cable_id)
        yield IndexEntry(Link(link.text, link.url), "", len(absent[cable_id]))


def _index(signposts: Signposts) -> IndexView:
    links = signposts.archive.links
    entries = [(HERE, entry) for entry in most_cited(signposts, links.cited_by, {})]
    entries += [(ABSENT, entry) for entry in most_cited(signposts, {}, links.absent)]
    if ABSENT_KIND in signposts.kinds and links.absent:
        whole = IndexEntry(Link("Cited but not here", urls.index(ABSENT_KIND)), "", len(links.absent))
        entries.append(("More", whole))
    return make_index(
        signposts,
        INDEX,
        make_groups(entries),
        links.found,
        sentence=_sentence(signposts, len(links.absent)),
        section="browse",
    )


def _sentence(signposts: Signposts, absent: int) -> str:
    links = signposts.archive.links
    named = links.found + links.missing + links.ambiguous
    if not named:
        return "No cable of this archive refers to another."
    return (
        f"Cables refer to others {named:,} {'time' if named == 1 else 'times'} in their reference lines: "
        f"{links.found:,} lead to a cable of this archive, {links.missing:,} to one that is {NOT_HERE}. "
        f"With those in their texts, {absent:,} absent {'cable is' if absent == 1 else 'cables are'} known by number."
    )


def _topic(signposts: Signposts, number: int) -> Topic:
    row = signposts.rows[number]
    return Topic(
        kind="cited",
        section=KIND,
        key=row.id,
        name=row.title,
        code=row.id,
        title=f"Cables that refer to {row.id}",
        stem=urls.cited(signposts.urls[number]),
        numbers=cited_by(signposts.archive, number),
        crumbs=(HOME, Crumb(INDEX.name, urls.index(INDEX.folder))),
    )


def _tell(signposts: Signposts, topic: Topic) -> Telling:
    archive = signposts.archive
    link = cable_link(signposts, archive.numbers[topic.key][0]) if topic.key in archive.numbers else None
    sentence = tally(archive, topic.numbers, "refers to this one", "refer to this one")
    return Telling(sentence, (Fact("The cable", link.text, link.url),) if link else ())
