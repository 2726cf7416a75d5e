"""Marks drawn on the picture of a page, with a legend below it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import atan2, cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from extract.debug.overlays import Colour, Layer, Mark, Point


@dataclass(frozen=True, slots=True)
class DrawingSizes:
    """Sizes of labels and legend in pixels; unfitted."""

    # Size of the letters of labels on the page.
    label_px: int = 11
    # Size of the letters of the legend,
    legend_px: int = 14
    # and the height of its lines.
    legend_line_px: int = 22
    # White around the legend.
    margin_px: int = 8
    # Distance of the lines of a hatching.
    hatch_px: int = 16
    # Length of an arrowhead.
    arrowhead_px: float = 9.0


SIZES = DrawingSizes()


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
        scale: Pixels per PDF point.
        title: Which page it is.
        notes: Lines for the legend: notes of the reader, findings.
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
    """Fill a box with its layer's translucent colour; hatch it where its text is not trusted."""
    box = _box(points)
    canvas.rectangle(box, fill=(*layer.colour, layer.fill))
    if layer is Layer.UNTRUSTED:
        x0, top, x1, bottom = map(int, box)
        height = bottom - top
        for start in range(x0 - height, x1, SIZES.hatch_px):
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
        (x1 - SIZES.arrowhead_px * cos(angle + turn), y1 - SIZES.arrowhead_px * sin(angle + turn))
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
    """Write a mark's label where it covers least; return its box.

    Args:
        canvas: The picture.
        points: The mark's points.
        mark: The mark.
        size: Width and height of the picture.
        taken: Boxes of words, and of labels written before.
    """
    font = _font(SIZES.label_px)
    width = canvas.textlength(mark.label, font) + 2
    choices = [
        (
            min(max(x, 0.0), max(size[0] - width, 0.0)),
            min(max(y, 0.0), size[1] - SIZES.label_px),
        )
        for x, y in _places(points, width, line=mark.line)
    ]
    boxes = [(x, y, x + width, y + SIZES.label_px) for x, y in choices]
    box = min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))
    canvas.rectangle(box, fill=_WHITE)
    canvas.text((box[0] + 1, box[1] - 1), mark.label, fill=mark.layer.colour, font=font)
    return box


def _places(points: Sequence[Point], width: float, *, line: bool) -> list[Point]:
    """Return possible positions of a label of a width, the best first."""
    if line:
        return [(x + 3, y - SIZES.label_px - 1) for x, y in points[len(points) // 2 :: -1]]
    x0, top, x1, bottom = _box(points)
    return [
        (x0, top - SIZES.label_px),
        (x1 + 2, top),
        (x1 - width, top - SIZES.label_px),
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
    """Return a picture with a strip below it: title, legend of the layers in use, notes."""
    font = _font(SIZES.legend_px)
    letters = max((page.width - 2 * SIZES.margin_px) // (SIZES.legend_px // 2), 20)
    lines = [line for note in notes for line in textwrap.wrap(note, letters)]
    swatches, rows = _place_swatches([layer for layer in Layer if layer in layers], page.width)
    height = SIZES.legend_line_px * (1 + rows + len(lines)) + 2 * SIZES.margin_px
    whole = Image.new("RGB", (page.width, page.height + height), _WHITE)
    whole.paste(page)
    canvas = ImageDraw.Draw(whole)
    y = page.height + SIZES.margin_px
    canvas.line(((0, page.height), (page.width, page.height)), fill=_BLACK)
    canvas.text((SIZES.margin_px, y), title, fill=_BLACK, font=font)
    y += SIZES.legend_line_px
    for layer, x, row in swatches:
        upper = y + row * SIZES.legend_line_px
        canvas.rectangle(
            (x, upper + 2, x + 16, upper + 14),
            outline=layer.colour,
            fill=_thinned(layer) if layer.fill else None,
        )
        canvas.text((x + 22, upper), layer.title, fill=layer.colour, font=font)
    y += rows * SIZES.legend_line_px
    for line in lines:
        canvas.text((SIZES.margin_px, y), line, fill=_BLACK, font=font)
        y += SIZES.legend_line_px
    return whole


def _place_swatches(
    layers: Sequence[Layer], width: int
) -> tuple[list[tuple[Layer, float, int]], int]:
    """Return the position (x, row) of each layer's swatch, and the number of rows."""
    placed: list[tuple[Layer, float, int]] = []
    x, row = float(SIZES.margin_px), 0
    for layer in layers:
        needed = 22 + _font(SIZES.legend_px).getlength(layer.title) + 18
        if x + needed > width and x > SIZES.margin_px:
            x, row = float(SIZES.margin_px), row + 1
        placed.append((layer, x, row))
        x += needed
    return placed, row + 1 if placed else 0


def _thinned(layer: Layer) -> Colour:
    """Return the colour of a layer's translucent filling on white paper."""
    share = layer.fill / 255
    red, green, blue = (round(255 + share * (part - 255)) for part in layer.colour)
    return red, green, blue
