"""Symbols in every way that producers paint them, and those that are none."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

import pytest

from models.step import Symbol
from tests.flow.sheets import SIZE, Box, Sheet, outline_of, steps, symbols_of

Painter = Callable[[Sheet, str, Box], None]
KINDS = ("terminator", "process", "decision")


def outlined(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box)


def filled(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box, fill=0.7, stroke=False)


def both(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box, fill=0.9)


def twice(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box, fill=0.9, stroke=False)
    sheet.symbol(kind, box)


def black_with_white_words(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box, fill=0.0)


def worded(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box)
    sheet.word(box.x - 9, box.y + 2, "Surat")


def on_a_shadow(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box.moved(3.5, 3.5), fill=0.6, stroke=False)
    sheet.symbol(kind, box, fill=1.0)


def with_a_gradient(sheet: Sheet, kind: str, box: Box) -> None:
    width = (box.x1 - box.x0) / 20
    for i in range(20):
        x = box.x0 + i * width
        strip = [(x, box.top), (x + width, box.top), (x + width, box.bottom), (x, box.bottom)]
        sheet.area(strip, fill=0.5 + i / 50)
    sheet.symbol(kind, box)


def double_lined(sheet: Sheet, kind: str, box: Box) -> None:
    sheet.symbol(kind, box)
    sheet.symbol(kind, Box(box.x0 + 1.5, box.top + 1.5, box.x1 - 1.5, box.bottom - 1.5))


def by_single_lines(sheet: Sheet, kind: str, box: Box) -> None:
    corners = outline_of(kind, box)
    sheet.lines(*corners, corners[0])


def by_a_gaping_line(sheet: Sheet, kind: str, box: Box) -> None:
    corners = outline_of(kind, box)
    sheet.line(*corners, (corners[0][0] + 0.6, corners[0][1] + 0.3))


def by_two_halves(sheet: Sheet, kind: str, box: Box) -> None:
    corners = outline_of(kind, box)
    half = len(corners) // 2
    sheet.line(*corners[: half + 1]).line(*corners[half:], corners[0])


def as_a_ring(sheet: Sheet, kind: str, box: Box) -> None:
    outer = outline_of(kind, box)
    inner = outline_of(kind, Box(box.x0 + 1.2, box.top + 1.2, box.x1 - 1.2, box.bottom - 1.2))
    sheet.area([*outer, outer[0], inner[0], *inner[:0:-1], inner[0], outer[0]])


PAINTERS = (
    outlined, filled, both, twice, black_with_white_words, worded, on_a_shadow, with_a_gradient,
    double_lined, by_single_lines, by_a_gaping_line, by_two_halves, as_a_ring,
)  # fmt: skip


@pytest.mark.parametrize("rulings", ["lines", "rects", "cells"])
@pytest.mark.parametrize("paint", PAINTERS)
def test_symbols_are_read_however_they_are_painted(
    tmp_path: Path, paint: Painter, rulings: str
) -> None:
    sheet = Sheet(rows=3, rulings=rulings)
    for row, kind in enumerate(KINDS):
        paint(sheet, kind, sheet.box(kind, row, row))
    chart = sheet.chart(tmp_path)
    assert [str(shape.kind) for shape in sorted(chart.shapes, key=lambda s: s.bbox.top)] == [*KINDS]
    assert not chart.links
    assert not chart.loose


@pytest.mark.parametrize("paint", [outlined, by_single_lines, on_a_shadow])
def test_symbols_stand_in_the_cell_that_holds_most_of_them(tmp_path: Path, paint: Painter) -> None:
    sheet = Sheet(rows=4)
    places = [(0, 0, 30.0, 0.0), (1, 2, -28.0, 20.0), (2, 1, 0.0, -22.0), (3, 0, -20.0, 12.0)]
    for row, column, dx, dy in places:
        paint(sheet, "process", sheet.box("process", row, column, dx, dy))
    assert symbols_of(sheet.flow(tmp_path)) == {
        row: ("process", [column]) for row, column, _, _ in places
    }


def test_a_symbol_between_two_rows_goes_to_the_one_without(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    sheet.symbol("process", sheet.box("process", 0, 0))
    sheet.symbol("process", sheet.box("process", 1, 0, dy=-27.0))
    sheet.symbol("process", sheet.box("process", 2, 0))
    assert sorted(symbols_of(sheet.flow(tmp_path))) == [0, 1, 2]


@pytest.mark.parametrize("rulings", ["lines", "rects", "cells"])
def test_symbols_may_fill_their_cell_or_touch_its_rulings(tmp_path: Path, rulings: str) -> None:
    sheet = Sheet(rows=3, row=26.0, rulings=rulings)
    cells = [
        Box(sheet.left + 2, sheet.ys[0] + 2, sheet.left + sheet.column - 2, sheet.ys[1] - 2),
        Box(sheet.left + sheet.column, sheet.ys[1], sheet.left + 2 * sheet.column - 9, sheet.ys[2]),
        Box(sheet.left + 12, sheet.ys[2] - 3, sheet.left + sheet.column + 8, sheet.ys[3] + 3),
    ]
    for box in cells:
        sheet.symbol("process", box)
    assert symbols_of(sheet.flow(tmp_path)) == {
        0: ("process", [0]), 1: ("process", [1]), 2: ("process", [0]),
    }  # fmt: skip


def test_shaded_cells_are_no_symbols(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    xs, ys = sheet.xs, sheet.ys
    sheet.area([(xs[2], ys[0]), (xs[3], ys[0]), (xs[3], ys[1]), (xs[2], ys[1])], fill=0.9)
    sheet.area([(xs[2], ys[1]), (xs[5], ys[1]), (xs[5], ys[2]), (xs[2], ys[2])], fill=0.95)
    chart = sheet.chart(tmp_path)
    assert not chart.shapes
    assert not chart.loose


def test_every_column_with_a_symbol_is_the_steps(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    for column in (0, 2):
        sheet.symbol("process", sheet.box("process", 0, column))
    wide = Box(sheet.xs[2] + 12, sheet.ys[1] + 15, sheet.xs[4] - 12, sheet.ys[1] + 36)
    sheet.symbol("process", wide)
    assert symbols_of(sheet.flow(tmp_path)) == {0: ("process", [0, 2]), 1: ("process", [0, 1])}


def capsule(sheet: Sheet, box: Box) -> None:
    height = box.bottom - box.top
    sheet.canvas.roundRect(
        box.x0, SIZE[1] - box.bottom, box.x1 - box.x0, height, height / 2, stroke=1, fill=0
    )


def ellipse(sheet: Sheet, box: Box) -> None:
    sheet.canvas.ellipse(box.x0, SIZE[1] - box.bottom, box.x1, SIZE[1] - box.top)


def two_arcs_and_two_lines(sheet: Sheet, box: Box) -> None:
    r = (box.bottom - box.top) / 2
    for start, sign in ((box.x1 - r, 1), (box.x0 + r, -1)):
        sheet.line(*((start + sign * r * sin(a), box.y - r * cos(a)) for a in steps(0, pi)))
    sheet.line((box.x0 + r, box.top), (box.x1 - r, box.top))
    sheet.line((box.x0 + r, box.bottom), (box.x1 - r, box.bottom))


def circle(sheet: Sheet, box: Box) -> None:
    sheet.canvas.circle(box.x, SIZE[1] - box.y, 7)


def rounded(box: Box, radius: float) -> list[tuple[float, float]]:
    """Return a box whose corners are rounded by straight pieces, as printer drivers do."""
    corners = (
        (box.x1 - radius, box.top + radius, 0), (box.x1 - radius, box.bottom - radius, 1),
        (box.x0 + radius, box.bottom - radius, 2), (box.x0 + radius, box.top + radius, 3),
    )  # fmt: skip
    return [
        (x + radius * sin(a), y - radius * cos(a))
        for x, y, turn in corners
        for a in steps(turn * pi / 2, (turn + 1) * pi / 2, 4)
    ]


def rounded_in_a_thick_line(sheet: Sheet, box: Box) -> None:
    """Paint the filling, then the line around it as what lies between two outlines."""
    sheet.area(rounded(box, 2.4), fill=0.5)
    inner = Box(box.x0 + 0.7, box.top + 0.7, box.x1 - 0.7, box.bottom - 0.7)
    outer = Box(box.x0 - 0.7, box.top - 0.7, box.x1 + 0.7, box.bottom + 0.7)
    sheet.area(rounded(outer, 3.1), fill=0.2)
    sheet.area(rounded(inner, 1.7), fill=0.2)


def polygon(*points: tuple[float, float]) -> Callable[[Sheet, Box], None]:
    """Return a painter of a polygon whose corners are parts of its box."""

    def paint(sheet: Sheet, box: Box) -> None:
        width, height = box.x1 - box.x0, box.bottom - box.top
        sheet.area(
            [(box.x0 + x * width, box.top + y * height) for x, y in points], fill=None, stroke=True
        )

    return paint


def document(sheet: Sheet, box: Box) -> None:
    path = sheet.canvas.beginPath()
    height = box.bottom - box.top
    foot = SIZE[1] - box.bottom
    path.moveTo(box.x0, SIZE[1] - box.top)
    path.lineTo(box.x1, SIZE[1] - box.top)
    path.lineTo(box.x1, foot + height * 0.2)
    path.curveTo(
        box.x, foot + height * 0.2, box.x, foot - height * 0.1, box.x0, foot + height * 0.08
    )
    path.close()
    sheet.canvas.drawPath(path)


TOP_PENTAGON = ((0.5, 0), (1, 0.4), (1, 1), (0, 1), (0, 0.4))
FIGURES = {
    "capsule of Bezier curves": (capsule, "terminator", Symbol.TERMINATOR),
    "ellipse": (ellipse, "terminator", Symbol.TERMINATOR),
    "arcs and lines": (two_arcs_and_two_lines, "terminator", Symbol.TERMINATOR),
    "slightly rounded, thick line": (
        rounded_in_a_thick_line, "terminator", Symbol.TERMINATOR,
    ),
    "circle": (circle, "connector", Symbol.CONNECTOR),
    "pentagon down": (
        polygon(*((x, 1 - y) for x, y in TOP_PENTAGON)), "connector", Symbol.CONNECTOR,
    ),
    "pentagon up": (polygon(*TOP_PENTAGON), "connector", Symbol.CONNECTOR),
    "pentagon left": (polygon(*((y, x) for x, y in TOP_PENTAGON)), "connector", Symbol.CONNECTOR),
    "pentagon right": (
        polygon(*((1 - y, x) for x, y in TOP_PENTAGON)), "connector", Symbol.CONNECTOR,
    ),
    "even pentagon": (
        polygon(*((0.5 + sin(a) / 2, 0.5 - cos(a) / 2) for a in steps(0, 2 * pi, 5)[:-1])),
        "connector", Symbol.CONNECTOR,
    ),
    "hexagon": (
        polygon((0.2, 0), (0.8, 0), (1, 0.5), (0.8, 1), (0.2, 1), (0, 0.5)), "process",
        Symbol.PROCESS,
    ),
    "parallelogram": (
        polygon((0.25, 0), (1, 0), (0.75, 1), (0, 1)), "process", Symbol.PROCESS,
    ),
    "document": (document, "document", Symbol.DOCUMENT),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_told_by_their_outline(tmp_path: Path, name: str) -> None:
    paint, size, symbol = FIGURES[name]
    sheet = Sheet(rows=1)
    paint(sheet, sheet.box(size, 0, 1))
    (shape,) = sheet.chart(tmp_path).shapes
    assert shape.kind is symbol


def test_what_is_too_small_or_no_symbol_is_left_out(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    star = [
        (
            sheet.xs[3] + 20 + (9 if i % 2 else 3) * sin(a),
            sheet.ys[1] + 25 + (9 if i % 2 else 3) * cos(a),
        )
        for i, a in enumerate(steps(0, 2 * pi, 10)[:-1])
    ]
    sheet.area(star)
    sheet.canvas.rect(sheet.xs[2] + 10, SIZE[1] - sheet.ys[1] + 10, 4, 4)
    assert not sheet.chart(tmp_path).shapes
