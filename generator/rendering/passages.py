"""The blocks of a cable -> Passages: safe HTML with anchors, marks and the notes in their margin."""

from __future__ import annotations

import re

from msgspec import Struct

from ..model import (
    Block,
    Heading,
    ListItem,
    PageMarker,
    Paragraph,
    Preformatted,
    Repair,
    Retransmission,
    Rule,
    Signature,
    Spans,
    Wrapper,
    flat_blocks,
)
from ..pages.views import CableView, MarginNote, Passage
from ..reading.paragraphs import portion_of
from .cable_shown import AnyCable
from .margin import gloss_of, is_inside, page_note, page_piece, repair_notes, repairs_to_tell
from .marks import mark_shown
from .reference_marks import Target, find_beginnings, reference_pieces, targets_of
from .terms import Terms, find_terms
from .text import (
    LEAD_LETTERS,
    Piece,
    escape_text,
    is_plain,
    lead_pieces,
    may_be_typed,
    may_close,
    redaction_pieces,
    render_text,
)

UNRESOLVED = '<span class="unresolved" title="not in this archive">'
PARTS = ("summary", "comment")
STARTING = "SsCc"
# How the words go on that open such a part: "Summary.", "COMMENTS:", "Comment and action request"; not "Comments to"
GOES_ON = re.compile(r"s?\s*[.:,(–—-]| (?!of |from |to |on |by )|$")
GATHERED = (ListItem, Wrapper)
LONGEST_SHOWN = 2_000_000
# What shows that lines are those of a table: a gap within a line, or what is drawn of signs
IN_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S|\||-{4}|={4}")


class Setting(Struct):
    """What one cable's passages are made with, and how far the counting has come.

    `marked` holds, by the number of a block, what is marked in its text, and `notes` what stands beside it for that;
    `beginnings` where a word may refer to another cable. `closes`, `typed` and `plain` are asked of all texts at once:
    whether one closes a summary, needs dashes, and all are plain.
    """

    cable: AnyCable
    links: dict[tuple[str, str | None], str]
    targets: dict[str, Target]
    beginnings: dict[int, list[int]]
    closes: bool
    typed: bool
    plain: bool
    missing: frozenset[str]
    root: str
    repairs: list[Repair]
    marked: dict[int, list[Piece]]
    notes: dict[int, list[MarginNote]]
    block: int
    numbers: dict[str, int]
    parts: set[str]
    terms: Terms
    glossary: str
    told: set[str]


def show_passages(cable: AnyCable, view: CableView) -> tuple[Passage, ...]:
    """The body of a cable, ready to be laid out; mentions lead where the view's KeyLinks say."""
    links = _openings(view)
    glossary = view.glossary and view.head.root + view.glossary
    marked, notes = _mark_mentions(cable, links, {word for word, _ in view.terms}, glossary)
    references = view.references
    targets = targets_of(references) if references else {}
    texts = ["" if isinstance(b, Retransmission) else b.text for b in flat_blocks(cable.blocks)]
    whole = "\n".join(texts)
    setting = Setting(
        cable=cable,
        links=links,
        targets=targets,
        beginnings=find_beginnings(texts) if targets else {},
        closes=may_close(whole),
        typed=may_be_typed(whole),
        plain=is_plain(whole),
        missing=frozenset(
            link.url for to in references if to.outcome == "missing" for link in to.links if link.url
        ),
        root=view.head.root,
        repairs=repairs_to_tell(cable),
        marked=marked,
        notes=notes,
        block=0,
        numbers={},
        parts=set(),
        terms=view.terms,
        glossary=glossary,
        told=set(),
    )
    return _show_blocks(cable.blocks, setting)


def _mark_mentions(
    cable: AnyCable, links: dict[tuple[str, str | None], str], own: set[str], glossary: str
) -> tuple[dict[int, list[Piece]], dict[int, list[MarginNote]]]:
    """What is marked in the text of each block: what leads somewhere or is known not to be here, and acronyms, each
    with a note of what it means, but for those that the publisher explains in his `own` words."""
    marked: dict[int, list[Piece]] = {}
    notes: dict[int, list[MarginNote]] = {}
    mentions = cable.mentions
    for anchor in cable.entities.anchors:
        if anchor.mention >= len(mentions):
            continue
        mention = mentions[anchor.mention]
        kind = mention.kind
        if opening := links.get((kind, mention.key)):
            piece = (anchor.start, anchor.end, opening, "</a>")
        elif kind == "acronym" and mention.text in own:
            continue
        elif kind == "acronym" and (gloss := gloss_of(mention.text, glossary)):
            piece = (anchor.start, anchor.end, gloss[0], "</abbr>")
            notes.setdefault(anchor.block, []).append(gloss[1])
        elif kind == "cable" and mention.key:
            piece = (anchor.start, anchor.end, UNRESOLVED, "</span>")
        else:
            continue
        marked.setdefault(anchor.block, []).append(piece)
    return marked, notes


