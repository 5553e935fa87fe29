"""Pages as bytes -> files in output/, each whole or not there; and away with what we no longer want.

The folder `.cablepress` in output/ stays empty: it marks the folder as ours. Nothing is ever written or
deleted through a symbolic link that leads out of output/.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..config import Config
from ..diagnostics import report
from .failures import Failure, refusal
from .manifest import Written
from .staging import Staging

MARK = ".cablepress"
WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
NO_NAMES = ("", ".", "..")
TOLERATED = frozenset({MARK, ".gitignore", ".gitkeep", ".git", ".DS_Store"})


class Output:
    """An output folder that is ours. In `staging` files are written before they are renamed.

    `lost`: an earlier build wrote here, and what it wrote is not known any more.
    """

    def __init__(self, folder: Path, staging: Staging, lost: bool) -> None:
        self.lost = lost
        self.folder = str(folder)
        self.staging = staging
        self._ready: set[str] = set()

    def intact(self, path: str, written: Written) -> bool:
        """Whether the file is still as we left it, by its size and time."""
        try:
            status = os.lstat(f"{self.folder}/{path}")
        except OSError:
            return False
        return status.st_size == written.size and status.st_mtime_ns == written.mtime_ns

    def altered(self, pages: Mapping[str, Written]) -> tuple[str, ...]:
        """Those of these files that are not as we left them, sorted; folder by folder, which is faster."""
        if os.stat not in os.supports_dir_fd:
            return tuple(sorted(path for path, written in pages.items() if not self.intact(path, written)))
        names: dict[str, list[tuple[str, Written]]] = {}
        for path, written in pages.items():
            folder, _, name = path.rpartition("/")
            names.setdefault(folder, []).append((name, written))
        found: list[str] = []
        for folder, files in names.items():
            found += (f"{folder}/{name}" if folder else name for name in self._altered_in(folder, files))
        return tuple(sorted(found))

    def _altered_in(self, folder: str, files: list[tuple[str, Written]]) -> list[str]:
        try:
            descriptor = os.open(f"{self.folder}/{folder}", os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return [name for name, _ in files]
        altered: list[str] = []
        try:
            for name, written in files:
                try:
                    status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                except OSError:
                    altered.append(name)
                    continue
                if status.st_mtime_ns != written.mtime_ns or status.st_size != written.size:
                    altered.append(name)
        finally:
            os.close(descriptor)
        return altered

    def holds(self, path: str) -> bool:
        """Whether anything lies there."""
        return os.path.lexists(f"{self.folder}/{path}")

    def read(self, path: str) -> bytes | None:
        """What lies there; None where it cannot be read."""
        try:
            return Path(self.folder, path).read_bytes()
        except OSError:
            return None

    def write(self, path: str, content: bytes) -> os.stat_result:
        """Puts a file there, whole; what the system then says of it. Errors: Failure."""
        target = f"{self.folder}/{path}" if self._is_ready(path) else self._prepare(path)
        try:
            temporary = self.staging.next_file()
            descriptor = os.open(temporary, WRITING, 0o666)
            try:
                _write_all(descriptor, content)
                status = os.fstat(descriptor)
            finally:
                os.close(descriptor)
            os.replace(temporary, target)  # noqa: PTH105
        except OSError as error:
            raise refusal(error, path) from error
        return status

    def remove(self, paths: Iterable[str]) -> int:
        """Deletes these files, and folders that become empty; how many there were. Errors: Failure."""
        removed = 0
        emptied: set[str] = set()
        for path in paths:
            removed += self._remove_one(path)
            emptied.add(path.rpartition("/")[0])
        self._remove_folders(emptied)
        return removed

    def _remove_one(self, path: str) -> bool:
        target = self._target(path)
        if self._leads_out(path):
            return False
        try:
            os.unlink(target)  # noqa: PTH108
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        except OSError as error:
            raise refusal(error, path) from error
        return True

    def _remove_folders(self, folders: set[str]) -> None:
        """Deepest first; a folder that holds anything stays."""
        candidates = {"/".join(parts[:n]) for parts in map(_parts, folders) for n in range(1, len(parts) + 1)}
        for folder in sorted(candidates, key=lambda name: (-name.count("/"), name)):
            try:
                os.rmdir(f"{self.folder}/{folder}")  # noqa: PTH106
            except OSError:
                continue  # not empty, or gone: both are as they should be
            self._ready.discard(folder)

    def _is_ready(self, path: str) -> bool:
        """Whether a page may be written there at once: it is safe, and its folder is there."""
        folder, _, name = path.rpartition("/")
        return folder in self._ready and name not in NO_NAMES and "\\" not in name and "\0" not in name

    def _prepare(self, path: str) -> str:
        """Makes the folder of a path, and says where the file is to be. Errors: Failure."""
        target = self._target(path)
        try:
            self._make_folder(path)
        except OSError as error:
            raise refusal(error, path) from error
        return target

    def _target(self, path: str) -> str:
        if not is_safe(path):
            raise Failure(path, report("O602", f"“{path}” is not a path within output/"), hopeless=False)
        return f"{self.folder}/{path}"

    def _make_folder(self, path: str) -> None:
        """Once for every folder but the uppermost: it is there, and it is not somewhere else."""
        if self._leads_out(path):
            raise Failure(
                path, report("O607", "a symbolic link in this path leads out of output/"), hopeless=False
            )
        folder = path.rpartition("/")[0]
        os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103
        if folder:
            self._ready.add(folder)

    def _leads_out(self, path: str) -> bool:
        folder = os.path.dirname(f"{self.folder}/{path}")  # noqa: PTH120
        return not Path(os.path.realpath(folder)).is_relative_to(self.folder)


def open_output(folder: Path, cache: Path, claimed: bool) -> Output:
    """The output folder, made if need be, marked as ours, without leftovers of a killed build.

    `claimed` says that the manifest knows files in it. Errors: Failure, where somebody else filled it (O601),
    where it is no folder (O608), or where the system refuses.
    """
    name = folder.name
    try:
        if os.path.lexists(folder) and not folder.is_dir():
            raise Failure(name, report("O608", "this is not a folder"))
        folder.mkdir(parents=True, exist_ok=True)
        lost = not claimed and _holds_anything(folder)
        if lost and not (folder / MARK).is_dir():
            raise Failure(name, report("O601", f"{name}/ holds files that Cablepress did not write"))
        real = folder.resolve()
        mark = real / MARK
        mark.mkdir(exist_ok=True)
        _empty(mark)
    except OSError as error:
        raise refusal(error, name) from error
    try:
        return Output(real, _staging(mark, cache), lost)
    except OSError as error:
        raise refusal(error, str(cache.relative_to(folder.parent) / "staging")) from error


def require_apart(config: Config) -> None:
    """Nothing that a site is made of lies in its output, nor its output there. Errors: Failure (O609)."""
    output = Path(os.path.realpath(config.output))
    for folder in (config.content, config.templates, config.cache):
        real = Path(os.path.realpath(folder))
        if output.is_relative_to(real) or real.is_relative_to(output):
            name = folder.relative_to(config.root).as_posix()
            raise Failure("output", report("O609", f"output/ is in {name}/, or {name}/ in it"))


def is_safe(path: str) -> bool:
    """Whether a page may be written to this path: relative, plain, and not our mark."""
    parts = path.split("/")
    plain = not any(part in NO_NAMES for part in parts)
    return plain and parts[0] != MARK and not any(c in path for c in "\\\0") and ":" not in parts[0]


def _write_all(descriptor: int, content: bytes) -> None:
    written = os.write(descriptor, content)
    while written < len(content):
        written += os.write(descriptor, content[written:])


def _parts(folder: str) -> list[str]:
    return folder.split("/") if folder else []


def _holds_anything(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return any(entry.name not in TOLERATED for entry in entries)


def _staging(mark: Path, cache: Path) -> Staging:
    """An empty folder from which a rename into output/ works: in the cache, or else within our mark."""
    staging = cache / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    _empty(staging)
    return Staging(staging) if _can_rename(staging, mark) else Staging(mark, plain=True)


def _can_rename(staging: Path, mark: Path) -> bool:
    """False where they lie on different file systems; device numbers would not tell (bind mounts)."""
    probe = staging / "probe"
    probe.touch()
    try:
        probe.replace(mark / "probe")
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        probe.unlink()
        return False
    (mark / "probe").unlink()
    return True


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
