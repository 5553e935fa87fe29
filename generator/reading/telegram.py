"""A telegram as plain text -> Cable: the order in which its parts are read (format 19)."""

from __future__ import annotations

from msgspec.structs import replace

from ..model import Cable, Source
from .archive_rows import is_archive_row, undo_archive_row
from .assembly import Parts, assemble, find_all_mentions, gather
from .attributes import complete
from .body import BodyReader
from .captions import read_caption_line
from .classification import banner_rest, find_banner, find_last_copy, read_banner
from .closing import find_closing, text_above
from .cut_off import complete_from_cut_off
from .draft import Draft
from .envelope import TRANSMISSION, opens_envelope, read_envelope
from .field_values import add_classifier, read_fields
from .header import NUMBERED_CLASSIFIED, HeaderReader, starts_body
from .keywords import find_keyword
from .lines import Line, find_lines, plain_blanks, single_spaced
from .message_ids import read_message_id
from .page_heads import Pages, take_page_heads
from .published_above import published_above
from .quoted import marks_apart
from .running_heads import take_running_heads
from .section_heads import take_envelopes
from .sent_on import complete_from_sent_on, find_sent_on
from .sources import ReadingRules
from .stamps import take_stamps
from .together import Steps
from .transcript import Transcript
from .unflow import unflow_header
from .wrappers import DUMP_TIME, count_wrapper_lines, is_publishers

ENVELOPE_SEARCH_LINES = 40
NUMBERED_CLASSIFIED_LINES = 8


def read_telegram(
    transcript: Transcript,
    source_text: str,
    source: Source,
    rules: ReadingRules,
    id_hint: str | None,
    year_hint: int | None,
) -> Steps[Cable]:
    """The cable that a transcript of `source_text` holds; what is not understood becomes an unparsed block."""
    draft = _begun(transcript, source_text, rules, id_hint, year_hint)
    text = draft.text
    lines = unflow_header(single_spaced(find_lines(text)))
    lines, stamps = take_stamps(lines, text)
    lines, heads = take_running_heads(lines, text)
    draft.stamped = bool(stamps or heads)
    pages = (
        take_page_heads(draft, lines) if transcript.electronic else Pages(take_envelopes(draft, lines, text))
    )
    lines = marks_apart(pages.lines, text)
    yield
    wrapper, draft.partial = (0, False) if transcript.electronic else count_wrapper_lines(lines, text)
    first, at = _read_head(draft, lines, wrapper)
    if first or draft.cut_off:
        _take_published(draft, (*lines[:first], *draft.cut_off))
    yield
    header = _read_header(draft, lines, at, rules)
    if transcript.electronic:
        complete(draft)
    yield
    closing = find_closing(lines[header.at :])
    body = BodyReader(draft, text_above(lines[header.at :], closing), rules.repair)
    yield
    body.read()
    body.close(closing)
    yield
    parts = Parts(
        wrappers=(*lines[:first], *draft.cut_off, *pages.stamps, *stamps, *heads),
        header=(*pages.preface, *lines[first : header.at]),
        markers=(*pages.markers, *header.blocks),
        blocks=tuple(body.blocks),
        layouts=tuple(body.layouts),
    )
    gathered = gather(draft, parts, rules)
    yield
    mentioned = find_all_mentions(draft, gathered)
    yield
    return assemble(draft, parts, gathered, mentioned, source)


def _read_header(draft: Draft, lines: list[Line], at: int, rules: ReadingRules) -> HeaderReader:
    """The header below the envelope, its fields in the draft; `lines` from `at` are not read yet."""
    sent_on = find_sent_on(lines, at)
    header = HeaderReader(draft, lines, at if sent_on is None else _behind_captions(draft, lines, at))
    if sent_on is None:
        header.read()
        read_fields(draft, header.fields, rules.repair)
    else:
        complete_from_sent_on(draft, lines, sent_on, rules.repair)
    if not draft.classified_by:
        _read_numbered_classifier(draft, lines[header.at :])
    if draft.cut_off:
        complete_from_cut_off(draft, rules.repair)
    return header


