"""The lines of a telegram's envelope held against one another and against its text -> diagnostics (format 18)."""

from __future__ import annotations

import re

from ..entities.gazetteers import post_by_name
from ..entities.gazetteers.routing import routing_name
from .draft import Draft
from .message_ids import MessageId

# The prosign of format line 2, before routing indicators: "OO RUEHC"
RELAYED_AS = re.compile(r"^[ \t]*(?P<sign>ZZ|OO|PP|RR) R[A-Z]{3}", re.M)
# The letter of format line 4: "ZNY SSSSS ZZH"
PROTECTION = re.compile(r"^[ \t]*ZN[RY] (?P<letter>[UERCST])[A-Z]{4}\b", re.M)
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
    if draft.precedence is None or draft.header_lines is None:
        return
    both = (draft.precedence.action, draft.precedence.info or draft.precedence.action)
    highest = max(URGENCY[word] for word in both)
    relayed = RELAYED_AS.search(draft.text, *draft.header_lines)
    if relayed and SIGNS[relayed["sign"]] != highest:
        message = f"relayed with {relayed['sign']}, but sent {draft.precedence.action}"
        draft.note("R182", relayed.start("sign"), message)
    for addressee in (*draft.action, *draft.info):
        if URGENCY.get(addressee.precedence or "", 0) > highest:
            message = f"{addressee.name} is addressed {addressee.precedence}, the telegram {draft.precedence.action}"
            draft.note("R183", None, message)
            return


def _check_protection(draft: Draft) -> None:
    """The letter of line 4 goes with the classification line."""
    if draft.classification is None or draft.header_lines is None:
        return
    protection = PROTECTION.search(draft.text, *draft.header_lines)
    if protection and draft.classification.level not in LETTERS[protection["letter"]]:
        message = f'the security line says "{protection.group().strip()}", the telegram {draft.classification.level}'
        draft.note("R184", protection.start("letter"), message)


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
