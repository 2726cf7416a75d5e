"""Pages of a source file as picture files, as a viewer shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from extract.errors import OutputError
from extract.page_images.find import SourceFinder
from extract.readers.pictures import Picture
from extract.readers.reader import SourceFile
from extract.readers.registry import identify
from extract.settings import Settings
from models.source import Source

# Resolution, in dots per inch: print of 7 points can be read at this.
DPI = 110
# WebP quality, 0 to 100; unfitted.
QUALITY = 60


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
    """Return whether a file's format has pages to look at."""
    return identify(SourceFile(path)).reader.has_page_images


def write_page_images(
    path: Path, numbers: Collection[int], folder: Path, stem: str, dpi: int = DPI
) -> list[PageImage]:
    """Write pages of a file as WebP pictures.

    Args:
        path: The file; where its format has no pages (text), nothing is written.
        numbers: 1-based numbers of the pages; those that the file does not have are left out.
        folder: Where the pictures go; made where it is missing.
        stem: What their names begin with; the page's number and `.webp` follow.
        dpi: Pixels per inch.

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


def write_source_images(
    source: Source, finder: SourceFinder, folder: Path, stem: str, dpi: int = DPI
) -> list[PageImage] | None:
    """Write a picture of each page of an SOP, whose pages may be files of their own.

    Args:
        source: The SOP's source.
        finder: Finds its files.
        folder: Where to write; made if it is missing.
        stem: What the pictures' names begin with.
        dpi: Pixels per inch.

    Returns:
        The pictures that were written; None where a file is not found or has no pages.

    Raises:
        DocumentError: A file or a page of it cannot be drawn.
        OutputError: A picture cannot be written.
    """
    written: list[PageImage] = []
    for part in source.files():
        path = finder.find(part.path, part.sha256)
        if path is None or not has_pages(path):
            return None
        if not source.parts:
            return write_page_images(path, part.pages, folder, stem, dpi)
        own = dict(enumerate(part.pages, 1))
        name = f"{stem}-{part.pages[0]:03}" if part.pages else stem
        drawn = write_page_images(path, own, folder, name, dpi)
        written += [replace(image, number=own[image.number]) for image in drawn]
    return written


def draw_pages(
    path: Path, numbers: Collection[int], dpi: int
) -> Iterator[tuple[int, Picture, float]]:
    """Yield pages of a file with their numbers, pictures, and pixels per point.

    Args:
        path: The file; where its format has no pages (text), nothing comes.
        numbers: 1-based numbers of the pages; those that the file does not have are left out.
        dpi: Pixels per inch.

    Raises:
        DocumentError: The file or a page of it cannot be drawn.
    """
    file = SourceFile(path)
    for drawn in identify(file).reader.draw(file, numbers, dpi, Settings()):
        if drawn.problem is not None:
            raise drawn.problem
        if drawn.picture is not None:
            yield drawn.number, drawn.picture, drawn.scale


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
