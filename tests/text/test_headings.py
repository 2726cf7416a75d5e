"""Which lines are headings, and what they hold."""

from __future__ import annotations

import pytest

from extract.text.headings import column_headings, header_label, is_column_numbers, section_headings
from extract.vocabulary.documents import captioned_title, title_heading


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("DASAR HUKUM : KUALIFIKASI PELAKSANA :", ["legal_basis", "qualifications"]),
        ("Keterkaitan SOP Peralatan / Perlengkapan", ["related_sops", "equipment"]),
        ("Peringatan Pencatatan & Pendataan", ["warnings", "records"]),
        ("A. Dasar Hukum", ["legal_basis"]),
        ("Peringatan : Jika terlambat", ["warnings"]),
        ("Peringatan dini disampaikan lewat radio", []),
        ("Komputer dan printer", []),
    ],
)
def test_box_headings_of_a_line(line: str, fields: list[str]) -> None:
    assert [match.field for match in section_headings(line)] == fields


def test_text_after_a_heading_is_kept() -> None:
    assert section_headings("Peringatan : Jika terlambat")[-1].rest == "Jika terlambat"


@pytest.mark.parametrize(
    "line",
    ["No", "Nomor : 15 Tahun 2014 tentang Pedoman Standar Pelayanan;", "Menyusun nomor surat"],
)
def test_what_only_looks_like_a_label_is_none(line: str) -> None:
    assert header_label(line) is None


@pytest.mark.parametrize(
    ("line", "before", "columns"),
    [
        ("No Uraian Kegiatan", "", ("number", "activity")),
        ("Pelaksana Mutu Baku", "", ("actors", "quality")),
        ("Pasien Perawat Kelengkapan Waktu Out put", "Pasien Perawat",
         ("requirements", "duration", "output")),
    ],
)  # fmt: skip
def test_column_labels_of_a_line(line: str, before: str, columns: tuple[str, ...]) -> None:
    found = column_headings(line)
    assert found is not None
    assert (found.before, found.columns, found.after) == (before, columns, "")


def test_column_numbers_are_told_from_a_row() -> None:
    assert is_column_numbers(["1", "2", "3", "4"])
    assert is_column_numbers(["(1)", "(2)", "(3)", "(4)", "(5)"])
    assert not is_column_numbers(["1", "Menyusun", "3"])
    assert not is_column_numbers(["20", "15", "30"])


def test_titles_in_captions() -> None:
    assert title_heading("STANDAR OPERASIONAL PROSEDUR (SOP) Cuti Pegawai") == "Cuti Pegawai"
    assert title_heading("Standar Operasional Prosedur wajib dipatuhi agar tertib.") is None
    assert captioned_title("SOP : Cuti Pegawai") == "Cuti Pegawai"
    assert captioned_title("Cuti Pegawai") is None
