"""Archive -> the page that says how well its cables are understood: what `cablepress check` prints, with links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from ..quality import FieldsFound, Quality, Where, survey
from . import urls, words
from .heads import JsonLd, make_head, part_of
from .series import Series, one_page
from .signposts import Signposts, year_url
from .views import Cell, Phrase, QualityView, SurveyTable

KIND = "quality"
TEMPLATE = "quality.html"
NAME = "Quality of this archive"
MOST_ROWS = 200
PLACES = 5
# The fields by which one judges a year or a post, and the heads of their columns.
COLUMNS = {
    "id": "Number",
    "date": "Date",
    "classification": "Classification",
    "subject": "Subject",
    "tags": "TAGS",
    "references": "References",
    "classified_by": "Classified by",
    "signers": "Signer",
}
OUTCOMES = {"missing": "not in this archive", "ambiguous": "one of several, perhaps"}

Linked = Callable[[Where], Phrase]


class Share(Struct, frozen=True):
    """So many of so many, which are more than none."""

    part: int
    whole: int


Content = str | int | Share | Phrase | tuple[Phrase, ...]


def quality_series(signposts: Signposts) -> tuple[Series, ...]:
    """The one page; the survey is made when it is asked for."""
    return (one_page(KIND, TEMPLATE, urls.QUALITY, lambda: quality_view(signposts)),)


def quality_view(signposts: Signposts) -> QualityView:
    """The page of the whole archive."""
    quality = survey(signposts.archive)
    sentence = words.sentence(_account(quality))
    node: JsonLd = {"@type": "WebPage", "name": NAME, "description": sentence}
    head = make_head(signposts, urls.QUALITY, NAME, sentence, section=KIND, json_ld=node | part_of(signposts))
    link = _cable_links(signposts, quality)
    return QualityView(head, NAME, sentence, tuple(t for t in _tables(signposts, quality, link) if t.rows))


def _account(quality: Quality) -> str:
    doubtful = len(quality.low_confidence)
    doubt = "none of them" if not doubtful else words.number(doubtful)
    cables = words.counted(quality.cables, "cable")
    return f"{cables} were read by rules, {doubt} with low confidence; what follows is what the rules found and missed"


def _cable_links(signposts: Signposts, quality: Quality) -> Linked:
    """What leads to the page of a cable; only those are looked up that the survey names."""
    named = set(_places_in(quality))
    found: dict[Where, str] = {}
    for number, slip in enumerate(signposts.archive.slips):
        place = Where(slip.id, slip.source_path)
        if place in named:
            found.setdefault(place, signposts.rows[number].url)
    return lambda place: Phrase(place.cable or place.path, found.get(place) or None)


def _places_in(quality: Quality) -> Iterator[Where]:
    yield from (place for tag in quality.unknown_tags for place in tag.where)
    yield from (place for post in quality.unknown_posts for place in post.where)
    yield from (place for cable in quality.unresolved for place in cable.where)
    yield from (odd.where for odd in quality.odd_dates)
    yield from (doubtful.where for doubtful in quality.low_confidence)


def _tables(signposts: Signposts, quality: Quality, link: Linked) -> Iterator[SurveyTable]:
    """What a person may want to look at comes first, the long lists last."""
    yield _fields("Fields found by year", "Year", quality.years, lambda g: _year(signposts, g))
    yield _table(
        "Dates that do not fit",
        ("Cable", "Date", "Why"),
        ((link(o.where), words.day(o.date), o.reason) for o in quality.odd_dates),
    )
    yield _table(
        "Read with low confidence",
        ("Cable", "Why"),
        ((link(d.where), "; ".join(d.reasons)) for d in quality.low_confidence),
    )
    yield from _unknown(signposts, quality, link)
    yield _fields("Fields found by post", "Post", quality.posts, lambda g: _post(signposts, g))
    yield _table(
        "Cables referred to and not found",
        ("Cable", "References", "Outcome", "Referred to by"),
        ((u.target, u.references, OUTCOMES[u.outcome], _cables(u.where, link)) for u in quality.unresolved),
    )


def _unknown(signposts: Signposts, quality: Quality, link: Linked) -> Iterator[SurveyTable]:
    tags = signposts.tags
    yield _table(
        "TAGS that no list has",
        ("Code", "Cables", "Probably meant", "Stands in"),
        (
            (
                Phrase(t.code, tags[t.code].url),
                t.cables,
                f"{t.likeliest} {t.meaning}" if t.likeliest else "",
                _cables(t.where, link),
            )
            for t in quality.unknown_tags
        ),
    )
    yield _table(
        "Posts that no list has",
        ("Post", "Cables", "References", "Probably meant", "Stands in"),
        ((p.name, p.cables, p.references, p.meaning, _cables(p.where, link)) for p in quality.unknown_posts),
    )


def _fields(
    title: str, head: str, groups: Sequence[FieldsFound], name: Callable[[FieldsFound], Phrase]
) -> SurveyTable:
    def row(group: FieldsFound) -> tuple[Content, ...]:
        shares = (Share(group.fields[field], group.cables) for field in COLUMNS)
        return (name(group), group.cables, *shares)

    return _table(title, (head, "Cables", *COLUMNS.values()), map(row, groups))


def _year(signposts: Signposts, group: FieldsFound) -> Phrase:
    return Phrase(group.title, year_url(signposts, int(group.name)) if group.name else None)


def _post(signposts: Signposts, group: FieldsFound) -> Phrase:
    return Phrase(group.title, signposts.posts[group.name].url if group.name else None)


def _cables(places: Sequence[Where], link: Linked) -> tuple[Phrase, ...]:
    """The first few cables, and an ellipsis where there are more."""
    shown = tuple(link(place) for place in places[:PLACES])
    return (*shown, Phrase("…")) if len(places) > PLACES else shown


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Content, ...]]) -> SurveyTable:
    every = tuple(rows)
    cells = tuple(tuple(_cell(content) for content in row) for row in every[:MOST_ROWS])
    return SurveyTable(title, urls.anchor(title), columns, cells, max(0, len(every) - MOST_ROWS))


def _cell(content: Content) -> Cell:
    match content:
        case Share(part, whole):
            return Cell((Phrase(f"{100 * part // whole} %"),), True)  # floor: 100 % means all
        case int():
            return Cell((Phrase(f"{content:,}"),), True)
        case str():
            return Cell((Phrase(content),) if content else ())
        case Phrase():
            return Cell((content,))
    return Cell(content)
