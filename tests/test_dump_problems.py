"""What is odd in a cable of a dump is told so that the cable and its line are found."""

from __future__ import annotations

import gzip

import pytest
from invented_dumps import eight_columns, rows
from test_dump_builds import Shelf
from test_dumps import read_bytes

from generator.building.cutting import BIG
from generator.diagnostics import Located, one_line, report


@pytest.mark.parametrize("separator", ["\n", "\u2028", "\x0b"], ids=["line end", "separator", "tab"])
@pytest.mark.parametrize("name", ["dump.csv", "dump.csv.gz"])
def test_what_is_odd_in_a_row_names_its_cable_and_the_line_that_an_editor_shows(tmp_path, name, separator):
    odd = f"UNCLAS OSLO 000002{separator}{separator}SUBJECT: A HALL{separator}1. One.{separator}3. Three."
    good = "UNCLAS OSLO 000001\n\nSUBJECT: A HALL\nTAGS: NO\n1. One."
    content = "id,text\n" + "".join(f'09OSLO{n},"{text}"\n' for n, text in ((1, good), (2, odd), (3, odd)))
    shelf = Shelf(tmp_path)
    shelf.put(name, gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    told = [(p.diagnostic.code, p.diagnostic.line, p.message) for p in shelf.read().problems]
    row = content[: content.index("09OSLO2")].count("\n") + 1
    at = content[: content.index("3. Three.")].count("\n") + 1
    assert ("R151", at, "09OSLO2: ¶2 is not in the source") in told
    assert ("R161", row + odd.count("\n") + 1) in [(code, line) for code, line, _ in told]
    assert all(line for _, line, _ in told)


def test_a_file_named_for_its_cable_does_not_name_it_again():
    problem = report("R123", "no subject was found", line=3)
    assert one_line(Located("content/cables/09OSLO1.txt", problem, "09OSLO1")).endswith(
        ": no subject was found"
    )
    assert one_line(Located("content/cables/a.txt", problem, "09OSLO1")).endswith(
        ": 09OSLO1: no subject was found"
    )


def test_problems_tell_the_line_of_the_dump_wherever_it_was_cut(tmp_path):
    found = [*rows(400, 24), ("401", "", "09OSLO401", "", "", "", "", "")]
    content = eight_columns(found).encode()
    assert len(content) > BIG
    (odd,) = (d for d in read_bytes(content)[-1].diagnostics if d.code == "R166")
    shelf = Shelf(tmp_path)
    shelf.put("dump.csv", content)
    told = [p.diagnostic for p in shelf.read().problems if p.diagnostic.code == "R166"]
    assert told == [odd]
    assert odd.line == content[: content.rindex(b'"401"')].count(b"\n") + 1
