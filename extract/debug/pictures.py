"""The picture of each page of a document, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from extract.bounds.losses import PAPER_PT
from extract.readers.pictures import POINTS_AN_INCH, Picture
from extract.readers.reader import DrawnPage, Reader, SourceFile
from extract.settings import Settings
from models.page import Page

# Resolution, in dots per inch: print of 7 points can be read at this.
DPI = 130

# `Page.turned` is clockwise; Pillow turns counter-clockwise.
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def picture_pages(
    reader: Reader, file: SourceFile, pages: Sequence[Page], settings: Settings
) -> Iterator[Image.Image]:
    """Yield the picture of each page, turned as the page is.

    Args:
        reader: Draws the file's pages.
        file: The document.
        pages: Its pages, in order. One that cannot be drawn comes as a blank sheet.
        settings: The run's settings.

    Raises:
        DocumentError: A picture of an image file cannot be decoded.
    """
    drawings = reader.draw(file, [page.number for page in pages], DPI, settings)
    drawn = next(drawings, None)
    for page in pages:
        if drawn is not None and drawn.number == page.number:
            yield _turned(_pixels(drawn), page)
            drawn = next(drawings, None)
        else:
            yield _turned(_blank(), page)


def _pixels(drawn: DrawnPage) -> Picture:
    """Return a page's pixels; a blank sheet where it could not be drawn."""
    return _blank() if drawn.picture is None else drawn.picture


def _blank() -> Picture:
    """Return the pixels of a white A4 sheet."""
    width, height = (round(side * DPI / POINTS_AN_INCH) for side in PAPER_PT)
    return np.full((height, width), 255, np.uint8)


def _turned(pixels: Picture, page: Page) -> Image.Image:
    """Return grey or BGR pixels as a picture, turned as the page is."""
    colours = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, ::-1])
    picture = Image.fromarray(colours).convert("RGB")
    return picture.transpose(_TURNS[page.turned]) if page.turned else picture
