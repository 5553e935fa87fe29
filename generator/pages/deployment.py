"""What a static host wants to know -> 404.html, robots.txt, _headers, _redirects, .nojekyll."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from . import urls
from .heads import make_head
from .series import Series, one_page
from .signposts import Signposts
from .sitemap import robots_text
from .views import PlainView, TextView

KIND = "deployment"
TEMPLATE = "404.html"

# One policy for all pages: everything comes from the site itself, nothing is inline, nobody frames it.
CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",  # scripts may fetch files of the site; tools that try its robots.txt from a page, too
    "img-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
EVERYWHERE = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
REVALIDATE = (("Cache-Control", "public, max-age=0, must-revalidate"),)
MOST_REDIRECTS = 1_900  # Cloudflare Pages takes 2,000
A_DAY = (("Cache-Control", "public, max-age=86400"),)
# Cloudflare Pages joins the values of a header that several rules give, so no two caching rules may overlap.
# Pages of prose at the root fall under neither: revalidation is what both hosts do of themselves.
REVALIDATED = (
    "/",
    "/absent/*", "/addressee/*", "/cable/*", "/caption/*", "/cited/*", "/classification/*", "/country/*",
    "/date/*", "/declassification/*", "/map/*", "/number/*", "/pair/*", "/person/*", "/post/*", "/precedence/*",
    "/reason/*", "/tag/*", "/thread/*",
)  # fmt: skip


def deployment_series(signposts: Signposts) -> tuple[Series, ...]:
    """The files that every site has, whatever its kinds of page."""
    has_sitemap = "sitemap" in signposts.kinds
    texts: dict[str, Callable[[], str]] = {
        urls.ROBOTS: lambda: robots_text(signposts.base, has_sitemap),
        urls.HEADERS: headers_text,
        urls.REDIRECTS: lambda: redirects_text("feed" in signposts.kinds, misnamed(signposts)),
        urls.NO_JEKYLL: str,
    }
    names = tuple(texts)
    files = Series(KIND, "", names, lambda n: TextView(texts[names[n]]()), lambda n: f"the file {names[n]}")
    return one_page(KIND, TEMPLATE, urls.NOT_FOUND, lambda: _not_found(signposts)), files


def headers_text() -> str:
    """`_headers` in the syntax that Netlify and Cloudflare Pages share."""
    rules = (("/*", EVERYWHERE), *((path, REVALIDATE) for path in REVALIDATED), ("/assets/*", A_DAY))
    return "\n".join(_rule(path, headers) for path, headers in rules)


def misnamed(signposts: Signposts) -> tuple[tuple[str, str], ...]:
    """Where a reader looks who knows a cable by the name of its file, and where it is: `09EFTOPARIS305`."""
    if "cables" not in signposts.kinds:
        return ()
    taken = {url.lower() for url in signposts.urls}
    found: dict[str, str] = {}
    for card, url in zip(signposts.archive.slips, signposts.urls, strict=True):
        old = urls.beside(url, card.source_path)
        if card.id and old.rpartition("/")[2][:2].isdigit() and old.lower() not in taken:
            found.setdefault(old, url)
    return tuple(found.items())[:MOST_REDIRECTS]


def redirects_text(has_feed: bool, moved: Sequence[tuple[str, str]] = ()) -> str:
    """`_redirects` in the syntax that both share: where readers of feeds look first, other names of cables."""
    lines = ["# from, to, status; addresses of cables never change and need no line here"]
    if has_feed:
        lines += [f"/{name} /{urls.FEED} 301" for name in urls.FEED_READERS_TRY]
    lines += [f"/{old} /{new} 301" for old, new in moved]
    return "\n".join((*lines, ""))


def _rule(path: str, headers: tuple[tuple[str, str], ...]) -> str:
    return "\n".join((path, *(f"  {name}: {value}" for name, value in headers), ""))


def _not_found(signposts: Signposts) -> PlainView:
    """The page of a wrong address: it is served at any depth, so its links begin at the host's root."""
    head = make_head(signposts, urls.NOT_FOUND, "Page not found", "There is no page at this address.")
    root = urls.absolute_root(signposts.config.site.url)
    return PlainView(msgspec.structs.replace(head, root=root, canonical=None))
