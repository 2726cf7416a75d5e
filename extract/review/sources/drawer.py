"""The process that draws pages for the review, so that a bad document can hang or crash only it.

It takes one request a line on its standard input and answers each with one line; `Request` and
`Answer` are these lines.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from extract.errors import DocumentError, OutputError
from extract.page_images.images import draw_pages, save_picture
from extract.process.guards import die_with_parent, limit_memory
from extract.readers.pictures import Picture
from extract.review.limits import PAGE_LIMITS
from extract.storage.atomic import whole_file, whole_path

# Beyond the last page of any document.
_BEHIND = 100_000


class Request(BaseModel):
    """A page to draw.

    Attributes:
        path: The document.
        sha256: Of the bytes that it must still have, in hexadecimal.
        number: 1-based number of the page.
        target: The WebP file to write.
        size: The JSON file to write its size to, before the picture.
        dpi: Pixels an inch.
    """

    path: Path
    sha256: str
    number: int
    target: Path
    size: Path
    dpi: int


class Size(BaseModel):
    """The size of the page that a picture shows.

    Attributes:
        width: In points; boxes of provenance are in the same.
        height: In points.
    """

    width: float
    height: float


class Answer(BaseModel):
    """The answer to a request.

    Attributes:
        trouble: Why there is no picture, a name in `extract.review.sources.pages.Trouble`; None
            where there is one.
    """

    trouble: str | None = None


class _Drawer:
    """Draws pages; keeps the last document open, as its next page is often asked for next."""

    def __init__(self) -> None:
        """Begin without a document."""
        self._open: tuple[Path, str] | None = None
        self._last = 0
        self._pages: Iterator[tuple[int, Picture, float]] = iter(())

    def draw(self, request: Request) -> Answer:
        """Draw a page."""
        try:
            return self._draw(request)
        except (DocumentError, MemoryError):
            self._open = None
            return Answer(trouble="not-drawn")
        except OutputError:
            return Answer(trouble="not-written")
        except OSError:
            self._open = None
            return Answer(trouble="missing")

    def _draw(self, request: Request) -> Answer:
        """Draw a page, or fail."""
        document = request.path, request.sha256
        if self._open != document or request.number != self._last + 1:
            self._open = None
            with request.path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != request.sha256:
                    return Answer(trouble="missing")
            later = range(request.number, _BEHIND)
            self._pages = draw_pages(request.path, later, request.dpi)
            self._open = document
        drawn = next(self._pages, None)
        if drawn is None:
            self._open = None
            return Answer(trouble="not-drawn")
        self._last, picture, scale = drawn
        height, width = picture.shape[:2]
        with whole_file(request.size) as size:
            size.write(Size(width=width / scale, height=height / scale).model_dump_json())
        with whole_path(request.target) as target:
            save_picture(picture, target)
        return Answer()


def main() -> None:
    """Draw requested pages until the input ends."""
    die_with_parent()
    limit_memory(PAGE_LIMITS.max_drawing_bytes)
    # What libraries print must not stand between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    drawer = _Drawer()
    for line in sys.stdin:
        answer = drawer.draw(Request.model_validate_json(line))
        print(answer.model_dump_json(), file=answers, flush=True)
