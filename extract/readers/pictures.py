"""Pictures of pages: image files decoded, and pages of a PDF drawn.

How large a picture will be is known before a pixel of it is decoded; one beyond the limit is
refused or drawn smaller, whatever the file claims.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from extract.bounds.limits import MILLION, Limits, option_of
from extract.errors import DamagedError, DocumentError, LimitError, MissingDependencyError
from extract.readers.signatures import HEIC, image_type

# What is recognised has at most this many pixels: A3 at 300 dpi has 17 million.
MOST_READ = 36_000_000
# A resolution a scanner or camera may claim, in dpi, and the sides of paper it may give, in points.
LIKELY_DPI = (60.0, 1250.0)
LIKELY_SIDE = (380.0, 1300.0)
# The longer side of A4, F4 and folio lies around this, in points, for pictures that claim nothing.
LONG_SIDE = 890.0
POINTS_AN_INCH = 72.0
# Sides, in pixels, of what can be a drawn page.
SHORTEST_SIDE, LONGEST_SIDE = 8.0, 30_000.0
# What such a file holds beside its first picture is a preview, a map of depths, or an animation.
ONE_PICTURE = ("MPO", "WEBP", "PNG", "HEIF", "GIF")
# Pillow's names of pictures with more than 8 bits a dot in one shade.
DEEP = ("I", "I;16", "I;16B", "I;16L", "F")

# How much of a file says what it is, in bytes.
HEAD = 64

Picture = np.ndarray[Any, np.dtype[np.uint8]]


def read_images(path: Path, dpi: int, limits: Limits | None = None) -> Iterator[Picture]:
    """Yield the pages of an image file, upright by their EXIF tag, scaled to a resolution.

    Args:
        path: PNG, JPEG, JPEG 2000, TIFF of one or more pages, WebP, BMP, GIF, or HEIC
            where `pillow_heif` is installed.
        dpi: Pixels an inch of paper that the pictures shall have; where the file does not say
            how large the paper was, that of an A4 or F4 sheet is supposed.
        limits: How many pixels a picture may have; the usual where it is None.

    Raises:
        DamagedError: The file is broken.
        LimitError: A picture has too many pixels.
        MissingDependencyError: It is HEIC, and `pillow_heif` is not installed.
    """
    limits = limits or Limits()
    _learn_heic(path)
    number = 1
    try:
        with _at_any_size():
            image = Image.open(path)
        with image:
            while True:
                _check_size(image.size, number, limits.pixels)
                yield _scaled(image, dpi)
                if image.format in ONE_PICTURE or not _turn_leaf(image, number):
                    return
                number += 1
    except UnidentifiedImageError as error:
        raise DamagedError("the picture cannot be decoded; save it again as PNG or JPEG") from error
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        # Decoders meet damage with errors of every kind.
        cause = f"the picture is damaged or cut off ({type(error).__name__}); copy it again"
        raise DamagedError(cause, number) from error


def _learn_heic(path: Path) -> None:
    """Have Pillow decode HEIC, where that is what a file is.

    Raises:
        MissingDependencyError: What decodes it is not installed.
    """
    with path.open("rb") as file:
        if image_type(file.read(HEAD)) != HEIC:
            return
    try:
        import_module("pillow_heif").register_heif_opener()
    except ImportError as error:
        raise MissingDependencyError(
            "HEIC pictures are decoded by the Python package pillow-heif, which is not installed: "
            "pip install 'sop-extract[heic]', or save the picture as JPEG"
        ) from error


def _turn_leaf(image: Image.Image, index: int) -> bool:
    """Go to the picture with an index, from 0, in an image file; return whether there is one."""
    try:
        with _at_any_size():
            image.seek(index)
    except EOFError:
        return False
    return True


@contextmanager
def _at_any_size() -> Iterator[None]:
    """Let Pillow open a picture of any size; it is for `_check_size` to say how large it may be.

    What Pillow has to say of its tags is of no interest.
    """
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _check_size(size: tuple[int, int], number: int, most: int) -> None:
    """Refuse a picture with too many pixels, before it is decoded.

    Raises:
        LimitError: It has more.
    """
    width, height = size
    if width * height > most:
        cause = (
            f"the picture has {width} x {height} pixels, more than {most / MILLION:g} million; "
            f"scan it at 300 dpi, or allow more with {option_of('max_pixels')}"
        )
        raise LimitError(cause, number)


def _scaled(frame: Image.Image, dpi: int) -> Picture:
    """Return a page of an image file as BGR or grey pixels at a resolution."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        upright = ImageOps.exif_transpose(frame)
    claimed = frame.info.get("dpi", (0, 0))
    factor = dpi / _resolution(upright.size, claimed)
    width, height = upright.size
    factor = min(factor, (MOST_READ / (width * height)) ** 0.5)
    pixels = _on_white(upright)
    if abs(factor - 1) > 0.02:
        size = (max(round(width * factor), 1), max(round(height * factor), 1))
        pixels = pixels.resize(size, Image.Resampling.BICUBIC)
    array = np.asarray(pixels)
    return array if array.ndim == 2 else np.ascontiguousarray(array[:, :, ::-1])


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture in shades of grey (L) or in colours (RGB), what is transparent white."""
    if image.mode in DEEP:
        shades = np.asarray(image).astype(np.float32)
        # A depth of more than eight bits is that of its brightest dot: paper.
        return Image.fromarray((shades * (255 / max(float(shades.max()), 1.0))).astype(np.uint8))
    if image.has_transparency_data:
        over = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _resolution(size: tuple[int, int], claimed: object) -> float:
    """Return a picture's dots an inch: as it claims if that gives a likely sheet, else supposed."""
    long = float(max(size))
    if (
        isinstance(claimed, tuple)
        and claimed
        and LIKELY_DPI[0] <= float(claimed[0]) <= LIKELY_DPI[1]
    ):
        sides = [side / float(claimed[0]) * POINTS_AN_INCH for side in size]
        if all(LIKELY_SIDE[0] <= side <= LIKELY_SIDE[1] for side in sides):
            return float(claimed[0])
    return long / LONG_SIDE * POINTS_AN_INCH


