"""A page's picture read to a `Page`: prepared, its lines found, its text recognised."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.figures import find_figures
from extract.layout.grid import cell_boxes
from extract.layout.rulings import find_lattices, merge_strokes
from extract.readers.scan.lines import LineMap, find_lines, without_lines
from extract.readers.scan.mosaic import build_mosaic, map_back
from extract.readers.scan.prepare import prepare
from extract.readers.scan.tesseract import recognise
from extract.readers.scan.vectorise import vectorise
from models.geometry import BBox
from models.page import Page, Ruling, Word
from models.source import TextOrigin

Image = np.ndarray

# Tesseract's page segmentation mode for one block of text: the mosaic is one column.
ONE_BLOCK = 6
# Characters that mean something without a letter or digit beside them.
BULLETS = "-–—•●▪:*"
# A ruling line is at least this part of the longest one of its direction.
TABLE_LINE = 0.3
# It is at most so far from its mean position, in points, on a page that is not quite flat.
TABLE_LINE_WIDTH = 1.8


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
    table = _table_lines(lines, scale)
    drawn = vectorise(prepared.ink, table, lines.rulings, scale)
    grown = cv2.dilate(lines.mask, np.ones((3, 3), np.uint8))
    taken = cv2.bitwise_or(grown, drawn.mask)
    written = cv2.bitwise_and(prepared.ink, cv2.bitwise_not(taken))
    figures = find_figures(written, scale)
    written = cv2.bitwise_and(written, cv2.bitwise_not(figures))
    grey = without_lines(prepared.grey, cv2.bitwise_or(taken, figures), scale)
    words = _recognise(grey, written, _cells(lines.rulings, scale), scale, languages, dpi)
    height, width = prepared.ink.shape
    return Page(
        number=number,
        width=width / scale,
        height=height / scale,
        words=tuple(words),
        rulings=lines.rulings,
        paths=drawn.paths,
        origin=TextOrigin.OCR,
    )


def _table_lines(lines: LineMap, scale: float) -> Image:
    """Return where a table's own lines are: they span most of it, as connectors do not."""
    mask = np.zeros_like(lines.mask)
    merged = [*merge_strokes(r for r in lines.rulings if r.horizontal),
              *merge_strokes(r for r in lines.rulings if not r.horizontal)]  # fmt: skip
    longest = {
        direction: max((r.length for r in merged if r.horizontal is direction), default=0.0)
        for direction in (True, False)
    }
    thick = max(round(TABLE_LINE_WIDTH * scale), 2)
    for ruling in merged:
        if ruling.length < TABLE_LINE * longest[ruling.horizontal]:
            continue
        middle = round(ruling.position * scale)
        across = slice(max(middle - thick, 0), middle + thick + 1)
        along = slice(max(round(ruling.start * scale), 0), round(ruling.end * scale))
        if ruling.horizontal:
            mask[across, along] = 255
        else:
            mask[along, across] = 255
    return cv2.bitwise_and(mask, lines.mask)


def _cells(rulings: tuple[Ruling, ...], scale: float) -> list[BBox]:
    """Return the boxes of the page's cells in pixels."""
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
        if any(char.isalnum() or char in BULLETS for char in word.text)
    ]
