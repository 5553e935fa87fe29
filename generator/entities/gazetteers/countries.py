"""A geo-political TAGS term -> the country that it means, where that is one country of today."""

from __future__ import annotations

import re
from functools import cache

from .posts import country_names
from .tables import read_rows
from .tags import TagFact

# A word about a code, not about a country: "Israel (ISO-style slip for IS)"
ABOUT_THE_CODE = re.compile(r"\b(?:slip|variant|code)\b")


def tag_country(fact: TagFact) -> str | None:
    """The ISO code of the country of a term; None for regions, seas, and states that are no more."""
    if fact.kind != "geo-political" or not fact.label:
        return None
    name, _, remark = fact.label.partition(" (")
    return _labels().get(_folded(name if ABOUT_THE_CODE.search(remark) else fact.label))


@cache
def _labels() -> dict[str, str]:
    """Label in small letters -> ISO code; codes with a digit are regions (5 FAH-3 H-410)."""
    names = {_folded(name): code for code, name in country_names().items() if code.isalpha()}
    return {**names, **{_folded(row["label"]): row["country"] for row in read_rows("country_labels")}}


def _folded(label: str) -> str:
    return label.casefold().replace("st. ", "saint ")
