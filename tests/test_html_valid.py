"""Every page is valid HTML by an independent judge: the Nu checker, from npm, with the machine's Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from built_sites import SITES, build_site
from conftest import PROJECT

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


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_valid_html(name: str, jar: Path):
    output = build_site(name)
    command = [
        "java",
        "-Xmx512m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, str(output)], capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    told = [(m.get("url", "").split("/output/")[-1], m["message"]) for m in messages]
    assert told == []
