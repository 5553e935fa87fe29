"""The name of a post, as a telegram number or an address line has it -> PostFact."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from .tables import read_rows, squeeze

# What an address line puts before the place: `AMEMBASSY PARIS`, `USMISSION GENEVA`, `REO BASRAH`.
ADDRESS_WORDS = (
    "AMEMBASSY", "AMMEMBASSY", "AMCONSULATE", "AMCONSUL", "AMCONGEN", "USMISSION", "USOFFICE", "USINT",
    "USLO", "USDEL", "REO",
)  # fmt: skip
# What it may put after it: `SECSTATE WASHDC`, `USMISSION USNATO BRUSSELS BE`, `KUWAIT CITY`.
PLACE_WORDS = ("WASHINGTONDC", "WASHDC", "BRUSSELSBE", "CITY")
LONGEST_KNOWN = 100
# How long the name of a post must be to be known when it is misspelt
SHORTEST_NEAR = 6
LONGEST_NEAR = 25
# A page line has so many letters and blanks of a name: `BUENOS AIR`
CUT_AT = 10


class PostFact(Struct, frozen=True):
    """A post: `kind` is embassy, consulate, mission, department, military or other; `country` is an ISO code.

    `mrn_name` is the name in telegram numbers, without spaces. `lat`, `lon` are None where it has no place.
    """

    mrn_name: str
    key: str
    display: str
    city: str
    country: str
    country_name: str
    kind: str
    lat: float | None
    lon: float | None
    routing_indicator: str


def post_by_name(name: str) -> PostFact | None:
    """The post that a telegram number or an address line means, in any case and spacing, known misspellings
    too.

    `PARIS`, `Rio de Janeiro`, `SECSTATE WASHDC`, `AMCONSUL RECIFE`, `USMISSION UNVIE VIENNA`. None: not
    known.
    """
    return _known_post(name) if len(name) <= LONGEST_KNOWN else _by_squeezed_name(squeeze(name))


@lru_cache(maxsize=5000)
def near_post(name: str) -> PostFact | None:
    """The one post whose name is that of a text but for a letter missing, wrong, too many or moved: `BUDAPES`."""
    squeezed = squeeze(name)
    if not SHORTEST_NEAR <= len(squeezed) <= LONGEST_NEAR:
        return None
    near = _cut_names()
    found = {fact.mrn_name: fact for cut in (squeezed, *_cuts(squeezed)) for fact in near.get(cut, ())}
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=500)
def is_cut_post(name: str) -> bool:
    """Whether a name is the beginning of a post's, where a page line cut it: `BUENOS AIR`."""
    start = squeeze(name)
    return len(name) == CUT_AT and any(known.startswith(start) for known in _posts_and_names()[1])


def post_by_key(key: str) -> PostFact | None:
    """The post of a key such as `paris`; where two names share a key, the one that is written in
    telegrams.
    """
    return _keys().get(key)


def embassy_in(country: str) -> PostFact | None:
    """The embassy in a country of this English name, `Mission Turkey`; None where there is none, or were several."""
    return _embassies().get(squeeze(country))


def posts() -> tuple[PostFact, ...]:
    """All posts in the order of the table."""
    return _posts_and_names()[0]


@cache
def post_names(mrn_name: str) -> tuple[str, ...]:
    """The other names in capitals, without spaces, that mean the post of a name in telegram numbers."""
    fact = _posts_and_names()[1].get(mrn_name)
    found = (name for name, other in _posts_and_names()[1].items() if other is fact and fact is not None)
    return tuple(sorted(name for name in found if name != mrn_name and name.isalpha()))


@cache
def _embassies() -> dict[str, PostFact]:
    found: dict[str, list[PostFact]] = {}
    for fact in posts():
        if fact.kind == "embassy":
            found.setdefault(squeeze(fact.country_name), []).append(fact)
    return {country: facts[0] for country, facts in found.items() if len(facts) == 1}


@cache
def last_words() -> frozenset[str]:
    """The words, in capitals, with which the name of a post can end: `JANEIRO`, `PARIS`, `SECSTATE`."""
    cities = (fact.city.upper().split() for fact in posts())
    return frozenset(_posts_and_names()[1]) | {words[-1] for words in cities if words}


@cache
def country_names() -> dict[str, str]:
    """ISO code -> English name."""
    return {row["code"]: row["name"] for row in read_rows("countries")}


def country_name(code: str) -> str:
    """The English name of an ISO country code; the code itself where it is not known."""
    return country_names().get(code.upper(), code)


@lru_cache(maxsize=20_000)  # an archive names the same posts again and again
def _known_post(name: str) -> PostFact | None:
    return _by_squeezed_name(squeeze(name))


def _by_squeezed_name(name: str) -> PostFact | None:
    names = _posts_and_names()[1]
    for candidate in (name, *_without_address_words(name)):
        if found := names.get(candidate):
            return found
    return None


def _without_address_words(name: str) -> tuple[str, ...]:
    head = next((word for word in ADDRESS_WORDS if name.startswith(word)), "")
    tail = next((word for word in PLACE_WORDS if name.endswith(word)), "")
    bare = name.removeprefix(head)
    return bare, name.removesuffix(tail), bare.removesuffix(tail)


@cache
def _posts_and_names() -> tuple[tuple[PostFact, ...], dict[str, PostFact]]:
    rows = read_rows("posts")
    facts = tuple(_fact(row) for row in rows)
    names = {fact.mrn_name: fact for fact in facts}
    for row, fact in zip(rows, facts, strict=True):
        for variant in row["variants"].split(";"):
            names.setdefault(squeeze(variant), fact)
    names.pop("", None)
    return facts, names


def _fact(row: dict[str, str]) -> PostFact:
    return PostFact(
        mrn_name=row["mrn_name"],
        key=row["key"],
        display=row["display"],
        city=row["city"],
        country=row["country"],
        country_name=country_name(row["country"]),
        kind=row["kind"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        routing_indicator=row["routing_indicator"],
    )


@cache
def _cut_names() -> dict[str, tuple[PostFact, ...]]:
    """The longer names of posts, whole and with each of their letters left out."""
    found: dict[str, tuple[PostFact, ...]] = {}
    for name, fact in _posts_and_names()[1].items():
        if len(name) >= SHORTEST_NEAR:
            for cut in (name, *_cuts(name)):
                found[cut] = (*found.get(cut, ()), fact)
    return found


def _cuts(name: str) -> set[str]:
    return {name[:at] + name[at + 1 :] for at in range(len(name))}


@cache
def _keys() -> dict[str, PostFact]:
    keys: dict[str, PostFact] = {}
    for fact in posts():
        current = keys.get(fact.key)
        if current is None or (fact.routing_indicator and not current.routing_indicator):
            keys[fact.key] = fact
    return keys
