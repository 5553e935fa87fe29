"""Planned pages -> files in output/: those whose fingerprint changed are rendered, all others left alone."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from ..diagnostics import Located, report
from ..pages import views
from ..pages.noting import Looked
from ..pages.views import Page
from .failures import Failure
from .fingerprint import encode_fields, fields_changed, fingerprint_of, parts_of, why_written
from .manifest import CLAIMED, Manifest, Written
from .output import Output
from .report import Clock, Progress
from .shown import Shown
from .store import Store, store_at
from .theme import Content, Theme
from .workers import run

NEW = "new"
ALTERED = "file was missing or altered"
VIEW_CHANGED = "view changed"
TOGETHER = 64  # pages of which one thing is done after the other

FIELDS = {kind.__name__: kind.__struct_fields__ for kind in typing.get_args(views.View)}


class Pages(Struct, frozen=True):
    """All planned pages: their paths, and how the n-th is made, which may cost something.

    With it comes at which cards it looked.
    """

    paths: Sequence[str]
    page: Callable[[int], tuple[Page, Looked]]


class Publisher(Struct, frozen=True):
    """What the workers need. `code` and `site` are digests of what all pages have in common.

    `clock` tells what the pages of each kind take.
    """

    pages: Pages
    theme: Theme
    store: Path
    output: Output
    claims: dict[str, Written]
    code: bytes
    site: bytes
    clock: Clock


class Due(Struct, frozen=True):
    """A page that is to be rendered: how it was left by the last build, and whether its file still is so."""

    number: int
    page: Page
    fingerprint: bytes
    parts: bytes
    old: Written
    intact: bool


class PageDone(Struct, frozen=True, array_like=True):
    """What a worker says of a page that it did not skip.

    `why` empty: not written, since its bytes are the same. `written` None: there are problems.
    """

    number: int
    why: str
    written: Written | None
    view: str = ""
    parts: bytes = b""
    problems: tuple[Located, ...] = ()


class Batch(Struct, frozen=True, array_like=True):
    """What a worker says of a batch of pages: those not skipped, which cards each of all shows, seconds by kind."""

    done: list[PageDone]
    shown: Shown
    spent: dict[str, float]


class Published(Struct, frozen=True, kw_only=True):
    """What was done: numbers of pages, why each was written, what went wrong, bytes in all files.

    `shown` is of the pages that were asked for, in their order.
    """

    pages: int
    written: int
    unchanged: int
    removed: int
    bytes: int
    reasons: tuple[tuple[str, str], ...]
    problems: tuple[Located, ...]
    shown: Shown
    prices: tuple[tuple[str, float], ...]


def publish(
    publisher: Publisher,
    manifest: Manifest,
    *,
    jobs: int,
    progress: Progress,
    only: Sequence[int] | None = None,
) -> Published:
    """Brings output/ to what is planned, and nothing else; `only`: all other pages are known to be as planned.

    Paths are claimed first, old ones deleted, then pages written and recorded batch by batch. Errors:
    NotSound where the store or the manifest is damaged, Failure where the build cannot go on; a page that
    cannot be rendered or written is a problem in the result, and all others are written.
    """
    paths = publisher.pages.paths
    foreign = _foreign(publisher, paths) if only is None else frozenset[str]()
    removed = 0
    if only is None:
        manifest.claim(path for path in paths if path not in foreign)
        removed = _prune(publisher, frozenset(paths), manifest)
        only = [n for n, path in enumerate(paths) if path not in foreign]
    reasons: list[tuple[str, str]] = []
    failed = len(foreign)
    problems = [_not_ours(path) for path in sorted(foreign)]
    shown = Shown()
    prices: dict[str, float] = {}
    for batch in run(_beginning(publisher), only, jobs=jobs, phase="writing", progress=progress):
        done = batch.done
        shown.extend(batch.shown)
        for kind, seconds in batch.spent.items():
            prices[kind] = prices.get(kind, 0.0) + seconds
        reasons += [(paths[d.number], _reason(d, paths[d.number], manifest)) for d in done if d.why]
        manifest.record((paths[d.number], d.written, d.parts) for d in done if d.written)
        problems += [problem for d in done for problem in d.problems]
        failed += sum(d.written is None for d in done)
    return Published(
        pages=len(paths),
        written=len(reasons),
        unchanged=len(paths) - len(reasons) - failed,
        removed=removed,
        bytes=manifest.size,
        reasons=tuple(sorted(reasons)),
        problems=tuple(problems),
        shown=shown,
        prices=tuple(prices.items()),
    )


def _foreign(publisher: Publisher, paths: Sequence[str]) -> frozenset[str]:
    """Planned paths where a file lies that we never claimed; where nothing is claimed, all is ours."""
    claims = publisher.claims
    if not claims:
        return frozenset()
    return frozenset(path for path in paths if path not in claims and publisher.output.holds(path))


def _not_ours(path: str) -> Located:
    hint = "move or delete it, then build again"
    return Located(
        f"output/{path}", report("O605", "a file that is not ours lies where a page should go", hint=hint)
    )


def _prune(publisher: Publisher, planned: frozenset[str], manifest: Manifest) -> int:
    """Deletes what we claim and no longer want; forgets it after."""
    unwanted = sorted(path for path in publisher.claims if path not in planned)
    removed = publisher.output.remove(unwanted)
    manifest.forget(unwanted)
    return removed


def _reason(done: PageDone, path: str, manifest: Manifest) -> str:
    """Why a page was written; of a changed view also which fields. Asked before the page is recorded."""
    if done.why != VIEW_CHANGED:
        return done.why
    names = fields_changed(FIELDS.get(done.view, ()), manifest.parts(path), done.parts)
    return f"{done.why}: {', '.join(names)}" if names else done.why


def _beginning(
    publisher: Publisher,
) -> Callable[[], AbstractContextManager[Callable[[Sequence[int]], Batch]]]:
    @contextmanager
    def begin() -> Iterator[Callable[[Sequence[int]], Batch]]:
        with store_at(publisher.store) as store:
            yield lambda numbers: _publish_batch(publisher, store, numbers)

    return begin


def _publish_batch(publisher: Publisher, store: Store, numbers: Sequence[int]) -> Batch:
    batch = Batch([], Shown(), {})
    for start in range(0, len(numbers), TOGETHER):
        _publish_some(publisher, store, numbers[start : start + TOGETHER], batch)
    return batch


def _publish_some(publisher: Publisher, store: Store, numbers: Sequence[int], batch: Batch) -> None:
    """Looks at a few pages, and then renders and writes those that are due."""
    due: list[Due] = []
    began = publisher.clock()
    for number in numbers:
        page, looked = publisher.pages.page(number)
        batch.shown.add(looked)
        match _look_at(publisher, number, page):
            case Due() as found:
                due.append(found)
            case PageDone() as done:
                batch.done.append(done)
        began = _charge(publisher, batch, page.kind, began)
    for kind, group in groupby(due, key=_kind):
        pages = tuple(group)
        contents = publisher.theme.contents_of([one.page for one in pages], store)
        batch.done.extend(
            _publish_one(publisher, one, content) for one, content in zip(pages, contents, strict=True)
        )
        began = _charge(publisher, batch, kind, began)


def _charge(publisher: Publisher, batch: Batch, kind: str, began: float) -> float:
    """Adds to what the pages of a kind took what has passed since, and says what time it is."""
    now = publisher.clock()
    batch.spent[kind] = batch.spent.get(kind, 0.0) + now - began
    return now


def _kind(due: Due) -> str:
    return due.page.kind


def _look_at(publisher: Publisher, number: int, page: Page) -> Due | PageDone | None:
    """A page that is to be rendered, or why it cannot be; None where it is as it should be."""
    template = publisher.theme.digest(page.template)
    if isinstance(template, tuple):
        return PageDone(number, "", None, problems=template)
    fields = encode_fields(page.view)
    fingerprint = fingerprint_of(publisher.code, publisher.site, template, fields)
    old = publisher.claims.get(page.path, CLAIMED)
    intact = old != CLAIMED and publisher.output.intact(page.path, old)
    if intact and old.fingerprint == fingerprint:
        return None
    return Due(number, page, fingerprint, parts_of(fields), old, intact)


def _publish_one(publisher: Publisher, due: Due, content: Content) -> PageDone:
    """Writes one page. Errors: Failure, where no page can be written."""
    number, path, old, fingerprint = due.number, due.page.path, due.old, due.fingerprint
    if isinstance(content, tuple):
        return PageDone(number, "", None, problems=content)
    if due.intact and publisher.output.read(path) == content:
        why, written = "", Written(fingerprint, old.size, old.mtime_ns)
    else:
        try:
            status = publisher.output.write(path, content)
        except Failure as failure:
            if failure.hopeless:  # no other page could be written either
                raise
            return PageDone(number, "", None, problems=(failure.located,))
        why = NEW if old == CLAIMED else why_written(old.fingerprint, fingerprint) if due.intact else ALTERED
        written = Written(fingerprint, status.st_size, status.st_mtime_ns)
    return PageDone(number, why, written, type(due.page.view).__name__, due.parts)
