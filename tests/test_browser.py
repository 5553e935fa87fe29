"""A reader's browser on every kind of page: quiet, self-contained, accessible, usable by keyboard and without script."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from browsing import lay_out_all, needs_chromium, open_browser, violations
from built_sites import KINDS, build_site
from playwright.sync_api import Browser, Page, ViewportSize

PAGES = [pytest.param(path, id=kind) for kind, path in KINDS.items()]
DESK: ViewportSize = {"width": 1440, "height": 900}
pytestmark = needs_chromium


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
    with open_browser() as started:
        yield started


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """The one tab of most tests: each goes where it wants to be, and says how wide and in which colors."""
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def plain_tab(browser: Browser) -> Iterator[Page]:
    """A tab without script."""
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of a reader who has not been here before."""
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


class Visit(NamedTuple):
    """A page as it stands in a tab, and what was heard while it was opened."""

    page: Page
    noise: list[str]
    asked: list[str]


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, tab: Page, address: str) -> Iterator[Visit]:
    """A page of each kind, opened once for all that is looked at there."""
    visit = Visit(tab, [], [])
    hears = {
        "console": lambda message: visit.noise.append(message.text),
        "pageerror": lambda error: visit.noise.append(str(error)),
        "dialog": lambda dialog: visit.noise.append(f"dialog {dialog.message}"),
        "request": lambda request: visit.asked.append(request.url),
    }
    for event, hear in hears.items():
        tab.on(event, hear)  # type: ignore[call-overload]
    tab.set_viewport_size(DESK)
    tab.emulate_media(color_scheme="light")
    tab.goto(address + request.param)
    yield visit
    for event, hear in hears.items():
        tab.remove_listener(event, hear)


def test_a_page_is_quiet_and_asks_no_other_host(visit: Visit, address: str):
    assert visit.noise == []
    assert visit.asked != []
    assert [url for url in visit.asked if not url.startswith(address.split("/archive")[0])] == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Visit):
    page = visit.page
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary')]
            .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})).length"""
    )
    page.evaluate(
        """() => { window.stops = []; document.addEventListener('focusin', ({target: e}) => {
            const s = getComputedStyle(e);
            stops.push({ place: e, control: e.matches('a[href], button, summary'), html: e.outerHTML.slice(0, 80),
                         seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 }); }); }"""
    )
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
    reached, unseen = page.evaluate(
        """() => [new Set(stops.filter(s => s.control).map(s => s.place)).size,
                  stops.filter(s => !s.seen).map(s => s.html)]"""
    )
    assert reached >= wanted
    assert unseen == []


def test_nothing_scrolls_sideways_at_any_width(visit: Visit):
    wide = {}
    lay_out_all(visit.page)
    for width in (320, 390, 768, 1440, 1920):
        visit.page.set_viewport_size({"width": width, "height": 900})
        needed = visit.page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide[width] = needed
    assert wide == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(scheme: Literal["light", "dark"], width: int, visit: Visit):
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size({"width": width, "height": 900})
    lay_out_all(visit.page)
    assert violations(visit.page) == []


def test_the_skip_link_leads_to_the_content(tab: Page, address: str):
    tab.goto(address + KINDS["cable"])
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_without_script(path: str, plain_tab: Page, address: str):
    plain_tab.goto(address + path)
    assert plain_tab.locator("h1").first.is_visible()
    assert plain_tab.locator("main").inner_text().strip()
    folded = plain_tab.locator("main details")
    if folded.count():
        folded.first.locator("summary").focus()
        plain_tab.keyboard.press("Enter")
        assert folded.first.get_attribute("open") is not None


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


def test_what_is_far_below_waits_until_it_is_in_sight_and_paper_has_all_of_it(page: Page, address: str):
    laid_out = "() => [...document.querySelectorAll('.calendar table')].map(t => t.checkVisibility({contentVisibilityAuto: true}))"
    page.set_viewport_size({"width": 390, "height": 400})
    page.goto(address + KINDS["year"])
    assert [page.evaluate(laid_out)[month] for month in (0, -1)] == [True, False]
    page.locator(".calendar table").last.scroll_into_view_if_needed()
    frames = f"""() => new Promise(done => {{
        const look = left => (({laid_out})().at(-1) || !left ? done() : requestAnimationFrame(() => look(left - 1)));
        look(300);
    }})"""
    page.evaluate(frames)
    assert page.evaluate(laid_out)[-1]
    page.goto(address + KINDS["year"])
    page.emulate_media(media="print")
    assert page.evaluate(laid_out) == [True] * 12


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
def test_every_form_of_a_number_leads_to_its_page(asked: str, address: str, tab: Page):
    tab.goto(address + "about.html")
    tab.fill("#goto", asked)
    tab.press("#goto", "Enter")
    tab.wait_for_url("**/cable/2008/02/08PARIS305.html")


def test_a_number_that_is_not_here_is_told_so(address: str, tab: Page):
    tab.goto(address)
    for asked, answer in (
        ("PARIS", "as in"),
        ("08 QUARROW 3", "this post"),
        ("08PARIS306", "08PARIS306 is not here"),
    ):
        tab.fill("#goto", asked)
        tab.press("#goto", "Enter")
        tab.locator("[role=status]", has_text=answer).wait_for()


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_nothing_moves_when_scripts_add_their_box_and_their_button(
    width: int, browser: Browser, address: str
):
    heights = []
    for scripts in ("kept back", "run"):
        page = browser.new_page(viewport={"width": width, "height": 900})
        if scripts == "kept back":
            page.route("**/*.js", lambda route: route.abort())
        page.goto(address + KINDS["cable"])
        heights.append(page.locator(".masthead").evaluate("e => e.getBoundingClientRect().height"))
        page.close()
    assert abs(heights[0] - heights[1]) < 3
