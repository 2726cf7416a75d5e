"""What converters leave in a text goes; the words stay."""

from __future__ import annotations

import pytest

from extract.text.lines import looks_like_layout, read_lines
from extract.text.markup import split_run_together, strip_markup


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**DASAR HUKUM :**", ["DASAR HUKUM :"]),
        ("### Penerbitan Kartu Keluarga", ["Penerbitan Kartu Keluarga"]),
        ("Laman: <http://dinas.contoh.go.id>", ["Laman: http://dinas.contoh.go.id"]),
        ("[Laman](https://contoh.go.id) resmi", ["Laman resmi"]),
        ("__Nomor SOP__ : 470/12", ["Nomor SOP : 470/12"]),
        ("1\\. Peraturan Daerah", ["1. Peraturan Daerah"]),
        ("Peralatan &amp; Perlengkapan", ["Peralatan & Perlengkapan"]),
        ("-----", []),
        ("|---|:---:|", []),
        ("| No | Kegiatan | Waktu |", ["No\tKegiatan\tWaktu"]),
        ("Satu<br/>Dua", ["Satu", "Dua"]),
        ("STANDAR OPERASIONAL PROSEDUR **Mutasi Pegawai**",
         ["STANDAR OPERASIONAL PROSEDUR", "Mutasi Pegawai"]),
        ("Memiliki **kemampuan** mengolah data", ["Memiliki kemampuan mengolah data"]),
        ("\uf0b7 Memahami tata naskah", ["\u2022 Memahami tata naskah"]),
        ("Laporan Kinerja\u25a1", ["Laporan Kinerja"]),
        ("nama_berkas_akhir.docx dan 3 * 4", ["nama_berkas_akhir.docx dan 3 * 4"]),
    ],
)  # fmt: skip
def test_signs_go_and_words_stay(line: str, expected: list[str]) -> None:
    assert strip_markup(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Renstra2. Renja3. Komputer", ["1. Renstra", "2. Renja", "3. Komputer"]),
        ("1. Perda Nomor 2 Tahun 20192. Perbup Nomor 3 Tahun 2020",
         ["1. Perda Nomor 2 Tahun 2019", "2. Perbup Nomor 3 Tahun 2020"]),
        ("1) Teliti;2) Jujur;", ["1) Teliti;", "2) Jujur;"]),
        ("1. Jalan Melati No. 2. Blok B", ["1. Jalan Melati No. 2. Blok B"]),
        ("a. Telepon;b. Stempel", ["a. Telepon;", "b. Stempel"]),
        ("Komputer 2. Printer", ["Komputer 2. Printer"]),
        ("Satu\vDua", ["Satu", "Dua"]),
    ],
)  # fmt: skip
def test_lists_run_together_split_where_the_number_grows(text: str, expected: list[str]) -> None:
    assert split_run_together(text) == expected


def test_html_table_becomes_rows_that_keep_their_line_numbers() -> None:
    lines = read_lines(
        "<table><tr><th colspan=2>Pelaksana</th><th>Waktu</th></tr>\n"
        "<tr><td>Camat</td>\n<td></td><td>1 hari<br>kerja</td></tr></table>\nNama SOP : Cuti"
    )
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("Pelaksana", "", "Waktu")),
        (2, ("Camat", "", "1 hari\vkerja")),
        (4, ("Nama SOP : Cuti",)),
    ]


def test_other_scripts_and_page_numbers_are_left_out() -> None:
    text = (
        "PEMERINTAH KOTA\n\ua98f\ua9a7\ua9b8\ua9a5\ua9a0\nHalaman 2 dari 8\n- 3 -\nDINAS SOSIAL\n"
    )
    assert [line.text for line in read_lines(text)] == ["PEMERINTAH KOTA", "DINAS SOSIAL"]


def test_gaps_pages_and_open_ends_are_noted() -> None:
    lines = read_lines("satu \ndua\n\ntiga\n\n\n\nempat\n\flima")
    assert [line.gap for line in lines] == [0, 0, 1, 3, 0]
    assert [line.page_break for line in lines] == [False, False, False, True, True]
    assert [line.new_page for line in lines] == [False, False, False, False, True]
    assert [line.open_end for line in lines] == [True, False, False, False, False]


def test_columns_kept_apart_by_blanks_are_a_layout() -> None:
    row = "1.    Menyusun laporan          Data kinerja        2 Hari      Laporan"
    assert looks_like_layout("\n".join([row] * 10))
    assert not looks_like_layout("\n".join(["1. Menyusun laporan kinerja triwulan"] * 10))
    assert not looks_like_layout("\n".join(["1\tMenyusun\t\t\t2 Hari\tLaporan"] * 10))
