"""The REF lines -> Reference: cables with their canonical id, all else as text (format 10)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..entities.gazetteers import near_post, post_by_name
from ..model import Reference, ReferenceKind
from .dates import MONTHS
from .markers import OLD_PAGE, PAGE_MARKER
from .message_ids import NO_YEAR, MessageId, canonical_post, read_message_id

# The letter before an item: "A. ", "¶B. ", "(C) ", "[D]", "E) ", "A. (A) ", "A. A: "
BULLET = re.compile(
    r"(?:(?<=\s)|(?<=[;,/])|^)[¶]?(?:\((?P<a>[A-Z])\)|\[(?P<b>[A-Z])\]|(?P<c>[A-Z])(?:[.):]"
    r"(?![A-Z]\.?[A-Z]\.)|\s-(?=\s)))\s*(?:\(?(?P=a)\)[.:]?\s*|\(?(?P=c)\)?[.):]\s*)?",
    re.I,
)
# The number before an item of a list that starts with 1: "1. ", "(2) ", "3) "
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>\d{1,2})(?:[.)]|\.\))\s+(?=[A-Z0-9])", re.I)
# A cable: "07 STATE 12345", "097 STATE 1", "PARIS 7472", "PANAMA 00789/08", "2007 KABUL 936", "STATE 12345 (01)",
# "STATE 07-12345", "PARIS CABLE 7472", "PARIS 7472, 07"; but no date-time group, "SECDEF 162245Z OCT 08"
CABLE = re.compile(
    r"(?:(?<![\w/])|(?<=\d/))(?:\(?'?(?P<year>(?:19|20)\d\d|0?\d\d)\)?[\s-]*)?(?P<post>[A-Za-z][A-Za-z'’.]{0,29}"
    r"(?:[ -][A-Za-z'’.]{1,30}){0,4}?)(?:[\s-]{0,3}#?|\s[Nn][Oo]\. ?|,\s?(?=\d{3,})|\s(?:CABLES?|TELEGRAMS?)\s)"
    r"(?:(?P<mid>\d\d)[\s-](?=\d{3})|['’](?P<quoted>\d\d)\s)?(?P<number>\d{1,7})(?!\d|Z\b)"
    r"(?:\s?[/-]\s?(?P<late>\d\d)\b(?!\d*/)|\s?\((?P<paren>(?:19|20)?\d\d)\)|\s[Oo][Ff] (?P<of>(?:19|20)\d\d)\b"
    r"|(?:\s|,\s?(?=0))(?P<tail>\d\d)(?=\s*(?:[,;]|$)))?"
)
# A line of a list that goes on below: "PARIS 77,", "PARIS 77 AND"
OPEN_LINE = re.compile(r"(?:[,/&(-]|\bAND)$", re.I)
# The number before the post: "377 KATHMANDU"; but "2005 KATHMANDU" has a year and has lost its number
NUMBER_FIRST = re.compile(
    r"\(?(?!(?:19[6-9]|20[01])\d\s)(?P<number>\d{2,6})\s+(?P<post>[A-Z][A-Za-z ]{3,30})\W*$"
)
# A number as page lines have it, alone in its item: "KATHMANDU 00000377"
LONG_NUMBER = re.compile(r"(?P<post>[A-Z][A-Za-z ]{3,30}) 0{2,5}(?P<number>\d{3,6})\W*$")
# A further number alone: "2962 AND PREVIOUS", "08 2962"
BARE_NUMBER = re.compile(r"(?:(?P<year>\d\d) )?(?P<number>\d{3,6})\b(?:\s+AND PREVIOUS)?\W*$", re.I)
# Bare letters: "A Montreal 365, B Ottawa 406, C 05 Ottawa 2970"
BARE_LETTERS = re.compile(
    r"(?P<letter>[A-Z])(?= )(?:(?<=^.)|(?<=[,;] .))(?= (?:\d\d )?[A-Z][A-Za-z ]{3,20} \d)"
)
# A zero for the letter: "SANTIAG0 465", "COTON0U"
ZERO = re.compile(r"(?<=[A-Z])0(?=[A-Z]|\s+\d)")
# A page line of old copies, anywhere: "PAGE 02 ROME 01196 01 OF 02 082030Z"
PAGE_LINE = re.compile(
    r"(?:\bCONFIDENTIAL\\?n?\s*)?\bPAGE \d{2}\s+[A-Z .'-]{3,20}\s+\d{4,6}(?:\s+\d{2} OF \d{2})?(?:\s+\d{6}Z)?"
)
# The keyword once more, before a letter: "REF: REF A) QUITO 83; REF B) QUITO 91"
AGAIN = re.compile(r"(?:^|(?<=[;,\s]))REFS?[.:]?\s+(?=[(\[]?[A-Z][).\]:])", re.I)
# Further numbers of the same post: " and 7677", " (NOTAL), 7677", ", 935", "/935", "& 12", " THROUGH 7680"
MORE = re.compile(
    r"\s*(?:\((?:NOTAL|EXDIS|NODIS|LIMDIS|SIPDIS)\)\s*)?(?:,|;|/|&|\b(?:and|AND|THRU|THROUGH)\b)"
    r"\s*(?:and\s+|AND\s+)?(?P<number>\d{3,7})\b"
    r"(?!\s*(?!AND\b|NOTAL\b|EXDIS\b|NODIS\b)[A-Z]['’A-Z] ?[A-Z]|\s?[/.]\s?\d)"
)
# The year behind a cable and a comma: "PARIS 79, 2006"
YEAR_BEHIND = re.compile(r",\s?(?P<year>(?:19|20)\d\d)(?=\s*(?:[,;.()&]|AND\b|and\b|$))")
# One of a figure or two, which is no year: "PARIS 79, 81", "PARIS 79 AND 81", "PARIS 3, 4, AND 6"
MORE_OF_TWO = re.compile(
    r"\s?(?:\((?:NOTAL|EXDIS|NODIS|LIMDIS|SIPDIS)\)\s?)?(?:,|&|\band\b|\bAND\b)\s*"
    r"(?:(?:and|AND) )?(?P<number>\d\d?)(?=\s*(?:[,;.()&]|AND\b|and\b|$))"
)
# The last number of a row: "PARIS 7123-7126"
TO_NUMBER = re.compile(r"\s?-\s?(?P<number>\d{3,6})\b(?!\s?[/.-]\s?\d)")
# Between a cable and what else an item names: "PARIS 77, |VARKONDE E-MAIL"
BEHIND_CABLE = re.compile(r"\s*(?:,|&|\bAND\b)\s*(?=[A-Z])", re.I)
# A cable at the end of an item that begins with something else: " AND PARIS 77"
CABLE_BEHIND = re.compile(r"\s(?:AND|and|&)\s(?P<cable>(?:\d\d )?(?P<post>[A-Z][A-Z' ]{2,24}) \d{2,6})$")
# Before a cable: "OSLO 79 |AND BERN 12"
AND_BEFORE = re.compile(r"^(?:AND|&)\s+", re.I)
# What stands behind an item: "OSLO DAILY REPORT 02/16/09 (NOTAL)"
NOTAL_BEHIND = re.compile(r"(?<![ ,;])[ ,;]*\(?\bNOTAL\b\)?$", re.I)
# What says that there is none: "NONE", "N/A"
NO_ITEM = re.compile(r"\(?(?:NONE|N/?A|NIL)\)?\W*$", re.I)
# The groups of `CABLE` that hold its year
YEARS = ("year", "mid", "quoted", "late", "paren", "of", "tail")
LIKE_NUMBERS = 200
OLDEST_REFERENCE = 40
OLDEST_OF_TWO = 20
SHORT_NUMBER = 1000
LONGEST_ROW = 30
KINDS: tuple[tuple[ReferenceKind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\bE[- ]?MAILS?\b", re.I)),
    ("tel", re.compile(r"\bTEL(?:CON|EPHONE|ECON|EPHON)\w*\b|\bPHONE(?:CON|CALL)?\b|\bTELCALL\b", re.I)),
    ("report", re.compile(r"\b(?:IIR|TD[-/]?\s?\d+|FBIS|OSC|REPORT|MEMCON|FAX)\b", re.I)),
    ("book", re.compile(r"\b\d{1,2} F(?:AM|AH)\b", re.I)),
)


def read_references(value: str, year: int | None, own_post: str | None) -> tuple[Reference, ...]:
    """The items of a REF value. `year` (two digits) is for numbers without one, `own_post` for numbers without post."""
    text = AGAIN.sub("", BARE_LETTERS.sub(r"\g<letter>.", _without_page_lines(value).strip()))
    items = _items(text)
    if len(items) == 1 and items[0][0] is None and "\n" in value:
        items = [(None, line) for line in _lines_of_cables(value)] or items
    if len(items) > 1 and items[0][0] is None and items[1][0] == "B":
        items[0] = ("A", items[0][1])
    found: list[Reference] = []
    for bullet, item in items:
        before = found[-1].target if found else None
        found.extend(_read_item(bullet, item, year, own_post, before))
    return tuple(found)


def with_year(references: tuple[Reference, ...], year: int) -> tuple[Reference, ...]:
    """The references, those whose telegram has no year with the one that was inferred for what refers to them."""
    return tuple(
        replace(reference, target=f"{year:02d}{reference.target[2:]}")
        if reference.target and reference.target.startswith(NO_YEAR)
        else reference
        for reference in references
    )


def _lines_of_cables(value: str) -> list[str]:
    """The lines of a list without letters, each of which starts with a cable and is whole; none for any other."""
    lines = [" ".join(line.split()) for line in value.strip().split("\n")]
    for line in lines:
        match = CABLE.match(line)
        if (
            match is None
            or OPEN_LINE.search(line)
            or _post_of(match["post"]) != (canonical_post(match["post"]), False)
        ):
            return []
    return lines


def _without_page_lines(value: str) -> str:
    lines = (" ".join(line.split()) for line in value.replace("\\n", "\n").split("\n"))
    kept = " ".join(
        line for line in lines if line and not PAGE_MARKER.match(line) and not OLD_PAGE.match(line)
    )
    return ZERO.sub("O", PAGE_LINE.sub(" ", kept))


def add_references(before: tuple[Reference, ...], found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references of one more header line behind those before; what a publisher cut off, "A. ROME DAIL...", gives
    way to the whole item of that letter. A line that comes twice, as where a copy repeats the header, counts once.
    """
    letters = {reference.bullet for reference in found}
    whole = tuple(r for r in before if not (r.text.endswith("...") and r.bullet in letters))
    known = frozenset(whole)
    return (*whole, *(r for r in found if r not in known))


