"""What prose cites -> what of it is not so: a cable or a paragraph that is not there, words that are not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from msgspec.structs import replace

from ..archive import Archive
from ..corrections import correct
from ..diagnostics import Diagnostic, Located, report
from ..model import Cable, Paragraph, flat_blocks
from ..pages import ProseSource
from ..pages.prose_source import Citation
from .store import Store, store_at

# What parts a quotation that leaves something out: `...`, `[...]`, `…`
LEFT_OUT = re.compile(r"\[?(?:\.\.\.|…)\]?")
# All but letters, digits and what stands within words: it is not compared
NOT_A_WORD = re.compile(r"[^\w%$€£&+]+")
NEAREST = 24  # words of a hint


def check_citations(
    prose: tuple[ProseSource, ...], archive: Archive, store: Path
) -> tuple[tuple[ProseSource, ...], tuple[Located, ...]]:
    """The prose, without the paragraphs that its cables do not have, and what is wrong with its citations."""
    if not any(source.citations for source in prose):
        return prose, ()
    problems: list[Located] = []
    checked = []
    with store_at(store) as opened:
        for source in prose:
            citations = []
            for citation in source.citations:
                texts = _texts(citation, archive, opened)
                found = tuple(_wrong(citation, archive, texts))
                problems += (Located(f"content/pages/{source.path}", problem) for problem in found)
                citations.append(citation if texts else replace(citation, paragraph=None))
            checked.append(replace(source, citations=tuple(citations)))
    return tuple(checked), tuple(problems)


def _texts(citation: Citation, archive: Archive, store: Store) -> tuple[str, ...]:
    """The texts of the paragraphs of this number, with what hangs on them; none where there is no such paragraph."""
    numbers = archive.numbers.get(citation.cable_id)
    if not numbers or citation.paragraph is None:
        return ()
    card = archive.cards[numbers[0]]
    return tuple(
        _paragraphs(correct(store.cable(card.key, card.index), card.corrections), citation.paragraph)
    )


def _paragraphs(cable: Cable, number: int) -> Iterator[str]:
    parts: list[str] = []
    inside = False
    for block in flat_blocks(cable.blocks):
        if isinstance(block, Paragraph) and block.number is not None:
            if inside:
                yield " ".join(parts)
            inside, parts = block.number == number, []
        if inside:
            parts.append(getattr(block, "text", ""))
    if inside:
        yield " ".join(parts)


def _wrong(citation: Citation, archive: Archive, texts: tuple[str, ...]) -> Iterator[Diagnostic]:
    line, cable_id = citation.line, citation.cable_id
    if cable_id not in archive.numbers:
        yield report(
            "P411", f"{cable_id} is not in this archive", line=line, hint="it is shown, but leads nowhere"
        )
    elif citation.paragraph is not None and not texts:
        yield report("P412", f"{cable_id} has no paragraph {citation.paragraph}", line=line)
    elif citation.quote and texts and not any(_is_in(citation.quote, text) for text in texts):
        hint = f'the nearest wording there is "{_nearest(citation.quote, texts)}"'
        message = f'paragraph {citation.paragraph} of {cable_id} does not say "{citation.quote}"'
        yield report("P413", message, line=line, hint=hint)


def _is_in(quote: str, text: str) -> bool:
    """Whether all parts of a quotation stand in a text, in their order; case, signs and line breaks do not count."""
    said, at = f" {_words(text)} ", 0
    for part in LEFT_OUT.split(quote):
        words = _words(part)
        if words:
            at = said.find(f" {words} ", at)
            if at < 0:
                return False
            at += len(words) + 1
    return True


def _words(text: str) -> str:
    """`[T]oo much,  too soon` -> `too much too soon`."""
    return NOT_A_WORD.sub(" ", re.sub(r"\[(\w{1,3})\]", r"\1", text).casefold()).strip()


def _nearest(quote: str, texts: tuple[str, ...]) -> str:
    """The words of the texts that most resemble a quotation, as many as it has."""
    wanted = _words(quote).split()
    best, words_of_best, ratio = 0, texts[0].split(), -1.0
    for text in texts:
        words = text.split()
        plain = [_words(word) for word in words]
        for match in SequenceMatcher(None, plain, wanted, autojunk=False).get_matching_blocks():
            if match.size > ratio:
                best, words_of_best, ratio = max(0, match.a - match.b), words, match.size
    return " ".join(words_of_best[best : best + min(NEAREST, max(4, len(wanted)))])
