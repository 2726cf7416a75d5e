"""Filled symbols keep their outline; headings, print and shadows are no symbols."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.flow.drawing.symbols import classify
from extract.readers.scan.drawing.vectorise import vectorise
from extract.readers.scan.image.prepare import prepare
from extract.readers.scan.image.shaded_areas import find_shaded
from models.geometry import BBox
from models.page import DrawnPath
from models.step import Symbol
from tests.scan.pages import Print

SHAPES = {
    Symbol.PROCESS: [(40, 40), (90, 40), (90, 66), (40, 66)],
    Symbol.DECISION: [(65, 34), (95, 53), (65, 72), (35, 53)],
    Symbol.CONNECTOR: [(52, 40), (72, 40), (72, 56), (62, 66), (52, 56)],
}


def fill(sheet: Print, points: list[tuple[float, float]], shade: int) -> None:
    corners = np.array([[round(v * sheet.scale) for v in point] for point in points], np.int32)
    cv2.fillPoly(sheet.grey, [corners], shade)
    cv2.polylines(sheet.grey, [corners], True, 40, 3)


def symbols(sheet: Print) -> list[DrawnPath]:
    """Return the closed paths of a symbol's size of the prepared sheet."""
    prepared = prepare(sheet.grey, sheet.scale)
    drawn = vectorise(prepared.ink, (), sheet.scale, prepared.shaded)
    return [p for p in drawn.paths if p.closed and min(p.bbox.width, p.bbox.height) > 12]


@pytest.mark.parametrize("symbol", SHAPES)
@pytest.mark.parametrize("shade", [70, 110, 165])
def test_a_filled_symbol_has_its_shape(symbol: Symbol, shade: int) -> None:
    sheet = Print()
    fill(sheet, SHAPES[symbol], shade)
    (path,) = symbols(sheet)
    points = SHAPES[symbol]
    want = BBox(min(x for x, _ in points), min(y for _, y in points),
                max(x for x, _ in points), max(y for _, y in points))  # fmt: skip
    assert path.bbox == pytest.approx(want, abs=3.0)
    shape = classify(path.points, curved=path.curved)
    assert shape is not None
    assert shape.kind is symbol


@pytest.mark.parametrize("shade", [70, 165])
def test_a_filled_capsule_stays_round(shade: int) -> None:
    sheet = Print()
    for x in (52, 78):
        centre = round(x * sheet.scale), round(52 * sheet.scale)
        cv2.circle(sheet.grey, centre, round(11 * sheet.scale), shade, -1)
    fill(sheet, [(52, 41), (78, 41), (78, 63), (52, 63)], shade)
    (path,) = symbols(sheet)
    shape = classify(path.points, curved=path.curved)
    assert shape is not None
    assert shape.kind is Symbol.TERMINATOR


def test_an_arrow_that_runs_into_a_filled_symbol_is_no_part_of_it() -> None:
    sheet = Print()
    fill(sheet, SHAPES[Symbol.PROCESS], 110)
    sheet.rule(65, 10, 65, 40)
    head = np.array([[65, 40], [62.5, 34], [67.5, 34]]) * sheet.scale
    cv2.fillPoly(sheet.grey, [head.round().astype(np.int32)], 0)
    (path,) = symbols(sheet)
    assert path.bbox.top == pytest.approx(40, abs=1.5)


def test_print_lines_and_a_shadow_are_no_shade() -> None:
    sheet = Print()
    sheet.line(20, 20, "MENERIMA DAN MEMERIKSA", size=14)
    sheet.table([20, 90, 220], [60, 90, 150], 1.2)
    light = np.linspace(1.0, 0.6, sheet.grey.shape[1])[None, :]
    shadow = (sheet.grey * light).astype(np.uint8)
    assert not find_shaded(shadow, sheet.scale).any()
