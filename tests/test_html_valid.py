"""Every page is valid HTML by an independent judge: the Nu checker, from npm, with the machine's Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from built_sites import SITES, build_site
from conftest import PROJECT

# To compile the checker's code with more care takes longer than it saves on some hundred pages.
JAVA = ("java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
CHECKER = PROJECT / ".cache" / "validator"
PACKAGE = "vnu-jar@24.10.17"


@pytest.fixture(scope="module")
def jar() -> Path:
    """The checker, fetched once into .cache."""
    if not (shutil.which("java") and shutil.which("npm")):
        pytest.skip("needs java and npm for the Nu checker")
    found = next(CHECKER.rglob("vnu.jar"), None)
    if found is None:
        CHECKER.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            str(CHECKER),
            PACKAGE,
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        found = next(CHECKER.rglob("vnu.jar"), None)
        if found is None:
            pytest.skip(f"the Nu checker cannot be had: {done.stderr.strip().splitlines()[-1:]}")
    return found


@pytest.fixture(scope="module")
def judged(jar: Path) -> dict[str, list[tuple[str, str]]]:
    """What the checker says of each of SITES, all of whose pages it is given at once: it begins slowly."""
    outputs = {str(build_site(name)): name for name in SITES}
    command = [*JAVA, "-jar", str(jar), "--format", "json", "--skip-non-html", "--exit-zero-always"]
    done = subprocess.run([*command, *outputs], capture_output=True, text=True)
    told: dict[str, list[tuple[str, str]]] = {name: [] for name in SITES}
    for message in json.loads(done.stderr)["messages"]:
        output, _, path = message.get("url", "").removeprefix("file:").partition("/output/")
        told[outputs[f"{output}/output"]].append((path, message["message"]))
    return told


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_valid_html(name: str, judged: dict[str, list[tuple[str, str]]]):
    assert judged[name] == []
