"""A cable's own words are shown whole, with their meaning beside them and their links where they lead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
import sample_views as samples

from generator.diagnostics import Diagnostic
from generator.model import (
    Anchor,
    Cable,
    Entities,
    Mention,
    PageMarker,
    Paragraph,
    Precedence,
    Preformatted,
    Repair,
    Retransmission,
    Sections,
    Wrapper,
)
from generator.reading import read
from generator.reading.sources import ReadingRules, SourceFile
from generator.rendering.cable_shown import CableShown, MentionShown
from generator.rendering.cable_text import show_cable

VIEW = samples.cable_view()
SEED = Path(__file__).resolve().parent.parent / "content" / "cables" / "08PARIS305.md"


def paragraph(number: int | None, text: str = "Words.", start: int = 0, marking: str | None = None):
    return Paragraph(((start, start + len(text)),), number, marking, text)


def test_a_page_is_the_same_whether_all_of_a_cable_is_decoded_or_what_it_shows():
    cable = samples.cable()
    shown = msgspec.msgpack.decode(msgspec.msgpack.encode(cable), type=CableShown)
    assert show_cable(shown, VIEW) == show_cable(cable, VIEW)


def test_what_a_page_shows_of_a_cable_is_as_the_model_has_it():
    for part, whole in ((CableShown, Cable), (MentionShown, Mention)):
        there = get_type_hints(whole)
        differing = {name for name, kind in get_type_hints(part).items() if there[name] != kind}
        assert differing <= {"mentions"}


ALONE = (
    "Summary. The quay is free. End summary.",
    'He said "it is <free>" -- and Mr. Quillet\'s "no".',
    "Élan, reftel; ref A.",
    "See ref A, and reftel",
    'An "open one',
    '" and one that closes nothing" - here',
    "",
)


@pytest.mark.parametrize("texts", [ALONE, ALONE[:2], ALONE[3:], (ALONE[0], ALONE[4], ALONE[3])])
def test_a_paragraph_is_set_among_others_as_it_is_alone(texts):
    together = show_cable(Cable(blocks=tuple(paragraph(None, text) for text in texts)), VIEW).passages
    for text, passage in zip(texts, together, strict=True):
        (alone,) = show_cable(Cable(blocks=(paragraph(None, text),)), VIEW).passages
        assert (passage.html, passage.notes) == (alone.html, alone.notes)


def kinds(cable: Cable) -> list[str]:
    return [passage.kind for passage in show_cable(cable, VIEW).passages]


def test_a_mark_for_all_that_follows_is_a_mark_in_the_margin_and_stands_in_the_text():
    blocks = (
        paragraph(1, "", 0, "C - ENTIRE TEXT"),
        paragraph(2, "Words.", 10, "SECRET/NOFORN - ENTIRE TEXT"),
    )
    first, second = show_cable(Cable(id="79OSLO1", blocks=blocks), VIEW).passages
    assert (first.mark, first.mark_meaning, first.html) == ("C", "Confidential", "(C - ENTIRE TEXT)")
    assert (second.mark, second.html) == ("S/NOFORN", "(SECRET/NOFORN - ENTIRE TEXT) Words.")


def test_every_block_is_shown_in_its_order():
    assert kinds(samples.cable()) == [
        "wrapper", "paragraph", "heading", "paragraph", "list", "rule", "preformatted", "telegram", "page_marker",
        "paragraph", "unparsed", "signature",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("Anselm Quarrow\nRear Admiral", "lines"),
        ("Harbour Office,\n  4 Quay Street", "lines"),
        ("FOR          3\nAGAINST     12", "preformatted"),
        ("for\t3\nagainst\t12", "preformatted"),
        ("| for | 3 |\n| against | 12 |", "preformatted"),
        ("for 3\n-----\nall 15", "preformatted"),
    ],
)
def test_the_lines_of_an_address_are_set_as_the_text_and_those_of_a_table_in_letters_of_one_width(
    lines, kind
):
    (passage,) = show_cable(Cable(blocks=(Preformatted(((0, len(lines)),), lines),)), VIEW).passages
    assert (passage.kind, passage.html) == (kind, lines)


def test_lines_of_the_publisher_that_follow_one_another_are_folded_into_one():
    blocks = (
        Wrapper(((0, 3),), "id:"),
        Wrapper(((4, 9),), "date:"),
        paragraph(1, start=10),
        Wrapper(((20, 23),), "END"),
    )
    shown = show_cable(Cable(blocks=blocks), VIEW).passages
    assert [passage.kind for passage in shown] == ["wrapper", "paragraph", "wrapper"]
    assert [line.html for line in shown[0].inner] == ["id:", "date:"]


def test_a_second_paragraph_of_one_number_has_an_anchor_of_its_own():
    blocks = (paragraph(4), paragraph(4), paragraph(5), paragraph(4), paragraph(None))
    anchors = [passage.anchor for passage in show_cable(Cable(blocks=blocks), VIEW).passages]
    assert anchors == ["p4", "p4-2", "p5", "p4-3", ""]


def test_anchors_count_through_a_telegram_within():
    shown = show_cable(samples.cable(), VIEW).passages
    within = next(passage for passage in shown if passage.kind == "telegram")
    assert [passage.anchor for passage in within.inner] == ["p1-2"]


def test_persons_and_cables_are_linked_where_the_view_says_and_else_plainly_unresolved():
    html = show_cable(samples.cable(), VIEW).passages[1].html
    assert '<a class="person" href="../../../person/ada-quillfeather.html">Ada Quillfeather</a>' in html
    assert '<a class="cable" href="../../../cable/2008/02/08PARIS9002.html">08 PARIS 9002</a>' in html
    opening = '<a class="unresolved" href="../../../absent/2007/07ROME4.html" title="not in this archive">'
    assert f"{opening}07 ROME 4</a>" in html


def test_a_surname_that_fits_two_persons_is_not_linked():
    cable = Cable(
        blocks=(paragraph(1, "Carre said."),),
        mentions=(Mention("person", None, "Carre", (0, 5)),),
        entities=Entities((Anchor(0, 0, 5, 0),)),
    )
    assert show_cable(cable, VIEW).passages[0].html == "Carre said."


def test_a_mention_behind_a_telegram_within_is_linked_at_its_own_block():
    quoted = Retransmission(((0, 1),), (paragraph(1, "Inside."),))
    cable = Cable(
        blocks=(quoted, paragraph(2, "Ada spoke.")),
        mentions=(Mention("person", "ada-quillfeather", "Ada", (0, 3)),),
        entities=Entities((Anchor(2, 0, 3, 0),)),
    )
    shown = show_cable(cable, VIEW).passages
    assert shown[0].inner[0].html == "Inside."
    assert shown[1].html.startswith('<a class="person"')


def test_a_name_in_lines_that_are_kept_is_linked_and_a_page_line_stands_before_the_line_that_it_parts():
    first, second = "Ada Quillfeather", "Interpreter"
    marker = PageMarker(((20, 45),), "PARIS 00009002  002 OF 002", 2, None)
    cable = Cable(
        blocks=(Preformatted(((0, 16), (50, 61)), f"{first}\n{second}"), marker),
        mentions=(Mention("person", "ada-quillfeather", first, (0, 16)),),
        entities=Entities((Anchor(0, 0, 16, 0),)),
    )
    (shown,) = show_cable(cable, VIEW).passages
    link, rest = shown.html.split("\n")
    assert link == f'<a class="person" href="../../../person/ada-quillfeather.html">{first}</a>'
    assert rest.startswith('<span class="note note-page">') and rest.endswith(f"</span>{second}")


def test_the_signature_leads_to_its_signer():
    html = show_cable(samples.cable(), VIEW).passages[-1].html
    assert html == '<a class="person" href="../../../person/bo-ferrule.html">FERRULE</a>'


def test_a_page_line_stands_in_the_margin_at_the_word_that_it_cut():
    first, second = "One two three", "four five."
    marker = PageMarker(((20, 45),), "PARIS 00009002  002 OF 002", 2, None)
    whole = Paragraph(((0, len(first)), (50, 50 + len(second))), 1, None, f"{first} {second}")
    (shown,) = show_cable(Cable(blocks=(whole, marker)), VIEW).passages
    note = '<b>Section 2</b> <span class="printed">PARIS 00009002 002 OF 002</span></span>'
    assert shown.html == f'{first} <span class="note note-page">{note}{second}'


def test_the_page_line_of_the_seed_stands_before_the_word_threat():
    cable = read(SourceFile("08PARIS305.md", SEED.read_bytes()), ReadingRules())[0]
    fourth = next(p for p in show_cable(cable, VIEW).passages if p.anchor == "p4")
    before, behind = fourth.html.split('<span class="note note-page"')
    assert before.endswith("combating the ")
    assert behind.split("</span></span>")[1].startswith("threat and for")


def test_codes_stand_with_their_meaning():
    text = show_cable(samples.cable(), VIEW)
    assert [caption.text for caption in text.captions] == ["SIPDIS", "CODEL LANTERN"]
    assert "SIPRNET" in text.captions[0].meaning
    (by,) = text.classified_by
    assert (by.name, by.url, by.section) == ("Bo Ferrule", "person/bo-ferrule.html", "1.4")
    assert [reason.text for reason in by.reasons] == ["b", "d"]
    assert by.reasons[0].meaning == "foreign government information"
    assert "12958" in text.executive_order_meaning
    assert text.declassify_day == date(2018, 2, 14)


def test_an_event_in_place_of_a_date_is_shown_as_printed():
    text = show_cable(samples.cable(declassify_on="AFTER KOREAN UNIFICATION"), VIEW)
    assert (text.declassify_on, text.declassify_day) == ("AFTER KOREAN UNIFICATION", None)


@pytest.mark.parametrize(
    ("precedence", "words"),
    [
        (None, ""),
        (Precedence("PRIORITY"), "Priority"),
        (Precedence("ROUTINE", "ROUTINE"), "Routine"),
        (Precedence("NIACT IMMEDIATE", "PRIORITY"), "Niact immediate for action, priority for information"),
    ],
)
def test_precedence_is_told_in_words(precedence: Precedence | None, words: str):
    assert show_cable(Cable(precedence=precedence), VIEW).precedence == words


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        (None, ""),
        (Sections(1, (1,)), ""),
        (Sections(2, (1, 2)), "2 sections"),
        (Sections(3, (1, 2), (3,)), "3 sections; section 3 not here"),
        (Sections(4, (1,), (2, 3, 4)), "4 sections; sections 2, 3, 4 not here"),
    ],
)
def test_missing_sections_are_named(sections: Sections | None, words: str):
    assert show_cable(Cable(sections=sections), VIEW).sections == words


def test_every_repair_is_told_in_a_sentence():
    repairs = (
        Repair((0, 3), "13.", "¶3", "R201"),
        Repair((12, 14), "\n\nPARIS 1", " ", "R202"),
        Repair((14, 16), "\n\n", " ", "R203"),
        Repair((900, 902), "¶W", "W", "R204"),
        Repair((910, 912), "[M", "M", "R205"),
        Repair((913, 918), "R](#)", "R", "R205"),
    )
    text = show_cable(Cable(blocks=(paragraph(3, "Words of a paragraph."),), repairs=repairs), VIEW)
    assert text.repairs == (
        "¶3 was printed as “13.”",
        "A page line cut a sentence in ¶3; it stands in the margin now.",
        "A blank line cut a sentence in ¶3; the sentence was joined.",
        "“¶W” was read as “W”.",
        "Marks of a later copy were undone in 2 places: “[M”, “R](#)”.",
    )
    assert [note.html for note in text.passages[0].notes] == ["¶3 was printed as “13.”"]


def test_notices_about_the_source_are_shown():
    cable = samples.cable(diagnostics=(Diagnostic("R151", "notice", None, None, "¶12 is not in the source"),))
    assert show_cable(cable, VIEW).notices == ("¶12 is not in the source",)


def test_a_text_written_from_right_to_left_is_laid_out_so():
    assert show_cable(Cable(blocks=(paragraph(1, "السلام عليكم"),)), VIEW).language_direction == "rtl"
    assert (
        show_cable(Cable(blocks=(paragraph(1, "He said السلام to all."),)), VIEW).language_direction == "ltr"
    )


def test_summary_and_comment_are_marked_once():
    blocks = tuple(
        paragraph(n, t) for n, t in enumerate(["Summary. A.", "SUMMARY: again", "Comment: B.", "C."])
    )
    assert [p.starts for p in show_cable(Cable(blocks=blocks), VIEW).passages] == [
        "summary",
        "",
        "comment",
        "",
    ]


def test_a_paragraph_that_speaks_of_comments_or_of_a_summary_is_none():
    texts = [
        "Comments to the keeper.",
        "Commenting on it.",
        "Summary of a play: it ends.",
        "Summary and Comment: A.",
    ]
    blocks = tuple(paragraph(n, t) for n, t in enumerate(texts))
    assert [p.starts for p in show_cable(Cable(blocks=blocks), VIEW).passages] == ["", "", "", "summary"]


def test_anchors_outside_the_text_do_no_harm():
    cable = Cable(
        blocks=(paragraph(1, "Ada."),),
        mentions=(Mention("person", "ada-quillfeather", "Ada", (0, 3)),),
        entities=Entities((Anchor(0, 2, 99, 0), Anchor(0, 0, 3, 7), Anchor(9, 0, 1, 0))),
    )
    assert show_cable(cable, VIEW).passages[0].html == "Ada."
