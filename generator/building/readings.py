"""Source files -> their readings: from the store, where the same bytes were read before, or read now.

A big dump is read in parts, each with a reading of its own; which parts it has is kept in the store too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Diagnostic, Located, report
from ..model import Cable
from ..packing import Packed, encode_card, pack
from ..reading import line_ends
from ..reading.sources import FoundFile, ReadingRules, SourceFile
from .cutting import Cut, SourcePart, cut_source, may_be_cut, seen_of, unpacking_room
from .failures import NotSound
from .manifest import Seen
from .report import Progress
from .store import Composition, PackedReading, Part, Store, Told, key_of, store_at
from .workers import run

DOUBT_NS = 2_000_000_000  # the coarsest clock of a file system that is still in use: FAT, two seconds
SOURCES_AT_ONCE = 32  # that wait to be read, and then for the store
BYTES_AT_ONCE = 1_000_000
CHANGED = "this file was changed while it was being read"

Read = Callable[[Sequence[SourceFile], ReadingRules], list[tuple[Cable, ...]]]


class SourcePath(Struct, frozen=True):
    """A source: `path` from the content folder, `file` where it lies, its size when it was found.

    `found`: what the system said of it then, without a digest; None: it is to be asked.
    """

    path: str
    file: Path | str
    size: int = 0
    found: Seen | None = None


class Digested(Struct, frozen=True, array_like=True):
    """What a worker says of a file that it opened: a digest of its bytes, or what went wrong.

    `seen` None: what the system says of the file cannot stand for its bytes, since it was changed meanwhile.
    Of a part, `number` is its own, and `line_ends` how many there are in it; `path` is the source's.
    """

    path: str
    digest: bytes
    seen: Seen | None
    problem: Located | None = None
    number: int = 0
    line_ends: int = 0


class Looked(Struct, frozen=True):
    """A digest of the bytes of every source, what to remember of the files, what went wrong on opening them."""

    digests: dict[str, bytes]
    seen: dict[str, Seen]
    problems: tuple[Located, ...]


class SourcesRead(Struct, frozen=True):
    """The cards of all sources, what was seen of the files, what is odd in them.

    Those of one source stand in its order. `keys` are those of all readings that are needed, `problems` what is odd,
    those of `looked` first.
    """

    cards: Packed
    keys: frozenset[str]
    looked: Looked
    problems: tuple[Located, ...]


class Reader(Struct, frozen=True):
    """What the workers need: where the store is, how to read, and by which rules.

    `circumstances` is the part of every key that is not the file's own, from `circumstances_digest`.
    """

    store: Path
    read: Read
    rules: ReadingRules
    circumstances: bytes


def read_sources(
    reader: Reader,
    sources: Sequence[SourcePath],
    remembered: dict[str, Seen],
    began_ns: int,
    *,
    jobs: int,
    progress: Progress,
) -> SourcesRead:
    """A reading for every source; `began_ns` is the file system's time at the start of the build.

    Errors: NotSound where the store is damaged, Failure where it cannot be written or a worker is lost.
    """
    with store_at(reader.store) as store:
        stored = store.whole_keys()

    def is_known(path: str, seen: Seen) -> bool:
        return key_of(path, seen.digest, reader.circumstances) in stored

    looked = look_at_sources(
        reader, sources, remembered, began_ns, jobs=jobs, progress=progress, is_known=is_known
    )
    paths = {key_of(path, digest, reader.circumstances): path for path, digest in looked.digests.items()}
    cards, problems, found = pack(), list(looked.problems), 0
    with store_at(reader.store) as store:
        compositions = store.compositions(paths.keys())
        whole = store.readings(paths.keys() - compositions.keys())
        for key, reading in chain(whole, _composed(store, compositions)):
            found += 1
            problems += (Located(f"content/{paths[key]}", p.diagnostic, p.cable) for p in reading.problems)
            for card in reading.cards:
                cards.add(card)
    if found < len(paths):
        raise NotSound("a reading is not there")
    parts = (part.key for composition in compositions.values() for part in composition.parts)
    return SourcesRead(cards, frozenset(chain(paths, parts)), looked, tuple(problems))


def look_at_sources(
    reader: Reader,
    sources: Sequence[SourcePath],
    remembered: dict[str, Seen],
    began_ns: int,
    *,
    jobs: int,
    progress: Progress,
    is_known: Callable[[str, Seen], bool] = lambda path, seen: True,
) -> Looked:
    """Opens those sources that may have changed, and reads what is new in them.

    `is_known` says of an unchanged source whether it need not be opened. Errors: as those of `read_sources`.
    """
    trusted = {
        path: seen for path, seen in trusted_sources(sources, remembered).items() if is_known(path, seen)
    }
    opened = _open_all(reader, [s for s in sources if s.path not in trusted], jobs, progress)
    digests = {path: seen.digest for path, seen in trusted.items()}
    digests |= {o.path: o.digest for o in opened if o.digest}
    seen = trusted | {o.path: o.seen for o in opened if o.seen and _is_settled(o.seen, began_ns)}
    return Looked(digests, seen, tuple(o.problem for o in opened if o.problem))


def source_paths(found: Iterable[FoundFile]) -> list[SourcePath]:
    """The files that were found, as they are to be read."""
    return [SourcePath(f.path, f.file, f.size, _seen_when_found(f)) for f in found]


def _seen_when_found(file: FoundFile) -> Seen | None:
    """None on Windows, where a folder's listing says less than the file itself does."""
    if sys.platform == "win32":
        return None
    return Seen(file.size, file.mtime_ns, file.ctime_ns, file.inode, b"")


