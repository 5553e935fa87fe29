"""content/people.toml: what a publisher writes is used, and every slip is named at once with its line."""

from pathlib import Path

import pytest

from generator.entities.people_file import read_people

CASES = Path(__file__).parent / "cases" / "entities" / "people_file"
ROOT = Path(__file__).parent.parent


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(p.diagnostic.code, p.diagnostic.line) for p in read_people(text, "people.toml")[1]]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_problem_is_reported_at_once_with_its_line(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    expected = [
        (code, number)
        for number, line in enumerate(text.splitlines(), start=1)
        if "#!" in line
        for code in line.split("#!")[1].split()
    ]
    assert expected
    assert codes(text) == expected


def test_a_person_has_the_key_of_the_name_unless_it_is_given() -> None:
    people, problems = read_people(
        '[[person]]\nname = "Zoé d\'Aubry-Noël"\n[[person]]\nname = "A B"\nkey = "x-1"', "p"
    )
    assert problems == ()
    assert [person.key for person in people.known] == ["x-1", "zoe-d-aubry-noel"]


def test_a_merged_key_leads_to_the_person_it_is_merged_into() -> None:
    people, _ = read_people('[[person]]\nname = "Ann Fox"\nsame_as = ["fox", "a-fox"]\nnote = "n"', "p")
    assert people.key_of("fox") == "ann-fox" == people.key_of("ann-fox")
    assert people.key_of("wolf") == "wolf"
    entry = people.entry("a-fox")
    assert entry is not None and entry.note == "n"
    assert people.entry("wolf") is None


def test_what_is_right_is_used_although_other_entries_are_wrong() -> None:
    people, problems = read_people('[[person]]\nname = 3\n[[person]]\nname = "Ann Fox"\n[[person]]\n', "p")
    assert [person.name for person in people.known] == ["Ann Fox"]
    assert [p.diagnostic.code for p in problems] == ["C203", "C204"]


@pytest.mark.parametrize(
    "text", ["person = 1", "person = [1]", "[person]\nname = 'x'", "[[[", "a = " + "[" * 5000, "\x00"]
)
def test_no_text_whatever_raises(text: str) -> None:
    people, problems = read_people(text, "p")
    assert people.known == ()
    assert problems


def test_a_mistyped_word_brings_the_word_that_was_meant() -> None:
    _, problems = read_people('[[person]]\nname = "Ann Fox"\nalias = ["F"]', "content/people.toml")
    assert problems[0].path == "content/people.toml"
    assert problems[0].diagnostic.hint == "did you mean aliases?"


def test_the_file_of_this_repository_has_no_problem() -> None:
    people, problems = read_people(
        (ROOT / "content" / "people.toml").read_text(encoding="utf-8"), "people.toml"
    )
    assert problems == ()
    assert [person.key for person in people.known] == ["josiah-rosenblatt", "philippe-carre"]