def _items(text: str) -> list[tuple[str | None, str]]:
    """The text cut at its letters, which must ascend; what stands before the first is an item without letter.

    A list that starts with another letter than A or B, `C) OSLO 12 D) OSLO 13`, is one where the next one follows,
    or where the letter is in brackets: `D) OSLO 79` goes on a list with a keyword of its own.
    """
    first = NUMBERED.match(text)
    if first and first["number"] == "1":
        return _numbered_items(text)
    cuts: list[tuple[int, int, str]] = []
    matches = [(match, (match["a"] or match["b"] or match["c"]).upper()) for match in BULLET.finditer(text)]
    last = {letter: match.start() for match, letter in matches}
    for match, letter in matches:
        expected = chr(ord(cuts[-1][2]) + 1) if cuts else None
        if expected and letter != expected and last.get(expected, 0) > match.start():
            continue  # what is due comes later: "A. OSLO 12 (C) B. BERN 5"
        if expected is None:
            follows = last.get(chr(ord(letter) + 1), 0) > 0
            opens = letter in "AB" or (match.start() == 0 and (follows or ")" in match.group()))
        else:
            opens = expected <= letter <= chr(ord(expected) + 2)
        if opens:
            cuts.append((match.start(), match.end(), letter))
    items: list[tuple[str | None, str]] = []
    head = text[: cuts[0][0]] if cuts else text
    if head.strip(" .,;:()"):
        items.append((None, head))
    for at, (_, start, letter) in enumerate(cuts):
        end = cuts[at + 1][0] if at + 1 < len(cuts) else len(text)
        items.append((letter, text[start:end]))
    return items


