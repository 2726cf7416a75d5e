"""Where shapes stand: offsets, groups within groups, turns and flips as one map of points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin

from lxml import etree

from extract.readers.office.package import child, is_on, number
from models.flowchart import Point
from models.geometry import BBox

# Angles in DrawingML count 60,000ths of a degree clockwise (ECMA-376 part 1, 20.1.10.3).
PARTS_OF_DEGREE = 60_000
# Shapes turned by so much lie across: programs write the place of such a shape's frame as if it
# were turned by a quarter.
ACROSS = (45.0, 135.0)


@dataclass(frozen=True, slots=True)
class Affine:
    """A map of points: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        """Return where a point is led to."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def points(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Return where points are led to."""
        return tuple(self.point(x, y) for x, y in points)

    def after(self, first: Affine) -> Affine:
        """Return the map that does another one first and then this one."""
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        e, f = self.point(first.e, first.f)
        return Affine(a, b, c, d, e, f)

    def box(self, width: float, height: float) -> BBox:
        """Return the box around where a rectangle at the origin is led to."""
        xs, ys = zip(
            *self.points([(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]), strict=True
        )
        return BBox(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """A shape's own frame, as its `xfrm` says.

    Attributes:
        x: Left edge before it is turned, in the units of what it stands in.
        y: Upper edge.
        width: Width before it is turned.
        height: Height.
        degrees: By how much it is turned clockwise around its middle.
        flip_h: Whether left and right are exchanged, before it is turned.
        flip_v: Whether top and bottom are.
        inner: (x, y, width, height) that a group's children take their places from.
    """

    x: float
    y: float
    width: float
    height: float
    degrees: float = 0.0
    flip_h: bool = False
    flip_v: bool = False
    inner: tuple[float, float, float, float] | None = None

    @property
    def lies_across(self) -> bool:
        """Return whether it is turned by about a quarter or three quarters."""
        return ACROSS[0] <= self.degrees % 180 < ACROSS[1]

    def own(self) -> Affine:
        """Return the map from the frame, its upper left corner at the origin, to its place."""
        w, h = self.width, self.height
        flip = Affine(
            -1.0 if self.flip_h else 1.0, 0.0, 0.0, -1.0 if self.flip_v else 1.0,
            w if self.flip_h else 0.0, h if self.flip_v else 0.0,
        )  # fmt: skip
        c, s = cos(radians(self.degrees)), sin(radians(self.degrees))
        mx, my = w / 2, h / 2
        turn = Affine(c, s, -s, c, mx - c * mx + s * my, my - s * mx - c * my)
        return Affine(e=self.x, f=self.y).after(turn.after(flip))

    def children(self) -> Affine:
        """Return the map from the places of a group's children to that of the group."""
        x, y, width, height = self.inner or (0.0, 0.0, self.width, self.height)
        sx = self.width / width if width else 1.0
        sy = self.height / height if height else 1.0
        return self.own().after(Affine(sx, 0.0, 0.0, sy, -x * sx, -y * sy))

    def moved_to(self, box: BBox) -> Frame:
        """Return the frame so that it takes up a box as shown, which an anchor tells."""
        width, height = box.width, box.height
        if self.lies_across:
            width, height = height, width
        return Frame(
            box.x_mid - width / 2, box.y_mid - height / 2, width, height,
            self.degrees, self.flip_h, self.flip_v,
            self.inner if self.inner else (self.x, self.y, self.width, self.height),
        )  # fmt: skip


def frame_of(xfrm: etree._Element | None) -> Frame | None:
    """Return the frame that an `xfrm` element says; None where there is none."""
    if xfrm is None:
        return None
    off, ext = child(xfrm, "off"), child(xfrm, "ext")
    if ext is None:
        return None
    inner_off, inner_ext = child(xfrm, "chOff"), child(xfrm, "chExt")
    inner = None
    if inner_off is not None and inner_ext is not None:
        inner = (
            number(inner_off.get("x")), number(inner_off.get("y")),
            number(inner_ext.get("cx")), number(inner_ext.get("cy")),
        )  # fmt: skip
    return Frame(
        number(None if off is None else off.get("x")),
        number(None if off is None else off.get("y")),
        number(ext.get("cx")),
        number(ext.get("cy")),
        number(xfrm.get("rot")) / PARTS_OF_DEGREE,
        is_on(xfrm.get("flipH")),
        is_on(xfrm.get("flipV")),
        inner,
    )
