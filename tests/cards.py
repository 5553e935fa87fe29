"""Short words for invented cards, so that a test says only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.archive import Archive, build_archive
from generator.cards import Card, CardReference
from generator.config import Config, Pages, Site
from generator.entities.people_file import People, PersonEntry
from generator.model import PersonNamed, Tag


def entry(name: str = "", **fields) -> PersonEntry:
    """What a people file says of one person."""
    return PersonEntry(name=name, **fields)


def people_file(entries: dict[str, PersonEntry] | None = None, same: dict[str, str] | None = None) -> People:
    """A people file: entries by key, and which key means which."""
    return People(entries=entries or {}, merged=same or {})


def when(text: str) -> datetime:
    """`2008-02-21T14:04` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def person(name: str, *titles: str, roles: tuple[str, ...] = ("named",), key: str = "") -> PersonNamed:
    return PersonNamed(key or name.lower().replace(" ", "-"), name, titles, roles)


def reference(target: str | None, text: str = "", bullet: str | None = None) -> CardReference:
    return CardReference(bullet, "cable" if target else "email", text or target or "e-mail of 3 May", target)


def card(cable_id: str | None = "08PARIS305", date: str | None = "2008-02-21T14:04", **fields) -> Card:
    """A card with what its test needs; the source is named after the id unless told otherwise."""
    values = {
        "key": f"key of {cable_id}",
        "index": 0,
        "part": 0,
        "source_path": f"cables/{cable_id}.txt",
        "id": cable_id,
        "title": f"Subject of {cable_id}",
        "subject": f"SUBJECT OF {cable_id}",
        "date": when(date) if date else None,
        "post": "paris",
        "level": "SECRET",
        "caveats": (),
        "tags": (),
        "references": (),
        "mentioned_ids": (),
        "people": (),
        "partial": False,
    }
    values.update(fields)
    values["tags"] = tuple(Tag(t) if isinstance(t, str) else t for t in values["tags"])
    return Card(**values)


def archive_of(*cards: Card, people: People | None = None) -> Archive:
    return build_archive(cards, people or people_file())


def config_of(url: str | None = None, kinds: tuple[str, ...] | None = None, per_page: int = 50) -> Config:
    pages = Pages(per_page=per_page) if kinds is None else Pages(kinds=kinds, per_page=per_page)
    return Config(root=Path("/nowhere"), site=Site(title="Invented archive", url=url), pages=pages)
