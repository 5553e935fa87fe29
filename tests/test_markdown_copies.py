"""Copies with plain marks, which are read without the parser, are read as the parser reads them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.reading.markdown import _plain_marks, transcribe_markdown
from generator.reading.transcript import Transcript

# An escape is no plain mark: a copy that has one goes through the parser
ESCAPE = "\n\n\\$1"
PARTS = (
    "[", "]", "(", ")", "(#)", "](#)", "[MARR](#)", "[OVIP LOSTROM](/tag/OVIP_0.html)", "[a](#) ", "[A]", "![X](#)",
    "[[A](#)](#)", "[A B-C](#)", "[É](#)", "[A  B](#)", "[A](./x.html)", "[A](x)", "[A](//host/x)", "[A](/a_(b))",
    "#", "# ", "## A", "\n\n#### North Hall\n\n", "\n\n#### North # Hall\n\n", "\n\n## North ##\n\n", "\n#### A\n", "\n\n #### A\n\n",
    "\n\n####### A\n\n", "\n\n#### A [B](#)\n\n", "\n\n#### A\nand on\n\n", "\n\n#### \n\n", "\n\n#### A  \n \n", "#\tA\n\n", "\n\n#\n\n",
    "<", ">", "<http://www.example.org/a-b_c.html>", "<https://example.org>", "<HTTP://Example.org/>", "<http://a..b/>",
    "<http://example.org/%41>", "<ftp://example.org>", "<a@example.org>", "<b>", "<http://xn--a.example/>", "<http://1.2.3.4/>",
    "&", "&amp;", "AT&T;", "&#65;", "& ", "DE RUEHOS #0305/01", "TAGS: ", "¶1. (C) ", "words", " ", "  \n", "\n", "\n\n", "\0", "\t", ",", "1",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
@example(
    "TAGS: [PREL](#) [OVIP LOSTROM](#), [NO](/tag/NO_0.html)\n\n#### North Hall\n\n<http://www.example.org/x>\n"
)
def test_plain_marks_are_undone_as_the_parser_undoes_them(copy: str):
    (plain,) = transcribe_markdown(copy)
    (parsed,) = transcribe_markdown(copy + ESCAPE)
    assert parsed.text == plain.text + "\n\n$1"
    assert undone(plain) == undone(parsed)[:-1]


def undone(transcript: Transcript) -> list[tuple[int, int, int, int, str]]:
    """Where each mark stood, and what became of it."""
    return [(e.start, e.end, e.source_start, e.source_end, e.was) for e in transcript.edits]


def test_a_copy_with_plain_marks_alone_needs_no_parser():
    copy = "TAGS: [PREL](#) [NO](/tag/NO_0.html)\n\n#### North Hall\n\nSee <http://www.example.org/x>.\n"
    assert _plain_marks(copy) is not None
    assert _plain_marks(copy + ESCAPE) is None
