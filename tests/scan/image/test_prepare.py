"""Each step of preparing a page's picture, on pictures that need it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.image.coloured_ink import lift_colour
from extract.readers.scan.image.prepare import (
    as_positive,
    even_light,
    find_ink,
    find_skew,
    prepare,
    without_dark_borders,
    without_specks,
)
from tests.scan.pages import Picture, Print

VIOLET, BLUE_PEN = (165, 60, 95), (150, 50, 20)


def form() -> Print:
    """Return a sheet with a table and print in it."""
    sheet = Print(width=300, height=220)
    sheet.table([20, 120, 280], [20, 60, 100, 140])
    for row, text in enumerate(("Menerima berkas", "Memeriksa berkas", "Menyerahkan surat")):
        sheet.line(126, 32 + 40 * row, text)
    return sheet


def test_a_negative_is_inverted_and_a_page_on_a_dark_table_is_not() -> None:
    page = form().colour
    assert np.array_equal(as_positive(255 - page), page)
    assert np.array_equal(as_positive(page), page)
    screenshot = np.where(page > 150, 30, 220).astype(np.uint8)
    assert np.median(as_positive(screenshot)) > 200
    height, width = page.shape[:2]
    table = np.full((height * 3 // 2, width * 3 // 2, 3), 40, np.uint8)
    table[:height, :width] = page
    assert np.array_equal(as_positive(table), table)


def turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_AREA,
                       borderValue=(255, 255, 255))
    )  # fmt: skip


@pytest.mark.parametrize("degrees", [-4.0, -1.5, -0.3, 0.0, 0.4, 2.0, 5.0])
def test_a_leaning_page_is_measured_and_levelled(degrees: float) -> None:
    sheet = form()
    leaning = turned(sheet.grey, degrees)
    assert find_skew(find_ink(leaning), sheet.scale) == pytest.approx(degrees, abs=0.15)
    prepared = prepare(leaning, sheet.scale)
    assert prepared.lean == pytest.approx(degrees, abs=0.15)
    assert find_skew(prepared.ink, sheet.scale) == pytest.approx(0, abs=0.15)


def test_a_page_known_to_be_level_is_not_turned() -> None:
    sheet = form()
    assert prepare(turned(sheet.grey, 2.0), sheet.scale, level=True).lean == 0.0


def test_a_page_without_lines_is_level() -> None:
    sheet = Print()
    sheet.line(30, 40, "Menerima berkas permohonan")
    assert find_skew(sheet.ink, sheet.scale) == 0.0


def test_uneven_light_is_evened_and_print_stays() -> None:
    sheet = form()
    across = np.linspace(1.0, 0.45, sheet.grey.shape[1])[None, :]
    dim = (sheet.grey * across).astype(np.uint8)
    even = even_light(dim, sheet.scale)
    paper = sheet.grey == 255
    assert np.percentile(even[paper], 2) > 225
    assert even[sheet.grey == 0].max() < 110
    agree = (find_ink(even) > 0) == (sheet.grey < 128)
    assert agree.mean() > 0.99


def test_show_through_is_paper() -> None:
    sheet = form()
    behind = Print(width=300, height=220)
    for y in range(30, 200, 14):
        behind.line(30, y, "tulisan di balik halaman ini tembus")
    page = np.minimum(sheet.grey, np.where(behind.grey[:, ::-1] < 128, 205, 255).astype(np.uint8))
    prepared = prepare(page, sheet.scale)
    ghost = (behind.grey[:, ::-1] < 128) & (cv2.dilate(sheet.ink, np.ones((9, 9))) == 0)
    assert prepared.grey[ghost].min() >= 200
    assert not prepared.ink[ghost].any()


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_the_shadow_of_the_lid_goes_and_the_page_stays(side: str) -> None:
    sheet = form()
    dark = sheet.ink
    edge = {
        "left": np.s_[:, :12], "right": np.s_[:, -12:],
        "top": np.s_[:12, :], "bottom": np.s_[-12:, :],
    }[side]  # fmt: skip
    dark[edge] = 255
    assert (without_dark_borders(dark) == sheet.ink).all()


def test_a_table_that_reaches_the_edge_is_no_shadow() -> None:
    sheet = Print(width=300, height=220)
    sheet.table([0, 120, 299], [0, 60, 140, 219])
    assert (without_dark_borders(sheet.ink) > 0).sum() > 0.95 * (sheet.ink > 0).sum()


def test_specks_far_from_print_go_and_dots_of_letters_stay() -> None:
    clean = form()
    sheet = form()
    for x, y in ((40, 180), (150, 190), (250, 205), (70, 170)):
        sheet.dot(x, y, 0.4)
    assert (without_specks(sheet.ink, sheet.scale) == clean.ink).all()


def inked(sheet: Print, colour: tuple[int, int, int]) -> Picture:
    """Return a sheet in colour with a ring of ink over its print, darker where they cross."""
    page = sheet.colour
    ring = np.zeros(sheet.grey.shape, np.uint8)
    centre = round(180 * sheet.scale), round(75 * sheet.scale)
    cv2.circle(ring, centre, round(34 * sheet.scale), 255, round(2.2 * sheet.scale), cv2.LINE_AA)
    share = ring[:, :, None] / 255 * 0.85
    over = np.minimum(page, np.array(colour, np.uint8))
    return (page * (1 - share) + over * share).astype(np.uint8)


@pytest.mark.parametrize("colour", [VIOLET, BLUE_PEN, (40, 40, 190)])
def test_a_stamp_is_lifted_and_the_print_under_it_stays(colour: tuple[int, int, int]) -> None:
    sheet = form()
    page = inked(sheet, colour)
    prepared = prepare(page, sheet.scale)
    stamped = (page.max(axis=2).astype(int) - page.min(axis=2) > 60) & (sheet.grey == 255)
    assert stamped.sum() > 2000
    assert (prepared.grey[stamped] > 180).mean() > 0.97
    printed = cv2.erode(sheet.ink, np.ones((3, 3))) > 0
    assert (prepared.grey[printed] < 150).mean() > 0.97


def test_a_page_printed_in_colour_is_left_alone() -> None:
    sheet = form()
    page = sheet.colour
    page[sheet.grey < 128] = (170, 60, 40)
    assert lift_colour(page, sheet.scale) is None


def test_a_grey_page_has_nothing_to_lift() -> None:
    assert lift_colour(form().colour, form().scale) is None
    assert not prepare(form().grey, form().scale).lifted.any()
