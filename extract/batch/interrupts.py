"""Ctrl-C held back while something is written that must be whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Let a Ctrl-C within the block take effect at its end; a second one takes effect at once.

    Does nothing outside the main thread, where signals do not arrive, and where Ctrl-C is
    ignored or handled by someone else.

    Raises:
        KeyboardInterrupt: At the end of the block if Ctrl-C came within it, or where it came
            for the second time.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    noted = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal noted
        if noted:
            raise KeyboardInterrupt
        noted = True

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if noted:
        raise KeyboardInterrupt
