"""A Page -> its text, by the site's templates and the default theme."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, meta
from jinja2.exceptions import TemplateError
from msgspec.structs import replace

from ..config import Config
from ..pages.views import CableView, EditionView, FrontView, Page, ProseView, SiteFacts, TextView, View
from .cable_shown import AnyCable
from .cable_text import show_cable, show_part
from .citations import fill_citations
from .compiled import CompiledTemplates
from .compiling import CarefulTheme, FastTheme
from .template_problems import MissingValue, TemplateProblem, explain_failure, explain_not_found
from .text import set_quotes

E = TypeVar("E", bound=CarefulTheme)

ASSETS = "assets"
NO_TEMPLATES = (f"{ASSETS}/", f"default/{ASSETS}/")
LONGEST_RANGE = 10_000
LARGEST_PAGE = 64_000_000
FAILURES = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
    OSError,
)


def find_default_templates() -> Path:
    """The folder of the default theme: inside the installed package, else that of the repository."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "default_templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


class Renderer:
    """Templates, compiled when first used, and the facts about the site; held open, one a process.

    Templates of the site come before those of the default theme, which can also be had as `default/cable.html`, so
    that a site can extend what it overrides. A template that changes on disk needs a new Renderer.
    """

    def __init__(self, config: Config, site: SiteFacts, compiled: CompiledTemplates | None = None) -> None:
        """Nothing is read yet but the names of the folders. `compiled`: where compiled templates are kept."""
        self._site = site
        self._root = config.root
        self._folders = (config.templates, find_default_templates())
        self._compiled = compiled
        self._counting = Counting()
        self._environment = make_environment(CarefulTheme, *self._folders, self._counting, compiled)
        self._fast = make_environment(FastTheme, *self._folders, self._counting, compiled)
        self._odd: set[str] = set()
        self._known: frozenset[str] = frozenset()
        self._digests: dict[str, str] = {}

    def render(self, page: Page, *cables: AnyCable) -> str:
        """The text of a page; `cables` are those that a CableView or the parts of an EditionView are about.

        TemplateProblem: the template is missing, not well formed or cannot be carried out on this page.
        """
        return self.fill(page.template, self.show(page.view, cables)).decode("utf-8")

    def show(self, view: View, cables: Sequence[AnyCable]) -> View:
        """A view with all that its template shows: the texts of these cables, and of those that are cited."""
        if isinstance(view, CableView) and cables:
            return replace(view, text=show_cable(cables[0], view))
        if isinstance(view, EditionView) and cables:
            parts = zip(view.parts, cables, strict=True)
            shown = (replace(v, text=show_part(c, v, f"c{n}-")) for n, (v, c) in enumerate(parts, 1))
            view = replace(view, parts=tuple(shown))
            return replace(view, html=fill_citations(view.html, view.cited, view.head.root))
        if isinstance(view, ProseView) and view.cited:
            return replace(view, html=fill_citations(view.html, view.cited, view.head.root))
        if isinstance(view, FrontView) and view.cited:
            return replace(view, introduction=fill_citations(view.introduction, view.cited, view.head.root))
        return view

    def fill(self, template: str, view: View) -> bytes:
        """What a template makes of a view that `show` gave, in UTF-8. TemplateProblem as in `render`."""
        if isinstance(view, TextView):
            return view.text.encode("utf-8", "replace")
        text = self._render_fast(template, view)
        if text is None:
            text = [self._render_with_care(template, view)]
        if sum(map(len, text)) > LARGEST_PAGE:
            raise explain_failure(
                OverflowError("the page is too large"), None, template, self._environment, self._root
            )
        try:
            return b"".join(map(str.encode, text))  # in parts: only few of them have letters beyond ASCII
        except UnicodeEncodeError:  # half a surrogate pair, in a template of the site
            return "".join(text).encode("utf-8", "replace")

    def _render_fast(self, template: str, view: View) -> list[str] | None:
        """The text by the fast code, in parts; None where that would not do."""
        if template in self._odd:
            return None
        self._counting.left = LONGEST_RANGE
        try:
            return self._fast.fill(template, view=view, site=self._site)
        except FAILURES:
            return None

    def _render_with_care(self, template: str, view: View) -> str:
        """The text by Jinja2's own code, which from now on makes all pages of this template."""
        self._counting.left = LONGEST_RANGE
        try:
            text = self._environment.get_template(template).render(view=view, site=self._site)
        except FAILURES as failure:
            trace = sys.exc_info()[2]
            raise explain_failure(failure, trace, template, self._environment, self._root) from failure
        self._odd.add(template)
        return text

    def digest(self, template: str) -> str:
        """A digest of a template and of all that it includes, extends or imports, however far.

        A name that is only known when the template runs stands for all templates. TemplateProblem as in `render`.
        """
        if template not in self._digests:
            sources = dict(self._sources(template))
            summary = blake2b(digest_size=16)
            for name in sorted(sources):
                summary.update(f"{name}\0{len(sources[name])}\0{sources[name]}".encode("utf-8", "replace"))
            self._digests[template] = summary.hexdigest()
        return self._digests[template]

    def _sources(self, template: str) -> Iterator[tuple[str, str]]:
        """The sources of a template and of all that it names, each once."""
        waiting, seen = [template], {template}
        while waiting:
            name = waiting.pop()
            source, named = self._read(name, template)
            yield name, source
            waiting += named - seen
            seen |= named

    def _read(self, name: str, template: str) -> tuple[str, set[str]]:
        """The source of a template and the names of the templates that it names."""
        environment = self._fast
        try:
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
            found = self._named(name, source)
        except FAILURES as failure:
            raise explain_failure(failure, None, template, environment, self._root) from failure
        named = {other for other in found if other is not None}
        if None in found:
            named |= {other for other in self._names() if not other.startswith(NO_TEMPLATES)}
        known = named & self._names()
        if known != named and None not in found:
            raise explain_not_found(source, name, named - known, environment, self._root)
        return source, known

    def _named(self, name: str, source: str) -> set[str | None]:
        """What a template names, None for a name that is only known when it runs."""

        def find() -> set[str | None]:
            return set(meta.find_referenced_templates(self._fast.parse(source, name, name)))

        return self._compiled.named(name, source, find) if self._compiled else find()

    def _names(self) -> frozenset[str]:
        """The names of all templates, looked for once."""
        if not self._known:
            self._known = frozenset(self._fast.list_templates())
        return self._known

    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """Every file under `assets/` of site and default theme, the site's first: name such as `assets/style.css`."""
        files: dict[str, Path] = {}
        for folder in reversed(self._folders):
            files.update(
                {file.relative_to(folder).as_posix(): file for file in _files_under(folder / ASSETS)}
            )
        return tuple((name, files[name].read_bytes()) for name in sorted(files))


def make_environment(
    kind: type[E], site: Path, default: Path, counting: Counting, compiled: CompiledTemplates | None = None
) -> E:
    """Jinja2 as our templates need it: strict, escaping by our own function, no reading of files again."""
    theme = FileSystemLoader(default)
    loaders: list[BaseLoader] = [FileSystemLoader(site), theme, PrefixLoader({"default": theme})]
    environment = kind(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=MissingValue,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    environment.filters["quotes"] = set_quotes
    environment.globals["range"] = counting.range
    return environment


class Counting:
    """What the loops of one page may still count, `left`: loops within loops use it up together."""

    def __init__(self) -> None:
        self.left = LONGEST_RANGE

    def range(self, *bounds: int) -> range:
        """Python's `range`. OverflowError: the page has counted more than a page could want."""
        numbers = range(*bounds)
        self.left -= len(numbers)
        if self.left < 0:
            raise OverflowError(f"a page may count to {LONGEST_RANGE:,} with range")
        return numbers


def _files_under(folder: Path) -> Iterator[Path]:
    """All files under a folder, which need not exist; hidden ones are left out."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts):
            yield file


__all__ = ["Counting", "Renderer", "TemplateProblem", "find_default_templates", "make_environment"]
