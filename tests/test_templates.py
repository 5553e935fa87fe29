"""Templates show every view, let nothing through that is not safe, and say in plain words what is wrong with them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import sample_views as samples
from msgspec import Struct
from msgspec.structs import fields, replace

from generator.config import Config
from generator.pages.views import Page, PlainView, TextView
from generator.rendering.templates import Renderer, TemplateProblem

ATTACK = """"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}javascript:alert(3)"""
# Fields that are made by us and not to be escaped, or that choose a branch of a template
OURS = ("head", "html", "introduction", "json_ld", "kind", "outcome", "root", "template")
VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "line", "path"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site without anything."""
    (tmp_path / "templates").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """That of a site without templates of its own, each template compiled once."""
    return Renderer(Config(root=tmp_path_factory.mktemp("site")), samples.SITE)


def write(root: Path, name: str, source: str) -> Renderer:
    """A site with one template of its own."""
    file = root / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return Renderer(Config(root=root), samples.SITE)


def plain(template: str = "page.html") -> Page:
    return Page("x.html", template, PlainView(samples.head("x.html", "X")), "test")


class Outline(HTMLParser):
    """What a test wants to know of a page: that its tags nest, its ids, headings, addresses and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


PAGES = samples.pages()
HTML_PAGES = [name for name in PAGES if name != "feed"]


@pytest.mark.parametrize("name", HTML_PAGES)
def test_every_page_is_well_formed_with_headings_in_order_and_unique_ids(name: str, renderer: Renderer):
    outline = Outline(renderer.render(*PAGES[name]))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.headings[0] == 1 and outline.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    fragments = {address[1:] for address in outline.addresses if address.startswith("#")}
    assert fragments <= set(outline.ids)


@pytest.mark.parametrize("name", HTML_PAGES)
def test_no_page_carries_style_or_script_of_its_own(name: str, renderer: Renderer):
    html = renderer.render(*PAGES[name])
    outline = Outline(html)
    assert "style" not in outline.tags
    assert not {a for a in outline.attributes if a == "style" or a.startswith("on")}
    root = PAGES[name][0].view.head.root
    assert set(re.findall(r"<script[^>]*>", html)) <= {
        f'<script src="{root}assets/theme.js">',
        f'<script src="{root}assets/goto.js" defer>',
        '<script type="application/ld+json">',
    }


def attacked(value: Any, name: str = "") -> Any:
    """A value with an attack in every text, and in every address that a publisher or a cable could have written."""
    if name in OURS:
        return value
    if isinstance(value, str):
        return ATTACK
    if isinstance(value, tuple):
        return tuple(attacked(item) for item in value)
    if isinstance(value, Struct):
        changed = {field.name: attacked(getattr(value, field.name), field.name) for field in fields(value)}
        return replace(value, **changed)
    return value


@pytest.fixture(scope="module")
def attacked_renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(Config(root=tmp_path_factory.mktemp("attacked")), attacked(samples.SITE))


@pytest.mark.parametrize("name", [name for name in HTML_PAGES if "long" not in name])
def test_an_attack_in_every_field_of_a_view_is_only_text(name: str, attacked_renderer: Renderer):
    page, *cables = PAGES[name]
    view = attacked(page.view)
    if hasattr(view, "introduction"):
        view = replace(view, introduction="")
    view = replace(view, head=replace(attacked(view.head), root="", json_ld=""))
    html = attacked_renderer.render(replace(page, view=view), *cables)
    outline = Outline(html)
    assert "img" not in outline.tags and outline.tags.count("script") == 2
    assert "onerror" not in outline.attributes
    assert "49" not in html


def test_an_attack_in_every_field_of_a_cable_is_only_text(renderer: Renderer):
    whole = samples.cable()
    texts = {"kind", "level", "date_source", "code", "section", "route", "severity", "key"}

    def spoiled(value: Any, name: str = "") -> Any:
        if isinstance(value, str) and name not in texts:
            return ATTACK
        if isinstance(value, tuple):
            return tuple(spoiled(item, name) for item in value)
        if isinstance(value, Struct) and type(value).__name__ not in (
            "Classification",
            "Precedence",
            "Source",
        ):
            changed = {f.name: spoiled(getattr(value, f.name), f.name) for f in fields(value)}
            return replace(value, **changed)
        return value

    outline = Outline(renderer.render(PAGES["cable"][0], spoiled(whole)))
    assert "img" not in outline.tags and outline.tags.count("script") == 3
    assert not [address for address in outline.addresses if address.startswith("javascript")]


