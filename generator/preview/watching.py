"""Events of the file system -> a call for every change that concerns the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from ..config import SITE_FILE
from ..reading.sources import CABLES
from .stirring import SOMETHING, Stir

CONTENT = "content"
FOLDERS = (CONTENT, "templates")
# Opening, reading and closing a file changes nothing; a build does all three to what is watched.
CHANGES = frozenset({"created", "deleted", "moved", "modified", "attrib"})
# What editors leave beside a file while it is open: .name.swp, name~, #name#, vim's 4913
LEFT_BY_EDITORS = (".swp", ".swx", ".tmp", "~", "#")
POLL_SECONDS = 1.0

CLOSED = "closed"  # after writing; only Linux tells


class Watcher:
    """Holds the watches of a site open: content, templates, site.toml, also when they come and go."""

    def __init__(self, root: Path, changed: Callable[[Stir], None], *, poll: bool) -> None:
        self.root = root.resolve()
        self.changed = changed
        self.observer: BaseObserver = PollingObserver(timeout=POLL_SECONDS) if poll else Observer()
        self.watches: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        """Begins to watch. Of the root only its own entries: output/ and .cache/ are our work."""
        self.observer.schedule(_Listener(self.notice_at_root), str(self.root), recursive=False)
        for folder in FOLDERS:
            self.watch(folder)
        self.observer.start()

    def stop(self) -> None:
        """Ends all watches."""
        self.observer.stop()
        self.observer.join()

    def watch(self, folder: str) -> None:
        """Watches a folder of the site with all below it, anew when it was watched before."""
        if old := self.watches.pop(folder, None):
            self.observer.unschedule(old)
        place = self.root / folder
        if place.is_dir():
            self.watches[folder] = self.observer.schedule(_Listener(self.notice), str(place), recursive=True)

    def notice(self, event: FileSystemEvent) -> None:
        """Something happened below a watched folder."""
        if concerns(event) or event.event_type == CLOSED:
            self.changed(stir_of(event, self.root / CONTENT))

    def notice_at_root(self, event: FileSystemEvent) -> None:
        """Something happened in the root: only the settings and the coming and going of folders count."""
        if event.event_type not in CHANGES:
            return
        names = {path.name for path in _paths(event) if path.parent == self.root}
        if SITE_FILE in names:
            self.changed(SOMETHING)
        for folder in FOLDERS:
            if folder in names and event.event_type in {"created", "deleted", "moved"}:
                self.watch(folder)
                self.changed(SOMETHING)


class _Listener(FileSystemEventHandler):
    """Hands every event on."""

    def __init__(self, hear: Callable[[FileSystemEvent], None]) -> None:
        self.hear = hear

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer."""
        self.hear(event)


def concerns(event: FileSystemEvent) -> bool:
    """Whether an event can change what a build makes. A file saved by renaming counts by its new name."""
    if event.event_type not in CHANGES:
        return False
    if event.is_directory and event.event_type in {"modified", "attrib"}:
        return False
    return any(not _is_left_by_editor(path.name) for path in _paths(event))


def stir_of(event: FileSystemEvent, content: Path) -> Stir:
    """What an event tells of telegrams below `content`; SOMETHING where more may have changed than these.

    A file is whole that was closed after writing, or that another became by renaming; one is away for a moment that
    became what an editor leaves.
    """
    cables = content / CABLES
    paths = _paths(event)
    if event.is_directory or not all(path.is_relative_to(cables) for path in paths):
        return Stir() if event.event_type == CLOSED else SOMETHING
    named = [path.relative_to(content).as_posix() for path in paths]
    if event.event_type == CLOSED:
        return Stir(finished=frozenset(named))
    if event.event_type == "moved":
        put_away = _is_left_by_editor(paths[-1].name)
        return Stir(frozenset(named), frozenset(named[:1] if put_away else ()), frozenset(named[1:]))
    return Stir(frozenset(named), unfinished=frozenset(named))


def _paths(event: FileSystemEvent) -> list[Path]:
    """The one or two paths that an event names."""
    return [Path(str(path)) for path in (event.src_path, event.dest_path) if path]


def _is_left_by_editor(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(LEFT_BY_EDITORS) or name == "4913"