class DrawnPdf:
    """A PDF whose pages can be drawn; opened when the first is asked for.

    Args:
        path: The file.
        limits: How many pixels a picture on a page may have, and how deep drawings may stand in
            each other; the usual where it is None.
        passwords: Tried where the file is locked.
    """

    def __init__(
        self, path: Path, limits: Limits | None = None, passwords: Sequence[str] = ()
    ) -> None:
        """Remember the file."""
        self._path = path
        self._limits = limits or Limits()
        self._passwords = passwords
        self._document: pypdfium2.PdfDocument | None = None
        self._units: Mapping[int, float] | None = None

    def __enter__(self) -> DrawnPdf:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        if self._document is not None:
            self._document.close()

    @property
    def pages(self) -> int:
        """Return how many pages there are.

        Raises:
            DamagedError: The file cannot be opened.
        """
        try:
            return len(self._opened())
        except pypdfium2.PdfiumError as error:
            raise DamagedError("its pages cannot be drawn") from error

    def _opened(self) -> pypdfium2.PdfDocument:
        """Return the document, opened where it was not yet."""
        if self._document is None:
            self._document = self._open()
        return self._document

    def draw(self, number: int, dpi: float) -> tuple[Picture, float]:
        """Draw a page as its /Rotate shows it.

        Args:
            number: 1-based number of the page.
            dpi: Pixels an inch; fewer where the page is so large that its picture would have
                more than `MOST_READ` pixels.

        Returns:
            The picture (BGR), and its pixels a point.

        Raises:
            LimitError: A picture on it has too many pixels.
            DocumentError: The page cannot be drawn.
        """
        try:
            page = self._opened()[number - 1]
            self._check_pictures(page, number)
            unit = self._unit(number)
            width, height = (side * unit for side in page.get_size())
            scale = min(dpi / POINTS_AN_INCH, (MOST_READ / max(width * height, 1.0)) ** 0.5)
            if (
                not SHORTEST_SIDE
                <= scale * min(width, height)
                <= scale * max(width, height)
                <= LONGEST_SIDE
            ):
                cause = f"a page of {width:.6g} x {height:.6g} points cannot be drawn"
                raise DocumentError(cause, number)
            bitmap = page.render(scale=scale * unit, rev_byteorder=False, prefer_bgrx=False)
            array = np.array(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
            raise DocumentError("the page cannot be drawn for recognition", number) from error
        return array, scale

    def _unit(self, number: int) -> float:
        """Return the size of a page's units in points, which PDFium does not tell."""
        if self._units is None:
            from extract.readers.pdf.units import page_units

            self._units = page_units(self._path, self._limits, self._passwords)
        return self._units.get(number, 1.0)

    def _open(self) -> pypdfium2.PdfDocument:
        """Open the file with the first password that fits, none before all others.

        Raises:
            pypdfium2.PdfiumError: It cannot be opened.
        """
        *first, last = (None, *self._passwords)
        for password in first:
            with suppress(pypdfium2.PdfiumError):
                return pypdfium2.PdfDocument(self._path, password=password)
        return pypdfium2.PdfDocument(self._path, password=last)

    def _check_pictures(self, page: pypdfium2.PdfPage, number: int) -> None:
        """Refuse a page that holds a picture with too many pixels, before it is decoded.

        Raises:
            LimitError: It does.
        """
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        for found in page.get_objects(filter=kinds, max_depth=self._limits.max_nesting):
            _check_size(found.get_px_size(), number, self._limits.pixels)
