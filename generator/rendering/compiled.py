"""A template compiled before -> its code, kept in the cache: Jinja2 takes longer to compile one than to fill it.

What is kept is no more trusted than a template is, which is code too; but it is believed only where it was made of the
same source by the same program, and is whole.
"""

from __future__ import annotations

import marshal
import os
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
        with suppress(OSError, ValueError, EOFError, TypeError):
            kept = (self._folder / bucket.key).read_bytes()
            packed = kept[PART:]
            if kept[:PART] == _digest(bucket.checksum.encode(), packed):
                code = marshal.loads(packed)
                bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code; where that cannot be, the next build compiles again."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            packed = marshal.dumps(bucket.code)
            temporary = self._folder / f"{bucket.key}.{os.getpid()}"
            temporary.write_bytes(_digest(bucket.checksum.encode(), packed) + packed)
            temporary.replace(self._folder / bucket.key)


def _digest(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=PART)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
