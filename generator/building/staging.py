"""The folder in which files are written before they are renamed into output/.

ext4 looks for room for a new file near its folder, and passes one by one over all that were deleted there in the
last minutes: after an old output has been deleted, that takes longer than to write a page. Folders below a top
folder it puts far apart. So staging is marked as such, and every process writes in folders of its own in it, a new
one every now and then.
"""

from __future__ import annotations

import array
import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without ext4
    fcntl = None  # type: ignore[assignment]

FILES_A_FOLDER = 1024
# linux/fs.h: what `chattr +T` sets
GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602
TOP_FOLDER = 0x20000


class Staging:
    """A folder that is there and empty, and where to write in it; `plain`: without folders in it."""

    def __init__(self, folder: Path, *, plain: bool = False) -> None:
        self.folder = folder
        self._plain = plain
        self._process = 0
        self._count = 0
        self._inner = ""
        if not plain:
            _put_apart(folder)

    def next_file(self) -> str:
        """Where this process may write its next file, which is to be renamed. Errors: OSError."""
        process = os.getpid()
        if self._plain:
            return f"{self.folder}/{process}"
        if process != self._process or not self._count % FILES_A_FOLDER:
            self._begin_folder(process)
        self._count += 1
        return f"{self._inner}/page"

    def _begin_folder(self, process: int) -> None:
        if process == self._process:
            with suppress(OSError):  # what could not be renamed is cleared away by the next build
                os.rmdir(self._inner)  # noqa: PTH106
        else:
            self._process, self._count = process, 0
        self._inner = f"{self.folder}/{process}-{self._count // FILES_A_FOLDER}"
        os.makedirs(self._inner, exist_ok=True)  # noqa: PTH103


def _put_apart(folder: Path) -> None:
    """Asks the file system to put the folders within far from each other; one that does not know how need not."""
    if fcntl is None:
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            flags = array.array("l", [0])
            fcntl.ioctl(descriptor, GET_FLAGS, flags)
            if not flags[0] & TOP_FOLDER:
                flags[0] |= TOP_FOLDER
                fcntl.ioctl(descriptor, SET_FLAGS, flags)
        finally:
            os.close(descriptor)
