"""An id -> the forms under which collections elsewhere keep the telegram, as text that a reader can copy."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..entities.gazetteers import PostFact, post_by_name
from ..numbering import series_of, year_in

# What the Public Library of US Diplomacy puts behind an id, by the collection that a year belongs to.
PLUSD_SUFFIXES = {1973: "b", 1974: "b", 1975: "b", 1976: "b", 1977: "c", 1978: "d", 1979: "e"}
CABLEGATE_YEARS = range(1966, 2011)
LONGEST_POST = 6  # letters and spaces of a post in a document number of the National Archives (format 5.5)


class Form(Struct, frozen=True):
    """An id as a collection writes it."""

    name: str
    text: str


def forms_of(cable_id: str) -> tuple[Form, ...]:
    """The forms of an id that are certain; none without a year."""
    return tuple(_forms(cable_id))


def _forms(cable_id: str) -> Iterator[Form]:
    place, year = series_of(cable_id), year_in(cable_id)
    if place is None or year is None:
        return
    series, number = place
    yield Form("In telegrams", f"{series[:2]} {series[2:]} {number:06d}")
    if year in PLUSD_SUFFIXES:
        post = _archived_post(series[2:])
        if post:
            document = f"{year}{post}{number:0{6 if post == 'STATE' else 5}d}"
            yield Form("In AAD (National Archives)", document)
            yield Form("In PlusD", f"{document}_{PLUSD_SUFFIXES[year]}")
    elif year in CABLEGATE_YEARS:
        yield Form("In WikiLeaks", cable_id)
        yield Form("In PlusD", f"{cable_id}_a")


def _archived_post(post: str) -> str:
    """`NEWDE` of `NEWDELHI`; empty where the spaces of a longer name are not known."""
    if len(post) <= LONGEST_POST:
        return post
    fact: PostFact | None = post_by_name(post)
    spaced = fact.city.upper() if fact else ""
    return spaced[:LONGEST_POST].replace(" ", "") if spaced.replace(" ", "") == post else ""
