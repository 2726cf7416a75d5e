"""Who is told of a run's progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from extract.batch.account import FileEntry
    from extract.batch.discover import Discovery


class Observer(Protocol):
    """Who is told of a run's progress."""

    def started(self, discovery: Discovery) -> None:
        """Take note of what is going to be read."""

    def reading(self, source_path: str) -> None:
        """Take note that a file is begun."""

    def page_read(self, source_path: str) -> None:
        """Take note that a page of a file has been read."""

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Take note of what became of a file, `kept` where an earlier run had read it."""

    def noticed(self, message: str) -> None:
        """Take note of something that concerns the run rather than a file of it."""


class Observers:
    """Several observers in the place of one.

    Args:
        observers: Each of them.
    """

    def __init__(self, observers: Sequence[Observer]) -> None:
        """Keep them."""
        self._observers = observers

    def started(self, discovery: Discovery) -> None:
        """Tell each."""
        for observer in self._observers:
            observer.started(discovery)

    def reading(self, source_path: str) -> None:
        """Tell each."""
        for observer in self._observers:
            observer.reading(source_path)

    def page_read(self, source_path: str) -> None:
        """Tell each."""
        for observer in self._observers:
            observer.page_read(source_path)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Tell each."""
        for observer in self._observers:
            observer.done(entry, kept=kept)

    def noticed(self, message: str) -> None:
        """Tell each."""
        for observer in self._observers:
            observer.noticed(message)
