"""Series of numbers -> for each post and year, what is here, cited, missing; the way from a number to its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

import msgspec

from ..entities.gazetteers import post_by_name, post_names
from ..numbering import NO_YEAR, number_of, year_in
from . import urls, words
from .heads import HOME, collection_node, make_head
from .indexes import Index, index_series, make_groups, make_index
from .references import id_link
from .series import Series, one_page
from .signposts import Signposts
from .views import (
    Count,
    Crumb,
    IndexEntry,
    IndexView,
    Link,
    NumberBlock,
    NumberShown,
    NumbersView,
    StripBin,
    TextView,
)

KIND = "numbers"
INDEX = Index(KIND, "Numbers", "post", "posts", "number")
TEMPLATE = "numbers.html"
MOST_BINS = 200
BLOCK = 100
FAR_OFF = 10  # times the number before: a misprint, which the strip does not reach for


def number_series(signposts: Signposts) -> tuple[Series, ...]:
    """A page for each post and year, their index, and the list of posts that the box in the header asks."""
    keys = _keys(signposts)
    years = _years(keys)
    paths = tuple(urls.numbers(key[2:], year_in(key) or 0) for key in keys)
    pages = Series(
        kind=KIND,
        template=TEMPLATE,
        paths=paths,
        view=lambda place: _view(signposts, keys[place], years[keys[place][2:]]),
        origin=lambda place: f"the numbers of {keys[place]}",
    )
    return (
        index_series(INDEX, lambda: _index(signposts, keys)),
        pages,
        one_page(KIND, "", urls.NUMBERS_SCRIPT, lambda: TextView(_script(years))),
    )


def series_by_post(signposts: Signposts) -> dict[str, tuple[str, ...]]:
    """The series of each post of the gazetteer, by year, `{"paris": ("07PARIS", "08PARIS")}`; empty where no page is
    about numbers.
    """
    found: dict[str, list[str]] = {}
    for key in _keys(signposts) if KIND in signposts.kinds else ():
        if fact := post_by_name(key[2:]):
            found.setdefault(fact.key, []).append(key)
    return {post: tuple(sorted(keys, key=lambda key: (year_in(key), key))) for post, keys in found.items()}


def count_by_year(signposts: Signposts, series: Iterable[str]) -> tuple[Count, ...]:
    """How many telegrams of each of these series are here, and how many are known from citations alone."""
    return tuple(
        Count(Link(f"{year_in(key)}", numbers_url(signposts, key), note), here)
        for key in series
        for here, note in [_known(signposts, key)]
    )


def numbers_url(signposts: Signposts, series: str) -> str | None:
    """The page of a series such as `08PARIS`."""
    year = year_in(series)
    return urls.numbers(series[2:], year) if KIND in signposts.kinds and year else None


def _keys(signposts: Signposts) -> tuple[str, ...]:
    """The series that have a year, by post and year."""
    found = (key for key in signposts.archive.series if not key.startswith(NO_YEAR))
    return tuple(sorted(found, key=lambda key: (key[2:], year_in(key))))


def _years(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    grouped = groupby(keys, key=lambda key: key[2:])
    return {post: tuple(year_in(key) or 0 for key in of_post) for post, of_post in grouped}


def _script(years: Mapping[str, tuple[int, ...]]) -> str:
    """`posts = {"PARIS": [2007, 2008]}`, and the other names under which a post may be asked for."""
    names: dict[str, str] = {}
    for post in years:
        for name in post_names(post):
            if name not in years:
                names.setdefault(name, post)
    told = msgspec.json.encode({"years": years, "names": names}).decode()
    return f"self.cablepressNumbers = {told};\n"


def _index(signposts: Signposts, keys: tuple[str, ...]) -> IndexView:
    entries = []
    for key in keys:
        here, note = _known(signposts, key)
        entries.append(
            (key[2:], IndexEntry(Link(f"{year_in(key)}", numbers_url(signposts, key)), note, here))
        )
    posts = len({key[2:] for key in keys})
    sentence = (
        f"The telegrams of {words.counted(posts, 'post')}, by year and number: which are here, which are only "
        "cited, which are missing."
    )
    return make_index(signposts, INDEX, make_groups(entries), posts, sentence=sentence, section="browse")


def _known(signposts: Signposts, key: str) -> tuple[int, str]:
    """How many telegrams of a series are here, and in words how many others are cited."""
    archive = signposts.archive
    here = sum(cable_id in archive.numbers for cable_id in archive.series[key])
    cited = len(archive.series[key]) - here
    return here, f"{cited:,} only cited" if cited else ""


def _post_name(key: str) -> str:
    fact = post_by_name(key[2:])
    return f"{fact.display} ({key[2:]})" if fact else key[2:]


def _view(signposts: Signposts, key: str, years: tuple[int, ...]) -> NumbersView:
    archive, year = signposts.archive, year_in(key) or 0
    ids = archive.series[key]
    last = _last(ids)
    here = sum(cable_id in archive.numbers for cable_id in ids)
    fact = post_by_name(key[2:])
    post = signposts.posts.get(fact.key) if fact else None
    name = f"{_post_name(key)}, {year}"
    path = urls.numbers(key[2:], year)
    sentence = _sentence(here, len(ids) - here, last)
    crumbs = (HOME, Crumb(INDEX.name, urls.index(INDEX.folder)))
    at = years.index(year)
    beside = [years[n] if 0 <= n < len(years) else None for n in (at - 1, at + 1)]
    before, after = (Link(f"{y}", urls.numbers(key[2:], y)) if y else None for y in beside)
    return NumbersView(
        head=make_head(
            signposts,
            path,
            f"Numbers of {name}",
            words.shortened(sentence),
            section="browse",
            crumbs=crumbs,
            json_ld=collection_node(signposts, name, sentence, path),
        ),
        name=name,
        series=key,
        sentence=sentence,
        post=post if post and post.url else None,
        last=last,
        strip=_strip(signposts, ids, last),
        blocks=tuple(_blocks(signposts, ids, last)),
        previous=before,
        next=after,
    )


def _last(ids: tuple[str, ...]) -> int:
    """The highest number that the strip shows: one far beyond all others is a misprint."""
    numbers = [number_of(cable_id) for cable_id in ids]
    while len(numbers) > 1 and numbers[-1] > FAR_OFF * max(numbers[-2], BLOCK):
        numbers.pop()
    return numbers[-1]


def _sentence(here: int, cited: int, last: int) -> str:
    missing = max(0, last - here - cited)
    only = (
        f" {words.counted(cited, 'other')} {'is' if cited == 1 else 'are'} cited but not here,"
        if cited
        else ""
    )
    rest = f"nothing is known of {missing:,}." if missing else "none is missing."
    have = f"{words.counted(here, 'telegram')} of this year {'is' if here == 1 else 'are'} here"
    return words.sentence(
        f"{have}; the highest number that is known is {last:,}. Of those below it,{only} {rest}"
    )


def _strip(signposts: Signposts, ids: tuple[str, ...], last: int) -> tuple[StripBin, ...]:
    size = max(1, -(-last // MOST_BINS))
    bins = [[0, 0] for _ in range(-(-last // size))]
    for cable_id in ids:
        number = max(1, number_of(cable_id))
        if number <= last:
            bins[(number - 1) // size][cable_id not in signposts.archive.numbers] += 1
    return tuple(StripBin(n * size + 1, min(last, (n + 1) * size), *found) for n, found in enumerate(bins))


def _blocks(signposts: Signposts, ids: tuple[str, ...], last: int) -> Iterator[NumberBlock]:
    """The hundreds of which something is known, and between them those of which nothing is."""
    done = 0
    for hundred, group in groupby(ids, key=lambda cable_id: max(0, number_of(cable_id) - 1) // BLOCK):
        first, end = hundred * BLOCK + 1, (hundred + 1) * BLOCK
        if first > done + 1 and done < last:
            yield NumberBlock(_range(done + 1, min(first - 1, last)), (), ())
        known = tuple(group)
        shown = tuple(_shown(signposts, cable_id) for cable_id in known)
        yield NumberBlock(_range(first, end), shown, _missing(known, first, min(end, max(last, first - 1))))
        done = end


def _shown(signposts: Signposts, cable_id: str) -> NumberShown:
    link = id_link(signposts, cable_id)
    return NumberShown(number_of(cable_id), link.url, cable_id in signposts.archive.numbers)


def _missing(known: tuple[str, ...], first: int, end: int) -> tuple[str, ...]:
    """The runs of numbers of which nothing is known: `301–304`, `306–400`."""
    numbers = [number_of(cable_id) for cable_id in known]
    edges = [first - 1, *(n for n in numbers if first <= n <= end), end + 1]
    return tuple(_range(a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1)


def _range(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}–{last}"
