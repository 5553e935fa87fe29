"""What all tests share: the option --accept, and where the project and its neighbours lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from sharing import RUN

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"

# A busy machine is no failure: no test waits for a clock, nor does the library that invents inputs.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite expected results by what came out")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for all processes of the run; and whatever they start runs the code of this working copy."""
    if not is_worker(config):
        os.environ[RUN] = mkdtemp(prefix="cablepress-tests-")
    if is_worker(config) or config.getoption("dist", "no") == "no":
        os.environ["PYTHONPATH"] = str(PROJECT)
        # Bytecode is kept for the run, even where that of the working copy is not: hundreds of commands are started.
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(os.environ[RUN]) / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config):
        shutil.rmtree(os.environ.pop(RUN), ignore_errors=True)


def is_worker(config: pytest.Config) -> bool:
    """Whether this is one of several processes that share the tests."""
    return hasattr(config, "workerinput")


# Each is one long test or begins with one: none of these may be what everybody waits for in the end.
FIRST = (
    "test_html_valid.py",
    "test_wheel.py",
    "test_oracles.py",
    "test_reading.py",
    "test_dumps.py",
    "test_formats.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin first; all else stays in order."""
    items.sort(key=lambda item: item.path.name not in FIRST)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten rather than compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, references and corpus beside the project; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"needs ../{SHARED.name}, which is not here")
    return SHARED
