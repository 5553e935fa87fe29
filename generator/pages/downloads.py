"""Cards -> which of them hold the download of their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..cards import Slip

DUMP = 20  # a file of more cables, or one that is read in parts, is a dump, which no page offers


def shared_files(cards: Sequence[Slip]) -> dict[str, int]:
    """Files of several cables -> the card that has the download, the first in the file; -1 for a dump."""
    owners: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for number, card in enumerate(cards):
        path = card.source_path
        owners[path] = min(owners.get(path, (card.index, number)), (card.index, number))
        counts[path] = counts.get(path, 0) + (DUMP + 1 if card.part else 1)
    return {path: owners[path][1] if count <= DUMP else -1 for path, count in counts.items() if count > 1}


def offering_cards(cards: Sequence[Slip], shared: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of all cards that have a download."""
    return tuple(
        number
        for number, card in enumerate(cards)
        if card.source_path and shared.get(card.source_path, number) == number
    )
