"""Archive -> Quality: the whole survey."""

from __future__ import annotations

from collections.abc import Iterator

from ..archive import Archive
from ..cards import COUNTED_FIELDS, Card
from ..diagnostics import catalogue
from ..linking import Found, Missing, meant_id, resolve
from .accounts import LowConfidence, Quality, References, Unresolved
from .dates import odd_dates
from .fields import fields_by_post, fields_by_year, fields_in_all
from .unknown import place_of, places, unknown_posts, unknown_tags

# A cable that has none of these was hardly understood.
ESSENTIAL = {"id": "no message number", "classification": "no classification", "subject": "no subject"}
SAID_BY_THESE = frozenset({"R103"})
BITS = {name: 1 << COUNTED_FIELDS.index(name) for name in ESSENTIAL}
NOT_UNDERSTOOD = 5  # thousandths of the text


def survey(archive: Archive) -> Quality:
    """What there is to say of the archive; the same archive always gives the same."""
    links = archive.links
    return Quality(
        cables=len(archive.cards),
        fields=fields_in_all(archive),
        years=fields_by_year(archive),
        posts=fields_by_post(archive),
        unknown_tags=unknown_tags(archive),
        unknown_posts=unknown_posts(archive),
        references=References(links.found, links.missing, links.ambiguous),
        unresolved=_unresolved(archive),
        odd_dates=odd_dates(archive),
        low_confidence=_low_confidence(archive),
    )


def _unresolved(archive: Archive) -> tuple[Unresolved, ...]:
    """The cables that are referred to and not here, those of most references first."""
    citing: dict[str, list[int]] = {}
    for number, slip in enumerate(archive.slips):
        for reference in slip.references:
            if reference.target:
                citing.setdefault(meant_id(archive.links, number, reference.target), []).append(number)
    rows = []
    for target, numbers in sorted(citing.items(), key=lambda item: (-len(item[1]), item[0])):
        outcome = resolve(archive.links.shelf, target)
        if not isinstance(outcome, Found):
            name = "missing" if isinstance(outcome, Missing) else "ambiguous"
            rows.append(Unresolved(target, name, len(numbers), places(archive, numbers)))
    return tuple(rows)


def _low_confidence(archive: Archive) -> tuple[LowConfidence, ...]:
    """The cables that may have been read wrongly, the most doubtful first."""
    doubts = ((card, tuple(_reasons(card))) for card in archive.cards)
    rows = [LowConfidence(place_of(card), why, card.unparsed / 1000) for card, why in doubts if why]
    rows.sort(key=lambda row: (-len(row.reasons), -row.unparsed, row.where.cable or "", row.where.path))
    return tuple(rows)


def _reasons(card: Card) -> Iterator[str]:
    titles = catalogue()
    for name, words in ESSENTIAL.items():
        if not card.found & BITS[name]:
            yield words
    if card.unparsed >= NOT_UNDERSTOOD:
        yield f"{card.unparsed / 10:.1f} % of the text was not understood"
    for code in card.doubts:
        if code in titles and code not in SAID_BY_THESE:
            yield f"{code}: {titles[code].title[:1].lower()}{titles[code].title[1:]}"
