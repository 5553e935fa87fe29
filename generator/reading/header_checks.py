"""A telegram's own header fields held against its level, date and number -> diagnostics (format 18)."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime
from functools import lru_cache

from ..entities.gazetteers import post_by_name, tag_country, tag_fact
from .draft import Draft
from .message_ids import MessageId, full_year, year_of

# The first and last day on which telegrams were classified under an order (format 7), with a month for late news
IN_FORCE = {
    "11652": (Date(1972, 6, 1), Date(1978, 11, 30)),
    "12065": (Date(1978, 12, 1), Date(1982, 7, 31)),
    "12356": (Date(1982, 8, 1), Date(1995, 10, 13)),
    "12958": (Date(1995, 10, 14), Date(2010, 6, 26)),
    "13526": (Date(2010, 6, 27), Date.max),
}
GRACE_DAYS = 31
CLASSIFIED = frozenset({"CONFIDENTIAL", "SECRET", "TOP SECRET"})
NAMED_SINCE = Date(1995, 10, 14)
LAST_LETTERS = {"1.4": "h", "1.5": "g"}
RESTRICTED_CAPTIONS = ("NODIS", "EXDIS", "STADIS")
# An item that looks like a telegram's number: "07 OLLENBY 1234"
REDACTED = "XXXX"
NUMBER_LIKE = re.compile(r"(?:\d\d )?(?P<post>[A-Z][A-Z' ]{2,24}) \d{2,6}(?: \(?NOTAL\)?)?$")


def check_header(draft: Draft, number: MessageId | None, date: datetime | None) -> None:
    """Adds a diagnostic for everything in which the header's fields contradict one another."""
    day = date.date() if date else None
    _check_order(draft, day)
    _check_classifier(draft, day)
    _check_tags(draft, number, day)
    _check_references(draft, number)
    for caption in RESTRICTED_CAPTIONS:
        if caption in draft.captions and "SIPDIS" in draft.captions:
            draft.note("R193", None, f"SIPDIS and {caption} do not go together")
            return


def _check_order(draft: Draft, day: Date | None) -> None:
    """The order was in force; what has a level is to be declassified, and nothing else."""
    order, level = draft.executive_order, draft.classification.level if draft.classification else None
    if order in IN_FORCE and day:
        first, last = IN_FORCE[order]
        late = (day - last).days if last != Date.max else 0
        if (first - day).days > GRACE_DAYS or late > GRACE_DAYS:
            draft.note("R187", None, f"Executive Order {order} was not in force on {day}")
    if level == "UNCLASSIFIED" and draft.declassify_year:
        draft.note("R188", None, f"an unclassified telegram, to be declassified on {draft.declassify_on}")
    elif level in CLASSIFIED and _says_not_applicable(draft):
        draft.note("R188", None, f"a telegram that is {level}, to be declassified: N/A")


def _says_not_applicable(draft: Draft) -> bool:
    return any(
        "N/A" in draft.text[start:end].upper()
        for start, end, field in draft.claims
        if field == "executive_order"
    )


def _check_classifier(draft: Draft, day: Date | None) -> None:
    """Since 1995 somebody classifies, for reasons that the order names."""
    for who in draft.classified_by:
        last = LAST_LETTERS.get(who.section or "")
        beyond = [letter for letter in who.reasons if last and letter > last]
        if beyond:
            draft.note("R189", None, f"there is no reason {who.section}({beyond[0]})")
    level = draft.classification.level if draft.classification else None
    if level in CLASSIFIED and day and day >= NAMED_SINCE and not draft.classified_by and not draft.partial:
        draft.note("R190", None, f"the telegram is {level}, but nobody is named who classified it")


def _check_tags(draft: Draft, number: MessageId | None, day: Date | None) -> None:
    """The country of the post is usually among the TAGS."""
    post = post_by_name(number.post) if number and draft.tags else None
    if post is None or not post.country_name or post.kind not in ("embassy", "consulate"):
        return
    sender = post_by_name(draft.origin) if draft.origin else None
    if sender and sender.kind == "mission":  # it has its numbers of an embassy, and no country (format 5.4)
        return
    year = day.year if day else None
    if post.country not in [_country_of(tag.code, year) for tag in draft.tags]:
        draft.note("R191", None, f"the post is in {post.country_name}, which the TAGS do not name")


@lru_cache(maxsize=10_000)
def _country_of(code: str, year: int | None) -> str | None:
    """The country that a tag meant in a year."""
    fact = tag_fact(code, Date(year, 1, 1) if year else None)
    return tag_country(fact) if fact else None


def _check_references(draft: Draft, number: MessageId | None) -> None:
    """Nobody refers to a telegram of a later year, or of a post that there is not."""
    own = full_year(number.year) if number and number.year is not None else None
    for reference in draft.references:
        year = year_of(reference.target) if reference.target else None
        if year is not None and own and full_year(year) > own:
            draft.note("R192", None, f'"{reference.text}" is of a later year than the telegram')
            break
    for reference in draft.references:
        match = NUMBER_LIKE.match(reference.text) if reference.kind == "other" else None
        if match and REDACTED not in match["post"]:
            draft.note(
                "R194",
                None,
                f'"{reference.text}" looks like a telegram, but {match["post"]} is no known post',
            )
            return
