"""Runs of capitalised words -> the posts that the text names: `Embassy Paris`, `USNATO`."""

from __future__ import annotations

from .context import Context, Mark
from .runs import Run


def find_posts(text: str, runs: list[Run], context: Context) -> list[Mark]:
    """Posts named with their office, not mere names of cities; the key is the post's."""
    return [
        Mark("post", place.key, run.start + place.start, run.start + place.end)
        for run in runs
        for place in run.look.posts
    ]
