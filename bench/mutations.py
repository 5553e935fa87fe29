"""Telegrams -> damaged ones: bits flipped, parts cut out, joined, repeated, lines swapped. The same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

# A telegram of a case file, with the words behind its fence
CASE = re.compile(r"^```telegram[^\n]*\n(?P<text>.*?)^```$", re.M | re.S)
MOST_BYTES = 120_000
MOST_MUTATIONS = 4
LARGEST_ROW_GROUP = 40_000
# What means something to a reader of telegrams, put in where it does not belong
SIGNS = (
    b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b"\t", b"\x0c", b"\"", b"\\", b"\\\n", b"\xef\xbb\xbf", b"\xe2\x80\xa8",
    b"\xc2\xb6", b"\xc2\xb61. ", b"(", b")", b"(C) ", b"1. ", b"- ", b"-----\n", b"[", b"](#)", b"<", b"&#x000A;", b"{\"", b",",
    b"\nREF: ", b"\nTAGS: ", b"\nSUBJECT: ", b"\nS E C R E T OSLO 000001\n", b"\nQUOTE\n", b"\nUNQUOTE\n", b"\nEND SUMMARY.\n",
    b"\nMessage Attributes\n", b"\nMessage Text\n", b"VZCZCXRO3734\n", b"\nOSLO 00000305  002 OF 002\n", b"\nClassified By: ",
)  # fmt: skip


def own_telegrams(project: Path) -> list[bytes]:
    """The invented telegrams of the project's cases of reading, and those of its own site."""
    found = []
    for file in sorted((project / "tests" / "cases" / "reading").glob("*.md")):
        found += [match["text"].encode() for match in CASE.finditer(file.read_text("utf-8"))]
    return found + [file.read_bytes() for file in sorted((project / "content" / "cables").iterdir())]


def telegrams_of(folder: Path) -> list[bytes]:
    """Every file of a folder; a large one, such as a dump, in pieces of whole lines."""
    found: list[bytes] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        while len(content) > MOST_BYTES:
            end = content.find(b"\n", LARGEST_ROW_GROUP) + 1 or len(content)
            found.append(content[:end])
            content = content[end:]
        found.append(content)
    return found


def mutation(number: int, seed: int, pool: Sequence[bytes]) -> bytes:
    """The damaged telegram of this number."""
    random = Random(f"{seed}:{number}")
    content = random.choice(pool)
    for _ in range(random.randint(1, MOST_MUTATIONS)):
        content = random.choice(MUTATIONS)(random, content, pool)[:MOST_BYTES]
    return content


def flip_bits(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Some bits the other way round."""
    changed = bytearray(content)
    for _ in range(random.randint(1, 12) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut_out(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """A part left out."""
    start, end = _part(random, content)
    return content[:start] + content[end:]


def cut_off(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Only the beginning, or only the end."""
    at = random.randint(0, len(content))
    return content[at:] if random.random() < 0.3 else content[:at]


def join(random: Random, content: bytes, pool: Sequence[bytes]) -> bytes:
    """The beginning of one and the end of another."""
    other = random.choice(pool)
    return content[: random.randint(0, len(content))] + other[random.randint(0, len(other)) :]


def put_in(random: Random, content: bytes, pool: Sequence[bytes]) -> bytes:
    """A part of another within this one."""
    other = random.choice(pool)
    start, end = _part(random, other)
    at = random.randint(0, len(content))
    return content[:at] + other[start:end] + content[at:]


def repeat(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """A part many times over: a short one more often."""
    start, end = _part(random, content)
    if random.random() < 0.5:
        end = min(end, start + random.randint(1, 40))
    times = random.choice((2, 3, 20, 400))
    return content[:end] + content[start:end] * times + content[end:]


def swap_lines(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Lines in each other's place, left out, or doubled."""
    lines = content.splitlines(keepends=True)
    for _ in range(random.randint(1, 6) if lines else 0):
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(3):
            case 0:
                lines[one], lines[other] = lines[other], lines[one]
            case 1:
                lines[one] = b""
            case _:
                lines.insert(one, lines[other])
    return b"".join(lines)


def put_signs(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Signs where none belong."""
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(content))
        content = content[:at] + random.choice(SIGNS) * random.choice((1, 1, 1, 30)) + content[at:]
    return content


def _part(random: Random, content: bytes) -> tuple[int, int]:
    start = random.randint(0, len(content))
    return start, min(len(content), start + int(random.expovariate(1 / 300)))


MUTATIONS: tuple[Callable[[Random, bytes, Sequence[bytes]], bytes], ...] = (
    flip_bits, cut_out, cut_off, join, put_in, repeat, swap_lines, put_signs,
)  # fmt: skip
