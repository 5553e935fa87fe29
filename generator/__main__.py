"""`python -m generator`, and the command `cablepress` -> the command line."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130


def main() -> None:
    """Loads the command line, which takes a moment, and hands over to it; ends the process.

    Ctrl-C during that moment ends it without a word: nothing has been done yet.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from .cli import main

    main()


if __name__ == "__main__":
    main()
