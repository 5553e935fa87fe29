"""The wheel: installed by itself, away from the source tree, it makes, builds and serves a site."""

import os
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path

import pytest
from preview_site import wait_until

ROOT = Path(__file__).parent.parent


def environment():
    """Nothing that would let the source tree be imported."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(*command, cwd):
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The `cablepress` of an environment that holds the wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    made = run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder
    )
    if made.returncode:
        pytest.skip(f"no wheel could be built here (its build needs the package index): {made.stderr[-300:]}")
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=folder).returncode == 0
    python = venv / "bin" / "python"
    (site_packages,) = (venv / "lib").glob("python*/site-packages")
    # A path in a .pth file is searched, but the .pth files there are not read: the editable project stays unseen.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    put = run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    assert put.returncode == 0, put.stderr
    return venv / "bin" / "cablepress"


@pytest.fixture(scope="module")
def site(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    made = run(installed, "init", "archive", cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder / "archive"


def test_the_wheel_is_what_runs(installed, tmp_path):
    asked = run(
        installed.with_name("python"), "-c", "import generator; print(generator.__file__)", cwd=tmp_path
    )
    assert Path(asked.stdout.strip()).is_relative_to(installed.parent.parent)


def test_the_wheel_builds_a_new_site(installed, site):
    built = run(installed, "build", "--strict", cwd=site)
    assert built.returncode == 0, built.stderr
    assert "Built 2 cables" in built.stdout
    assert (site / "output" / "assets" / "style.css").is_file()


def test_the_wheel_serves_a_new_site(installed, site):
    log = site.parent / "log.txt"
    with log.open("w") as sink:
        process = subprocess.Popen(
            [installed, "serve", "--port", "0"],
            cwd=site,
            env=environment(),
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        lines = wait_until(
            lambda: [s for s in log.read_text().splitlines() if s.startswith("Serving")], "the server"
        )
        with urllib.request.urlopen(lines[0].split()[1], timeout=60) as answer:
            assert b"Specimen archive" in answer.read()
    finally:
        process.terminate()
        process.wait(60)


def test_the_wheel_brings_its_lexer_and_its_codes(installed, tmp_path):
    asked = run(installed.with_name("python"), "-m", "pygments", "-L", "lexers", cwd=tmp_path)
    assert "telegram, cable" in asked.stdout
    assert "C103" in run(installed, "explain", cwd=tmp_path).stdout
