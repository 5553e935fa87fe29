"""What a cable names: persons, posts and cables are found where they stand, and nothing is guessed."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entities import Context, Findings, find_entities
from generator.entities.runs import RUN, spans_of_runs, unjoined
from generator.reading.sources import KnownPerson

CASES = Path(__file__).parent / "cases" / "entities"
SEEDS = Path(__file__).parent.parent / "content" / "cables"
MARK = re.compile(r"\[\[(.+?) > (.+?)\]\]")

SEED_PEOPLE = {
    "08PARIS305": (
        "hadley jean-david-levitte josiah-rosenblatt kouchner pekala philippe-carre philippe-errera w-bruce-weinrod"
    ),
    "07PARIS1111": (
        "arnaud-mentre de-coriolis denis-milliot edelman francois-richier hendel-hugues jean-paul-faugre"
        " josiah-rosenblatt obering philippe-carre robert-ranquet saint-salvy stapleton"
    ),
}


def context_of(lines: list[str]) -> Context:
    facts: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        facts.setdefault(name, []).append(value.strip())
    known = []
    for line in facts.get("known", []):
        (first, *aliases) = line.split(" | ")
        name, _, key = first.partition(" = ")
        known.append(KnownPerson(key, name, tuple(aliases)))
    classifiers = [line.partition(", ") for line in facts.get("classifier", [])]
    return Context(
        year=int(facts["year"][0]) if "year" in facts else None,
        post=facts.get("post", [None])[0],
        signers=tuple(facts.get("signer", ())),
        classifiers=tuple((name, title or None) for name, _, title in classifiers),
        known=tuple(known),
        mixed_case="capitals" not in facts,
    )


def marked(passages: tuple[str, ...], findings: Findings) -> list[str]:
    lines = []
    for number, passage in enumerate(passages):
        parts, at = [], 0
        for found in findings.found:
            if found.passage == number and found.kind != "acronym":
                assert passage[found.start : found.end] == found.text
                kind = "" if found.kind == "person" else f"{found.kind} "
                parts.append(f"{passage[at : found.start]}[[{found.text} > {kind}{found.key or '?'}]]")
                at = found.end
        lines.append("".join(parts) + passage[at:])
    return lines


def shown(findings: Findings) -> list[str]:
    return [
        f"{p.key} | {p.name} | {', '.join(p.roles)} | {'; '.join(p.titles)}".rstrip() for p in findings.people
    ]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_everything_that_is_named_is_found_and_nothing_else(case: Path) -> None:
    head, text, people = case.read_text(encoding="utf-8").split("---\n")
    promised = text.splitlines()
    passages = tuple(MARK.sub(r"\1", line) for line in promised)
    context = context_of([line for line in head.splitlines() if not line.startswith("#")])
    findings = find_entities(passages, context)
    assert marked(passages, findings) == promised
    assert shown(findings) == people.splitlines()


def seed_passages(name: str) -> tuple[str, ...]:
    """The body of a seed, roughly as reading cuts it: numbers, marks and page lines away, broken sentences
    joined.
    """
    text = (SEEDS / f"{name}.md").read_text(encoding="utf-8")
    text = re.sub(r"\n\n(?=PARIS 0\d+ +\d+ OF \d+\n)PARIS.*\n", "\n", text[text.index("¶1.") :]).replace(
        "\\$", "$"
    )
    text = re.sub(r"(?<![.\n#-])\n\n(?=[a-z])|(?<=Deputy)\n\n", " ", text)
    paragraphs = re.split(r"\n\n", text)
    numbered = re.compile(r"^(?:¶|1(?=\d))?\d{0,2}\. \([SCU]\) ")
    return tuple(" ".join(numbered.sub("", p).replace("¶", "").split()) for p in paragraphs)


def seed_findings(name: str) -> Findings:
    signer = {"08PARIS305": "PEKALA", "07PARIS1111": "STAPLETON"}[name]
    classifier = ("Josiah Rosenblatt", "Political Minister-Counselor")
    return find_entities(seed_passages(name), Context(2008, "PARIS", (signer,), (classifier,)))


@pytest.mark.parametrize("name", SEED_PEOPLE)
def test_the_persons_of_the_seeds_are_these_and_nobody_else(name: str) -> None:
    assert " ".join(person.key for person in seed_findings(name).people) == SEED_PEOPLE[name]


def test_every_carre_of_the_seeds_is_philippe_carre_with_his_titles() -> None:
    for name in SEED_PEOPLE:
        text = "\n".join(seed_passages(name))
        found = [found for found in seed_findings(name).found if "Carre" in found.text]
        assert len(found) == text.count("Carre")
        assert {mention.key for mention in found} == {"philippe-carre"}
    titles = [p.titles for n in SEED_PEOPLE for p in seed_findings(n).people if p.key == "philippe-carre"]
    assert titles == [
        ("Director of Strategic Affairs bureau at the MFA",),
        ("MFA Director for Strategic Affairs",),
    ]


def test_an_acronym_that_the_text_itself_spells_out_otherwise_is_not_explained_by_the_table() -> None:
    text = "The Supreme Elevator Council (SEC) met. The SEC went home. NATO stayed with the MFA."
    found = find_entities((text,), Context()).found
    assert [mention.key for mention in found if mention.kind == "acronym"] == ["NATO", "MFA"]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("The National Commissioner of Paving (NCP) left. The NCP returned.", []),
        ("The Inter-American Dance Board (IADB) met.", []),
        ("The resumption of long-range acrobatics (LRA) followed.", []),
        ("LP = Lantern Party, NATO = all of us. The EU met.", ["EU"]),
        ("Rep. Ann Fox (CA) spoke. The EU met.", ["EU"]),
        ("See REFTEL A and PARA 3 of REFTEL B from NATO.", ["NATO"]),
        ("He gave INR 15 million to the EU.", ["EU"]),
        ("His IP was new to the EU.", ["EU"]),
        ("The PP of Varkonde is no party of Madrid.", []),
        ("The PP won in Spain.", ["PP"]),
        ("The Independence Party (IP) won. The IP lost.", ["IP"]),
        ("Japan's Ministry of Economy, Trade and Industry (METI) agreed.", ["METI"]),
        ("International Narcotics and Law Enforcement (INL) funds came.", ["INL"]),
        ("The non-aligned movement (NAM) met.", ["NAM"]),
        ("The new counter-terrorism (CT) law passed.", ["CT"]),
        ("Vantongren AG and QUARROW SA sold charts to the EU.", ["EU"]),
        ("The AG met in Paris.", ["AG"]),
        ("They compare lists (Ancient Pottery Index - API) with the EU.", ["EU"]),
        ("The API (a peace plan - new) failed.", ["API"]),
        ("The NSG met the EU. (Note: NSG is the National Stone Group. The NSG pays.)", ["EU"]),
        ("The NSG met. It said that the NSG is the body to ask.", ["NSG"]),
    ],
)
def test_an_acronym_is_explained_only_where_the_cable_speaks_of_what_it_means(
    text: str, explained: list[str]
) -> None:
    found = find_entities((text,), Context()).found
    assert [mention.key for mention in found if mention.kind == "acronym"] == explained


def test_an_acronym_in_a_heading_of_capitals_is_not_marked_whatever_stands_below() -> None:
    findings = find_entities(("RELEASE OF COMPUTER NATO", "The charts of NATO are here."), Context())
    assert [(f.key, f.passage) for f in findings.found if f.kind == "acronym"] == [("NATO", 1)]


def test_an_acronym_is_marked_where_it_stands_first() -> None:
    findings = find_entities(("The DPRK said no.", "NATO and the DPRK agree with NATO."), Context())
    assert [(f.key, f.passage, f.start) for f in findings.found] == [("DPRK", 0, 4), ("NATO", 1, 0)]


def test_a_cable_without_text_still_has_its_signer() -> None:
    assert [p.name for p in find_entities((), Context(signers=("O'BRANNAGH",))).people] == ["O'Brannagh"]


def test_one_name_of_many_known_persons_is_found() -> None:
    known = tuple(KnownPerson(f"p-{n}", f"Nobody Number{n}") for n in range(200))
    findings = find_entities(("Nobody Number77 came, and Number7 did not.",), Context(known=known))
    assert [(f.key, f.text) for f in findings.found] == [("p-77", "Nobody Number77")]


def test_an_alias_of_two_persons_means_neither() -> None:
    known = (KnownPerson("a", "Ann Fox", ("the Chief",)), KnownPerson("b", "Bo Hart", ("the Chief",)))
    assert find_entities(("the Chief left.",), Context(known=known)).found == ()


@given(st.text(alphabet="AÉŠ aeé.-'’ªde lv\x90\x93—Жω_9\n", max_size=80))
def test_runs_are_the_same_whether_a_text_is_western_or_not(text: str) -> None:
    assert list(spans_of_runs(text)) == [match.span() for match in RUN.finditer(unjoined(text))]


HOSTILE = [
    "AAAA ",
    "A. ",
    "Mr. ",
    "A",
    "de ",
    "General ",
    "a a ",
    "A-",
    "U/S ",
    "Mr. A. B. C. ",
    "and Mr. ",
    "É ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_megabytes_of_nothing_are_read(piece: str) -> None:
    findings = find_entities((piece * (10_000_000 // len(piece)),), Context(year=2008, signers=("FOX",)))
    assert [person.key for person in findings.people] == ["fox"]


@pytest.mark.parametrize(
    "piece", ["Mr. Fox ", "Ann Fox, the ", "PARIS 12 ", "Mr. X", "and Mr. Fox ", "Éa Fox, the "]
)
def test_a_hundred_thousand_mentions_are_read(piece: str) -> None:
    findings = find_entities((piece * 100_000,), Context(year=2008, signers=("FOX",)))
    assert len({found.key for found in findings.found}) <= 1


def test_ten_thousand_persons_of_one_surname_are_read() -> None:
    letters = "abcdefghij"
    names = [
        f"Mr. J{a}{b}{c}{d}xo Carrev. " for a in letters for b in letters for c in letters for d in letters
    ]
    findings = find_entities(("".join(names),), Context())
    assert len(findings.people) == len(names)


@given(st.lists(st.text(alphabet="aA .,'-’\nÉéMr.DeBush12", max_size=60), max_size=6), st.booleans())
def test_mentions_are_disjoint_in_order_and_say_what_stands_there(
    passages: list[str], mixed_case: bool
) -> None:
    context = Context(year=2008, signers=("BUSH",), mixed_case=mixed_case)
    findings = find_entities(tuple(" ".join(p.split()) for p in passages), context)
    places = [(f.passage, f.start, f.end) for f in findings.found]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))
    keys = {person.key for person in findings.people}
    assert all(found.key in keys for found in findings.found if found.kind == "person" and found.key)
    assert all(" ".join(passages[f.passage].split())[f.start : f.end] == f.text for f in findings.found)