def _numbered_items(text: str) -> list[tuple[str | None, str]]:
    """The text cut at its numbers, which count from 1: `1. BERN 12 2. BERN 13`."""
    cuts: list[re.Match[str]] = []
    for match in NUMBERED.finditer(text):
        if int(match["number"]) == len(cuts) + 1:
            cuts.append(match)
    ends = [match.start() for match in cuts[1:]] + [len(text)]
    return [(m["number"], text[m.end() : end]) for m, end in zip(cuts, ends, strict=True)]


def _read_item(
    bullet: str | None,
    item: str,
    year: int | None,
    own_post: str | None,
    before: str | None,
    is_part: bool = False,
) -> list[Reference]:
    words = " ".join(item.split()).strip(" ;,")
    for kind, pattern in KINDS:
        if pattern.search(words):
            parts = _apart(words) if not is_part else [words]
            if len(parts) == 1:
                return [Reference(bullet, kind, NOTAL_BEHIND.sub("", words) or words)]
            return [
                found for part in parts for found in _read_item(bullet, part, year, own_post, before, True)
            ]
    cables = _cables(words, year) or _other_forms(words, year, own_post, before)
    if not cables:
        return [Reference(bullet, "other", words)] if words.strip(" .()") and not NO_ITEM.match(words) else []
    return [Reference(bullet, "cable", text, str(target)) for text, target in cables]


def _apart(words: str) -> list[str]:
    """What semicolons part; or the cables at the start, and what follows them: `PARIS 77 AND VARKONDE E-MAIL`; or what
    stands before a cable at the end: `VARKONDE E-MAIL AND PARIS 77`.
    """
    if ";" in words:
        return [part for part in words.split(";") if part.strip()] or [words]
    first, rest = 0, 0
    while (match := CABLE.match(words, rest)) and _post_of(match["post"])[0]:
        joint = BEHIND_CABLE.match(words, match.end())
        if joint is None:
            break
        first, rest = joint.span()
    if rest and words[rest:].strip():
        return [words[:first], words[rest:]]
    end = CABLE_BEHIND.search(words)
    if end and _post_of(end["post"]) == (canonical_post(end["post"]), False):
        return [words[: end.start()], words[end.start("cable") :]]
    return [words]


