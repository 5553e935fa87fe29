"""The model and the pages of a small archive are, to the letter, those that were looked at and accepted.

A difference in `model/` is one of reading, a difference in `pages/` alone one of planning or of the theme.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
SEEDS = ("08PARIS305", "07PARIS1111")
INVENTED = ("09OSLO107", "09ROME114", "09ROME114.v2")
PAGES = (
    "index.html", "404.html", "about.html", "feed.xml", "sitemap.xml", "robots.txt", "_headers", "_redirects",
    "cable/2007/03/07PARIS1111.html", "cable/2008/02/08PARIS305.html", "cable/2009/02/09OSLO107.html",
    "cable/2009/02/09ROME114.html", "cable/2009/09ROME114-2.html", "tag/index.html", "tag/MARR.html", "tag/ETRD.html",
    "person/index.html", "person/philippe-carre.html", "person/josiah-rosenblatt.html", "tag/FR.html", "person/beatrix-ollenby.html", "post/index.html",
    "post/paris.html", "classification/index.html", "classification/secret.html", "date/index.html", "date/2009.html",
    "date/2009/02.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A built copy of the small archive, with the seeds."""
    site = tmp_path_factory.mktemp("golden") / "site"
    shutil.copytree(FOLDER / "site", site)
    for seed in SEEDS:
        shutil.copy(project / "content" / "cables" / f"{seed}.md", site / "content" / "cables")
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--jobs", "1", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project)
    assert done.returncode == 0, done.stderr
    return site


def compare(found: str, file: Path, accept: bool) -> None:
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert file.is_file(), f"{file.name} was never accepted: look at it, then run pytest --accept"
    assert found == file.read_text("utf-8")


@pytest.mark.parametrize("name", [*SEEDS, *INVENTED])
def test_the_model_is_the_accepted_one(name: str, built: Path, project: Path, accept: bool):
    (file,) = (file for file in (built / "content" / "cables").iterdir() if file.stem == name)
    command = [sys.executable, "-m", "generator", "inspect", "--json", str(file.relative_to(built))]
    done = subprocess.run(command, capture_output=True, cwd=built, env={"PYTHONPATH": str(project)})
    models = json.loads(done.stdout)
    compare(
        json.dumps(models, indent=1, ensure_ascii=False) + "\n", FOLDER / "model" / f"{name}.json", accept
    )


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_the_accepted_one(path: str, built: Path, accept: bool):
    compare((built / "output" / path).read_text("utf-8"), FOLDER / "pages" / path, accept)


def model(name: str) -> dict[str, object]:
    models: list[dict[str, object]] = json.loads((FOLDER / "model" / f"{name}.json").read_text("utf-8"))
    return models[0]


def names(rows: object) -> list[tuple[object, ...]]:
    assert isinstance(rows, list)
    return [(row["name"], row["precedence"], row["mcn"]) for row in rows]


def test_the_seed_of_2008_is_understood_field_by_field():
    cable = model("08PARIS305")
    assert cable["id"] == "08PARIS305"
    assert (cable["date"], cable["date_source"]) == ("2008-02-21T14:04:00Z", "dtg")
    assert cable["station"]["day_time"] == "0521404"  # type: ignore[index]
    assert cable["classification"] == {"level": "SECRET", "caveats": []}
    assert cable["precedence"] == {"action": "PRIORITY", "info": None}
    assert cable["subject"] == 'GOF: U.S. PUSHING FOR "TOO MUCH, TOO SOON" ON MISSILE DEFENSE'
    assert names(cable["action"]) == [("SECSTATE WASHDC", "PRIORITY", "2040")]
    assert names(cable["info"]) == [
        ("EUROPEAN POLITICAL COLLECTIVE", "PRIORITY", None),
        ("SECDEF WASHINGTON DC", "PRIORITY", None),
        ("JOINT STAFF WASHINGTON DC", "PRIORITY", None),
        ("NSC WASHINGTON DC", "PRIORITY", None),
    ]
    assert [t["code"] for t in cable["tags"]] == ["MARR", "MOPS", "NATO", "PREL", "FR", "EZ", "PL"]  # type: ignore[attr-defined]
    check_classified(cable, "2018-02-14")
    assert numbers(cable) == [1, 2, 3, 4, 5, 6]
    assert cable["signers"] == ["PEKALA"]
    assert cable["sections"] == {"count": 2, "present": [1, 2], "missing": []}
    texts = [block.get("text", "") for block in cable["blocks"]]  # type: ignore[attr-defined]
    assert "exchanges with W. Bruce Weinrod, Secretary" in texts[0]
    assert "In general, Carre took a harder line" in texts[1]
    assert "combating the threat and for" in texts[3] and "strong statement on missile defense." in texts[5]


