"""The preview in a browser: it reloads by itself, and shows an error over the page until it is mended."""

import pytest
from browsing import open_browser
from playwright.sync_api import expect
from preview_site import Preview, make_site, write_page

PATIENCE_MILLISECONDS = 60_000


@pytest.fixture
def page():
    with open_browser() as browser:
        yield browser.new_page()


def test_the_browser_reloads_and_shows_errors_until_they_are_mended(page, tmp_path):
    root = make_site(tmp_path)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    with Preview(root) as preview:
        page.goto(f"{preview.address}/about.html")
        expect(page.get_by_text("first words")).to_be_visible()

        write_page(root, "about", "second words")
        expect(page.get_by_text("second words")).to_be_visible(timeout=PATIENCE_MILLISECONDS)

        (root / "site.toml").write_text("[site]\ntitle = 7\n", encoding="utf-8")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("One error", timeout=PATIENCE_MILLISECONDS)
        expect(alert).to_contain_text("site.toml:2: error C104: [site] title must be a text, not a number")
        expect(page.get_by_text("second words")).to_be_attached()

        page.keyboard.press("Escape")
        expect(alert).not_to_be_attached()

        write_page(root, "about", "third words")
        expect(alert).to_contain_text("One error", timeout=PATIENCE_MILLISECONDS)

        (root / "site.toml").write_text("", encoding="utf-8")
        expect(page.get_by_text("third words")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        expect(alert).not_to_be_attached()
        page.goto("about:blank")
    assert faults == []
