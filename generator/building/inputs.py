"""A content folder -> what a site is made of besides its telegrams: prose, people, corrections."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from ..corrections import Correction, read_corrections
from ..diagnostics import Diagnostic, Located, report
from ..entities.people_file import People, read_people
from ..pages import ProseSource
from ..rendering.prose import read_prose

PEOPLE_FILE = "people.toml"
CORRECTIONS_FILE = "corrections.toml"
PROSE_FOLDER = "pages"


class Inputs(Struct, frozen=True):
    """Prose in the order of its paths, whom the publisher names, what he corrects, what is wrong with all that."""

    prose: tuple[ProseSource, ...]
    people: People
    corrections: tuple[Correction, ...]
    problems: tuple[Located, ...]


def read_inputs(content: Path) -> Inputs:
    """Reads `pages/**/*.md`, `people.toml` and `corrections.toml`; none of them need be there."""
    prose, problems = _read_all_prose(content)
    text, unreadable = _text_of(content / PEOPLE_FILE, content)
    people, wrong = read_people(text or "", f"content/{PEOPLE_FILE}")
    words, closed = _text_of(content / CORRECTIONS_FILE, content)
    corrections, odd = read_corrections(words or "", f"content/{CORRECTIONS_FILE}")
    return Inputs(prose, people, corrections, (*problems, *unreadable, *wrong, *closed, *odd))


def _read_all_prose(content: Path) -> tuple[tuple[ProseSource, ...], tuple[Located, ...]]:
    prose: list[ProseSource] = []
    files, problems = _prose_files(content)
    for file in files:
        text, unreadable = _text_of(file, content)
        problems += unreadable
        if text is not None:
            source, wrong = read_prose(file.relative_to(content / PROSE_FOLDER).as_posix(), text)
            prose.append(source)
            problems += wrong
    return tuple(prose), tuple(problems)


def _prose_files(content: Path) -> tuple[list[Path], list[Located]]:
    """All Markdown files, and links to elsewhere, sorted by path; and folders that cannot be read.

    Hidden ones are not published, linked folders not entered.
    """
    problems: list[Located] = []

    def closed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            problems.append(Located(_name_of(Path(error.filename), content), _refused("folder", error)))

    found: list[Path] = []
    for place, folders, names in os.walk(content / PROSE_FOLDER, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(place, name) for name in names if name.endswith(".md") and not name.startswith("."))
        found += (link for name in folders if _leads_out(link := Path(place, name), content))
    return sorted(found, key=lambda file: file.as_posix()), problems


def _text_of(file: Path, content: Path) -> tuple[str | None, tuple[Located, ...]]:
    """The text of a file; None where there is none, or it cannot be read."""
    text: str | None = None
    problem = _obstacle(file, content)
    try:
        text = None if problem else file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problem = report("O610", "this link leads nowhere") if file.is_symlink() else None
    except UnicodeDecodeError as error:
        problem = report("O613", f"this is not UTF-8: byte {error.start + 1} fits no character")
    except OSError as error:
        problem = _refused("file", error)
    return text, (Located(_name_of(file, content), problem),) if problem else ()


def _obstacle(file: Path, content: Path) -> Diagnostic | None:
    """Why a file is not even to be opened."""
    try:
        str(file.relative_to(content)).encode("utf-8")
    except UnicodeEncodeError:
        return report("R109", "the name of this file is not UTF-8; it was left out", hint="rename it")
    if _leads_out(file, content):
        return report("O612", "this is a symbolic link that leads out of content/")
    if file.exists() and not file.is_file() and not file.is_dir():
        return report("O610", "this is a pipe, a socket or a device, and no file")  # opening it may never end
    return None


def _leads_out(file: Path, content: Path) -> bool:
    return not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(content))


def _refused(what: str, error: OSError) -> Diagnostic:
    return report("O610", f"this {what} cannot be read: {(error.strerror or str(error)).lower()}")


def _name_of(file: Path, content: Path) -> str:
    """The file as a publisher would type it."""
    return file.relative_to(content.parent).as_posix().encode("utf-8", "replace").decode()
