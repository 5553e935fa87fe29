"""The look of the default theme: its weight, colours and fonts, and its pages in a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import sample_views as samples
from browsing import lay_out_all, open_browser, violations
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from generator.config import Config
from generator.rendering.templates import Renderer, find_default_templates

PAGES = samples.pages()
HTML_PAGES = [name for name in PAGES if name != "feed"]
FACE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)


def test_the_theme_is_small_and_asks_nothing_of_other_hosts():
    assets = find_default_templates() / "assets"
    style = (assets / "style.css").read_bytes()
    assert len(gzip.compress(style)) < 10_000
    assert (assets / "theme.js").stat().st_size < 1_000
    assert sum(file.stat().st_size for file in (assets / "fonts").glob("*.woff2")) <= 120_000  # all of them
    assert (assets / "fonts" / "OFL.txt").is_file()
    assert b"http" not in style and b"@import" not in style
    for address in re.findall(rb'url\("([^"]+)"\)', style):
        assert (assets / address.decode()).is_file()


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_pair_of_colours_can_be_read():
    style = (find_default_templates() / "assets" / "style.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): light-dark\((#\w{6}, #\w{6})\)", style))
    for at in (0, 1):
        tones = {name: luminance(pair.split(", ")[at]) for name, pair in named.items()}
        for ink in ("ink", "quiet", "link", "seen"):
            for paper in ("paper", "wash"):
                dark, light = sorted((tones[ink], tones[paper]))
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper, at)
    white = {"#fff": "#ffffff", "#000": "#000000"}
    strips = re.findall(r"--tone: (#\w{6}); --on-tone: (#\w{3});", style)
    assert len(strips) >= 8
    for tone, ink in strips:
        dark, light = sorted((luminance(tone), luminance(white[ink])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, tone


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sample pages with their assets, each in a folder of its name."""
    folder = tmp_path_factory.mktemp("pages")
    renderer = Renderer(Config(root=folder), samples.SITE)
    for name, (page, *cables) in PAGES.items():
        files = {page.path: renderer.render(page, *cables).encode("utf-8"), **dict(renderer.assets())}
        for path, content in files.items():
            file = folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Tab:
    return browser.new_page()


def test_every_font_has_stand_ins_as_wide_as_it():
    style = (find_default_templates() / "assets" / "style.css").read_text(encoding="utf-8")
    faces = [
        (face, "italic" in face.partition("font-style:")[2], "600" in face.partition("font-weight:")[2])
        for face in FACE.findall(style)
    ]
    ours = {(found[1], *rest) for face, *rest in faces if (found := re.search(r'"Reading Room (\w+)"', face))}
    stand_ins = {
        (found[1], *rest)
        for face, *rest in faces
        if (found := re.search(r'"\w+ as (\w+)"', face)) and "local(" in face and "size-adjust" in face
    }
    assert ours and ours == stand_ins


def test_a_page_of_english_fetches_no_font_that_is_for_other_languages(tab: Tab, written: Path):
    fetched: list[str] = []
    tab.on("request", lambda request: fetched.append(request.url))
    tab.goto((written / "cable" / PAGES["cable"][0].path).as_uri())
    tab.evaluate("document.fonts.ready.then(() => 0)")
    fonts = [url for url in fetched if url.endswith(".woff2")]
    assert fonts and not [url for url in fonts if "-more" in url]


def test_hardly_anything_moves_when_the_fonts_arrive(browser: Browser, written: Path):
    def height(*, fonts: bool) -> tuple[int, bool]:
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        if not fonts:
            tab.route("**/*.woff2", lambda route: route.abort())
        tab.goto((written / "cable" / PAGES["cable"][0].path).as_uri())
        tab.evaluate("document.fonts.ready.then(() => 0)")
        told = "[...document.fonts].some(f => f.family.includes(' as Serif') && f.status == 'loaded')"
        found = tab.evaluate("document.querySelector('main').offsetHeight"), tab.evaluate(told)
        tab.close()
        return found

    before, stands_in = height(fonts=False)
    if not stands_in:
        pytest.skip("this machine has neither Georgia nor Noto Serif nor DejaVu Serif")
    after, _ = height(fonts=True)
    assert abs(after - before) <= 0.03 * after


@pytest.mark.parametrize("name", HTML_PAGES)
def test_no_page_scrolls_sideways_asks_another_host_or_throws(name: str, tab: Tab, written: Path):
    complaints: list[str] = []
    hears = {
        "request": lambda r: None if r.url.startswith("file:") else complaints.append(f"asked {r.url}"),
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, hear in hears.items():
        tab.on(event, hear)  # type: ignore[call-overload]
    tab.goto((written / name / PAGES[name][0].path).as_uri())
    lay_out_all(tab)
    for width in (320, 390, 768, 1440, 1920):
        tab.set_viewport_size({"width": width, "height": 900})
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            complaints.append(f"scrolls sideways at {width}")
    for event, hear in hears.items():
        tab.remove_listener(event, hear)
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
@pytest.mark.parametrize("name", ["cable", "cable-bare"])
def test_axe_finds_nothing_on_a_cable_of_everything_or_of_nothing(
    name: str, width: int, scheme: Literal["light", "dark"], tab: Tab, written: Path
):
    """Pages of all other kinds are looked at in test_browser.py."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    tab.goto((written / name / PAGES[name][0].path).as_uri())
    assert violations(tab, "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice") == []


def test_notes_open_in_place_by_keyboard_on_a_narrow_screen(browser: Browser, written: Path):
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    tab.goto((written / "cable" / PAGES["cable"][0].path).as_uri())
    note = tab.get_by_text("¶1 was printed as")
    assert not note.first.is_visible()
    tab.get_by_role("checkbox").first.focus()
    tab.keyboard.press("Space")
    assert note.first.is_visible()
    tab.close()


def test_the_reader_can_switch_to_dark_and_it_stays_so(browser: Browser, written: Path):
    tab = browser.new_page(color_scheme="light")
    tab.goto((written / "front" / "index.html").as_uri())
    tab.get_by_role("button", name="Dark").click()
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 21, 19)"
    tab.reload()
    assert tab.get_by_role("button", name="Light").is_visible()
    tab.close()
