"""An invented cable with everything that a telegram may have, for tests of templates."""

from __future__ import annotations

from datetime import UTC, datetime

from generator.model import (
    Addressee,
    Anchor,
    Cable,
    Classification,
    ClassifiedBy,
    Entities,
    Heading,
    ListItem,
    Mention,
    PageMarker,
    Paragraph,
    PersonNamed,
    Precedence,
    Preformatted,
    Reference,
    Repair,
    Retransmission,
    Rule,
    Sections,
    Signature,
    Source,
    Station,
    Tag,
    Unparsed,
    Wrapper,
)

TEXT = (
    'Summary. Ada Quillfeather said the "lighthouse" accord - signed in May -- was "too much, too soon" for the '
    "allies' ministers. XXXXXXXXXXXX agreed, as 08 PARIS 9002 and 07 ROME 4 report. End summary."
)


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def cable(**changed: object) -> Cable:
    """An invented telegram that fills every field of the model."""
    paragraph = Paragraph(((600, 700), (750, 750 + 40)), 1, "S/NF", TEXT, (_at("XXXXXXXXXXXX"),))
    marker = PageMarker(((705, 740),), "PARIS 00009002  002 OF 003", 2, None)
    named = (
        ("person", "ada-quillfeather", "Ada Quillfeather"),
        ("cable", "08PARIS9002", "08 PARIS 9002"),
        ("cable", "07ROME4", "07 ROME 4"),
    )
    mentions = tuple(Mention(kind, key, words, _at(words)) for kind, key, words in named)
    anchors = tuple(Anchor(1, *_at(words), n) for n, (_, _, words) in enumerate(named))
    fields = {
        "id": "08PARIS9002",
        "printed_id": "PARIS 009002",
        "subject": "(S) LIGHTHOUSES: THE MINISTER'S ANSWER",
        "title": "Lighthouses: The Minister's Answer",
        "header": "VZCZCXRO0001\nPP RUEHFL\nDE RUEHFR #9002/01 0521404\nZNY SSSSS ZZH",
        "date": datetime(2008, 2, 21, 14, 4, tzinfo=UTC),
        "date_source": "dtg",
        "classification": Classification("SECRET", ("NOFORN",)),
        "captions": ("SIPDIS", "CODEL LANTERN"),
        "precedence": Precedence("PRIORITY", "ROUTINE"),
        "transmission_id": "VZCZCXRO0001",
        "routing": ("RUEHFL", "RUEHKW"),
        "station": Station("RUEHFR", "9002", "01", "0521404"),
        "origin": "AMEMBASSY PARIS",
        "post": "paris",
        "action": (Addressee("RUEHC", "SECSTATE WASHDC", "PRIORITY", "2040", ("OSLO",)),),
        "info": tuple(Addressee(None, f"AMEMBASSY NUMBER {n}", "ROUTINE") for n in range(9)),
        "attention": ("DEPARTMENT FOR EUR/PRA",),
        "executive_order": "12958",
        "declassify_on": "2018-02-14",
        "tags": (Tag("MARR"), Tag("OVIP", "QUILLFEATHER, ADA")),
        "references": (Reference("A", "cable", "07 PARIS 9001", "07PARIS9001"),),
        "classified_by": (ClassifiedBy("Bo Ferrule", "Keeper of Seals", "1.4", ("b", "d")),),
        "summary": "Ada Quillfeather said ...",
        "blocks": (
            Wrapper(((0, 5),), "Published by nobody"),
            paragraph,
            marker,
            Heading(((800, 830),), "The Keeper's View"),
            Paragraph(((831, 900),), 2, "C", "He listed:"),
            ListItem(((901, 920),), "--", "oil,"),
            ListItem(((921, 940),), "--", "wicks & <b>glass</b>."),
            Rule(((941, 950),), "-----"),
            Preformatted(((951, 990),), "FOR      3\nAGAINST 12"),
            Retransmission(((991, 1100),), (Paragraph(((992, 1099),), 1, None, "Quoted within."),)),
            PageMarker(((1101, 1120),), "PARIS 00009002  003 OF 003", 3, 2),
            Paragraph(((1121, 1200),), 2, "U", "Comment: a second paragraph of this number. End comment."),
            Unparsed(((1201, 1210),), "%%%"),
            Signature(((1211, 1220),), "FERRULE"),
        ),
        "signers": ("FERRULE",),
        "sections": Sections(3, (1, 2), (3,)),
        "mentions": mentions,
        "repairs": (
            Repair((600, 603), "11.", "¶1", "R201"),
            Repair((10, 20), "SIPDIS SIPDIS", "SIPDIS", "R202"),
        ),
        "attributes": {"Locator": "TEXT ON-LINE"},
        "source": Source("08PARIS9002.txt", "telegram", "0" * 64),
        "entities": Entities(
            anchors,
            (
                PersonNamed("ada-quillfeather", "Ada Quillfeather", (), ("named",)),
                PersonNamed("bo-ferrule", "Bo Ferrule", ("Keeper of Seals",), ("classifier", "signer")),
            ),
        ),
    }
    return Cable(**{**fields, **changed})
