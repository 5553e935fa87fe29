"""`cablepress people`: who may be one person, who may be several; proposals change nothing until they are accepted."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cards import archive_of, card, person

from generator.archive import Archive, person_account
from generator.building.failures import Failure
from generator.building.proposing import write_proposals
from generator.entities.people_file import People, read_people
from generator.entities.proposals import Proposal, proposals_text
from generator.quality import Likeness, as_proposals, find_likeness
from generator.quality.likely import is_one_slip_apart

SIGNED = ("signer",)


def likeness(*cards, text: str = "") -> Likeness:
    return find_likeness(archive_of(*cards, people=people(text)))


def people(text: str) -> People:
    found, problems = read_people(text, "people.toml")
    assert problems == ()
    return found


def merges(*cards, text: str = "") -> list[tuple[str, str, str]]:
    return [(m.other, m.into, m.reason) for m in likeness(*cards, text=text).merges]


OLLENBY = card("08PARIS1", people=(person("Karla Ollenby", "Ambassador"),))
SIGNER = card("08PARIS2", people=(person("Ollenby", roles=SIGNED),))


def test_a_signer_may_be_the_only_one_of_the_name_at_this_post_and_time():
    assert merges(OLLENBY, SIGNER) == [("ollenby", "karla-ollenby", "surname")]
    (merge,) = likeness(OLLENBY, SIGNER).merges
    assert merge.evidence == "the only Ollenby named in full in cables from Embassy Paris, 2008"
    assert (merge.names, merge.cables) == (("Karla Ollenby", "Ollenby"), (1, 1))


@pytest.mark.parametrize(
    "other",
    [
        card("08PARIS3", people=(person("Viktor Ollenby"),)),
        card("08OSLO3", post="oslo", people=(person("Ollenby"),)),
    ],
    ids=["another of the name at the post", "the surname at another post too"],
)
def test_where_two_are_possible_no_surname_is_given_to_either(other):
    assert merges(OLLENBY, SIGNER, other) == []


def test_a_signer_of_another_year_or_office_is_not_proposed():
    later = card("19PARIS2", "2019-02-21T14:04", people=(person("Ollenby", roles=SIGNED),))
    minister = card("08PARIS1", people=(person("Karla Ollenby", "Foreign Minister"),))
    assert merges(OLLENBY, later) == [] == merges(minister, SIGNER)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("W. Tavernel", "Wilhelm Bruno Tavernel", "initials"),
        ("Wilhelm Tavernel", "Wilhelm Bruno Tavernel", "form"),
        ("Corin Vantongrenn", "Corin Vantongren", "spelling"),
        ("Corin Alvark", "Corin al-Vark", "letters"),
    ],
)
def test_forms_of_a_name_are_proposed_with_their_reason(one, other, reason):
    cards = (
        card("08PARIS1", people=(person(one),)),
        *(card(f"08PARIS{number}", people=(person(other),)) for number in (2, 3)),
    )
    assert [(m.names, m.reason) for m in likeness(*cards).merges] == [((other, one), reason)]


def test_a_surname_under_two_offices_at_two_posts_may_be_two_persons():
    cards = (
        card("08PARIS1", people=(person("Quarrow", "General"),)),
        card("08PARIS2", people=(person("Quarrow", "Gen."),)),
        card("08OSLO7", post="oslo", people=(person("Quarrow", roles=SIGNED),)),
        card("08ROME4", post="rome", people=(person("Quarrow", "Lieutenant General"),)),
    )
    (split,) = likeness(*cards).splits
    assert (split.key, split.into, split.cables) == ("quarrow", "quarrow-oslo", ("08OSLO7",))
    assert split.evidence == "ambassador in cables from Embassy Oslo, general in those from Embassy Paris"


def test_what_is_decided_or_written_already_is_not_proposed_again():
    for decision in ("", "accept = false", "accept = true"):
        text = f'[[proposal]]\nmerge = ["karla-ollenby", "ollenby"]\n{decision}\n'
        assert merges(OLLENBY, SIGNER, text=text) == []
    assert merges(OLLENBY, SIGNER, text='[[person]]\nname = "Karla Ollenby"\nsame_as = ["ollenby"]') == []


def accepted(*cards, decide: str) -> Archive:
    text = proposals_text(as_proposals(likeness(*cards))).replace("# accept = true", decide)
    return archive_of(*cards, people=people(text))


def test_a_proposal_counts_only_once_it_is_accepted():
    assert set(accepted(OLLENBY, SIGNER, decide="").by_person) == {"karla-ollenby", "ollenby"}
    assert set(accepted(OLLENBY, SIGNER, decide="accept = false").by_person) == {"karla-ollenby", "ollenby"}
    archive = accepted(OLLENBY, SIGNER, decide="accept = true")
    assert archive.by_person == {"karla-ollenby": (0, 1)}
    account = person_account(archive, "karla-ollenby")
    assert (account.name, account.aliases) == ("Karla Ollenby", ("Ollenby",))
    assert [(borne.role, borne.count) for borne in account.roles] == [("named", 1), ("signer", 1)]


def test_an_accepted_split_moves_its_cables_and_nothing_else():
    cards = (
        card("08PARIS1", people=(person("Quarrow", "General"),)),
        card("08OSLO7", "2008-03-01T10:00", post="oslo", people=(person("Quarrow", "Ambassador"),)),
    )
    archive = accepted(*cards, decide="accept = true")
    assert archive.by_person == {"quarrow": (1,), "quarrow-paris": (0,)}
    assert {archive.names[key] for key in archive.by_person} == {"Quarrow"}


def test_a_person_of_the_file_is_split_from_another_in_the_cables_it_lists():
    text = (
        '[[person]]\nname = "Odo Quarrow"\nsplit_from = "quarrow"\ncables = ["08OSLO7"]\nnote = "The consul."'
    )
    cards = (
        card("08PARIS1", people=(person("Quarrow"),)),
        card("08OSLO7", "2008-03-01T10:00", post="oslo", people=(person("Quarrow"),)),
    )
    archive = archive_of(*cards, people=people(text))
    assert archive.by_person == {"odo-quarrow": (1,), "quarrow": (0,)}
    assert archive.names["odo-quarrow"] == "Odo Quarrow"
    assert people(text).known == ()  # his name is not looked for in other cables


def test_whom_no_cable_has_is_reported_with_line_and_the_nearest_key():
    text = '[[person]]\nname = "Karla Ollenby"\nsame_as = ["olenby"]\n[[person]]\nname = "Bo Hart"\n'
    text += 'split_from = "ollenby"\ncables = ["08PARIS22"]\n'
    archive = archive_of(OLLENBY, SIGNER, people=people(text))
    told = [(p.diagnostic.code, p.diagnostic.line, p.diagnostic.hint) for p in archive.problems]
    assert told == [("C210", 3, "did you mean ollenby?"), ("C210", 7, "did you mean 08PARIS2?")]


def test_chains_of_merges_lead_to_their_end_and_circles_end():
    text = "".join(
        f'[[proposal]]\nmerge = ["{into}", "{other}"]\naccept = true\n' for into, other in ("ba", "cb", "dc")
    )
    assert {people(text).key_of(key) for key in "abcd"} == {"d"}
    people(
        '[[proposal]]\nmerge = ["a", "b"]\naccept = true\n[[proposal]]\nmerge = ["b", "a"]\naccept = true\n'
    )


def test_comments_and_order_of_the_file_stay_and_proposals_stand_below(tmp_path: Path):
    file = tmp_path / "people.toml"
    before = '# Mine.\r\n[[person]] # first\r\nname = "Bo Hart"\r\n\r\n# last words'
    file.write_bytes(before.encode())
    proposal = Proposal(merge=("a", "b"), because='says "yes" \\ and \x7f\n[[person]]')
    write_proposals(file, (proposal,))
    write_proposals(file, (Proposal(split="c", key="d", name="D", cables=("08OSLO1",)),))
    text = file.read_bytes().decode()
    assert text.startswith(before + "\n")
    assert text.count("Proposals of `cablepress people`") == 1
    found, problems = read_people(text, "p")
    assert problems == ()
    assert [p.because for p in found.proposals] == [proposal.because, ""]
    assert [p.accept for p in found.proposals] == [None, None]
    assert [path.name for path in tmp_path.iterdir()] == ["people.toml"]


def test_a_file_that_is_no_toml_is_left_as_it_is(tmp_path: Path):
    file = tmp_path / "people.toml"
    file.write_text("[[person", encoding="utf-8")
    with pytest.raises(Failure):
        write_proposals(file, (Proposal(merge=("a", "b")),))
    assert file.read_text(encoding="utf-8") == "[[person"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("tavernel", "tavernell", True), ("tavernel", "tavrenel", True), ("tavernel", "tabernel", True),
     ("tavernel", "tavernel", False), ("tavernel", "tavernelle", False), ("ab", "ba", True), ("abc", "cba", False)],
)  # fmt: skip
def test_one_slip_is_one_letter_or_two_that_changed_places(one, other, apart):
    assert is_one_slip_apart(one, other) is apart is is_one_slip_apart(other, one)


TELEGRAM = """R 14{day}20Z FEB 08
FM AMEMBASSY OSLO
TO SECSTATE WASHDC 1234