def test_the_seed_of_2007_is_understood_field_by_field():
    cable = model("07PARIS1111")
    assert cable["id"] == "07PARIS1111"
    assert cable["date"] == "2007-03-22T08:20:00Z"
    assert cable["station"]["day_time"] == "0810820"  # type: ignore[index]
    assert cable["classification"] == {"level": "CONFIDENTIAL", "caveats": []}
    assert cable["precedence"] == {"action": "IMMEDIATE", "info": None}
    assert cable["subject"] == "GENERAL OBERING'S MARCH 16 MISSILE DEFENSE DISCUSSIONS IN PARIS"
    assert names(cable["action"]) == [("SECSTATE WASHDC", "IMMEDIATE", "5829")]
    assert names(cable["info"]) == [
        ("NATO EU COLLECTIVE", "PRIORITY", None),
        ("AMEMBASSY BEIJING", "PRIORITY", "1445"),
        ("AMEMBASSY MOSCOW", "PRIORITY", "5778"),
        ("HQ USEUCOM VAIHINGEN GE", "PRIORITY", None),
        ("JOINT STAFF WASHINGTON DC", "PRIORITY", None),
        ("SECDEF WASHINGTON DC", "PRIORITY", None),
    ]
    assert [t["code"] for t in cable["tags"]] == ["MARR", "MNUC", "PARM", "FR"]  # type: ignore[attr-defined]
    check_classified(cable, "2017-03-16")
    assert numbers(cable) == [*range(1, 12), 13, 14, 15]
    assert [d["code"] for d in cable["diagnostics"]] == ["R151"]  # type: ignore[attr-defined]
    assert [b["kind"] for b in cable["blocks"]].count("heading") == 2  # type: ignore[attr-defined]
    assert cable["attention"] == ["DEPARTMENT FOR EUR/PRA"]
    assert "invested $100 billion" in json.dumps(cable["blocks"])
    assert cable["signers"] == ["STAPLETON"]


def check_classified(cable: dict[str, object], declassify_on: str) -> None:
    assert cable["declassify_on"] == declassify_on
    assert cable["classified_by"] == [
        {
            "name": "Josiah Rosenblatt",
            "title": "Political Minister-Counselor",
            "section": "1.4",
            "reasons": ["b", "d"],
        }
    ]


def numbers(cable: dict[str, object]) -> list[int]:
    blocks = cable["blocks"]
    assert isinstance(blocks, list)
    return [b["number"] for b in blocks if b["kind"] == "paragraph" and b["number"] is not None]


def test_the_seeds_share_two_persons_two_tags_and_a_post():
    people = [{m["key"] for m in model(name)["mentions"] if m["kind"] == "person"} for name in SEEDS]  # type: ignore[attr-defined]
    assert "philippe-carre" in people[0] & people[1]
    for path in (
        "person/philippe-carre.html",
        "person/josiah-rosenblatt.html",
        "tag/MARR.html",
        "tag/FR.html",
        "post/paris.html",
    ):
        text = (FOLDER / "pages" / path).read_text("utf-8")
        assert all(f"{seed}.html" in text for seed in SEEDS), path


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith(".html")])
def test_no_page_acts_on_the_words_of_a_cable(path: str):
    text = (FOLDER / "pages" / path).read_text("utf-8")
    assert "<script>alert" not in text and 'href="javascript:' not in text
