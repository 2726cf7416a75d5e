"""Pages of a source file as picture files, the way a person sees them in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from extract.errors import OutputError
from extract.readers.kinds import IMAGES, MediaType, sniff
from extract.readers.pictures import POINTS_AN_INCH, DrawnPdf, Picture, read_images

# Print of 7 points can be read at this, in dots an inch.
DPI = 110
QUALITY = 60
# What tells a file's kind stands within so many bytes of its beginning.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's picture in a file.

    Attributes:
        number: 1-based number of the page in its document.
        name: The picture's file, in the folder it was written to.
        width: The page's width in points; boxes of provenance are in the same.
        height: The page's height in points.
    """

    number: int
    name: str
    width: float
    height: float


def has_pages(path: Path) -> bool:
    """Return whether a file is of a kind that has pages to look at: a PDF or a picture."""
    return _kind(path) in {MediaType.PDF, *IMAGES}


def write_page_images(
    path: Path, numbers: Collection[int], folder: Path, stem: str, dpi: int = DPI
) -> list[PageImage]:
    """Write pages of a file as WebP pictures.

    Args:
        path: A PDF or a picture file; of other files, which have no pages, nothing is written.
        numbers: 1-based numbers of the pages; those the file does not have are left out.
        folder: Where the pictures go; made where it is missing.
        stem: What their names begin with; the page's number and `.webp` follow.
        dpi: Pixels an inch.

    Returns:
        The pictures, in the order of the pages.

    Raises:
        DocumentError: The file or a page of it cannot be drawn.
        OutputError: A picture cannot be written.
    """
    written = []
    for number, picture, scale in draw_pages(path, numbers, dpi):
        name = f"{stem}-{number:03}.webp"
        height, width = picture.shape[:2]
        save_picture(picture, folder / name)
        written.append(PageImage(number, name, width / scale, height / scale))
    return written


def _kind(path: Path) -> MediaType:
    """Return what kind of file it is."""
    with path.open("rb") as stream:
        return sniff(stream.read(HEAD))


def draw_pages(
    path: Path, numbers: Collection[int], dpi: int
) -> Iterator[tuple[int, Picture, float]]:
    """Yield pages of a PDF or a picture file with their numbers, and their pixels a point.

    Args:
        path: The file; one of another kind has no pages.
        numbers: 1-based numbers of the pages; those the file does not have are left out.
        dpi: Pixels an inch.

    Raises:
        DocumentError: The file or a page of it cannot be drawn.
    """
    kind = _kind(path)
    if kind is MediaType.PDF:
        with DrawnPdf(path) as drawn:
            for number in sorted(n for n in numbers if n <= drawn.pages):
                yield number, *drawn.draw(number, dpi)
    elif kind in IMAGES:
        for number, picture in enumerate(read_images(path, dpi), start=1):
            if number in numbers:
                yield number, picture, dpi / POINTS_AN_INCH


def save_picture(picture: Picture, path: Path) -> None:
    """Write grey or BGR pixels as a WebP file, in a folder that is made where it is missing.

    Raises:
        OutputError: It cannot be written.
    """
    colours = picture if picture.ndim == 2 else np.ascontiguousarray(picture[:, :, ::-1])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(colours).save(path, "WEBP", quality=QUALITY, method=4)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
