"""Pages drawn by hand for the tests of recognition: print, dots, strokes, rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.geometry import BBox
from models.page import Word

Picture = np.ndarray[Any, np.dtype[np.uint8]]

SCALE = 300 / 72  # pixels a point
SIZE = 9.0  # of the print, in points


@dataclass
class Print:
    """A sheet of paper that is printed on; places and sizes are in points.

    Attributes:
        width: Of the sheet.
        height: Of the sheet.
        scale: Pixels a point.
        cells: Boxes of the cells in pixels.
        grey: The picture.
    """

    width: float = 240.0
    height: float = 180.0
    scale: float = SCALE
    cells: Sequence[BBox] = ()
    grey: Picture = field(init=False)

    def __post_init__(self) -> None:
        """Begin with white paper."""
        size = round(self.height * self.scale), round(self.width * self.scale)
        self.grey = np.full(size, 255, np.uint8)

    @property
    def ink(self) -> Picture:
        """Return where the sheet is dark, as 255."""
        return np.where(self.grey < 150, 255, 0).astype(np.uint8)

    @property
    def colour(self) -> Picture:
        """Return the sheet in colour (BGR)."""
        return np.asarray(cv2.cvtColor(self.grey, cv2.COLOR_GRAY2BGR))

    def line(
        self, x: float, top: float, text: str, *, size: float = SIZE, confidence: float = 0.95
    ) -> list[Word]:
        """Print a line and return its words with a given confidence."""
        image = Image.fromarray(self.grey)
        pen = ImageDraw.Draw(image)
        font = ImageFont.load_default(size * self.scale)
        words = []
        for word in text.split():
            pen.text((x * self.scale, top * self.scale), word, fill=0, font=font)
            box = pen.textbbox((x * self.scale, top * self.scale), word, font=font)
            bbox = BBox(*(edge / self.scale for edge in box))
            words.append(Word(word, bbox, confidence))
            x = bbox.x1 + size * 0.3
        self.grey = np.array(image)
        return words

    def dot(self, x: float, y: float, radius: float) -> None:
        """Drop a speck of dirt."""
        cv2.circle(self.grey, self._dots(x, y), max(round(radius * self.scale), 0), 0, -1)

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a thin ring."""
        cv2.circle(self.grey, self._dots(x, y), round(radius * self.scale), 0, 2)

    def stroke(self, *points: tuple[float, float]) -> None:
        """Draw a thin line through points."""
        dots = np.array([self._dots(*point) for point in points], np.int32)
        cv2.polylines(self.grey, [dots], False, 0, 2)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.7) -> None:
        """Draw a ruling."""
        thick = max(round(width * self.scale), 1)
        cv2.line(self.grey, self._dots(x0, y0), self._dots(x1, y1), 0, thick)

    def table(self, xs: Sequence[float], ys: Sequence[float], width: float = 0.7) -> None:
        """Draw the rulings of a table with edges at these places."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y, width)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1], width)

    def _dots(self, x: float, y: float) -> tuple[int, int]:
        """Return a place in pixels."""
        return round(x * self.scale), round(y * self.scale)
