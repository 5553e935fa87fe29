"""The files of a site and the limits of a host -> what an upload would founder on, and what to switch off."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from .diagnostics import Located, report
from .pages.planning import ALWAYS

# Kinds whose pages are copies or lists of what stands elsewhere too, to be switched off before any other.
FIRST = ("sources",)
# Without these there is no archive.
LAST = ("cables",)


class Host(Struct, frozen=True, forbid_unknown_fields=True):
    """What a host takes, as hosts.toml has it; None: no limit is known. `note` is for whoever exceeds one."""

    title: str
    sources: tuple[str, ...]
    files: int | None = None
    files_in_folder: int | None = None
    file_bytes: int | None = None
    site_bytes: int | None = None
    note: str = ""


class HostedFile(Struct, frozen=True):
    """A file to be uploaded: its path and page kind; its size, None while it was never written."""

    path: str
    kind: str
    size: int | None


class Measure(Struct, frozen=True):
    """One line of the account: what is limited, how much of it there is, how much the host takes."""

    what: str
    found: int
    limit: int | None
    in_bytes: bool = False


class Fit(Struct, frozen=True):
    """How a site fits a host; `unwritten` files have no size yet."""

    host: Host
    measures: tuple[Measure, ...]
    kinds: tuple[tuple[str, int], ...]
    unwritten: int
    problems: tuple[Located, ...]


@cache
def hosts() -> dict[str, Host]:
    """All hosts whose limits are known, by the name that `--host` takes."""
    text = (files(__package__ or "generator") / "hosts.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Host])


def fit(host: Host, found: Sequence[HostedFile]) -> Fit:
    """What does not fit, each with a way out."""
    folders = Counter(_folder_of(file) for file in found)
    measures = (
        Measure("files", len(found), host.files),
        Measure("files in the fullest folder", max(folders.values(), default=0), host.files_in_folder),
        Measure(
            "the largest file", max((f.size or 0 for f in found), default=0), host.file_bytes, in_bytes=True
        ),
        Measure("all files together", sum(file.size or 0 for file in found), host.site_bytes, in_bytes=True),
    )
    problems = (
        *_too_many(host, measures[0], found),
        *_too_full(host, folders, found),
        *_too_large(host, found),
        *_too_much(host, measures[3], found),
    )
    kinds = tuple(Counter(file.kind for file in found).most_common())
    return Fit(host, measures, kinds, sum(file.size is None for file in found), problems)


def in_words(count: int) -> str:
    """`25.0 MiB`."""
    amount, unit = count / 1024, "KiB"
    for larger in ("MiB", "GiB"):
        if amount >= 1024:
            amount, unit = amount / 1024, larger
    return f"{amount:,.1f} {unit}"


def _too_many(host: Host, files: Measure, found: Sequence[HostedFile]) -> Iterator[Located]:
    if files.limit is not None and files.found > files.limit:
        message = f"{host.title} takes {files.limit:,} files, and there are {files.found:,}"
        kinds = Counter(file.kind for file in found)
        yield _located("output", "P403", message, _ways_out(kinds, files.limit, host.note))


def _too_full(host: Host, folders: Counter[str], found: Sequence[HostedFile]) -> Iterator[Located]:
    limit = host.files_in_folder
    for folder, count in sorted(folders.items()):
        if limit is not None and count > limit:
            kinds = Counter(file.kind for file in found if _folder_of(file) == folder)
            message = f"{host.title} takes {limit:,} files in a folder, and this one has {count:,}"
            yield _located(
                f"output/{folder}".rstrip("/"), "P404", message, _ways_out(kinds, limit, host.note)
            )


def _too_large(host: Host, found: Sequence[HostedFile]) -> Iterator[Located]:
    limit = host.file_bytes
    for file in found:
        if limit is not None and file.size is not None and file.size > limit:
            message = f"{host.title} takes files of {in_words(limit)}, and this one has {in_words(file.size)}"
            yield _located(f"output/{file.path}", "P405", message, _smaller(file.kind))


def _too_much(host: Host, size: Measure, found: Sequence[HostedFile]) -> Iterator[Located]:
    if size.limit is not None and size.found > size.limit:
        message = f"{host.title} takes {in_words(size.limit)}, and there are {in_words(size.found)}"
        kinds = Counter[str]()
        for file in found:
            kinds[file.kind] += file.size or 0
        yield _located("output", "P406", message, _ways_out(kinds, size.limit, host.note, in_words))


def _folder_of(file: HostedFile) -> str:
    return file.path.rpartition("/")[0]


def _files(count: int) -> str:
    return f"{count:,} files"


def _located(path: str, code: str, message: str, hint: str) -> Located:
    return Located(path, report(code, message, hint=hint))


def _ways_out(amounts: Counter[str], limit: int, note: str, said: Callable[[int], str] = _files) -> str:
    """Which kinds to leave out so that the rest fits: copies first, then as few kinds as will do."""
    left, off = amounts.total(), list[str]()
    for kind in _expendable(amounts):
        if left > limit:
            off.append(kind)
            left -= amounts[kind]
    named = ", ".join(f'"{kind}"' for kind in off)
    parts = [f"leave {named} out of kinds under [pages]: {said(left)} are left"] if off else []
    if left > limit:
        parts.append(
            "no choice of kinds is small enough: publish on a server of your own, or in several sites"
        )
    return "; ".join((*parts, note) if note else parts)


def _expendable(amounts: Counter[str]) -> Iterable[str]:
    kinds = [kind for kind in amounts if kind not in (*LAST, *ALWAYS, "assets", "prose")]
    return sorted(kinds, key=lambda kind: (kind not in FIRST, -amounts[kind], kind))


def _smaller(kind: str) -> str:
    if kind in FIRST:
        return f'leave "{kind}" out of kinds under [pages]'
    return "show fewer cables on a page (per_page under [pages]), or split the telegram"
