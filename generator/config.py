"""site.toml -> Config: every problem at once, with did-you-mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from .diagnostics import Diagnostic, Located, report, sort_key

SITE_FILE = "site.toml"

PAGE_KINDS = (
    "cables", "sources", "front", "tags", "persons", "posts", "classifications", "dates", "prose", "feed",
    "sitemap",
    "captions", "precedences", "reasons", "declassification", "addressees",
    "countries", "map",
    "pairs", "days", "glossary",
    "citations", "absent", "numbers", "threads",
    "browse",
)  # fmt: skip

MOST_PER_PAGE = 1000
MOST_PAIRS = 5000
MOST_LISTED = 10_000_000


class Site(Struct, frozen=True, forbid_unknown_fields=True):
    """`[site]`: facts that templates may show; `quality_page`: whether there is a page of what a check finds."""

    title: str = "Cable archive"
    url: str | None = None
    language: str = "en"
    description: str = ""
    publisher: str = ""
    quality_page: bool = False


class Pages(Struct, frozen=True, forbid_unknown_fields=True):
    """`[pages]`: which kinds of page there are, how many cables stand on a page of a list and at most in all of it,
    how many pairs of tags have a page, how many cables must name a person who is to have one.
    """

    kinds: tuple[str, ...] = PAGE_KINDS
    per_page: int = 50
    longest_list: int = 10_000
    tag_pairs: int = 200
    person_least: int = 1


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """`[reading]`: whether repairs are applied."""

    repair: bool = True


class Config(Struct, frozen=True):
    """All that site.toml says, and where the site's folders are (absolute)."""

    root: Path
    site: Site = Site()
    pages: Pages = Pages()
    reading: Reading = Reading()

    @property
    def content(self) -> Path:
        """The folder of telegrams, prose and people.toml."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The folder of template overrides; it need not exist."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """The folder that a build fills."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """The folder of store and manifest."""
        return self.root / ".cache" / "cablepress"


class Fault(Struct, frozen=True):
    """What is wrong with one value, and how to write it."""

    code: str
    message: str
    hint: str


# A rule takes a value and says what is wrong with it, or None.
Rule = Callable[[Any], Fault | None]

# https://cables.example.org/archive
WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")
# pt-BR
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# (at line 3, column 9)
TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)")
# [site]
TABLE_LINE = re.compile(r"\s*\[+\s*([A-Za-z0-9_.\"'-]+)\s*\]")
# per_page = 50
KEY_LINE = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")


def read_config(root: Path) -> tuple[Config, tuple[Located, ...]]:
    """What the site.toml in `root` says, and all that is wrong with it; what is wrong keeps its default.

    The file is optional. Never raises on content.
    """
    root = root.absolute()
    text, unreadable = _text_of(root / SITE_FILE)
    if unreadable:
        return Config(root), (unreadable,)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(root), (_syntax_problem(error, text),)
    except RecursionError:
        return Config(root), (Located(SITE_FILE, report("C101", "brackets stand in brackets too often")),)
    lines = _lines_of_keys(text)
    good, problems = _checked(tables, lines)
    located = tuple(sorted((Located(SITE_FILE, p) for p in problems), key=sort_key))
    return _config(root, good), located


def did_you_mean(word: str, words: tuple[str, ...], otherwise: str) -> str:
    """A hint that names the nearest of `words`, or, where none is near, `otherwise`."""
    near = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else otherwise


def _text_of(file: Path) -> tuple[str, Located | None]:
    """The file's text; empty where there is no file."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe may never end
            return "", Located(SITE_FILE, report("C106", "this is no file"))
        return file.read_text(encoding="utf-8-sig"), None
    except FileNotFoundError:
        return "", None
    except UnicodeDecodeError as error:
        message = f"this is not UTF-8 text: byte {error.start + 1} is {error.object[error.start]:#04x}"
        return "", Located(SITE_FILE, report("C106", message, hint="save the file again as UTF-8"))
    except OSError as error:
        return "", Located(SITE_FILE, report("C106", f"this file cannot be opened: {error.strerror}"))


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Located:
    """Where the file breaks the rules of TOML."""
    place = TOML_PLACE.search(str(error))
    message = TOML_PLACE.sub("", str(error)).replace(" (at end of document)", ", at the end of the file")
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, None)
    hint = "texts stand in quotation marks, each key on a line of its own"
    return Located(SITE_FILE, report("C101", _lower_first(message), line=line, column=column, hint=hint))


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _lines_of_keys(text: str) -> dict[tuple[str, str], int]:
    """Which line each table (key empty) and each key stands on, as far as lines can tell."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := TABLE_LINE.match(line):
            table = heading[1].strip("\"'")
            lines.setdefault((table, ""), number)
        elif key := KEY_LINE.match(line):
            lines.setdefault(_place_of(table, key[1].strip("\"'")), number)
    return lines


def _place_of(table: str, key: str) -> tuple[str, str]:
    """`title` under `[site]` and `site.title` above all tables are the same setting."""
    if not table and "." in key:
        table, key = key.split(".", 1)
    return table, key


def _checked(
    tables: dict[str, Any], lines: dict[tuple[str, str], int]
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """The settings that can be used, by table, and what is wrong with all others."""
    good: dict[str, dict[str, Any]] = {}
    problems: list[Diagnostic] = []
    for table, settings in tables.items():
        if table not in RULES or not isinstance(settings, dict):
            problems.append(_misplaced(table, settings, lines))
            continue
        good[table] = {}
        for key, value in settings.items():
            line = lines.get((table, key)) or lines.get((table, ""))
            if fault := _fault_of(table, key, value):
                problems.append(report(fault.code, fault.message, line=line, hint=fault.hint))
            else:
                good[table][key] = value
    return good, problems


def _misplaced(name: str, value: Any, lines: dict[tuple[str, str], int]) -> Diagnostic:
    """A table that does not exist, or a key that stands above all tables."""
    known = ", ".join(f"[{table}]" for table in RULES)
    if isinstance(value, dict):
        message = f"there is no table [{name}]"
        line = lines.get((name, "")) or next((n for (table, _), n in lines.items() if table == name), None)
        hint = did_you_mean(name, tuple(RULES), f"the tables are {known}")
        return report("C102", message, line=line, hint=hint)
    line = lines.get(("", name)) or lines.get((name, ""))
    if name in RULES:
        return report("C104", f"[{name}] must be a table", line=line, hint=f"write [{name}] on its own line")
    home = [table for table, rules in RULES.items() if name in rules]
    hint = f"put it under [{home[0]}]" if home else f"every setting stands under one of {known}"
    return report("C102", f'"{name}" stands outside the tables', line=line, hint=hint)


def _fault_of(table: str, key: str, value: Any) -> Fault | None:
    rules = RULES[table]
    if key not in rules:
        hint = did_you_mean(key, tuple(rules), f"its keys are {', '.join(rules)}")
        return Fault("C103", f'[{table}] has no key "{key}"', hint)
    fault = rules[key](value)
    return Fault(fault.code, f"[{table}] {key} {fault.message}", fault.hint) if fault else None


def _config(root: Path, good: dict[str, dict[str, Any]]) -> Config:
    """The Config that these settings make."""
    return Config(
        root,
        msgspec.convert(good.get("site", {}), Site),
        msgspec.convert(good.get("pages", {}), Pages),
        msgspec.convert(good.get("reading", {}), Reading),
    )


def _in_words(value: Any) -> str:
    """What kind of thing a TOML value is."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"


