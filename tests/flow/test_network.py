"""Lines that cross, meet, branch, pass behind symbols or run over the table's rulings."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from models.flowchart import Point
from tests.flow.sheets import Box, Sheet, edges_of


def process(sheet: Sheet, row: int, column: int) -> Box:
    return sheet.symbol("process", sheet.box("process", row, column))


def draw(sheet: Sheet, style: str, *way: Point) -> None:
    """Draw a headed way in one go, by single lines, or as thin rectangles."""
    if style == "rects":
        for a, b in pairwise(way):
            sheet.bar(a, b, 0.9)
    elif style == "singles":
        sheet.lines(*way)
    else:
        sheet.line(*way)
    sheet.head(way[-2], way[-1])


STYLES = ("one", "singles", "rects")


@pytest.mark.parametrize("style", STYLES)
def test_lines_that_cross_do_not_connect(tmp_path: Path, style: str) -> None:
    sheet = Sheet(rows=3)
    a, b = process(sheet, 0, 0), process(sheet, 2, 0)
    c, d = process(sheet, 1, 1), process(sheet, 1, 2)
    draw(sheet, style, a.down, b.up)
    draw(sheet, style, c.left, (a.x - 30, c.y), (a.x - 30, a.y), a.left)
    draw(sheet, style, c.right, d.left)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None), (1, 0, None)}


def test_a_crossing_of_pieces_that_meet_does_not_connect(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    a, b = process(sheet, 0, 1), process(sheet, 2, 1)
    c, d = process(sheet, 1, 0), process(sheet, 1, 2)
    sheet.line(a.down, (a.x, c.y)).line((a.x, c.y), b.up).head((a.x, c.y), b.up)
    sheet.line(c.right, (a.x, c.y)).line((a.x, c.y), d.left).head((a.x, c.y), d.left)
    chart = sheet.chart(tmp_path)
    found = {(link.source, link.target) for link in chart.links}
    order = {round(shape.bbox.x_mid + shape.bbox.y_mid): i for i, shape in enumerate(chart.shapes)}
    at = {name: order[round(box.x + box.y)] for name, box in zip("abcd", (a, b, c, d), strict=True)}
    assert found == {(at["a"], at["b"]), (at["c"], at["d"])}


@pytest.mark.parametrize("style", STYLES)
def test_a_trunk_that_branches_leads_to_each_branch(tmp_path: Path, style: str) -> None:
    sheet = Sheet(rows=3)
    source = process(sheet, 0, 0)
    first, second = process(sheet, 1, 1), process(sheet, 2, 2)
    draw(sheet, style, source.right, (second.x, source.y), second.up)
    draw(sheet, style, (first.x, source.y), first.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None), (0, 2, None)}


@pytest.mark.parametrize("style", STYLES)
def test_lines_that_run_together_lead_to_one_target(tmp_path: Path, style: str) -> None:
    sheet = Sheet(rows=3)
    first, second = process(sheet, 0, 0), process(sheet, 1, 2)
    target = process(sheet, 2, 1)
    draw(sheet, style, first.right, (target.x, first.y), target.up)
    sheet.line(second.left, (target.x, second.y))
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None), (1, 2, None)}


def test_lines_drawn_over_each_other_keep_their_own_ends(tmp_path: Path) -> None:
    sheet = Sheet(rows=5)
    boxes = [process(sheet, row, 0) for row in range(5)]
    gutter = boxes[0].x0 - 9
    for source, target in ((2, 1), (4, 0)):
        one, other = boxes[source], boxes[target]
        draw(sheet, "one", one.left, (gutter, one.y), (gutter, other.y), other.left)
    assert edges_of(sheet.flow(tmp_path)) == {(2, 1, None), (4, 0, None)}


def test_lines_that_cannot_be_told_apart_are_reported(tmp_path: Path) -> None:
    sheet = Sheet(rows=5)
    boxes = [process(sheet, row, 0) for row in range(5)]
    gutter = boxes[0].x0 - 9
    sheet.line((gutter, boxes[4].y), (gutter, boxes[0].y))
    for source in (2, 4):
        sheet.line(boxes[source].left, (gutter, boxes[source].y))
    for target in (0, 1):
        draw(sheet, "one", (gutter, boxes[target].y), boxes[target].left)
    flow = sheet.flow(tmp_path)
    assert flow.tangled
    assert {edge.target for edge in flow.edges} == {0, 1}
    assert all(edge.confidence <= 0.5 for edge in flow.edges)


def test_an_arrow_may_begin_or_end_at_the_side_of_another_line(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    a, b = process(sheet, 0, 1), process(sheet, 2, 1)
    sheet.arrow(a.down, b.up)
    c = process(sheet, 1, 0)
    # With a head that points at the line, and a branch that begins a little beside it.
    sheet.arrow(c.right, (a.x, c.y))
    d = process(sheet, 3, 2)
    sheet.arrow((a.x + 3.5, b.top - 12), (d.x, b.top - 12), d.up)
    assert edges_of(sheet.flow(tmp_path)) == {
        (0, 2, None), (1, 2, None), (0, 3, None), (1, 3, None),
    }  # fmt: skip


def test_a_bus_that_a_line_crosses_to_branch(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    source = process(sheet, 0, 1)
    left, middle, right = (process(sheet, 1, column) for column in range(3))
    bus = source.bottom + 8
    sheet.line(left.up, (left.x, bus), (right.x, bus), right.up)
    sheet.head((left.x, bus), left.up).head((right.x, bus), right.up)
    sheet.arrow(source.down, middle.up)
    chart = sheet.chart(tmp_path)
    assert {chart.shapes[link.target or 0].bbox.x_mid for link in chart.links} == {
        left.x, middle.x, right.x,
    }  # fmt: skip
    assert {link.source for link in chart.links} == {0}


def test_in_and_out_at_one_corner(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    a, c = process(sheet, 0, 1), process(sheet, 1, 0)
    choice = sheet.symbol("decision", sheet.box("decision", 2, 1))
    sheet.arrow(a.down, choice.up)
    sheet.arrow(choice.up, (choice.x, c.y + 4), (c.x1, c.y + 4))
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None), (2, 1, None)}


@pytest.mark.parametrize("style", STYLES)
def test_a_line_that_passes_behind_a_symbol_does_not_stop_there(tmp_path: Path, style: str) -> None:
    sheet = Sheet(rows=3)
    a, b = sheet.box("process", 0, 1), sheet.box("process", 2, 1)
    draw(sheet, style, a.down, b.up)
    for row in range(3):
        sheet.symbol("process", sheet.box("process", row, 1, dx=8 if row == 1 else 0), fill=1.0)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 2, None)}
    assert flow.tangled


def test_a_chain_drawn_as_one_line_stops_at_every_head(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    boxes = [sheet.box("process", row, 1) for row in range(3)]
    sheet.line((boxes[0].x, boxes[0].y), (boxes[2].x, boxes[2].y))
    for box in boxes:
        sheet.symbol("process", box, fill=1.0)
    for box in boxes[1:]:
        sheet.head((box.x, box.top - 9), box.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None), (1, 2, None)}


def test_a_line_that_grazes_a_diamonds_corner_passes_it(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    a, b = process(sheet, 0, 0), process(sheet, 2, 2)
    choice = sheet.symbol("decision", sheet.box("decision", 1, 1))
    x = choice.x1 - 5
    sheet.arrow(a.right, (x, a.y), (x, b.y), b.left)
    assert choice.y > a.y
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None)}


@pytest.mark.parametrize("rulings", ["lines", "rects", "cells"])
@pytest.mark.parametrize("style", STYLES)
def test_a_line_over_a_ruling_in_another_ink(tmp_path: Path, style: str, rulings: str) -> None:
    sheet = Sheet(rows=4, rulings=rulings, grey=0.4)
    a, b = process(sheet, 0, 0), process(sheet, 3, 1)
    ruling = sheet.xs[3]
    draw(sheet, style, a.right, (ruling, a.y), (ruling, b.y), b.left)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 3, None)}


@pytest.mark.parametrize("rulings", ["lines", "rects", "cells"])
@pytest.mark.parametrize("style", STYLES)
def test_a_line_over_a_ruling_in_its_ink(tmp_path: Path, style: str, rulings: str) -> None:
    sheet = Sheet(rows=4, rulings=rulings)
    sheet.pen(0.5)
    a, b = process(sheet, 0, 0), process(sheet, 3, 1)
    ruling = sheet.xs[3]
    draw(sheet, style, a.right, (ruling, a.y), (ruling, b.y), b.left)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 3, None)}


@pytest.mark.parametrize("style", ["singles", "rects"])
def test_a_line_that_is_lost_in_a_ruling_is_reported(tmp_path: Path, style: str) -> None:
    sheet = Sheet(rows=4, rulings="rects" if style == "rects" else "lines")
    sheet.pen(0.5)
    a, b = process(sheet, 0, 0), process(sheet, 3, 1)
    ruling = sheet.xs[3]
    if style == "rects":
        sheet.bar(a.right, (ruling, a.y), 0.5).bar((ruling, b.y), b.left, 0.5)
    else:
        sheet.line(a.right, (ruling, a.y)).line((ruling, b.y), b.left)
    sheet.head((ruling, b.y), b.left)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == set()
    assert len(flow.loose) == 2


def test_an_arrow_along_the_gutter_of_a_row(tmp_path: Path) -> None:
    sheet = Sheet(rows=3, columns=4)
    a, b = process(sheet, 0, 0), process(sheet, 2, 3)
    gutter = sheet.ys[1] + 2.5
    sheet.arrow(a.down, (a.x, gutter), (b.x, gutter), b.up)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 2, None)}


@pytest.mark.parametrize("upwards", [False, True])
def test_a_line_in_one_go_through_symbols_is_a_chain_in_its_heads_direction(
    tmp_path: Path, upwards: bool
) -> None:
    sheet = Sheet(rows=4)
    boxes = [sheet.box("process", row, 1) for row in range(4)]
    first, last = (boxes[3], boxes[0]) if upwards else (boxes[0], boxes[3])
    sheet.arrow((first.x, first.y), last.down if upwards else last.up)
    for box in boxes:
        sheet.symbol("process", box, fill=1)
    flow = sheet.flow(tmp_path)
    pairs = [(3, 2), (2, 1), (1, 0)] if upwards else [(0, 1), (1, 2), (2, 3)]
    assert edges_of(flow) == {(*pair, None) for pair in pairs}
