"""Cards, codes, keys and days -> the URL of every page; nothing else makes one.

A URL is a path from the site's root. Each segment is safe on every host and file system: letters, digits,
`.`, `_` and `-` alone, no leading dot, no device name of Windows, at most 120 characters, and no two that
differ in case alone. What readers may have cited stays: the same archive always gives the same URLs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..cards import Slip, place_of
from ..numbering import NO_YEAR, year_in

FRONT = "index.html"
NOT_FOUND = "404.html"
FEED = "feed.xml"
FEED_READERS_TRY = ("feed", "atom.xml", "rss.xml")
SITEMAP = "sitemap.xml"
QUALITY = "quality.html"
NUMBERS_SCRIPT = "number/posts.js"
GLOSSARY = "glossary.html"
# What the fragment of a word has not: the stroke of `A/S`
NOT_IN_TERM = re.compile(r"[^A-Za-z0-9]+")
BROWSE = "browse.html"
ROBOTS = "robots.txt"
HEADERS = "_headers"
REDIRECTS = "_redirects"
NO_JEKYLL = ".nojekyll"

LONGEST_STEM = 100  # leaves room in 120 for a copy's number and an ending
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
TAKEN_IN_FOLDERS = frozenset({"index"})

# Registers of persons that an identifier of the people file may name, and where they show one.
REGISTERS = {
    "wikidata": "https://www.wikidata.org/wiki/",
    "viaf": "https://viaf.org/viaf/",
    "gnd": "https://d-nb.info/gnd/",
    "isni": "https://isni.org/isni/",
    "lccn": "https://id.loc.gov/authorities/names/",
}

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")  # the slash in `UNGA/C-6`


def segment(text: str) -> str:
    """Text as one safe segment without its ending: `UNGA/C-6` -> `UNGA-C-6`, `Élysée` -> `Elysee`."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    safe = UNSAFE.sub("-", folded).strip(".-")
    if not safe:
        return f"x-{_digest(text)}" if text else "x"
    if len(safe) > LONGEST_STEM:
        safe = f"{safe[: LONGEST_STEM - 9]}-{_digest(text)}"
    name, dot, rest = safe.partition(".")
    return f"{name}_{dot}{rest}" if name.lower() in RESERVED else safe


def slugs(keys: Iterable[str]) -> dict[str, str]:
    """A segment for each key, distinct even where case does not count; a key that is safe already keeps
    itself."""
    given: dict[str, str] = {}
    taken = set(TAKEN_IN_FOLDERS)
    for key in sorted(keys, key=lambda k: (segment(k) != k, k)):
        given[key] = _free(segment(key), taken)
    return given


