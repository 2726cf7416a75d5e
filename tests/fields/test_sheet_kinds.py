"""Identity sheets of kinds that offices never seen may print; all offices are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.documents import Document
from tests.builders.sop import Content, header_of, identity_sheet
from tests.builders.steps import step_table

COVER = (
    "PEMERINTAH KABUPATEN TIRTA AMAN", "STANDAR OPERASIONAL PROSEDUR (SOP)",
    "PEMINJAMAN ARSIP STATIS", "OLEH", "DINAS KEARSIPAN DAN", "PERPUSTAKAAN DAERAH",
    "DINAS KEARSIPAN DAN PERPUSTAKAAN", "DAERAH",
    "Jalan Merdeka Nomor 1 Tirta Kodepos 12345 Telepon (0511) 123456",
    "Faksimile (0511) 654321 http://www.arsip.tirtaaman.go.id",
)  # fmt: skip
ON_COVER = {
    "agency": "DINAS KEARSIPAN DAN PERPUSTAKAAN DAERAH",
    "address": "Jalan Merdeka Nomor 1 Tirta Kodepos 12345",
    "phone": "(0511) 123456",
    "website": "http://www.arsip.tirtaaman.go.id",
}


@pytest.mark.parametrize("letterhead", ["PEMERINTAH KABUPATEN TIRTA AMAN", ""])
def test_what_the_cover_alone_prints_of_the_office(letterhead: str, tmp_path: Path) -> None:
    document = Document().text(*COVER, x=200).page()
    document.table(identity_sheet(content=Content(letterhead=letterhead)))
    (sop,) = document.read(tmp_path)
    found = header_of(sop)
    assert {name: found.get(name) for name in ON_COVER} == ON_COVER
    assert found["government"] == "PEMERINTAH KABUPATEN TIRTA AMAN"
    assert all(sop.header[name].confidence < 0.9 for name in ON_COVER)


def test_the_cover_of_another_office_says_nothing(tmp_path: Path) -> None:
    document = Document().text(*COVER, x=200).page()
    letterhead = "PEMERINTAH KOTA LAIN SEKALI\nDINAS SOSIAL"
    document.table(identity_sheet(content=Content(letterhead=letterhead)))
    (sop,) = document.read(tmp_path)
    assert header_of(sop)["agency"] == "DINAS SOSIAL"
    assert "address" not in sop.header


def test_a_letterhead_above_a_step_table_without_a_sheet(tmp_path: Path) -> None:
    document = Document()
    document.text(
        "PEMERINTAH KABUPATEN TIRTA AMAN", "DINAS KEARSIPAN DAERAH",
        "Jalan Merdeka Nomor 1 Telp. (0511) 123456", x=200, gap=30,
    )  # fmt: skip
    document.text("SOP PEMINJAMAN ARSIP STATIS", x=200)
    document.table(step_table())
    (sop,) = document.read(tmp_path)
    found = header_of(sop)
    assert found["government"] == "PEMERINTAH KABUPATEN TIRTA AMAN"
    assert found["agency"] == "DINAS KEARSIPAN DAERAH"
    assert found["address"] == "Jalan Merdeka Nomor 1"
    assert found["phone"] == "(0511) 123456"
    assert "PEMINJAMAN ARSIP STATIS" in found["title"]
