"""The proof of coverage: it finds what nobody owns, what two own, and spans that leave the text."""

import pytest

from generator.coverage import measure
from generator.model import Cable, Paragraph, Retransmission, Rule, Unparsed

TEXT = "TAGS: SCUL\n\n1. First words.\n2. Second.\n"


def paragraph(start, end):
    return Paragraph(((start, end),), None, None, TEXT[start:end])


def test_a_text_that_is_shared_out_among_fields_and_blocks_is_whole():
    coverage = measure(TEXT, Cable(spans={"tags": ((0, 10),)}, blocks=(paragraph(12, 27), paragraph(28, 38))))
    assert (coverage.whole, coverage.share, coverage.solid, coverage.lapses) == (True, 1.0, 31, ())


def test_a_text_may_be_shared_out_among_several_cables():
    coverage = measure(
        TEXT,
        Cable(spans={"tags": ((0, 10),)}, blocks=(paragraph(12, 27),)),
        Cable(blocks=(paragraph(28, 38),)),
    )
    assert coverage.whole


def test_a_line_that_nobody_owns_is_shown_with_its_number():
    coverage = measure(TEXT, Cable(spans={"tags": ((0, 10),)}, blocks=(paragraph(12, 27),)))
    (lapse,) = coverage.lapses
    assert (lapse.kind, lapse.line, lapse.text) == ("lost", 4, "2. Second.")
    assert (coverage.whole, coverage.owned) == (False, 22)


def test_words_that_two_blocks_own_are_a_fault():
    coverage = measure(TEXT, Cable(spans={"tags": ((0, 10),)}, blocks=(paragraph(12, 32), paragraph(28, 38))))
    (lapse,) = coverage.lapses
    assert (lapse.kind, lapse.text, lapse.owners) == (
        "shared",
        "2. S",
        ("block 1 (paragraph)", "block 2 (paragraph)"),
    )
    assert not coverage.whole


def test_blanks_may_belong_to_two_or_to_nobody():
    coverage = measure(TEXT, Cable(spans={"tags": ((0, 12),)}, blocks=(paragraph(10, 27), paragraph(28, 38))))
    assert coverage.whole


@pytest.mark.parametrize("span", [(-1, 10), (0, 1000), (10, 0)])
def test_a_span_that_leaves_the_text_is_a_fault(span):
    coverage = measure(TEXT, Cable(spans={"tags": (span,)}, blocks=(paragraph(0, 38),)))
    assert [(lapse.kind, lapse.owners) for lapse in coverage.lapses] == [("outside", ("tags",))]


def test_what_is_not_understood_is_counted():
    coverage = measure("odd words", Cable(blocks=(Unparsed(((0, 9),), "odd words"),)))
    assert (coverage.whole, coverage.unparsed) == (True, 8)


def test_the_blocks_of_a_retransmitted_telegram_share_out_its_own_text():
    inner = (Rule(((4, 8),), ""), Rule(((6, 9),), ""), Rule(((8, 30),), ""))
    coverage = measure("a" * 30, Cable(blocks=(Retransmission(((0, 20),), inner), Rule(((20, 30),), ""))))
    assert [lapse.kind for lapse in coverage.lapses] == ["shared", "shared", "outside"]


def test_an_empty_text_is_whole():
    assert measure("", Cable()).whole
    assert measure(" \n\t", Cable()).share == 1.0
