"""An end that nobody planned -> a few lines on standard error, and the exit code."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Never

INTERRUPTED = 130


def end_interrupted() -> Never:
    """Ends after Ctrl-C; another one changes nothing any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    words = "\nStopped. What was written is whole, and the next build goes on from there."
    print(words, file=sys.stderr)
    raise SystemExit(INTERRUPTED) from None


def forget_unprinted() -> None:
    """Lets what a full disk would not take of the output go to nowhere, or the end of the process fails once more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def confess(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Prints a fault in a few lines instead of a traceback: the system's, or one of our own."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        print(f"error: {where}{error.strerror or error}", file=sys.stderr)
        forget_unprinted()
        return
    last = traceback.extract_tb(trace)[-1:] if trace else []
    place = "".join(f" ({Path(frame.filename).name}, line {frame.lineno})" for frame in last)
    print(f"error: Cablepress met a fault of its own: {kind.__name__}: {error}{place}", file=sys.stderr)
    print("  Your files are as they were, and what stands in output/ is whole.", file=sys.stderr)
    print("  hint: run the same command with --debug and report what it prints then", file=sys.stderr)
