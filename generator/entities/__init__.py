"""The texts of one cable -> the persons, posts, cables and acronyms that they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from operator import attrgetter

from .acronyms import find_acronyms
from .cables import find_cables
from .context import Context, Findings, Found, Mark
from .people import find_people
from .posts import find_posts
from .runs import Run, find_runs

__all__ = ["Context", "Findings", "Found", "find_entities"]

# What else than persons is looked for; finders come in the order of their ranks.
EXTRACTORS: tuple[Callable[[str, list[Run], Context], list[Mark]], ...] = (
    find_cables,
    find_posts,
    find_acronyms,
)
# Of two mentions that overlap the one of the lower rank stays.
RANKS = {"person": 0, "cable": 1, "post": 2, "acronym": 3}
START = attrgetter("start")


def find_entities(passages: tuple[str, ...], context: Context) -> Findings:
    """What the passages of a cable name, disjoint and in order, and who its persons are.

    `passages` are the texts of its blocks, one line each. A cable without text still has its signers. Rules
    alone are used, in linear time; what is not certain is left out (ARCHITECTURE.md: a link is never guessed).
    """
    text = "\n".join(passages)
    runs = find_runs(text)
    marks, people = find_people(text, runs, context)
    others = [run for run in runs if run.look.posts or run.look.acronyms or run.look.before_number]
    for extract in EXTRACTORS:
        marks.extend(extract(text, others, context))
    starts = list(accumulate([len(passage) + 1 for passage in passages], initial=0))
    return Findings(tuple(_placed(_disjoint(marks), text, starts)), people)


def _disjoint(marks: list[Mark]) -> list[Mark]:
    """Marks in reading order; of two that overlap the one whose kind has the lower rank, else the first."""
    kept: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=START):
        if mark.start >= end:
            kept.append(mark)
        elif RANKS[mark.kind] < RANKS[kept[-1].kind]:
            kept[-1] = mark
        else:
            continue
        end = mark.end
    return kept


def _placed(marks: list[Mark], text: str, starts: list[int]) -> list[Found]:
    """Marks in reading order, each within its passage."""
    found: list[Found] = []
    passage = first = after = 0
    for mark in marks:
        start, end = mark.start, mark.end
        if start >= after:
            passage = bisect_right(starts, start) - 1
            first, after = starts[passage], starts[passage + 1]
        found.append(Found(mark.kind, mark.key, text[start:end], passage, start - first, end - first))
    return found
