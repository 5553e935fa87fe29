"""A small archive made by hand, what is planned of it, and which of its links lead nowhere."""

from __future__ import annotations

import msgspec
from cards import archive_of, card, config_of, person, reference

from generator.model import Tag
from generator.pages import page_of, plan

URL = "https://example.org/archive"
ROSENBLATT = person("Jo Rosen", "Minister-Counselor", roles=("classifier",))
PARIS_2007 = card(
    "07PARIS1111",
    "2007-03-22T08:20",
    title="A Briefing in Paris",
    level="CONFIDENTIAL",
    tags=("MARR", "MNUC", "FR"),
    people=(ROSENBLATT, person("Philippe Carre", "Director")),
)
PARIS_2008 = card(
    "08PARIS305",
    title="Too Much, Too Soon",
    subject='"TOO MUCH, TOO SOON"',
    tags=("MARR", "FR", Tag("OVIP", "CLINTON, HILLARY")),
    people=(ROSENBLATT, person("Philippe Carre", "Director", "Chair"), person("Pekala", roles=("signer",))),
    references=(
        reference("07PARIS1111", "07 PARIS 1111", "A"),
        reference("07STATE1"),
        reference(None, "TELCON"),
    ),
    mentioned_ids=("07PARIS1111", "99NOWHERE1"),
    places=("oslo", "rome"),
)
ROME = card(
    "08ROME7", "2008-02-25T10:00", post="rome", level="UNCLASSIFIED", caveats=("SENSITIVE",), tags=("FR",)
)
UNDATED = card(None, None, post=None, level=None, title=None, subject=None, source_path="cables/scrap.txt")
EVERYTHING = (PARIS_2007, PARIS_2008, ROME, UNDATED)


def pages_of(*cards, url=URL, kinds=None, per_page=50, people=None, prose=()):
    return plan(archive_of(*cards, people=people), config_of(url, kinds, per_page), prose)


def view_at(path, *cards, **circumstances):
    page = page_of(pages_of(*(cards or EVERYTHING), **circumstances), path)
    assert page is not None, path
    return page.view


CABLE = "cable/2008/02/08PARIS305.html"


def dead_links(planned):
    paths = set(planned.pages.paths)
    found = {url.partition("#")[0] for page in planned.pages for url in urls_in(page.view)}
    return {url for url in found if url and url not in paths and not url.startswith("https://")}


def urls_in(value):
    if isinstance(value, tuple):
        for item in value:
            yield from urls_in(item)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            item = getattr(value, field)
            if isinstance(item, str) and (
                field == "url" or field.endswith("_url") or field in ("previous", "next")
            ):
                yield item
            else:
                yield from urls_in(item)
