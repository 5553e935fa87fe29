"""Runs of capitalised words -> the first use of each acronym that means one thing alone."""

from __future__ import annotations

from .context import Context, Mark
from .gazetteers import acronym
from .runs import Run

LONGEST_EXPANSION = 120


def find_acronyms(text: str, runs: list[Run], context: Context) -> list[Mark]:
    """Where each known acronym stands first in the cable; the key is the acronym. Not in lines of capitals
    alone, and not where the text itself says that it means something else.
    """
    first: dict[str, Mark] = {}
    others: set[str] = set()
    if not context.mixed_case:
        return []
    for run in runs:
        for short, start, end in run.look.acronyms:
            if short in first or short in others or _is_shouted(text, run):
                continue
            if _means_another(text, run.start + start, short):
                others.add(short)
            else:
                first[short] = Mark("acronym", short, run.start + start, run.start + end)
    return list(first.values())


def _means_another(text: str, start: int, short: str) -> bool:
    """Whether it stands in brackets behind words with its letters that are not those of the table."""
    fact = acronym(short)
    if fact is None or start == 0 or text[start - 1] != "(":
        return False
    words = text[max(start - LONGEST_EXPANSION, 0) : start - 1].split()[-len(short) :]
    letters = "".join(word[0] for word in words)
    return letters.upper() == short.upper() and " ".join(words).lower() != fact.expansion.lower()


def _is_shouted(text: str, run: Run) -> bool:
    """Whether the run stands among capitals: in a heading `MOD THINKING ON MD` a word may look like an
    acronym.
    """
    return text[max(0, run.start - 25) : run.end + 25].isupper()
