"""Marks drawn on the picture of a page, with a legend below it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from math import atan2, cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from extract.debug.overlays import Colour, Layer, Mark, Point

# All in pixels.
LABEL_SIZE = 11
LEGEND_SIZE = 14
LEGEND_LINE = 22
MARGIN = 8
HATCH = 16
ARROWHEAD = 9.0

# Left, upper, right and lower edge.
Box = tuple[float, float, float, float]

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)


def draw_marks(
    picture: Image.Image, marks: Sequence[Mark], scale: float, title: str, notes: Sequence[str]
) -> Image.Image:
    """Return a page's picture with marks drawn on it and a legend below.

    Args:
        picture: The page's picture.
        marks: The marks, the lowest first.
        scale: Pixels to a PDF point.
        title: What page it is.
        notes: What the reader says of the page, and what else stands in the legend.
    """
    fillings = Image.new("RGBA", picture.size, (*_WHITE, 0))
    canvas = ImageDraw.Draw(fillings)
    for mark in marks:
        if mark.layer.fill and not mark.line:
            _fill(canvas, _pixels(mark, scale), mark.layer)
    page = Image.alpha_composite(picture.convert("RGBA"), fillings).convert("RGB")
    canvas = ImageDraw.Draw(page)
    for mark in marks:
        if mark.line:
            _draw_arrow(canvas, _pixels(mark, scale), mark.layer.colour)
        else:
            canvas.rectangle(_box(_pixels(mark, scale)), outline=mark.layer.colour)
    words = (Layer.WORD, Layer.DOUBTFUL_WORD)
    taken = [_box(_pixels(mark, scale)) for mark in marks if mark.layer in words]
    for mark in marks:
        if mark.label:
            taken.append(_write_label(canvas, _pixels(mark, scale), mark, page.size, taken))
    return _with_legend(page, {mark.layer for mark in marks}, title, notes)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return Pillow's own font."""
    return ImageFont.load_default(size)


def _pixels(mark: Mark, scale: float) -> list[Point]:
    """Return a mark's points in pixels."""
    return [(x * scale, y * scale) for x, y in mark.points]


def _box(points: Sequence[Point]) -> Box:
    """Return left, upper, right and lower edge of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _fill(canvas: ImageDraw.ImageDraw, points: Sequence[Point], layer: Layer) -> None:
    """Fill a box with its layer's colour, thinly; hatch it where it is not believed."""
    box = _box(points)
    canvas.rectangle(box, fill=(*layer.colour, layer.fill))
    if layer is Layer.UNTRUSTED:
        x0, top, x1, bottom = map(int, box)
        height = bottom - top
        for start in range(x0 - height, x1, HATCH):
            left, right = max(start, x0), min(start + height, x1)
            ends = ((left, top + left - start), (right, top + right - start))
            canvas.line(ends, fill=(*layer.colour, 4 * layer.fill))


def _draw_arrow(canvas: ImageDraw.ImageDraw, points: Sequence[Point], colour: Colour) -> None:
    """Draw a line that ends in an arrowhead."""
    canvas.line(list(points), fill=colour, width=2)
    if len(points) < 2:
        return
    (x0, y0), (x1, y1) = points[-2:]
    angle = atan2(y1 - y0, x1 - x0)
    barbs = [
        (x1 - ARROWHEAD * cos(angle + turn), y1 - ARROWHEAD * sin(angle + turn))
        for turn in (pi / 7, -pi / 7)
    ]
    canvas.polygon([(x1, y1), *barbs], fill=colour)


def _write_label(
    canvas: ImageDraw.ImageDraw,
    points: Sequence[Point],
    mark: Mark,
    size: tuple[int, int],
    taken: Sequence[Box],
) -> Box:
    """Write a mark's label where it hides least; return the box it takes.

    Args:
        canvas: The picture.
        points: The mark's points.
        mark: The mark.
        size: Width and height of the picture.
        taken: Boxes of the words, and of the labels written already.
    """
    font = _font(LABEL_SIZE)
    width = canvas.textlength(mark.label, font) + 2
    choices = [
        (
            min(max(x, 0.0), max(size[0] - width, 0.0)),
            min(max(y, 0.0), size[1] - LABEL_SIZE),
        )
        for x, y in _places(points, width, line=mark.line)
    ]
    boxes = [(x, y, x + width, y + LABEL_SIZE) for x, y in choices]
    box = min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))
    canvas.rectangle(box, fill=_WHITE)
    canvas.text((box[0] + 1, box[1] - 1), mark.label, fill=mark.layer.colour, font=font)
    return box


def _places(points: Sequence[Point], width: float, *, line: bool) -> list[Point]:
    """Return where a label of a width may stand, the best place first."""
    if line:
        return [(x + 3, y - LABEL_SIZE - 1) for x, y in points[len(points) // 2 :: -1]]
    x0, top, x1, bottom = _box(points)
    return [
        (x0, top - LABEL_SIZE),
        (x1 + 2, top),
        (x1 - width, top - LABEL_SIZE),
        (x0 + 1, top + 1),
        (x0, bottom + 1),
        (x1 - width, bottom + 1),
        (x1 - width - 1, top + 1),
    ]


def _shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def _with_legend(
    page: Image.Image, layers: set[Layer], title: str, notes: Sequence[str]
) -> Image.Image:
    """Return a picture with a strip below it: the title, the layers that occur, the notes."""
    font = _font(LEGEND_SIZE)
    letters = max((page.width - 2 * MARGIN) // (LEGEND_SIZE // 2), 20)
    lines = [line for note in notes for line in textwrap.wrap(note, letters)]
    swatches, rows = _place_swatches([layer for layer in Layer if layer in layers], page.width)
    height = LEGEND_LINE * (1 + rows + len(lines)) + 2 * MARGIN
    whole = Image.new("RGB", (page.width, page.height + height), _WHITE)
    whole.paste(page)
    canvas = ImageDraw.Draw(whole)
    y = page.height + MARGIN
    canvas.line(((0, page.height), (page.width, page.height)), fill=_BLACK)
    canvas.text((MARGIN, y), title, fill=_BLACK, font=font)
    y += LEGEND_LINE
    for layer, x, row in swatches:
        upper = y + row * LEGEND_LINE
        canvas.rectangle(
            (x, upper + 2, x + 16, upper + 14),
            outline=layer.colour,
            fill=_thinned(layer) if layer.fill else None,
        )
        canvas.text((x + 22, upper), layer.title, fill=layer.colour, font=font)
    y += rows * LEGEND_LINE
    for line in lines:
        canvas.text((MARGIN, y), line, fill=_BLACK, font=font)
        y += LEGEND_LINE
    return whole


def _place_swatches(
    layers: Sequence[Layer], width: int
) -> tuple[list[tuple[Layer, float, int]], int]:
    """Return for each layer where its swatch stands (x, row), and the number of rows."""
    placed: list[tuple[Layer, float, int]] = []
    x, row = float(MARGIN), 0
    for layer in layers:
        needed = 22 + _font(LEGEND_SIZE).getlength(layer.title) + 18
        if x + needed > width and x > MARGIN:
            x, row = float(MARGIN), row + 1
        placed.append((layer, x, row))
        x += needed
    return placed, row + 1 if placed else 0


def _thinned(layer: Layer) -> Colour:
    """Return a layer's filling as it looks on white paper."""
    share = layer.fill / 255
    red, green, blue = (round(255 + share * (part - 255)) for part in layer.colour)
    return red, green, blue
