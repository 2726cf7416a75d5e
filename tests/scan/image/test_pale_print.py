"""Pale print is made dark, its dashes count as ink, and remains of stamps stay pale."""

from __future__ import annotations

import numpy as np

from extract.readers.scan.image.pale_print import darken, is_pale, with_pale_signs
from extract.readers.scan.image.prepare import find_ink
from tests.scan.pages import Print


def pale_sheet() -> Print:
    """Return a sheet with grey print and an even paler dash at its left."""
    sheet = Print()
    sheet.line(40, 40, "Memeriksa berkas permohonan")
    sheet.grey = np.maximum(sheet.grey, 130)
    sheet.grey[round(46 * sheet.scale) :][:4, round(30 * sheet.scale) :][:, :18] = 205
    return sheet


def test_grey_print_is_pale_and_black_is_not() -> None:
    sheet = pale_sheet()
    assert is_pale(sheet.grey, find_ink(sheet.grey))
    black = Print()
    black.line(40, 40, "Memeriksa berkas permohonan")
    assert not is_pale(black.grey, find_ink(black.grey))
    assert not is_pale(Print().grey, np.zeros_like(Print().grey))


def test_pale_print_is_made_as_dark_as_print_mostly_is() -> None:
    sheet = pale_sheet()
    ink = find_ink(sheet.grey)
    nothing = np.zeros_like(ink)
    dark = darken(sheet.grey, sheet.grey, ink, nothing, sheet.scale)
    assert np.median(dark[ink > 0]) < np.median(sheet.grey[ink > 0]) - 40
    assert dark[:100].min() == 255, "paper stays white"


def test_beside_a_stamp_nothing_is_darkened() -> None:
    sheet = pale_sheet()
    lifted = np.zeros_like(sheet.grey)
    lifted[:, : round(60 * sheet.scale)] = 255
    dark = darken(sheet.grey, sheet.grey, find_ink(sheet.grey), lifted, sheet.scale)
    left = np.s_[:, : round(60 * sheet.scale)]
    assert (dark[left] == sheet.grey[left]).all()


def test_a_dash_paler_than_the_print_is_ink_and_a_pale_stamp_is_not() -> None:
    sheet = pale_sheet()
    ink = find_ink(sheet.grey)
    dash = np.s_[round(46 * sheet.scale) : round(46 * sheet.scale) + 4, 125:143]
    assert not ink[dash].any()
    assert with_pale_signs(sheet.colour, sheet.grey, ink, sheet.scale)[dash].all()
    violet = sheet.colour.copy()
    violet[dash] = (225, 175, 205)
    assert not with_pale_signs(violet, sheet.grey, ink, sheet.scale)[dash].any()
