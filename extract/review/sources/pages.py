"""Pictures of documents' pages, drawn on demand and ahead of it.

They are files `OUTPUT/review/pages/<sha256>/<number>.webp`, drawn once. One child process
(`drawer.py`) draws them page by page: first what somebody waits for, then the other pages of that
SOP, then what is requested ahead.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from extract.corrections.journal import PAGES, REVIEW_FOLDER
from extract.page_images.find import SourceFinder
from extract.review.limits import PAGE_LIMITS
from extract.review.sources.child import Child, CrashedError, HangingError, drawing_command
from extract.review.sources.drawer import Answer, Request, Size
from models.source import Source

PAGES_FOLDER = Path(REVIEW_FOLDER, PAGES)


class Trouble(StrEnum):
    """Why there is no picture of a page; each has a text `trouble_...` in the page's words."""

    MISSING = "missing"
    NOT_DRAWN = "not-drawn"
    NOT_WRITTEN = "not-written"
    TOO_LONG = "too-long"
    CRASHED = "crashed"


# Troubles that may be over at the next request: a missing document, a full disk.
_PASSING = (Trouble.MISSING, Trouble.NOT_WRITTEN)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page's picture.

    Attributes:
        path: The WebP file.
        width: The page's width in points as the file shows it; boxes of provenance are in the
            same.
        height: Its height in points.
    """

    path: Path
    width: float
    height: float


class Urgency(IntEnum):
    """Which page is drawn first."""

    WAITED_FOR = 0
    SAME_SOP = 1
    AHEAD = 2


@dataclass(slots=True)
class _Wish:
    """A page to draw.

    Attributes:
        source: The document.
        number: 1-based number of the page.
        urgency: How urgent it is.
    """

    source: Source
    number: int
    urgency: Urgency


@dataclass(slots=True)
class _Queue:
    """Pages to draw, by urgency, then in the order they were asked for."""

    wishes: dict[tuple[str, int], _Wish] = field(default_factory=dict)
    order: list[tuple[Urgency, int, tuple[str, int]]] = field(default_factory=list)
    turn: count[int] = field(default_factory=count)

    def add(self, source: Source, number: int, urgency: Urgency) -> None:
        """Add a page, or raise its urgency."""
        key = source.sha256, number
        known = self.wishes.get(key)
        if known is not None and known.urgency <= urgency:
            return
        if (
            known is None
            and urgency is Urgency.AHEAD
            and len(self.wishes) >= PAGE_LIMITS.max_pages_ahead
        ):
            return
        self.wishes[key] = _Wish(source, number, urgency)
        heapq.heappush(self.order, (urgency, next(self.turn), key))

    def take(self) -> _Wish | None:
        """Return the next page to draw; None where there is none."""
        while self.order:
            urgency, _, key = heapq.heappop(self.order)
            wish = self.wishes.get(key)
            if wish is not None and wish.urgency is urgency:
                del self.wishes[key]
                return wish
        return None


class PagePictures:
    """The pictures of a run's documents. For any number of threads.

    Args:
        output: The output folder of the run.
        sources: Folders and files in which the documents are looked for.
        folder: Where the pictures are kept; in the output folder if None.
        deadline: How long a page may take to be drawn, in seconds.
        command: The command that starts the process that draws.
    """

    def __init__(
        self,
        output: Path,
        sources: Sequence[Path],
        *,
        folder: Path | None = None,
        deadline: float = PAGE_LIMITS.max_drawing_seconds,
        command: Sequence[str] | None = None,
    ) -> None:
        """Start the thread that draws; `close` ends it."""
        self._folder = folder or output / PAGES_FOLDER
        self._finder = SourceFinder(sources)
        self._child = Child(command or drawing_command(), deadline)
        self._queue = _Queue()
        self._troubles: dict[tuple[str, int], Trouble] = {}
        self._change = threading.Condition()
        self._drawing: tuple[str, int] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="draws pages", daemon=True)
        self._thread.start()

    def picture(self, source: Source, number: int) -> PagePicture | Trouble:
        """Return the picture of a page; blocks until it is drawn.

        The other pages of the SOP are drawn after it.

        Args:
            source: The SOP's source.
            number: 1-based number of the page in the document.
        """
        key = source.sha256, number
        if (picture := self._drawn(key)) is None:
            with self._change:
                if self._troubles.get(key) in _PASSING:
                    del self._troubles[key]
                self._queue.add(source, number, Urgency.WAITED_FOR)
                self._change.notify_all()
                self._change.wait_for(lambda: self._closed or self._is_settled(key))
            picture = self._drawn(key)
        self._wish(source, Urgency.SAME_SOP)
        if picture is not None:
            return picture
        with self._change:
            return self._troubles.get(key, Trouble.CRASHED)

    def ahead(self, sources: Iterable[Source]) -> None:
        """Have pages of the SOPs next in the queue drawn; returns at once."""
        for source in sources:
            self._wish(source, Urgency.AHEAD)

    def close(self) -> None:
        """Stop drawing; callers that wait get no picture."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        self._child.end()
        self._thread.join()

    def _wish(self, source: Source, urgency: Urgency) -> None:
        """Queue those pages of an SOP that are not drawn yet."""
        lacking = [n for n in source.pages if self._drawn((source.sha256, n)) is None]
        with self._change:
            for number in lacking:
                key = source.sha256, number
                if key not in self._troubles:
                    self._queue.add(source, number, urgency)
            self._change.notify_all()

    def _is_settled(self, key: tuple[str, int]) -> bool:
        """Return whether a requested page is drawn or has failed."""
        return key not in self._queue.wishes and key != self._drawing

    def _files(self, key: tuple[str, int]) -> tuple[Path, Path]:
        """Return the files of a page's picture and of its size."""
        sha256, number = key
        folder = self._folder / sha256
        return folder / f"{number}.webp", folder / f"{number}.json"

    def _drawn(self, key: tuple[str, int]) -> PagePicture | None:
        """Return a page's picture if it is drawn."""
        path, size_file = self._files(key)
        try:
            if not path.exists():
                return None
            size = Size.model_validate_json(size_file.read_bytes())
        except (OSError, ValidationError):
            # Somebody removed the file; it is drawn again.
            return None
        return PagePicture(path, size.width, size.height)

    def _work(self) -> None:
        """Draw queued pages until the end."""
        while True:
            with self._change:
                wish = None
                while not self._closed and (wish := self._queue.take()) is None:
                    self._change.wait()
                if wish is None or self._closed:
                    self._child.close()
                    return
                key = self._drawing = wish.source.sha256, wish.number
                known = key in self._troubles
            trouble = None if known else self._draw(wish, key)
            with self._change:
                self._drawing = None
                if trouble is not None:
                    self._troubles[key] = trouble
                self._change.notify_all()

    def _draw(self, wish: _Wish, key: tuple[str, int]) -> Trouble | None:
        """Draw a page, and return why not."""
        if self._drawn(key) is not None:
            return None
        name, sha256, number = wish.source.file_of(wish.number)
        path = self._finder.find(name, sha256)
        if path is None:
            return Trouble.MISSING
        target, size = self._files(key)
        request = Request(
            path=path.absolute(),
            sha256=sha256,
            number=number,
            target=target.absolute(),
            size=size.absolute(),
            dpi=PAGE_LIMITS.dpi,
        )
        try:
            answer = Answer.model_validate_json(self._child.ask(request.model_dump_json()))
        except HangingError:
            return Trouble.TOO_LONG
        except (CrashedError, ValidationError):
            return Trouble.CRASHED
        return None if answer.trouble is None else Trouble(answer.trouble)
