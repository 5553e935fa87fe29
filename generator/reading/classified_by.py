"""The classified-by block -> who classified, by what authority and for which reasons (format 11)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..entities.gazetteers.titles import office_words
from ..entities.lexicon import (
    CAPITALS,
    GIVEN,
    NAME,
    NOT_NAME,
    ORDINARY,
    TITLE,
    class_of,
    is_ordinary,
    word_classes,
)
from ..model import ClassifiedBy
from .misspelt import KnownWords

WRAP = 71
# No word goes on so: "Mission|Jane", "Doe,|for"; but "Mc|Tassel" does
TWO_WORDS = re.compile(r"(?:[a-z](?<!\bMc)(?<!\bMac)(?<!\b[DL][aei])(?<!\bDu)\n[A-Z]|[,;]\n[A-Za-z])$")
LONGEST_PREFIX = 8
# A name that the publisher took out: "XXXXXXXXXXXX"
REDACTED = re.compile(r"\bX{4,}\b|\[[^\[\]]*(?:removed|redacted)\]", re.I)
# "1.4 (b) and (d)", "1.5 B, D", "B/D", "1.4(b/d)", "1.4 (B/D...", "1.5d", and "1/4 (b)"
REASONS = re.compile(
    r"(?P<section>(?<!\d)1(?:\s?\.\s?|[/,-](?=\d ?\([a-hA-H]\)))[2-7])"
    r"(?P<letters>(?:\([i-rtv-zI-RTV-Z]\)|[\s(),/&+.;:-]|and|AND|or|\b[a-hA-H]\b|[a-hA-H](?=[)/,\s]|$))*)"
)
# One that the order knows, or one in brackets that it does not: "(k)"
LETTER = re.compile(r"(?<![A-Za-z])(?:[a-hA-H](?![A-Za-z])|(?<=\()[i-zI-Z](?=\)))")
BARE_LETTERS = re.compile(
    r"\b[a-hA-H](?:\s?[,/&]\s?[a-hA-H])+\b|\([a-hA-H]\)(?:\s?(?:,\s?(?:and|AND|or|OR)|,|/|and|AND|or|OR|&)\s?\([a-hA-H]\))*"
)
# Where the reasons start: ", for reasons 1.4", "Reason: 1.4", "REASONS 1.4", "per 1.4", "E.O. 12958 1.4"
REASON_WORD = re.compile(
    r"(?:\b(?:for\s+)?(?:the\s+)?(?:re[as]{1,3}ons?|reaons?|reason\(s\))(?:\b|(?=1))"
    r"|\bper\b(?=\W*(?:\d|E\.?O\b|reas|sec))|\bunder\b(?![\s-]*secretar)|\b"
    r"(?:for\s+)?(?:E\.?O\.?\s*)?1[23]\d{3}\b|\bfor\s+(?=1\.)|\bbased on\b|\b1\s?\.\s?[2-7]\b).*",
    re.I | re.S,
)
LEAD = re.compile(
    r"^(?:[\s:;,.-]|(?:CLASSIFIED|DERIVED)?\s*(?:BY|FROM)\b"
    r"|(?:THIS )?(?:MESSAGE|CABLE)\s(?:(?:IS|WAS|HAS BEEN)\s)?(?=CLASSIFIED BY\b))+",
    re.I,
)
# A word that a person's name can hold: "Jane", "O'Lostrom", "Zoë", "de", a nickname as in "(Bill)"
NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ'’.-]*|(?:de|la|van|von|der|den|el|al|bin|del|di|da|du|le|dos|y)\b"
    r"|[\"“”(][A-Z][a-z]+[\"”)])$"
)
# An initial that a nickname follows without a blank: `A."Hugh" Tasselmar`
INITIAL_NICKNAME = re.compile(r"\b([A-Z]\.)(?=[\"“”(][A-Z])")
# A word with a capital within it, which is an office's: "RefCoord", "EconCouns"; but "McTassel", "DeTavern" are names
CAMEL = re.compile(r"(?!Ma?c|De|Di|Du|La|Le|Van|Von|Fitz)[A-Z][a-z]+[A-Z]")
# An office in letters that a hyphen joins, behind another word of it: `Political M-C`
OFFICE_LETTERS = re.compile(r"[A-Z]-[A-Z]$")
# What stands between an office and its place: "Ambassador to Varkonde", "Consul General in Quarrow"
BEFORE_PLACES = frozenset({"to", "in", "at"})
# "a.i." of a chargé in capitals, and more of the name behind it: "CHARGE A. I. JANE DOE"
AD_INTERIM = re.compile(r"(?:\S*AFFAIRES|CHARGE|CDA),? (?P<letters>A\. ?I\.,?) [A-Z]", re.I)
SHORTEST_MISSPELT = 6
SHORTEST_NAME = 2
FEWEST_NAMES = 2
LONGEST_KNOWN = 120
CLOSE = 0.82
# Between two who classified together: "Ambassador Jane Doe and DCM John Doe"
JOINT = re.compile(r"[,;]?\s+(?:and|&)\s+", re.I)
# A point that is of the last word: "Jane Doe, Jr.", "Charge d'Affaires, a.i.", "Lostrom, U.S."
ENDS_SHORT = re.compile(r"\b(?:[JS]r|[A-Z]\. ?[A-Z])\.[\s.,:;-]*$", re.I)
SUFFIX = re.compile(r"(?:JR|SR|II|III|IV)\.?$", re.I)
# Name, office and place, as signs part them: "Jane Doe, |DCM, |Embassy - |Lostrom"
PIECE = re.compile(r"(?P<words>(?:[^,;:\s]|\s(?![-–]+\s))+)(?:[,;:]|\s[-–]+\s|$)")
ZERO_INITIAL = re.compile(r"\b0\.")
MARK = re.compile(r"^\(?(?:C|S|U|SBU)\)\s*")


def read_classified_by(value: str, column: int) -> tuple[ClassifiedBy, ...]:
    """Who classified, from the text behind `Classified By`, as its lines stand; none when it says nothing.

    `column` counts the characters of the keyword before it, for the template's wrap. Two who classified together
    have the same reasons.
    """
    words = " ".join(unwrapped(value, column).split())
    section, reasons = _read_reasons(words)
    who = MARK.sub("", LEAD.sub("", REASON_WORD.sub("", words)))
    who = LEAD.sub("", who)
    who = who.strip(" .,:;-(") + ("." if ENDS_SHORT.search(who) else "")
    officers = _known_officers(who) if len(who) <= LONGEST_KNOWN else _officers(who)
    found: list[ClassifiedBy] = []
    for name, title in officers:
        if name and "XX" in name and not REDACTED.sub("", name).strip(" .,:;()"):
            name = None
        if name is None and title:
            title = REDACTED.sub("", title).strip(" .,:;()") or None
        if name or title or reasons:
            found.append(ClassifiedBy(name, title, section, reasons))
    return tuple(found)


def unwrapped(value: str, column: int) -> str:
    """The block joined as it was typed: its software broke lines at exactly 71 columns, in the middle of words."""
    lines = [line.rstrip() for line in value.split("\n")]
    text, column = _without_seam(lines[0], WRAP - column), column + len(lines[0])
    for line in lines[1:]:
        text += ("" if _is_cut(text, column, line) else " ") + _without_seam(line, WRAP)
        column = len(line)
    return text


def _without_seam(line: str, at: int) -> str:
    """A longer line, joined by whoever re-flowed it, without the blank at 71 columns: `for reaso ns 1.4`."""
    if 0 < at < len(line) - 1 and line[at] == " ":
        before, after = line[:at], line[at + 1 :]
        if _is_cut(before, 0, after) or _is_one_word(before, after):
            return before + after
    return line


def _is_one_word(before: str, after: str) -> bool:
    """Whether the last letters before a blank and the first behind it are one known word, and no two: `Do nald`."""
    first, last = before[before.rfind(" ") + 1 :], after.split(" ", 1)[0].rstrip(".,;:")
    return last.isalpha() and last.islower() and not is_ordinary(last) and first + last in word_classes()


def _is_cut(before: str, column: int, after: str) -> bool:
    """Whether a line break stands within a word (format 11); at 71 columns a copy may have lost the blank behind it."""
    if column == WRAP:
        return TWO_WORDS.search(before[-LONGEST_PREFIX:] + "\n" + after[:1]) is None
    tail = before[before.rfind(" ") + 1 :] + after.split(" ", 1)[0]
    return bool(
        re.fullmatch(r"\(?(?:reasons?|reason\(s\)|1\.[2-7]\W*|and)[:,.]?", tail, re.I)
    ) and not before.endswith(" ")


def _read_reasons(words: str) -> tuple[str | None, tuple[str, ...]]:
    """The section (`1.4`) and its letters, lower case, in order, once each."""
    section: str | None = None
    letters: list[str] = []
    for match in REASONS.finditer(words):
        section = section or f"1.{match['section'][-1]}"
        letters += LETTER.findall(match["letters"])
    if not letters:
        bare = BARE_LETTERS.search(words)
        letters = LETTER.findall(bare.group()) if bare else []
    return section, tuple(dict.fromkeys(letter.lower() for letter in letters))


@lru_cache(maxsize=5000)  # the same few officers of a post classify all of its telegrams
def _known_officers(who: str) -> tuple[tuple[str | None, str | None], ...]:
    return _officers(who)


def _officers(who: str) -> tuple[tuple[str | None, str | None], ...]:
    """Name and title of one, or of both where each side of an `and` has a name with a given name."""
    for joint in JOINT.finditer(who):
        pair = split_name(who[: joint.start()]), split_name(who[joint.end() :])
        if all(_is_full_name(name) for name, _ in pair):
            return pair
    return (split_name(who),)


def _is_full_name(name: str | None) -> bool:
    words = name.split() if name else []
    return len(words) >= FEWEST_NAMES and class_of(words[0].capitalize()) == GIVEN


def split_name(who: str) -> tuple[str | None, str | None]:
    """`Political Counselor Jane Doe` and `JANE DOE, POLITICAL COUNSELOR` -> name, title."""
    pieces = [piece for piece in PIECE.finditer(who) if piece["words"].strip(" .")]
    parts = [piece["words"].strip() for piece in pieces]
    names = [_name_at_end(part) for part in parts]
    fullest = max((len(name.split()) for name, _ in names if name), default=0)
    for at, (name, before) in enumerate(names):
        if name is None or len(name.split()) < min(fullest, 2) or max(map(len, name.split())) < SHORTEST_NAME:
            continue
        rest = at + 1
        if rest < len(parts) and SUFFIX.match(parts[rest]):
            name = f"{name}, {parts[rest]}"
            rest += 1
        after = who[pieces[rest].start("words") :].strip() if rest < len(parts) else ""
        if before and after.casefold().startswith(before.casefold()):
            before = ""  # "Ambassador Jane Doe, Ambassador"
        title = ", ".join(filter(None, (*parts[:at], before, after)))
        return name, title or None
    return None, who or None


def _name_at_end(part: str) -> tuple[str | None, str]:
    """The name that ends a part, and the title before it; None when its last word is a title's."""
    words = INITIAL_NICKNAME.sub(r"\1 ", ZERO_INITIAL.sub("O.", part)).split()
    if "for" in words and (found := _name_before_for(words[: words.index("for")])):
        return found, " ".join(" ".join(words).replace(found, "", 1).split())
    start = len(words) - _ends_in_surname(words)
    while start and _is_of_name(words[start - 1]):
        start -= 1
    start = _behind_office(words, start)
    if interim := AD_INTERIM.match(" ".join(words[max(start - 1, 0) : start + 3])):
        start += interim["letters"].count(" ") + 1
    if start == len(words):
        return _name_at_start(words)
    return " ".join(words[start:]), " ".join(words[:start])