def _openings(view: CableView) -> dict[tuple[str, str | None], str]:
    """The opening tag for each mention that leads somewhere, be it to a page about a cable that is not here."""
    root = view.head.root
    openings: dict[tuple[str, str | None], str] = {
        ("cable", entry.key): f'<a class="unresolved" href="{escape_text(root + entry.link.url)}"'
        ' title="not in this archive">'
        for entry in view.absent
        if entry.link.url
    }
    for kind, entries in (("person", view.people), ("cable", view.cables), ("post", view.places)):
        for entry in entries:
            if entry.link.url:
                openings[kind, entry.key] = f'<a class="{kind}" href="{escape_text(root + entry.link.url)}">'
    return openings


def _show_blocks(blocks: tuple[Block, ...], setting: Setting) -> tuple[Passage, ...]:
    """The passages of one level: markers that interrupt a block stand in its margin; items of a list are gathered, and
    so are a publisher's lines."""
    markers = [b for b in blocks if isinstance(b, PageMarker)]
    interrupting = _interrupting(blocks, markers) if markers else {}
    placed = {id(marker) for found in interrupting.values() for marker in found}
    passages: list[Passage] = []
    items: list[Passage] = []
    kind = "list"
    for block in blocks:
        number = setting.block
        setting.block = number + 1
        if placed and id(block) in placed:
            continue
        inside = tuple(interrupting.get(id(block), ())) if interrupting else ()
        passage = _show_block(block, number, inside, setting)
        if isinstance(block, GATHERED):
            its_kind = "list" if isinstance(block, ListItem) else "wrapper"
            if items and its_kind != kind:
                passages += _gathered(items, kind)
                items = []
            kind = its_kind
            items.append(passage)
            continue
        if items:
            passages += _gathered(items, kind)
            items = []
        passages.append(passage)
    return tuple(passages + _gathered(items, kind))


def _interrupting(blocks: tuple[Block, ...], markers: list[PageMarker]) -> dict[int, list[PageMarker]]:
    """Which markers stand in a gap of which block, by the identity of the block."""
    found: dict[int, list[PageMarker]] = {}
    for block in blocks:
        if len(block.spans) > 1 and not isinstance(block, Retransmission):
            inside = [m for m in markers if m is not block and is_inside(m.spans[0], block.spans)]
            if inside:
                found[id(block)] = inside
    return found


def _gathered(items: list[Passage], kind: str) -> list[Passage]:
    """Items of a kind that follow one another -> one passage of this kind, or none."""
    return [_plain(kind, "", inner=tuple(items))] if items else []


def _show_block(block: Block, number: int, markers: tuple[PageMarker, ...], setting: Setting) -> Passage:
    """One block as a passage; `number` is its place among the flat blocks, `markers` interrupt it."""
    if type(block) is Paragraph:  # nearly always
        return _show_paragraph(block, number, markers, setting)
    match block:
        case Heading():
            count = setting.numbers["h"] = setting.numbers.get("h", 0) + 1
            html, _ = _linked(block.text, block.spans, number, markers, setting)
            anchor = f"h{count}"
            return _plain("heading", html, anchor, starts=_starts(block.text, setting))
        case ListItem():
            html, notes = _linked(block.text, block.spans, number, markers, setting)
            return _plain("list_item", html, number=block.bullet, notes=notes)
        case PageMarker():
            return _plain("page_marker", page_note(block))
        case Retransmission():
            return _plain("telegram", "", inner=_show_quoted(block, setting))
        case Rule():
            return _plain("rule", "")
        case Preformatted():
            return _show_lines(block, number, markers, setting)
        case Signature():
            return _plain("signature", _signed(block.text, setting))
        case _:
            return _plain(str(block.__struct_config__.tag), escape_text(_beginning(block.text)))


def _show_lines(
    block: Preformatted, number: int, markers: tuple[PageMarker, ...], setting: Setting
) -> Passage:
    """Lines as they were set, with their links: those of a table in letters of one width, those of an address or a list
    of names as the rest of the text.
    """
    kind = "preformatted" if IN_COLUMNS.search(block.text) else "lines"
    if len(block.text) > LONGEST_SHOWN:
        return _plain(kind, escape_text(_beginning(block.text)))
    html, notes = _linked(block.text, block.spans, number, markers, setting)
    return _plain(kind, html, notes=notes)