UNCLAS OSLO 0010{day}

SUBJECT: THE NORTH HALL

1. {text}

OLLENBY
"""


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "people", "--site", str(site), "--jobs", "1", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_publisher_sees_proposals_writes_them_and_decides(tmp_path: Path):
    cables = tmp_path / "content" / "cables"
    cables.mkdir(parents=True)
    (tmp_path / "site.toml").write_text('[site]\ntitle = "T"\n', encoding="utf-8")
    for day, text in ((11, "Ambassador Karla Ollenby came."), (12, "The charts are late.")):
        words = TELEGRAM.format(day=day, text=text)
        if day == 11:
            words = words.replace("\nOLLENBY\n", "\nHARBINGE\n")
        (cables / f"08OSLO{day}.txt").write_text(words, encoding="utf-8")
    shown = run(tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "karla-ollenby" in shown.stdout
    assert "1 proposal for 3 persons." in shown.stdout
    document = json.loads(run(tmp_path, "--json", "--quiet").stdout)
    assert document["version"] == 1
    assert [merge["other"] for merge in document["merges"]] == ["ollenby"]
    file = tmp_path / "content" / "people.toml"
    assert not file.exists()
    assert "Wrote 1 proposal" in run(tmp_path, "--write").stdout
    written = file.read_text(encoding="utf-8")
    assert tomllib.loads(written)["proposal"][0]["merge"] == ["karla-ollenby", "ollenby"]
    assert "nothing to propose" in run(tmp_path, "--write").stdout
    assert file.read_text(encoding="utf-8") == written
    file.write_text("[[person", encoding="utf-8")
    assert run(tmp_path).returncode == 1
