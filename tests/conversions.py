"""A telegram as plain text -> the same as a Markdown copy (in both ways of the seeds), an HTML page, rows of dumps."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

from invented_dumps import COLUMNS, eight_columns, with_headings

# What a converter escapes since it would mean something in Markdown
MEANINGFUL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[\[\]]|\\$|(?<=^)#(?=#{0,5}(?:[ \t]|$))|&(?=#?\w{1,40};)|<(?=[A-Za-z][\w.+-]{1,31}:)"
    r"|\$",
    re.M,
)
# The value of a TAGS line of four-letter and two-letter codes, on which a copy puts links
TAGS = re.compile(r"^(TAGS: *)((?:[A-Z]{2,4} )*[A-Z]{2,4})([ \t]*)$", re.M)
CODE = re.compile(r"[A-Z]{2,4}")
# A line alone, in a copy a heading, with dashes below it
HEADING = re.compile(r"^(?=[A-Z])(?P<words>[^\n]{3,60})(?=\n-{5,}[ \t]*$)", re.M)
# An address alone on its line
ADDRESS = re.compile(r"^https?://[\w./-]+$", re.M)
LEADING_BLANK = re.compile(r"^ ")
FILLED = re.compile(r"^(?=\S)(.*\S)[ \t]*$", re.M)
PARAGRAPH = re.compile(r"¶(?=(\d{1,2})\.)")


def markdown_with_links(text: str, _: str) -> str:
    """A copy as the first seed: TAGS are links, addresses in angles, headings have hashes."""
    copy = MEANINGFUL.sub(lambda match: "\\" + match.group(), text)
    copy = TAGS.sub(lambda match: match[1] + CODE.sub(r"[\g<0>](#)", match[2]) + match[3], copy)
    copy = HEADING.sub(r"#### \g<words>", copy)
    return ADDRESS.sub(r"<\g<0>>", copy)


def markdown_with_breaks(text: str, _: str) -> str:
    """A copy as the second seed: two blanks behind each line, and entities for what would be marks."""
    copy = MEANINGFUL.sub(lambda match: "&amp;" if match.group() == "&" else "\\" + match.group(), text)
    copy = TAGS.sub(
        lambda match: match[1] + CODE.sub(r"[\g<0>](/tag/\g<0>_0.html)", match[2]) + match[3], copy
    )
    return FILLED.sub(r"\1  ", HEADING.sub(r"### \g<words>", copy))


def html_page(text: str, _: str) -> str:
    """A page of an archive: a table without values, then header and text in `<pre>`."""
    blocks = "\n".join(f"<code><pre>{_in_pre(part)}</pre></code>" for part in parted(text))
    return f"<!DOCTYPE html>\n<html><body><table><tr><th>Origin</th></tr><tr><td></td></tr></table>{blocks}</body></html>\n"


def csv_row(text: str, number: str) -> str:
    """A dump in the dialect of eight columns, with one row, which says the number of the telegram."""
    return eight_columns([("1", "", number, *_row(text))])


def csv_with_headings(text: str, _: str) -> str:
    """A dump with a row of headings, and one row; the header stands behind the text."""
    return with_headings([("1", "", "", *_row(text))])


def json_line(text: str, _: str) -> str:
    """A dump of one JSON object."""
    return json.dumps(dict(zip(COLUMNS, ("1", "", "", *_row(text)), strict=True))) + "\n"


def json_in_an_object(text: str, _: str) -> str:
    """An export of one telegram: an object on several lines, with the list of telegrams in it."""
    row = dict(zip(COLUMNS, ("1", "", "", *_row(text)), strict=True))
    return json.dumps({"count": 1, "fields": ["text"], "cables": [row]}, indent=2)


def piece_of_a_page(text: str, _: str) -> str:
    """What a program cut out of a page: each line a `<div>`, a blank one with a blank in it."""
    lines = (html.escape(line).replace("  ", " &nbsp;") for line in text.split("\n"))
    return "".join(f"<div>{LEADING_BLANK.sub('&nbsp;', line) or '&nbsp;'}</div>\n" for line in lines)


def spreadsheet(text: str, _: str) -> str:
    """A dump as a spreadsheet writes it, which has a sign of its own for a line end."""
    return csv_with_headings(text.replace("\n", "_x000D_\n"), "")


def parted(text: str) -> tuple[str, str]:
    """Header and text, if a blank line parts them within the first lines; else no header."""
    header, gap, body = text.partition("\n\n")
    return (header, body) if gap and len(header) < 4000 and header.strip() and body.strip() else ("", text)


def _row(text: str) -> tuple[str, ...]:
    header, body = parted(text)
    return ("", "", "", header, body)


def _in_pre(part: str) -> str:
    words = html.escape(part, quote=False)
    words = TAGS.sub(lambda m: m[1] + CODE.sub(r"<a href='/tag/\g<0>_0.html'>\g<0></a>", m[2]) + m[3], words)
    return PARAGRAPH.sub(r"<a id='par\1' href='#par\1'>¶</a>", words).replace("\n", "&#x000A;")


# Each takes a text and the telegram's number
CONVERSIONS: dict[str, Callable[[str, str], str]] = {
    "markdown with links": markdown_with_links,
    "markdown with breaks": markdown_with_breaks,
    "html": html_page,
    "csv": csv_row,
    "csv with headings": csv_with_headings,
    "json": json_line,
    "json in an object": json_in_an_object,
    "piece of a page": piece_of_a_page,
    "spreadsheet": spreadsheet,
}
