"""A content folder -> what a site is made of besides its telegrams: prose, people."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Located, report
from ..entities.people_file import People, read_people
from ..pages import ProseSource
from ..rendering.prose import read_prose

PEOPLE_FILE = "people.toml"


class Inputs(Struct, frozen=True):
    """Prose in the order of its paths, the people that the publisher names, and what is wrong with both."""

    prose: tuple[ProseSource, ...]
    people: People
    problems: tuple[Located, ...]


def read_inputs(content: Path) -> Inputs:
    """Reads `pages/**/*.md` and `people.toml`; neither need be there."""
    prose, problems = _read_all_prose(content)
    text, unreadable = _text_of(content / PEOPLE_FILE, content)
    people, wrong = read_people(text, f"content/{PEOPLE_FILE}")
    return Inputs(prose, people, (*problems, *unreadable, *wrong))


def _read_all_prose(content: Path) -> tuple[tuple[ProseSource, ...], tuple[Located, ...]]:
    prose: list[ProseSource] = []
    problems: list[Located] = []
    for path in _prose_files(content / "pages"):
        text, unreadable = _text_of(content / "pages" / path, content)
        problems += unreadable
        if not unreadable:
            source, wrong = read_prose(path, text)
            prose.append(source)
            problems += wrong
    return tuple(prose), tuple(problems)


def _prose_files(folder: Path) -> list[str]:
    """Paths of all Markdown files from the folder on, sorted; hidden ones are not published."""
    found = (file.relative_to(folder) for file in folder.rglob("*.md") if file.is_file())
    return sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))


def _text_of(file: Path, content: Path) -> tuple[str, tuple[Located, ...]]:
    """The text of a file; empty where there is none, or it cannot be read."""
    where = file.relative_to(content.parent).as_posix()
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(content)):
        return "", (Located(where, report("O612", "this is a symbolic link that leads out of content/")),)
    try:
        return file.read_bytes().decode("utf-8-sig"), ()
    except FileNotFoundError:
        return "", ()
    except UnicodeDecodeError as error:
        message = f"this is not UTF-8: byte {error.start + 1} fits no character"
        return "", (Located(where, report("O613", message)),)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return "", (Located(where, report("O610", f"this file cannot be read: {reason}")),)
