"""What a template may show -> small frozen values; the contract between planning and templates.

Made of Structs, str, int, bool, None, date, datetime and tuple alone, so that a view can be fingerprinted;
encoded without the names of their fields (`array_like`), which a fingerprint does not need.
Every `url` is a path from the site's root (`tag/MARR.html`); a page writes it after `view.root` (`../../`).
"""

from __future__ import annotations

from msgspec import Struct

from .cable import (
    AddresseeShown,
    CableText,
    CableView,
    ClassifierShown,
    Glossed,
    KeyLink,
    MarginNote,
    Neighbours,
    Passage,
    ReferenceShown,
    TagShown,
    Way,
)
from .calendar import Calendar, Day, MonthDays
from .common import Bar, CableRow, Chart, Count, Crumb, Fact, Head, Link, Pager, YearRows
from .files import CopyView, FeedEntry, FeedView, PlainView, TextView
from .glossary import GlossaryView, Term, TermGroup
from .lists import DossierView, Excerpt, FrontView, IndexEntry, IndexGroup, IndexView, Jump, Related
from .maps import Map, MapView, PostCount, Spot
from .numbers import NumberBlock, NumberShown, NumbersView, StripBin
from .prose import Contents, EditionView, ProseView
from .survey import Cell, Phrase, QualityView, SurveyTable
from .threads import ThreadDot, ThreadEntry, ThreadLine, ThreadShown, ThreadView

__all__ = [
    "AddresseeShown",
    "Bar",
    "CableRow",
    "CableText",
    "CableView",
    "Calendar",
    "Cell",
    "Chart",
    "ClassifierShown",
    "Contents",
    "CopyView",
    "Count",
    "Crumb",
    "Day",
    "DossierView",
    "EditionView",
    "Excerpt",
    "Fact",
    "FeedEntry",
    "FeedView",
    "FrontView",
    "GlossaryView",
    "Glossed",
    "Head",
    "IndexEntry",
    "IndexGroup",
    "IndexView",
    "Jump",
    "KeyLink",
    "Link",
    "Map",
    "MapView",
    "MarginNote",
    "MonthDays",
    "NavigationEntry",
    "Neighbours",
    "NumberBlock",
    "NumberShown",
    "NumbersView",
    "Page",
    "Pager",
    "Passage",
    "Phrase",
    "PlainView",
    "PostCount",
    "ProseView",
    "QualityView",
    "ReferenceShown",
    "Related",
    "SiteFacts",
    "Spot",
    "StripBin",
    "SurveyTable",
    "TagShown",
    "Term",
    "TermGroup",
    "TextView",
    "ThreadDot",
    "ThreadEntry",
    "ThreadLine",
    "ThreadShown",
    "ThreadView",
    "View",
    "Way",
    "YearRows",
]

View = (
    CableView
    | DossierView
    | IndexView
    | FrontView
    | ProseView
    | QualityView
    | MapView
    | NumbersView
    | ThreadView
    | EditionView
    | GlossaryView
    | PlainView
    | FeedView
    | TextView
    | CopyView
)


class SiteFacts(Struct, frozen=True, gc=False, array_like=True):
    """What every template may show besides its view. No total, no date, no list: such a fact would restale every page.

    `navigation` holds the main navigation (section, link); `about` and other prose pages come last. `feed` and
    `quality`: whether there are such pages; `numbers`: whether a telegram can be gone to by its number.
    """

    title: str
    url: str | None
    language: str
    description: str
    publisher: str
    navigation: tuple[NavigationEntry, ...]
    generator: str
    feed: bool
    quality: bool = False
    numbers: bool = False


class NavigationEntry(Struct, frozen=True, gc=False, array_like=True):
    """An entry of the main navigation."""

    section: str
    text: str
    url: str


class Page(Struct, frozen=True, gc=False, array_like=True):
    """A file of the site: its path, the template that makes it, what that may show.

    `kind` is the page kind that planned it, as in `[pages] kinds`.
    """

    path: str
    template: str
    view: View
    kind: str
