"""What events tell of files, one after the other -> what is to be built, and whether any file may be half written."""

from __future__ import annotations

from msgspec import Struct

# The files below content/ that were saved; None: something else happened.
Edits = frozenset[str] | None


class Stir(Struct, frozen=True):
    """What an event tells: which files changed, which of them may be half written or away, and which are whole."""

    edits: Edits = frozenset()
    unfinished: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()


SOMETHING = Stir(None)


class Stirs:
    """All that was told since the last build began; at first, that something happened."""

    def __init__(self) -> None:
        self.edits: Edits = None
        self._unfinished: frozenset[str] = frozenset()

    def add(self, stir: Stir) -> bool:
        """Takes in one more; whether it is about a change."""
        self._unfinished = (self._unfinished | stir.unfinished) - stir.finished
        self.edits = None if stir.edits is None or self.edits is None else self.edits | stir.edits
        return stir.edits != frozenset()

    def take(self) -> Edits:
        """What is to be built now; from here on it begins anew."""
        edits, self.edits, self._unfinished = self.edits, frozenset(), frozenset()
        return edits

    @property
    def is_whole(self) -> bool:
        """Whether nothing changed but telegrams, and each is whole as it stands."""
        return self.edits is not None and not self._unfinished
