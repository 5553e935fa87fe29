"""What a process that builds a site again and again need not fetch again: the manifest, how the last build left all.

A build in a process of its own fetches it from the manifest and forgets it at its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from ..cards import Card
from ..config import Config
from ..diagnostics import Located
from ..packing import OnDemand
from ..pages import Plan
from .inputs import Inputs
from .manifest import Manifest, open_manifest
from .publishing import Publisher
from .readings import Reader
from .shown import Shown
from .standing import Standing


class Planned(Struct, frozen=True):
    """The plan of the last build, what writes it, which cards each page shows."""

    plan: Plan
    publisher: Publisher
    shown: Shown

    def forget(self, cards: Iterable[int]) -> None:
        """These are others now."""
        signposts, numbers = self.plan.signposts, tuple(cards)
        for items in (signposts.archive.cards, signposts.archive.slips, signposts.rows):
            if isinstance(items, OnDemand):
                items.forget(numbers)


class Footing:
    """What an amending build stands on. `cards` are those edited since the plan was fetched."""

    def __init__(
        self, config: Config, standing: Standing, unfit: tuple[Located, ...], inputs: Inputs, reader: Reader
    ) -> None:
        self.config = config
        self.standing = standing
        self.unfit = unfit
        self.inputs = inputs
        self.reader = reader
        self.cards: dict[int, Card] = {}
        self.planned: Planned | None = None


class Memory:
    """Held by the one process that builds; empty at first. `unfit`: files that the last build could not take."""

    def __init__(self) -> None:
        self.unfit: tuple[Located, ...] = ()
        self.footing: Footing | None = None
        self._manifest: Manifest | None = None

    def manifest_at(self, path: Path) -> tuple[Manifest, bool]:
        """The manifest, as `open_manifest` gives it; the one that is open, if nobody else has changed it since."""
        if self._manifest is not None and self._manifest.is_current():
            return self._manifest, False
        self.forget()
        self._manifest, made_anew = open_manifest(path)
        return self._manifest, made_anew

    def forget(self) -> None:
        """Everything is to be fetched again."""
        self.footing = None
        if self._manifest is not None:
            self._manifest.close()
            self._manifest = None
