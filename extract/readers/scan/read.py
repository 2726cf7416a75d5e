"""A page's picture read to a `Page`: prepared, its lines found, its text recognised."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.drawings import find_drawings
from extract.readers.scan.lines import find_lines, without_lines
from extract.readers.scan.mosaic import build_mosaic, map_back
from extract.readers.scan.prepare import Prepared, prepare
from extract.readers.scan.tesseract import recognise
from extract.readers.scan.vectorise import vectorise
from models.geometry import BBox
from models.page import Page, Ruling, Word
from models.source import TextOrigin

Image = np.ndarray

# Tesseract's page segmentation mode for one block of text: the mosaic is one column.
ONE_BLOCK = 6
# Words surer than this are text for certain; their ink is no part of a drawing.
SURELY_TEXT = 0.5


def read_picture(
    picture: Image, *, number: int, scale: float, languages: str, dpi: int
) -> Page:
    """Read the picture of a page.

    Args:
        picture: Colour (BGR) or grey picture, upright to within a few degrees.
        number: 1-based number of the page.
        scale: Pixels a point.
        languages: Tesseract's names of the languages, joined by "+".
        dpi: Pixels an inch, for Tesseract.

    Raises:
        MissingDependencyError: Tesseract or a language is not installed.
        RecognitionError: Tesseract failed on this page.
    """
    prepared = prepare(picture, scale)
    lines = find_lines(prepared.ink, scale)
    cells = _cells(lines.rulings, scale)
    grown = cv2.dilate(lines.mask, np.ones((3, 3), np.uint8))
    free = cv2.bitwise_and(prepared.ink, cv2.bitwise_not(grown))
    drawn = find_drawings(free, lines.mask, scale)
    written = cv2.bitwise_and(free, cv2.bitwise_not(drawn))
    grey = without_lines(prepared.grey, cv2.bitwise_or(lines.mask, drawn), scale)
    words = _recognise(grey, written, cells, scale, languages, dpi)
    height, width = prepared.ink.shape
    return Page(
        number=number,
        width=width / scale,
        height=height / scale,
        words=tuple(words),
        rulings=lines.rulings,
        paths=tuple(_paths(prepared, words, lines.rulings)),
        origin=TextOrigin.OCR,
    )


def _cells(rulings: tuple[Ruling, ...], scale: float) -> list[BBox]:
    """Return the boxes of the page's cells in pixels."""
    from extract.layout.grid import cell_boxes
    from extract.layout.rulings import find_lattices

    return [
        BBox(*(edge * scale for edge in box))
        for lattice in find_lattices(rulings)
        for box in cell_boxes(lattice)
    ]


def _recognise(
    grey: Image, written: Image, cells: list[BBox], scale: float, languages: str, dpi: int
) -> list[Word]:
    """Return the words of a page, boxes in points."""
    mosaic = build_mosaic(grey, written, cells, scale)
    if mosaic is None:
        return []
    found = recognise(mosaic.picture, languages=languages, dpi=dpi, layout=ONE_BLOCK)
    return [
        Word(word.text, BBox(*(edge / scale for edge in word.bbox)), word.confidence)
        for word in map_back(mosaic, found)
        if any(char.isalnum() for char in word.text) or word.confidence > SURELY_TEXT
    ]


def _paths(prepared: Prepared, words: list[Word], rulings: tuple[Ruling, ...]) -> list:
    """Return what the page draws, its text taken out."""
    scale = prepared.scale
    ink = prepared.ink.copy()
    for word in words:
        if word.confidence >= SURELY_TEXT and len(word.text) > 1:
            x0, top, x1, bottom = (round(edge * scale) for edge in word.bbox.grown(0.5))
            ink[max(top, 0) : bottom, max(x0, 0) : x1] = 0
    mask = np.zeros_like(ink)
    height, width = ink.shape
    # Rulings span most of their table; connectors do not.
    longest = {
        True: max((r.length for r in rulings if r.horizontal), default=0.0),
        False: max((r.length for r in rulings if not r.horizontal), default=0.0),
    }
    for ruling in rulings:
        if ruling.length < 0.3 * longest[ruling.horizontal]:
            continue
        thick = max(round(1.6 * scale), 3)
        middle = round(ruling.position * scale)
        start, end = round(ruling.start * scale), round(ruling.end * scale)
        if ruling.horizontal:
            mask[max(middle - thick // 2, 0) : middle + thick // 2 + 1, max(start, 0) : end] = 255
        else:
            mask[max(start, 0) : end, max(middle - thick // 2, 0) : middle + thick // 2 + 1] = 255
    return vectorise(ink, cv2.bitwise_and(mask, prepared.ink), scale)
