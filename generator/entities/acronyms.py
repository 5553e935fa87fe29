"""Runs of capitalised words -> the first use of each acronym that means one thing alone."""

from __future__ import annotations

from .context import Context, Mark
from .runs import Run


def find_acronyms(text: str, runs: list[Run], context: Context) -> list[Mark]:
    """Where each known acronym stands first in the cable; the key is the acronym. Not in lines of capitals
    alone.
    """
    first: dict[str, Mark] = {}
    if not context.mixed_case:
        return []
    for run in runs:
        for short, start, end in run.look.acronyms:
            if short not in first and not _is_shouted(text, run):
                first[short] = Mark("acronym", short, run.start + start, run.start + end)
    return list(first.values())


def _is_shouted(text: str, run: Run) -> bool:
    """Whether the run stands among capitals: in a heading `MOD THINKING ON MD` a word may look like an
    acronym.
    """
    return text[max(0, run.start - 25) : run.end + 25].isupper()
