"""A dump is read row by row, in parts or as a whole, packed or not, with the same result; what is broken is told."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented_dumps import (
    array_in_an_object,
    eight_columns,
    json_array,
    json_lines,
    row,
    rows,
    with_headings,
)
from test_oracles import PROJECT

from generator.coverage import measure
from generator.model import Cable
from generator.reading import ReadingRules, SourceFile, read, source_text
from generator.reading.csv_rows import find_rows
from generator.reading.dump_parts import DumpPart, cut_dump
from generator.reading.dumps import transcribe_dump
from generator.reading.json_arrays import JSON_ARRAY, transcribe_json_array
from generator.reading.unpacking import unpack

RULES = ReadingRules()
SIZE_OF_A_BAD_CELL = 1_000_000
WRITERS = {
    "eight columns": eight_columns,
    "headings": with_headings,
    "json": json_lines,
    "array": json_array,
    "array in an object": array_in_an_object,
}
SITE = '[site]\ntitle = "Dump"\nurl = "https://cables.example.org/"\n[pages]\nkinds = ["cables", "sources"]\n'


def said(cable: Cable, *, by_its_row: bool = True) -> tuple[object, ...]:
    """What a cable says, but for where it stands; without `by_its_row`, of the telegram alone."""
    is_own = lambda block: by_its_row or block.__struct_config__.tag != "wrapper"  # noqa: E731
    blocks = [(b.__struct_config__.tag, getattr(b, "text", "")) for b in cable.blocks if is_own(b)]
    date = cable.date if by_its_row or cable.date_source != "published" else None
    people = (cable.signers, cable.classified_by, [(m.kind, m.key, m.text) for m in cable.mentions])
    header = (
        cable.id,
        cable.printed_id,
        cable.subject,
        cable.title,
        cable.origin,
        cable.post,
        cable.action,
        cable.info,
    )
    marks = (
        cable.classification,
        cable.captions,
        cable.precedence,
        cable.tags,
        cable.references,
        cable.sections,
    )
    rest = (
        cable.executive_order,
        cable.declassify_on,
        cable.summary,
        cable.comment,
        cable.partial,
        cable.attention,
    )
    own = (cable.published, [d.code for d in cable.diagnostics], cable.id) if by_its_row else ()
    return date, blocks, people, header, marks, rest, own


def read_bytes(content: bytes, path: str = "cables/dump.csv") -> tuple[Cable, ...]:
    return read(SourceFile(path, content), RULES)


def parts_of(content: bytes, **sizes: int) -> tuple[DumpPart, ...]:
    return cut_dump(io.BytesIO(content), **sizes)


def read_in_parts(content: bytes, **sizes: int) -> list[Cable]:
    """All cables of a dump that is cut; each part must be covered by itself."""
    cables: list[Cable] = []
    parts = parts_of(content, **sizes)
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(content)
    for part in parts:
        piece = content[part.start : part.end]
        found = read(SourceFile("cables/dump.csv", piece, shape=part.shape), RULES)
        assert measure(source_text(piece) or "", *found).whole
        cables += found
    return cables


# Parts


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_dump_in_parts_says_what_the_whole_says(writer, encoding):
    content = WRITERS[writer](rows(60)).encode(encoding)
    whole = read_bytes(content)
    for chunk in (1000, 1001, 5000, 1 << 20):
        parts = read_in_parts(content, rows_a_part=4, chunk=chunk)
        assert [said(cable)[:-1] for cable in parts] == [said(cable)[:-1] for cable in whole]
    assert len(whole) == 60
    assert len(parts_of(content, rows_a_part=4)) > 6


@pytest.mark.parametrize("line_ends", ["\r\n", "\r", "mixed"])
def test_line_ends_of_any_kind_end_a_row(line_ends):
    lines = [eight_columns([one], "") for one in rows(40)]
    ends = [line_ends if line_ends != "mixed" else ("\n", "\r\n", "\r")[n % 3] for n in range(40)]
    content = "".join(line.replace("\n", end) + end for line, end in zip(lines, ends, strict=True)).encode()
    plain = read_bytes(eight_columns(rows(40)).encode())
    assert [said(c) for c in read_in_parts(content, rows_a_part=3, chunk=700)] == [said(c) for c in plain]


def test_where_a_dump_is_cut_does_not_depend_on_how_it_is_read_from_the_disk():
    content = eight_columns(rows(80)).encode()
    assert len({parts_of(content, rows_a_part=5, chunk=chunk) for chunk in (100, 999, 64_000, 1 << 20)}) == 1


def test_an_edited_row_leaves_all_other_parts_as_they_are():
    def pieces(found):
        content = eight_columns(found).encode()
        return [content[part.start : part.end] for part in parts_of(content, rows_a_part=6)]

    before = rows(120)
    edited = [*before[:50], row(51, 40), *before[51:]]
    inserted = [*before[:50], row(999), *before[50:]]
    for after in (edited, inserted, before[1:]):
        new = set(pieces(after)) - set(pieces(before))
        assert len(new) <= 2 < len(pieces(before)) // 4


def test_a_telegram_is_no_dump_however_big_it_is():
    content = ("UNCLAS OSLO 000071\n\nSUBJECT: LONG\n\n" + '1. He said "no", and\n' * 100_000).encode()
    assert parts_of(content) == (DumpPart(0, len(content)),)


PIECES = st.sampled_from(
    [
        '"',
        '""',
        '\\"',
        "\\",
        ",",
        "\n",
        "\r\n",
        "\r",
        " ",
        "a",
        "é",
        "\u2028",
        '"1","2/2/2009","09OSLO7",',
        "\x85",
        '",\n"',
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join), st.booleans(), st.integers(1, 9))
def test_no_text_at_all_makes_a_row_be_cut(text, headed, chunk):
    head = "id,date,text\n" if headed else eight_columns([("1", "", "09OSLO1", "", "", "", "", "UNCLAS")])
    content = (head + text).encode()
    shape = parts_of(content)[0].shape
    assert shape is not None
    ends = {r.end for r in find_rows(content.decode("latin-1"), 0, shape.backslashes)}
    parts = parts_of(content, rows_a_part=1, chunk=chunk)
    assert {part.end for part in parts} <= ends
    assert b"".join(content[part.start : part.end] for part in parts) == content


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["id,date,text\n", "", '{"text": "']))
@example('"\r\\\\"', "id,date,text\n")
def test_any_dump_at_all_is_read_without_loss(text, head):
    content = (head + text).encode()
    cables = read_bytes(content)
    assert cables
    whole = source_text(content) or ""
    assert not whole.strip() or measure(whole, *cables).lapses == ()


# What is broken


@pytest.mark.parametrize("filling", ["words, and words\n", '\\"', '""', '"\\', '"x', ' "1","2",\n'])
@pytest.mark.parametrize("writer", WRITERS)
def test_a_quote_that_is_never_closed_is_told_however_much_follows(writer, filling):
    sound = WRITERS[writer](rows(1)).removesuffix("]}").removesuffix("]")
    start = {
        "eight columns": '"2","","09OSLO2","","","","","',
        "headings": '"',
        "json": '{"id": "09OSLO2", "text": "',
        "array": ', {"id": "09OSLO2", "text": "',
        "array in an object": ', {"id": "09OSLO2", "text": "',
    }
    text = sound + start[writer] + "UNCLAS " + filling * (SIZE_OF_A_BAD_CELL // len(filling))
    (part, *_) = parts_of(text.encode())
    assert part.shape is not None
    array = part.shape.format == JSON_ARRAY
    first, *others = transcribe_json_array(text) if array else transcribe_dump(text, part.shape)
    assert (first.published and first.published.id, first.problems) == ("09OSLO1", ())
    assert {code for transcript in others for code, _, _ in transcript.problems} & {"R164", "R165"}


@pytest.mark.parametrize(("more", "codes"), [(0, ["R170"]), (1, []), (-1, [])])
def test_a_text_that_a_spreadsheet_cut_off_is_told(more: int, codes: list[str]):
    words = 'UNCLAS OSLO 000305\n\nSUBJECT: "HALL"\n\n1. (U) '
    text = words + "a " * ((32_767 + more - len(words)) // 2) + "a" * ((32_767 + more - len(words)) % 2)
    content = with_headings([("1", "", "08OSLO305", "", "", "", "", text)]).encode()
    (cable,) = read(SourceFile("a.csv", content), RULES)
    assert [d.code for d in cable.diagnostics if d.code == "R170"] == codes


# Packed files


def zipped(**files: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return sink.getvalue()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_packed_dump_says_what_the_plain_one_says(writer):
    content = WRITERS[writer](rows(10)).encode()
    plain = [said(cable) for cable in read_bytes(content)]
    assert [said(cable) for cable in read_bytes(gzip.compress(content))] == plain
    assert [said(cable) for cable in read_bytes(zipped(deep__dump_csv=content))] == plain


def test_a_zip_of_several_dumps_is_read_in_the_order_of_their_names_and_covered():
    packed = zipped(
        b_csv=with_headings(rows(3, first=4)).encode(), a_jsonl=json_lines(rows(3)).encode(),
        __MACOSX___junk_csv=b"junk", c__09OSLO7_txt="UNCLAS OSLO 000007\n\nSUBJECT: COD\n\n1. Å.".encode("latin-1"),
    )  # fmt: skip
    cables = read_bytes(packed, "cables/all.zip")
    assert [cable.id for cable in cables] == [f"09OSLO{n}" for n in range(1, 8)]
    assert {cable.source.format for cable in cables if cable.source} == {"json_lines", "csv", "teletype"}
    assert measure(source_text(packed) or "", *cables).whole


def test_what_is_left_of_a_packed_file_that_was_cut_is_published_and_the_damage_told():
    content = eight_columns(rows(40)).encode()
    packed = gzip.compress(content, 0)  # since what is packed well comes out in one piece or not at all
    (member,) = unpack(io.BytesIO(packed[: len(packed) // 2]), "a.csv.gz", lambda _: None)
    assert content.startswith(b"".join(member.chunks))
    cables = read_bytes(packed[: len(packed) // 2])
    assert cables[0].diagnostics[0].code == "R167"
    assert 10 < len(cables) < 40


def test_a_zip_with_a_password_is_told():
    packed = bytearray(zipped(a_csv=eight_columns(rows(2)).encode()))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + flags] |= 1
    (cable,) = read_bytes(bytes(packed))
    assert [(d.code, "password" in d.message) for d in cable.diagnostics] == [("R167", True)]


def test_an_office_document_is_a_zip_of_nothing_that_can_be_read():
    (cable,) = read_bytes(zipped(word__document_xml=b"<w/>", word__styles_xml=b"<w/>"))
    assert [d.code for d in cable.diagnostics] == ["R168", "R168"]


def test_a_packed_file_made_to_fill_a_disk_is_not_unpacked_to_its_end():
    packed = gzip.compress(b"A" * (90 << 20))
    told = []
    (member,) = unpack(io.BytesIO(packed), "a.gz", told.append)
    assert sum(map(len, member.chunks)) < 75 << 20
    assert [problem.code for problem in told] == ["R169"]


def test_inspect_reads_what_is_packed(tmp_path):
    file = tmp_path / "cables.csv.gz"
    file.write_bytes(gzip.compress(eight_columns(rows(3)).encode()))
    command = [sys.executable, "-m", "generator", "inspect", str(file)]
    models = json.loads(
        subprocess.run([*command, "--json"], cwd=PROJECT, capture_output=True, check=True).stdout
    )
    assert [model["id"] for model in models] == ["09OSLO1", "09OSLO2", "09OSLO3"]
    told = subprocess.run([*command, "--coverage"], cwd=PROJECT, capture_output=True, check=True).stdout
    assert b"100.00 %" in told
