"""Code, settings, theme, prose, people, corrections -> a digest: all that decides on every page but the telegrams."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from ..config import Config
from ..rendering.templates import find_default_templates
from .code import reading_code, rendering_code
from .fingerprint import encode
from .inputs import CORRECTIONS_FILE, PEOPLE_FILE, PROSE_FOLDER


def circumstances_of(config: Config) -> bytes:
    """Equal digests: the same telegrams make the same site.

    Empty where it cannot be told, since a link leads to a folder, whose files are not looked at.
    """
    digest = blake2b(reading_code() + rendering_code(), digest_size=16)
    for part in (config.site, config.pages, config.reading):
        digest.update(encode(part))
    content = config.content
    places = (config.templates, find_default_templates(), content / PROSE_FOLDER)
    files = (content / PEOPLE_FILE, content / CORRECTIONS_FILE)
    for number, place in enumerate((*places, *files)):
        for name, said in _account(place):
            if said is None:
                return b""
            digest.update(f"\0{number}\0{len(said)}\0".encode() + name + b"\0" + said)
    return digest.digest()


def _account(place: Path) -> Iterator[tuple[bytes, bytes | None]]:
    """Every file and folder at and below a place: its name, and what can be had of it; None: a linked folder."""
    yield b"", _what_is_at(str(place))
    for folder, folders, names in os.walk(place):
        folders.sort()
        inner = os.path.relpath(folder, place)
        for name in sorted((*folders, *names)):
            yield os.fsencode(f"{inner}/{name}"), _what_is_at(f"{folder}/{name}")


def _what_is_at(path: str) -> bytes | None:
    """The kind of a file, where it leads if it is a link, its bytes; or why they cannot be had."""
    try:
        linked = stat.S_ISLNK(os.lstat(path).st_mode)
        status = os.stat(path)  # noqa: PTH116
        said = f"{stat.S_IFMT(status.st_mode)} {os.path.realpath(path) if linked else ''}".encode(
            "utf-8", "surrogateescape"
        )
        if stat.S_ISDIR(status.st_mode):
            return None if linked else said + b"".join(_unlisted(path))
        return said + Path(path).read_bytes() if stat.S_ISREG(status.st_mode) else said
    except OSError as error:
        return f"error {error.errno}".encode()


def _unlisted(folder: str) -> Iterator[bytes]:
    """Says so where a folder cannot be listed: `os.walk` passes over it."""
    try:
        with os.scandir(folder):
            return
    except OSError as error:
        yield f"error {error.errno}".encode()
