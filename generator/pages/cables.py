"""Cards -> cable pages: everything that a page knows beside the cable's own text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..archive import Archive, cited_by, copies_of, neighbours_of, year_of
from ..cards import Card, CardReference
from ..linking import Ambiguous, Found, Missing, resolve, where
from . import urls, words
from .banners import banner_of
from .heads import HOME, HOME_ALONE, JsonLd, make_head, part_of
from .series import Series
from .signposts import (
    Signposts,
    level_url,
    mark_links,
    month_url,
    post_place,
    tag_meaning,
    year_url,
)
from .sources import download_of, shared_files
from .views import (
    CableRow,
    CableView,
    Crumb,
    Head,
    KeyLink,
    Link,
    Neighbours,
    ReferenceShown,
    TagShown,
)

KIND = "cables"
TEMPLATE = "cable.html"
BY_DATE = "by date"
# What a person did beside being named, in the order in which it is said.
DEEDS = {"signer": "signed", "classifier": "classified", "drafter": "drafted"}
NAMED = ("named",)
# Posts that are offices of the Department itself are not "U.S. Embassy" anything.
FOREIGN_POSTS = ("Embassy", "Consulate", "Interests Section", "Mission", "Office")


def cable_series(signposts: Signposts) -> tuple[Series, ...]:
    """A page for each card, in the order of the archive."""
    cards = signposts.archive.cards
    shared = shared_files(cards)
    pages = Series(
        kind=KIND,
        template=TEMPLATE,
        paths=signposts.urls,
        view=lambda number: cable_view(signposts, number, download_of(signposts, shared, number)),
        origin=lambda number: where(cards[number]),
    )
    return (pages,)


def cable_view(signposts: Signposts, number: int, source_url: str = "") -> CableView:
    """The page of a card, whose source is at `source_url`; its text stays in the store until it is
    rendered."""
    archive = signposts.archive
    card, row = archive.cards[number], signposts.rows[number]
    citation = _citation(signposts, card, row)
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
        cables=tuple(_cables(signposts, card)),
        places=tuple(
            KeyLink(key, signposts.posts[key]) for key in card.places if key in signposts.post_stems
        ),
        persons_named=_persons_named(signposts, number),
        references=tuple(_reference(signposts, reference) for reference in card.references),
        cited_by=tuple(signposts.rows[other] for other in cited_by(archive, number)),
        neighbours=tuple(_neighbours(signposts, number)),
        copies=tuple(_copies(signposts, number)),
        source_url=source_url,
        source_name=card.source_path.rpartition("/")[2],
        partial=card.partial,
        citation=citation,
        corrections=card.corrections,
        marks=mark_links(signposts, card),
    )


def _dateline(card: Card) -> str:
    """`Paris · Thursday 21 February 2008, 14:04 UTC`."""
    year = year_of(card)
    when = words.moment(card.date) if card.date else f"{year}, day not known" if year else "undated"
    return f"{post_place(card.post)} · {when}" if card.post else when[:1].upper() + when[1:]


def _date_url(signposts: Signposts, card: Card) -> str | None:
    if card.date:
        return month_url(signposts, card.date.year, card.date.month)
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
        link = links.get(key_of(person.key))
        if link is not None and link.url:
            yield KeyLink(person.key, link)


def _persons_named(signposts: Signposts, number: int) -> tuple[Link, ...]:
    archive = signposts.archive
    deeds: dict[str, set[str]] = {}
    for person in archive.cards[number].people:
        if person.roles != NAMED:
            deeds.setdefault(archive.people.key_of(person.key), set()).update(person.roles)
    links = signposts.persons
    return tuple(
        _named(links[key], deeds[key]) if key in deeds else links[key] for key in archive.persons[number]
    )


def _named(link: Link, roles: set[str]) -> Link:
    done = [deed for role, deed in DEEDS.items() if role in roles]
    return Link(link.text, link.url, words.listed(done)) if done else link


def _cables(signposts: Signposts, card: Card) -> Iterator[KeyLink]:
    for cable_id in card.mentioned_ids:
        outcome = resolve(signposts.archive.links.shelf, cable_id)
        if isinstance(outcome, Found) and cable_id != card.id:
            yield KeyLink(cable_id, _cable_link(signposts, outcome.number))


def _cable_link(signposts: Signposts, number: int) -> Link:
    row = signposts.rows[number]
    return Link(row.id, row.url or None, row.title)


def _reference(signposts: Signposts, reference: CardReference) -> ReferenceShown:
    bullet, text, target = reference.bullet or "", reference.text, reference.target
    if target is None:
        return ReferenceShown(bullet, text, "text", "", "", ())
    outcome = resolve(signposts.archive.links.shelf, target)
    match outcome:
        case Found(number):
            link = _cable_link(signposts, number)
            return ReferenceShown(bullet, text, "found", target, link.note, (link,))
        case Ambiguous(candidates):
            links = tuple(_cable_link(signposts, number) for number in candidates)
            return ReferenceShown(bullet, text, "ambiguous", target, "", links)
        case Missing():
            return ReferenceShown(bullet, text, "missing", target, "", ())


def _neighbours(signposts: Signposts, number: int) -> Iterator[Neighbours]:
    archive, rows = signposts.archive, signposts.rows
    if number >= archive.dated:
        return
    post = archive.cards[number].post
    orders = [(BY_DATE, (number - 1 if number else None, number + 1 if number + 1 < archive.dated else None))]
    if post:
        around = neighbours_of(archive, archive.by_post[post], number)
        orders.insert(0, (f"from {signposts.posts[post].text}", around))
    for order, (before, after) in orders:
        if before is not None or after is not None:
            previous = rows[before] if before is not None else None
            yield Neighbours(order, previous, rows[after] if after is not None else None)


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
