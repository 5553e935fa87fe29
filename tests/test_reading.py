"""What the cases say of a telegram is what is read from it; and no character of one is ever lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from literate import Case, accept_case, read_cases

from generator.coverage import measure
from generator.diagnostics import catalogue
from generator.model import Cable
from generator.reading import ReadingRules, SourceFile, read, read_all, source_text

FOLDER = Path(__file__).parent / "cases" / "reading"
CASES = read_cases(FOLDER)


def source_of(case: Case) -> SourceFile:
    year = case.option("year")
    content = case.text.encode(case.option("encoding") or "utf-8")
    return SourceFile(case.option("name") or "case.txt", content, None, int(year) if year else None)


def read_case(case: Case) -> tuple[Cable, ...]:
    return read(source_of(case), ReadingRules(repair="no-repair" not in case.options))


def account(cables: tuple[Cable, ...]) -> dict[str, object]:
    """The first cable's fields as plain values, and the codes of its diagnostics and repairs."""
    fields: dict[str, object] = json.loads(msgspec.json.encode(cables[0]))
    fields["people"] = {person.key: list(person.roles) for person in cables[0].entities.people}
    fields["codes"] = [d.code for d in cables[0].diagnostics]
    fields["codes_of_all"] = [[d.code for d in cable.diagnostics] for cable in cables]
    fields["repair_codes"] = [r.code for r in cables[0].repairs]
    fields["cables"] = len(cables)
    fields["ids"] = [cable.id for cable in cables]
    fields["texts"] = [block.get("text") for block in fields["blocks"]]  # type: ignore[attr-defined]
    fields["kinds"] = [block["kind"] for block in fields["blocks"]]  # type: ignore[attr-defined]
    fields["numbers"] = [b["number"] for b in fields["blocks"] if b["kind"] == "paragraph"]  # type: ignore[attr-defined]
    fields["marks"] = [b["marking"] for b in fields["blocks"] if b["kind"] == "paragraph"]  # type: ignore[attr-defined]
    return fields


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_telegram_is_read_as_its_case_says(case: Case, accept: bool):
    found = account(read_case(case))
    said = {name: found[name] for name in case.expected}
    if accept and said != case.expected:
        accept_case(case, said)
    else:
        assert said == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_no_character_of_a_case_is_lost(case: Case):
    text = source_text(case.text.encode(case.option("encoding") or "utf-8"))
    assert text is not None
    cables = read_case(case)
    if text.strip():
        assert measure(text, *cables).lapses == (), case.label


def test_every_diagnostic_of_a_source_has_a_case():
    shown = {
        code for case in CASES for name in ("codes", "repair_codes") for code in case.expected.get(name, [])
    } | {code for case in CASES for codes in case.expected.get("codes_of_all", []) for code in codes}
    made_elsewhere = {
        "R102",
        "R105",
        "R106",
        "R107",
        "R108",
        "R109",
        "R110",
        "R114",
        "R167",
        "R168",
        "R169",
        "R170",
    }  # tests of files and folders, below, in test_sources and in test_dumps
    assert {code for code in catalogue() if code.startswith("R")} <= shown | made_elsewhere