def _name_before_for(words: list[str]) -> str | None:
    """The name in `PolCouns Jane Doe for Ambassador John Doe`: two words at least, the first a given name."""
    start = len(words)
    while start and _is_of_name(words[start - 1]):
        start -= 1
    name = words[_behind_office(words, start) :] if len(words) - start >= FEWEST_NAMES else []
    return " ".join(name) if name and class_of(name[0].capitalize()) == GIVEN else None


def _ends_in_surname(words: list[str]) -> bool:
    """Whether the last word is a surname behind a given name, though it looks like a misspelt word of a title."""
    if len(words) < FEWEST_NAMES or class_of(words[-2].capitalize()) != GIVEN:
        return False
    return NAME_WORD.match(words[-1]) is not None and words[-1].strip(".,:;()").upper() not in office_words()


def _is_of_name(word: str) -> bool:
    """Whether a word can be of a name, as far as it says itself."""
    return NAME_WORD.match(word) is not None and (word.islower() or not _is_title(word))


def _behind_office(words: list[str], start: int) -> int:
    """Where the name starts, of words that might all be of it: `PRM RefCoord Jane Doe`, `Sudan Watcher Jane Doe`.

    Two words are left to it, of which the first is no initial.
    """
    first = start
    shouted = words[-1].isupper()
    if _is_place_before_name(words, start, shouted):
        start += 1
    while len(words) - start > FEWEST_NAMES and not words[start + 1].endswith("."):
        word = words[start].capitalize() if shouted else words[start]
        kind = class_of(word)
        next_kind = class_of(words[start + 1].capitalize() if shouted else words[start + 1])
        if not (
            kind in (TITLE, NOT_NAME)
            or (
                kind == CAPITALS
                and not shouted
                and (word.isalpha() or (start and OFFICE_LETTERS.match(word)))
            )
            or CAMEL.match(word)
            or (kind == ORDINARY and next_kind in (GIVEN, TITLE, NOT_NAME, CAPITALS, ORDINARY))
            or (kind == NAME and start > first and next_kind == GIVEN)
        ):
            break
        start += 1
    return start


