"""Observers of a run's progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from extract.batch.account import FileEntry
    from extract.batch.discover import Discovery


class Observer(Protocol):
    """Observes the progress of a run: displays and logs."""

    def started(self, discovery: Discovery) -> None:
        """The run has found its files."""

    def reading(self, source_path: str) -> None:
        """A file is begun."""

    def page_read(self, source_path: str) -> None:
        """A page of a file has been read."""

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """A file is done; `kept` if an earlier run had read it."""

    def noticed(self, message: str) -> None:
        """Something concerns the run as a whole."""


class Observers:
    """Passes everything on to several observers.

    Args:
        observers: The observers.
    """

    def __init__(self, observers: Sequence[Observer]) -> None:
        """Keep them."""
        self._observers = observers

    def started(self, discovery: Discovery) -> None:
        """Pass it on."""
        for observer in self._observers:
            observer.started(discovery)

    def reading(self, source_path: str) -> None:
        """Pass it on."""
        for observer in self._observers:
            observer.reading(source_path)

    def page_read(self, source_path: str) -> None:
        """Pass it on."""
        for observer in self._observers:
            observer.page_read(source_path)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Pass it on."""
        for observer in self._observers:
            observer.done(entry, kept=kept)

    def noticed(self, message: str) -> None:
        """Pass it on."""
        for observer in self._observers:
            observer.noticed(message)