def test_a_binary_file_is_told_and_not_published():
    (cable,) = read(SourceFile("x.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), ReadingRules())
    assert [d.code for d in cable.diagnostics] == ["R102"] and not cable.blocks


def test_a_file_of_a_word_processor_is_told_and_not_published_with_its_marks():
    (cable,) = read(
        SourceFile("x.rtf", rb"{\rtf1\ansi UNCLAS OSLO 000305\par\par 1. Text.\par}"), ReadingRules()
    )
    assert [d.code for d in cable.diagnostics] == ["R102"] and not cable.blocks
    assert "RTF" in cable.diagnostics[0].message


def test_bytes_that_are_no_characters_are_told():
    (cable,) = read(
        SourceFile("x.txt", "SUBJECT: WIDE\n\n1. Text.".encode("utf-16") + b"\x41"), ReadingRules()
    )
    assert [d.code for d in cable.diagnostics][:2] == ["R104", "R105"] and cable.subject == "WIDE"


def test_a_text_too_long_for_a_telegram_is_kept_whole_and_told():
    content = b"S E C R E T OSLO 000001\n" * 900_000
    (cable,) = read(SourceFile("x.txt", content), ReadingRules())
    assert [d.code for d in cable.diagnostics] == ["R114"]
    assert measure(source_text(content) or "", cable).whole


# What makes a careless reader slow: each is repeated to 200 KB
TIRESOME = (
    "REF: A. PARIS 305\n", "A. PARIS 305\n", "SUBJECT: A b.\n", "a ", "A ", "(C) ", "1. ", "-", "- \n", ". ", "X", "XX ",
    "¶", "[a](#)", "\\\n", "&amp;", "<", "Mr. ", "TAGS: AA\n", "AAAA", "PARIS 00000305 002 OF 002\n", "Classified By: ",
    "\"", "VZCZC\n", "TO A\n", "END SUMMARY. ", "=====\n", "QUOTE\n",
    '1,2/2/2009 15:00,09OSLO1,"A\n', "<html><pre>", "<html><pre ",
    "<br>\n", "a<br> ", ">\n", "> a\n", "a\\n", "Â¶", "â€™", "\u00ad", "Т", "aТ", "SIPDIS\n\n", "PAGE TWO\n", "I. a\n\n", "¶1. a\n\n",
    "STATE FOR A,\n", "STATE FOR A NSC ", "C O R R E C T E D COPY\n", "a (Comment: (a ", "Visit ", "a d,a ", "THIS CABLE IS a\n",
    ": -- A ", "SIPDIS a ", "\nQ Ab.", "Visit a's Classified Website. ", "= = = ", "***** ",
    "1. (C) Comment continued.\n\n", "A B\n\n", "1. (C) a\n\nPARIS 00000305 002 OF 002\n\nB\n",
    "C O N F I D E N T I A L SECTION 02 OF 02 OSLO 000101\nTAGS: AA\n",
)  # fmt: skip


def test_no_text_makes_reading_crawl():
    script = (
        "import sys, json; from generator.reading import *\n"
        "for bit in json.load(sys.stdin):\n"
        "    head = 'REF: ' if bit.startswith('A. ') else ''\n"
        "    read(SourceFile('x.txt', (head + bit * (200_000 // len(bit))).encode()), ReadingRules())\n"
    )
    told = json.dumps(TIRESOME)
    done = subprocess.run(
        [sys.executable, "-c", script], input=told, text=True, timeout=240, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_a_nul_character_is_kept():
    (cable,) = read(SourceFile("x.txt", b"SUBJECT: A\0B\n\n1. Text\0.\n"), ReadingRules())
    assert cable.subject == "A\0B" and "R106" in [d.code for d in cable.diagnostics]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_make_no_difference(encoding: str, line_end: str, project: Path):
    plain = (project / "content" / "cables" / "08PARIS305.md").read_text("utf-8").replace("oblasts", "obläst")
    text = plain.replace("Carre", "Carré")

    def fields(content: bytes) -> tuple[object, ...]:
        (cable,) = read(SourceFile("cables/08PARIS305.md", content), ReadingRules())
        return cable.id, cable.date, cable.subject, cable.tags, [getattr(b, "text", "") for b in cable.blocks]

    assert fields(text.replace("\n", line_end).encode(encoding)) == fields(text.encode("utf-8"))


PIECES = st.one_of(
    st.sampled_from(
        re.findall(
            r"[^|]+",
            "VZCZCXRO3734\n|PP RUEHFL RUEHKW\n|DE RUEHFR #0305/01 0521404\n|ZNY SSSSS ZZH\n|P 211404Z FEB 08\n|FM AMEMBASSY PARIS\n"
            "|TO RUEHC/SECSTATE WASHDC PRIORITY 2040\n|INFO RUEHZL/COLLECTIVE\n|\n|S E C R E T PARIS 000305\n|SIPDIS\n|E.O. 12958: DECL: 02/14/2018\n"
            "|TAGS: [MARR](#) FR\n|SUBJECT: A\n|REF: A. PARIS 1\n|Classified By: Reason 1\n|.4 B/D\n|¶1. (C) |13. |-----\n|¶W. Bruce\n"
            "|PARIS 00000305  001.2 OF 002\n|- item\n|END SUMMARY. |X|XXXXXXXXXXXX|\\$|[a](b)|&amp;|#### H\n|NNNN\n|PEKALA\n"
            "|Message Text\n|Message Attributes\n|From: ROME\n|PAGE 02 STATE 150591\n|CONFIDENTIAL\n|ORIGIN SS-20\n|DRAFTED BY: A. B\n"
            "|QUOTE\n|UNQUOTE\n|UNCLAS ROME 000012\n|NEGOTIA-\n|TIONS |the aide,s |&word8 |a ) b |. ------ Heading ------ |2. (U) "
            "|refid: 08PARIS305\nheader:\n|R 121845Z JUL 74\n|C - ENTIRE TEXT\n|=====CABLE ENDS=====\n",
        )
    ),
    st.text(max_size=20),
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_at_all_is_read_without_loss(text: str):
    content = text.encode("utf-8", "replace")
    cables = read(SourceFile("x.txt", content), ReadingRules())
    seen = source_text(content)
    if seen is not None and seen.strip():
        assert measure(seen, *cables).lapses == ()


def test_no_character_of_the_corpus_is_lost(shared: Path):
    for file in sorted((shared / "corpus" / "txt").iterdir()):
        content = file.read_bytes()
        cables = read(SourceFile(file.name, content), ReadingRules())
        assert measure(source_text(content) or "", *cables).whole, file.name


def test_telegrams_that_are_read_together_are_read_as_each_alone():
    sources = [source_of(case) for case in CASES for _ in range(2)]
    assert read_all(sources, ReadingRules()) == [read(source, ReadingRules()) for source in sources]
    assert read_all([], ReadingRules()) == []