def _is_place_before_name(words: list[str], start: int, shouted: bool) -> bool:
    """Whether the first word is a place that no list has: `Ambassador to Varkonde Jane Doe`."""
    if not start or len(words) - start <= FEWEST_NAMES or words[start - 1].lower() not in BEFORE_PLACES:
        return False
    one, next_one = (word.capitalize() if shouted else word for word in words[start : start + 2])
    return class_of(next_one) == GIVEN and class_of(one) != GIVEN


def _name_at_start(words: list[str]) -> tuple[str | None, str]:
    """`Jane Doe Political Counselor`, `CDA Jane Doe a.i.`: the name in front of a title, or between two."""
    start = 0
    while start < len(words) and _is_title(words[start]):
        start += 1
    end = start
    while end < len(words) and _is_of_name(words[end]):
        end += 1
    if end < start + 2:
        return None, ""
    return " ".join(words[start:end]), " ".join((*words[:start], *words[end:]))


@lru_cache(maxsize=10_000)
def _is_title(word: str) -> bool:
    """Whether a word is of a title, also when it is misspelt: `Ambassadot`, `Counselr`, `Direcotr`."""
    bare = word.strip(".,:;()'’").upper()
    if bare in office_words() or "/" in bare or (bare.endswith("S") and bare[:-1] in office_words()):
        return True
    if "-" in bare and all(_is_title(part) for part in bare.split("-")):
        return True
    return len(bare) >= SHORTEST_MISSPELT and _long_words().closest(bare) is not None


@cache
def _long_words() -> KnownWords:
    """Words of offices that are long enough to be known when they are misspelt."""
    long = sorted(word for word in office_words() if len(word) > SHORTEST_MISSPELT and word.isalpha())
    return KnownWords(long, CLOSE)
