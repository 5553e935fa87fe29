"""What does not fit a host is said before it is uploaded, with a way out that is one."""

from __future__ import annotations

import pytest
from invented import InventedSite
from test_oracles import build, configured

from generator import pipeline
from generator.commands.hosts import HostName
from generator.hosting import Host, HostedFile, fit, hosts, in_words


def of(kind: str, count: int, folder: str = "", size: int | None = 10) -> list[HostedFile]:
    return [HostedFile(f"{folder}{kind}-{n}.html", kind, size) for n in range(count)]


def host(**limits: int) -> Host:
    return Host("A host", ("https://host.example.org/limits",), **limits)


def test_what_fits_is_no_problem():
    found = fit(host(files=6, files_in_folder=6, file_bytes=10, site_bytes=60), of("cables", 6))
    assert found.problems == ()
    assert [(m.found, m.limit) for m in found.measures] == [(6, 6), (6, 6), (10, 10), (60, 60)]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"files": 5}, "P403"),
        ({"files_in_folder": 5}, "P404"),
        ({"file_bytes": 9}, "P405"),
        ({"site_bytes": 59}, "P406"),
    ],
)
def test_each_limit_has_a_code_of_its_own(limits, code):
    problems = fit(host(**limits), of("cables", 6)).problems
    assert {problem.diagnostic.code for problem in problems} == {code}
    assert all(problem.diagnostic.hint for problem in problems)


def test_copies_are_switched_off_first_and_no_more_kinds_than_needed():
    found = of("cables", 10) + of("sources", 10) + of("persons", 20) + of("tags", 5)
    (problem,) = fit(host(files=20), found).problems
    assert 'leave "sources", "persons" out of kinds under [pages]: 15 files are left' in str(
        problem.diagnostic.hint
    )
    (problem,) = fit(host(files=40), found).problems
    assert 'leave "sources" out of kinds' in str(problem.diagnostic.hint)


def test_cables_and_front_page_are_never_switched_off():
    found = of("cables", 10) + of("front", 1) + of("tags", 1)
    (problem,) = fit(host(files=5), found).problems
    assert 'leave "tags" out' in str(problem.diagnostic.hint)
    assert "a server of your own" in str(problem.diagnostic.hint)


def test_only_the_kinds_of_a_folder_can_empty_it():
    found = of("persons", 7, "person/") + of("tags", 50, "tag/x/")
    (problem,) = fit(host(files_in_folder=49), found).problems
    assert problem.path == "output/tag/x"
    assert "persons" not in str(problem.diagnostic.hint)


def test_the_limits_of_every_host_have_a_source():
    assert set(hosts()) == {name.value for name in HostName} == {"netlify", "cloudflare", "github"}
    for known in hosts().values():
        assert all(source.startswith("https://") for source in known.sources)
        assert known.sources
        assert any((known.files, known.files_in_folder, known.file_bytes, known.site_bytes))


def test_a_check_for_a_host_counts_what_a_build_writes(tmp_path):
    site = InventedSite(tmp_path / "site", count=4)
    config = configured(site.root)
    before = pipeline.check(config, host=hosts()["cloudflare"]).fit
    assert before is not None
    assert before.unwritten == before.measures[0].found > 20
    report = build(site.root)
    after = pipeline.check(config, host=hosts()["cloudflare"]).fit
    assert after is not None
    assert (after.unwritten, after.problems) == (0, ())
    assert (after.measures[0].found, after.measures[3].found) == (report.pages, report.bytes)


def test_sizes_are_told_in_words():
    assert [in_words(n) for n in (0, 26_214_400, 5_000_000_000)] == ["0.0 KiB", "25.0 MiB", "4.7 GiB"]
