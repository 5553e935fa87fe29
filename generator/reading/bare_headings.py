"""The words of a block without number or mark -> whether they are a heading that nothing underlines (format 12.3)."""

from __future__ import annotations

import re

# A heading in spaced letters: "S U M M A R Y", "N E X T  S T E P S"
LETTER_SPACED = re.compile(r"[A-Z](?: {1,3}[A-Z]){3,}$")
# Lines that are no headings, but begin or end another's words
QUOTATION_MARKS = frozenset({"QUOTE", "UNQUOTE", "BEGIN TEXT", "END TEXT", "BEGIN QUOTE", "END QUOTE"})
# The end of another's words: "END TEXT", "End of translation", "END NON-PAPER"
END_OF_OTHERS = re.compile(
    r"END (?:OF )?(?:[A-Z-]+ ){0,4}(?:TEXT|COMMENT|SUMMARY|NOTE|NON-?PAPER|POINTS|TRANSLATION|QUOTE|LETTER|STATEMENT"
    r"|LIST|CABLE|MESSAGE|REPORT|ANNEX|DOCUMENT|SUBMISSION)\.?$",
    re.I,
)
ENDS = ("END ", "End ")
# A page of the web or what was taken out in its place: neither is a heading
ADDRESS = re.compile(r"://|\bwww\.|@|\bWeb ?site\b|XXXX", re.I)
# A point or points that a heading may end with: "But Not Today...", "A Treaty with the U.S."
HEADING_END = re.compile(r"(?:\.\.\.|\b[A-Z]\.[A-Z]\.)$")
# What a heading above a paragraph begins and ends with, besides letters: "...But Not Today", "Whose Case?"
FIRST_SIGNS = "\"“'‘.… "
LAST_SIGNS = "\"”'’?!"
ENDS_NO_HEADING = ".,;:)"
# Longer words that stay small in a title
SMALL_WORDS = frozenset(
    {"with", "from", "into", "over", "upon", "than", "that", "amid", "about", "between", "after"}
)
LONGEST_BARE_HEADING = 70
LONGEST_SHOUTED = 150
LONGEST_ABOVE = 120
FEWEST_LONG_WORDS = 2
LONG_WORD = 4


def is_bare_heading(words: str) -> bool:
    """A short line, in capitals or title case, that ends no sentence."""
    if (
        not 0 < len(words) <= LONGEST_BARE_HEADING
        or words[-1] in '.,;:!?)"'
        or not words[0].isalpha()
        or words[0].islower()
        or words.rstrip(".") in QUOTATION_MARKS
        or (words[:4] in ENDS and END_OF_OTHERS.match(words))
    ):
        return False
    if LETTER_SPACED.match(words):
        return True
    return _is_title(words.split(), 1) and "://" not in words and "XXXX" not in words


def heads_paragraph(words: str) -> bool:
    """Whether the words of one line or two, right above a paragraph with a number or a mark, are its heading."""
    bare = words.strip(FIRST_SIGNS)
    if (
        not bare
        or not bare[0].isalpha()
        or bare[0].islower()
        or (words[-1] in ENDS_NO_HEADING and not HEADING_END.search(words))
        or bare.rstrip(LAST_SIGNS) in QUOTATION_MARKS
        or ADDRESS.search(words)
    ):
        return False
    if words.isupper():
        return len(words) <= LONGEST_SHOUTED
    return len(words) <= LONGEST_ABOVE and _is_title(
        [word for word in bare.split() if word not in SMALL_WORDS], FEWEST_LONG_WORDS
    )


def _is_title(words: list[str], fewest: int) -> bool:
    """Whether all longer words are capitalized."""
    long_words = [word for word in words if len(word) >= LONG_WORD and word[0].isalpha()]
    return len(long_words) >= fewest and all(word[0].isupper() for word in long_words)
