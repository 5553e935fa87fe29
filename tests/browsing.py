"""The system's Chromium, for tests in a browser; they are skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, until the end of the block."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on the PATH")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong with a page, by all its rules or by some groups of them; of what is right it keeps no list."""
    chosen = {"runOnly": list(rules), "preload": False} if rules else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **chosen}).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def lay_out_all(page: Page) -> None:
    """Lays out also what is out of sight, which would else keep to itself what is too wide in it, or not yet be there."""
    page.evaluate(
        """() => { const all = new CSSStyleSheet(); all.replaceSync('* { content-visibility: visible !important }');
            document.adoptedStyleSheets = [all]; }"""
    )
