"""Strokes cleaned into the ruling lines of tables."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extract.layout.rulings import find_lattices, merge_strokes
from models.page import Ruling


def h(y: float, start: float, end: float) -> Ruling:
    return Ruling(y, start, end, horizontal=True)


def v(x: float, start: float, end: float) -> Ruling:
    return Ruling(x, start, end, horizontal=False)


def table(xs: Iterable[float], ys: Iterable[float]) -> list[Ruling]:
    """Return the rulings of a whole table."""
    xs, ys = list(xs), list(ys)
    return [h(y, xs[0], xs[-1]) for y in ys] + [v(x, ys[0], ys[-1]) for x in xs]


TABLE = table((0, 100, 200, 300), (0, 50, 100, 150))


def counts(strokes: list[Ruling]) -> list[tuple[int, int]]:
    return [(len(x.horizontals), len(x.verticals)) for x in find_lattices(strokes)]


def test_strokes_end_to_end_are_one_line() -> None:
    assert merge_strokes([h(10, 0, 40), h(10.5, 41, 80), h(10, 80, 120)]) == [
        Ruling(pytest.approx(10.17, abs=0.05), 0, 120, horizontal=True)
    ]


def test_strokes_apart_along_or_across_stay_apart() -> None:
    assert len(merge_strokes([h(10, 0, 40), h(10, 60, 100), h(20, 0, 100)])) == 3


def test_a_table_is_one_lattice() -> None:
    assert counts(TABLE) == [(4, 4)]


def test_tables_that_do_not_touch_are_two() -> None:
    lower = table((0, 150, 300), (200, 250))
    assert sorted(counts([*TABLE, *lower])) == [(2, 3), (4, 4)]


@pytest.mark.parametrize(
    "stroke",
    [v(150, 20, 80), h(75, 40, 160), v(250, 25, 140), h(25, 10, 90)],
    ids=["arrow over a ruling", "arrow over a column", "long arrow", "underline"],
)
def test_a_stroke_that_ends_inside_a_cell_is_no_ruling(stroke: Ruling) -> None:
    assert counts([*TABLE, stroke]) == [(4, 4)]


def test_a_connector_that_runs_out_of_the_table_is_no_ruling() -> None:
    assert counts([*TABLE, v(150, 120, 170)]) == [(4, 4)]


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_an_outer_border_may_be_missing(side: str) -> None:
    gone = {"left": v(0, 0, 150), "right": v(300, 0, 150), "top": h(0, 0, 300),
            "bottom": h(150, 0, 300)}[side]  # fmt: skip
    [lattice] = find_lattices([r for r in TABLE if r != gone])
    assert len(lattice.horizontals) + len(lattice.verticals) == 7
    assert lattice.bbox == (0, 0, 300, 150)


def test_all_outer_borders_may_be_missing_around_one_column_line() -> None:
    strokes = [*(h(y, 0, 300) for y in (50, 100, 150)), v(100, 0, 200)]
    [lattice] = find_lattices(strokes)
    assert lattice.bbox == (0, 0, 300, 200)


def test_strokes_without_a_table_are_none() -> None:
    assert find_lattices([]) == []
    assert find_lattices([h(10, 0, 100), v(300, 0, 50)]) == []
