"""Coloured ink separated from print by the densities of inks."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.image.coloured_ink import lift_colour
from extract.readers.scan.image.prepare import prepare
from tests.builders.signed import PENS, STAMPS
from tests.scan.pages import SCALE, Picture, Print


def sheet() -> Print:
    """Return print that is partly under a stamp."""
    page = Print(width=300, height=160)
    for y in range(20, 140, 20):
        page.line(20, y, "Memeriksa kelengkapan berkas permohonan surat", size=11)
    return page


def stamped(page: Print, ink: tuple[float, float, float]) -> tuple[Picture, Picture]:
    """Return a page under a stamp, and where the stamp's ink is."""
    mask = np.zeros(page.grey.shape, np.uint8)
    centre = round(120 * SCALE), round(80 * SCALE)
    for radius in (50, 30):
        cv2.circle(mask, centre, round(radius * SCALE), 255, round(3 * SCALE), cv2.LINE_AA)
    light = np.maximum(page.colour / 255, 0.12)
    light *= np.power(np.array(ink), (mask / 255)[:, :, None])
    return (light * 250).astype(np.uint8), mask


@pytest.mark.parametrize(
    "ink", [STAMPS["violet"], STAMPS["blue"], STAMPS["red"], PENS["blue"]]
)  # fmt: skip
def test_print_under_a_stamp_is_told_from_it(ink: tuple[float, float, float]) -> None:
    page = sheet()
    picture, mask = stamped(page, ink)
    prepared = prepare(picture, SCALE, level=True)
    printed = cv2.erode(page.ink, np.ones((3, 3))) > 0
    bare = cv2.dilate(page.ink, np.ones((5, 5))) == 0
    under = mask > 200
    assert (prepared.grey[printed & under] < 130).mean() > 0.97
    assert (prepared.grey[bare & under] > 200).mean() > 0.97
    assert (prepared.lifted[bare & under] > 0).mean() > 0.97
    assert not prepared.lifted[printed & under].mean() > 3


def test_words_printed_in_colour_are_no_stamp() -> None:
    page = sheet()
    picture = page.colour
    words = Print(width=300, height=160)
    words.line(20, 144, "kontak@dinas.example", size=10)
    picture[words.grey < 128] = (190, 80, 20)
    assert lift_colour(picture, SCALE) is None
    assert (prepare(picture, SCALE, level=True).grey[words.grey < 100] < 150).mean() > 0.95


def test_print_with_edges_of_two_colours_is_no_stamp() -> None:
    page, black = Print(width=300, height=260), Print(width=300, height=260)
    for number in range(4):
        page.line(20, 20 + 10 * number, "Keputusan tentang pengelolaan jaringan", size=11)
    for top in range(80, 240, 20):
        black.line(20, top, "Memeriksa kelengkapan berkas permohonan surat", size=11)
    # As a screenshot draws letters, or a lens splits colours: red to one side, blue to the other.
    blue, red = (np.roll(page.grey, way, axis=1) for way in (-1, 1))
    picture = np.minimum(np.dstack([blue, page.grey, red]), black.colour)
    prepared = prepare(picture, SCALE, level=True)
    assert not prepared.lifted.any()
    assert (prepared.grey[page.ink > 0] < 170).mean() > 0.95


@pytest.mark.parametrize("ink", [STAMPS["violet"], STAMPS["blue"], PENS["blue"]])
def test_in_its_brightest_colours_a_page_has_its_print_and_pale_stamps(
    ink: tuple[float, float, float],
) -> None:
    page = sheet()
    picture, mask = stamped(page, ink)
    lightest = prepare(picture, SCALE, level=True).lightest
    assert lightest is not None
    printed = cv2.erode(page.ink, np.ones((3, 3))) > 0
    bare = cv2.dilate(page.ink, np.ones((5, 5))) == 0
    assert (lightest[printed] < 60).mean() > 0.97
    assert (lightest[bare & (mask > 200)] > 200).mean() > 0.97


def test_a_page_without_colour_has_no_brightest_one() -> None:
    assert prepare(sheet().colour, SCALE, level=True).lightest is None


def signed_beside(page: Print, hand: Picture) -> Picture:
    """Return a page with strokes of a blue pen."""
    light = np.maximum(page.colour / 255, 0.12)
    light *= np.power(np.array(PENS["blue"]), (hand / 255)[:, :, None])
    return np.asarray((cv2.GaussianBlur(light, (0, 0), 0.8) * 250).astype(np.uint8))


def initials(page: Print, x: float, y: float) -> Picture:
    """Return initials that begin at a point: one stroke with loops, lower than two lines."""
    hand = np.zeros(page.grey.shape, np.uint8)
    angle = np.linspace(0, 5 * np.pi, 80)
    xs, ys = x + angle * 1.1 + 2.5 * np.cos(angle), y + 4.5 * np.sin(angle)
    points = (np.stack([xs, ys], axis=1) * SCALE).astype(np.int32)
    cv2.polylines(hand, [points], False, 255, 4, cv2.LINE_AA)
    return hand


def test_initials_before_a_name_are_taken_off_it() -> None:
    page = sheet()
    hand = initials(page, 8, 45)
    prepared = prepare(signed_beside(page, hand), SCALE, level=True)
    bare = (cv2.dilate(page.ink, np.ones((7, 7))) == 0) & (hand > 200)
    printed = (cv2.erode(page.ink, np.ones((3, 3))) > 0) & (hand == 0)
    assert (prepared.grey[bare] > 200).mean() > 0.9
    assert (prepared.grey[printed] < 130).mean() > 0.97


def test_a_link_printed_in_colour_and_underlined_is_no_initials() -> None:
    page = sheet()
    words = Print(width=300, height=160)
    words.line(20, 144, "www.dinas.example W", size=10)
    words.rule(20, 155, 118, 155)
    prepared = prepare(signed_beside(page, 255 - words.grey), SCALE, level=True)
    assert (prepared.grey[words.grey < 60] < 160).mean() > 0.95
