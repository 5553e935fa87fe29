"""A number of rows -> a dump of invented telegrams in each way of writing one: for tests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

HEADER = "P 021500Z FEB 09\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC"
COLUMNS = ("number", "date", "id", "origin", "classification", "references", "header", "text")

Row = tuple[str, ...]


def rows(count: int, words: int = 12, first: int = 1) -> list[Row]:
    """Rows in the order of the eight columns; texts have quotes, commas, line ends and accents."""
    return [row(number, words) for number in range(first, first + count)]


def row(number: int, words: int = 12, subject: str = 'FISH, "COD" AND SEALS') -> Row:
    """One row; its length does not depend on the number alone."""
    sentence = f'Pålsson said "no, {number}", and went on about the fisheries of the north. '
    text = "\n\n".join(f"{n}. (U) {sentence * (1 + (number * n) % 3)}" for n in range(1, words + 1))
    telegram = f"UNCLAS OSLO {number:06d}\n\nTAGS: PREL NO\nSUBJECT: {subject}\n\n{text}\n\nLOSTROM"
    return (
        str(number),
        "2/2/2009 15:00",
        f"09OSLO{number}",
        "Embassy Oslo",
        "UNCLASSIFIED",
        "",
        HEADER,
        telegram,
    )


def eight_columns(found: Iterable[Row], line_end: str = "\n") -> str:
    """The dialect without headings, quotes escaped by backslashes."""
    lines = (",".join('"' + c.replace("\\", "\\\\").replace('"', '\\"') + '"' for c in one) for one in found)
    return line_end.join([*lines, ""])


def with_headings(found: Iterable[Row]) -> str:
    """The dialect of most programs: headings, quotes doubled, in another order of columns."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(("Body", "MRN", "Created", "Embassy", "Classification", "Header"))
    writer.writerows(
        (text, mrn, date, origin, level, head) for _, date, mrn, origin, level, _, head, text in found
    )
    return sink.getvalue()


def json_lines(found: Iterable[Row]) -> str:
    """One object a line."""
    return "".join(json.dumps(dict(zip(COLUMNS, one, strict=True))) + "\n" for one in found)


def json_array(found: Iterable[Row]) -> str:
    """One array of objects, each on several lines, with a bracket in a text."""
    return json.dumps([dict(zip(COLUMNS, one, strict=True)) | {"note": 'a "{" b'} for one in found], indent=1)


def array_in_an_object(found: Iterable[Row]) -> str:
    """The same array beside what else an export says, a list of names among it."""
    return f'{{"count": 2, "columns": ["id", "text"], "cables": {json_array(found)}}}'
