"""What all processes of a test run share, made once by the first that asks: sites to look at, compiled templates."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

# Set by conftest.py for as long as the run lasts.
RUN = "CABLEPRESS_TEST_RUN"
TEMPLATES = Path(".cache/cablepress/templates")


def run_folder() -> Path:
    """The folder of the run, which goes when it is over."""
    return Path(os.environ[RUN])


def make_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, which `make` creates; nobody may write into it afterwards.

    Other processes that ask meanwhile wait. What a failed `make` left is cleared away before the next attempt.
    """
    folder = run_folder() / name
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = run_folder() / f"{name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder


def put_compiled_templates(root: Path) -> None:
    """Gives a site the theme as an earlier build of another site compiled it, which takes longer than to fill it.

    A build believes them only where they are of its own code and templates; that is proved in test_fast_templates.py.
    Sites made by `init`, that of test_golden.py and those of built_sites.py begin without.
    """
    if not (root / TEMPLATES).exists():
        shutil.copytree(make_once("templates", _compile_theme), root / TEMPLATES)


def _compile_theme(folder: Path) -> None:
    """Compiles every template of the default theme."""
    from generator.building.code import rendering_code
    from generator.config import Config
    from generator.rendering.compiled import CompiledTemplates
    from generator.rendering.compiling import FastTheme
    from generator.rendering.templates import (
        NO_TEMPLATES,
        Counting,
        Renderer,
        find_default_templates,
        make_environment,
    )

    nowhere = Config(root=folder)
    compiled = CompiledTemplates(folder, rendering_code())
    theme = make_environment(FastTheme, nowhere.templates, find_default_templates(), Counting(), compiled)
    names = [name for name in theme.list_templates() if not name.startswith((*NO_TEMPLATES, "default/"))]
    renderer = Renderer(nowhere, None, compiled)
    for name in names:
        theme.get_template(name)
        renderer.digest(name)
