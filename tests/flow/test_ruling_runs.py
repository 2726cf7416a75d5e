"""Lines on paper that run along a ruling: their pieces before and behind it are one line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.flow.network.read import read_chart
from models.flowchart import Arrowhead, Chart, Drawing, Frame, Point, Shape, Stroke
from models.geometry import BBox
from models.step import Symbol

RULINGS = (100.0, 140.0, 180.0, 220.0)
COLUMNS = ((100.0, 160.0), (160.0, 220.0), (220.0, 280.0))


def box(row: int, column: int) -> Shape:
    """Return a process in the middle of a cell."""
    x, y = sum(COLUMNS[column]) / 2, RULINGS[row] + 20
    return Shape(Symbol.PROCESS, BBox(x - 18, y - 9, x + 18, y + 9))


def head(point: Point) -> Arrowhead:
    """Return a head that points down at a place."""
    x, y = point
    return Arrowhead(((x, y), (x - 3, y - 5), (x + 3, y - 5)), BBox(x - 3, y - 5, x + 3, y))


def chart_of(*shapes: Shape, ends: list[tuple[Point, Point]], pictured: bool = True) -> Chart:
    """Read a drawing of pieces; those that lead down to a symbol's top have a head."""
    tops = {(s.bbox.x_mid, s.bbox.top) for s in shapes}
    frame = Frame(
        1, COLUMNS, tuple(pairwise(RULINGS)), (0, 1, 2),
        tuple(x for x, _ in COLUMNS), RULINGS,
    )  # fmt: skip
    drawing = Drawing(
        shapes,
        tuple(Stroke(a, b) for a, b in ends),
        tuple(head(b) for _, b in ends if b in tops),
    )
    return read_chart(drawing, frame, pictured=pictured)


def pieces(upper: Shape, lower: Shape, ruling: float) -> list[tuple[Point, Point]]:
    """Return what is seen of a line between two symbols that runs along a ruling."""
    one, other = upper.bbox, lower.bbox
    return [
        ((one.x_mid, one.bottom), (one.x_mid, ruling - 1)),
        ((other.x_mid, ruling + 1), (other.x_mid, other.top)),
    ]


def links(chart: Chart) -> list[tuple[int | None, int | None]]:
    return sorted((link.source, link.target) for link in chart.links)  # type: ignore[type-var]


def test_the_only_two_lines_that_end_on_a_ruling_are_one() -> None:
    a, b, c = box(0, 0), box(1, 2), box(2, 1)
    chart = chart_of(a, b, c, ends=[*pieces(a, b, 140.0), *pieces(b, c, 180.0)])
    assert links(chart) == [(0, 1), (1, 2)]
    assert all(link.confidence <= 0.8 for link in chart.links)
    assert chart.loose == []


@pytest.mark.parametrize("off", [0.0, 6.0])
def test_nothing_is_supposed_on_a_digital_page_or_off_a_ruling(off: float) -> None:
    a, b = box(0, 0), box(1, 2)
    chart = chart_of(a, b, ends=pieces(a, b, 140.0 - off), pictured=off > 0)
    assert (0, 1) not in links(chart)


def test_three_lines_that_end_on_a_ruling_are_left_open() -> None:
    a, b, c = box(0, 0), box(0, 1), box(1, 2)
    chart = chart_of(a, b, c, ends=[*pieces(a, c, 140.0), pieces(b, c, 140.0)[0]])
    assert links(chart) == []
    assert chart.loose


def test_two_heads_are_not_joined() -> None:
    a, b, c = box(0, 0), box(1, 1), box(1, 2)
    chart = chart_of(a, b, c, ends=[pieces(a, b, 140.0)[1], pieces(a, c, 140.0)[1]])
    assert links(chart) == []
