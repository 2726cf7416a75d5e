"""Pages of office files as pictures for people.

A sheet is shown as LibreOffice paints it, where that is installed and its page is as high as
ours, so that places of values fit. What cannot be shown so is drawn here in plain lines: cells,
words and the flowchart at the places that were read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from math import atan2, cos, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extract.errors import DocumentError, MissingDependencyError
from extract.readers.office.libreoffice import converted, find_program
from extract.readers.pictures import POINTS_AN_INCH, DrawnPdf, Picture
from extract.readers.reader import DrawnPage
from models.diagram import Diagram, DiagramShape
from models.flowchart import Point
from models.page import Direction, Page, Word

# A picture has at most this many pixels; a larger page is drawn smaller.
MOST_PIXELS = 24_000_000
# LibreOffice's page is taken for ours where the heights differ by at most this part.
MOST_HEIGHT_DIFFERENCE = 0.03
# It is made as wide as ours, since the widths of columns count digits of a font: where Calibri is
# missing LibreOffice takes a wider one (measured: all columns 1.33 times as wide).
MOST_NARROWED = 0.6
# Length of an arrowhead in points, and half the angle of its tip in radians.
HEAD_PT, HEAD_ANGLE = 5.0, 0.45
_LINE, _GRID, _FLOW, _PAPER = 0, 170, 60, 255
_ROUND = ("ellipse", "flowChartTerminator", "roundRect", "flowChartConnector")
_DIAMONDS = ("diamond", "flowChartDecision")
# LibreOffice then prints each sheet on a page of its own, as large as the sheet.
_SINGLE_PAGES = 'calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'


def draw_sheets(
    data: bytes, suffix: str, pages: Iterable[Page], numbers: Collection[int], dpi: int
) -> Iterator[DrawnPage]:
    """Yield sheets of a workbook as LibreOffice paints them, others in plain lines.

    Args:
        data: The file's bytes.
        suffix: The ending of a name of such files, with the dot.
        pages: All its pages as they are read.
        numbers: 1-based numbers of those wanted.
        dpi: Pixels per inch.
    """
    if find_program() is None:
        yield from draw_plainly(pages, numbers, dpi)
        return
    held = list(pages)
    try:
        with converted(data, suffix, "pdf", _SINGLE_PAGES) as path, DrawnPdf(path) as pdf:
            fits = pdf.pages == len(held)
            for index, page in enumerate(held, 1):
                if page.number not in numbers:
                    continue
                picture, scale = pdf.draw(index, _dpi(page, dpi)) if fits else (None, 1.0)
                shown = None if picture is None else _fitted(page, picture, scale)
                yield draw_page(page, dpi) if shown is None else shown
    except (DocumentError, MissingDependencyError):
        # What LibreOffice cannot show is still drawn as it was read.
        yield from draw_plainly(held, numbers, dpi)


def draw_plainly(pages: Iterable[Page], numbers: Collection[int], dpi: int) -> Iterator[DrawnPage]:
    """Yield pages in plain lines."""
    wanted = set(numbers)
    for page in pages:
        if page.number in wanted:
            wanted.discard(page.number)
            yield draw_page(page, dpi)
        if not wanted:
            return


def _fitted(page: Page, picture: Picture, scale: float) -> DrawnPage | None:
    """Return a picture made as wide as a page; None where it is that of another page.

    Args:
        page: The page as it was read.
        picture: LibreOffice's picture of it.
        scale: Pixels per point of the picture.
    """
    height, width = picture.shape[0] / scale, picture.shape[1] / scale
    is_high = abs(height - page.height) <= MOST_HEIGHT_DIFFERENCE * page.height
    if not is_high or not MOST_NARROWED <= page.width / width <= 1 / MOST_NARROWED:
        return None
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    image = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)
    return DrawnPage(page.number, np.asarray(image, np.uint8), scale)


def _dpi(page: Page, dpi: int) -> int:
    """Return the resolution at which a picture is not too large."""
    pixels = page.width * page.height * (dpi / POINTS_AN_INCH) ** 2
    return max(int(dpi * min((MOST_PIXELS / max(pixels, 1.0)) ** 0.5, 1.0)), 1)


def draw_page(page: Page, dpi: int) -> DrawnPage:
    """Return a page in plain lines: its cells, words and flowchart where they were read."""
    scale = _dpi(page, dpi) / POINTS_AN_INCH
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    image = Image.new("L", size, _PAPER)
    draw = ImageDraw.Draw(image)
    for table in page.exact.tables if page.exact else ():
        for cell in table:
            draw.rectangle([edge * scale for edge in cell.bbox], outline=_GRID)
    if page.diagram is not None:
        _draw_diagram(draw, page.diagram, scale)
    for word in page.words:
        _draw_word(image, word, scale)
    return DrawnPage(page.number, np.asarray(image, np.uint8), scale)


def _draw_word(image: Image.Image, word: Word, scale: float) -> None:
    """Draw a word as high as its box, made as narrow as that."""
    box = word.bbox
    level = word.direction is Direction.RIGHT
    high, wide = (box.height, box.width) if level else (box.width, box.height)
    # A paragraph is set as one line as high as its lines; letters are no higher than usual.
    points = min(high * 0.8, 11.0)
    font = ImageFont.load_default(max(points * scale, 4.0))
    # As high as the highest and lowest letters, so that all words of a line stand level.
    bottom = font.getbbox("\u00c5g")[3]
    tile = Image.new("L", (int(font.getlength(word.text)) + 2, int(bottom) + 1), 0)
    ImageDraw.Draw(tile).text((1, 0), word.text, font=font, fill=255)
    room = max(round(wide * scale), 1)
    if tile.width > room:
        tile = tile.resize((room, tile.height))
    if not level:
        turns = Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270
        tile = tile.transpose(turns[word.direction is Direction.DOWN])
    x = round(box.x0 * scale)
    y = round(box.top * scale + max(box.height * scale - tile.height, 0) / 2)
    image.paste(_LINE, (x, y), tile)


def _draw_diagram(draw: ImageDraw.ImageDraw, diagram: Diagram, scale: float) -> None:
    """Draw the symbols and arrows of a flowchart."""
    for shape in diagram.shapes:
        _draw_shape(draw, shape, scale)
    for line in diagram.lines:
        points = [(x * scale, y * scale) for x, y in line.points]
        draw.line(points, fill=_FLOW, width=max(round(0.75 * scale), 1))
        if line.end_head:
            _draw_head(draw, points[-2], points[-1], scale)
        if line.start_head:
            _draw_head(draw, points[1], points[0], scale)


def _draw_shape(draw: ImageDraw.ImageDraw, shape: DiagramShape, scale: float) -> None:
    """Draw the outline of a symbol."""
    x0, top, x1, bottom = box = [edge * scale for edge in shape.bbox]
    if shape.outline:
        corners = [(x * scale, y * scale) for x, y in shape.outline]
        draw.line([*corners, corners[0]], fill=_FLOW)
    elif shape.figure in _DIAMONDS:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        draw.line([(x, top), (x1, y), (x, bottom), (x0, y), (x, top)], fill=_FLOW)
    elif shape.figure in _ROUND:
        draw.rounded_rectangle(box, radius=min(x1 - x0, bottom - top) / 2, outline=_FLOW)
    elif shape.figure != "text-box":
        draw.rectangle(box, outline=_FLOW)


def _draw_head(draw: ImageDraw.ImageDraw, start: Point, end: Point, scale: float) -> None:
    """Draw the head of an arrow that runs from one point to another."""
    angle = atan2(end[1] - start[1], end[0] - start[0])
    length = HEAD_PT * scale
    sides = [
        (end[0] - length * cos(angle + turn), end[1] - length * sin(angle + turn))
        for turn in (HEAD_ANGLE, -HEAD_ANGLE)
    ]
    draw.polygon([end, *sides], fill=_FLOW)
