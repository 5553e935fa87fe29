"""Quality -> tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from ..inspection.printed import printable
from ..quality import FieldsFound, Quality, Where

ROWS = 20
CABLES = "cables/"
# The fields by which an archivist judges a year or a post, and the heads of their columns.
COLUMNS = {
    "id": "number",
    "date": "date",
    "classification": "class.",
    "subject": "subject",
    "tags": "TAGS",
    "references": "refs",
    "classified_by": "by",
    "signers": "signer",
}


def summary(quality: Quality) -> Table:
    """The figures of a check."""
    table = _table("Summary", "figure")
    table.add_column("count", justify="right")
    table.add_column("of these", overflow="fold")
    table.add_row("cables", f"{quality.cables:,}", "")
    for field, count in quality.fields.items():
        table.add_row(f"  with {field.replace('_', ' ')}", f"{count:,}", _share(count, quality.cables))
    to = quality.references
    cited = to.found + to.missing + to.ambiguous
    table.add_row("references to cables", f"{cited:,}", "")
    for words, count in (
        ("found here", to.found),
        ("not in this archive", to.missing),
        ("ambiguous", to.ambiguous),
    ):
        table.add_row(f"  {words}", f"{count:,}", _share(count, cited))
    table.add_row("unknown TAGS", f"{len(quality.unknown_tags):,}", "")
    table.add_row("unknown posts", f"{len(quality.unknown_posts):,}", "")
    table.add_row("odd dates", f"{len(quality.odd_dates):,}", "")
    table.add_row("of low confidence", f"{len(quality.low_confidence):,}", "")
    return table


def quality_tables(quality: Quality, *, all_of_them: bool) -> Iterator[Table]:
    """What there is to look at, a table each; without `all_of_them` the first rows."""
    limit = None if all_of_them else ROWS
    yield from _fields("Fields found by year", "year", quality.years, limit)
    yield from _fields("Fields found by post", "post", quality.posts, limit)
    yield from listed(
        "TAGS that no list has",
        ("code", "cables", "likeliest", "meaning", "where"),
        [(t.code, t.cables, t.likeliest, t.meaning, _places(t.where)) for t in quality.unknown_tags],
        limit,
    )
    yield from listed(
        "Posts that no list has",
        ("post", "cables", "references", "likeliest", "where"),
        [(p.name, p.cables, p.references, p.meaning, _places(p.where)) for p in quality.unknown_posts],
        limit,
    )
    yield from listed(
        "Cables referred to and not here",
        ("cable", "references", "outcome", "where"),
        [(u.target, u.references, u.outcome, _places(u.where)) for u in quality.unresolved],
        limit,
    )
    yield from listed(
        "Odd dates",
        ("cable", "date", "why", "where"),
        [(o.where.cable, f"{o.date:%Y-%m-%d}", o.reason, _file(o.where)) for o in quality.odd_dates],
        limit,
    )
    yield from listed(
        "Read with low confidence",
        ("cable", "why", "where"),
        [(r.where.cable, "; ".join(r.reasons), _file(r.where)) for r in quality.low_confidence],
        limit,
    )


def _fields(title: str, head: str, groups: Sequence[FieldsFound], limit: int | None) -> Iterator[Table]:
    if not groups:
        return
    table = _table(title, head)
    table.add_column("cables", justify="right")
    for name in COLUMNS.values():
        table.add_column(name, justify="right")
    for group in groups[:limit]:
        shares = (_share(group.fields[field], group.cables) for field in COLUMNS)
        table.add_row(Text(printable(group.name or group.title)), f"{group.cables:,}", *shares)
    yield _closed(table, len(groups), limit)


def listed(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[object, ...]],
    limit: int | None,
    command: str = "check",
) -> Iterator[Table]:
    """A table of rows, the first `limit` of them, and how `command` shows the others; none without rows."""
    if not rows:
        return
    numeric = [isinstance(cell, int) for cell in rows[0]]
    table = _table(title)
    for head, is_number in zip(heads, numeric, strict=True):
        table.add_column(head, justify="right" if is_number else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(_cell(cell) for cell in row))
    yield _closed(table, len(rows), limit, command)


def _cell(value: object) -> Text:
    if isinstance(value, int):
        return Text(f"{value:,}")
    return Text(printable(str(value))) if value else Text("-", style="dim")


def _table(title: str, *heads: str) -> Table:
    return Table(*heads, box=None, pad_edge=False, title=title, title_justify="left", title_style="bold")


def _closed(table: Table, count: int, limit: int | None, command: str = "check") -> Table:
    """The table with a word on the rows that are left out."""
    if limit is not None and count > limit:
        table.caption = f"and {count - limit:,} more (`cablepress {command} --all` shows every one)"
        table.caption_justify = "left"
    return table


def _places(where: Sequence[Where]) -> str:
    """The first file; how many there are stands in a column of its own."""
    files = list(dict.fromkeys(_file(place) for place in where))
    return files[0] + (" ..." if len(files) > 1 else "") if files else ""


def _file(place: Where) -> str:
    """A file as one may look for it: below the folder of the cables."""
    return place.path.removeprefix(CABLES)


def _share(part: int, whole: int) -> str:
    # floor, so that 100 % means all
    return f"{100 * part // whole} %" if whole else ""
