"""A reader's browser on every kind of page: quiet, self-contained, accessible, usable by keyboard and without script."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_sites import KINDS, build_site
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = [pytest.param(path, id=kind) for kind, path in KINDS.items()]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")


class HostLike(http.server.SimpleHTTPRequestHandler):
    """Serves an output folder below /archive/ with the headers that its `_headers` file gives to every path."""

    headers_of_all: tuple[tuple[str, str], ...] = ()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/archive"))

    def end_headers(self) -> None:
        for name, value in self.headers_of_all:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def headers_of_all(output: Path) -> tuple[tuple[str, str], ...]:
    """The header lines of `/*` in `_headers`."""
    rows, inside = [], False
    for line in (output / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            inside = line.strip() == "/*"
        elif inside and ":" in line and not line.lstrip().startswith("#"):
            name, value = line.split(":", 1)
            rows.append((name.strip(), value.strip()))
    return tuple(rows)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The small archive on a loopback port, at a sub-path, as a host would serve it."""
    output = build_site("golden")
    handler = type("Handler", (HostLike,), {"headers_of_all": headers_of_all(output)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(output)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/archive/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_asks_no_other_host(path: str, page: Page, address: str):
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: noise.append(f"dialog {dialog.message}"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)
    assert noise == []
    assert [url for url in asked if not url.startswith(address.split("/archive")[0])] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, scheme: str, page: Page, address: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 1440 if scheme == "light" else 390, "height": 900})
    page.goto(address + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_at_any_width(path: str, page: Page, address: str):
    page.goto(address + path)
    wide = {}
    for width in (320, 390, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide[width] = needed
    assert wide == {}


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(path: str, page: Page, address: str):
    page.goto(address + path)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary')]
            .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})).length"""
    )
    reached, unseen = set(), []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
                const s = getComputedStyle(e);
                if (!e.dataset.stop) e.dataset.stop = String(document.querySelectorAll('[data-stop]').length + 1);
                return [e.dataset.stop, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0,
                        e.outerHTML.slice(0, 80), e.matches('a[href], button, summary')]; }"""
        )
        if place is None:
            break
        if place[3]:
            reached.add(place[0])
        if not place[1]:
            unseen.append(place[2])
    assert len(reached) >= wanted
    assert unseen == []


def test_the_skip_link_leads_to_the_content(page: Page, address: str):
    page.goto(address + KINDS["cable"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_without_script(path: str, browser: Browser, address: str):
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(address + path)
    assert page.locator("h1").first.is_visible()
    assert page.locator("main").inner_text().strip()
    folded = page.locator("main details")
    if folded.count():
        folded.first.locator("summary").focus()
        page.keyboard.press("Enter")
        assert folded.first.get_attribute("open") is not None
    plain.close()


def test_a_page_opens_from_disk(page: Page):
    output = build_site("golden")
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.goto((output / KINDS["cable"]).as_uri())
    page.get_by_role("link", name="Beatrix Ollenby").first.click()
    assert page.locator("h1").inner_text() == "Beatrix Ollenby"
    assert noise == []


def test_the_reader_chooses_light_or_dark_and_it_stays(page: Page, address: str):
    page.emulate_media(color_scheme="light")
    page.goto(address + KINDS["front"])
    paper = "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(paper)
    page.goto(address + KINDS["tag"])
    assert before != dark == page.evaluate(paper)


@pytest.mark.parametrize("path", [KINDS["cable"], KINDS["tag"], KINDS["front"]])
def test_print_leaves_navigation_away_and_is_black_on_white(path: str, page: Page, address: str):
    page.goto(address + path)
    page.emulate_media(media="print")
    assert not any(box.is_visible() for box in page.locator("nav").all())
    ink = page.evaluate("getComputedStyle(document.querySelector('main h1')).color")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ink == "rgb(0, 0, 0)" and paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    page.emulate_media(media="screen")


def test_nothing_moves_for_a_reader_who_wants_no_motion(page: Page, address: str):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + KINDS["cable"])
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
            return parseFloat(s.transitionDuration) > 0.01 || parseFloat(s.animationDuration) > 0.01; }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize(
    "asked",
    [
        "08PARIS305",
        "08 paris 305",
        "2008 PARIS 00305",
        "2008PARIS00305_a",
        "/cable/2007/01/08PARIS305.html",
        "https://cables.example.org/plusd/08PARIS305_a.html?from=list",
    ],
)
def test_every_form_of_a_number_leads_to_its_page(asked: str, address: str, context: BrowserContext):
    page = context.new_page()
    page.goto(address + "about.html")
    page.fill("#goto", asked)
    page.press("#goto", "Enter")
    page.wait_for_url("**/cable/2008/02/08PARIS305.html")
    page.close()


def test_a_number_that_is_not_here_is_told_so(address: str, context: BrowserContext):
    page = context.new_page()
    page.goto(address)
    for asked, answer in (
        ("PARIS", "as in"),
        ("08 QUARROW 3", "this post"),
        ("08PARIS306", "08PARIS306 is not here"),
    ):
        page.fill("#goto", asked)
        page.press("#goto", "Enter")
        page.locator("[role=status]", has_text=answer).wait_for()
    page.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_nothing_moves_when_scripts_add_their_box_and_their_button(
    width: int, context: BrowserContext, address: str
):
    heights = []
    for scripts in ("kept back", "run"):
        page = context.new_page()
        if scripts == "kept back":
            page.route("**/*.js", lambda route: route.abort())
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + KINDS["cable"])
        heights.append(page.locator(".masthead").evaluate("e => e.getBoundingClientRect().height"))
        page.close()
    assert abs(heights[0] - heights[1]) < 3
