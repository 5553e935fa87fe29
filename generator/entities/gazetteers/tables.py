"""A table of the package's data folder -> its rows, each a mapping of column to cell."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_rows(name: str) -> list[dict[str, str]]:
    """All rows of `entities/data/<name>.csv`; the first line names the columns."""
    text = (files("generator.entities") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines())
    columns = next(lines)
    return [dict(zip(columns, cells, strict=True)) for cells in lines]


def squeeze(name: str) -> str:
    """A name as the tables compare it: capitals and digits alone, `Rio de Janeiro` -> `RIODEJANEIRO`."""
    return "".join(letter for letter in name.upper() if letter.isalnum())
