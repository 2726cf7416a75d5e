"""An observer for tests."""

from __future__ import annotations

from extract.batch.account import FileEntry
from extract.batch.discover import Discovery


class Listener:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.pages: list[str] = []
        self.entries: list[FileEntry] = []
        self.kept: list[str] = []
        self.messages: list[str] = []

    def started(self, discovery: Discovery) -> None: ...

    def reading(self, source_path: str) -> None:
        self.began.append(source_path)

    def page_read(self, source_path: str) -> None:
        self.pages.append(source_path)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        self.entries.append(entry)
        if kept:
            self.kept.append(entry.path)

    def noticed(self, message: str) -> None:
        self.messages.append(message)