def trusted_sources(sources: Sequence[SourcePath], remembered: dict[str, Seen]) -> dict[str, Seen]:
    """Those whose file the system describes exactly as when its bytes were last digested."""
    trusted = {}
    for source in sources:
        seen = remembered.get(source.path)
        if seen is None:
            continue
        found = source.found or _status_of(source)
        if found and _same_status(found, seen):
            trusted[source.path] = seen
    return trusted


def _status_of(source: SourcePath) -> Seen | None:
    try:
        return seen_of(os.stat(source.file), b"")  # noqa: PTH116
    except OSError:
        return None


def _same_status(found: Seen, seen: Seen) -> bool:
    return (
        found.mtime_ns == seen.mtime_ns
        and found.size == seen.size
        and found.ctime_ns == seen.ctime_ns
        and found.inode == seen.inode
    )


def _is_settled(seen: Seen, began_ns: int) -> bool:
    """Whether a later change would show: one in the same tick of the file system's clock would not."""
    return max(seen.mtime_ns, seen.ctime_ns) + DOUBT_NS < began_ns


def _open_all(reader: Reader, sources: list[SourcePath], jobs: int, progress: Progress) -> list[Digested]:
    """What was found in all of these, one answer a source; their readings, new ones too, are in the store."""
    if not sources:
        return []
    with unpacking_room(reader.store.parent) as room:
        cuts = [
            cut
            for s in sources
            if may_be_cut(s.path, s.size) and (cut := cut_source(s.path, Path(s.file), room))
        ]
        in_parts = {cut.path for cut in cuts}
        items: list[SourcePath | SourcePart] = [s for s in sources if s.path not in in_parts]
        items += (part for cut in cuts for part in cut.parts)
        opened = _open_items(reader, items, jobs, progress)
    if not cuts:
        return opened
    whole = [o for o in opened if not o.number]
    by_path: dict[str, list[Digested]] = {}
    for digested in opened:
        if digested.number:
            by_path.setdefault(digested.path, []).append(digested)
    with store_at(reader.store) as store:
        composed = [_compose(reader, store, cut, by_path.get(cut.path, [])) for cut in cuts]
    return [*whole, *composed]


def _open_items(
    reader: Reader, items: list[SourcePath | SourcePart], jobs: int, progress: Progress
) -> list[Digested]:
    @contextmanager
    def begin() -> Iterator[Callable[[Sequence[SourcePath | SourcePart]], list[Digested]]]:
        with store_at(reader.store) as store:
            yield lambda batch: _open_batch(reader, store, batch)

    batches = run(begin, items, jobs=jobs, phase="reading", progress=progress)
    return [digested for batch in batches for digested in batch]


