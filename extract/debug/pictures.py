"""The picture of each page of a document, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from extract.bounds.losses import PAPER
from extract.errors import DocumentError
from extract.readers.kinds import MediaType
from extract.readers.pictures import POINTS_AN_INCH, DrawnPdf, Picture, read_images
from extract.settings import Settings
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
    path: Path, media_type: MediaType, pages: Sequence[Page], settings: Settings
) -> Iterator[Image.Image]:
    """Yield the picture of each page, turned as the page is.

    Args:
        path: A PDF or an image file.
        media_type: What it is.
        pages: Its pages, in order. One that cannot be drawn comes as a white sheet.
        settings: The run's settings.

    Raises:
        DocumentError: A picture of an image file cannot be decoded.
    """
    if media_type is MediaType.PDF:
        passwords = [password.get_secret_value() for password in settings.passwords]
        with DrawnPdf(path, settings.limits, passwords) as drawn:
            for page in pages:
                yield _turned(_drawn(drawn, page.number), page)
    else:
        pictures = read_images(path, DPI, settings.limits)
        for page, pixels in zip(pages, pictures, strict=False):
            yield _turned(pixels, page)


def _drawn(pdf: DrawnPdf, number: int) -> Picture:
    """Return the picture of a page; a white sheet where it cannot be drawn."""
    try:
        return pdf.draw(number, DPI)[0]
    except DocumentError:
        width, height = (round(side * DPI / POINTS_AN_INCH) for side in PAPER)
        return np.full((height, width), 255, np.uint8)


def _turned(pixels: Picture, page: Page) -> Image.Image:
    """Return grey or BGR pixels as a picture, turned as the page is."""
    colours = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, ::-1])
    picture = Image.fromarray(colours).convert("RGB")
    return picture.transpose(_TURNS[page.turned]) if page.turned else picture
