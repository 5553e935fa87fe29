"""The envelope of a telegram (ACP 127 format lines 1 to 9) -> its fields, each with its place."""

from __future__ import annotations

import re

from ..model import Precedence, PrecedenceWord, Station
from .addressees import PAGE_IN_ADDRESS, Slip, read_addressees
from .classification import LEVEL, LEVEL_STARTS
from .dates import CUT_TIME_GROUP, DATE_TIME_GROUP
from .draft import Draft
from .lines import Line
from .message_ids import full_year

# Format line 1: "VZCZCXRO3734"
TRANSMISSION = re.compile(r"V\s?ZCZC[A-Z]{2,3}\s?\d{3,5}$")
# Format line 2: "PP RUEHFL RUEHKW", also with half its prosign, and the lines that go on with it
ROUTING = re.compile(r"(?:ZZ|OO|PP|RR|YY|MM|[ZOPRYM](?= RU))(?: R[A-Z]{2,7})+$")
ROUTING_MORE = re.compile(r"R[A-Z]{2,7}(?: R[A-Z]{2,7})*$")
# Format line 3: "DE RUEHFR #0305/01 0521404"
STATION = re.compile(
    r"DE (?P<indicator>R[A-Z]{2,7})(?:\s*#\s*(?P<serial>\d{3,5})(?:/(?P<section>\d\d))?)?(?:\s+"
    r"(?P<day_time>\d{3}[ /]?\d{4}Z?))?"
)
# Format line 4: "ZNY SSSSS ZZH"
SECURITY = re.compile(r"ZN[RY] [A-Z]{3,5}")
# Format line 5: "P 211404Z FEB 08", "P R 041820Z JAN 10 ZDK", "O/P 211404Z FEB 08"
URGENCY = re.compile(
    r"(?P<prosigns>(?:ZZ|OO|PP|RR|[ZOPRYM])(?:[ /]{1,2}[ZOPRYM]){0,2}) {0,3}(?=\d{2} ?\d{3,4})"
)
# Format line 6: "FM AMEMBASSY OSLO"; a publisher wrote it out, "From: AMEMBASSY OSLO"
FROM = re.compile(r"FM[ :/]+(?=\S)|From: (?=[A-Z]{4,} [A-Z]{3})")
TO = re.compile(r"TO(?:[ :/]+|$)")
INFO = re.compile(r"INFO(?:[ :/]+|$)")
ADDRESS_PARTS = ((TO, "TO"), (INFO, "INFO"))
# The same words with a letter or the blank behind them lost: "M AMEMBASSY OSLO", "O RUEHC/SECSTATE", "INFORUEHBE/AM"
CUT_WORDS = (
    ("FM", "", re.compile(r"(?:[FM]\s|FM)(?=AM(?:EMBASSY|CONSUL)\b|US(?:MISSION|INT|EU)\b|SECSTATE\b)")),
    ("TO", "", re.compile(r"(?:[TO]\s|TO)(?=R[UH][A-Z]{2,6}/|SECSTATE\b)")),
    (
        "INFO",
        "action",
        re.compile(r"(?:(?:NFO|IFO|INO|INF)\s|INFO)(?=R[UH][A-Z]{2,6}/|AM(?:EMBASSY|CONSUL)\b)"),
    ),
)
# An address with its routing indicator, which is nothing else: "RUEHBE/AMEMBASSY BERN"
ROUTED = re.compile(r"R[A-Z]{3,7}/[A-Z]{3}")
# A line that is no address, whatever stands around it: "TAGS: PGOV"
HEADER_KEYWORD = re.compile(r"(?:TAGS|SUBJECT|REFS?|E\.?O\.? ?1\d{4}) ?:")
EXEMPT = re.compile(r"XMT[ /]+")
# An address below a page line and a blank one, which begins with what no other line begins with
ADDRESS = re.compile(r"(?:AM(?:EMBASSY|CONSUL)|US(?:MISSION|DEL|INT|CINC|LO)|SEC(?:STATE|DEF)|CINC[A-Z]+)\b")
# How many lines further such an address is looked for: the page line, and the classification above and below it
PAGE_BREAK_LINES = 4
# A line that can open an envelope; what else stands before it is not of it
OPENING = re.compile(
    r"V\s?ZCZC[A-Z]{2,3}\s?\d|(?:ZZ|OO|PP|RR) R[A-Z]{3,7}\b|DE R[A-Z]{3,7} #|(?:ZZ|OO|PP|RR|[ZOPRY])"
    r"(?:[ /]{1,2}[ZOPRY]){0,2} {1,3}\d\d ?\d{4} ?Z? {0,3}[A-Z]{3}|\d{6}Z ?[A-Z]{3} ?\d\d$"
    r"|FM:? [A-Z]{3}|From: [A-Z]{4,} [A-Z]{3}|TO:? [A-Z/ ]{5}|INFO:? [A-Z/ ]{5}"
    r"|[ZOPR] \d{5,6}Z? [A-Z]{2,3} \d\d$"
)
# How far above the sender a line that has lost a letter is of the envelope
LINES_ABOVE_SENDER = 4
# What follows the classification at the edge of a page: nothing, or "PAGE 02 OSLO 00305"
LEVEL_LINE_END = re.compile(r"\s*(?:PAGE \d\d\b.*)?$")
WORDS: dict[str, PrecedenceWord] = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}


