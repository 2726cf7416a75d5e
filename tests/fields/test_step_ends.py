"""What stands below the steps or in the table's last rows, and is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.checks import check, draw, read, wanted
from tests.builders.documents import A3, Document
from tests.builders.sop import identity_sheet, steps_of
from tests.builders.steps import STEPS, step_table
from tests.builders.tables import C, Table


def test_text_below_the_table_is_no_step(tmp_path: Path) -> None:
    document = Document()
    draw(document)
    document.text("Catatan: peminjaman arsip paling lama 14 hari.", "Keterangan simbol: proses")
    document.text("Kepala Dinas", "", "Bunga Ujian, S.Sos., M.Si", "NIP. 197001011995031001", x=560)
    check(document, tmp_path)


FOOTERS: dict[str, list[C | str]] = {
    "a note": [C("Catatan: peminjaman arsip paling lama 14 hari kalender.", cols=9)],
    "total time": [C("Jumlah waktu", cols=6), "2 hari", C("", cols=2)],
    "total beside blank cells": ["", "Total Waktu", "", "", "", "", "2 hari", "", ""],
    "total over the activities": [C("Total waktu penyelesaian", cols=5), "", "2 hari", "", ""],
    "an approval": [C("Kepala Dinas\n\nBunga Ujian, S.Sos.\nNIP. 197001011995031001", cols=9)],
    "an approval beside a blank": [C("", cols=5), C("Kepala Dinas\n\nBunga Ujian, S.Sos.\n"
                                                   "NIP. 197001011995031001", cols=4)],
}  # fmt: skip


@pytest.mark.parametrize("form", FOOTERS)
def test_closing_rows_of_the_table_are_no_steps(form: str, tmp_path: Path) -> None:
    table = step_table()
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(table.widths, [*table.rows, FOOTERS[form]]))
    sop = read(document, tmp_path)
    assert steps_of(sop) == wanted()
    totals = [total.text for total in sop.totals]
    assert totals == (["2 hari"] if form.startswith("total") else [])


def test_a_signature_table_below_is_no_continuation(tmp_path: Path) -> None:
    document = Document()
    draw(document)
    document.table(
        Table(
            (190, 190, 190, 190),
            [["", "Dibuat oleh", "Diperiksa oleh", "Disetujui oleh"],
             ["Nama", "Satu Ujian", "Dua Ujian", "Tiga Ujian"],
             ["Jabatan", "Arsiparis", "Kepala Bidang", "Kepala Dinas"],
             ["Tanda tangan", "", "", ""]],
        )
    )  # fmt: skip
    check(document, tmp_path)


def test_a_legend_of_symbols_is_no_continuation(tmp_path: Path) -> None:
    document = Document()
    draw(document)
    document.table(
        Table((60, 200), [["Simbol", "Arti"], ["", "Mulai atau selesai"], ["", "Proses"]])
    )
    check(document, tmp_path)


@pytest.mark.parametrize("one_table", [False, True])
def test_identity_sheet_and_steps_on_one_page(one_table: bool, tmp_path: Path) -> None:
    document = Document(A3)
    sheet = identity_sheet(boxes="stacked")
    if not one_table:
        document.table(sheet, gap=4)
        document.table(step_table(STEPS[:2]), gap=0)
    else:
        document.table(sheet, gap=0)
        document.table(step_table(STEPS[:2]), gap=0)
    document.page()
    document.table(step_table(STEPS[2:], headed=False))
    check(document, tmp_path)
