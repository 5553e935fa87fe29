"""The fast code of a template gives what Jinja2's own gives, and leaves to that whatever is odd."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import sample_views as samples
from msgspec.structs import replace

from generator.config import Config
from generator.pages.views import CableView, Page, PlainView, View
from generator.rendering.cable_text import show_cable
from generator.rendering.compiled import CompiledTemplates
from generator.rendering.compiling import CarefulTheme, FastTheme
from generator.rendering.templates import (
    Counting,
    Renderer,
    TemplateProblem,
    find_default_templates,
    make_environment,
)

PAGES = samples.pages()
NO_TEMPLATES_OF_ITS_OWN = "none"
ODD = {
    "absent": "{{ view.nothing | default('none') }}{% if view.nothing is defined %}!{% endif %}",
    "dictionary": "{% set table = {'name': 'a<b', 'items': 'hidden'} %}{{ table.name }}{{ table['items'] }}",
    "method": "{{ 'a<b'.upper() }}{{ '{:,}'.format(1204) }}",
    "named": "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(b=1, a='<') }}{{ m('x') }}{{ m(*[3, 4]) }}",
    "caller": "{% macro m(a) %}<p>{{ caller(a) }}</p>{% endmacro %}{% call(x) m('<') %}{{ x }}{% endcall %}",
    "many": "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, '<', a=2) }}",
    "shadowed": "{% macro m(a) %}{{ a }}{% endmacro %}{% for m in ['<'] %}{{ m }}{% endfor %}{{ m('&') }}",
    "kept as text": "{% macro m(a) %}<{{ a }}>{% endmacro %}{% set x = m('&') %}{{ x }}{{ x ~ '<' }}{{ m(1) | length }}",
    "unescaped": "{% autoescape false %}{{ '<' }}{{ '<' | safe }}{% endautoescape %}{{ '<' }}",
    "safe": "{{ ('<b>' | safe) }}{{ 3 | safe }}{{ none | safe }}",
    "list in a shared macro": "{% macro link(a) %}{{ a | join }}{% endmacro %}{{ link(['<', 'b']) }}",
    "true and one": "{% macro link(a) %}{{ a }}{% endmacro %}{{ link(1) }}{{ link(true) }}{{ link(1.0) }}",
    "loop": "{% for x in 'ab' recursive %}{{ loop.index }}{{ x }}{% if loop.first and loop.depth < 3 %}{{ loop('c') }}{% endif %}{% endfor %}",
    "about a loop": "{% for x in view.head.title ~ 'abc' %}{{ loop.index }}/{{ loop.length }}{{ loop.revindex }}{{ x }}{{ loop.previtem | default('|') }}"
    "{{ loop.nextitem | default('|') }}{{ loop.cycle('o', 'e') }}{{ loop.changed(x) }}{% if loop.last %}.{% endif %}{% endfor %}",
    "the same word, safe or not": "{% set b = '<b>' %}{{ b }}{{ b | safe }}{% set c = b | safe %}{{ c }}{{ b }}",
    "no item": "{{ [1, 2][5] | default('none') }}{{ {'a': 1}['b'] | default('none') }}{{ view['head']['title'] }}{{ 'abc'[1] }}",
    "lengths": "{{ [1, 2] | length }}{{ 'abc' | count }}{{ none is none }}{{ nothing is none }}{{ range(4) | length }}",
    "joined": "{{ 'a' ~ 1 ~ '<' }}{{ ('<b>' | safe) ~ '<' ~ 2.5 ~ none ~ true }}",
    "figures": "{{ 1 }}{{ 1.0 }}{{ true }}{{ 1.5e300 }}{{ -0.0 }}{{ false }}",
    "python's words": "{{ {'class': 1, 'None': 2}.class }}",
    "self": "{% block a %}x<{% endblock %}{{ self.a() }}",
}


@cache
def environments(root: Path) -> tuple[CarefulTheme, FastTheme]:
    default = find_default_templates()
    return (
        make_environment(CarefulTheme, root, default, Counting()),
        make_environment(FastTheme, root, default, Counting()),
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_theme_is_made_by_the_fast_code_as_by_the_careful(name: str):
    page, *cables = PAGES[name]
    view: View = page.view
    if isinstance(view, CableView) and cables:
        view = replace(view, text=show_cable(cables[0], view))
    careful, fast = environments(find_default_templates() / NO_TEMPLATES_OF_ITS_OWN)
    expected = careful.get_template(page.template).render(view=view, site=samples.SITE)
    assert "".join(fast.fill(page.template, view=view, site=samples.SITE)) == expected
    assert "".join(fast.fill(page.template, view=view, site=samples.SITE)) == expected, "with what was kept"


@pytest.mark.parametrize("name", ODD)
def test_what_a_site_writes_into_its_templates_means_what_it_means_to_jinja(name: str, tmp_path: Path):
    file = tmp_path / "templates" / "page.html"
    file.parent.mkdir()
    file.write_text(ODD[name], encoding="utf-8")
    page = Page("x.html", "page.html", PlainView(samples.head("x.html", "X")), "test")
    careful, _ = environments(file.parent)
    expected = careful.get_template("page.html").render(view=page.view, site=samples.SITE)
    renderer = Renderer(Config(root=tmp_path), samples.SITE)
    assert [renderer.render(page) for _ in range(3)] == [expected] * 3


NESTED = {
    "base.html": "a{% block one %}1{% for n in 'xy' %}{% block two scoped %}[{{ n | default('-') }}]{% endblock %}"
    "{% endfor %}{% endblock %}{% include 'low.html' %}z",
    "low.html": "<{{ view.head.title }}{{ '<' }}>{% include 'lowest.html' without context %}",
    "lowest.html": "{% set words = 'a<b' %}{{ words }}{% block three %}!{{ words | default('') }}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block one %}{{ super() }}{% include 'low.html' %}"
    "{% set kept %}{% include 'low.html' %}{% endset %}{{ kept }}{% filter upper %}{% block four %}<i>{% endblock %}"
    "{% endfilter %}{% endblock %}{% block two %}({{ n | default('?') }}){{ super() }}{% endblock %}",
    "odd.html": "x{% if view.head.title %}{% extends 'base.html' %}{% endif %}y",
}


@pytest.mark.parametrize("name", NESTED)
def test_blocks_and_included_templates_give_what_they_give_in_jinja(name: str, tmp_path: Path):
    for file, source in NESTED.items():
        (tmp_path / file).write_text(source, encoding="utf-8")
    view = PlainView(samples.head("x.html", "X"))
    careful, fast = environments(tmp_path)
    expected = careful.get_template(name).render(view=view, site=samples.SITE)
    assert ["".join(fast.fill(name, view=view, site=samples.SITE)) for _ in range(2)] == [expected] * 2


def test_macros_of_a_theme_may_count_on_every_page_anew(tmp_path: Path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "dots.html").write_text(
        "{% macro dots() %}{% for n in range(4000) %}.{% endfor %}{% endmacro %}"
    )
    (folder / "page.html").write_text("{% from 'dots.html' import dots %}{{ dots() }}")
    renderer = Renderer(Config(root=tmp_path), samples.SITE)
    page = Page("x.html", "page.html", PlainView(samples.head("x.html", "X")), "test")
    assert [len(renderer.render(page)) for _ in range(4)] == [4000] * 4


def shown_by(root: Path, code: bytes = b"program") -> str:
    """What the template page.html of a site shows, made with compiled templates kept in a folder."""
    page = Page("x.html", "page.html", PlainView(samples.head("x.html", "X")), "test")
    kept = CompiledTemplates(root / "kept", code)
    return Renderer(Config(root=root), samples.SITE, kept).render(page)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "templates" / "page.html"
    file.parent.mkdir()
    file.write_text("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('&') }}", encoding="utf-8")
    return file


def test_a_template_is_compiled_once_for_all_builds(template: Path, tmp_path: Path):
    shown = shown_by(tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    other = shown_by_another_template(tmp_path / "other")
    assert other != shown
    source = template.read_text(encoding="utf-8")
    cache = CompiledTemplates(tmp_path / "kept", b"program")
    _, fast = environments(template.parent)
    bucket = cache.get_bucket(fast, "page.html", str(template), source)
    assert bucket.key == kept.name
    assert bucket.code
    bucket.code = fast.compile("other", "page.html", str(template))
    cache.dump_bytecode(bucket)
    assert shown_by(tmp_path) == other == "other"


def shown_by_another_template(root: Path) -> str:
    (root / "templates").mkdir(parents=True)
    (root / "templates" / "page.html").write_text("other", encoding="utf-8")
    return shown_by(root)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
        lambda content: bytes(16) + content[16:],
        lambda content: content + b"\0",
        None,
    ],
    ids=["empty", "cut", "flipped", "another digest", "longer", "a folder"],
)
def test_a_damaged_template_of_the_cache_is_compiled_again(damage, template: Path, tmp_path: Path):
    shown = shown_by(tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    if damage:
        kept.write_bytes(damage(whole))
    else:
        kept.unlink()
        kept.mkdir()
    assert shown_by(tmp_path) == shown
    assert damage is None or kept.read_bytes() == whole


def test_no_compiled_template_outlives_its_source_or_the_program(template: Path, tmp_path: Path):
    shown = shown_by(tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    assert shown_by(tmp_path, b"another program") == shown
    assert kept.read_bytes() != whole, "compiled again"
    template.write_text("new", encoding="utf-8")
    assert shown_by(tmp_path, b"another program") == "new"


def digest_by(root: Path, code: bytes = b"program") -> str:
    return Renderer(Config(root=root), samples.SITE, CompiledTemplates(root / "kept", code)).digest(
        "page.html"
    )


def test_what_a_template_names_is_looked_for_once_and_anew_when_its_source_changes(
    template: Path, tmp_path: Path
):
    template.write_text("{% include 'a.html' %}{% include view.b %}", encoding="utf-8")
    (template.parent / "a.html").write_text("a", encoding="utf-8")
    first = digest_by(tmp_path)
    assert first == digest_by(tmp_path) == digest_by(tmp_path, b"another program")
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert digest_by(tmp_path) == first
    source = template.read_text(encoding="utf-8")
    cache = CompiledTemplates(tmp_path / "kept", b"program")
    assert cache.named("page.html", source, lambda: {"never asked"}) == {"a.html", None}
    assert cache.named("page.html", source + " ", lambda: {"b.html"}) == {"b.html"}
    assert cache.named("other.html", source, set) == set()


def test_a_fault_in_a_template_of_the_cache_is_named_like_any_other(template: Path, tmp_path: Path):
    template.write_text("\n{{ view.no_such_field.at_all }}", encoding="utf-8")
    said = []
    for _ in range(2):
        with pytest.raises(TemplateProblem) as told:
            shown_by(tmp_path)
        said.append(told.value.problems)
    assert said[0] == said[1]
    assert said[0][0].diagnostic.line == 2