def read_envelope(draft: Draft, lines: list[Line], at: int) -> int:
    """Reads the envelope that starts at `lines[at]` into the draft; the number of the first line after it."""
    part = ""
    addresses: dict[str, list[str]] = {"action": [], "info": []}
    first = at
    while at < len(lines):
        line = lines[at]
        if (
            part in addresses and not line.blank_before and line.text[0] not in "TINB-"
        ):  # one more addressee: most
            if draft.is_banner(line) and not _goes_on_below(draft, lines, at):
                break
            _read_address(draft, line, part, addresses)
            at += 1
            continue
        if line.text.startswith("---"):  # a publisher's row: no address starts so
            break
        ends = draft.is_banner(line) or (part in addresses and line.blank_before and not _goes_on(line.text))
        if ends and not (part in addresses and _goes_on_below(draft, lines, at)):
            break
        if not part and at > first and not (_is_envelope_line(line) or _is_cut_line(lines, at)):
            break
        part = _read_line(draft, line, part, addresses)
        at += 1
    slips: list[Slip] = []
    draft.action = read_addressees(addresses["action"], slips)
    draft.info = read_addressees(addresses["info"], slips)
    _tell_slips(draft, slips, lines[first].start)
    _keep_precedence_of_night_action(draft)
    draft.header_lines = (lines[first].start, lines[at - 1].end)
    return at


def _tell_slips(draft: Draft, slips: list[Slip], position: int) -> None:
    """Notes the misspelt precedences of addressees, whose lines stand one below the other from a position on."""
    for slip in slips:
        position = draft.text.find(slip.line, position) + slip.line.rfind(slip.word)
        draft.repair("R214", position, position + len(slip.word), slip.read_as)


def opens_envelope(line: Line) -> bool:
    """Whether an envelope can start with this line."""
    return OPENING.match(line.text) is not None


def _goes_on(text: str) -> bool:
    return bool(INFO.match(text) or EXEMPT.match(text) or ROUTED.match(text))


def _goes_on_below(draft: Draft, lines: list[Line], at: int) -> bool:
    """Whether a page line interrupts the addresses there, or did above (format 3.7)."""
    near = lines[max(at - PAGE_BREAK_LINES + 1, 0) : at + PAGE_BREAK_LINES]
    pages = [line.start for line in near if line.text[0] == "P" and PAGE_IN_ADDRESS.match(line.text)]
    if not pages:
        return False
    for line in lines[at : at + PAGE_BREAK_LINES]:
        if _goes_on(line.text) or ADDRESS.match(line.text):
            return line.start > pages[0]
        if not (line.start in pages or _is_level(line.text)):
            return False
    return False


def _is_level(text: str) -> bool:
    """Whether a line is the classification at the edge of a page."""
    level = LEVEL.match(text) if text[:2] in LEVEL_STARTS else None
    return level is not None and LEVEL_LINE_END.match(text, level.end()) is not None


def _is_envelope_line(line: Line) -> bool:
    return bool(
        opens_envelope(line)
        or ROUTING_MORE.match(line.text)
        or SECURITY.match(line.text)
        or TO.match(line.text)
        or INFO.match(line.text)
        or EXEMPT.match(line.text)
    )


def _is_cut_line(lines: list[Line], at: int) -> bool:
    """Whether a line has lost a letter: by its own words, or since the station or the sender stands below it."""
    if any(pattern.match(lines[at].text) for _, _, pattern in CUT_WORDS):
        return True
    if any(line.text.startswith("DE ") and STATION.match(line.text) for line in lines[at + 1 : at + 3]):
        return True
    return any(
        line.text[:1] in "FM" and _is_sender(line.text) for line in lines[at + 1 : at + LINES_ABOVE_SENDER]
    )


def _is_sender(text: str) -> bool:
    return FROM.match(text) is not None or CUT_WORDS[0][2].match(text) is not None


