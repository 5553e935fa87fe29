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
from .survey import survey

__all__ = [
    "FieldsFound", "LowConfidence", "OddDate", "Quality", "References", "UnknownPost", "UnknownTag", "Unresolved",
    "Where", "survey",
]  # fmt: skip