def _other_forms(
    words: str, year: int | None, own_post: str | None, before: str | None
) -> list[tuple[str, MessageId]]:
    """A number before its post, or alone: then it has the post of the item before it, else of the telegram."""
    match = NUMBER_FIRST.match(words) or LONG_NUMBER.match(words)
    post = _post_of(match["post"])[0] if match else None
    if match and post:
        return [(words, MessageId(year, post, int(match["number"])))]
    bare = BARE_NUMBER.match(words)
    inherited = read_message_id(before) if before else None
    if bare and (inherited or own_post):
        post = inherited.post if inherited else canonical_post(own_post or "")
        inherited_year = inherited.year if inherited else year
        own_year = int(bare["year"]) if bare["year"] else inherited_year
        return [(words, MessageId(own_year, post, int(bare["number"])))]
    return []


def _cables(words: str, year: int | None) -> list[tuple[str, MessageId]]:
    found: list[tuple[str, MessageId]] = []
    position = 0
    while True:
        match = CABLE.search(words, position)
        if match is None:
            return found
        post, has_words_before = _post_of(match["post"])
        position = match.end()
        if post is None or (has_words_before and _is_year(match["number"])):
            position = max(match.start() + 1, match.start("number"))
            continue
        day_before = has_words_before and match["post"][:3].upper() in MONTHS  # "... OF 12 MARCH ROME 1"
        item_year = year if day_before else _year_of(match, year)
        text = AND_BEFORE.sub("", match.group().strip())
        behind = YEAR_BEHIND.match(words, position)
        if behind and not _has_year(match) and _may_be_year(int(behind["year"]), int(match["number"]), year):
            item_year, position = int(behind["year"]) % 100, behind.end()
            text = words[match.start() : position].strip()
        found.append((text, MessageId(item_year, post, int(match["number"]))))
        position = _further_numbers(words, position, item_year, post, found)


def _is_year(number: str) -> bool:
    """`INCSR BRAZIL 2008`: a year behind a country, with other words before it, is no message number."""
    return len(number) == 4 and number[:2] in ("19", "20")


def _may_be_year(behind: int, number: int, year: int | None) -> bool:
    """`PARIS 79, 2006`: not where it would be of another time than the telegram, or is like the number before it."""
    if year is None or abs(behind - number) < LIKE_NUMBERS:
        return False
    return (year - behind) % 100 <= OLDEST_REFERENCE


def _further_numbers(
    words: str, position: int, year: int | None, post: str, found: list[tuple[str, MessageId]]
) -> int:
    """`PARIS 7472 and 7677`: the second number inherits post and year."""
    while (
        more := MORE.match(words, position)
        or _one_of_two(words, position, year, found)
        or _last_of_row(words, position, found)
    ):
        found.append((more["number"], MessageId(year, post, int(more["number"]))))
        position = more.end()
    return position


def _last_of_row(words: str, position: int, found: list[tuple[str, MessageId]]) -> re.Match[str] | None:
    """The number up to which a row of telegrams counts: `PARIS 7123-7126`; no year, `PARIS 77-2006`."""
    more = TO_NUMBER.match(words, position)
    if more is None or not 0 < int(more["number"]) - found[-1][1].number <= LONGEST_ROW:
        return None
    return more


def _one_of_two(
    words: str, position: int, year: int | None, found: list[tuple[str, MessageId]]
) -> re.Match[str] | None:
    """A further number of two figures behind one as short: only where it would be a year to come; or of one."""
    more = MORE_OF_TWO.match(words, position)
    if more is None or year is None or found[-1][1].number >= SHORT_NUMBER:
        return None
    if len(more["number"]) == 1:
        return more
    ahead = (int(more["number"]) - year) % 100
    return more if 0 < ahead < 100 - OLDEST_OF_TWO else None


def _post_of(name: str) -> tuple[str | None, bool]:
    """The post that a name spells, and whether words stand before it that are of something else."""
    words = name.replace(".", " ").split()
    for start in range(len(words)):
        candidate = " ".join(words[start:])
        if post_by_name(candidate):
            return canonical_post(candidate), start > 0
    for start in range(len(words)):
        if near := near_post(" ".join(words[start:])):
            return near.mrn_name, start > 0
    return None, False


def _has_year(match: re.Match[str]) -> bool:
    return any(match[name] for name in YEARS)


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    for name in YEARS:
        if match[name]:
            return int(match[name]) % 100
    return year
