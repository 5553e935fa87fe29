"""Captions, precedences and acronyms of the tables -> the page that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from ..entities.gazetteers import (
    AcronymFact,
    acronyms,
    caption_fact,
    captions,
    precedence_by_word,
    precedences,
)
from . import urls, words
from .heads import collection_node, make_head
from .series import Series, one_page
from .signposts import Signposts
from .views import GlossaryView, Link, Term, TermGroup

KIND = "glossary"
TEMPLATE = "glossary.html"
SECTION = "browse"
NAME = "Glossary"
OWN = "Of this archive"


def glossary_series(signposts: Signposts) -> tuple[Series, ...]:
    """The one page of the kind."""
    return (one_page(KIND, TEMPLATE, urls.GLOSSARY, lambda: _view(signposts)),)


def count_terms(signposts: Signposts) -> int:
    """How many words the page explains."""
    return (
        len(_captions_explained())
        + len(precedences())
        + len(_acronyms_alone(signposts))
        + len(signposts.terms)
    )


def _view(signposts: Signposts) -> GlossaryView:
    sentence = words.sentence(
        f"{words.counted(count_terms(signposts), 'word')} that telegrams use without saying what they mean"
    )
    node = collection_node(signposts, NAME, sentence, urls.GLOSSARY)
    head = make_head(signposts, urls.GLOSSARY, NAME, sentence, section=SECTION, json_ld=node)
    named = tuple(_with_own_anchors(_groups(signposts)))
    anchors = urls.anchors([name for name, _ in named])
    groups = (TermGroup(name, at, terms) for (name, terms), at in zip(named, anchors, strict=True))
    return GlossaryView(head, NAME, sentence, tuple(groups))


def _with_own_anchors(
    groups: Iterable[tuple[str, tuple[Term, ...]]],
) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """Each anchor but once: of `A/S` and `A-S` only the first has it."""
    seen: set[str] = set()
    for name, terms in groups:
        kept = []
        for term in terms:
            kept.append(replace(term, anchor="") if term.anchor in seen else term)
            seen.add(term.anchor)
        yield name, tuple(kept)


def _groups(signposts: Signposts) -> Iterator[tuple[str, tuple[Term, ...]]]:
    if signposts.terms:
        yield OWN, tuple(_term(signposts, "caption", word, meaning) for word, meaning in signposts.terms)
    explained = _captions_explained()
    yield "Captions", tuple(_term(signposts, "caption", word, explained[word]) for word in sorted(explained))
    urgent = [fact for word in precedences() if (fact := precedence_by_word(word))]
    urgent.sort(key=lambda fact: (fact.rank, fact.name))
    yield "Precedence", tuple(_term(signposts, "precedence", fact.name, fact.meaning) for fact in urgent)
    facts = sorted(
        _acronyms_alone(signposts),
        key=lambda fact: (_letter(fact.acronym), fact.acronym.upper(), fact.acronym),
    )
    for letter, group in groupby(facts, key=lambda fact: _letter(fact.acronym)):
        yield (
            letter,
            tuple(Term(Link(fact.acronym), fact.expansion, urls.term_anchor(fact.acronym)) for fact in group),
        )


def _captions_explained() -> dict[str, str]:
    facts = (fact for word in captions() if (fact := caption_fact(word)))
    return {fact.caption: fact.meaning for fact in facts if fact.meaning}


def _acronyms_alone(signposts: Signposts) -> list[AcronymFact]:
    """The acronyms that are not captions too, nor explained by the publisher."""
    explained = _captions_explained().keys() | dict(signposts.terms).keys()
    return [fact for fact in acronyms().values() if fact.acronym not in explained]


def _term(signposts: Signposts, mark: str, word: str, meaning: str) -> Term:
    stem = signposts.mark_stems.get(mark, {}).get(word)
    return Term(Link(word, urls.list_page(stem) if stem else None), meaning, urls.term_anchor(word))


def _letter(word: str) -> str:
    return next((sign.upper() for sign in word if sign.isalpha()), "0–9")
