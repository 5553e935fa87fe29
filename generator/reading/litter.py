"""The name of a file or folder -> whether an editor or a file manager left it behind: it is never content."""

from __future__ import annotations

# ".DS_Store", "~$cables.csv", "#cables.csv#", "__MACOSX"
BEGINNINGS = (".", "~", "#", "__MACOSX")
ENDINGS = ("~", ".swp", ".swx", ".tmp", ".bak", "#")


def is_litter(name: str) -> bool:
    """Whether a name is one of those."""
    return name.startswith(BEGINNINGS) or name.endswith(ENDINGS)
