"""Arrows in every way that producers draw them lead from the right step to the right step."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.flow.pens import PENS, Pen, Way, short_of_head
from tests.flow.sheets import SIZE, Box, Sheet, edges_of

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
