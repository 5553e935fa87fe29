"""The text of a cable and what is marked in it -> safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter

try:
    from markupsafe import _escape_inner as _escape_markup  # type: ignore[attr-defined] # in C, in one pass
except ImportError:  # another version of MarkupSafe

    def _escape_markup(text: str, /) -> str:
        """The five characters that mean something in HTML -> their references."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")


escape_markup = _escape_markup  # for texts without control characters

# A character that must not reach a page as it is: `\x07`, a bidirectional override, half a surrogate pair.
UNSAFE = re.compile(
    r"\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
# Each pattern below starts with a fixed character, which is found fast, and looks back only from there.
# A quotation mark that opens: `the "fundamental" decision`.
OPENING_QUOTE = re.compile(r'"(?<![^\s(\[/—-]")(?=[^\s"])')
OPENERS = "([/—-"
# A quotation mark of any kind: `"`, `“` or `”`.
QUOTE = re.compile(r'["“”]')
# An apostrophe in or after a word: `allies' expectations`, `Carre's`.
APOSTROPHE = re.compile(r"'(?:(?<=\w')(?=\w)|(?<=[sS]')(?=[\s.,;:)]|$))")
# A hyphen or two that stand for a dash: ` - `, ` -- `.
DASH = re.compile(r" -(?<=[^\s-] -)-? (?=[^\s-])")
# Two hyphens between words: `the hall--once new--is old`; not in an address such as `https://example.gov/a--b`
TIGHT_DASH = re.compile(r"--(?<=[A-Za-z)”]--)(?=[A-Za-z(“])")
LONGEST_ADDRESS = 200
ADDRESS_SIGNS = ("/", "@", "www.")
# An abbreviation that clings to the word after it: `Mr. Weinrod`, `No. 4`.
CLINGING = re.compile(r"\. (?<=(?:M[rs]|Dr|No|St|Lt)\. )(?<!\w\w\w\. )(?=[A-Z\d])")
# The words that open a part, at the start of a block: `Summary.`, `Comment and action request:`.
LEAD_OPENS = re.compile(
    r"(?:Begin )?(?:Summary|Comment|Note)(?: and (?:comment|introduction|action request))?[.:]", re.I
)
# Less than this holds nothing that `set_type` changes
SHORTEST_SET = 2
LEAD_LETTERS = "BSCNbscn"
# The words that close one, anywhere: `End comment.`, `END SUMMARY AND COMMENT.`.
LEAD_CLOSES = re.compile(r"E(?:nd|ND) (?<!\w\w\w\w )(?:of )?(?i:summary|comment)(?i: and comment)?[.:]?")

REDACTION_OPEN = '<span class="redaction"><span class="unseen">withheld: </span>'
REDACTION_CLOSE = "</span>"


# A passage of a text (start, end) with the HTML before and after it; where start equals end, something is put in.
Piece = tuple[int, int, str, str]
PLACE = itemgetter(0, 1)

# What needs no care: ASCII without control characters and without what means something in HTML; so is all, and more,
# that can be taken out of a text in one pass, and what is left says which care it needs
CAREFREE = bytes(set(range(0x20, 0x7F)) - set(b"&<>\"'"))
PLAIN = CAREFREE + b"\"'\t\n"
PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n"
STRAIGHT_QUOTES = b"\"'"


def escape_text(text: str) -> str:
    """Any text -> HTML that shows it: the one way by which words of a cable reach a page.

    Markup characters are escaped, control characters shown as their pictures (U+2400 on), line separators become
    line breaks, bidirectional overrides and what is no character at all become U+FFFD.
    """
    if text.isascii():
        odd = text.encode("ascii").translate(None, CAREFREE)
        if not odd:
            return text
        if odd.translate(None, PRINTABLE):
            text = UNSAFE.sub(_picture, text)
    elif not text.isprintable():
        text = UNSAFE.sub(_picture, text)
    return _escape_markup(text)


def _escape_nothing(text: str) -> str:
    """A text of which it is known that it is HTML as it is."""
    return text


def _picture(found: re.Match[str]) -> str:
    """What is shown in place of an unsafe character."""
    character = found[0]
    if character[0] in "\r\u2028\u2029":
        return "\n"
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else "\ufffd"


def set_quotes(text: str) -> str:
    """Straight quotes -> true ones where no doubt is left; the length stays the same, so that anchors still hold.

    A quotation mark closes only what was opened before; `5"` stays as it is, and so does a lone `'`.
    """
    if '"' in text:
        text = _set_double_quotes(text)
    if "'" in text:
        text = APOSTROPHE.sub("’", text)
    return text


def _set_double_quotes(text: str) -> str:
    """Each `"` before a word -> `“`, and the next one that stands after one -> `”`."""
    if "“" in text or "”" in text:
        return _close_quotes(OPENING_QUOTE.sub("“", text))
    parts = text.split('"')
    found = [parts[0]]
    is_open, before = False, parts[0][-1:] or " "
    for after in parts[1:]:
        apart = before == " " or before.isspace()
        if (apart or before in OPENERS) and after and not after[0].isspace():
            is_open, quote = True, "“"
        else:
            quote = "”" if is_open and not apart else '"'
            is_open = False
        found += (quote, after)
        before = after[-1:] or '"'
    return "".join(found)


def _close_quotes(text: str) -> str:
    """Each `"` after a `“` that is still open -> `”`: for a text that has true quotes already."""
    parts: list[str] = []
    done, is_open = 0, False
    for found in QUOTE.finditer(text):
        if found[0] == '"' and is_open and not text[found.start() - 1].isspace():
            parts += (text[done : found.start()], "”")
            done, is_open = found.end(), False
        else:
            is_open = found[0] == "“"
    parts.append(text[done:])
    return "".join(parts)


def set_type(text: str) -> str:
    """Hyphens that stand for dashes -> dashes; a blank after `Mr.` or `No.` -> one that does not break."""
    if " -" in text:
        text = DASH.sub(_dash, text)
    if "--" in text:
        text = TIGHT_DASH.sub(_tight_dash, text)
    return CLINGING.sub(".\u00a0", text) if ". " in text else text


def _set_between(text: str, start: int, end: int) -> str:
    """`set_type` of a part of a text, which knows what stands beside it: a dash may be next to a link."""
    if end - start < SHORTEST_SET:
        return text[start:end]
    words = set_type(text[max(start - 1, 0) : end + 1])
    return words[start > 0 : len(words) - (end < len(text))]


def _dash(found: re.Match[str]) -> str:
    """` - ` -> an en dash, ` -- ` -> an em dash, each kept with the word before it."""
    return "\u00a0— " if len(found[0]) == 4 else "\u00a0– "


def _tight_dash(found: re.Match[str]) -> str:
    """An em dash, but two hyphens as they are within an address."""
    text = found.string
    near = max(found.start() - LONGEST_ADDRESS, 0)
    before = text[max(text.rfind(" ", near, found.start()) + 1, near) : found.start()]
    return "--" if any(sign in before for sign in ADDRESS_SIGNS) else "—"


def may_be_typed(text: str) -> bool:
    """Whether `set_type` changes anything in a text, or in one of several with line ends between them."""
    return (
        " -" in text
        or CLINGING.search(text) is not None
        or ("--" in text and TIGHT_DASH.search(text) is not None)
    )


def is_plain(text: str) -> bool:
    """Whether nothing but quotation marks is to be set or escaped in a text, as in nearly all."""
    return text.isascii() and not text.encode("ascii").translate(None, PLAIN)


def render_text(text: str, pieces: Sequence[Piece] = (), *, typed: bool = True, plain: bool = False) -> str:
    """A text and the pieces that are marked in it -> safe HTML, set with true quotes and dashes.

    Pieces are taken in the order of their start; one that overlaps an earlier one or lies outside the text is left
    out. Insertions (start equals end) inside a piece move behind it. `typed` False: `set_type` would change nothing;
    `plain`: it is known of the text that it `is_plain`.
    """
    if plain:
        text = set_quotes(text)
        is_html = '"' not in text and "'" not in text
    else:
        odd = text.encode("ascii").translate(None, CAREFREE) if text.isascii() else None
        if odd != b"":
            text = set_quotes(text)
        is_html = _is_html(text, odd)
    escape = _escape_nothing if is_html else escape_text
    typed = typed and may_be_typed(text)
    if not pieces:
        return escape(set_type(text) if typed else text)
    parts: list[str] = []
    length, done = len(text), 0
    as_it_is = escape is _escape_nothing and not typed
    for start, end, before, after in sorted(pieces, key=PLACE) if len(pieces) > 1 else pieces:
        if end > length or start < 0 or (start < done and end > start):
            continue
        if as_it_is:
            parts += (text[done:start], before, text[start:end], after)
        else:
            gap = text[done:start] if start > done else ""
            gap = _set_between(text, done, start) if typed and gap else gap
            parts += (escape(gap), before, escape(text[start:end]), after)
        if end > done:
            done = end
    rest = _set_between(text, done, length) if typed and done < length else text[done:]
    parts.append(escape(rest))
    return "".join(parts)


def _is_html(text: str, odd: bytes | None) -> bool:
    """Whether a text, set with true quotes, is HTML as it is; `odd` was not CAREFREE before, None beyond ASCII."""
    if odd is None:
        return escape_text(text) == text
    return not odd.strip(STRAIGHT_QUOTES) and '"' not in text and "'" not in text


def may_close(text: str) -> bool:
    """Whether words that close a summary or comment may stand in a text."""
    return "End " in text or "END " in text


def lead_pieces(text: str) -> list[Piece]:
    """The words that open and close a summary or comment, to be set in small capitals."""
    opening = LEAD_OPENS.match(text) if text[:1] in LEAD_LETTERS else None
    closes = may_close(text)
    if not opening and not closes:
        return []
    found = [opening] if opening else []
    if closes:
        found += LEAD_CLOSES.finditer(text)
    return [(m.start(), m.end(), '<span class="lead">', "</span>") for m in found]


def redaction_pieces(spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """Runs that were withheld: still there to be selected, and said to those who listen."""
    return [(start, end, REDACTION_OPEN, REDACTION_CLOSE) for start, end in spans]
