"""Several readings, each in steps -> their results, where one step of all is taken before the next one.

What a step needs stays in the processor's caches while it is done for one telegram after the other; so it takes less
than to read each from its first step to its last.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]

MOST_AT_ONCE = 32


def result_of(steps: Steps[T]) -> T:
    """The result of one, with all of its steps taken at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def together(several: Iterable[Steps[T]]) -> Steps[list[T]]:
    """The results of all, in their order: so many at a time as the caches of a processor have room for."""
    results: list[T] = []
    remaining = iter(several)
    while group := list(islice(remaining, MOST_AT_ONCE)):
        found: dict[int, T] = {}
        while len(found) < len(group):
            for number, steps in enumerate(group):
                if number not in found:
                    try:
                        next(steps)
                    except StopIteration as end:
                        found[number] = end.value
            yield
        results += (found[number] for number in range(len(group)))
    return results
