"""Plain text as a teletype printed it or a person copied it -> Transcript: the text as it is."""

from __future__ import annotations

from .transcript import Transcript


def transcribe_teletype(text: str) -> tuple[Transcript, ...]:
    """The one telegram of a plain text."""
    return (Transcript(text),)
