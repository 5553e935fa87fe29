"""A small number in digits or in words -> the number: old telegrams count pages and sections in words (format 13)."""

from __future__ import annotations

NUMBERS = (
    "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE",
    "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN", "TWENTY",
)  # fmt: skip
# For expressions: the longer words first, of which another may be the beginning
WORDS = "|".join(sorted(NUMBERS[1:], key=len, reverse=True))


def number_of(word: str) -> int:
    """The number that digits or a word of `NUMBERS` say."""
    return int(word) if word.isdecimal() else NUMBERS.index(word.upper())
