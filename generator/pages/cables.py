"""Cards -> cable pages: everything that a page knows beside the cable's own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..archive import Archive, copies_of, year_of
from ..cards import Card
from ..linking import where
from . import urls, words
from .banners import banner_of
from .citations import all_citing, first_citing
from .cited_prose import pages_citing
from .heads import HOME, HOME_ALONE, JsonLd, make_head, part_of
from .prose_source import ProseSource
from .references import cables_named, show_references
from .series import Series
from .signposts import (
    Signposts,
    day_url,
    level_url,
    mark_links,
    month_url,
    post_place,
    tag_meaning,
    year_url,
)
from .sources import download_of
from .threads import thread_of
from .views import (
    CableRow,
    CableView,
    Crumb,
    Head,
    KeyLink,
    Link,
    TagShown,
)
from .ways import find_neighbours, find_ways

KIND = "cables"
TEMPLATE = "cable.html"
# What a person did beside being named, in the order in which it is said.
DEEDS = {"signer": "signed", "classifier": "classified", "drafter": "drafted"}
NAMED = ("named",)
# Posts that are offices of the Department itself are not "U.S. Embassy" anything.
FOREIGN_POSTS = ("Embassy", "Consulate", "Interests Section", "Mission", "Office")


def cable_series(signposts: Signposts, prose: Sequence[ProseSource] = ()) -> tuple[Series, ...]:
    """A page for each card, in the order of the archive."""
    cards = signposts.archive.cards
    citing = pages_citing(signposts, prose)
    pages = Series(
        kind=KIND,
        template=TEMPLATE,
        paths=signposts.urls,
        view=lambda number: cable_view(
            signposts, number, download_of(signposts, number), citing.get(number, ())
        ),
        origin=lambda number: where(cards[number]),
    )
    return (pages,)


def cable_view(
    signposts: Signposts, number: int, source_url: str = "", pages: tuple[Link, ...] = ()
) -> CableView:
    """The page of a card, whose source is at `source_url` and which `pages` cite; its text stays in the store."""
    archive = signposts.archive
    card, row = archive.cards[number], signposts.rows[number]
    citation = _citation(signposts, card, row)
    cables, absent = cables_named(signposts, number)
    return CableView(
        head=_head(signposts, number),
        key=card.key,
        index=card.index,
        id=card.id or "",
        printed_id=card.printed_id or "",
        title=row.title,
        subject=card.subject if card.subject and card.subject != row.title else "",
        dateline=_dateline(card),
        day=row.day,
        datetime=words.utc(card.date) if card.date else "",
        date_url=_date_url(signposts, card),
        post=row.post,
        level=row.level,
        banner=banner_of(card.level, card.caveats),
        tone=row.tone,
        level_url=level_url(signposts, card.level),
        tags=_tags(signposts, card),
        people=tuple(_people(signposts, card)),
        cables=cables,
        absent=absent,
        places=tuple(
            KeyLink(key, signposts.posts[key]) for key in card.places if key in signposts.post_stems
        ),
        persons_named=_persons_named(signposts, number),
        references=show_references(signposts, number),
        cited_by=first_citing(signposts, number),
        cited_by_all=all_citing(signposts, number),
        neighbours=find_neighbours(signposts, number),
        ways=find_ways(signposts, number),
        thread=thread_of(signposts, number),
        pages=pages,
        copies=tuple(_copies(signposts, number)),
        source_url=source_url,
        source_name=card.source_path.rpartition("/")[2],
        partial=card.partial,
        citation=citation,
        corrections=card.corrections,
        marks=mark_links(signposts, card),
        glossary=urls.GLOSSARY if "glossary" in signposts.kinds else "",
        terms=signposts.terms,
    )


def _dateline(card: Card) -> str:
    """`Paris · Thursday 21 February 2008, 14:04 UTC`."""
    year = year_of(card)
    when = words.moment(card.date) if card.date else f"{year}, day not known" if year else "undated"
    return f"{post_place(card.post)} · {when}" if card.post else when[:1].upper() + when[1:]


def _date_url(signposts: Signposts, card: Card) -> str | None:
    if card.date:
        day = card.date.date()
        return day_url(signposts, day.year, day.month, day.day) or month_url(signposts, day.year, day.month)
    year = year_of(card)
    return year_url(signposts, year) if year else None


def _tags(signposts: Signposts, card: Card) -> tuple[TagShown, ...]:
    year, links = card.date.year if card.date else None, signposts.tags
    return tuple(
        TagShown(tag.code, tag.qualifier or "", fact.label if fact else "", links[tag.code].url)
        for tag in card.tags
        for fact in (tag_meaning(tag.code, year),)
    )


def _people(signposts: Signposts, card: Card) -> Iterator[KeyLink]:
    """The page of each person by the key that the text's mentions have; hidden persons have none."""
    key_of, links = signposts.archive.people.key_of, signposts.persons
    for person in card.people:
        link = links.get(key_of(person.key, card.id))
        if link is not None and link.url:
            yield KeyLink(person.key, link)


