"""Actors told by what is typed into the Pelaksana cells instead of drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from models.step import Evidence
from tests.flow.sheets import Sheet, edges_of

MARK, TEXT, SYMBOL = Evidence.MARK, Evidence.TEXT, Evidence.SYMBOL


def type_in(sheet: Sheet, row: int, column: int, text: str) -> None:
    """Type a text in the middle of a cell, a line for each of its lines."""
    box = sheet.box("process", row, column)
    for i, line in enumerate(text.split("\n")):
        sheet.word(box.x - 2.0 * len(line), box.y + 9 * i, line)


def actors_of(sheet: Sheet, folder: Path) -> dict[int, dict[int, Evidence]]:
    return {step: found.actors for step, found in sorted(sheet.flow(folder).steps.items())}


@pytest.mark.parametrize("mark", ["X", "x", "v", "V", "Ya", "*", "\u00d7", "\u2022"])
def test_marks_tell_actors_in_a_table_without_symbols(tmp_path: Path, mark: str) -> None:
    sheet = Sheet(rows=4)
    places = ((0, 0), (1, 1), (2, 2), (2, 0))
    for row, column in places:
        type_in(sheet, row, column, mark)
    type_in(sheet, 3, 1, "-")
    flow = sheet.flow(tmp_path)
    assert {step: found.actors for step, found in flow.steps.items()} == {
        0: {0: MARK}, 1: {1: MARK}, 2: {0: MARK, 2: MARK},
    }  # fmt: skip
    assert all(found.symbol is None for found in flow.steps.values())
    assert all(0.0 < found.confidence < 1.0 for found in flow.steps.values())
    assert not flow.edges


def test_words_in_cells_tell_actors_in_a_table_without_symbols(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    type_in(sheet, 0, 0, "Petugas\nloket")
    type_in(sheet, 1, 1, "Koordinator")
    type_in(sheet, 2, 1, "X")
    assert actors_of(sheet, tmp_path) == {0: {0: TEXT}, 1: {1: TEXT}, 2: {1: MARK}}


def test_one_stray_word_in_an_empty_flowchart_tells_nothing(tmp_path: Path) -> None:
    sheet = Sheet(rows=6)
    type_in(sheet, 2, 1, "X")
    assert actors_of(sheet, tmp_path) == {}


def test_beside_symbols_labels_are_no_marks_but_signs_are(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    choice = sheet.symbol("decision", sheet.box("decision", 0, 0))
    task = sheet.symbol("process", sheet.box("process", 1, 0))
    sheet.arrow(choice.down, task.up).word(choice.x + 3, choice.bottom + 8, "Ya")
    type_in(sheet, 0, 2, "Tidak")
    type_in(sheet, 2, 1, "X")
    type_in(sheet, 3, 2, "lihat lampiran")
    flow = sheet.flow(tmp_path)
    assert {step: found.actors for step, found in flow.steps.items()} == {
        0: {0: SYMBOL}, 1: {0: SYMBOL}, 2: {1: MARK},
    }  # fmt: skip
    assert edges_of(flow) == {(0, 1, "Ya")}


def test_words_in_a_picture_of_a_flowchart_are_no_marks(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    x0, x1, y0, y1 = sheet.xs[2], sheet.xs[-2], sheet.ys[0], sheet.ys[-1]
    picture = ImageReader(Image.new("L", (30, 20), 200))
    sheet.canvas.drawImage(picture, x0 + 2, 595.0 - y1 + 2, x1 - x0 - 4, y1 - y0 - 4)
    for row in range(3):
        type_in(sheet, row, row, "Mulai")
    assert actors_of(sheet, tmp_path) == {}
