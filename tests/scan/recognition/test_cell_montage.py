"""The pieces of a page copied into one column, and their words mapped back."""

from __future__ import annotations

import numpy as np
import pytest

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import (
    Montage,
    build_montage,
    by_piece,
    largest,
    show_pieces,
)
from models.geometry import BBox
from tests.scan.pages import Print


def pixels(sheet: Print, *edges: float) -> BBox:
    return BBox(*(edge * sheet.scale for edge in edges))


def table() -> tuple[Print, Montage]:
    """Return a sheet with a heading above two cells, and its montage."""
    sheet = Print()
    sheet.line(60, 8, "SOP Peminjaman")
    sheet.line(25, 50, "Nomor")
    sheet.line(125, 50, "Menerima berkas")
    sheet.cells = [pixels(sheet, 20, 40, 110, 90), pixels(sheet, 110, 40, 220, 90),
                   pixels(sheet, 20, 90, 220, 120)]  # fmt: skip
    montage = build_montage(sheet.grey, sheet.ink, sheet.cells, sheet.scale)
    assert montage is not None
    return sheet, montage


def test_text_outside_tables_comes_first_and_blank_cells_are_left_out() -> None:
    sheet, montage = table()
    middles = [(p.source.x_mid / sheet.scale, p.source.y_mid / sheet.scale) for p in montage.pieces]
    assert len(middles) == 3
    assert middles[0][1] < 20
    assert middles[1][0] < 110 < middles[2][0]


def test_pieces_are_copied_whole_below_each_other() -> None:
    sheet, montage = table()
    below = 0
    for piece in montage.pieces:
        x0, top, x1, bottom = (int(edge) for edge in piece.source)
        height, width = bottom - top, x1 - x0
        copied = montage.picture[piece.top : piece.top + height, piece.left : piece.left + width]
        assert (copied == sheet.grey[top:bottom, x0:x1]).all()
        assert piece.top > below, "white between them"
        below = piece.top + height
    assert montage.picture[-1].min() == 255


def test_a_word_leads_back_to_its_place_on_the_page() -> None:
    sheet, montage = table()
    piece = montage.pieces[2]
    word = RecognisedWord(
        "Menerima", BBox(piece.left + 4, piece.top + 4, piece.left + 90, piece.top + 30), 0.9
    )
    found = by_piece(montage, [word])
    assert [len(words) for words in found] == [0, 0, 1]
    box = found[2][0].bbox
    assert (box.x0, box.top) == (piece.source.x0 + 4, piece.source.top + 4)
    assert sheet.cells[1].contains_point(box.x_mid, box.y_mid)


def test_a_word_at_the_very_top_belongs_to_the_first_piece() -> None:
    _, montage = table()
    word = RecognisedWord("x", BBox(0, 0, 5, 5), 0.5)
    assert [len(words) for words in by_piece(montage, [word])] == [1, 0, 0]


def test_a_page_without_ink_has_no_mosaic() -> None:
    sheet = Print()
    assert build_montage(sheet.grey, sheet.ink, (), sheet.scale) is None


@pytest.mark.parametrize("count", [1, 2])
def test_a_quick_look_shows_the_largest_pieces_turned(count: int) -> None:
    _, montage = table()
    sizes = sorted(p.source.width * p.source.height for p in montage.pieces)[-count:]
    seen: list[int] = []

    def turn(crop: np.ndarray) -> np.ndarray:
        seen.append(crop.shape[0] * crop.shape[1])
        return np.ascontiguousarray(np.rot90(crop))

    picture = show_pieces(montage, largest(montage, count), turn)
    assert sorted(seen) == pytest.approx(sizes, rel=0.05)
    assert picture[0].min() == 255
    assert (picture < 128).any()
