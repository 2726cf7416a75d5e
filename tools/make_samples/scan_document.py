"""Writes a scan: the pages of a made PDF rendered, degraded, and written as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tools.make_samples import scan_effects as effects
from tools.make_samples.scan_effects import Picture
from tools.make_samples.scan_spec import Scan

POINTS_PER_INCH = 72
ORIENTATION = 0x0112  # the EXIF tag
TURN_RIGHT = 6  # its value for a picture that must be turned clockwise by 90 degrees


def write_scan(scan: Scan, printed: bytes) -> bytes:
    """Return the file of a scan.

    Args:
        scan: The spec of the scan.
        printed: The document, as PDF.

    Raises:
        KeyError: The scan's file name has an ending that no writer knows.
    """
    pictures = list(draw_pictures(scan, printed))
    write = {".pdf": _as_pdf, ".tiff": _as_tiff, ".jpg": _as_photo}
    return write[PurePosixPath(scan.source).suffix](scan, pictures)


def draw_pictures(scan: Scan, printed: bytes) -> Iterator[Picture]:
    """Yield the pages of a document as the scan shows them."""
    random = np.random.default_rng(scan.seed)
    scale = scan.dpi / POINTS_PER_INCH
    with pypdfium2.PdfDocument(printed) as document:
        for number in range(1, len(document) + 1):
            bitmap = document[number - 1].render(scale=scale, grayscale=True)
            picture = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
            yield _degraded(picture, scan, number, scale, random)


def _degraded(
    picture: Picture, scan: Scan, number: int, scale: float, random: effects.Random
) -> Picture:
    """Return a page degraded step by step, in the order in which this happens to paper."""
    if scan.paper is not None:
        picture = effects.on_paper(picture, scan.paper)
    if scan.signature is not None and number == 1:
        picture = effects.signed(picture, scan.signature, scale)
    if scan.stamp is not None and number == 1:
        picture = effects.stamped(picture, scan.stamp, scale)
    if scan.photo:
        picture = effects.photographed(picture, random)
    if scan.lean:
        picture = effects.leaning(picture, scan.lean)
    picture = effects.grained(effects.blurred(picture, scan.blur), scan.grain, random)
    if scan.bilevel:
        picture = effects.photocopied(picture, scan.dirt, random)
    if number in scan.upside_down:
        picture = np.asarray(cv2.rotate(picture, cv2.ROTATE_180))
    return picture


def _as_pdf(scan: Scan, pictures: Sequence[Picture]) -> bytes:
    """Return a PDF that contains only pictures."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setTitle(PurePosixPath(scan.source).stem)
    canvas.setAuthor("tools.make_samples")
    for picture in pictures:
        size = [side * POINTS_PER_INCH / scan.dpi for side in picture.shape[1::-1]]
        canvas.setPageSize(size)
        jpeg = BytesIO(_as_jpeg(picture, scan.quality))
        canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _as_jpeg(picture: Picture, quality: int, **options: object) -> bytes:
    """Return a picture as JPEG."""
    buffer = BytesIO()
    shown = picture if picture.ndim == 2 else picture[:, :, ::-1]
    image = Image.fromarray(np.ascontiguousarray(shown))
    image.save(buffer, "JPEG", quality=quality, optimize=True, **options)
    return buffer.getvalue()


def _as_photo(scan: Scan, pictures: Sequence[Picture]) -> bytes:
    """Return the only page as a phone held sideways stores it, with the EXIF tag that says so."""
    (picture,) = pictures
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    stored = np.asarray(cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE))
    return _as_jpeg(stored, scan.quality, exif=exif)


def _as_tiff(scan: Scan, pictures: Sequence[Picture]) -> bytes:
    """Return the pages as a fax-compressed multi-page TIFF."""
    first, *others = (Image.fromarray(picture).convert("1", dither=0) for picture in pictures)
    buffer = BytesIO()
    first.save(
        buffer, "TIFF", compression="group4", dpi=(scan.dpi, scan.dpi),
        save_all=True, append_images=others,
    )  # fmt: skip
    return buffer.getvalue()
