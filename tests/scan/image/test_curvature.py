"""The picture of a bent or folded page is made flat, and a flat page is left as it is."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extract.layout.grid import cell_boxes
from extract.layout.rulings import find_lattices
from extract.readers.scan.drawing.ruling_lines import find_lines
from extract.readers.scan.image.curvature import flatten
from extract.readers.scan.image.prepare import prepare
from tests.scan.pages import Picture, Print

XS, YS = [30.0, 90.0, 260.0, 330.0, 470.0], [30.0, 70.0, 110.0, 150.0, 200.0, 250.0]
CELLS = (len(XS) - 1) * (len(YS) - 1)
SCALE = 300 / 72

# How many points lower the paper lies at a place, both from 0 to 1 across and down.
Bend = Callable[[Picture, Picture], Picture]
BENDS: dict[str, Bend] = {
    "arched": lambda x, y: 14 * (2 * x - 1) ** 2,
    "sagging": lambda x, y: -14 * (2 * x - 1) ** 2,
    "waved": lambda x, y: 5 * np.sin(2 * np.pi * x),
    "one corner": lambda x, y: 16 * x**3 * y,
    "folded": lambda x, y: 40 * np.abs(x - 0.5),
}


def form() -> Picture:
    """Return a form in two columns."""
    sheet = Print(width=500, height=280)
    sheet.table(XS, YS)
    for y in YS[:-1]:
        sheet.line(96, y + 10, "Menerima berkas permohonan")
    return sheet.grey


def bent(picture: Picture, bend: Bend) -> Picture:
    """Return a picture of bent paper."""
    height, width = picture.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    down = (bend(x / width, y / height) * SCALE).astype(np.float32)
    return np.asarray(cv2.remap(picture, x, y - down, cv2.INTER_LINEAR, borderValue=255))


def cells(picture: Picture) -> int:
    """Return how many cells the picture's tables have."""
    rulings = find_lines(prepare(picture, SCALE).ink, SCALE).rulings
    return sum(len(cell_boxes(lattice)) for lattice in find_lattices(rulings))


@pytest.mark.parametrize("bend", BENDS.values(), ids=BENDS)
def test_a_bent_page_has_its_table_again(bend: Bend) -> None:
    picture = bent(form(), bend)
    assert cells(picture) != CELLS
    flat = flatten(picture, SCALE)
    assert flat is not None
    assert cells(flat.picture) == CELLS


def test_places_lead_back_to_about_where_they_were() -> None:
    flat = flatten(bent(form(), BENDS["one corner"]), SCALE)
    assert flat is not None
    (place,) = cv2.perspectiveTransform(
        np.array([[[470 * SCALE, 250 * SCALE]]], np.float64), flat.bend
    )[0]
    # The corner lay 11.9 points lower; a perspective map comes close to that.
    assert place[1] / SCALE - 250 == pytest.approx(11.9, abs=8)


@pytest.mark.parametrize("lean", [0.0, 2.0])
def test_a_flat_page_is_left_as_it_is(lean: float) -> None:
    picture = form()
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0)
    assert flatten(cv2.warpAffine(picture, turn, (width, height), borderValue=255), SCALE) is None