def test_bidirectional_overrides_in_a_title_do_not_turn_the_page(renderer: Renderer):
    page, cable = PAGES["cable"]
    html = renderer.render(replace(page, view=replace(page.view, title="a\u202eb\x07c")), cable)
    assert "<h1>a\ufffdb\u2407c</h1>" in html


def test_every_field_of_the_full_cable_is_on_its_page(renderer: Renderer):
    html = renderer.render(*PAGES["cable"])
    for words in (
        "08PARIS9002", "printed as PARIS 009002", "Lighthouses: The Minister’s Answer", "SECRET//NOFORN",
        "Thursday 21 February 2008, 14:04 UTC", "AMEMBASSY PARIS", "SECSTATE WASHDC", "not to OSLO", "AMEMBASSY NUMBER 8",
        "Priority for action, routine for information", "DEPARTMENT FOR EUR/PRA", "SIPDIS", "CODEL LANTERN",
        "Military and Defense Arrangements", "QUILLFEATHER, ADA", "Keeper-Ferrule e-mail", "Bo Ferrule", "Keeper of Seals",
        "14 February 2018", "3 sections; section 3 not here", "Quoted within.", "AGAINST 12", "FERRULE", "VZCZCXRO0001",
        "TEXT ON-LINE", "Only part of this telegram", "Lighthouse Talks Open", "Published by nobody", "%%%", "Section 3, page 2",
    ):  # fmt: skip
        assert words.replace("'", "&#39;") in html, words


def test_unresolved_references_look_unresolved(renderer: Renderer):
    html = renderer.render(*PAGES["cable"])
    assert '<span class="unresolved">07ROME5</span> <span class="why">not in this archive</span>' in html
    absent = '<a class="unresolved" href="../../../absent/2007/07ROME4.html">07ROME4</a>'
    assert f'{absent} <span class="why">not in this archive</span>' in html
    assert '<span class="unresolved">OSLO 7</span> <span class="why">one of' in html


def test_address_lists_are_folded_after_six(renderer: Renderer):
    html = renderer.render(*PAGES["cable"])
    assert (
        html.index("AMEMBASSY NUMBER 5")
        < html.index("<summary>3 more</summary>")
        < html.index("AMEMBASSY NUMBER 6")
    )


def test_the_current_page_is_marked(renderer: Renderer):
    html = renderer.render(*PAGES["index"])
    assert '<a href="../person/index.html" aria-current="page">Persons</a>' in html
    assert '<a href="../tag/index.html" aria-current="true">Tags</a>' in renderer.render(*PAGES["dossier"])


def test_the_feed_is_xml_whatever_stands_in_it(renderer: Renderer):
    page, *_ = PAGES["feed"]
    feed = ElementTree.fromstring(renderer.render(replace(page, view=attacked(page.view))))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert ElementTree.fromstring(renderer.render(page))[1].text == "https://cables.example/"


def test_a_text_is_given_as_it_is(renderer: Renderer):
    assert (
        renderer.render(Page("robots.txt", "", TextView("User-agent: *\n<&>"), "sitemap"))
        == "User-agent: *\n<&>"
    )


def test_a_site_overrides_a_template_or_one_block_of_it(root: Path):
    override = '{% extends "default/404.html" %}{% block footer %}<footer>Mine</footer>{% endblock %}'
    html = write(root, "404.html", override).render(*PAGES["404"])
    assert "<footer>Mine</footer>" in html and "Not in this archive" in html
    assert "colophon" not in html


def test_an_overridden_base_is_used_by_the_default_templates(root: Path):
    html = write(root, "base.html", "<main>{% set root = '' %}{% block body %}{% endblock %}</main>").render(
        *PAGES["404"]
    )
    assert html.startswith("<main>") and "Not in this archive" in html


