"""Flows over several pages: connectors with letters, without, ways back, and none at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.flow.sheets import Box, Sheet, edges_of, symbols_of

UP, DOWN = -1, 1


def process(sheet: Sheet, row: int, column: int, dy: float = 0.0) -> Box:
    return sheet.symbol("process", sheet.box("process", row, column, dy=dy))


def connector(sheet: Sheet, x: float, y: float, text: str = "", *, round_: bool = False) -> Box:
    """Draw an off-page connector with its middle at a point."""
    box = Box(x - 7, y - 7, x + 7, y + 7)
    if round_:
        sheet.canvas.circle(x, 595.0 - y, 7)
    else:
        sheet.symbol("connector", box)
    if text:
        sheet.word(x - 2, y + 2, text, size=6)
    return box


def leave(sheet: Sheet, box: Box, text: str = "", **look: bool) -> None:
    """Lead from a symbol to a connector at the page's foot."""
    end = connector(sheet, box.x, sheet.ys[-1] - 9, text, **look)
    sheet.arrow(box.down, end.up)


def enter(sheet: Sheet, box: Box, text: str = "", **look: bool) -> None:
    """Lead from a connector at the page's top to a symbol."""
    start = connector(sheet, box.x, sheet.ys[0] + 9, text, **look)
    sheet.arrow(start.down, box.up)


@pytest.mark.parametrize("round_", [True, False])
@pytest.mark.parametrize("text", ["", "A", "1"])
def test_a_connector_at_the_foot_goes_on_at_the_top(
    tmp_path: Path, text: str, round_: bool
) -> None:
    sheet = Sheet(rows=2, row=80)
    leave(sheet, process(sheet, 1, 0, dy=-15), text, round_=round_)
    sheet.page()
    enter(sheet, process(sheet, 0, 2, dy=15), text, round_=round_)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(1, 2, None)}
    assert symbols_of(flow) == {1: ("process", [0]), 2: ("process", [2])}


def test_letters_pair_connectors_where_their_order_would_not(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    choice = sheet.symbol("decision", sheet.box("decision", 1, 1, dy=-15))
    left = connector(sheet, sheet.box("process", 1, 0).x, sheet.ys[-1] - 9, "A")
    right = connector(sheet, sheet.box("process", 1, 2).x, sheet.ys[-1] - 9, "B")
    sheet.arrow(choice.left, (left.x, choice.y), left.up).word(choice.x0 - 12, choice.y - 3, "Ya")
    sheet.arrow(choice.right, (right.x, choice.y), right.up)
    sheet.word(choice.x1 + 2, choice.y - 3, "Tidak")
    sheet.page()
    enter(sheet, process(sheet, 0, 0, dy=15), "B")
    enter(sheet, process(sheet, 1, 2, dy=15), "A")
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(1, 2, "Tidak"), (1, 3, "Ya")}


def test_connectors_without_letters_go_by_their_column(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    leave(sheet, process(sheet, 0, 0), "")
    leave(sheet, process(sheet, 1, 2, dy=-15), "")
    sheet.page()
    enter(sheet, process(sheet, 0, 2, dy=15))
    enter(sheet, process(sheet, 1, 0))
    assert edges_of(sheet.flow(tmp_path)) == {(0, 3, None), (1, 2, None)}


@pytest.mark.parametrize("text", ["", "C"])
def test_a_way_back_to_the_page_before(tmp_path: Path, text: str) -> None:
    sheet = Sheet(rows=2, row=80)
    task = process(sheet, 1, 0, dy=-15)
    leave(sheet, task)
    back = connector(sheet, sheet.box("process", 1, 2).x, sheet.ys[-1] - 9, text)
    sheet.arrow(back.up, (back.x, task.y), task.right)
    sheet.page()
    choice = sheet.symbol("decision", sheet.box("decision", 0, 0, dy=15))
    enter(sheet, choice)
    out = connector(sheet, sheet.box("process", 0, 2).x, sheet.ys[0] + 9, text)
    sheet.arrow(choice.right, (out.x, choice.y), out.down)
    sheet.word(choice.x1 + 2, choice.y - 3, "Tidak")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, None), (2, 1, "Tidak")}


