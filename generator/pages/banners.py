"""A classification and its caveats -> the words of the banner and the tone in which it is shown."""

from __future__ import annotations

from collections.abc import Sequence

# Levels from the highest, with the tone (CSS class) of each.
TONES = {
    "TOP SECRET": "top-secret",
    "SECRET": "secret",
    "CONFIDENTIAL": "confidential",
    "RESTRICTED": "restricted",
    "LIMITED OFFICIAL USE": "limited-official-use",
    "UNCLASSIFIED": "unclassified",
}
# Caveats under which an unclassified telegram was not open to all (5 FAH-2 H-250).
SENSITIVE_CAVEATS = frozenset({"SENSITIVE", "FOR OFFICIAL USE ONLY"})
SENSITIVE_BANNER = "FOR OFFICIAL USE ONLY"
LEVELS = tuple(TONES)


def tone_of(level: str | None, caveats: Sequence[str]) -> str:
    """The CSS class of a classification: `secret`, `sensitive`, `none` where it is not known."""
    if level == "UNCLASSIFIED" and not SENSITIVE_CAVEATS.isdisjoint(caveats):
        return "sensitive"
    return TONES.get(level or "", "none")


def banner_of(level: str | None, caveats: Sequence[str]) -> str:
    """The words of the strip: `SECRET//NOFORN`, `UNCLASSIFIED//FOR OFFICIAL USE ONLY`; empty where not
    known."""
    if not level:
        return ""
    if tone_of(level, caveats) != "sensitive":
        return "//".join((level, *caveats))
    others = [caveat for caveat in caveats if caveat not in SENSITIVE_CAVEATS]
    return "//".join((level, SENSITIVE_BANNER, *others))


def rank_of(level: str) -> int:
    """The place of a level from the highest, 0; one that is not known comes last."""
    return LEVELS.index(level) if level in TONES else len(LEVELS)
