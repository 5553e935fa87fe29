"""The references of a cable, in its REF lines and its text -> where each leads, or that it leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..cards import CardReference
from ..linking import Ambiguous, Found, Missing, Outcome, meant_id, resolve
from . import urls
from .signposts import Signposts
from .views import KeyLink, Link, ReferenceShown

ABSENT_KIND = "absent"
NOT_HERE = "not in this archive"


def show_references(signposts: Signposts, number: int) -> tuple[ReferenceShown, ...]:
    """The items of the REF lines of a card, in their order."""
    references = signposts.archive.cards[number].references
    return tuple(_shown(signposts, number, reference) for reference in references)


def cables_named(signposts: Signposts, number: int) -> tuple[tuple[KeyLink, ...], tuple[KeyLink, ...]]:
    """The cables that the text of a card names, by the key of the mention: those of this archive, and those that have
    a page although they are not here.
    """
    here: list[KeyLink] = []
    absent: list[KeyLink] = []
    for key, to in _named(signposts, number):
        match to:
            case Found(found):
                here.append(KeyLink(key, cable_link(signposts, found)))
            case Missing(target) if ABSENT_KIND in signposts.kinds:
                absent.append(KeyLink(key, absent_link(signposts, target)))
    return tuple(here), tuple(absent)


def cable_link(signposts: Signposts, number: int) -> Link:
    """The page of a card, its title as the note."""
    row = signposts.rows[number]
    return Link(row.id, row.url or None, row.title)


def absent_link(signposts: Signposts, cable_id: str) -> Link:
    """The page of a cable that is cited and not here."""
    url = urls.list_page(urls.absent(cable_id)) if ABSENT_KIND in signposts.kinds else None
    return Link(cable_id, url, NOT_HERE)


def id_link(signposts: Signposts, cable_id: str) -> Link:
    """The page of an id that is here, or cited."""
    numbers = signposts.archive.numbers.get(cable_id)
    return cable_link(signposts, numbers[0]) if numbers else absent_link(signposts, cable_id)


def _named(signposts: Signposts, number: int) -> Iterator[tuple[str, Outcome]]:
    archive = signposts.archive
    card = archive.cards[number]
    for key in card.mentioned_ids:
        target = meant_id(archive.links, number, key)
        if target != card.id:
            yield key, resolve(archive.links.shelf, target)


def _shown(signposts: Signposts, number: int, reference: CardReference) -> ReferenceShown:
    bullet, text = reference.bullet or "", reference.text
    if reference.target is None:
        return ReferenceShown(bullet, text, "text", "", "", ())
    links = signposts.archive.links
    target = meant_id(links, number, reference.target)
    match resolve(links.shelf, target):
        case Found(found):
            link = cable_link(signposts, found)
            paragraphs = signposts.archive.cards[found].paragraphs
            return ReferenceShown(bullet, text, "found", target, link.note, (link,), paragraphs)
        case Ambiguous(candidates):
            fitting = tuple(cable_link(signposts, candidate) for candidate in candidates)
            return ReferenceShown(bullet, text, "ambiguous", target, "", fitting)
        case Missing(absent) if absent in links.absent:
            return ReferenceShown(bullet, text, "missing", target, "", (absent_link(signposts, absent),))
        case _:
            return ReferenceShown(bullet, text, "missing", target, "", ())
