"""A block that is a record with labels -> a block for each of its fields, and one for the text below (format 12.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .blocks import BlockDraft
from .columns import FEWEST_LEFT, LABEL, is_set_in_lines, left_beside

FEWEST_LABELS = 3
LONGEST_LABEL = 34


def split_records(
    drafts: Sequence[BlockDraft], text: str, width_of_text: Callable[[], int]
) -> list[BlockDraft]:
    """The drafts, each record among them in its parts; how wide the text is set is asked where one may be."""
    parts: list[BlockDraft] = []
    for draft in drafts:
        places = _places(draft, text, width_of_text) if _may_be_record(draft, text) else []
        parts += _cut(draft, places) if places else [draft]
    return parts


def _may_be_record(draft: BlockDraft, text: str) -> bool:
    """Whether labels enough can stand in a block; nearly all are let go here."""
    lines = draft.lines
    return (
        len(lines) >= FEWEST_LABELS
        and draft.kind == "paragraph"
        and text.count(": ", lines[0].start, lines[-1].end) >= FEWEST_LABELS
    )


def _places(draft: BlockDraft, text: str, width_of_text: Callable[[], int]) -> list[int]:
    """The numbers of the lines at which a field starts, or the text below; none where a block is no record."""
    lines = draft.lines
    labelled = [
        at
        for at, line in enumerate(lines)
        if line.text.find(": ", 2, LONGEST_LABEL) > 0 and LABEL.match(line.text)
    ]
    if len(labelled) < FEWEST_LABELS or draft.parted:
        return []
    width = width_of_text()
    sure = [at for at in labelled if at and _has_room(draft, at, width)] if width else []
    if len(sure) + (labelled[0] == 0) < FEWEST_LABELS:
        return []
    starts = [at for at in labelled if at and lines[at - 1].text[-1:] != ","]
    is_bare = draft.number is None and draft.marking is None
    if is_bare and is_set_in_lines(text, lines, width):
        return []
    below = next((at for at in range(starts[-1] + 1, len(lines)) if _has_room(draft, at, width)), None)
    return starts if below is None else [*starts, below]


def _has_room(draft: BlockDraft, at: int, width: int) -> bool:
    """Whether the line above was ended though the first word of this one had room in it."""
    return left_beside(draft.lines[at - 1].text, draft.lines[at].text, width) >= FEWEST_LEFT


def _cut(draft: BlockDraft, places: Sequence[int]) -> list[BlockDraft]:
    """The parts of a draft; the first has its number."""
    lines = draft.lines
    draft.lines = lines[: places[0]]
    draft.is_field = draft.number is None
    ends = [*places[1:], len(lines)]
    return [
        draft,
        *(
            BlockDraft("paragraph", lines[start].start, lines[start:end], is_field=True)
            for start, end in zip(places, ends, strict=True)
        ),
    ]
