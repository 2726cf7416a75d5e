"""The picture of each page of a document, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from extract.readers.kinds import MediaType
from extract.readers.pictures import DrawnPdf, Picture, read_images
from models.page import Page

# Print of 7 points can be read at this, in dots an inch.
DPI = 130

# Pillow turns against the clock.
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def picture_pages(
    path: Path, media_type: MediaType, pages: Sequence[Page]
) -> Iterator[Image.Image]:
    """Yield the picture of each page, turned as the page is.

    Args:
        path: A PDF or an image file.
        media_type: What it is.
        pages: Its pages, in order.

    Raises:
        DocumentError: A page cannot be drawn.
    """
    if media_type is MediaType.PDF:
        with DrawnPdf(path) as drawn:
            for page in pages:
                pixels, _ = drawn.draw(page.number, DPI)
                yield _turned(pixels, page)
    else:
        for page, pixels in zip(pages, read_images(path, DPI), strict=False):
            yield _turned(pixels, page)


def _turned(pixels: Picture, page: Page) -> Image.Image:
    """Return grey or BGR pixels as a picture, turned as the page is."""
    colours = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, ::-1])
    picture = Image.fromarray(colours).convert("RGB")
    return picture.transpose(_TURNS[page.turned]) if page.turned else picture
