"""Kinds of symbols: by rounding relative to size, by text, by filling, by the ways out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from models.step import Symbol
from tests.flow.sheets import SIZE, Box, Sheet, edges_of, symbols_of


def rounded(sheet: Sheet, width: float, height: float, radius: float) -> None:
    box = sheet.box("process", 0, 1)
    left, foot = box.x - width / 2, SIZE[1] - box.y - height / 2
    sheet.canvas.roundRect(left, foot, width, height, radius, stroke=1, fill=0)


@pytest.mark.parametrize(
    ("width", "height", "radius", "kind"),
    [
        (38, 8, 1.4, Symbol.TERMINATOR),
        (38, 10, 1.7, Symbol.TERMINATOR),
        (38, 12, 1.5, Symbol.TERMINATOR),
        (38, 18, 9.0, Symbol.TERMINATOR),
        (38, 20, 1.0, Symbol.PROCESS),
        (60, 40, 2.5, Symbol.PROCESS),
    ],
)
def test_rounding_counts_by_the_symbols_height(
    tmp_path: Path, width: float, height: float, radius: float, kind: Symbol
) -> None:
    sheet = Sheet(rows=1)
    rounded(sheet, width, height, radius)
    (shape,) = sheet.chart(tmp_path).shapes
    assert shape.kind is kind


@pytest.mark.parametrize(
    ("word", "kind"), [("MULAI", "terminator"), ("Selesai", "terminator"), ("Surat", "process")]
)
def test_a_box_called_start_or_end_is_a_terminator(tmp_path: Path, word: str, kind: str) -> None:
    sheet = Sheet(rows=1)
    box = sheet.symbol("process", sheet.box("process", 0, 1))
    sheet.word(box.x0 + 5, box.y + 2, word)
    assert symbols_of(sheet.flow(tmp_path)) == {0: (kind, [1])}


@pytest.mark.parametrize("height", [5, 8])
def test_a_diamond_may_be_flat(tmp_path: Path, height: float) -> None:
    sheet = Sheet(rows=3)
    above, below = (sheet.symbol("process", sheet.box("process", row, 1)) for row in (0, 2))
    box = sheet.box("decision", 1, 1)
    flat = sheet.symbol("decision", Box(box.x0, box.y - height / 2, box.x1, box.y + height / 2))
    sheet.arrow(above.down, flat.up).arrow(flat.down, below.up)
    flow = sheet.flow(tmp_path)
    assert symbols_of(flow)[1] == ("decision", [1])
    assert edges_of(flow) == {(0, 1, None), (1, 2, None)}


HEXAGON = ((0.35, 0), (0.65, 0), (1, 0.5), (0.65, 1), (0.35, 1), (0, 0.5))


@pytest.mark.parametrize(("words", "kind"), [(("Ya", "Tidak"), "decision"), ((), "process")])
def test_two_labelled_ways_out_make_a_decision_of_a_hexagon(
    tmp_path: Path, words: tuple[str, ...], kind: str
) -> None:
    sheet = Sheet(rows=3)
    above, below = (sheet.symbol("process", sheet.box("process", row, 1)) for row in (0, 2))
    box = sheet.box("decision", 1, 1)
    width, height = box.x1 - box.x0, box.bottom - box.top
    corners = [(box.x0 + x * width, box.top + y * height) for x, y in HEXAGON]
    sheet.area(corners, fill=None, stroke=True)
    sheet.arrow(above.down, box.up).arrow(box.down, below.up)
    sheet.arrow(box.right, (box.x1 + 25, box.y), (box.x1 + 25, above.y), above.right)
    if words:
        sheet.word(box.x + 3, box.bottom + 9, words[0]).word(box.x1 + 4, box.y - 3, words[1])
    assert symbols_of(sheet.flow(tmp_path))[1] == (kind, [1])


@pytest.mark.parametrize("radius", [3.5, 5.0, 7.0])
def test_filled_balls_are_the_steps_symbols(tmp_path: Path, radius: float) -> None:
    sheet = Sheet(rows=4)
    balls = [sheet.box("connector", row, column) for row, column in enumerate((0, 1, 2, 1))]
    for ball in balls:
        sheet.canvas.circle(ball.x, SIZE[1] - ball.y, radius, stroke=0, fill=1)
    for one, other in pairwise(balls):
        side = radius if other.x < one.x else -radius
        sheet.arrow((one.x, one.y + radius), (one.x, other.y), (other.x + side, other.y))
    flow = sheet.flow(tmp_path)
    assert [found.columns for _, found in sorted(flow.steps.items())] == [[0], [1], [2], [1]]
    assert edges_of(flow) == {(0, 1, None), (1, 2, None), (2, 3, None)}


def test_a_single_ball_beside_boxes_is_no_step(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    for row in (0, 1, 2):
        sheet.symbol("process", sheet.box("process", row, 1))
    ball = sheet.box("connector", 1, 2)
    sheet.canvas.circle(ball.x, SIZE[1] - ball.y, 4, stroke=0, fill=1)
    assert symbols_of(sheet.flow(tmp_path))[1] == ("process", [1])
