"""A telegram whose copy has two blanks or three between its words -> the same with one, each traced to its place."""

from __future__ import annotations

import re

from .nested import composed
from .transcript import Transcriber, Transcript

# What stands between two words of a line, but for the end of a sentence: one blank, or more
GAP = re.compile(r"(?<=[^\s.:;?!]) +(?=\S)")
# What such a copy has for one blank: two, or three where the line had to be filled
DOUBLED = re.compile(r"(?<=\S)   ?(?=\S)")
FEWEST_GAPS = 20
LONGEST = 500_000  # no telegram is longer; each gap is an edit, which a hostile text would have millions of
FEWEST_DOUBLED = 0.3
FEWEST_LINES = 0.6
FEWEST_WORDS = 4


def single_blanks(transcript: Transcript) -> Transcript:
    """The telegram with single blanks between its words, if its copy has two or three between many; else as it is.

    Wider gaps, as between columns, stay.
    """
    text = transcript.text
    if len(text) > LONGEST or text.count("  ") * 6 < text.count(" ") or not _is_doubled(text):
        return transcript
    plain = Transcriber(text)
    for match in DOUBLED.finditer(text):
        plain.replace(*match.span(), " ")
    words, edits = plain.finish()
    return composed(transcript, Transcript(words, edits=edits)) or transcript


def _is_doubled(text: str) -> bool:
    """Whether many gaps are of two or three blanks, and such stand in most lines, as columns do not."""
    gaps = [len(gap) for gap in GAP.findall(text)]
    doubled = gaps.count(2) + gaps.count(3)
    if len(gaps) < FEWEST_GAPS or doubled < FEWEST_DOUBLED * len(gaps):
        return False
    lines = [line for line in text.split("\n") if len(line.split()) >= FEWEST_WORDS]
    return sum(DOUBLED.search(line) is not None for line in lines) >= FEWEST_LINES * len(lines)