def _begun(
    transcript: Transcript, source_text: str, rules: ReadingRules, id_hint: str | None, year_hint: int | None
) -> Draft:
    """The draft of a telegram of which nothing is read yet, with what was undone of its format."""
    text = plain_blanks(transcript.text)
    named = None if transcript.further else id_hint
    hint = read_message_id(transcript.id_hint or named or "")
    text, marks = undo_archive_row(text) if is_archive_row(text) else (text, ())
    said = transcript.published.date if transcript.published else None
    draft = Draft(transcript, text, source_text, hint, said.year if said and year_hint is None else year_hint)
    draft.marks = marks
    if rules.repair:
        draft.mend()
    for edit in transcript.edits:
        if edit.told:
            draft.repair("R205", edit.start, edit.end, text[edit.start : edit.end], was=edit.was)
    return draft


def _take_published(draft: Draft, lines: tuple[Line, ...]) -> None:
    """What a publisher says above the telegram, as if a page or dump said it; the text's own words beat it."""
    published = published_above(lines, draft.transcript.published)
    if published is None or published == draft.transcript.published:
        return
    named = draft.transcript.id_hint or published.id
    draft.transcript = replace(draft.transcript, published=published, id_hint=named)
    if named:
        draft.id_hint = read_message_id(named)
    if published.date and draft.year_hint is None:
        draft.year_hint = published.date.year


def _read_head(draft: Draft, lines: list[Line], at: int) -> tuple[int, int]:
    """Envelope and classification line, in either order; numbers of the header's first line and the one after."""
    banner = find_banner(lines, at)
    whole = find_last_copy(lines, banner)
    again = (
        whole is not None
        and banner is not None
        and banner < whole
        and _only_captions(draft, lines[banner + 1 : whole])
    )
    first_banner = banner if again else whole
    draft.banner_line = lines[first_banner] if first_banner is not None else None
    start = _find_envelope(lines, at, whole)
    first = at = start if start is not None and (whole is None or start < whole) else at
    if start is not None:
        at = read_envelope(draft, lines, start)
    if whole is not None and banner is not None:
        if again or whole == banner:
            draft.cut_off = _take_between(draft, lines[at:banner])
        else:
            draft.cut_off = tuple(lines[at:whole])
        if again:
            read_banner(draft, lines, banner)
            for line in lines[banner + 1 : whole]:
                read_caption_line(draft, line, strict=False)
        at = max(at, read_banner(draft, lines, whole))
        first = min(first, whole)
    return first, at


def _behind_captions(draft: Draft, lines: list[Line], at: int) -> int:
    """Reads captions and passing instructions from a line on; the number of the first that is none."""
    while at < len(lines) and read_caption_line(draft, lines[at], strict=True):
        at += 1
    return at


def _only_captions(draft: Draft, lines: list[Line]) -> bool:
    """Whether between two classification lines stand only captions: then one repeats the other, and no copy is cut."""
    return all(
        not find_keyword(line.text) and read_caption_line(draft, line, strict=True, dry=True)
        for line in lines
    )


def _find_envelope(lines: list[Line], first: int, banner: int | None) -> int | None:
    """Where the envelope starts: the last one before the classification line, or one right below it."""
    end = min(len(lines), first + ENVELOPE_SEARCH_LINES if banner is None else banner + 2)
    found: int | None = None
    for at in range(first, end):
        text = lines[at].text
        if starts_body(text):
            break
        if (found is None or text[0] == "V") and opens_envelope(lines[at]):
            found = at if found is None or TRANSMISSION.match(text) else found
    return found


def _take_between(draft: Draft, lines: list[Line]) -> tuple[Line, ...]:
    """Of the lines between envelope and classification line those of a publisher; of any other the reader is told."""
    if any(DUMP_TIME.match(line.text) for line in lines):
        return tuple(lines)
    publishers: list[Line] = []
    for line in lines:
        if is_publishers(line.text):
            publishers.append(line)
        elif banner_rest(line.text) == "":
            draft.claim("classification", line.start, line.end)
        elif not read_caption_line(draft, line, strict=True):
            draft.note(
                "R121", line.start, "a line between the message header and the text was not understood"
            )
    return tuple(publishers)


def _read_numbered_classifier(draft: Draft, lines: list[Line]) -> None:
    """Before 2003 the first paragraph often is the classified-by block; it stays a paragraph (format 11)."""
    for at, line in enumerate(lines[:NUMBERED_CLASSIFIED_LINES]):
        match = NUMBERED_CLASSIFIED.match(line.text)
        if match is None:
            continue
        rows = [line.text[match.end() :]]
        for following in lines[at + 1 : at + NUMBERED_CLASSIFIED_LINES]:
            if starts_body(following.text):
                break
            rows.append(following.text)
        return add_classifier(draft, "\n".join(rows), match.end())
