"""A page's content run by pdfminer.six, and what it paints taken down.

pdfplumber's own objects would do for clean documents. They keep neither the order of painting
across kinds nor the text's rendering mode, the clipping or the transparency, without which
nobody can tell text that is seen from text that lies hidden; and they cost more time than the
parsing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix, Rect, apply_matrix_pt, apply_matrix_rect, mult_matrix

from extract.bounds.limits import Limits
from extract.readers.brush import Brush, box_around, common_box, goes_round
from extract.readers.interpreter import ClippingDevice, ContentInterpreter, FullPageError
from extract.readers.painted import Cover, Glyph, PaintedPath, Painting, Point
from models.geometry import BBox
from models.page import Direction

# Rendering modes of text that put no ink on the page (ISO 32000-1, table 106).
NO_INK = frozenset({3, 7})
# The code that word spacing belongs to (ISO 32000-1, 9.3.3).
BLANK = 32
# What is lower or narrower, in points, hides no glyph.
SMALLEST_COVER = 2.0
# Sides, in points, that a page can have (ISO 32000-1, annex C).
SHORTEST_SIDE, LONGEST_SIDE = 3.0, 14_400.0
# What is painted farther than this, in points, from the page's corner is on no page.
FARTHEST = 2 * LONGEST_SIDE


@dataclass(slots=True)
class _Font:
    """What is remembered of a font: its descent, and text and width of each code seen."""

    font: Any
    index: int
    descent: float
    known: dict[int, tuple[str, float]] = field(default_factory=dict)

    def look_up(self, code: int) -> tuple[str, float]:
        """Return text and width of a code that was not seen before."""
        self.known[code] = _text_of(self.font, code), self.font.char_width(code)
        return self.known[code]


class PageSizeError(ValueError):
    """A page is larger or smaller than a page can be."""


class PageRecorder(ClippingDevice):
    """A pdfminer device that takes down what pages paint.

    Args:
        resources: The document's resource manager, which keeps its fonts.
        limits: How much of a page is taken down.
    """

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager, limits: Limits) -> None:
        """Begin without a page."""
        super().__init__(resources)
        self._limits = limits
        self.marks_left = limits.marks
        self.brush = Brush()
        self._painting = Painting(0.0, 0.0)
        self._fonts: dict[object, _Font] = {}
        self._forms: list[tuple[Brush, Matrix]] = []
        self._left = 0.0
        self._upper = 0.0
        self._order = 0
        self._inked = True

    def record(self, page: PDFPage) -> Painting:
        """Run a page's content and return what it paints.

        Args:
            page: A pdfminer page.

        Returns:
            The painting, measured from the top left of the visible part of the page (its crop
            box within its media box), after the page's /Rotate.
        """
        self.marks_left = self._limits.marks
        try:
            ContentInterpreter(self.rsrcmgr, self).process_page(page)
        except FullPageError:
            self._painting.limits.add("max_marks")
        painting, self._painting = self._painting, Painting(0.0, 0.0)
        self._fonts.clear()
        return painting

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begin a page."""
        media = apply_matrix_rect(ctm, page.mediabox)
        crop = apply_matrix_rect(ctm, page.cropbox)
        x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
        x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
        if x1 <= x0 or y1 <= y0:
            x0, y0, x1, y1 = media
        if not all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in (x1 - x0, y1 - y0)):
            raise PageSizeError(f"no page is {x1 - x0:.4g} x {y1 - y0:.4g} points large")
        self._left, self._upper = x0, y1
        self._painting = Painting(x1 - x0, y1 - y0)
        self._forms.clear()
        self._order = 0
        self.brush = Brush()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Enter a form, whose content is cut to its box, or the unit square of a picture."""
        self._forms.append((self.brush, self.ctm))
        x0, y0, x1, y1 = bbox
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        self.clip_to(corners, mult_matrix(matrix, self.ctm))

    def end_figure(self, name: str) -> None:
        """Leave a form; what it changed of the graphics state is forgotten."""
        self.brush, self.ctm = self._forms.pop()

    def may_enter(self) -> bool:
        """Return whether a drawing may be entered within those already entered."""
        if len(self._forms) < self._limits.max_nesting:
            return True
        self._painting.limits.add("max_nesting")
        return False

    def clip_to(self, points: Iterable[Point], matrix: Matrix) -> None:
        """Cut what is painted from now on to the box around points in a coordinate system."""
        placed = [self._place(apply_matrix_pt(matrix, point)) for point in points]
        box = box_around(placed)
        self.brush = self.brush.clipped(box, goes_round(placed, box))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Take down a string."""
        self._inked = textstate.render not in NO_INK and self.brush.opacity > 0
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_string_horizontal(
        self,
        seq: Any,
        matrix: Matrix,
        pos: Point,
        font: Any,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: Any,
        graphicstate: Any,
    ) -> Point:
        """Take down a string of a font that writes to the right; return where it ends.

        Coordinates are those of text space (ISO 32000-1, 9.4.4). Most of a page is such text, so
        what all its glyphs share is worked out once.
        """
        x, y = pos
        known = self._fonts.get(font) or self._meet(font)
        put = self._pen(matrix, known, fontsize, scaling, rise)
        spaced = False
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * dxscale
                spaced = True
            elif isinstance(part, bytes):
                for code in font.decode(part):
                    if spaced:
                        x += charspace
                    x += put(x, y, code)
                    if code == BLANK and wordspace:
                        x += wordspace
                    spaced = True
        return x, y

    def render_char(
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take down a glyph of a font that writes downwards; return how far it moves the text."""
        known = self._fonts.get(font) or self._meet(font)
        return self._pen(matrix, known, fontsize, scaling, rise)(0.0, 0.0, cid)

    def _pen(
        self, matrix: Matrix, font: _Font, fontsize: float, scaling: float, rise: float
    ) -> Callable[[float, float, int], float]:
        """Return what takes down a glyph at a point of text space and returns its advance."""
        a, b, c, d, e, f = matrix
        unit = fontsize * scaling
        sign = -1 if unit < 0 else 1
        direction = _direction(sign * a, sign * b)
        low = font.descent * fontsize + rise
        # The lower and the upper edge of every glyph, seen from its origin.
        lower, upper = (c * low, d * low), (c * (low + fontsize), d * (low + fontsize))
        upright = b == 0 and c == 0 and d * fontsize >= 0
        size = abs(fontsize) * hypot(c, d)
        brush, inked, index = self.brush, self._inked, font.index
        left, top = self._left, self._upper
        glyphs, known, spend = self._painting.glyphs, font.known, self.spend

        def put(x: float, y: float, code: int) -> float:
            spend()
            text, width = known.get(code) or font.look_up(code)
            advance = width * unit
            right, up = a * advance, b * advance
            x, y = a * x + c * y + e - left, top - (b * x + d * y + f)
            if upright and right >= 0:
                box = BBox(x, y - upper[1], x + right, y - lower[1])
            else:
                xs = (x + lower[0], x + upper[0], x + lower[0] + right, x + upper[0] + right)
                ys = (y - lower[1], y - upper[1], y - lower[1] - up, y - upper[1] - up)
                box = BBox(min(xs), min(ys), max(xs), max(ys))
            if not _is_near(box):
                return advance
            clipped = brush.clip is not None and not brush.shows(box.x_mid, box.y_mid)
            if direction is Direction.RIGHT:
                start, end, base = x, x + right, y
            elif direction is Direction.UP:
                start, end, base = -y, up - y, x
            elif direction is Direction.LEFT:
                start, end, base = -x, -x - right, -y
            else:
                start, end, base = y, y - up, -x
            self._order += 1
            glyphs.append(
                Glyph(
                    text, code, index, box, direction, start, end, base, size, self._order,
                    inked, clipped,
                )
            )  # fmt: skip
            return advance

        return put

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any
    ) -> None:
        """Take down a path, each of its subpaths by itself."""
        a, b, c, d, e, f = self.ctm
        e, f = e - self._left, self._upper - f
        subpaths: list[list[tuple[Any, ...]]] = []
        for operator, *given in path:
            if operator == "m":
                subpaths.append([])
            elif not subpaths:
                continue
            pairs = zip(given[::2], given[1::2], strict=True)
            points = [(a * x + c * y + e, f - b * x - d * y) for x, y in pairs]
            subpaths[-1].append((operator, *points))
        self._order += 1
        subpaths = [found for found in subpaths if _are_near(found)]
        for operators in subpaths:
            self._painting.paths.append(
                PaintedPath(
                    operators,
                    stroke,
                    fill,
                    graphicstate.scolor,
                    graphicstate.ncolor,
                    float(graphicstate.linewidth or 0),
                )
            )
        # Where several subpaths are filled together, one may be a hole in another.
        if fill and len(subpaths) == 1 and _is_colour(graphicstate.ncolor):
            self._cover([point for _, *given in subpaths[0] for point in given], picture=False)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Take down a picture; `begin_figure` has cut the clipping to its place."""
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        points = [self._place(apply_matrix_pt(self.ctm, corner)) for corner in corners]
        shown = self._shown(box_around(points))
        self._order += 1
        if shown is None or not _is_near(shown):
            return
        self._painting.pictures.append(shown)
        if not any(_has(stream, *names) for names in (("SMask",), ("Mask",), ("IM", "ImageMask"))):
            self._cover(points, picture=True)

    def _meet(self, font: Any) -> _Font:
        """Note a font that this page has not used before."""
        known = _Font(font, len(self._painting.fonts), font.get_descent())
        self._fonts[font] = known
        self._painting.fonts.append(str(font.fontname or ""))
        return known

    def _place(self, point: Point) -> Point:
        """Return a point of the page's space measured from the top left of what is shown."""
        return point[0] - self._left, self._upper - point[1]

    def _shown(self, box: BBox) -> BBox | None:
        """Return the part of a box that the page and the clipping let through."""
        box = common_box(box, BBox(0.0, 0.0, self._painting.width, self._painting.height))
        if self.brush.clip is not None:
            box = common_box(box, self.brush.clip)
        return box if box.x1 > box.x0 and box.bottom > box.top else None

    def _cover(self, points: list[Point], *, picture: bool) -> None:
        """Note that everything below a rectangle is hidden from now on."""
        if not self.brush.hides or len(points) < 4:
            return
        box = box_around(points)
        if box.width < SMALLEST_COVER or box.height < SMALLEST_COVER:
            return
        shown = self._shown(box)
        if shown is not None and goes_round(points, box):
            self._painting.covers.append(Cover(shown, self._order, picture))


def _is_near(box: BBox) -> bool:
    """Return whether a box lies on the page or near it; one with edges that are no numbers is not.

    Numbers in a file may be as large as they like, and what is worked out of them no numbers.
    """
    x0, top, x1, bottom = box
    return -FARTHEST < x0 <= x1 < FARTHEST and -FARTHEST < top <= bottom < FARTHEST


def _are_near(operators: Iterable[tuple[Any, ...]]) -> bool:
    """Return whether the points of a subpath lie on the page or near it."""
    return all(
        -FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST
        for _, *points in operators
        for x, y in points
    )


def _text_of(font: Any, code: int) -> str:
    """Return what a code of a font means; "" where the font does not say."""
    try:
        text = str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return ""
    # Half a character, as a damaged map may have, is no text that can be written.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _has(stream: PDFStream, *names: str) -> bool:
    """Return whether a picture's dictionary holds something under one of some names."""
    return bool(resolve1(stream.get_any(names)))


def _is_colour(colour: object) -> bool:
    """Return whether a colour is one colour, and not a pattern that may have gaps."""
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    return all(isinstance(value, (int, float)) for value in values)


def _direction(along: float, up: float) -> Direction:
    """Return which way text reads whose baseline runs so far to the right and so far up."""
    if abs(along) >= abs(up):
        return Direction.RIGHT if along >= 0 else Direction.LEFT
    return Direction.UP if up > 0 else Direction.DOWN
