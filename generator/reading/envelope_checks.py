"""The lines of a telegram's envelope held against one another and against its text -> diagnostics (format 18)."""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name
from ..entities.gazetteers.routing import routing_name
from .draft import Draft
from .message_ids import MessageId

# The prosign of format line 2, before routing indicators: "OO RUEHC"
RELAYED_AS = re.compile(r"\n[ \t]*(?P<sign>ZZ|OO|PP|RR) R[A-Z]{3}")
# The letter of format line 4: "ZNY SSSSS ZZH"
PROTECTION = re.compile(r"\n[ \t]*ZN[RY] (?P<letter>[UERCST])[A-Z]{4}\b")
URGENCY = {"ROUTINE": 0, "PRIORITY": 1, "IMMEDIATE": 2, "NIACT IMMEDIATE": 2, "FLASH": 3}
SIGNS = {"RR": 0, "PP": 1, "OO": 2, "ZZ": 3}
LETTERS = {
    "U": {"UNCLASSIFIED"},
    "E": {"UNCLASSIFIED", "LIMITED OFFICIAL USE"},
    "R": {"RESTRICTED", "LIMITED OFFICIAL USE"},
    "C": {"CONFIDENTIAL"},
    "S": {"SECRET"},
    "T": {"TOP SECRET"},
}
# Where these are addressed from, another post of the same place counts (format 5.4)
SHARED_PLACES = frozenset(
    {"BRUSSELS", "PARIS", "ROME", "VIENNA", "GENEVA", "NAIROBI", "NEWYORK", "DUBAI", "STATE"}
)


def find_in_envelope(draft: Draft, pattern: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    """The match of a line of the envelope, with the line end before it; and what to add to its places for the text's.

    None where no line matches, or there is no envelope.
    """
    if draft.header_lines is None:
        return None
    start, end = draft.header_lines
    match = pattern.search("\n" + draft.text[start:end])
    return (match, start - 1) if match else None


def check_envelope(draft: Draft, number: MessageId | None) -> None:
    """Adds a diagnostic for everything in which the envelope contradicts itself, or the text."""
    if draft.header_lines is None:
        return
    _check_station(draft)
    _check_urgency(draft)
    _check_protection(draft)
    _check_post(draft, number)


def _check_station(draft: Draft) -> None:
    """The DE line's station is that of the post in the FM line."""
    post = post_by_name(draft.origin) if draft.origin else None
    if draft.station is None or post is None or not post.routing_indicator:
        return
    indicator = draft.station.indicator
    name = routing_name(indicator)
    other = post_by_name(name) if name else None
    if indicator != post.routing_indicator and other and other.key != post.key:
        draft.note(
            "R181",
            None,
            f"the DE line's station {indicator} is {other.display}, the FM line says {draft.origin}",
        )


def _check_urgency(draft: Draft) -> None:
    """Line 2 has the highest precedence of line 5, and no addressee a higher one than that."""
    if draft.precedence is None:
        return
    both = (draft.precedence.action, draft.precedence.info or draft.precedence.action)
    highest = max(URGENCY[word] for word in both)
    found = find_in_envelope(draft, RELAYED_AS)
    if found and SIGNS[found[0]["sign"]] != highest:
        relayed, before = found
        message = f"relayed with {relayed['sign']}, but sent {draft.precedence.action}"
        draft.note("R182", before + relayed.start("sign"), message)
    for addressee in (*draft.action, *draft.info):
        if URGENCY.get(addressee.precedence or "", 0) > highest:
            message = f"{addressee.name} is addressed {addressee.precedence}, the telegram {draft.precedence.action}"
            draft.note("R183", None, message)
            return


def _check_protection(draft: Draft) -> None:
    """The letter of line 4 goes with the classification line."""
    found = find_in_envelope(draft, PROTECTION) if draft.classification else None
    if draft.classification and found and draft.classification.level not in LETTERS[found[0]["letter"]]:
        protection, before = found
        message = f'the security line says "{protection.group().strip()}", the telegram {draft.classification.level}'
        draft.note("R184", before + protection.start("letter"), message)


def _check_post(draft: Draft, number: MessageId | None) -> None:
    """The number is of the post that the FM line names, but where several posts share a series."""
    sender = post_by_name(draft.origin) if draft.origin else None
    owner = post_by_name(number.post) if number else None
    if sender is None or owner is None or number is None or sender.key == owner.key:
        return
    if number.post not in SHARED_PLACES and (sender.city, sender.country) != (owner.city, owner.country):
        draft.note(
            "R186", None, f"{number} is a number of {owner.display}, the telegram is from {draft.origin}"
        )