def test_one_letter_may_be_used_at_every_page_end(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    leave(sheet, process(sheet, 1, 0, dy=-15), "A")
    sheet.page()
    enter(sheet, process(sheet, 0, 0, dy=15), "A")
    leave(sheet, process(sheet, 1, 1, dy=-15), "A")
    sheet.page()
    enter(sheet, process(sheet, 0, 1, dy=15), "A")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, None), (3, 4, None)}


def test_a_flow_through_a_page_without_step_in_its_column(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    leave(sheet, process(sheet, 1, 0, dy=-15), "A")
    sheet.page()
    x = sheet.box("process", 0, 0).x
    start = connector(sheet, x, sheet.ys[0] + 9, "A")
    end = connector(sheet, x, sheet.ys[-1] - 9, "B")
    sheet.arrow(start.down, end.up)
    sheet.page()
    enter(sheet, process(sheet, 0, 0, dy=15), "B")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 4, None)}


def test_connectors_of_one_letter_on_one_page(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    one, other = process(sheet, 0, 0), process(sheet, 3, 2)
    out = connector(sheet, one.x + 70, one.y, "X", round_=True)
    sheet.arrow(one.right, out.left)
    into = connector(sheet, other.x - 70, other.y, "X", round_=True)
    sheet.arrow(into.right, other.left)
    assert edges_of(sheet.flow(tmp_path)) == {(0, 3, None)}


def test_lines_that_just_run_out_of_the_table(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    task = process(sheet, 1, 0)
    sheet.line(task.down, (task.x, sheet.ys[-1]))
    sheet.page()
    end = process(sheet, 0, 0)
    sheet.arrow((end.x, sheet.ys[0]), end.up)
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, None)}


def test_a_line_out_of_the_table_leads_to_the_next_pages_first_step(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    task = process(sheet, 1, 0)
    sheet.line(task.down, (task.x, sheet.ys[-1] + 3))
    sheet.page()
    process(sheet, 0, 1)
    process(sheet, 1, 1)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(1, 2, None)}
    assert flow.edges[0].confidence < 0.9


def test_a_line_into_the_table_comes_from_the_last_step_before(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    one, other = process(sheet, 0, 0), process(sheet, 1, 0)
    sheet.arrow(one.down, other.up)
    sheet.page()
    end = process(sheet, 0, 0)
    sheet.arrow((end.x, sheet.ys[0]), end.up)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, None)}


def test_without_line_or_connector_pages_are_not_joined(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    process(sheet, 1, 0)
    sheet.page()
    process(sheet, 0, 0)
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    assert not flow.loose


def test_a_connector_without_another_page_is_reported(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    leave(sheet, process(sheet, 1, 0, dy=-15), "A")
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    assert len(flow.loose) == 1


def test_different_letters_are_not_paired(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=80)
    first, second = process(sheet, 0, 0), process(sheet, 1, 2, dy=-15)
    leave(sheet, first, "A")
    leave(sheet, second, "B")
    sheet.page()
    enter(sheet, process(sheet, 0, 0, dy=15), "A")
    enter(sheet, process(sheet, 1, 2), "C")
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 2, None)}
    assert len(flow.loose) == 2


