"""Templates, assets and the site's facts -> digests for fingerprints, files to copy, the bytes of a page."""

from __future__ import annotations

from collections.abc import Iterable

from ..config import Config
from ..diagnostics import Located
from ..pages.views import CableView, CopyView, Page, SiteFacts
from ..rendering.templates import Renderer, TemplateProblem
from .failures import refusal
from .fingerprint import PART, short_digest
from .store import Store

ASSETS_KIND = "assets"
NO_TEMPLATE = bytes(PART)

Content = bytes | tuple[Located, ...]


class Theme:
    """The templates of a site, held open during a build; children inherit it."""

    def __init__(self, config: Config, facts: SiteFacts) -> None:
        self._content = config.content
        self._renderer = Renderer(config, facts)
        self._assets = dict(self._renderer.assets())
        self._digests: dict[str, bytes | tuple[Located, ...]] = {"": NO_TEMPLATE}

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
        view = page.view
        if isinstance(view, CopyView):
            return self._copy(view)
        cable = store.cable(view.key, view.index) if isinstance(view, CableView) else None
        try:
            return self._renderer.render(page, cable).encode("utf-8", "replace")
        except TemplateProblem as problem:
            return problem.problems

    def _copy(self, view: CopyView) -> Content:
        if view.origin != "content":
            return self._assets[view.name]
        try:
            return (self._content / view.name).read_bytes()
        except OSError as error:
            return (refusal(error, f"content/{view.name}").located,)
