"""Labels in the spellings that offices give them."""

from __future__ import annotations

import time

import pytest

from extract.vocabulary.columns import match_column
from extract.vocabulary.labels import (
    is_closing,
    match_box,
    match_header,
    match_other,
    match_section,
)
from extract.vocabulary.matcher import load_spellings
from extract.vocabulary.tables import load_toml

HEADERS = [
    ("Nomor SOP", "sop_number", ""), ("NOMOR SOP :", "sop_number", ""),
    ("No. SOP : 067/01", "sop_number", "067/01"), ("Nomor Urut SOP 12", "sop_number", "12"),
    ("NO SOP: 1", "sop_number", "1"), ("Nomor SOP (AP) : 4", "sop_number", "4"),
    ("No. Dokumen : 445/1", "sop_number", "445/1"), ("Nomor : 12", "sop_number", "12"),
    ("Judul SOP : Mutasi", "title", "Mutasi"), ("NAMA SOP", "title", ""),
    ("Nama Standar Operasional Prosedur (SOP)", "title", ""),
    ("Tanggal Pembuatan : 2 Mei 2024", "created_on", "2 Mei 2024"),
    ("TGL. PEMBUATAN", "created_on", ""), ("Tgl Terbit : 1-1-2024", "created_on", "1-1-2024"),
    ("Tanggal Revisi ke-2", "revised_on", ""), ("TGL. REVISI =", "revised_on", ""),
    ("TGL. EFEKTIF", "effective_on", ""), ("Tanggal Pengesahan", "approved_on", ""),
    ("Tanggal Mulai Berlaku : 1 Mei 2024", "in_force_on", "1 Mei 2024"),
    ("Tanggai Efektif", "effective_on", ""), ("Disyahkan Oleh", "approver", ""),
    ("DISAHKAN OLEH : Kepala Dinas", "approver", "Kepala Dinas"), ("Ditetapkan,", "approver", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "rest"), HEADERS)
def test_fields(text: str, name: str, rest: str) -> None:
    match = match_header(text)
    assert match is not None
    assert (match.field, match.rest) == (name, rest)


@pytest.mark.parametrize(
    "text",
    ["Nomor 12 Tahun 2024 tentang Kearsipan", "Tanggal surat diterima", "Judul buku", "Peringatan",
     "Revisi dokumen dilakukan oleh arsiparis"],
)  # fmt: skip
def test_running_text_is_no_field(text: str) -> None:
    assert match_header(text) is None


@pytest.mark.parametrize(
    ("text", "field"),
    [("No. Revisi : 00", "other"), ("Nomor Revisi", "other"), ("Halaman : 1/2", "page"),
     ("Hal. : 1 dari 3", "page"), ("Unit Kerja : Bidang Arsip", "unit"),
     ("Nama OPD : Dinas Arsip", "agency"), ("Dibuat oleh", "other"), ("Diperiksa oleh:", "other")],
)  # fmt: skip
def test_labels_without_a_field_of_their_own(text: str, field: str) -> None:
    match = match_other(text)
    assert match is not None
    assert match.field == field


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [("Dasar Hukum 1. Undang-Undang Nomor 1", "legal_basis", "1. Undang-Undang Nomor 1"),
     ("PERINGATAN : Arsip hilang", "warnings", "Arsip hilang"), ("PERNGATAN", "warnings", ""),
     ("PENCATATAN DAN PEDATAAN", "records", ""), ("Ruang Lingkup:", "extra", ""),
     ("Kualitas Pelaksana", "qualifications", "")],
)  # fmt: skip
def test_boxes(text: str, field: str, rest: str) -> None:
    match = match_section(text)
    assert match is not None
    assert (match.field, match.rest) == (field, rest)


@pytest.mark.parametrize(
    "text",
    ["Peringatan dini disampaikan kepada warga", "Peralatan 2. Printer", "Tujuan rapat"],
)
def test_running_text_is_no_box(text: str) -> None:
    assert match_section(text) is None


def test_a_narrative_s_heading_is_a_box_in_a_cell_and_a_column_in_a_table() -> None:
    assert match_section("Uraian Prosedur") is None
    assert match_column("Uraian Prosedur") == "activity"
    match = match_box("PROSEDUR :")
    assert match is not None
    assert match.field == "extra"


@pytest.mark.parametrize(
    ("text", "column"),
    [("No.", "number"), ("Aktivitas", "activity"), ("Uraian Prosedur", "activity"),
     ("Proses/Tahapan Kegiatan", "activity"), ("Kelengkapan", "requirements"),
     ("Persyaratan/Perlengkapan", "requirements"), ("Sumber Data", "requirements"),
     ("Waktu (Menit)", "duration"), ("Jangka Waktu", "duration"), ("OUT PUT", "output"),
     ("Ket.", "remarks"), ("Pelaksana", "actors"), ("Mutu Buku", "quality"),
     ("Kepala Dinas", None), ("Arsiparis", None), ("", None)],
)  # fmt: skip
def test_columns(text: str, column: str | None) -> None:
    assert match_column(text) == column


@pytest.mark.parametrize(
    ("text", "closing"),
    [("Jumlah waktu", True), ("TOTAL WAKTU : 3 hari", True), ("Catatan : paling lama 2 hari", True),
     ("Total", True), ("Keterangan :", True), ("Jumlah pemohon dicatat oleh petugas", False),
     ("Catatan rapat disusun oleh arsiparis", False), ("Menerima permohonan", False)],
)  # fmt: skip
def test_rows_that_close_a_table(text: str, closing: bool) -> None:
    assert is_closing(text) is closing


@pytest.mark.parametrize("kind", ["header", "header_alone", "header_other", "section", "column"])
def test_no_spelling_stands_for_two_things(kind: str) -> None:
    """A spelling given twice would silently keep the last meaning."""
    table = load_toml("columns" if kind == "column" else "sheet")[kind]
    spellings = [
        "".join(filter(str.isalnum, spelling.casefold()))
        for words in table.values()
        for spelling in words
    ]
    assert len(set(load_spellings(kind).values())) == len(table)
    doubled = {s for s in spellings if spellings.count(s) > 1}
    meanings = {s: [n for n, words in table.items() if s in {
        "".join(filter(str.isalnum, w.casefold())) for w in words}] for s in doubled}  # fmt: skip
    assert {s: names for s, names in meanings.items() if len(names) > 1} == {}


def test_hostile_text_takes_no_time() -> None:
    started = time.process_time()
    long_list = "Dasar Hukum " + "1." * 500_000
    for text in ("Nomor " * 200_000, "(" * 1_000_000, ": " * 500_000, long_list):
        match_header(text)
        match_box(text)
        match_other(text)
        match_column(text)
    assert time.process_time() - started < 4
