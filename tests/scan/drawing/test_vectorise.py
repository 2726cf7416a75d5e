"""Symbols, connectors and arrowheads of a scanned flowchart become paths as a PDF has them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.drawing.figures import find_figures
from extract.readers.scan.drawing.vectorise import Drawn, vectorise
from models.geometry import BBox
from models.page import DrawnPath
from tests.scan.pages import Picture, Print

BOX = [(40, 40), (76, 40), (76, 58), (40, 58)]
DIAMOND = [(58, 36), (78, 49), (58, 62), (38, 49)]
PENTAGON = [(52, 42), (64, 42), (64, 50), (58, 55), (52, 50)]


def outline(sheet: Print, points: list[tuple[float, float]], width: float = 0.8) -> None:
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        sheet.rule(x0, y0, x1, y1, width)


def capsule(sheet: Print, box: BBox) -> None:
    """Draw a rectangle with round ends."""
    radius = box.height / 2
    sheet.rule(box.x0 + radius, box.top, box.x1 - radius, box.top)
    sheet.rule(box.x0 + radius, box.bottom, box.x1 - radius, box.bottom)
    for x, start in ((box.x0 + radius, 90), (box.x1 - radius, -90)):
        centre = round(x * sheet.scale), round(box.y_mid * sheet.scale)
        axes = round(radius * sheet.scale), round(radius * sheet.scale)
        cv2.ellipse(sheet.grey, centre, axes, 0, start, start + 180, 0, 3)


def head(sheet: Print, x: float, y: float) -> None:
    """Draw a filled arrowhead that points down, its tip at a point."""
    corners = [(x, y), (x - 2.5, y - 5), (x + 2.5, y - 5)]
    dots = np.array([[round(v * sheet.scale) for v in corner] for corner in corners], np.int32)
    cv2.fillPoly(sheet.grey, [dots], 0)


def drawn(sheet: Print) -> Drawn:
    return vectorise(sheet.ink, (), sheet.scale)


def symbols(sheet: Print) -> list[DrawnPath]:
    """Return the closed paths of a symbol's size."""
    return [p for p in drawn(sheet).paths if p.closed and p.bbox.width > 10]


@pytest.mark.parametrize(("points", "corners"), [(BOX, 4), (DIAMOND, 4), (PENTAGON, 5)])
@pytest.mark.parametrize("width", [0.5, 1.2])
def test_an_outline_is_a_closed_path_with_its_corners(
    points: list[tuple[float, float]], corners: int, width: float
) -> None:
    sheet = Print()
    outline(sheet, points, width)
    (path,) = symbols(sheet)
    want = BBox(min(x for x, _ in points), min(y for _, y in points),
                max(x for x, _ in points), max(y for _, y in points))  # fmt: skip
    assert path.bbox == pytest.approx(want, abs=2.2)
    assert abs(len(path.points) - 1 - corners) <= 1


def test_a_capsule_is_curved_and_a_box_is_not() -> None:
    sheet = Print()
    capsule(sheet, BBox(40, 40, 80, 58))
    outline(sheet, [(x, y + 50) for x, y in BOX])
    box, round_ended = sorted(symbols(sheet), key=lambda path: -path.bbox.top)
    assert round_ended.curved
    assert not box.curved


def test_symbols_joined_by_lines_are_apart() -> None:
    sheet = Print()
    outline(sheet, BOX)
    outline(sheet, [(x, y + 60) for x, y in BOX])
    sheet.rule(58, 58, 58, 96)
    head(sheet, 58, 100)
    found = drawn(sheet).paths
    assert len([p for p in found if p.closed and p.bbox.width > 10]) == 2
    filled = [p for p in found if p.filling is not None]
    assert filled, "the arrowhead"
    assert any(abs(p.bbox.x_mid - 58) < 2 and p.bbox.bottom > 92 for p in filled)


def test_the_white_between_a_diamond_and_the_lines_around_it_is_no_symbol() -> None:
    sheet = Print()
    # As scans have them, not quite even.
    outline(sheet, [(58, 36), (78, 50.5), (58, 62), (38, 49)])
    for ends in ((20, 14, 58, 14), (58, 14, 58, 36), (20, 14, 20, 49), (20, 49, 38, 49)):
        sheet.rule(*ends)
    (path,) = symbols(sheet)
    assert path.bbox == pytest.approx((38, 36, 78, 62), abs=2.2)


def test_an_outline_with_a_hair_fine_gap_is_whole() -> None:
    sheet = Print()
    outline(sheet, BOX)
    sheet.grey[round(39 * sheet.scale) : round(41 * sheet.scale), round(60 * sheet.scale)] = 255
    assert len(symbols(sheet)) == 1


def test_a_filled_symbol_is_found_by_its_body() -> None:
    sheet = Print()
    sheet.grey[round(40 * sheet.scale) : round(58 * sheet.scale),
               round(40 * sheet.scale) : round(76 * sheet.scale)] = 60  # fmt: skip
    (path,) = symbols(sheet)
    assert path.bbox == pytest.approx((40, 40, 76, 58), abs=1.5)


def test_print_is_no_symbol() -> None:
    sheet = Print()
    for y in range(10, 160, 14):
        sheet.line(10, y, "OODDBB 0068 Memeriksa dokumen")
    assert symbols(sheet) == []


def test_the_mask_holds_symbols_and_not_print() -> None:
    sheet = Print()
    outline(sheet, BOX)
    symbol = sheet.ink.copy()
    sheet.line(120, 100, "Memeriksa")
    mask = drawn(sheet).mask > 0
    assert (mask & (symbol > 0)).sum() > 0.95 * (symbol > 0).sum()
    assert not mask[:, round(115 * sheet.scale) :].any()


def figure(draw: str) -> tuple[Print, Picture]:
    """Return a sheet with a figure beside print, and where the print is."""
    sheet = Print()
    sheet.line(30, 120, "Stempel dinas, nomor 12-34")
    printed = sheet.ink.copy()
    centre = round(150 * sheet.scale), round(60 * sheet.scale)
    match draw:
        case "ring":
            cv2.circle(sheet.grey, centre, round(30 * sheet.scale), 0, 3)
        case "block":
            sheet.grey[100:200, 500:620] = 0
        case "stroke":
            sheet.rule(60, 60, 90, 61)
        case "crest":
            cv2.circle(sheet.grey, centre, round(26 * sheet.scale), 0, -1)
    return sheet, printed


@pytest.mark.parametrize("draw", ["ring", "block", "stroke", "crest"])
def test_figures_are_found_and_print_is_none(draw: str) -> None:
    sheet, printed = figure(draw)
    found = find_figures(sheet.ink, sheet.scale) > 0
    beside = (sheet.ink > 0) & (printed == 0)
    assert (found & beside).sum() > 0.98 * beside.sum()
    assert not (found & (printed > 0)).any()