def test_a_circle_at_the_first_and_last_step_is_start_and_end(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    start = connector(
        sheet, sheet.box("process", 0, 1).x, sheet.box("process", 0, 1).y, round_=True
    )
    task = process(sheet, 1, 1)
    end = connector(sheet, sheet.box("process", 2, 1).x, sheet.box("process", 2, 1).y, round_=True)
    sheet.arrow(start.down, task.up).arrow(task.down, end.up)
    flow = sheet.flow(tmp_path)
    assert symbols_of(flow) == {
        0: ("terminator", [1]), 1: ("process", [1]), 2: ("terminator", [1]),
    }  # fmt: skip
    assert edges_of(flow) == {(0, 1, None), (1, 2, None)}


@pytest.mark.parametrize("text", ["", "A"])
def test_connectors_in_one_column_join_a_way_back_on_one_page(tmp_path: Path, text: str) -> None:
    sheet = Sheet(rows=5)
    boxes = [sheet.symbol("process", sheet.box("process", row, 0)) for row in range(5)]
    for one, other in pairwise(boxes):
        sheet.arrow(one.down, other.up)
    leaving = sheet.symbol("connector", sheet.box("connector", 4, 2))
    entering = sheet.symbol("connector", sheet.box("connector", 1, 2))
    sheet.arrow(boxes[4].right, leaving.left).arrow(entering.left, boxes[1].right)
    for box in (leaving, entering) if text else ():
        sheet.word(box.x - 2, box.y + 1, text, size=5)
    flow = sheet.flow(tmp_path)
    assert (4, 1, None) in edges_of(flow)
    assert not flow.loose


def test_one_letter_twice_on_a_page_is_parted_by_columns(tmp_path: Path) -> None:
    sheet = Sheet(rows=5)
    boxes = [sheet.symbol("process", sheet.box("process", row, 1)) for row in range(5)]
    for column, source, target in ((0, 3, 0), (2, 4, 1)):
        leaving = sheet.symbol("connector", sheet.box("connector", source, column))
        entering = sheet.symbol("connector", sheet.box("connector", target, column))
        if column == 0:
            sheet.arrow(boxes[source].left, leaving.right)
            sheet.arrow(entering.right, boxes[target].left)
        else:
            sheet.arrow(boxes[source].right, leaving.left)
            sheet.arrow(entering.left, boxes[target].right)
        for box in (leaving, entering):
            sheet.word(box.x - 2, box.y + 1, "A", size=5)
    assert edges_of(sheet.flow(tmp_path)) == {(3, 0, None), (4, 1, None)}


def test_connectors_in_different_columns_of_a_page_are_not_joined(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    boxes = [sheet.symbol("process", sheet.box("process", row, 1)) for row in range(3)]
    leaving = sheet.symbol("connector", sheet.box("connector", 2, 2))
    entering = sheet.symbol("connector", sheet.box("connector", 0, 0))
    sheet.arrow(boxes[2].right, leaving.left).arrow(entering.right, boxes[0].left)
    flow = sheet.flow(tmp_path)
    assert not edges_of(flow)
    assert len(flow.loose) == 2


@pytest.mark.parametrize("short", [8, 14, 25])
@pytest.mark.parametrize("aside", [0, 12])
def test_an_arrow_over_the_pages_end_may_stop_short_of_it(
    tmp_path: Path, short: float, aside: float
) -> None:
    sheet = Sheet(rows=2, row=80)
    boxes = [sheet.symbol("process", sheet.box("process", row, 1, dy=-20)) for row in (0, 1)]
    sheet.arrow(boxes[0].down, boxes[1].up)
    sheet.arrow(boxes[1].down, (boxes[1].x, sheet.ys[-1] - short))
    sheet.page()
    boxes = [sheet.symbol("process", sheet.box("process", row, 1, dy=20)) for row in (0, 1)]
    over = boxes[0].x + aside
    sheet.arrow((over, sheet.ys[0] + short), (over, boxes[0].top)).arrow(boxes[0].down, boxes[1].up)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, None), (2, 3, None)}
    assert not flow.loose
    (joined,) = (edge for edge in flow.edges if edge.source == 1)
    assert joined.confidence < 1


def test_an_arrow_over_the_pages_end_may_go_on_below_the_rest_of_a_row(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task = process(sheet, 2, 1, dy=-12)
    sheet.arrow(task.down, (task.x, sheet.ys[-1] - 12))
    sheet.page()
    task = process(sheet, 1, 2, dy=10)
    end = process(sheet, 2, 2)
    sheet.arrow((task.x - 60, sheet.ys[1] + 9), (task.x - 60, task.y), task.left)
    sheet.arrow(task.down, end.up)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(2, 4, None), (4, 5, None)}
    assert not flow.loose
    (joined,) = (edge for edge in flow.edges if edge.source == 2)
    assert joined.confidence < 0.9


def test_an_arrow_that_stops_above_a_symbol_of_the_last_row_does_not_leave_the_page(
    tmp_path: Path,
) -> None:
    sheet = Sheet(rows=2, row=80)
    above, below = (sheet.symbol("process", sheet.box("process", row, 1)) for row in (0, 1))
    sheet.arrow(above.down, (above.x, below.top - 20))
    sheet.page()
    first = sheet.symbol("process", sheet.box("process", 0, 1))
    sheet.arrow((first.x, sheet.ys[0]), first.up)
    assert (0, 1, None) in edges_of(sheet.flow(tmp_path))
