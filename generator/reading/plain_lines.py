"""The lines of a text -> which of them may be more than a further line of a paragraph (format 12.3)."""

from __future__ import annotations

from .lines import Line

# The first sign of a line that may open or interrupt a block: "¶1.", "(C)", "- "; or its second: "a)", "I"
FIRST_SIGNS = frozenset("-=‐‑–—_*~#¶•+(0123456789")
SECOND_SIGNS = frozenset((".", ")", ""))
# Without one of these in a text none of its lines is the relay's: "PAGE 02", "SECTION 02 OF 03", "002 OF 002"
OF_RELAY = ("OF ", "PAGE ", "SECTION ")


def special_lines(lines: list[Line], first: int, end: int, text: str) -> list[int]:
    """The numbers of the lines of a text from `first` up to `end` that may open or interrupt a block; few do."""
    may_be_of_relay = _is_of_relay if any(sign in text for sign in OF_RELAY) else None
    return [
        at
        for at in range(first, end)
        if (line := lines[at]).blank_before
        or (words := line.text)[0] in FIRST_SIGNS
        or words[1:2] in SECOND_SIGNS
        or (may_be_of_relay and may_be_of_relay(words))
    ]


def _is_of_relay(text: str) -> bool:
    return "OF" in text[-12:] or "SECTION " in text or text.startswith("PAGE ")
