"""A URL's path -> the file of output/ that it means, its type, the reloading script put into a page."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from msgspec import Struct

SCRIPT_PATH = "/_cablepress/reload.js"
NOTHING_YET = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>
<body><h1>Not found</h1><p>There is no such page, or not yet.</p></body></html>
"""
# What the tables of an operating system may have otherwise, or not at all.
TYPES = {
    ".css": "text/css",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
TEXTS = ("application/json", "application/manifest+json", "application/xml", "image/svg+xml")


class Served(Struct, frozen=True):
    """What to answer: `moved` is a path to go to instead, or empty."""

    status: int
    media_type: str
    content: bytes = b""
    moved: str = ""


def serve_file(output: Path, url_path: str, edition: str) -> Served:
    """The answer for `url_path` (decoded, starting with `/`); 404.html where there is no such file."""
    place = find_file(output, url_path)
    if place and place.is_dir():
        if not url_path.endswith("/"):
            return Served(307, "text/plain; charset=utf-8", moved=f"{url_path.rsplit('/', 1)[1]}/")
        place = find_file(output, f"{url_path}index.html")
    content = _content(place)
    if content is None or place is None:
        missing = _content(find_file(output, "/404.html"))
        return Served(404, media_type("404.html"), with_script(missing or NOTHING_YET, edition))
    kind = media_type(place.name)
    return Served(200, kind, with_script(content, edition) if kind.startswith("text/html") else content)


def find_file(output: Path, url_path: str) -> Path | None:
    """The file or folder inside `output`; None where there is none, or the path or a link leads out of it."""
    parts = [part for part in url_path.split("/") if part]
    if any(part in (".", "..") or not part.isprintable() or {"\\", ":"} & set(part) for part in parts):
        return None
    try:
        place = output.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return place if place.is_relative_to(output.resolve()) else None


def media_type(name: str) -> str:
    """The Content-Type of a file; texts are UTF-8."""
    suffix = Path(name).suffix.lower()
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0]
    kind = kind or ("application/octet-stream" if suffix else "text/plain")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in TEXTS else kind


def with_script(page: bytes, edition: str) -> bytes:
    """The page with the reloading script at the end of its head; what stands in output/ never has it."""
    tag = f'<script src="{SCRIPT_PATH}?edition={edition}" defer></script>'.encode()
    head, found, rest = page.partition(b"</head>")
    return head + tag + found + rest if found else tag + page


def _content(place: Path | None) -> bytes | None:
    try:
        return place.read_bytes() if place and place.is_file() else None
    except OSError:
        return None
