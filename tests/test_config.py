"""What site.toml may say, and how its mistakes are told; the cases lie in tests/cases/config."""

from pathlib import Path

import pytest

from generator.config import Config, read_config
from generator.diagnostics import one_line

CASES = sorted((Path(__file__).parent / "cases" / "config").glob("*.toml"))


def expected_lines(case: str) -> list[str]:
    return [line.removeprefix("#! ") for line in case.splitlines() if line.startswith("#! ")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_mistake_is_told_at_once_with_its_line_and_a_hint(case, tmp_path):
    (tmp_path / "site.toml").write_bytes(case.read_bytes())
    _, problems = read_config(tmp_path)
    told = [f"{one_line(p)} ({p.diagnostic.hint})" for p in problems]
    assert told == expected_lines(case.read_text(encoding="utf-8"))


def test_a_site_without_settings_has_the_default_ones(tmp_path):
    assert read_config(tmp_path) == (Config(tmp_path), ())


def test_settings_are_taken_as_they_stand(tmp_path):
    (tmp_path / "site.toml").write_text(
        '[site]\ntitle = "Telegrams"\nurl = "https://example.org/a"\nlanguage = "pt-BR"\n'
        '[pages]\nkinds = ["cables", "tags"]\nper_page = 7\n[reading]\nrepair = false\n',
        encoding="utf-8",
    )
    config, problems = read_config(tmp_path)
    assert problems == ()
    assert (config.site.title, config.site.url, config.site.language) == (
        "Telegrams",
        "https://example.org/a",
        "pt-BR",
    )
    assert (config.pages.kinds, config.pages.per_page) == (("cables", "tags"), 7)
    assert config.reading.repair is False


def test_what_is_right_counts_although_something_else_is_wrong(tmp_path):
    (tmp_path / "site.toml").write_text('[site]\ntitle = "Kept"\nlanguage = 7\n', encoding="utf-8")
    config, problems = read_config(tmp_path)
    assert (config.site.title, config.site.language, len(problems)) == ("Kept", "en", 1)


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b'[site]\ntitle = "Caf\xe9"\n', "this is not UTF-8 text: byte 20 is 0xe9"),
        (b"[site\n", "expected ']' at the end of a table declaration"),
        (b"", None),
        (b'\xef\xbb\xbf[site]\ntitle = "With a mark"\n', None),
        (b"a = " + b"[" * 50_000, "brackets stand in brackets too often"),
    ],
)
def test_no_bytes_are_too_strange_to_be_told_about(octets, said, tmp_path):
    (tmp_path / "site.toml").write_bytes(octets)
    _, problems = read_config(tmp_path)
    assert [p.diagnostic.message for p in problems] == ([said] if said else [])


def test_settings_that_cannot_be_opened_are_an_error_and_no_exception(tmp_path):
    (tmp_path / "site.toml").mkdir()
    _, problems = read_config(tmp_path)
    assert [p.diagnostic.code for p in problems] == ["C106"]
