"""The bytes of a file -> its text, whatever the encoding; never fails."""

from __future__ import annotations

import codecs

from msgspec import Struct

from ..diagnostics import Diagnostic, report

BINARY_SHARE = 0.1
RICH_TEXT = b"{\\rtf"
MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"\xd0\xcf\x11\xe0",
)


class Decoded(Struct, frozen=True):
    """A source as text. `text` is None for a file that is no text."""

    text: str | None
    encoding: str
    problems: tuple[Diagnostic, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of `content`: by its byte order mark, else UTF-8, else UTF-16 by its zeros, else Windows-1252.

    A word processor's file is no text.
    """
    if content.startswith(RICH_TEXT):
        told = report(
            "R102",
            "this file is a word processor's (RTF), not plain text",
            hint="save it as plain text (UTF-8)",
        )
        return Decoded(None, "binary", (told,))
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _decode_as(content, "utf-32")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(content, "utf-16")
    if not content.startswith(MAGIC):
        try:
            return Decoded(content.removeprefix(codecs.BOM_UTF8).decode(), "utf-8", _odd_zeros(content))
        except UnicodeDecodeError:
            pass
    wide = _wide_encoding(content)
    if wide:
        return _decode_as(content, wide)
    if _is_binary(content):
        return Decoded(None, "binary", (report("R102", "this file is binary: it holds no text"),))
    return _decode_as(content, "cp1252")


def _decode_as(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    if encoding == "cp1252":  # the five bytes that Windows-1252 leaves open stand for themselves
        text = "".join(map(_cp1252_char, content)) if "\ufffd" in text else text
    notice = report(
        "R104", f"this file is not UTF-8; it was read as {encoding.upper()}", hint="save it as UTF-8"
    )
    problems: tuple[Diagnostic, ...] = (notice,)
    if "\ufffd" in text:
        problems += (report("R105", "some bytes are not text in this encoding; they show as \ufffd"),)
    return Decoded(text, encoding, problems)


def _cp1252_char(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a byte order mark, when every second byte of the start is zero."""
    head = content[:2000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(zeros) > 8 and zeros.count(0) > 0.8 * len(zeros):
            return encoding
    return None


def _odd_zeros(content: bytes) -> tuple[Diagnostic, ...]:
    if b"\0" not in content:
        return ()
    line = content.count(b"\n", 0, content.index(b"\0")) + 1
    return (report("R106", "NUL characters in the text; they are kept and shown", line=line),)


def _is_binary(content: bytes) -> bool:
    head = content[:8000]
    if head.startswith(MAGIC):
        return True
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in head)
    return control > BINARY_SHARE * max(1, len(head))
