"""A telegram whose copy has two blanks between all words -> the same with one, each traced to its place."""

from __future__ import annotations

import re

from .nested import composed
from .transcript import Transcriber, Transcript

# What stands between two words of a line: one blank, or more
GAP = re.compile(r"(?<=\S) +(?=\S)")
# What a copy that was laid out in two blanks has for one: two, or three where the line had to be filled
DOUBLED = re.compile(r"(?<=\S)  (?: (?! ))?(?=\S)")
FEWEST_GAPS = 20
MOST_SINGLE = 0.25
FEWEST_DOUBLED = 0.5


def single_blanks(transcript: Transcript) -> Transcript:
    """The telegram with single blanks between its words, if its copy has two between nearly all; else as it is.

    Wider gaps, as between columns, stay.
    """
    text = transcript.text
    if text.count("  ") * 4 < text.count(" ") or not _is_doubled(text):
        return transcript
    plain = Transcriber(text)
    for match in DOUBLED.finditer(text):
        plain.replace(*match.span(), " ")
    words, edits = plain.finish()
    return composed(transcript, Transcript(words, edits=edits)) or transcript


def _is_doubled(text: str) -> bool:
    """Whether few gaps are of one blank, and most of two."""
    gaps = [len(gap) for gap in GAP.findall(text)]
    return (
        len(gaps) >= FEWEST_GAPS
        and gaps.count(1) <= MOST_SINGLE * len(gaps)
        and gaps.count(2) >= FEWEST_DOUBLED * len(gaps)
    )