def _open_batch(reader: Reader, store: Store, batch: Sequence[SourcePath | SourcePart]) -> list[Digested]:
    """Opens these files and parts and puts into the store what it does not have."""
    answers: list[Digested] = []
    new: dict[str, SourceFile] = {}

    def read_new() -> None:
        if not new:
            return
        store.put(list(zip(new, reader.read(list(new.values()), reader.rules), strict=True)))
        new.clear()

    for item in batch:
        digested, source = _open_part(item) if isinstance(item, SourcePart) else _open(item)
        answers.append(digested)
        key = key_of(digested.path, digested.digest, reader.circumstances)
        if source is not None and not store.has(key):
            new[key] = source
        if len(new) >= SOURCES_AT_ONCE or sum(len(s.content) for s in new.values()) > BYTES_AT_ONCE:
            read_new()
    read_new()
    return answers


def _open_part(part: SourcePart) -> tuple[Digested, SourceFile | None]:
    """The digest of a part's bytes and of all else that decides how it is read, and what to read."""
    try:
        with part.file.open("rb") as file:
            file.seek(part.start)
            content = file.read(part.end - part.start)
    except OSError as error:
        return Digested(part.path, b"", None, _unreadable(part.path, error), part.number), None
    how = msgspec.msgpack.encode((part.shape, part.id_hint))
    digest = blake2b(how + content, digest_size=16).digest()
    source = SourceFile(part.path, content, part.id_hint, shape=part.shape)
    return Digested(part.path, digest, None, None, part.number, line_ends(content)), source


def _compose(reader: Reader, store: Store, cut: Cut, opened: list[Digested]) -> Digested:
    """Keeps which parts a source has; what there is to say of it as a whole."""
    parts: list[Part] = []
    lines = 0
    for part, digested in zip(cut.parts, opened, strict=True):
        if digested.digest:
            key = key_of(cut.path, digested.digest, reader.circumstances)
            parts.append(Part(key, lines + part.member))
        lines += digested.line_ends
    composition = Composition(tuple(parts), cut.problems)
    digest = blake2b(msgspec.msgpack.encode(composition), digest_size=16).digest()
    store.put_composition(key_of(cut.path, digest, reader.circumstances), composition)
    problem = next((o.problem for o in opened if o.problem), None)
    try:
        unchanged = seen_of(cut.source.stat(), b"") == cut.seen
    except OSError:
        unchanged = False
    if not unchanged:
        problem = problem or Located(f"content/{cut.path}", report("O611", CHANGED))
    seen = replace(cut.seen, digest=digest) if unchanged and not problem else None
    return Digested(cut.path, digest, seen, problem)


def _composed(store: Store, compositions: Mapping[str, Composition]) -> Iterator[tuple[str, PackedReading]]:
    """The readings of all parts of each as one: cards know their part, lines count from the start of the file."""
    for key, composition in compositions.items():
        cards: list[msgspec.Raw] = []
        problems = [Told(None, problem) for problem in composition.problems]
        for number, part in enumerate(composition.parts, start=1):
            reading = store.reading(part.key)
            cards += (msgspec.Raw(encode_card(replace(card, part=number))) for card in reading.cards)
            problems += (Told(p.cable, _moved(p.diagnostic, part.lines)) for p in reading.problems)
        yield key, PackedReading(tuple(cards), tuple(problems))


def _moved(problem: Diagnostic, lines: int) -> Diagnostic:
    return replace(problem, line=problem.line + lines) if problem.line else problem


def _open(source: SourcePath) -> tuple[Digested, SourceFile | None]:
    """The digest of a file's bytes, and what to read. A file that is gone meanwhile is as one that never was."""
    try:
        with Path(source.file).open("rb") as file:
            before = os.fstat(file.fileno())
            content = file.read()
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        return Digested(source.path, b"", None), None
    except OSError as error:
        return Digested(source.path, b"", None, _unreadable(source.path, error)), None
    digest = blake2b(content, digest_size=16).digest()
    if seen_of(before, digest) == seen_of(after, digest) and after.st_size == len(content):
        return Digested(source.path, digest, seen_of(after, digest)), SourceFile(source.path, content)
    problem = Located(f"content/{source.path}", report("O611", CHANGED))
    return Digested(source.path, digest, None, problem), SourceFile(source.path, content)


def _unreadable(path: str, error: OSError) -> Located:
    reason = (error.strerror or str(error)).lower()
    return Located(f"content/{path}", report("O610", f"this file cannot be read: {reason}"))
