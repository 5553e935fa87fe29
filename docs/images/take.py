"""A built site -> the screenshots of the documents: python docs/images/take.py output"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CABLE = "cable/2008/02/08PARIS305.html"


class Shot(NamedTuple):
    """A page as a reader sees it: from which fragment on, in a window of which size."""

    name: str
    page: str
    width: int
    height: int
    schemes: tuple[str, ...] = ("light",)


SHOTS = (
    Shot("cable", CABLE, 1280, 860, ("light", "dark")),
    Shot("text", f"{CABLE}#p3", 1280, 700),
    Shot("front", "index.html", 1280, 960),
    Shot("person", "person/philippe-carre.html", 1280, 860),
    Shot("phone", CABLE, 390, 780),
)


def main() -> None:
    """Takes them all."""
    if CHROMIUM is None or len(sys.argv) != 2:
        sys.exit("usage: python docs/images/take.py output (needs Chromium on the PATH)")
    site = Path(sys.argv[1]).resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            for scheme in shot.schemes:
                take(browser, site, shot, scheme)
        browser.close()


def take(browser: Browser, site: Path, shot: Shot, scheme: str) -> None:
    """One screenshot, with 64 colours where ImageMagick is at hand."""
    file = HERE / f"{shot.name}-{scheme}.png"
    path, _, fragment = shot.page.partition("#")
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=scheme)
    page.goto((site / path).as_uri())
    page.evaluate("document.fonts.ready")
    if fragment:
        page.locator(f"#{fragment}").evaluate("seen => scrollTo(0, seen.offsetTop - 48)")
    page.screenshot(path=file)
    page.close()
    if convert := shutil.which("convert"):
        smaller = ["+dither", "-colors", "64", "-strip", "-define", "png:compression-level=9"]
        subprocess.run([convert, str(file), *smaller, f"PNG8:{file}"], check=True)


if __name__ == "__main__":
    main()
