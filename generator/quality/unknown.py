"""Cards -> the TAGS and posts that no table has, with what was probably meant and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Archive
from ..cards import Slip
from ..entities.gazetteers import post_by_name, tag_fact
from ..numbering import NO_YEAR
from .accounts import UnknownPost, UnknownTag, Where
from .fields import post_title
from .likely import likely_post, likely_tag

MOST_PLACES = 20


def unknown_tags(archive: Archive) -> tuple[UnknownTag, ...]:
    """The codes that are in no list of TAGS of their time, those of most cables first."""
    found: dict[str, list[int]] = {}
    days = [slip.date.date() if slip.date else None for slip in archive.slips]
    for code, numbers in archive.by_tag.items():
        strange = [number for number in numbers if not tag_fact(code, days[number])]
        if strange:
            found[code] = strange
    uses = {code: len(numbers) for code, numbers in archive.by_tag.items()}
    rows = []
    for code, strange in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        fact = likely_tag(code, uses)
        meaning = fact.label if fact else ""
        rows.append(
            UnknownTag(code, len(strange), fact.code if fact else None, meaning, places(archive, strange))
        )
    return tuple(rows)


def unknown_posts(archive: Archive) -> tuple[UnknownPost, ...]:
    """The posts of numbers that no list of posts has, of the cables here and of those that they refer to."""
    own: dict[str, list[int]] = {}
    cited: dict[str, list[int]] = {}
    for number, slip in enumerate(archive.slips):
        if slip.id:
            own.setdefault(post_in(slip.id), []).append(number)
        for reference in slip.references:
            if reference.target:
                cited.setdefault(post_in(reference.target), []).append(number)
    strange = [name for name in {*own, *cited} if name and post_by_name(name) is None]
    strange.sort(key=lambda name: (-len(own.get(name, ())), -len(cited.get(name, ())), name))
    return tuple(_unknown_post(archive, name, own.get(name, []), cited.get(name, [])) for name in strange)


def post_in(cable_id: str) -> str:
    """`PARIS` of `08PARIS305`."""
    return cable_id.removeprefix(NO_YEAR).lstrip("0123456789").rstrip("0123456789")


def places(archive: Archive, numbers: Sequence[int]) -> tuple[Where, ...]:
    """The first of these cables, each once."""
    found = (place_of(archive.slips[number]) for number in numbers[: 2 * MOST_PLACES])
    return tuple(dict.fromkeys(found))[:MOST_PLACES]


def place_of(card: Slip) -> Where:
    """Where a cable is to be found."""
    return Where(card.id, card.source_path)


def _unknown_post(archive: Archive, name: str, own: Sequence[int], cited: Sequence[int]) -> UnknownPost:
    key = _sender(archive, own)
    if key is None:
        fact = likely_post(name)
        key = fact.key if fact else None
    meaning = post_title(key) if key else ""
    return UnknownPost(name, len(own), len(cited), key, meaning, places(archive, [*own, *cited]))


def _sender(archive: Archive, numbers: Sequence[int]) -> str | None:
    """The post that the FM lines of these cables name: what else can the number mean?"""
    senders = archive.posts.tally(numbers)
    return min(senders, key=lambda post: (-senders[post], post)) if senders else None
