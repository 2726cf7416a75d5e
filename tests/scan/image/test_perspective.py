"""A page photographed at an angle is made rectangular, and maps back to the photo."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.layout.grid import cell_boxes
from extract.layout.rulings import find_lattices
from extract.readers.scan.drawing.ruling_lines import find_lines
from extract.readers.scan.image.perspective import rectify
from extract.readers.scan.image.prepare import prepare
from models.geometry import BBox
from models.page import Page
from tests.scan.pages import Picture, Print

XS, YS = [20.0, 60.0, 220.0, 300.0, 380.0], [30.0, 70.0, 110.0, 150.0, 200.0, 250.0]


def form() -> Print:
    sheet = Print(width=400, height=280)
    sheet.table(XS, YS)
    for y in YS[:-1]:
        sheet.line(66, y + 10, "Menerima berkas permohonan")
    return sheet


def from_aside(picture: Picture, *shifts: tuple[float, float]) -> tuple[Picture, np.ndarray]:
    """Return a picture with its corners moved by parts of its width, and the map used."""
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + np.array(shifts, np.float32) * width
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return np.asarray(
        cv2.warpPerspective(picture, matrix, (width, height), borderValue=(255, 255, 255))
    ), matrix


MODERATE = ((0.04, 0.02), (-0.01, 0.03), (-0.05, -0.03), (0.02, -0.01))
KEYSTONE = ((0.06, 0.0), (-0.06, 0.0), (0.0, 0.0), (0.0, 0.0))
SIDE = ((0.0, 0.0), (0.0, 0.05), (0.0, -0.05), (0.0, 0.0))


def table_of(picture: Picture, scale: float) -> list[int]:
    """Return how many cells the rows of the picture's table have."""
    rulings = find_lines(prepare(picture, scale).ink, scale).rulings
    (lattice,) = find_lattices(rulings)
    tops = [round(box.top / 10) for box in cell_boxes(lattice)]
    return [tops.count(top) for top in sorted(set(tops))]


@pytest.mark.parametrize("shifts", [MODERATE, KEYSTONE, SIDE], ids=["moderate", "keystone", "side"])
@pytest.mark.parametrize("quarter_turns", [0, 1])
def test_the_table_of_a_photo_has_its_cells_again(
    shifts: tuple[tuple[float, float], ...], quarter_turns: int
) -> None:
    sheet = form()
    photo, _ = from_aside(sheet.grey, *shifts)
    photo = np.ascontiguousarray(np.rot90(photo, quarter_turns))
    flat = rectify(photo, sheet.scale)
    assert flat is not None
    upright = np.ascontiguousarray(np.rot90(flat.picture, -quarter_turns))
    assert table_of(upright, sheet.scale) == [4] * 5


@pytest.mark.parametrize("shifts", [MODERATE, KEYSTONE, SIDE], ids=["moderate", "keystone", "side"])
def test_a_place_on_the_flat_page_leads_back_to_the_photo(
    shifts: tuple[tuple[float, float], ...],
) -> None:
    sheet = form()
    for x, y in ((40, 50), (340, 60), (350, 230), (100, 235)):
        sheet.dot(x, y, 3)
    photo, _ = from_aside(sheet.grey, *shifts)
    flat = rectify(photo, sheet.scale)
    assert flat is not None
    height, width = (side / sheet.scale for side in flat.picture.shape)
    page = Page(1, width, height, bend=flat.bend_in_points(sheet.scale))
    dots = cv2.morphologyEx(255 - flat.picture, cv2.MORPH_OPEN, np.ones((13, 13), np.uint8))
    _, _, _, middles = cv2.connectedComponentsWithStats((dots > 128).astype(np.uint8))
    assert len(middles) == 5
    for x, y in middles[1:] / sheet.scale:
        shown = page.place_shown(BBox(x - 2, y - 2, x + 2, y + 2))
        at = round(shown.y_mid * sheet.scale), round(shown.x_mid * sheet.scale)
        assert photo[at] < 60


@pytest.mark.parametrize("degrees", [0.0, 1.5, -3.0])
def test_a_page_that_only_leans_is_left_to_be_levelled(degrees: float) -> None:
    sheet = form()
    height, width = sheet.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    leaning = cv2.warpAffine(sheet.grey, matrix, (width, height), borderValue=255)
    assert rectify(np.asarray(leaning), sheet.scale) is None


def test_print_alone_tells_nothing() -> None:
    sheet = Print(width=400, height=280)
    for y in range(20, 260, 14):
        sheet.line(20, y, "Menerima dan memeriksa berkas permohonan surat keterangan")
    photo, _ = from_aside(sheet.grey, *MODERATE)
    assert rectify(photo, sheet.scale) is None


def test_lines_that_meet_nowhere_are_left_alone() -> None:
    sheet = Print(width=400, height=280)
    random = np.random.default_rng(5)
    for _ in range(40):
        x, y = random.uniform(20, 250), random.uniform(20, 260)
        sheet.rule(x, y, x + 100, y + random.uniform(-20, 20))
        sheet.rule(x, y / 2, x + random.uniform(-20, 20), y / 2 + 110)
    assert rectify(sheet.grey, sheet.scale) is None


def test_a_blank_picture_is_left_alone() -> None:
    assert rectify(Print().grey, 4.0) is None
    assert rectify(Print().colour, 4.0) is None
