"""A portion mark, such as `S/NF` -> its tone (a CSS class) and its meaning in words."""

from __future__ import annotations

import re
from functools import cache

# The parts of a mark, however they are parted: `C//NF`, `S-REL NATO`, `U FOUO`.
MARK_PARTS = re.compile(r"[^/ \-]+")

# Marking levels, 5 FAH-2 H-250, and the classes that the stylesheet colours.
LEVELS: dict[str, tuple[str, str]] = {
    "TS": ("top-secret", "Top secret"),
    "S": ("secret", "Secret"),
    "C": ("confidential", "Confidential"),
    "R": ("restricted", "Restricted"),
    "LOU": ("limited-official-use", "Limited official use"),
    "SBU": ("sensitive", "Sensitive but unclassified"),
    "FOUO": ("sensitive", "For official use only"),
    "U": ("unclassified", "Unclassified"),
}
TERMS: dict[str, str] = {
    "NF": "not for foreign nationals",
    "NOFORN": "not for foreign nationals",
    "FOUO": "for official use only",
    "FGI": "foreign government information",
    "OC": "originator controlled",
    "ORCON": "originator controlled",
    "SBU": "sensitive",
}


@cache
def mark_shown(mark: str) -> tuple[str, str]:
    """The tone and the meaning of a mark; tone `none` and no meaning where its level is unknown."""
    parts = MARK_PARTS.findall(mark.upper())
    if not parts or parts[0] not in LEVELS:
        return "none", ""
    tone, meaning = LEVELS[parts[0]]
    if "REL" in parts:
        at = parts.index("REL")
        return tone, f"{meaning}, releasable to {', '.join(p for p in parts[at + 1 :] if p != 'TO')}"
    return tone, ", ".join([meaning, *(TERMS.get(part, part) for part in parts[1:])])
