"""A flowchart as a picture on the page: a screenshot pasted over the table, as offices do."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from tools.make_samples.pdf_page import Box, Page, Style

SCALE = 150 / 72  # pixels per point
OVERSAMPLING = 3  # drawn larger by this factor and then reduced, for soft edges
LINE = 0.9  # points
BLACK, WHITE = 0, 255

Point = tuple[float, float]


class Picture:
    """A picture of a part of a page; what is drawn on it is given in the page's points.

    Args:
        area: The part of the page.
    """

    def __init__(self, area: Box) -> None:
        """Begin with white paper."""
        self.area = area
        size = round(area.width * SCALE) * OVERSAMPLING, round(area.height * SCALE) * OVERSAMPLING
        self.image = Image.new("L", size, WHITE)
        self.pen = ImageDraw.Draw(self.image)
        self.width = round(LINE * SCALE * OVERSAMPLING)

    def polygon(
        self, points: Sequence[Point], fill: float | None = None, stroke: bool = True
    ) -> None:
        """Draw a closed path, filled with a grey where one is given."""
        pixels = self._pixels(points)
        if fill is not None:
            self.pen.polygon(pixels, fill=round(fill * WHITE))
        if stroke:
            self._line([*pixels, pixels[0], pixels[1]])

    def polyline(self, points: Sequence[Point]) -> None:
        """Draw an open path."""
        self._line(self._pixels(points))

    def capsule(self, box: Box, fill: float | None) -> None:
        """Draw a rectangle with round ends."""
        corners = self._pixels([(box.x, box.y), (box.x + box.width, box.y + box.height)])
        self.pen.rounded_rectangle(
            [value for corner in corners for value in corner],
            radius=box.height / 2 * SCALE * OVERSAMPLING,
            fill=None if fill is None else round(fill * WHITE),
            outline=BLACK,
            width=self.width,
        )

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Draw one line of text, aligned at x."""
        (place,) = self._pixels([(x, baseline)])
        font = ImageFont.load_default(style.size * SCALE * OVERSAMPLING)
        anchor = {"left": "ls", "center": "ms", "right": "rs"}[style.align]
        self.pen.text(place, text, fill=BLACK, font=font, anchor=anchor)

    def place(self, page: Page) -> None:
        """Put the picture where it belongs on the page."""
        width, height = self.image.size
        image = self.image.resize(
            (width // OVERSAMPLING, height // OVERSAMPLING), Image.Resampling.LANCZOS
        )
        area = self.area
        bottom = page.height - area.y - area.height
        page.canvas.drawImage(ImageReader(image), area.x, bottom, area.width, area.height)

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        """Return points of the page as pixels of the picture."""
        scale = SCALE * OVERSAMPLING
        return [((x - self.area.x) * scale, (y - self.area.y) * scale) for x, y in points]

    def _line(self, pixels: Sequence[Point]) -> None:
        """Draw a line through pixels."""
        self.pen.line(list(pixels), fill=BLACK, width=self.width, joint="curve")
