"""Ruling lines to cells, and the words in them."""

from __future__ import annotations

import pytest

from extract.layout.grid import build_layout, cell_boxes, split_at_borders
from extract.layout.rulings import find_lattices
from models.geometry import BBox
from models.page import Direction, Page, Ruling, Word


def h(y: float, start: float, end: float) -> Ruling:
    return Ruling(y, start, end, horizontal=True)


def v(x: float, start: float, end: float) -> Ruling:
    return Ruling(x, start, end, horizontal=False)


def boxes(rulings: list[Ruling]) -> list[BBox]:
    [lattice] = find_lattices(rulings)
    return cell_boxes(lattice)


BORDER = [h(0, 0, 300), h(100, 0, 300), v(0, 0, 100), v(300, 0, 100)]


def word(text: str, x0: float, top: float, direction: Direction = Direction.RIGHT) -> Word:
    return Word(text, BBox(x0, top, x0 + 5.0 * len(text), top + 10.0), direction=direction)


def page(*words: Word, rulings: list[Ruling]) -> Page:
    return Page(1, 400.0, 300.0, words=words, rulings=tuple(rulings))


def test_crossing_lines_make_cells() -> None:
    assert boxes([*BORDER, h(50, 0, 300), v(150, 0, 100)]) == [
        BBox(0, 0, 150, 50), BBox(150, 0, 300, 50), BBox(0, 50, 150, 100), BBox(150, 50, 300, 100),
    ]  # fmt: skip


def test_cells_span_rows_and_columns_where_lines_are_missing() -> None:
    spanning = [*BORDER, v(100, 0, 100), h(50, 100, 300), v(200, 50, 100)]
    assert boxes(spanning) == [
        BBox(0, 0, 100, 100), BBox(100, 0, 300, 50), BBox(100, 50, 200, 100),
        BBox(200, 50, 300, 100),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", [1.5, 2.0, 3.0])
def test_a_double_line_is_one_boundary(gap: float) -> None:
    found = boxes([*BORDER, v(150 - gap / 2, 0, 100), v(150 + gap / 2, 0, 100), h(50, 0, 300)])
    assert len(found) == 4
    assert {round(box.x1) for box in found} == {150, 300}


def test_a_symbol_s_edges_beside_a_double_line_make_no_column() -> None:
    double = [v(148.5, 0, 100), v(151.5, 0, 100), h(50, 0, 300)]
    symbol = [v(146, 60, 90), v(110, 60, 90), h(60, 110, 146), h(90, 110, 146)]
    touching = [h(75, 146, 300)]
    top_row = [b for b in boxes([*BORDER, *double, *symbol, *touching]) if b.top == 0]
    assert [b.width for b in top_row] == pytest.approx([150, 150], abs=2)


def test_words_stand_in_the_cell_that_holds_their_middle() -> None:
    rulings = [*BORDER, h(50, 0, 300), v(150, 0, 100)]
    sheet = build_layout(
        page(word("Nomor", 10, 20), word("SOP", 40, 20), word("12", 160, 22), word("luar", 10, 200),
             rulings=rulings)
    )  # fmt: skip
    [grid] = sheet.grids
    assert [cell.text for cell in grid.cells] == ["Nomor SOP", "12", "", ""]
    assert [line.text for line in sheet.lines] == ["luar"]


def test_a_box_around_a_title_is_no_table() -> None:
    sheet = build_layout(page(word("STANDAR", 10, 20), rulings=BORDER))
    assert sheet.grids == ()
    assert [line.text for line in sheet.lines] == ["STANDAR"]


def test_turned_words_read_as_if_upright() -> None:
    rulings = [*BORDER, h(50, 0, 300), v(150, 0, 100)]
    turned = [
        Word(text, BBox(40, y, 50, y + 20), direction=Direction.UP)
        for text, y in (("Dinas", 5.0), ("Kepala", 28.0))
    ]
    [grid] = build_layout(page(*turned, rulings=rulings)).grids
    assert grid.cells[0].text == "Kepala Dinas"


def test_words_run_together_over_a_ruling_are_parted_there() -> None:
    both = Word("SekretarisKepala", BBox(100, 10, 180, 20))
    left = BBox(90, 0, 150, 30)
    assert [(w.text, w.bbox.x0, w.bbox.x1) for w in split_at_borders(both, left)] == [
        ("Sekretaris", 100, 150), ("Kepala", 150, 180),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Sekretariat", "SEKRETARIATDAERAH", "e-Government"])
def test_a_word_that_stands_out_of_its_cell_stays_whole(text: str) -> None:
    over = Word(text, BBox(100, 10, 180, 20))
    assert split_at_borders(over, BBox(90, 0, 150, 30)) == [over]


def texts(words: list[Word], *, lower_wall: bool = True) -> list[str]:
    """Return the upper row's cells of a table whose wall at 150 is drawn in the lower row only."""
    rulings = [*BORDER, h(50, 0, 300), h(75, 0, 300)]
    if lower_wall:
        rulings.append(v(150, 50, 100))
    below = [word("a", 10, 55), word("b", 160, 55), word("c", 10, 80), word("d", 160, 80)]
    [grid] = build_layout(page(*words, *below, rulings=rulings)).grids
    return [cell.text for cell in grid.cells if cell.bbox.top == 0]


def test_a_wall_that_one_row_lacks_is_told_by_the_gap_between_its_words() -> None:
    assert texts([word("Keterkaitan", 10, 10), word("Peralatan", 160, 10)]) == [
        "Keterkaitan", "Peralatan",
    ]  # fmt: skip


def test_many_lines_that_keep_clear_of_a_wall_tell_it_too() -> None:
    lines = [word("x" * 27, 10, 2 + 12 * i) for i in range(4)]
    lines += [word("y" * 20, 152, 2 + 12 * i) for i in range(4)]
    assert len(texts(lines)) == 2


@pytest.mark.parametrize(
    "words",
    [
        [word("PEMERINTAH", 90, 10), word("KABUPATEN", 145, 10)],
        [word("Jumlah", 117, 10), word("waktu", 152, 10)],
        [word("Pelaksana", 40, 10)],
    ],
    ids=["over the wall", "a blank at the wall", "on one side"],
)
def test_a_merged_cell_stays_one(words: list[Word]) -> None:
    assert len(texts(words)) == 1
