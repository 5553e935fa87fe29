"""Archive -> Quality: how well its cables are understood, and what an archivist should look at."""

from .accounts import (
    FieldsFound,
    LowConfidence,
    OddDate,
    Quality,
    References,
    UnknownPost,
    UnknownTag,
    Unresolved,
    Where,
)
from .likeness import Likeness, Merge, Split, as_proposals, find_likeness
from .survey import survey

__all__ = [
    "FieldsFound", "Likeness", "LowConfidence", "Merge", "OddDate", "Quality", "References", "Split", "UnknownPost",
    "UnknownTag", "Unresolved", "Where", "as_proposals", "find_likeness", "survey",
]  # fmt: skip