def _read_line(draft: Draft, line: Line, part: str, addresses: dict[str, list[str]]) -> str:
    """Reads one line; the part of the envelope that the next one may continue."""
    text = line.text
    if text == "BT":  # the wire's break between envelope and text
        draft.claim("header", line.start, line.end)
        return ""
    for pattern, letters in ADDRESS_PARTS:
        match = pattern.match(text) if text.startswith(letters) else None
        if match:
            return _keep_address(draft, line, letters, text[match.end() :], addresses)
    for word, below, pattern in CUT_WORDS if part in ("", "action") else ():
        match = pattern.match(text) if part == below else None
        if match and not (word == "FM" and draft.origin):
            draft.repair("R213", line.start, line.start + len(match.group().rstrip()), word)
            return _keep_address(draft, line, word, text[match.end() :], addresses)
    if part in addresses:
        _read_address(draft, line, part, addresses)
        return part
    if text.startswith(("FM", "From: ")) and FROM.match(text):
        return _keep_address(draft, line, "FM", FROM.sub("", text, count=1), addresses)
    return _read_service_line(draft, line, part)


def _keep_address(draft: Draft, line: Line, word: str, words: str, addresses: dict[str, list[str]]) -> str:
    """The address behind `FM`, `TO` or `INFO`; the part that the next line may continue."""
    if word == "FM":
        draft.origin = " ".join(words.split())
        draft.claim("origin", line.start, line.end)
        return ""
    name = "action" if word == "TO" else "info"
    addresses[name].append(words)
    draft.claim(name, line.start, line.end)
    return name


def _read_address(draft: Draft, line: Line, part: str, addresses: dict[str, list[str]]) -> None:
    """One more addressee, or the classification at the edge of a page that interrupts them (format 3.7)."""
    if _is_level(line.text):
        if not draft.is_banner(line):  # its own reader claims that
            draft.claim("classification", line.start, line.end)
        return
    if HEADER_KEYWORD.match(line.text):  # of the header below, put among the addresses
        draft.claim("header", line.start, line.end)
        return
    addresses[part].append(line.text)
    draft.claim(part, line.start, line.end)


def _read_service_line(draft: Draft, line: Line, part: str) -> str:
    text = " ".join(line.text.split())
    if TRANSMISSION.match(text):
        draft.transmission_id = text
        draft.claim("transmission_id", line.start, line.end)
    elif ROUTING.match(text):
        draft.routing = tuple(text.split()[1:])
        draft.claim("routing", line.start, line.end)
        return "routing"
    elif part == "routing" and ROUTING_MORE.match(text):
        draft.routing += tuple(text.split())
        draft.claim("routing", line.start, line.end)
        return "routing"
    elif text.startswith("DE ") and (station := STATION.match(text)):
        draft.station = Station(
            station["indicator"], station["serial"], station["section"], station["day_time"]
        )
        draft.claim("station", line.start, line.end)
    elif DATE_TIME_GROUP.search(text):
        _read_time(draft, line)
    elif not draft.dtg and (group := CUT_TIME_GROUP.search(text)):
        _read_cut_time(draft, line, group)
    else:
        draft.claim("header", line.start, line.end)
    return ""


def _read_time(draft: Draft, line: Line) -> None:
    """Line 5: how urgent, and when; where both stand is claimed apart."""
    start = _read_urgency(draft, line)
    group = DATE_TIME_GROUP.search(line.text)
    assert group is not None
    draft.dtg = group
    draft.dtg_line = line
    draft.claim("date", start, line.end)


def _read_cut_time(draft: Draft, line: Line, group: re.Match[str]) -> None:
    """Line 5 that has lost a sign: it says the year at least, in which the DE line says the day."""
    draft.claim("date", _read_urgency(draft, line), line.end)
    draft.note("R112", line.start, f'"{group.group()}" is not a time')
    if draft.year_hint is None:
        draft.year_hint = full_year(int(group["year"]))


def _read_urgency(draft: Draft, line: Line) -> int:
    """The prosigns of line 5; where they end."""
    urgency = URGENCY.match(line.text)
    signs = urgency["prosigns"].replace("/", " ").split() if urgency else []
    words = [WORDS[sign[0]] for sign in signs if sign[0] in WORDS]
    if urgency is None or not words:
        return line.start
    draft.precedence = Precedence(words[0], words[1] if len(words) > 1 else None)
    draft.claim("precedence", line.start, line.start + urgency.end())
    return line.start + urgency.end()


def _keep_precedence_of_night_action(draft: Draft) -> None:
    """Prosign O stands for NIACT IMMEDIATE too: the words after the addressees tell (5 FAH-2 H-420)."""
    if draft.precedence and draft.precedence.action == "IMMEDIATE":
        named: set[str | None] = {addressee.precedence for addressee in draft.action}
        if named == {"NIACT IMMEDIATE"}:
            draft.precedence = Precedence("NIACT IMMEDIATE", draft.precedence.info)
