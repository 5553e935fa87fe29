"""Archive and Config -> Signposts: the links and rows that many pages show, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

import msgspec
from msgspec import Struct

from ..archive import UNKNOWN_LEVEL, Archive, first_and_last
from ..cards import Card, Slip
from ..columns import Index
from ..config import Config
from ..entities.gazetteers import PostFact, TagFact, post_by_key, post_by_name, tag_fact
from ..marks import mark_key
from ..packing import OnDemand
from ..pairing import commonest_pairs
from . import urls, words
from .banners import tone_of
from .downloads import offering_cards, shared_files
from .noting import Noted, Notes
from .surnames import index_surnames
from .views import CableRow, KeyLink, Link

ROWS_AT_HAND = 65_536  # of all processes each keeps so many; a row is shown by some thirty pages
UNTITLED = "Untitled"
UNNUMBERED = "no number"
# The kinds of page about marks of a header: the kind of mark, the folder of the pages.
MARK_FOLDERS = {
    "captions": ("caption", "caption"),
    "precedences": ("precedence", "precedence"),
    "reasons": ("reason", "reason"),
    "declassification": ("declassification", "declassification"),
    "addressees": ("addressee", "addressee"),
}


class Signposts(Struct, frozen=True):
    """Where everything is: `urls` and `rows` by card number, stems of entity pages by key, and the site's
    address. `terms` are words and meanings that the publisher adds to the glossary.

    `indexed_rows` are the rows once more, for whoever asks for what an index is made of alone, such as id and address:
    what is made of that stays as it is while only a title changes. `surnames` are of index_surnames.
    A kind that is switched off has no stems, and what would lead there is a Link without URL. `shared` and `offering`
    are of downloads.py.
    """

    archive: Archive
    config: Config
    base: str
    kinds: frozenset[str]
    urls: tuple[str, ...]
    rows: Sequence[CableRow]
    indexed_rows: Sequence[CableRow]
    tag_stems: Mapping[str, str]
    person_stems: Mapping[str, str]
    post_stems: Mapping[str, str]
    tags: Mapping[str, Link]
    persons: Mapping[str, Link]
    posts: Mapping[str, Link]
    surnames: Index[str]
    mark_stems: Mapping[str, Mapping[str, str]]
    shared: Mapping[str, int]
    offering: tuple[int, ...]
    pairs: Mapping[tuple[str, str], int]
    terms: tuple[tuple[str, str], ...] = ()


def make_signposts(archive: Archive, config: Config) -> Signposts:
    """Signposts for all cards and entities of the archive."""
    kinds = frozenset(config.pages.kinds)
    shared = shared_files(archive.slips)
    cable_urls = urls.cable_urls(archive.slips, archive.numbers)
    tag_stems = _stems("tags" in kinds, urls.tag, archive.by_tag)
    tags = {code: _tag_link(archive, code, _first(tag_stems, code)) for code in archive.by_tag}
    met = _posts_met(archive)
    post_stems = _stems("posts" in kinds, urls.post, met)
    person_stems = _stems("persons" in kinds, urls.person, _with_pages(archive, config))
    posts = {key: Link(post_name(key), _first(post_stems, key)) for key in met}
    persons = {key: Link(archive.names[key], _first(person_stems, key)) for key in archive.by_person}
    shown_urls = cable_urls if "cables" in kinds else ("",) * len(cable_urls)
    rows = rows_of(archive.slips, shown_urls, posts)
    return Signposts(
        archive=archive,
        config=config,
        base=urls.base_of(config.site.url),
        kinds=kinds,
        urls=cable_urls,
        rows=rows,
        indexed_rows=rows,
        tag_stems=tag_stems,
        person_stems=person_stems,
        post_stems=post_stems,
        tags=tags,
        persons=persons,
        posts=posts,
        surnames=index_surnames(archive),
        mark_stems=_mark_stems(kinds, archive),
        shared=shared,
        offering=offering_cards(archive.slips, shared),
        pairs=commonest_pairs(archive, config.pages.tag_pairs) if {"pairs", "tags"} <= kinds else {},
    )


def _with_pages(archive: Archive, config: Config) -> tuple[str, ...]:
    """The persons who have pages: whom enough cables name, or of whom the publisher has something to say."""
    least, entry = config.pages.person_least, archive.people.entry
    return tuple(key for key, numbers in archive.by_person.items() if len(numbers) >= least or entry(key))


def _posts_met(archive: Archive) -> tuple[str, ...]:
    """The posts that sent cables, then those that cables are addressed to, name, or cite telegrams of."""
    cited = {fact.key for name in archive.series if (fact := post_by_name(name[2:]))}
    silent = {*archive.by_place, *archive.by_mark["addressee"], *cited} - archive.by_post.keys()
    return (*archive.by_post, *sorted(key for key in silent if post_by_key(key)))


def mark_links(signposts: Signposts, card: Card) -> tuple[KeyLink, ...]:
    """Where each mark of a card leads, by the mark; those of kinds that are off lead nowhere."""
    marks = card.marks.split("\n") if card.marks else ()
    return tuple(link for mark in marks if (link := _mark_link(signposts, mark)) is not None)


def noting(signposts: Signposts, notes: Notes) -> Signposts:
    """The same signposts, which add to `notes` whatever card or row is looked at."""
    archive = msgspec.structs.replace(signposts.archive, cards=Noted(signposts.archive.cards, notes.cards))
    return msgspec.structs.replace(signposts, archive=archive, rows=Noted(signposts.rows, notes.rows))


def post_name(key: str) -> str:
    """The name of a post: `Embassy Paris`; an unknown one's from its key."""
    fact = post_by_key(key)
    return fact.display if fact else key.replace("-", " ").title()


