"""Where rows part that no ruling parts."""

from __future__ import annotations

import pytest

from extract.unruled.row_segmentation import segment_rows
from extract.unruled.row_types import Alignment, ColumnLine, Table

PITCH = 12.0


def column(lines: dict[int, str], x: float) -> tuple[ColumnLine, ...]:
    return tuple(
        ColumnLine(PITCH * at, x, x + 5 * len(text), text) for at, text in sorted(lines.items())
    )


def starts(
    numbers: dict[int, str],
    *others: dict[int, str],
    openers: tuple[float, ...] = (),
    rulings: tuple[float, ...] = (),
) -> list[float]:
    columns = tuple(column(own, 150.0 * i) for i, own in enumerate((numbers, *others)))
    columns = columns if numbers else columns[1:]
    anchors = tuple(PITCH * at for at in sorted(numbers))
    main = 1 if numbers else 0
    table = Table(columns, PITCH, main, anchors, openers=openers, rulings=rulings)
    return [round(y / PITCH, 2) for y in segment_rows(table).starts]


def test_rows_begin_with_their_numbers_where_texts_stand_on_top() -> None:
    activity = {0: "Menerima surat dari", 1: "pemohon", 2: "Mencatat surat", 3: "Mengirim surat"}
    output = {0: "Surat", 2: "Nomor", 3: "Tanda terima"}
    assert starts({0: "1", 2: "2", 3: "3"}, activity, output) == [0, 2, 3]


def test_the_first_row_begins_above_its_number_where_texts_stand_in_the_middle() -> None:
    activity = {
        0: "Menerima surat dari",
        2: "pemohon",
        4: "Mencatat",
        5: "dan mengirim",
        6: "surat",
    }
    output = {1: "Surat masuk", 5: "Tanda terima"}
    rows = segment_rows(
        Table(
            (column({1: "1", 5: "2"}, 0), column(activity, 50), column(output, 300)),
            PITCH,
            1,
            (PITCH, 5 * PITCH),
        )
    )
    assert [y / PITCH for y in rows.starts] == [0, 4]
    assert set(rows.alignments) == {Alignment.MIDDLE}


def test_a_sentence_that_goes_on_is_not_parted() -> None:
    """Without numbers, wording and the durations beside show where a row ends."""
    activity = {
        0: "Menyusun konsep surat jawaban", 1: "beserta lampirannya", 2: "Memaraf konsep surat",
        3: "Menandatangani surat",
    }  # fmt: skip
    duration = {0: "1 jam", 2: "5 menit", 3: "5 menit"}
    openers = tuple(PITCH * at for at in duration)
    assert starts({}, activity, duration, openers=openers) == [0, 2, 3]


@pytest.mark.parametrize("rulings", [(), (1.5 * PITCH,)])
def test_a_ruling_parts_rows(rulings: tuple[float, ...]) -> None:
    activity = {0: "Menulis surat", 1: "dan", 2: "mengirim surat", 3: "kepada pemohon"}
    expected = [0, 2] if rulings else [0]
    assert starts({}, activity, {0: "Surat"}, rulings=rulings) == expected


def test_a_table_without_lines_has_no_rows() -> None:
    assert segment_rows(Table(((), ()), PITCH, 0)).starts == ()
