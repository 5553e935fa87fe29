"""A source's text and its cables -> which characters have no owner, or more than one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from .model import Block, Cable, Retransmission, Span, Unparsed


class Lapse(Struct, frozen=True):
    """A stretch of text that breaks the rule of one owner.

    `lost`: nobody owns it; `shared`: two `owners` do; `outside`: a span leaves the text, or the telegram
    that encloses it (`text` then says which span).
    """

    kind: Literal["lost", "shared", "outside"]
    line: int
    text: str
    owners: tuple[str, ...] = ()


class Coverage(Struct, frozen=True):
    """Of the `solid` (not blank) characters, how many have one owner, and how many were not understood."""

    solid: int
    owned: int
    unparsed: int
    lapses: tuple[Lapse, ...]

    @property
    def whole(self) -> bool:
        """Every character that is not blank lies in exactly one field or block."""
        return self.owned == self.solid and not self.lapses

    @property
    def share(self) -> float:
        """The share of characters with exactly one owner, 0 to 1."""
        return self.owned / self.solid if self.solid else 1.0


class Claim(Struct, frozen=True, order=True):
    """That `owner` holds the characters from `start` to `end`."""

    start: int
    end: int
    owner: str


def measure(text: str, *cables: Cable) -> Coverage:
    """How the fields and blocks of all cables of one source share out its text (`text` as it was decoded).

    The rule of the document model (ARCHITECTURE.md): every character that is not white space lies in the span of
    exactly one field or block.
    """
    claims = sorted(claim for cable in cables for claim in _claims_of(cable))
    outside = [_outside(text, claim) for claim in claims if not _within(claim, ((0, len(text)),))]
    inside = [claim for claim in claims if _within(claim, ((0, len(text)),))]
    astray = [*_shared(text, inside), *_lost(text, inside)]
    quoted = [lapse for cable in cables for lapse in _quoted_lapses(text, cable.blocks)]
    solid = _solid(text)
    return Coverage(
        solid=solid,
        owned=solid - sum(_solid(lapse.text) for lapse in astray),
        unparsed=sum(_solid(text[start:end]) for start, end in _unparsed_spans(cables)),
        lapses=tuple(sorted(outside + astray + quoted, key=lambda lapse: lapse.line)),
    )


def _claims_of(cable: Cable) -> Iterator[Claim]:
    for field, spans in cable.spans.items():
        yield from (Claim(start, end, field) for start, end in spans)
    yield from _claims_of_blocks(cable.blocks)


def _claims_of_blocks(blocks: Iterable[Block]) -> Iterator[Claim]:
    for number, block in enumerate(blocks, start=1):
        yield from (Claim(start, end, f"block {number} ({_kind_of(block)})") for start, end in block.spans)


def _kind_of(block: Block) -> str:
    return str(block.__struct_config__.tag)


def _outside(text: str, claim: Claim) -> Lapse:
    start = max(0, min(claim.start, len(text)))
    where = f"{claim.start} to {claim.end} of {len(text)}"
    return Lapse("outside", _line_of(text, start), where, (claim.owner,))


def _shared(text: str, claims: list[Claim]) -> Iterator[Lapse]:
    """Stretches that a claim takes from an earlier one; `claims` are sorted."""
    last: Claim | None = None
    for claim in claims:
        if last and claim.start < last.end:
            stretch = text[claim.start : min(claim.end, last.end)]
            if _solid(stretch):
                yield Lapse("shared", _line_of(text, claim.start), stretch, (last.owner, claim.owner))
        if last is None or claim.end > last.end:
            last = claim


def _lost(text: str, claims: list[Claim]) -> Iterator[Lapse]:
    """Stretches between claims that are not blank; `claims` are sorted."""
    reached = 0
    for start, end in [*((claim.start, claim.end) for claim in claims), (len(text), len(text))]:
        stretch = text[reached:start] if start > reached else ""
        if _solid(stretch):
            lead = len(stretch) - len(stretch.lstrip())
            yield Lapse("lost", _line_of(text, reached + lead), stretch.strip())
        reached = max(reached, end)


def _quoted_lapses(text: str, blocks: Iterable[Block]) -> Iterator[Lapse]:
    """Where the blocks of a retransmitted telegram overlap, or reach out of it."""
    for block in blocks:
        if not isinstance(block, Retransmission):
            continue
        claims = sorted(_claims_of_blocks(block.blocks))
        yield from _shared(text, claims)
        yield from (_outside(text, claim) for claim in claims if not _within(claim, block.spans))
        yield from _quoted_lapses(text, block.blocks)


def _within(claim: Claim, spans: Iterable[Span]) -> bool:
    return any(start <= claim.start <= claim.end <= end for start, end in spans)


def _unparsed_spans(cables: Iterable[Cable]) -> Iterator[Span]:
    for cable in cables:
        for block in cable.blocks:
            if isinstance(block, Unparsed):
                yield from block.spans


def _solid(text: str) -> int:
    """How many characters are not blank."""
    return sum(map(len, text.split()))


def _line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