def post_place(key: str) -> str:
    """Where a post is, for a dateline: `Paris`; its name where it has no place."""
    fact: PostFact | None = post_by_key(key)
    return fact.city if fact and fact.city else post_name(key)


@lru_cache(maxsize=65536)
def tag_meaning(code: str, year: int | None) -> TagFact | None:
    """What a TAGS code meant in a year."""
    return tag_fact(code, date(year, 1, 1) if year else None)


def latest_meaning(archive: Archive, code: str) -> TagFact | None:
    """What a tag meant in the latest cable that carries it."""
    span = first_and_last(archive, archive.by_tag[code])
    return tag_meaning(code, span[1].year if span else None)


def level_url(signposts: Signposts, level: str | None) -> str | None:
    """The first page of a level; None where there is no level or no such kind of page."""
    if not level or "classifications" not in signposts.kinds:
        return None
    return urls.list_page(urls.classification(level))


def level_name(level: str) -> str:
    """A level as a heading."""
    return "Classification not known" if level == UNKNOWN_LEVEL else level


def country_url(signposts: Signposts, code: str | None) -> str | None:
    """The first page of a country that has a post or a tag in the archive."""
    return urls.list_page(urls.country(code)) if code and "countries" in signposts.kinds else None


def year_url(signposts: Signposts, year: int) -> str | None:
    """The first page of a year."""
    return urls.list_page(urls.year(year)) if "dates" in signposts.kinds else None


def month_url(signposts: Signposts, year: int, month: int) -> str | None:
    """The first page of a month."""
    return urls.list_page(urls.month(year, month)) if "dates" in signposts.kinds else None


def pair_url(signposts: Signposts, one: str, other: str) -> str | None:
    """The first page of two tags, where their pair is one of the commonest."""
    pair = (min(one, other), max(one, other))
    stems = signposts.tag_stems
    return urls.list_page(urls.tag_pair(stems[pair[0]], stems[pair[1]])) if pair in signposts.pairs else None


def day_url(signposts: Signposts, year: int, month: int, day: int) -> str | None:
    """The first page of a day."""
    return urls.list_page(urls.day(year, month, day)) if "days" in signposts.kinds else None


def _tag_link(archive: Archive, code: str, url: str | None) -> Link:
    fact = latest_meaning(archive, code)
    return Link(code, url, fact.label if fact else "")


def _stems(wanted: bool, stem: Callable[[str], str], keys: Iterable[str]) -> dict[str, str]:
    return {key: stem(slug) for key, slug in urls.slugs(keys).items()} if wanted else {}


def _first(stems: Mapping[str, str], key: str) -> str | None:
    stem = stems.get(key)
    return urls.list_page(stem) if stem else None


def _mark_stems(kinds: frozenset[str], archive: Archive) -> dict[str, dict[str, str]]:
    """The stem of each mark's pages, by kind of mark and key."""
    return {
        mark: _stems(True, partial(urls.listed, folder), archive.by_mark[mark])
        for kind, (mark, folder) in MARK_FOLDERS.items()
        if kind in kinds
    }


def _mark_link(signposts: Signposts, mark: str) -> KeyLink | None:
    kind, key = mark_key(mark)
    stem = signposts.mark_stems.get(kind, {}).get(key)
    return KeyLink(mark, Link("", urls.list_page(stem))) if stem else None


def rows_of(
    slips: Sequence[Slip], shown_urls: Sequence[str], posts: Mapping[str, Link]
) -> OnDemand[CableRow]:
    """A row for each card, made when it is looked at; `shown_urls` are empty where cables have no pages."""
    slip_of = slips.make if isinstance(slips, OnDemand) else slips.__getitem__
    return OnDemand(len(slips), lambda n: row_of(slip_of(n), shown_urls[n], posts), ROWS_AT_HAND)


def row_of(card: Slip, url: str, posts: Mapping[str, Link]) -> CableRow:
    """How lists show a card; `url` is empty where cables have no pages."""
    return CableRow(
        url=url,
        id=card.id or UNNUMBERED,
        title=card.title or card.subject or UNTITLED,
        day=card.date.date() if card.date else None,
        time=words.clock(card.date) if card.date else "",
        post=posts[card.post] if card.post else None,
        level=card.level or "",
        tone=tone_of(card.level, card.caveats),
    )


def shown_alike(signposts: Signposts, old: Slip, new: Slip) -> bool:
    """Whether lists show a card as they did before it was edited, in nothing of which its address is made."""
    posts = signposts.posts
    return row_of(old, "", posts) == row_of(new, "", posts)
