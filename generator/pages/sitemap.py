"""All paths -> sitemap.xml, in parts where there are many, and robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from . import urls
from .series import Series, one_page
from .views import TextView

KIND = "sitemap"
MOST_URLS = 50_000  # sitemaps.org: at most 50,000 addresses and 50 MB a file
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap_series(base: str, paths: Sequence[str]) -> tuple[Series, ...]:
    """The sitemap of all HTML pages among `paths`; none where the site has no address, as it must name it."""
    if not base:
        return ()
    listed = tuple(path for path in paths if urls.is_html(path))
    if len(listed) <= MOST_URLS:
        return (one_page(KIND, "", urls.SITEMAP, lambda: TextView(_url_set(base, listed))),)
    parts = tuple(urls.sitemap_part(n + 1) for n in range(-(-len(listed) // MOST_URLS)))

    def part(number: int) -> TextView:
        return TextView(_url_set(base, listed[number * MOST_URLS : (number + 1) * MOST_URLS]))

    return (
        one_page(KIND, "", urls.SITEMAP, lambda: TextView(_part_index(base, parts))),
        Series(KIND, "", parts, part, lambda _: "the sitemap"),
    )


def robots_text(base: str, has_sitemap: bool) -> str:
    """robots.txt: all may read all; where the sitemap is."""
    sitemap = f"\nSitemap: {base}{urls.SITEMAP}\n" if base and has_sitemap else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def _url_set(base: str, paths: Sequence[str]) -> str:
    lines = (f"<url><loc>{_location(base, path)}</loc></url>" for path in paths)
    return "\n".join((f'{DECLARATION}<urlset xmlns="{NAMESPACE}">', *lines, "</urlset>\n"))


def _part_index(base: str, parts: Sequence[str]) -> str:
    lines = (f"<sitemap><loc>{_location(base, part)}</loc></sitemap>" for part in parts)
    return "\n".join((f'{DECLARATION}<sitemapindex xmlns="{NAMESPACE}">', *lines, "</sitemapindex>\n"))


def _location(base: str, path: str) -> str:
    return escape(urls.canonical(base, path) or path, quote=False)
