"""A cable -> a readable, coloured account of it for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from ..diagnostics import Located
from ..model import Addressee, Cable, ClassifiedBy, Mention, Reference, Repair
from ..rendering.lexer import TelegramLexer
from .printed import printable, problem_text

TONES = {
    "TOP SECRET": "black on orange1",
    "SECRET": "white on red3",
    "CONFIDENTIAL": "white on dodger_blue3",
    "RESTRICTED": "white on dodger_blue3",
    "LIMITED OFFICIAL USE": "white on green4",
    "UNCLASSIFIED": "white on green4",
}
MENTIONS_SHOWN = 12
TEXT_SHOWN = 200_000
REPAIR_WIDTH = 60
LAYOUT = ("R206", "R210", "R211", "R212")


def account_of(cable: Cable, text: str, name: str) -> RenderableType:
    """All that was understood of a cable, then `text`, its source, in colours. `name` is the file's."""
    parts: list[RenderableType] = [Rule(Text(printable(f"{cable.id or 'no number'} · {name}"), style="bold"))]
    parts += [_banner(cable), _slip(cable)]
    parts += [section for section in (_repairs(cable.repairs), _diagnostics(cable, name)) if section]
    parts += [Rule(Text("the telegram", style="dim"), style="dim"), _telegram(_own_text(cable, text))]
    return Group(*parts)


def _banner(cable: Cable) -> Text:
    level = cable.classification
    if level is None:
        return Text(" classification unknown ", style="reverse")
    return Text(f" {'//'.join((level.level, *level.caveats))} ", style=TONES[level.level])


def _slip(cable: Cable) -> Table:
    """The header fields, one row each, those that are there."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in _rows(cable):
        if value:
            table.add_row(label, Text(printable(value)))
    return table


def _rows(cable: Cable) -> list[tuple[str, str | None]]:
    source = f" ({cable.date_source})" if cable.date_source else ""
    precedence = cable.precedence
    urgency = (
        " / ".join(word for word in (precedence.action, precedence.info) if word) if precedence else None
    )
    return [
        ("Title", cable.title),
        ("Subject", cable.subject),
        ("Printed id", cable.printed_id),
        ("Date", f"{cable.date:%Y-%m-%d %H:%M} UTC{source}" if cable.date else None),
        ("Precedence", urgency),
        ("From", f"{cable.origin} [{cable.post}]" if cable.origin and cable.post else cable.origin),
        ("To", "\n".join(map(_addressee, cable.action))),
        ("Info", "\n".join(map(_addressee, cable.info))),
        ("Attention", "\n".join(cable.attention)),
        ("Captions", " ".join(cable.captions)),
        ("E.O.", cable.executive_order),
        ("Declassify on", cable.declassify_on),
        ("TAGS", " ".join(f"{t.code} ({t.qualifier})" if t.qualifier else t.code for t in cable.tags)),
        ("References", "\n".join(map(_reference, cable.references))),
        ("Classified by", "\n".join(map(_classifier, cable.classified_by))),
        ("Blocks", _counted(Counter(str(b.__struct_config__.tag) for b in cable.blocks))),
        ("Sections", _sections(cable)),
        ("Signed", ", ".join(cable.signers)),
        ("Mentions", _mentions(cable.mentions)),
        ("Extract", "this is a part of the telegram only" if cable.partial else None),
        ("Source", f"{cable.source.format}, sha256 {cable.source.sha256[:16]}" if cable.source else None),
    ]


def _addressee(line: Addressee) -> str:
    route = f"{line.route}/" if line.route else ""
    words = (f"{route}{line.name}", line.precedence, line.mcn)
    return " ".join(word for word in words if word)


def _reference(reference: Reference) -> str:
    bullet = f"{reference.bullet}. " if reference.bullet else ""
    target = f" → {reference.target}" if reference.target else f" ({reference.kind})"
    return f"{bullet}{reference.text}{target}"


def _classifier(line: ClassifiedBy) -> str:
    who = ", ".join(word for word in (line.name, line.title) if word)
    reasons = " ".join(f"({letter})" for letter in line.reasons)
    return f"{who} · reasons {line.section or ''} {reasons}" if reasons else who


def _sections(cable: Cable) -> str | None:
    sections = cable.sections
    if sections is None:
        return None
    missing = f", missing {', '.join(map(str, sections.missing))}" if sections.missing else ""
    return f"{sections.count}{missing}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _mentions(mentions: tuple[Mention, ...]) -> str:
    """Each kind with what it names, most often first."""
    lines: list[str] = []
    for kind in ("person", "post", "cable", "acronym"):
        names = Counter(m.key or f"{m.text}?" for m in mentions if m.kind == kind)
        shown = ", ".join(f"{n} ×{c}" if c > 1 else n for n, c in names.most_common(MENTIONS_SHOWN))
        if shown:
            lines.append(f"{kind}: {shown}{' ...' if len(names) > MENTIONS_SHOWN else ''}")
    return "\n".join(lines)


def _repairs(repairs: tuple[Repair, ...]) -> RenderableType | None:
    """All repairs but those of how paragraphs were numbered: every one of most copies has one."""
    repairs = tuple(repair for repair in repairs if repair.code not in LAYOUT)
    if not repairs:
        return None
    table = Table(
        "code", "printed", "read as", box=None, pad_edge=False, title="Repairs", title_justify="left"
    )
    for repair in repairs:
        table.add_row(repair.code, Text(_on_one_line(repair.was)), Text(_on_one_line(repair.read_as)))
    return table


def _on_one_line(words: str) -> str:
    """The words with their line breaks shown as signs, and no more of them than a table can take."""
    shown = printable(words.replace("\r\n", "\n").replace("\n", "⏎"))
    return shown if len(shown) <= REPAIR_WIDTH else f"{shown[:REPAIR_WIDTH]}..."


def _diagnostics(cable: Cable, name: str) -> RenderableType | None:
    if not cable.diagnostics:
        return None
    lines = [problem_text(Located(name, diagnostic)) for diagnostic in cable.diagnostics]
    return Group(Text("Diagnostics", style="italic"), *lines)


def _own_text(cable: Cable, text: str) -> str:
    """The part of the source that this cable spans: a file may hold several."""
    spans = [span for spans in cable.spans.values() for span in spans]
    spans += [span for block in cable.blocks for span in block.spans]
    if not spans:
        return text
    return text[min(start for start, _ in spans) : max(end for _, end in spans)]


def _telegram(text: str) -> RenderableType:
    shown = printable(text[:TEXT_SHOWN].replace("\r\n", "\n"))
    syntax = Syntax(shown, TelegramLexer(), theme="ansi_dark", word_wrap=True, background_color="default")
    rest = len(text) - TEXT_SHOWN
    return Group(syntax, Text(f"... and {rest:,} characters more", style="dim")) if rest > 0 else syntax
