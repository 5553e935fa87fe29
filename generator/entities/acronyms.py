"""Runs of capitalised words -> the first use of each acronym that means one thing alone."""

from __future__ import annotations

import re
from functools import cache

from .context import Context, Mark
from .gazetteers import acronym
from .runs import Run

LONGEST_EXPANSION = 120
# So many words may stand between those with its letters and an acronym in brackets.
REACH = 3
# Acronyms of more letters mean the same in brackets behind anything.
LONGEST_UNSURE = 3
# So many first letters tell that two words are one: `Organisation`, `Organization`
SAME = 4
# Words of an expansion, those without a letter of their own in the acronym left out: `Non-Aligned Movement`
MAIN_WORD = re.compile(r"[^\W\d_]+")
SMALL_WORDS = frozenset({"of", "for", "the", "and", "in", "on", "to", "a", "s"})
# Kinds that are explained in brackets behind anything at all: `(NFI)`, `the commander (CJCS)`
PLAIN_KINDS = ("marking", "title", "arms", "economy", "rights-security", "government")
# What stands between an acronym and its meaning: `(Note: NSG is the National Stone Group)`, `(Paper Index - API)`
SAYS_SO = " is the "
SAYING = re.compile(SAYS_SO)
BEHIND_DASH = (" - ", " -- ", " – ", " — ")
SHORTEST_BEFORE = 2
# The forms of companies, behind their names: `Vantongren AG`, `QUARROW SA`
LEGAL_FORMS = frozenset({"AB", "AG", "AS", "NV", "SA", "SE"})
NAME_BEFORE = re.compile(r"\b(?!(?:This|That|With|When|Both)\b)[A-Z][A-Za-z&.-]{3,},? $")
LONGEST_NAME = 30
# An amount in a currency: ` 15 million`
AMOUNT = re.compile(r" \d[\d.,]* ?(?:million|billion|trillion|crore|lakh|thousand)")


def find_acronyms(text: str, runs: list[Run], context: Context) -> list[Mark]:
    """Where each known acronym stands first in the cable; the key is the acronym. Not in lines of capitals
    alone, and not where the text itself says that it means something else, or nothing of what it would mean.
    """
    first: dict[str, Mark] = {}
    others: set[str] = set()
    if not context.mixed_case:
        return []
    said = {match.start() for match in SAYING.finditer(text)}
    for run in runs:
        for short, start, end in run.look.acronyms:
            if short in others or (short in first and run.start + end not in said):
                continue
            place = (run.start + start, run.start + end)
            if short in first:
                if _is_defined_otherwise(text, *place, short):
                    others.add(short)
                    del first[short]
                continue
            if _is_shouted(text, run):
                continue
            if _is_defined_otherwise(text, *place, short):
                others.add(short)
            elif not _is_label(text, *place, short) and not _is_legal_form(text, place[0], short):
                first[short] = Mark("acronym", short, *place)
    lowered = ""
    for short in [short for short in first if (fact := acronym(short)) and fact.evidence]:
        lowered = lowered or text.lower()
        if not _speaks_of(lowered, short):
            del first[short]
    return list(first.values())


def _speaks_of(lowered: str, short: str) -> bool:
    fact = acronym(short)
    return fact is None or all(word in lowered for word in fact.evidence)


def _is_defined_otherwise(text: str, start: int, end: int, short: str) -> bool:
    """Whether the text itself explains it: before a sign of equality, or in brackets, or behind a dash in them, behind
    words with its letters that are not those of the table, or by saying what it is; or an amount follows.
    """
    if text.startswith(SAYS_SO, end):
        return _says_otherwise(text, end, short)
    next_sign = text[end + 1 : end + 2]
    if next_sign == "=" and text.startswith(" = ", end):
        return True
    if next_sign.isdigit() and AMOUNT.match(text, end):
        return True
    if start < SHORTEST_BEFORE or not short.isalpha():
        return False
    if text[start - 1] != "(" and not (text.startswith(")", end) and text.endswith(BEHIND_DASH, 0, start)):
        return False
    before, meant = _before_and_meant(text, start, short)
    letters = short.lower()
    initials = "".join([word[0] for word in before])
    return letters in initials and not _agree(before[initials.rindex(letters) :][: len(letters)], meant)


def _says_otherwise(text: str, end: int, short: str) -> bool:
    """Whether it is said to be what has its letters and is not in the table: `NSG is the National Stone Group`."""
    words = _main_words(text[end + len(SAYS_SO) : end + LONGEST_EXPANSION])[: len(short)]
    return "".join([word[0] for word in words]) == short.lower() and not _agree(words, _words_meant(short))


def _is_label(text: str, start: int, end: int, short: str) -> bool:
    """Whether it stands alone in brackets behind words that have nothing of what it means: `Rep. Ann Fox (CA)`."""
    if len(short) > LONGEST_UNSURE or start == 0 or text[start - 1] != "(" or text[end : end + 1] != ")":
        return False
    fact = acronym(short)
    if fact is None or fact.kind in PLAIN_KINDS:
        return False
    before, meant = _before_and_meant(text, start, short)
    near = {word[:SAME] for word in before}
    return not any(word[:SAME] in near for word in meant)


def _is_legal_form(text: str, start: int, short: str) -> bool:
    """Whether it stands behind a name, as what says which kind of company that is."""
    return short in LEGAL_FORMS and NAME_BEFORE.search(text, max(start - LONGEST_NAME, 0), start) is not None


def _before_and_meant(text: str, start: int, short: str) -> tuple[list[str], list[str]]:
    """The words before an acronym in brackets, and those of the table."""
    meant = _words_meant(short)
    near = max(0, start - LONGEST_EXPANSION)
    before = _main_words(text[max(text.rfind("\n", near, start) + 1, near) : start - 1])
    return before[-max(len(short), len(meant)) - REACH :], meant


@cache
def _words_meant(short: str) -> list[str]:
    fact = acronym(short)
    return _main_words(fact.expansion.partition(" (")[0]) if fact else []


def _main_words(words: str) -> list[str]:
    return [word for word in MAIN_WORD.findall(words.lower()) if word not in SMALL_WORDS]


def _agree(words: list[str], meant: list[str]) -> bool:
    """Whether the words are among those meant, one after the other, whatever their endings and hyphens."""
    if "".join(words) == "".join(meant):
        return True
    said, all_meant = [word[:SAME] for word in words], [word[:SAME] for word in meant]
    return any(all_meant[at : at + len(said)] == said for at in range(len(all_meant)))


def _is_shouted(text: str, run: Run) -> bool:
    """Whether the run stands among capitals: in a heading `MOD THINKING ON MD` a word may look like an
    acronym.
    """
    near = max(0, run.start - 25)
    around = text[near : run.end + 25]
    if "\n" not in around:
        return around.isupper()
    first = max(text.rfind("\n", near, run.start) + 1, near)
    after = text.find("\n", run.end, run.end + 25)
    return text[first : run.end + 25 if after < 0 else after].isupper()
