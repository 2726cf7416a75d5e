"""Arrows in every way that producers draw them lead from the right step to the right step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest

from models.flowchart import Point
from tests.flow.sheets import SIZE, Box, Sheet, barbs, edges_of

Way = tuple[Point, ...]
Pen = Callable[[Sheet, Way], None]
EDGES = {(0, 1, None), (1, 2, None), (2, 3, None), (2, 1, None), (3, 4, None)}


def boxes_of(sheet: Sheet) -> list[Box]:
    """Draw the symbols of a flow with a decision; return their places."""
    kinds = ("terminator", "process", "decision", "process", "terminator")
    columns = (0, 1, 1, 2, 0)
    return [
        sheet.symbol(kind, sheet.box(kind, row, column))
        for row, (kind, column) in enumerate(zip(kinds, columns, strict=True))
    ]


def ways_of(boxes: list[Box]) -> list[Way]:
    """Return the ways of its arrows: straight, aside and down, back up, and into a side."""
    start, task, choice, other, end = boxes
    return [
        (start.right, (task.x, start.y), task.up),
        (task.down, choice.up),
        (choice.right, (other.x, choice.y), other.up),
        (choice.left, (choice.x0 - 12, choice.y), (choice.x0 - 12, task.y), task.left),
        (other.down, (other.x, end.y), end.right),
    ]


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


PENS = (
    one_line, line_up_to_the_head, single_lines, thin_rectangles, many_pieces, dashes, dots,
    expanded, expanded_with_head, double_line, open_head, head_of_two_strokes,
    head_of_three_strokes, head_in_the_line, hollow_head, notched_head, small_head, large_head,
    outline_in_pieces,
)  # fmt: skip


@pytest.mark.parametrize("rulings", ["lines", "rects"])
@pytest.mark.parametrize("draw", PENS)
def test_arrows_are_followed_however_they_are_drawn(
    tmp_path: Path, draw: Pen, rulings: str
) -> None:
    sheet = Sheet(rulings=rulings)
    for way in ways_of(boxes_of(sheet)):
        draw(sheet, way)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == EDGES
    assert not flow.loose
    assert len(flow.steps) == 5


def test_arrows_without_head_lead_downwards_and_are_less_sure(tmp_path: Path) -> None:
    sheet = Sheet()
    for way in ways_of(boxes_of(sheet)):
        sheet.line(*way)
    flow = sheet.flow(tmp_path)
    # The way back without head is known for one by the decision's second way out.
    assert edges_of(flow) == EDGES
    assert all(edge.confidence <= 0.6 for edge in flow.edges)


def test_curves_are_followed(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    boxes = [sheet.symbol("process", sheet.box("process", i, c)) for i, c in enumerate((0, 2, 1))]
    for one, other in pairwise(boxes):
        sheet.curve(one.down, other.up)
        sheet.head((other.x, other.top - 9), other.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None), (1, 2, None)}


def test_a_thick_curve_drawn_as_an_area_is_followed(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    one, other = (sheet.symbol("process", sheet.box("process", i, i)) for i in (0, 1))
    height = 595.0
    path = sheet.canvas.beginPath()
    (ax, ay), (bx, by) = one.down, (other.x, other.top - 5)
    middle = height - (ay + by) / 2
    path.moveTo(ax - 0.6, height - ay)
    path.curveTo(ax - 0.6, middle, bx - 0.6, middle, bx - 0.6, height - by)
    path.lineTo(bx + 0.6, height - by)
    path.curveTo(bx + 0.6, middle, ax + 0.6, middle, ax + 0.6, height - ay)
    path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    sheet.head((bx, by - 3), other.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None)}


def test_a_block_arrow_leads_along_its_axis(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    one, other = (sheet.symbol("process", sheet.box("process", i, 1)) for i in (0, 1))
    x, top, tip = one.x, one.bottom + 3, other.top - 2
    neck = tip - 9
    sheet.area(
        [(x - 4, top), (x + 4, top), (x + 4, neck), (x + 9, neck), (x, tip), (x - 9, neck),
         (x - 4, neck)], fill=0.6, stroke=True,
    )  # fmt: skip
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None)}
    assert len(flow.steps) == 2


@pytest.mark.parametrize("gap", [5.0, 12.0, 20.0, 25.0])
def test_lines_may_stop_short_of_their_symbols(tmp_path: Path, gap: float) -> None:
    sheet = Sheet(rows=2, row=100.0)
    one, other = (sheet.symbol("process", sheet.box("process", i, 1)) for i in (0, 1))
    sheet.arrow((one.x, one.bottom + gap), (other.x, other.top - gap))
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None)}
    assert flow.edges[0].confidence < 1.0 or gap <= 5.0


def test_a_head_between_symbols_that_nearly_touch_is_an_arrow(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=26.0)
    one, other = (sheet.symbol("process", sheet.box("process", i, 1)) for i in (0, 1))
    sheet.head(one.down, other.up, other.top - one.bottom)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None)}


def test_two_arrows_may_end_in_one_head(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    one, other = (sheet.symbol("process", sheet.box("process", 0, column)) for column in (0, 2))
    target = sheet.symbol("process", sheet.box("process", 2, 1))
    for source in (one, other):
        inner = source.right if source is one else source.left
        way = (inner, (target.x, source.y), target.up)
        sheet.line(*short_of_head(way)).head(way[-2], way[-1])
    chart = sheet.chart(tmp_path)
    assert sorted((link.source, link.target) for link in chart.links) == [(0, 2), (1, 2)]


def test_a_large_head_may_hide_the_last_bend(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    one, other = (sheet.symbol("process", sheet.box("process", row, 0)) for row in (0, 1))
    gutter = one.x1 + 8
    sheet.line(one.right, (gutter, one.y), (gutter, other.y), (gutter + 1, other.y))
    sheet.head((gutter + 4, other.y), other.right, 12.0)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None)}


@pytest.mark.parametrize("gap", [3.5, 4.5, 5.5])
def test_lines_may_be_cut_where_they_cross_rulings(tmp_path: Path, gap: float) -> None:
    sheet = Sheet(rows=3, columns=2)
    one, other = (sheet.symbol("process", sheet.box("process", row, row // 2)) for row in (0, 2))
    ruling, level, half = sheet.xs[3], sheet.ys[1], gap / 2
    x = other.x
    sheet.line(one.right, (ruling - half, one.y)).line((ruling + half, one.y), (x, one.y))
    sheet.line((x, one.y), (x, level - half)).line((x, level + half), (x, sheet.ys[2] - half))
    sheet.line((x, sheet.ys[2] + half), other.up).head((x, level), other.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None)}


def test_overshoots_and_stubs_are_no_ends(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, columns=2)
    one, other = (sheet.symbol("process", sheet.box("process", i, i)) for i in (0, 1))
    sheet.line(one.right, (other.x + 5, one.y)).arrow((other.x, one.y - 4), other.up)
    sheet.line((one.x0 - 6, one.y), one.left)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None)}


def test_arrows_in_one_row_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    left, right = (sheet.symbol("process", sheet.box("process", 0, c)) for c in (0, 2))
    below = sheet.symbol("terminator", sheet.box("terminator", 1, 2))
    sheet.arrow(left.right, right.left).arrow(right.down, below.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None)}


def test_a_line_without_head_tells_nothing_where_tasks_lead_back(tmp_path: Path) -> None:
    sheet = Sheet(rows=5)
    boxes = [sheet.symbol("process", sheet.box("process", row, 0)) for row in range(5)]
    for upper in (0, 1, 3):
        sheet.arrow(boxes[upper].down, boxes[upper + 1].up)
    beside = boxes[2].x1 + 20
    sheet.arrow(boxes[2].right, (beside, boxes[2].y), (beside, boxes[1].y), boxes[1].right)
    sheet.line(boxes[2].down, boxes[3].up)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, None), (3, 4, None), (2, 1, None)}
    ((_, around),) = flow.tangled
    assert around.contains_point(boxes[2].x, (boxes[2].bottom + boxes[3].top) / 2)


def test_a_line_without_head_leads_down_where_only_decisions_lead_back(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    kinds = ("process", "decision", "process", "process")
    boxes = [sheet.symbol(kind, sheet.box(kind, row, 0)) for row, kind in enumerate(kinds)]
    sheet.arrow(boxes[0].down, boxes[1].up).arrow(boxes[1].down, boxes[2].up)
    beside = boxes[1].x1 + 20
    sheet.arrow(boxes[1].right, (beside, boxes[1].y), (beside, boxes[0].y), boxes[0].right)
    sheet.line(boxes[2].down, boxes[3].up)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, None), (1, 0, None), (2, 3, None)}
    (guessed,) = (edge for edge in flow.edges if edge.source == 2)
    assert guessed.confidence == 0.6


@pytest.mark.parametrize("gap", [6.0, 14.0, 20.0])
@pytest.mark.parametrize("aside", [0.0, 5.0, 8.0])
@pytest.mark.parametrize("radius", [4.0, 7.0])
def test_arrows_may_stop_short_of_balls_and_miss_them_a_little(
    tmp_path: Path, radius: float, aside: float, gap: float
) -> None:
    sheet = Sheet(rows=3)
    balls = [sheet.box("connector", row, 1) for row in range(3)]
    for ball in balls:
        sheet.canvas.circle(ball.x, SIZE[1] - ball.y, radius, stroke=0, fill=1)
    for one, other in pairwise(balls):
        x = one.x + aside
        sheet.arrow((x, one.y + radius + (2 if aside else 0)), (x, other.y - radius - gap))
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, None)}


def test_an_arrow_that_passes_a_ball_at_a_distance_is_not_its(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    balls = [sheet.box("connector", row, 1) for row in range(3)]
    for ball in balls:
        sheet.canvas.circle(ball.x, SIZE[1] - ball.y, 5, stroke=0, fill=1)
    sheet.arrow((balls[0].x + 20, balls[0].y), (balls[0].x + 20, balls[1].y - 20))
    flow = sheet.flow(tmp_path)
    assert not edges_of(flow)
    assert flow.loose
