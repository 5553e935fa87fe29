"""The tags of all cards -> the pairs of tags that stand together most often."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations

from .archive import Archive

COMMON_TAGS = 120  # pairs are looked for among so many of the commonest tags
LEAST = 2  # cables that carry a pair, else it is none

Pair = tuple[str, str]


def commonest_pairs(archive: Archive, at_most: int) -> dict[Pair, int]:
    """The pairs that most cables carry and in how many, most first; each pair in order of its codes."""
    by_tag = archive.by_tag
    common = frozenset(sorted(by_tag, key=lambda code: (-len(by_tag[code]), code))[:COMMON_TAGS])
    kept = (sorted(common.intersection(codes)) for codes in archive.tags if len(codes) > 1)
    counts = Counter(chain.from_iterable(combinations(codes, 2) for codes in kept))
    best = sorted((pair for pair in counts if counts[pair] >= LEAST), key=lambda pair: (-counts[pair], pair))
    return {pair: counts[pair] for pair in best[:at_most]}
