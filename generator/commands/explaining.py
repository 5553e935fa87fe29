"""A diagnostic code -> what it means and what to do about it."""

from __future__ import annotations

from difflib import get_close_matches

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..diagnostics import Entry, catalogue
from ..inspection.printed import SEVERITY_STYLES
from .terminal import FINE, MISUSED, Terminal

FAMILIES = {
    "C": "Configuration, persons, corrections, comparisons",
    "R": "Reading telegrams",
    "L": "Linking cables",
    "P": "Pages",
    "T": "Templates and prose",
    "O": "Output and preview",
    "W": "Withholding",
}


def explain(code: str | None, terminal: Terminal) -> int:
    """Prints the entry of one code, or all codes with their titles; the exit code."""
    entries = catalogue()
    if code is None:
        _print_all(entries, terminal)
        return FINE
    wanted = code.strip().upper()
    if wanted not in entries:
        near = get_close_matches(wanted, entries, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "`cablepress explain` lists every code"
        terminal.complain(f"there is no diagnostic {wanted}", hint)
        return MISUSED
    _print_entry(wanted, entries[wanted], terminal)
    return FINE


def _print_entry(code: str, entry: Entry, terminal: Terminal) -> None:
    terminal.out.print(
        Text.assemble((f"{entry.severity} {code}", SEVERITY_STYLES[entry.severity]), f": {entry.title}")
    )
    for heading, words in (("What it means", entry.meaning), ("What to do", entry.remedy)):
        terminal.out.print(Text(f"\n{heading}", style="bold"))
        terminal.out.print(Padding(Text(words), (0, 0, 0, 2)))


def _print_all(entries: dict[str, Entry], terminal: Terminal) -> None:
    for letter, family in FAMILIES.items():
        codes = sorted(code for code in entries if code.startswith(letter))
        if not codes:
            continue
        table = Table(box=None, show_header=False, pad_edge=False, title=family, title_justify="left")
        for code in codes:
            severity = entries[code].severity
            table.add_row(code, Text(severity, style=SEVERITY_STYLES[severity]), Text(entries[code].title))
        terminal.out.print(table, "")
    terminal.say("`cablepress explain CODE` says what one of them means and what to do.")
