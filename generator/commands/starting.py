"""An empty folder -> a site that builds at once."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .terminal import FINE, MISUSED, Terminal

# The starter's files that could not bear their real names inside a package.
REAL_NAMES = {"gitignore": ".gitignore"}
NOT_COPIED = ("__pycache__", "__init__.py")


def init(folder: Path, terminal: Terminal) -> int:
    """Writes the starter site into `folder`, which must be empty or not there yet; the exit code."""
    if folder.exists() and not folder.is_dir():
        terminal.complain(f"{folder} is a file", "name a folder that is empty or does not exist yet")
        return MISUSED
    if folder.exists() and any(folder.iterdir()):
        terminal.complain(f"{folder} is not empty", "name a folder that is empty or does not exist yet")
        return MISUSED
    _copy(files("generator") / "starter", folder)
    terminal.say(
        f"A new site stands in {folder}: two specimen telegrams, an about page, its settings in site.toml."
    )
    terminal.say("Next:")
    if folder.absolute() != Path.cwd():
        terminal.say(f"  cd {folder}")
    terminal.say("  cablepress serve      builds it and shows it in a browser as you edit")
    terminal.say("  cablepress build      builds it into output/")
    terminal.say("Put your own telegrams into content/cables/ and delete the specimens.")
    return FINE


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in sorted(source.iterdir(), key=lambda entry: entry.name):
        if item.name in NOT_COPIED:
            continue
        place = target / REAL_NAMES.get(item.name, item.name)
        if item.is_dir():
            _copy(item, place)
        else:
            place.write_bytes(item.read_bytes())
