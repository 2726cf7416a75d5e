"""Picture files (PNG, JPEG, JPEG 2000, TIFF, WebP, HEIC, BMP, GIF): their text is recognised."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.bounds.budget import Allowance
from extract.readers.reader import (
    Certainty,
    DrawnPage,
    Match,
    PageContent,
    Reader,
    SourceFile,
)
from extract.readers.signatures import HEIC, image_type
from extract.settings import Settings

POINTS_PER_INCH = 72.0


class ImageReader(Reader):
    """Reads picture files of one or more pages."""

    media_types = (
        "image/png",
        "image/jpeg",
        "image/tiff",
        "image/webp",
        "image/bmp",
        "image/gif",
        "image/jp2",
        HEIC,
    )
    suffixes = frozenset(
        {".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".webp", ".heic", ".bmp", ".gif"}
        | {".jp2", ".j2k", ".jpx"}
    )
    bounds = frozenset({"max_pages", "max_pixels"})
    has_page_images = True
    holds_single_pages = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return the kind of picture whose signature a file begins with."""
        media_type = image_type(file.head)
        return None if media_type is None else Match(media_type, Certainty.SIGNED)

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the pages that a file's pictures show."""
        from extract.readers.pages import read_picture_pages

        return PageContent(read_picture_pages(file.path, settings, allowance))

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Return the pictures, upright, scaled to a resolution."""
        from extract.readers.pictures import read_images

        for number, picture in enumerate(read_images(file.path, dpi, settings.limits), start=1):
            if number in numbers:
                yield DrawnPage(number, picture, dpi / POINTS_PER_INCH)


READER = ImageReader()
