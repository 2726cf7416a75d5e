"""The picture of each page of a PDF, as a person sees it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from models.page import Page

# Longest side of a picture in pixels; a poster is drawn smaller.
LONGEST_SIDE = 4000

# Pillow turns against the clock.
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class PagePictures:
    """The pictures of a PDF's pages; use it in a `with` statement.

    Args:
        path: The file.
        scale: Pixels to a PDF point.
    """

    def __init__(self, path: Path, scale: float) -> None:
        """Open the file."""
        self._document = pypdfium2.PdfDocument(path)
        self._scale = scale

    def __enter__(self) -> PagePictures:
        """Return the pictures."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._document.close()

    def draw(self, page: Page) -> tuple[Image.Image, float]:
        """Return the picture of a page, turned as the page is, and its pixels to a PDF point."""
        scale = min(self._scale, LONGEST_SIDE / max(page.width, page.height))
        drawn = self._document[page.number - 1]
        bitmap = drawn.render(scale=scale, rev_byteorder=True)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
        drawn.close()
        if page.turned:
            picture = picture.transpose(_TURNS[page.turned])
        return picture, picture.width / page.width
