"""Delays Ctrl-C while something is written that must be complete."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Delay a Ctrl-C within the block until its end; a second one takes effect at once.

    Does nothing outside the main thread, which gets no signals, or if Ctrl-C is ignored or
    handled elsewhere.

    Raises:
        KeyboardInterrupt: At the end of the block if Ctrl-C was pressed within it; at once if it
            was pressed twice.
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
