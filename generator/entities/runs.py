"""The text of a cable -> runs of capitalised words, each with what it may name; read in one pass.

A run is `Elysee Diplomatic Advisor Jean-David Levitte`. What a run may name depends on its words alone, so
it is worked out once and remembered: most runs of an archive come again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from .lexicon import PARTICLES
from .looks import Look, look_at

LONGEST_RUN = 300

_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(n) for n in range(0x100, 0x180) if chr(n).isupper())
_ARTICLE = "(?:(?:al|el|ul|ar|as|ad|d)[-'’])?"
_SMALL = rf"(?:(?:{'|'.join(PARTICLES)}) ){{0,2}}{_ARTICLE}"
_WORD = rf"[{_UPPER}][\w'’./&-]*+"
# Up to twelve capitalised words, small name words between them: `Philippe Carre`, `General Jaap de Hoop`,
# `W. B. Fox`
RUN = re.compile(rf"({_WORD}(?: (?:{_WORD}|{_SMALL}{_WORD})){{0,11}})")

# The same in the outline of a text, twice as fast, since it begins with one certain letter.
_OUTLINED_WORD = r"A[Aa-z0-9_'./&-]*+"
_OUTLINED_SMALL = _SMALL.replace("’", "")
_OPENS_SMALL = f"(?=[{''.join(sorted({particle[0] for particle in PARTICLES}))}])"
_NEXT_OUTLINED = f"{_OUTLINED_WORD}|{_OPENS_SMALL}{_OUTLINED_SMALL}{_OUTLINED_WORD}"
# No possessive repetition of a group here: before Python 3.11.5 it ends in the wrong place (python/cpython#106052).
OUTLINED_RUN = re.compile(rf"({_OUTLINED_WORD}(?: (?:{_NEXT_OUTLINED})){{0,11}})".encode())
# The charsets of nearly all texts, the one that costs nothing first; the other has curved quotation marks.
CHARSETS = ("latin-1", "cp1252")


class Run(Struct, frozen=True, array_like=True, gc=False):
    """A run that may name something, and where it stands."""

    start: int
    end: int
    look: Look


def find_runs(text: str) -> list[Run]:
    """All runs that may name something, in order; a run never crosses a line break."""
    spans = [span for span in spans_of_runs(text) if span[1] - span[0] <= LONGEST_RUN]
    looks = map(look_at, [text[start:end] for start, end in spans])
    return [Run(*span, look) for span, look in zip(spans, looks, strict=True) if look is not None]


def spans_of_runs(text: str) -> Iterator[tuple[int, int]]:
    """Where each run of a text stands, in order."""
    bounds = accumulate(map(len, _parted(text)))
    return zip(bounds, bounds, strict=False)


def unjoined(text: str) -> str:
    """The text with blanks for the signs that join words without being part of one: `Minister--Ann`, `left...Ann`."""
    return text.replace("--", "  ").replace("..", "  ")


def _parted(text: str) -> Sequence[str | bytes]:
    """A text, or its outline, cut into what is between runs and the runs, by turns."""
    text = unjoined(text)
    for charset, outline in OUTLINES:
        try:
            return OUTLINED_RUN.split(text.encode(charset).translate(outline))
        except UnicodeEncodeError:
            pass
    return RUN.split(text)


def _outline(charset: str) -> bytes:
    """Each byte of the charset as `RUN` sees it: capitals are `A`, letters beyond ASCII `w`."""
    return b"".join(_outlined(bytes((code,)).decode(charset, "replace")) for code in range(256))


def _outlined(letter: str) -> bytes:
    if re.match(f"[{_UPPER}]", letter):
        return b"A"
    if letter == "’":
        return b"'"
    if letter.isascii():
        return letter.encode()
    return b"w" if letter.isalnum() else b"?"


OUTLINES = tuple((charset, _outline(charset)) for charset in CHARSETS)
