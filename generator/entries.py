"""The text of a TOML file that is a list of entries -> the lines on which each entry and its keys stand."""

from __future__ import annotations

import re

from msgspec import Struct

# Where the parser of TOML stumbled: `Invalid value (at line 3, column 9)`
PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
# The head of an entry, `[[correction]]`
HEAD = re.compile(r"^\s*\[\[\s*([\w-]+)\s*\]\]")
# A key of it, `field = "date"`
KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")


class EntryLines(Struct, frozen=True):
    """Lines of an entry: of its head, and of each of its keys."""

    line: int
    keys: dict[str, int]

    def of(self, key: str) -> int:
        """The line of a key; the head's where the key stands nowhere."""
        return self.keys.get(key, self.line)


def entry_lines(text: str, table: str, count: int) -> list[EntryLines]:
    """The lines of `[[table]]` entries as they are usually written; the first line of the file for what is written
    otherwise."""
    found: list[EntryLines] = []
    for number, line in enumerate(text.splitlines(), start=1):
        head = HEAD.match(line)
        if head and head[1] == table:
            found.append(EntryLines(number, {}))
        elif found and (key := KEY.match(line)):
            found[-1].keys.setdefault(key[1], number)
    return found if len(found) == count else [EntryLines(1, {})] * count


def line_of(text: str, word: str) -> int | None:
    """The first line that begins with a word, as a table or as a key."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.lstrip().strip("[").startswith(word)), None)


def fault_and_place(error: Exception) -> tuple[str, int | None, int | None]:
    """What the parser of TOML said, and the line and column of which it said so."""
    place = PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    return PLACE.sub("", str(error)).strip() or "nested too deep", line, column
