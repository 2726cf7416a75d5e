"""Pale and hairline rulings are found by their contrast along their length."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.readers.scan.drawing.faint_lines import with_faint_lines
from extract.readers.scan.drawing.ruling_lines import LineMap, find_lines
from extract.readers.scan.image.pale_strokes import find_narrow
from extract.readers.scan.image.prepare import prepare
from tests.scan.pages import Picture, Print

XS, YS = [20.0, 90.0, 160.0, 220.0], [20.0, 60.0, 110.0, 150.0]


def rule(grey: Picture, scale: float, ends: Sequence[float], shade: int, width: float) -> None:
    """Draw a line of a shade over a picture; darker pixels stay."""
    line = np.full_like(grey, 255)
    x0, y0, x1, y1 = (round(value * scale) for value in ends)
    cv2.line(line, (x0, y0), (x1, y1), shade, max(round(width * scale), 1))
    np.minimum(grey, line, out=grey)


def table(sheet: Print, shade: int, *, width: float = 0.3, frame: int | None = None) -> None:
    """Draw a table in a shade, its frame in another where one is given."""
    for x in XS:
        edge = frame if frame is not None and x in (XS[0], XS[-1]) else shade
        rule(sheet.grey, sheet.scale, (x, YS[0], x, YS[-1]), edge, width)
    for y in YS:
        edge = frame if frame is not None and y in (YS[0], YS[-1]) else shade
        rule(sheet.grey, sheet.scale, (XS[0], y, XS[-1], y), edge, width)


def found(sheet: Print) -> LineMap:
    return with_faint_lines(find_lines(sheet.ink, sheet.scale), sheet.grey, sheet.ink, sheet.scale)


def positions(lines: LineMap, *, horizontal: bool) -> list[float]:
    return sorted(r.position for r in lines.rulings if r.horizontal is horizontal)


@pytest.mark.parametrize("shade", [160, 200, 225, 232])
def test_a_table_of_pale_hair_lines_is_found(shade: int) -> None:
    sheet = Print()
    table(sheet, shade)
    lines = found(sheet)
    assert positions(lines, horizontal=True) == pytest.approx(YS, abs=0.6)
    assert positions(lines, horizontal=False) == pytest.approx(XS, abs=0.6)
    assert set(lines.faint) == set(lines.rulings)


def test_pale_lines_within_a_dark_frame_are_found_to_their_ends() -> None:
    sheet = Print()
    table(sheet, 240, frame=0)
    inner = [ruling for ruling in found(sheet).faint if not ruling.horizontal]
    assert sorted(r.position for r in inner) == pytest.approx(XS[1:-1], abs=0.6)
    for ruling in inner:
        assert (ruling.start, ruling.end) == pytest.approx((YS[0], YS[-1]), abs=2.0)


def test_a_pale_line_goes_on_under_letters() -> None:
    sheet = Print()
    for y in range(24, 148, 12):
        sheet.line(62, y, "memeriksa berkas")
    table(sheet, 225, frame=0)
    inner = [ruling for ruling in found(sheet).faint if abs(ruling.position - XS[1]) < 1]
    assert sum(ruling.length for ruling in inner) == pytest.approx(YS[-1] - YS[0], abs=4)


def test_what_shows_through_from_the_back_is_no_table() -> None:
    sheet = Print()
    ghost = Print()
    ghost.table([35, 70, 130, 205], [35, 75, 95, 135])
    behind = cv2.GaussianBlur(ghost.grey, (0, 0), 4).astype(np.float32)
    sheet.grey = (255 - (255 - behind) * 0.15).round().astype(np.uint8)
    sheet.table(XS, YS)
    assert found(sheet).faint == ()


@pytest.mark.parametrize("soft", [0.0, 2.5])
def test_print_has_no_pale_lines(soft: float) -> None:
    sheet = Print()
    for y in range(10, 160, 14):
        sheet.line(10, y, "MENERIMA DAN MEMERIKSA HHHH llll")
    if soft:
        sheet.grey = np.asarray(cv2.GaussianBlur(sheet.grey, (0, 0), soft))
    assert found(sheet).faint == ()


def test_the_edge_of_shading_and_grain_are_no_lines() -> None:
    sheet = Print()
    sheet.grey[100:300, 100:800] = 225
    grain = np.random.default_rng(5).normal(0, 5, sheet.grey.shape)
    sheet.grey = np.clip(sheet.grey + grain, 0, 255).astype(np.uint8)
    assert found(sheet).faint == ()


def test_a_page_with_pale_lines_only_is_levelled_by_them() -> None:
    sheet = Print()
    table(sheet, 205, width=0.5)
    height, width = sheet.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 1.2, 1)
    leaning = np.asarray(cv2.warpAffine(sheet.grey, matrix, (width, height), borderValue=255))
    assert prepare(leaning, sheet.scale).lean == pytest.approx(-1.2, abs=0.15)
    assert find_narrow(leaning, np.zeros_like(leaning), sheet.scale).any()
