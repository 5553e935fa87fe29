"""A site's folder -> its configuration and the rules by which its telegrams are read."""

from __future__ import annotations

from pathlib import Path

from ..config import Config, read_config
from ..entities.people_file import read_people
from ..reading.sources import ReadingRules

PEOPLE_FILE = "people.toml"


def rules_at(root: Path) -> tuple[Config, ReadingRules]:
    """As a build of the site in `root` would read; problems in its files are left for `build` to tell."""
    config, _ = read_config(root)
    try:
        text = (config.content / PEOPLE_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return config, ReadingRules(repair=config.reading.repair)
    people, _ = read_people(text, f"content/{PEOPLE_FILE}")
    return config, ReadingRules(repair=config.reading.repair, people=people.known)
