"""What a page shows of a stored cable: decoded alone, it takes less time than all fields do."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from ..diagnostics import Diagnostic
from ..model import (
    Addressee,
    Block,
    Cable,
    ClassifiedBy,
    DateSource,
    Entities,
    MentionKind,
    Precedence,
    Repair,
    Sections,
    Station,
)


class MentionShown(Struct, frozen=True, gc=False):
    """A mention; where it stands is told by its anchors."""

    kind: MentionKind
    key: str | None
    text: str


class CableShown(Struct, frozen=True, gc=False, kw_only=True):
    """The fields of a Cable that are on its page and in no view, each as the model has it."""

    subject: str | None
    header: str | None
    date: datetime | None
    date_source: DateSource | None
    captions: tuple[str, ...]
    precedence: Precedence | None
    transmission_id: str | None
    routing: tuple[str, ...]
    station: Station | None
    origin: str | None
    action: tuple[Addressee, ...]
    info: tuple[Addressee, ...]
    attention: tuple[str, ...]
    executive_order: str | None
    declassify_on: str | None
    classified_by: tuple[ClassifiedBy, ...]
    blocks: tuple[Block, ...]
    signers: tuple[str, ...]
    sections: Sections | None
    mentions: tuple[MentionShown, ...]
    diagnostics: tuple[Diagnostic, ...]
    repairs: tuple[Repair, ...]
    attributes: dict[str, str]
    entities: Entities


AnyCable = Cable | CableShown  # what a page can be made of