def _persons_named(signposts: Signposts, number: int) -> tuple[Link, ...]:
    archive = signposts.archive
    deeds: dict[str, set[str]] = {}
    for person in archive.cards[number].people:
        if person.roles != NAMED:
            key = archive.people.key_of(person.key, archive.cards[number].id)
            deeds.setdefault(key, set()).update(person.roles)
    links = signposts.persons
    return tuple(
        _named(links[key], deeds[key]) if key in deeds else links[key] for key in archive.persons[number]
    )


def _named(link: Link, roles: set[str]) -> Link:
    done = [deed for role, deed in DEEDS.items() if role in roles]
    return Link(link.text, link.url, words.listed(done)) if done else link


def _copies(signposts: Signposts, number: int) -> Iterator[Link]:
    for other in copies_of(signposts.archive, number):
        row = signposts.rows[other]
        yield Link(row.id, row.url or None, f"from {signposts.archive.cards[other].source_path}")


def _citation(signposts: Signposts, card: Card, row: CableRow) -> str:
    """`U.S. Embassy Paris, "Title," telegram 08PARIS305, 21 February 2008, Archive, https://...`"""
    parts = [f"{_author(row)}, " if row.post else "", f'"{row.title}," telegram']
    parts.append(f" {card.id}" if card.id else "")
    parts.append(f", {words.day(row.day)}" if row.day else ", undated")
    parts.append(f", {signposts.config.site.title}")
    url = urls.canonical(signposts.base, row.url) if row.url else None
    parts.append(f", {url}" if url else ".")
    return "".join(parts)


def _author(row: CableRow) -> str:
    name = row.post.text if row.post else ""
    return f"U.S. {name}" if name.startswith(FOREIGN_POSTS) else name


def _head(signposts: Signposts, number: int) -> Head:
    row, card = signposts.rows[number], signposts.archive.cards[number]
    name = f"{row.title} ({row.id})" if card.id else row.title
    month = card.date.month if card.date else None
    crumbs = _crumbs(year_of(card), month) if "dates" in signposts.kinds else HOME_ALONE
    return make_head(
        signposts,
        signposts.urls[number],
        name,
        words.shortened(_description(row)),
        section=KIND,
        crumbs=crumbs,
        json_ld=_node(signposts, number, row),
        og_type="article",
    )


def _description(row: CableRow) -> str:
    """`Telegram 08PARIS305 from Embassy Paris, 21 February 2008, SECRET: its title`."""
    post = f" from {row.post.text}" if row.post else ""
    when = f", {words.day(row.day)}" if row.day else ""
    return f"Telegram {row.id}{post}{when}{f', {row.level}' if row.level else ''}: {row.title}"


@lru_cache(maxsize=4096)
def _crumbs(year: int | None, month: int | None) -> tuple[Crumb, ...]:
    """The way to a cable of this month; the same for all of them."""
    if year is None:
        return (HOME,)
    above = (HOME, Crumb(f"{year}", urls.list_page(urls.year(year))))
    if month is None:
        return above
    return (*above, Crumb(words.month_name(year, month), urls.list_page(urls.month(year, month))))


def _node(signposts: Signposts, number: int, row: CableRow) -> JsonLd:
    """schema.org's account of a cable: a letter in an archive."""
    archive: Archive = signposts.archive
    card = archive.cards[number]
    node: JsonLd = {"@type": ["ArchiveComponent", "Message"], "name": row.title}
    if card.id:
        node["identifier"] = card.id
    if card.date:
        node["dateSent"] = words.utc(card.date)
    if row.post:
        node["sender"] = {"@type": "Organization", "name": _author(row)}
    if card.tags:
        node["keywords"] = [tag.code for tag in card.tags]
    if archive.persons[number]:
        node["mentions"] = [
            {"@type": "Person", "name": archive.names[key]} for key in archive.persons[number]
        ]
    if signposts.base:
        node["url"] = urls.canonical(signposts.base, signposts.urls[number])
    return node | part_of(signposts)