def _show_quoted(telegram: Retransmission, setting: Setting) -> tuple[Passage, ...]:
    """The passages of a telegram within this one; its `ref A` is none of ours."""
    ours, setting.targets = setting.targets, {}
    passages = _show_blocks(telegram.blocks, setting)
    setting.targets = ours
    return passages


def _beginning(text: str) -> str:
    """A text, or of one that no browser would bear its beginning, with a word about the rest."""
    if len(text) <= LONGEST_SHOWN:
        return text
    return f"{text[:LONGEST_SHOWN]}\n[... {len(text) - LONGEST_SHOWN:,} more characters stand in the source file]"


def _show_paragraph(
    paragraph: Paragraph, number: int, markers: tuple[PageMarker, ...], setting: Setting
) -> Passage:
    """A paragraph with its number, permalink and portion mark; a mark for all that follows stands in the text too."""
    printed = "" if paragraph.number is None else str(paragraph.number)
    mark = portion_of(paragraph.marking) if paragraph.marking else ""
    tone, meaning = mark_shown(mark) if mark else ("", "")
    pieces = redaction_pieces(paragraph.redactions) if paragraph.redactions else None
    html, notes = _linked(paragraph.text, paragraph.spans, number, markers, setting, pieces)
    if mark != (paragraph.marking or ""):
        html = " ".join(filter(None, (escape_text(f"({paragraph.marking})"), html)))
    starts = _starts(paragraph.text, setting) if paragraph.text[:1] in STARTING else ""
    anchor = _anchor(printed, setting) if printed else ""
    return Passage("paragraph", anchor, printed, mark, tone, meaning, html, notes, starts=starts)


def _anchor(number: str, setting: Setting) -> str:
    """`p4`, and `p4-2` for the second paragraph of that number."""
    name = f"p{number}"
    count = setting.numbers[name] = setting.numbers.get(name, 0) + 1
    return name if count == 1 else f"{name}-{count}"


def _starts(text: str, setting: Setting) -> str:
    """`summary` or `comment` for the first passage that opens one."""
    if text[:1] not in STARTING:
        return ""
    opening = text[:24].lower()
    for part in PARTS:
        if opening.startswith(part) and part not in setting.parts and GOES_ON.match(opening, len(part)):
            setting.parts.add(part)
            return part
    return ""


def _linked(
    text: str,
    spans: Spans,
    number: int,
    markers: tuple[PageMarker, ...],
    setting: Setting,
    redactions: list[Piece] | None = None,
) -> tuple[str, tuple[MarginNote, ...]]:
    """The text of a block with its links, leads, redactions and the page notes at their line; what stands beside it.

    That are its repairs in words, and the acronyms that it is the first to use.
    """
    pieces = redactions or []
    if marked := setting.marked.get(number):
        pieces += marked
    explained: list[MarginNote] = []
    if setting.terms:
        own, explained = find_terms(text, setting.terms, setting.told, pieces, setting.glossary)
        pieces += own
    if text[:1] in LEAD_LETTERS or (setting.closes and may_close(text)):
        pieces += lead_pieces(text)
    if setting.targets and (beginnings := setting.beginnings.get(number)):
        pieces += reference_pieces(text, beginnings, setting.targets, setting.root, setting.missing)
    for marker in markers:
        pieces.append(page_piece(text, spans, marker))
    notes = tuple(setting.notes.get(number, ()))
    if setting.repairs and (repairs := repair_notes(setting.repairs, spans)):
        notes = (*(MarginNote("repair", html) for html in repairs), *notes)
    html = render_text(text, pieces, typed=setting.typed, plain=setting.plain)
    return html, (*notes, *explained) if explained else notes


def _signed(text: str, setting: Setting) -> str:
    """The signer's surname, leading to his page where the cable has exactly one signer of that name."""
    signers = [p for p in setting.cable.entities.people if "signer" in p.roles]
    fitting = [p.key for p in signers if p.name.upper().endswith(text.strip().upper())]
    opening = setting.links.get(("person", fitting[0])) if len(fitting) == 1 else None
    return f"{opening}{escape_text(text)}</a>" if opening else escape_text(text)


def _plain(
    kind: str,
    html: str,
    anchor: str = "",
    *,
    number: str = "",
    starts: str = "",
    notes: tuple[MarginNote, ...] = (),
    inner: tuple[Passage, ...] = (),
) -> Passage:
    """A passage without a portion mark."""
    return Passage(kind, anchor, number, "", "", "", html, notes, inner, starts)
