"""What a finished build leaves for the next -> which telegrams have changed since, and which files of output/.

A standing counts while the circumstances are the same: code, settings, theme, prose, people, corrections. Then the
site can only differ where a telegram does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from ..cards import Card, Slip
from ..columns import Flat
from ..config import Config
from ..diagnostics import Located, sort_key
from ..packing import decode_card, decode_slip, encode_card
from ..pages import Outline, Plan, plan_by
from .failures import NotSound
from .inputs import Inputs
from .keeping import keep_archive, keep_signposts, restore_signposts
from .manifest import Manifest
from .readings import SourcesRead
from .shown import Numbered, Shown
from .store import decoding
from .theme import Digests

S = TypeVar("S", bound=Slip)

SOURCES, REST, EDITS = "sources", "rest", "edits"
ARCHIVE, SIGNPOSTS = "archive", "signposts"
SHOWN = ("shown", "shown ends", "rows", "rows ends")
CONTENT = "content/"


class Stood(Struct, frozen=True, array_like=True, gc=False):
    """A source of the last build: the digest of its bytes, the numbers of its cards in the order of the file."""

    digest: bytes
    numbers: tuple[int, ...]


class Told(Struct, frozen=True, array_like=True):
    """What reading said of a source: so many notices, and its errors and warnings."""

    notices: int
    problems: tuple[Located, ...]


class Rest(Struct, frozen=True, array_like=True):
    """What else the report of a build says: `told` of each source of which there is anything to say.

    `others` are errors and warnings that do not come from reading a telegram; of their notices only the number is kept.
    `templates` are digests, `outline` says how many pages of each kind there are.
    """

    circumstances: bytes
    cables: int
    told: dict[str, Told]
    others: tuple[Located, ...]
    notices: int
    templates: Digests
    outline: Outline


class Edits(Struct, frozen=True, array_like=True):
    """The sources that changed since the last whole build, and what is said of them now.

    They are kept apart, since all that a whole build says of all sources takes longer to write than an edited page.
    """

    sources: dict[str, Stood]
    told: dict[str, Told]


class Left(Struct, frozen=True):
    """What writing leaves behind: digests of templates, and which cards each page shows."""

    templates: Digests
    shown: Shown


class Standing:
    """How the last build left the site; `edits` are in `sources` and `rest` already."""

    def __init__(self, sources: dict[str, Stood], rest: Rest) -> None:
        """As the last whole build left it; what is handed over is changed by `edit`."""
        self.sources = sources
        self.rest = rest
        self.edits = Edits({}, {})
        self._problems: tuple[Located, ...] | None = None

    @property
    def problems(self) -> tuple[Located, ...]:
        """All errors and warnings of that build in reading order, each once; as long as nothing else is said of the
        sources it is the same tuple.
        """
        if self._problems is None:
            told = (problem for told in self.rest.told.values() for problem in told.problems)
            self._problems = tuple(sorted({*self.rest.others, *told}, key=sort_key))
        return self._problems

    @property
    def notices(self) -> int:
        """How many notices there were."""
        return self.rest.notices + sum([told.notices for told in self.rest.told.values()])

    def edit(self, sources: Mapping[str, Stood], told: Mapping[str, Told]) -> None:
        """These sources changed, and this is said of them."""
        problems = {path: told[path].problems if path in told else () for path in sources}
        for path, now in problems.items():
            before = self.rest.told.pop(path, None)
            self.edits.told.pop(path, None)
            if now != (before.problems if before else ()):
                self._problems = None
        self.sources.update(sources)
        self.edits.sources.update(sources)
        self.rest.told.update(told)
        self.edits.told.update(told)


_encode = msgspec.msgpack.Encoder().encode
_decode_sources = msgspec.msgpack.Decoder(dict[str, Stood]).decode
_decode_rest = msgspec.msgpack.Decoder(Rest).decode
_decode_edits = msgspec.msgpack.Decoder(Edits).decode


def restore_plan(
    manifest: Manifest,
    standing: Standing,
    cards: Mapping[int, Card],
    inputs: Inputs,
    config: Config,
) -> tuple[Plan, Shown] | None:
    """The plan of the last build with these cards in place of the old, and what each of its pages shows."""
    values = [manifest.standing(name) for name in (ARCHIVE, SIGNPOSTS, *SHOWN)]
    if None in values:
        return None
    archive, kept, *shown = (value or b"" for value in values)

    def card_of(number: int) -> Card:
        return cards.get(number) or card_at(manifest, number)

    def slip_of(number: int) -> Slip:
        return cards.get(number) or _at(manifest, number, decode_slip)

    by_number = card_of, slip_of
    signposts = restore_signposts(archive, kept, standing.rest.cables, by_number, inputs.people, config)
    planned = plan_by(signposts, inputs.prose, standing.rest.outline)
    return planned, Shown(Numbered(*shown[:2]), Numbered(*shown[2:]))


def card_at(manifest: Manifest, number: int) -> Card:
    """A card of the last build. Errors: NotSound, where it is not there."""
    return _at(manifest, number, decode_card)


def _at(manifest: Manifest, number: int, decode: Callable[[bytes], S]) -> S:
    card = manifest.card(number)
    if card is None:
        raise NotSound(f"card {number} is not there")
    try:
        return decode(card)
    except msgspec.DecodeError:
        with decoding():
            raise


def open_standing(manifest: Manifest, circumstances: bytes) -> Standing | None:
    """How the last build left the site; None where it did not finish or the circumstances are others."""
    rest, sources = manifest.standing(REST), manifest.standing(SOURCES)
    if not circumstances or rest is None or sources is None:
        return None
    try:
        decoded = _decode_rest(rest)
        if decoded.circumstances != circumstances:
            return None
        standing = Standing(_decode_sources(sources), decoded)
        edits = manifest.standing(EDITS)
        if edits is None:
            return standing
        changed = _decode_edits(edits)
        standing.edit(changed.sources, changed.told)
        return standing
    except msgspec.DecodeError:
        return None


def leave_standing(
    manifest: Manifest,
    circumstances: bytes,
    sources: SourcesRead,
    planned: Plan,
    others: Iterable[Located],
    published: Left,
) -> None:
    """A build has finished, and all of its pages are written: this is how it leaves the site.

    `others` are its problems beside those of `sources`. Nothing is left where that would not do: the circumstances
    cannot be told, or a source could not be read in peace.
    """
    if not circumstances or sources.looked.problems:
        return
    told, apart = _told(sources)
    apart += others
    archive = planned.signposts.archive
    rest = Rest(
        circumstances=circumstances,
        cables=len(archive.cards),
        told=told,
        others=without_notices(apart),
        notices=count_notices(apart),
        templates=published.templates,
        outline=planned.outline,
    )
    values = (
        (SOURCES, _encode(_stood(sources, archive.slips))),
        (REST, _encode(rest)),
        (ARCHIVE, keep_archive(archive)),
        (SIGNPOSTS, keep_signposts(planned.signposts)),
        *zip(SHOWN, (numbers.tobytes() for numbers in _rows_of(published.shown)), strict=True),
    )
    cards = ((number, encode_card(card)) for number, card in enumerate(archive.cards))
    manifest.settle(values, cards, anew=True)


def amend_standing(manifest: Manifest, standing: Standing, cards: dict[int, Card]) -> None:
    """The same after a build in which nothing changed but these cards: only what is other than then is written."""
    values = ((EDITS, _encode(standing.edits)),)
    manifest.settle(values, ((n, encode_card(card)) for n, card in cards.items()), anew=False)


def without_notices(problems: Iterable[Located]) -> tuple[Located, ...]:
    """The errors and warnings among these."""
    return tuple(p for p in problems if p.diagnostic.severity != "notice")


def count_notices(problems: Iterable[Located]) -> int:
    """How many of these are notices."""
    return sum(p.diagnostic.severity == "notice" for p in problems)


def told_of(problems: Sequence[Located]) -> Told:
    """What is said of a source in which there are these problems."""
    return Told(count_notices(problems), without_notices(problems))


def _rows_of(shown: Shown) -> Iterator[Flat]:
    """Its flat rows, in the order of SHOWN."""
    for part in (shown.cards, shown.rows):
        yield part.cards
        yield part.ends


def _told(sources: SourcesRead) -> tuple[dict[str, Told], list[Located]]:
    """What is odd in each source, and what in none."""
    of_source: dict[str, list[Located]] = {}
    apart: list[Located] = []
    for problem in sources.problems:
        path = problem.path.removeprefix(CONTENT)
        found = of_source.setdefault(path, []) if path in sources.looked.digests else apart
        found.append(problem)
    return {path: told_of(found) for path, found in of_source.items()}, apart


def _stood(sources: SourcesRead, slips: Iterable[Slip]) -> dict[str, Stood]:
    """Every source with the numbers of its cards."""
    numbers: dict[str, list[tuple[int, int, int]]] = {path: [] for path in sources.looked.digests}
    for number, slip in enumerate(slips):
        numbers[slip.source_path].append((slip.part, slip.index, number))
    return {
        path: Stood(digest, tuple([number for _, _, number in sorted(numbers[path])]))
        for path, digest in sources.looked.digests.items()
    }