@pytest.mark.parametrize(
    ("source", "code", "line", "hint"),
    [
        ("\n{% if view %}", "T501", 2, None),
        ("a\n{{ view.haed }}", "T502", 2, "did you mean head?"),
        ("a\n\n{{ view.head.titel }}", "T502", 3, "did you mean title?"),
        ("{{ veiw }}", "T502", 1, "did you mean view?"),
        ("{% if site.nothing_like_it %}{% endif %}", "T502", 1, "there are "),
        ("{{ view.head.canonical.x.y }}", "T502", 1, None),
        ("a\n{% include 'page.html' %}", "T503", 2, "default/page.html"),
        ("{% extends 'page.html' %}", "T503", 1, "default/page.html"),
        ("{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}", "T503", 1, "default/"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", "T503", 1, None),
        ("{% for n in range(10 ** 30) %}{% endfor %}", "T503", 1, None),
        ("\n{% include 'macros/strp.html' %}", "T504", 2, "did you mean macros/strip.html?"),
        ("{{ 'a' + 1 }}", "T505", 1, None),
        ("{{ 1 / 0 }}", "T505", 1, None),
        ("{{ view.head.title | nonsense }}", "T501", 1, None),
    ],
)
def test_a_wrong_template_is_named_with_file_line_and_a_way_out(source, code, line, hint, root):
    with pytest.raises(TemplateProblem) as caught:
        write(root, "page.html", source).render(plain())
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.code, problem.diagnostic.line) == (
        "templates/page.html",
        code,
        line,
    )
    assert hint is None or hint in (problem.diagnostic.hint or "")


def test_a_fault_in_an_included_template_is_named_there(root: Path):
    write(root, "parts/low.html", "\n\n{{ view.nothing }}")
    with pytest.raises(TemplateProblem) as caught:
        write(root, "page.html", "{% include 'parts/low.html' %}").render(plain())
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.line) == ("templates/parts/low.html", 3)


def test_a_template_that_does_not_exist_or_is_no_text_is_a_problem(root: Path):
    renderer = Renderer(Config(root=root), samples.SITE)
    with pytest.raises(TemplateProblem) as caught:
        renderer.render(plain("caple.html"))
    (problem,) = caught.value.problems
    assert (problem.diagnostic.code, problem.diagnostic.hint) == ("T504", "did you mean cable.html?")
    (root / "templates" / "latin.html").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateProblem) as caught:
        renderer.render(plain("latin.html"))
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.code) == ("templates/latin.html", "T505")


def test_a_template_that_asks_for_more_memory_than_there_is_is_a_problem(root: Path):
    with pytest.raises(TemplateProblem) as caught:
        write(root, "page.html", "a\n{{ 'x' * 10 ** 17 }}").render(plain())
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.code) == ("templates/page.html", "T503")


def test_a_template_that_is_not_well_formed_is_named_before_it_is_used(root: Path):
    with pytest.raises(TemplateProblem) as caught:
        write(root, "page.html", "\n{% if view %}").digest("page.html")
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.line) == ("templates/page.html", 2)


def test_the_digest_changes_with_everything_that_a_template_uses_and_nothing_else(root: Path):
    write(root, "deep.html", "1")
    write(root, "other.html", "1")
    write(root, "middle.html", "{% include 'deep.html' %}")
    first = write(root, "page.html", "{% from 'middle.html' import x %}").digest("page.html")
    assert write(root, "other.html", "2").digest("page.html") == first
    second = write(root, "deep.html", "2").digest("page.html")
    assert second != first
    assert write(root, "deep.html", "1").digest("page.html") == first
    assert len({first, second, write(root, "deep.html", "1").digest("middle.html")}) == 3


def test_the_digest_follows_every_template_where_the_name_is_only_known_later(root: Path):
    write(root, "a.html", "1")
    first = write(root, "page.html", "{% include view.head.title %}").digest("page.html")
    assert write(root, "a.html", "2").digest("page.html") != first


def test_the_digest_names_a_missing_template_with_its_line(root: Path):
    with pytest.raises(TemplateProblem) as caught:
        write(root, "page.html", "\n{% extends 'bsae.html' %}").digest("page.html")
    (problem,) = caught.value.problems
    assert (problem.path, problem.diagnostic.code, problem.diagnostic.line) == (
        "templates/page.html",
        "T504",
        2,
    )
    assert problem.diagnostic.hint == "did you mean base.html?"


def test_assets_of_the_site_come_before_those_of_the_theme(root: Path):
    mine = write(root, "assets/theme.js", "// mine")
    write(root, "assets/extra/logo.svg", "<svg/>")
    write(root, "assets/.hidden", "no")
    assets = dict(mine.assets())
    assert assets["assets/theme.js"] == b"// mine" and assets["assets/extra/logo.svg"] == b"<svg/>"
    assert "assets/style.css" in assets and "assets/.hidden" not in assets


def test_samples_hold_only_what_a_view_may_hold():
    def walk(value: Any) -> None:
        if isinstance(value, Struct):
            for field in fields(value):
                walk(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        else:
            assert value is None or isinstance(value, str | int | bool | date | datetime)

    for page, *_ in PAGES.values():
        walk(page.view)
