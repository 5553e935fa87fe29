"""A template compiled before -> its code and what it names, kept in the cache: to fill one takes less than to read it.

What is kept is no more trusted than a template is, which is code too; but it is believed only where it was made of the
same source by the same program, and is whole.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

PART = 16


class CompiledTemplates(BytecodeCache):
    """A folder with a file for every template that was compiled; `code` stands for our own part in compiling them."""

    def __init__(self, folder: Path, code: bytes) -> None:
        self._folder = folder
        self._program = b"\0".join((MAGIC_NUMBER, jinja2.__version__.encode(), code))

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The code of a template, empty where there is none of this source; asked for by Jinja2's loaders."""
        of = f"{type(environment).__name__}\0{name}"
        stands_for = f"{filename}\0{source}".encode("utf-8", "surrogatepass")
        bucket = Bucket(environment, _digest(of.encode()).hex(), _digest(self._program, stands_for).hex())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills in what is kept, if it is whole and of this source."""
        code = self._load(bucket.key, bucket.checksum)
        bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code; where that cannot be, the next build compiles again."""
        self._keep(bucket.key, bucket.checksum, bucket.code)

    def named(self, name: str, source: str, find: Callable[[], set[str | None]]) -> set[str | None]:
        """The templates that a template names, None for one that is only known when it runs; else as `find` finds."""
        key = _digest(b"named", name.encode("utf-8", "surrogatepass")).hex()
        checksum = _digest(self._program, source.encode("utf-8", "surrogatepass")).hex()
        kept = self._load(key, checksum)
        if isinstance(kept, list):
            return set(kept)
        found = find()
        self._keep(key, checksum, sorted(found, key=str))
        return found

    def _load(self, key: str, checksum: str) -> object:
        """What is kept under a key, None where that is nothing, not whole or of something else."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            kept = (self._folder / key).read_bytes()
            packed = kept[PART:]
            if kept[:PART] == _digest(checksum.encode(), packed):
                value: object = marshal.loads(packed)
                return value
        return None

    def _keep(self, key: str, checksum: str, value: CodeType | list[str | None] | None) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            packed = marshal.dumps(value)
            temporary = self._folder / f"{key}.{os.getpid()}"
            temporary.write_bytes(_digest(checksum.encode(), packed) + packed)
            temporary.replace(self._folder / key)


def _digest(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=PART)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
