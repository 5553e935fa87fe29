"""content/corrections.toml -> what the publisher corrects; a cable -> the cable with that put right."""

from .applying import apply_corrections, correct
from .file import Correction, read_corrections
from .words import correction_sentence

__all__ = ["Correction", "apply_corrections", "correct", "correction_sentence", "read_corrections"]