def cable_urls(cards: Sequence[Slip], numbers: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """The page of each card, in the order of the cards. `numbers`: the cards of each id, its first copy
    first."""
    several = [copies for copies in numbers.values() if len(copies) > 1]
    ranks = {number: rank for copies in several for rank, number in enumerate(copies[1:], 2)}
    found = [(place_of(card), _cable_stem(card)) for card in cards]
    order = sorted(range(len(found)), key=lambda n: (ranks.get(n, 1), found[n][0]))
    urls = [""] * len(found)
    taken: set[str] = set()
    for number in order:
        rank = ranks.get(number, 1)
        stem = found[number][1]
        urls[number] = _free(stem if rank == 1 else f"{stem}-{rank}", taken) + ".html"
    return tuple(urls)


def beside(cable_url: str, source_path: str) -> str:
    """The page that a cable would have after the name of its file: `cable/2008/02/08EFTOPARIS305.html`."""
    return f"{cable_url.rpartition('/')[0]}/{segment(PurePosixPath(source_path).stem)}.html"


def download(cable_url: str) -> str:
    """The copy of a source, beside its cable: `cable/2008/02/08PARIS305.txt`."""
    return f"{cable_url.removesuffix('.html')}.txt"


def tag(slug: str) -> str:
    """The stem of a tag's pages: `tag/MARR`."""
    return f"tag/{slug}"


def tag_pair(first: str, second: str) -> str:
    """The stem of the pages of two tags, by theirs: `tag/FR/and/MARR`."""
    return f"{first}/and/{second.partition('/')[2]}"


def person(slug: str) -> str:
    """The stem of a person's pages: `person/philippe-carre`."""
    return f"person/{slug}"


def post(slug: str) -> str:
    """The stem of a post's pages: `post/paris`."""
    return f"post/{slug}"


def term(glossary: str, word: str) -> str:
    """A word on the page of the glossary: `glossary.html#w-GOF`."""
    return f"{glossary}#{term_anchor(word)}"


def term_anchor(word: str) -> str:
    """The fragment of a word in the glossary: `w-GOF`, of `A/S` `w-A-S`."""
    return f"w-{NOT_IN_TERM.sub('-', word)}"


def paragraph(cable_url: str, number: int | None) -> str:
    """A paragraph of a cable: `cable/2008/02/08PARIS305.html#p4`; the cable where none is meant."""
    return cable_url if number is None else f"{cable_url}#p{number}"


def absent(cable_id: str) -> str:
    """The stem of the pages of a cable that is cited and not here: `absent/2008/08PARIS306`."""
    return f"absent/{year_in(cable_id) or 'undated'}/{segment(cable_id.removeprefix(NO_YEAR))}"


def numbers(post: str, year: int) -> str:
    """The numbers of a post in a year: `number/PARIS/2008.html`."""
    return f"number/{segment(post)}/{year}.html"


def cited(cable_url: str) -> str:
    """The stem of the whole list of those that refer to a cable: `cited/2008/02/08PARIS305`."""
    return f"cited/{cable_url.removeprefix('cable/').removesuffix('.html')}"


def thread(cable_url: str) -> str:
    """The stem of the pages of the conversation that a cable begins: `thread/2007/03/07PARIS1111`."""
    return f"thread/{cable_url.removeprefix('cable/').removesuffix('.html')}"


@lru_cache(maxsize=64)
def classification(level: str) -> str:
    """The stem of a level's pages: `classification/top-secret`; `unknown` where there is none."""
    return f"classification/{segment(level.lower()) if level else 'unknown'}"


def about_post(slug: str) -> str:
    """The stem of the list of cables that name a post: `post/paris/about`."""
    return f"post/{slug}/about"


def country(code: str) -> str:
    """The stem of a country's pages, by its ISO code: `country/fr`."""
    return f"country/{segment(code.lower())}"


def world_map(year: int | None = None) -> str:
    """The map of all posts, or of those of a year: `map/index.html`, `map/2008.html`."""
    return index("map") if year is None else f"map/{year:04d}.html"


def listed(folder: str, slug: str) -> str:
    """The stem of the pages of a mark: `caption/SIPDIS`, `reason/1.4-b`, `addressee/cia`."""
    return f"{folder}/{slug}"


def year(number: int) -> str:
    """The stem of a year's pages: `date/2008`."""
    return f"date/{number:04d}"


def month(number: int, of: int) -> str:
    """The stem of a month's pages: `date/2008/02` of (2008, 2)."""
    return f"date/{number:04d}/{of:02d}"


def day(number: int, month: int, of: int) -> str:
    """The stem of a day's pages: `date/2008/02-21` of (2008, 2, 21), as `date/2008/02/21` is a page of a month."""
    return f"date/{number:04d}/{month:02d}-{of:02d}"


def undated() -> str:
    """The stem of the pages of cables whose year is not known."""
    return "date/undated"


def list_page(stem: str, number: int = 1) -> str:
    """A page of a list: `tag/MARR.html`, `tag/MARR/2.html`; a year's is `date/2008/all/2.html`, as 10 is
    October."""
    if number == 1:
        return f"{stem}.html"
    folder = f"{stem}/all" if stem.startswith("date/") and stem.count("/") == 1 else stem
    return f"{folder}/{number}.html"


def index(folder: str, anchor: str = "") -> str:
    """The index of a kind: `tag/index.html`, or one group of it: `post/index.html#france`."""
    return f"{folder}/index.html" + (f"#{anchor}" if anchor else "")


def letter_index(letter: str) -> str:
    """The persons of one letter, where they are too many for one page: `person/a-z/c.html`."""
    return f"person/a-z/{segment(letter.lower())}.html"


def register(name: str, identifier: str) -> str | None:
    """Where a register of persons shows an identifier: `wikidata`, `Q42`.

    None where the register is not known or the identifier could lead elsewhere.
    """
    base = REGISTERS.get(name.lower())
    compact = identifier.replace(" ", "")
    return base + compact if base and segment(compact) == compact else None


def edition(page: str) -> str:
    """The stem of the print edition of a collection, by its page: `harbors/print`."""
    return f"{page.removesuffix('.html')}/print"


def prose(path: str) -> str:
    """The page of a Markdown file: `notes/About us.md` -> `notes/About-us.html`."""
    pure = PurePosixPath(path)
    parts = [segment(part) for part in pure.with_suffix("").parts if part not in ("/", "..", ".")]
    return "/".join(parts) + ".html"


def sitemap_part(number: int) -> str:
    """One of several sitemaps: `sitemap-1.xml`."""
    return f"sitemap-{number}.xml"


def is_html(path: str) -> bool:
    """Whether a path is a page for readers, which a sitemap lists."""
    return path.endswith(".html") and path != NOT_FOUND


def root_of(path: str) -> str:
    """The way from a page to the root: `../../../` of `cable/2008/02/08PARIS305.html`, empty at the root."""
    return "../" * path.count("/")


def base_of(site_url: str | None) -> str:
    """The site's address with a closing slash, or empty."""
    return f"{site_url.rstrip('/')}/" if site_url else ""


def absolute_root(site_url: str | None) -> str:
    """The root as a host sees it, for a page that is served at any address: `/`, or `/archive/`."""
    path = urlsplit(site_url).path.strip("/") if site_url else ""
    return f"/{path}/" if path else "/"


def canonical(base: str, path: str) -> str | None:
    """The whole URL of a page, None where the site has no address; the front page's is the site's."""
    if not base:
        return None
    return base if path == FRONT else base + path


def name_of(path: str) -> str:
    """An identifier for a page of a site without address: `urn:cablepress:cable:2008:02:08PARIS305`."""
    return f"urn:cablepress:{path.removesuffix('.html').replace('/', ':')}"


def anchor(text: str) -> str:
    """A fragment for a group of an index: `Saudi Arabia` -> `saudi-arabia`."""
    return segment(text).lower()


def anchors(names: Sequence[str]) -> tuple[str, ...]:
    """A distinct fragment for each group."""
    taken: set[str] = set()
    return tuple(_free(anchor(name), taken) for name in names)


def folders_of(path: str) -> Iterator[str]:
    """The folders that a path lies in: `cable/2008`, `cable` of `cable/2008/08PARIS305.html`."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _cable_stem(card: Slip) -> str:
    if not card.id:
        return f"cable/other/{segment(PurePosixPath(card.source_path).stem)}"
    name = segment(card.id.removeprefix(NO_YEAR))
    if card.date:
        return f"cable/{card.date.year:04d}/{card.date.month:02d}/{name}"
    known = year_in(card.id)
    return f"cable/{known}/{name}" if known else f"cable/undated/{name}"


def _free(stem: str, taken: set[str]) -> str:
    """The stem, or with the first number that makes it new; it is taken from now on."""
    free, number = stem, 1
    while free.lower() in taken:
        number += 1
        free = f"{stem}-{number}"
    taken.add(free.lower())
    return free


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