def _quoted(value: Any) -> str:
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return f'put quotation marks around it: "{words}"'


def _text(value: Any) -> Fault | None:
    if not isinstance(value, str):
        hint = "write one text in quotation marks" if isinstance(value, list | dict) else _quoted(value)
        return Fault("C104", f"must be a text, not {_in_words(value)}", hint)
    if any(ord(character) < 32 for character in value):
        return Fault("C105", "must be one line without control characters", "write it on one line")
    return None


def _web_address(value: Any) -> Fault | None:
    if fault := _text(value):
        return fault
    if WEB_ADDRESS.fullmatch(value):
        return None
    hint = 'write the address that readers type: "https://cables.example.org"'
    return Fault("C105", f'is not a web address: "{value}"', hint)


def _language(value: Any) -> Fault | None:
    if fault := _text(value):
        return fault
    if LANGUAGE_TAG.fullmatch(value):
        return None
    return Fault("C105", f'is not a language tag: "{value}"', 'write "en", "fr" or "pt-BR"')


def _page_kinds(value: Any) -> Fault | None:
    if not isinstance(value, list) or not all(isinstance(kind, str) for kind in value):
        return Fault("C104", f"must be a list of texts, not {_in_words(value)}", 'such as ["cables", "tags"]')
    unknown = [kind for kind in value if kind not in PAGE_KINDS]
    if unknown:
        hints = [did_you_mean(kind, PAGE_KINDS, f"the kinds are {', '.join(PAGE_KINDS)}") for kind in unknown]
        names = ", ".join(f'"{kind}"' for kind in unknown)
        return Fault("C105", f"names what is no kind of page: {names}", "; ".join(dict.fromkeys(hints)))
    return None


def _whole_number(example: str, least: int, most: int) -> Rule:
    """A rule for a number of things; `example` is a line that is right."""

    def rule(value: Any) -> Fault | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return Fault("C104", f"must be a whole number, not {_in_words(value)}", f"such as {example}")
        if not least <= value <= most:
            return Fault("C105", f"is out of range: {value}", f"choose a number from {least} to {most}")
        return None

    return rule


def _yes_or_no(value: Any) -> Fault | None:
    if isinstance(value, bool):
        return None
    return Fault("C104", f"must be true or false, not {_in_words(value)}", "without quotation marks")


RULES: dict[str, dict[str, Rule]] = {
    "site": {
        "title": _text,
        "url": _web_address,
        "language": _language,
        "description": _text,
        "publisher": _text,
        "quality_page": _yes_or_no,
    },
    "pages": {
        "kinds": _page_kinds,
        "per_page": _whole_number("per_page = 50", 1, MOST_PER_PAGE),
        "longest_list": _whole_number("longest_list = 10000", 1, MOST_LISTED),
        "tag_pairs": _whole_number("tag_pairs = 200", 0, MOST_PAIRS),
        "person_least": _whole_number("person_least = 2", 1, MOST_LISTED),
    },
    "reading": {"repair": _yes_or_no},
}
