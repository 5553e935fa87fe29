"""`python -m generator`, and the command `cablepress` -> the command line."""

from __future__ import annotations

import gc
import os
import signal

INTERRUPTED = 130
GARBAGE = 70_000  # new values before Python looks for rings among them; its own is 700


def main() -> None:
    """Loads the command line, which takes a moment, and hands over to it; ends the process.

    Ctrl-C during that moment ends it without a word: nothing has been done yet. A build makes millions of values
    and hardly a ring of them, so Python looks for rings a hundred times less often than it would.
    """
    gc.set_threshold(GARBAGE)
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from .cli import main

    main()


if __name__ == "__main__":
    main()
