"""A cable and the view of its page -> CableText: the cable itself, as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from ..cards import addressee_mark, caption_mark, reason_mark, term_mark
from ..corrections import correction_sentence
from ..entities.gazetteers import caption_fact, order_meaning, reason_meaning
from ..model import Addressee, ClassifiedBy, Precedence, Sections, Station
from ..pages.views import AddresseeShown, CableText, CableView, ClassifierShown, Glossed, Passage
from .cable_shown import AnyCable
from .margin import repair_sentences
from .passages import show_passages

# A letter that is written from right to left: Hebrew, Arabic, Syriac, Thaana and their presentation forms.
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A letter that is written from left to right.
LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")

Marks = Mapping[str, str | None]  # the page of each mark

DATE_SOURCES = {
    "dtg": "the date-time group",
    "de_line": "the filing time in the DE line, as there is no date-time group",
    "page_marker": "a page line, as there is no date-time group",
    "published": "what its publisher says, as the telegram has no date",
}


def show_cable(cable: AnyCable, view: CableView) -> CableText:
    """All of a cable's own words, with the meaning of its codes; links lead where the view says.

    Meanings come from the gazetteers and are empty where a code is not in them. Only `passages` holds HTML.
    """
    marks = {entry.key: entry.link.url for entry in view.marks}
    own = dict(view.terms)
    return CableText(
        captions=tuple(_caption(text, marks, own) for text in cable.captions),
        precedence=_precedence_words(cable.precedence),
        origin=cable.origin or "",
        action=tuple(_addressee(a, marks) for a in cable.action),
        info=tuple(_addressee(a, marks) for a in cable.info),
        attention=cable.attention,
        executive_order=cable.executive_order or "",
        executive_order_meaning=order_meaning(cable.executive_order) if cable.executive_order else "",
        declassify_on=cable.declassify_on or "",
        declassify_day=_day(cable.declassify_on),
        classified_by=tuple(_classifier(c, cable, view, marks) for c in cable.classified_by),
        sections=_sections_words(cable.sections),
        passages=show_passages(cable, view),
        signers=cable.signers,
        header=cable.header or "",
        repairs=repair_sentences(cable),
        notices=_notices(cable, view),
        attributes=tuple(Glossed(name, value) for name, value in sorted(cable.attributes.items())),
        date_source=DATE_SOURCES[cable.date_source] if cable.date_source else "",
        transmission_id=cable.transmission_id or "",
        station=_station_words(cable.station),
        routing=" ".join(cable.routing),
        language_direction=_direction(cable),
        precedence_url=marks.get(f"p{cable.precedence.action}") if cable.precedence else None,
        declassify_url=marks.get(term_mark(cable.declassify_on)) if cable.declassify_on else None,
    )


def show_part(cable: AnyCable, view: CableView, before: str) -> CableText:
    """The same on a page with several cables: the anchors begin with these letters, so that each is but once there."""
    text = show_cable(cable, view)
    return replace(text, passages=tuple(_with_anchor(passage, before) for passage in text.passages))


def _with_anchor(passage: Passage, before: str) -> Passage:
    inner = tuple(_with_anchor(one, before) for one in passage.inner)
    return replace(passage, anchor=passage.anchor and before + passage.anchor, inner=inner)


def _notices(cable: AnyCable, view: CableView) -> tuple[str, ...]:
    """What the publisher corrected, then what is odd in the source itself."""
    odd = (d.message for d in cable.diagnostics if d.severity == "notice")
    return tuple(dict.fromkeys((*map(correction_sentence, view.corrections), *odd)))


@lru_cache(4096)
def _reason(order: str | None, section: str | None, letter: str, when: date | None) -> str:
    """What a reason means; looked for once."""
    return reason_meaning(order, section, letter, when)


def _caption(text: str, marks: Marks, own: Mapping[str, str]) -> Glossed:
    """A caption and what it means, to the publisher or else by the tables."""
    fact = caption_fact(text)
    meaning = own.get(text) or (fact.meaning if fact else "")
    return Glossed(text, meaning, marks.get(caption_mark(text)))


def _precedence_words(precedence: Precedence | None) -> str:
    """`Immediate`, or `Immediate for action, routine for information`."""
    if precedence is None:
        return ""
    action = precedence.action.capitalize()
    if precedence.info is None or precedence.info == precedence.action:
        return action
    return f"{action} for action, {precedence.info.lower()} for information"


def _addressee(addressee: Addressee, marks: Marks) -> AddresseeShown:
    """One line of To or Info."""
    return AddresseeShown(
        name=addressee.name,
        route=addressee.route or "",
        precedence=addressee.precedence or "",
        mcn=addressee.mcn or "",
        excluded=", ".join(addressee.excluded),
        url=marks.get(addressee_mark(addressee.name)),
    )


def _classifier(by: ClassifiedBy, cable: AnyCable, view: CableView, marks: Marks) -> ClassifierShown:
    """Who classified, the reasons with their meaning under the order of the cable."""
    when = cable.date.date() if cable.date else None
    reasons = tuple(
        Glossed(
            letter,
            _reason(cable.executive_order, by.section, letter, when),
            marks.get(reason_mark(by.section, letter)) if by.section else None,
        )
        for letter in by.reasons
    )
    return ClassifierShown(
        name=by.name or "",
        title=by.title or "",
        url=_page_of(by, cable, view),
        section=by.section or "",
        reasons=reasons,
    )


def _page_of(by: ClassifiedBy, cable: AnyCable, view: CableView) -> str | None:
    """The page of the person who classified: of his name, or of the only one whom the cable has in this role."""
    in_role = [p for p in cable.entities.people if "classifier" in p.roles]
    found = [p.key for p in in_role if p.name == by.name]
    if not found and len(in_role) == len(cable.classified_by) == 1:
        found = [in_role[0].key]
    return next((entry.link.url for entry in view.people if entry.key in found), None)


def _sections_words(sections: Sections | None) -> str:
    """`2 sections`, and which of them are missing here."""
    if sections is None or (sections.count < 2 and not sections.missing):
        return ""
    words = f"{sections.count} sections"
    if not sections.missing:
        return words
    numbers = ", ".join(str(n) for n in sections.missing)
    return f"{words}; {'section' if len(sections.missing) == 1 else 'sections'} {numbers} not here"


def _station_words(station: Station | None) -> str:
    """`RUEHFR, serial 0305, section 01, filed 052 1404`."""
    if station is None:
        return ""
    parts = (
        ("", station.indicator),
        ("serial ", station.serial),
        ("section ", station.section),
        ("filed ", station.day_time),
    )
    return ", ".join(label + value for label, value in parts if value)


def _day(text: str | None) -> date | None:
    """`2018-02-14` as a date; None for an event or nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _direction(cable: AnyCable) -> str:
    """`rtl` where most letters of title and body are written from right to left."""
    texts = [cable.subject or "", *(getattr(block, "text", "") for block in cable.blocks)]
    written = "".join([text[:400] for text in texts if not text.isascii()])
    if not written:
        return "ltr"
    rtl = len(RIGHT_TO_LEFT.findall(written))
    return "rtl" if rtl > len(LEFT_TO_RIGHT.findall(written)) else "ltr"
