"""References between cables -> conversations: who answered what, as trees over all cards.

A cable stands under the most recent of the earlier cables that its REF lines name, or, where they name none that is
here, its text. So each has one place, every chain of references ends at a first cable, and no ring can be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from .cards import Slip
from .columns import NONE, Flat, Index, Numbers, Pairs, flat, index_of
from .linking import Found, Links, meant_id, resolve


class Conversations(Struct, frozen=True):
    """By card number: `answers` what a cable answers, `replies` what answers it, `first` where its conversation begins.

    `sizes` counts the cables of each conversation, by its first. Cables that stand alone are in none of them.
    `cited` are the cables that each dated one refers to, one after the other, and `ends` says where those of each end,
    after a first 0: see `cited_from`.
    """

    answers: Pairs
    replies: Index[int]
    first: Pairs
    sizes: Mapping[int, int]
    cited: Flat
    ends: Flat


def find_conversations(cards: Sequence[Slip], links: Links, dated: int) -> Conversations:
    """The conversations of all cards, of which the first `dated` are in order of time."""
    answers, first, cited, ends = flat(), flat(), flat(), flat((0,))
    replies: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for number, card in enumerate(islice(cards, dated)):
        first.append(NONE)
        cited.extend(_cited(card, links, number))
        earlier = [n for n in cited[ends[-1] :] if n < number]
        ends.append(len(cited))
        answers.append(max(earlier) if earlier else NONE)
        if not earlier:
            continue
        answered = answers[number]
        replies.setdefault(answered, []).append(number)
        begin = first[answered] if first[answered] != NONE else answered
        first[answered] = first[number] = begin
        sizes[begin] = sizes.get(begin, 1) + 1
    return Conversations(Pairs(answers), index_of(replies), Pairs(first), sizes, cited, ends)


def cited_from(talk: Conversations, number: int) -> Numbers:
    """The cables of the archive that the REF lines of a dated card name; where there is none, those of its text."""
    return talk.cited[talk.ends[number] : talk.ends[number + 1]]


def _cited(card: Slip, links: Links, number: int) -> tuple[int, ...]:
    of_lines = tuple(_found(links, number, (to.target for to in card.references if to.target)))
    return of_lines or tuple(_found(links, number, iter(card.mentioned_ids)))


def in_order(talk: Conversations, first: int) -> Iterator[tuple[int, int]]:
    """The cables of a conversation, each before its replies, with how deep it stands."""
    waiting = [(first, 0)]
    while waiting:
        number, depth = waiting.pop()
        yield number, depth
        waiting += [(reply, depth + 1) for reply in reversed(talk.replies.get(number, ()))]


def _found(links: Links, number: int, targets: Iterator[str]) -> Iterator[int]:
    seen = {number}
    for target in targets:
        outcome = resolve(links.shelf, meant_id(links, number, target))
        if isinstance(outcome, Found) and outcome.number not in seen:
            seen.add(outcome.number)
            yield outcome.number
