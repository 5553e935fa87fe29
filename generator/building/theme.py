"""Templates, assets and the site's facts -> digests for fingerprints, files to copy, the bytes of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..config import Config
from ..corrections import correct
from ..diagnostics import Diagnostic, Located, report
from ..pages.views import CableView, CopyView, EditionView, Page, SiteFacts
from ..rendering.cable_shown import AnyCable
from ..rendering.compiled import CompiledTemplates
from ..rendering.templates import Renderer, TemplateProblem
from .code import rendering_code
from .failures import Failure
from .fingerprint import PART, short_digest
from .store import Store

ASSETS_KIND = "assets"
LARGE = 1_000_000  # characters of cables whose pages are made together
COMPILED = "templates"  # in the cache
NO_TEMPLATE = bytes(PART)

Digests = dict[str, bytes]
Content = bytes | tuple[Located, ...]


class Theme:
    """The templates of a site, held open during a build; children inherit it.

    `problems` is what is wrong with its files, whatever page is to be made.
    """

    def __init__(self, config: Config, facts: SiteFacts, known: Digests | None = None) -> None:
        """`known` digests of templates need not be made."""
        self._content = config.content
        compiled = CompiledTemplates(config.cache / COMPILED, rendering_code())
        self._renderer = Renderer(config, facts, compiled)
        files = _read_assets(self._renderer, config.root)
        self._assets = {name: content for name, content in files if _is_text(name)}
        self.problems = tuple(_unnamed(name) for name, _ in files if not _is_text(name))
        self._digests: dict[str, bytes | tuple[Located, ...]] = {"": NO_TEMPLATE, **(known or {})}

    @property
    def digests(self) -> Digests:
        """Those of all templates that are sound."""
        return {name: digest for name, digest in self._digests.items() if isinstance(digest, bytes)}

    @property
    def assets(self) -> tuple[Page, ...]:
        """A page for every file under `assets/`, to be copied as it is."""
        views = (CopyView("template", name, short_digest(b).hex()) for name, b in self._assets.items())
        return tuple(Page(view.name, "", view, ASSETS_KIND) for view in views)

    def prepare(self, templates: Iterable[str]) -> None:
        """Reads these now, so that children need not, each by itself."""
        for template in templates:
            self.digest(template)

    def digest(self, template: str) -> bytes | tuple[Located, ...]:
        """Stands for a template and all that it includes; or what is wrong with it."""
        if template not in self._digests:
            try:
                self._digests[template] = short_digest(self._renderer.digest(template).encode())
            except TemplateProblem as problem:
                self._digests[template] = problem.problems
        return self._digests[template]

    def content_of(self, page: Page, store: Store) -> Content:
        """The bytes of a page; or why it cannot be made."""
        return next(self.contents_of((page,), store))

    def contents_of(self, pages: Iterable[Page], store: Store) -> Iterator[Content]:
        """The same of page after page.

        What is to be done for each is done for several in turn, so far as they are not large: a processor is faster
        at what it has just done than at something else.
        """
        fetched: list[tuple[Page, list[AnyCable]]] = []
        size = 0
        for page in pages:
            cables = [_cable_of(part, store) for part in _parts(page)]
            fetched.append((page, cables))
            size += sum(map(_size, cables))
            if size > LARGE:
                yield from self._contents(fetched)
                fetched, size = [], 0
        yield from self._contents(fetched)

    def _contents(self, fetched: Iterable[tuple[Page, list[AnyCable]]]) -> Iterator[Content]:
        shown = [(page, self._renderer.show(page.view, cables)) for page, cables in fetched]
        for page, view in shown:
            if isinstance(view, CopyView):
                yield self._copy(view)
                continue
            try:
                yield self._renderer.fill(page.template, view)
            except TemplateProblem as problem:
                yield problem.problems

    def _copy(self, view: CopyView) -> Content:
        if view.origin != "content":
            return self._assets[view.name]
        try:
            return (self._content / view.name).read_bytes()
        except OSError as error:
            return (Located(f"content/{view.name}", _unreadable(error)),)


def _parts(page: Page) -> tuple[CableView, ...]:
    """The cables that a page shows in full."""
    view = page.view
    if isinstance(view, CableView):
        return (view,)
    return view.parts if isinstance(view, EditionView) else ()


def _size(cable: AnyCable) -> int:
    """About how many characters a cable has."""
    blocks = cable.blocks
    return blocks[-1].spans[-1][1] - blocks[0].spans[0][0] if blocks else 0


def _cable_of(view: CableView, store: Store) -> AnyCable:
    """Of a cable that is corrected all fields, since one may follow from another."""
    if not view.corrections:
        return store.cable_shown(view.key, view.index)
    return correct(store.cable(view.key, view.index), view.corrections)


def _read_assets(renderer: Renderer, root: Path) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes of all assets. Errors: Failure, since a page without them is not fit to be seen."""
    try:
        return renderer.assets()
    except OSError as error:
        file = Path(error.filename or "templates/assets")
        name = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
        raise Failure(name, _unreadable(error)) from error


def _unreadable(error: OSError) -> Diagnostic:
    return report("O610", f"this file cannot be read: {(error.strerror or str(error)).lower()}")


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unnamed(name: str) -> Located:
    shown = name.encode("utf-8", "replace").decode()
    problem = report("R109", "the name of this file is not UTF-8; it was left out", hint="rename it")
    return Located(f"templates/{shown}", problem)
