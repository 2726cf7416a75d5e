"""Ways in which producers draw an arrow."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import hypot

from models.flowchart import Point
from tests.flow.sheets import Sheet, barbs

Way = tuple[Point, ...]
Pen = Callable[[Sheet, Way], None]


def headed(sheet: Sheet, way: Way) -> None:
    sheet.head(way[-2], way[-1])


def short_of_head(way: Way, by: float = 5.0) -> Way:
    (ax, ay), (bx, by_) = way[-2:]
    length = hypot(bx - ax, by_ - ay)
    return (*way[:-1], (bx - (bx - ax) * by / length, by_ - (by_ - ay) * by / length))


def one_line(sheet: Sheet, way: Way) -> None:
    sheet.line(*way)
    headed(sheet, way)


def line_up_to_the_head(sheet: Sheet, way: Way) -> None:
    sheet.line(*short_of_head(way))
    headed(sheet, way)


def single_lines(sheet: Sheet, way: Way) -> None:
    sheet.lines(*way)
    headed(sheet, way)


def thin_rectangles(sheet: Sheet, way: Way) -> None:
    for start, end in pairwise(way):
        sheet.bar(start, end, 1.0)
    headed(sheet, way)


def many_pieces(sheet: Sheet, way: Way) -> None:
    for (ax, ay), (bx, by) in pairwise(way):
        for i in range(5):
            sheet.line(
                (ax + (bx - ax) * i / 5, ay + (by - ay) * i / 5),
                (ax + (bx - ax) * (i + 1) / 5, ay + (by - ay) * (i + 1) / 5),
            )
    headed(sheet, way)


def dashes(sheet: Sheet, way: Way) -> None:
    for (ax, ay), (bx, by) in pairwise(way):
        length = hypot(bx - ax, by - ay)
        at = 0.0
        while at < length:
            to = min(at + 3.0, length)
            sheet.line(
                (ax + (bx - ax) * at / length, ay + (by - ay) * at / length),
                (ax + (bx - ax) * to / length, ay + (by - ay) * to / length),
            )
            at += 5.0
    headed(sheet, way)


def dots(sheet: Sheet, way: Way) -> None:
    for (ax, ay), (bx, by) in pairwise(way):
        length = hypot(bx - ax, by - ay)
        for step in range(int(length / 2.5) + 1):
            share = min(step * 2.5 / length, 1.0)
            x, y = ax + (bx - ax) * share, ay + (by - ay) * share
            sheet.area(
                [(x - 0.5, y - 0.5), (x + 0.5, y - 0.5), (x + 0.5, y + 0.5), (x - 0.5, y + 0.5)]
            )
    headed(sheet, way)


def thick_side(way: Way, half: float) -> list[Point]:
    """Return the points beside a way of horizontal and vertical pieces, at its left."""
    points: list[Point] = []
    for i, (x, y) in enumerate(way):
        dx = dy = 0.0
        for a, b in pairwise(way[max(i - 1, 0) : i + 2]):
            length = hypot(b[0] - a[0], b[1] - a[1])
            dx += (b[1] - a[1]) / length
            dy -= (b[0] - a[0]) / length
        points.append((x + dx * half, y + dy * half))
    return points


def expanded(sheet: Sheet, way: Way) -> None:
    way = short_of_head(way)
    sheet.area(thick_side(way, 0.6) + thick_side(way, -0.6)[::-1])
    headed(sheet, (*way, way_end(way)))


def way_end(way: Way) -> Point:
    (ax, ay), (bx, by) = way[-2:]
    length = hypot(bx - ax, by - ay)
    return bx + (bx - ax) / length * 5.0, by + (by - ay) / length * 5.0


def expanded_with_head(sheet: Sheet, way: Way) -> None:
    tip = way[-1]
    way = short_of_head(way, 6.0)
    one, other = barbs(way[-2], tip)
    side = thick_side(way, 0.6)
    near, far = sorted((one, other), key=lambda p: hypot(p[0] - side[-1][0], p[1] - side[-1][1]))
    sheet.area([*side, near, tip, far, *thick_side(way, -0.6)[::-1]])


def double_line(sheet: Sheet, way: Way) -> None:
    sheet.line(*thick_side(way, 0.9)).line(*thick_side(way, -0.9))
    headed(sheet, way)


def open_head(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1])
    sheet.line(*way).line(one, way[-1], other)


def head_of_two_strokes(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1])
    sheet.line(*way).line(one, way[-1]).line(other, way[-1])


def head_of_three_strokes(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1])
    sheet.line(*short_of_head(way, 6.0)).lines(one, way[-1], other, one)


def head_in_the_line(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1])
    sheet.line(*way, one).line(way[-1], other)


def hollow_head(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1])
    sheet.line(*short_of_head(way, 6.0)).area([way[-1], one, other], fill=1.0, stroke=True)


def notched_head(sheet: Sheet, way: Way) -> None:
    one, other = barbs(way[-2], way[-1], 8.0)
    notch = short_of_head(way, 5.5)[-1]
    sheet.line(*short_of_head(way)).area([way[-1], one, notch, other])


def small_head(sheet: Sheet, way: Way) -> None:
    sheet.line(*way).head(way[-2], way[-1], 3.5)


def large_head(sheet: Sheet, way: Way) -> None:
    sheet.line(*short_of_head(way, 10.0)).head(way[-2], way[-1], 12.0)


def outline_in_pieces(sheet: Sheet, way: Way) -> None:
    """Fill the outline of a line with an open head in pieces, as printer drivers cut it."""
    (ax, ay), (bx, by) = way[-2:]
    length = hypot(bx - ax, by - ay)
    dx, dy = (bx - ax) / length, (by - ay) / length

    def at(back: float, aside: float) -> Point:
        """Return the point so far behind the tip and so far to the left of the line."""
        return bx - dx * back + dy * aside, by - dy * back - dx * aside

    half = 0.65
    left, middle, right = at(length, half), at(length, 0), at(length, -half)
    barb = [at(7.0, 2.5), at(6.5, 3.8)]
    first = way[:-1] if len(way) > 2 else ()
    sheet.area(
        [
            *(thick_side(first, half) if first else ()), left, at(2.6, 0), at(1.8, -half),
            at(1.8, half), at(3.8, half), barb[0], at(1.4, half), at(1.4, -half), at(0, 0),
            at(6.5, -3.8), at(7.0, -2.5), at(3.8, -half), middle, right,
            *(thick_side(first, -half)[::-1] if first else ()),
        ]
    )  # fmt: skip
    sheet.area([left, at(3.8, half), at(1.8, half), at(1.8, -half), at(2.6, 0)])
    sheet.area([right, middle, at(3.8, -half)])
    sheet.area([at(1.4, half), *barb, at(0, 0), at(1.4, -half)])


def barbs_beside_the_tip(sheet: Sheet, way: Way) -> None:
    """Draw the pieces of a cut head: line and barbs stop short of the tip, apart."""
    (ax, ay), (bx, by) = way[-2:]
    length = hypot(bx - ax, by - ay)
    dx, dy = (bx - ax) / length, (by - ay) / length
    sheet.line(*short_of_head(way, 1.9))
    for side in (1, -1):
        near, far = (
            (bx - dx * back - dy * aside, by - dy * back + dx * aside)
            for back, aside in ((1.6, 1.2 * side), (3.6, 2.5 * side))
        )
        sheet.line(near, far)


PENS = (
    one_line, line_up_to_the_head, single_lines, thin_rectangles, many_pieces, dashes, dots,
    expanded, expanded_with_head, double_line, open_head, head_of_two_strokes,
    head_of_three_strokes, head_in_the_line, hollow_head, notched_head, small_head, large_head,
    outline_in_pieces, barbs_beside_the_tip,
)  # fmt: skip
