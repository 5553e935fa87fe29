"""Page markers, repairs and acronyms of a cable -> the notes in the margin of its text, and sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..entities.gazetteers import acronym
from ..model import PageMarker, Paragraph, Repair, Span, Spans
from ..pages import urls
from ..pages.views import MarginNote
from .cable_shown import AnyCable
from .text import Piece, escape_text

SHOWN_AT_MOST = 90
SAMPLES = 3
LEFTOVER = "R205"
# Not worth a word: signs before the numbers of paragraphs, how these were laid out, marks for all of them
LAYOUT = ("R206", "R210", "R211", "R212")
SUMMED_UP = (*LAYOUT, LEFTOVER)
QUIET = (*LAYOUT, "R202", "R203", "R204", LEFTOVER)


def page_words(marker: PageMarker) -> str:
    """`Section 2`, `Section 1, page 3`, or `New page` where the marker gives no numbers."""
    if marker.section is None:
        return "New page" if marker.page is None else f"Page {marker.page}"
    return f"Section {marker.section}" + (f", page {marker.page}" if marker.page else "")


def page_note(marker: PageMarker) -> str:
    """The note for a page marker, with its line as it was printed: safe HTML."""
    printed = escape_text(" ".join(marker.text.split()))
    return f'<b>{page_words(marker)}</b> <span class="printed">{printed}</span>'


def page_piece(text: str, spans: Spans, marker: PageMarker) -> Piece:
    """A marker that interrupts a paragraph -> a note put in where the paragraph goes on, at the start of a word."""
    note = f'<span class="note note-page">{page_note(marker)}</span>'
    place = place_in_text(text, spans, marker.spans[0][0])
    return place, place, note, ""


def place_in_text(text: str, spans: Spans, offset: int) -> int:
    """Where in its text a block was interrupted at `offset` of the source.

    Line breaks became blanks, one for one; what differs (doubled blanks) stands before and after the break alike, so
    the place is counted from the end and then moved to the start of the nearest word.
    """
    behind = sum(end - start + 1 for start, end in spans if start >= offset) - 1
    place = min(max(len(text) - behind, 0), len(text))
    return max(text.rfind(" ", 0, place + 1), text.rfind("\n", 0, place + 1)) + 1


def is_inside(span: Span, spans: Spans) -> bool:
    """Whether a span lies in a gap between the spans of one block."""
    return any(a[1] <= span[0] and span[1] <= b[0] for a, b in itertools.pairwise(spans))


def repair_words(repair: Repair, where: str = "") -> str:
    """One sentence: `¶3 was printed as “13.”`; `where` is the paragraph, such as `¶4`, or empty."""
    was, read_as = _shortened(repair.was), _shortened(repair.read_as)
    place = f" in {where}" if where else ""
    match repair.code:
        case "R202":
            return f"A page line cut a sentence{place}; it stands in the margin now."
        case "R203":
            return f"A blank line cut a sentence{place}; the sentence was joined."
        case _ if read_as.startswith("¶"):
            return f"{read_as.rstrip('.')} was printed as “{was}”" + ("" if was.endswith(".") else ".")
        case _ if not read_as:
            return f"“{was}” was left out{place}."
        case _ if not was:
            return f"“{read_as}” was put in{place}."
        case _:
            return f"“{was}” was read as “{read_as}”{place}."


def repair_sentences(cable: AnyCable) -> tuple[str, ...]:
    """All repairs of a cable in words, each sentence once; what a later copy added is summed up in one."""
    leftovers = [r for r in cable.repairs if r.code == LEFTOVER]
    told = [r for r in cable.repairs if r.code not in SUMMED_UP]
    others = [repair_words(r, _paragraph_of(cable, r)) for r in told]
    if leftovers:
        shown = ", ".join(f"“{sample}”" for sample in _samples(leftovers))
        others.append(f"Marks of a later copy were undone in {_places(len(leftovers))}: {shown}.")
    return tuple(dict.fromkeys(others))


def _samples(repairs: Iterable[Repair]) -> list[str]:
    """The first few of what was taken away, each once."""
    samples: dict[str, None] = {}
    for repair in repairs:
        samples[_shortened(repair.was)] = None
        if len(samples) == SAMPLES:
            break
    return list(samples)


def _places(count: int) -> str:
    """`one place`, `16 places`."""
    return "one place" if count == 1 else f"{count} places"


def _paragraph_of(cable: AnyCable, repair: Repair) -> str:
    """The numbered paragraph in which a repair lies: `¶4`, or nothing."""
    start, end = repair.span
    for block in cable.blocks:
        if not isinstance(block, Paragraph) or block.number is None:
            continue
        if block.spans[0][0] <= start and end <= block.spans[-1][1]:
            return f"¶{block.number}"
    return ""


def _shortened(text: str) -> str:
    """A text on one line and not too long for a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_AT_MOST else text[:SHOWN_AT_MOST].rstrip() + "…"


@lru_cache(8192)
def gloss_of(key: str, glossary: str = "") -> tuple[str, MarginNote] | None:
    """An acronym -> its opening tag where it stands, and its note; None where its meaning is not known."""
    fact = acronym(key)
    return gloss(key, fact.expansion, glossary) if fact else None


def gloss(word: str, meaning: str, glossary: str) -> tuple[str, MarginNote]:
    """`<abbr title="Government of France">`, and the note `<b>GOF</b> Government of France`: safe HTML.

    The word leads to the page `glossary`, where that is not empty.
    """
    said, name = escape_text(meaning), escape_text(word)
    if glossary:
        name = f'<a href="{escape_text(urls.term(glossary, word))}">{name}</a>'
    return f'<abbr title="{said}">', MarginNote("gloss", f"<b>{name}</b> {said}")


def repairs_to_tell(cable: AnyCable) -> list[Repair]:
    """The repairs that a reader should know of at once; breaks and leftovers are not."""
    return [repair for repair in cable.repairs if repair.code not in QUIET]


def repair_notes(repairs: Sequence[Repair], spans: Spans) -> list[str]:
    """Those of these repairs that lie inside a block, safe HTML."""
    if not spans:
        return []
    first, last = spans[0][0], spans[-1][1]
    notes: list[str] = []
    for repair in repairs:
        start, end = repair.span
        if first <= start and end <= last and any(a <= start and end <= b for a, b in spans):
            notes.append(escape_text(repair_words(repair)))
    return notes
