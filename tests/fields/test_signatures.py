"""Approval blocks below the steps, for SOPs whose identity sheet names no approver."""

from __future__ import annotations

from pathlib import Path

from models.raw import RawSop
from tests.builders.documents import Document
from tests.builders.sop import header_of, steps_of
from tests.builders.steps import step_table
from tests.builders.tables import C, Table


def numbers(sop: RawSop) -> list[str | None]:
    return [step.get("number") for step in steps_of(sop)]


def test_the_approver_below_the_steps_where_the_sheet_names_none(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.text("Kepala Dinas Kearsipan Daerah", "", "", "", "Bunga Ujian, S.Sos., M.Si",
                  "NIP. 197001011995031001", x=560)  # fmt: skip
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["approver.position"] == "Kepala Dinas Kearsipan Daerah"
    assert header["approver.name"] == "Bunga Ujian, S.Sos., M.Si"
    assert header["approver.nip"] == "NIP. 197001011995031001"
    assert sop.header["approver.name"].confidence < 1


def test_the_approver_in_a_signature_table_below_the_steps(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.table(
        Table(
            (150, 150, 150),
            [["DIBUAT OLEH", "DIPERIKSA OLEH", "DISETUJUI OLEH"],
             [C("", height=40), "", ""],
             ["Satu Ujian, S.Kom", "Dua Ujian, S.T", "Tiga Ujian, S.H., M.H"],
             ["Pranata Komputer", "Kepala Bidang", "Kepala Dinas"]],
        )
    )  # fmt: skip
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["approver.name"] == "Tiga Ujian, S.H., M.H"
    assert header["approver.position"] == "Kepala Dinas"
    assert numbers(sop) == ["1", "2", "3", "4"]


def test_signatures_side_by_side_below_the_steps(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    top = document.y
    blocks = {
        60: ("DIBUAT OLEH :", "", "Satu Ujian, S.Kom", "Pranata Komputer"),
        300: ("DIPERIKSA OLEH :", "", "Dua Ujian, S.T", "Kepala Bidang Arsip"),
        540: ("DISETUJUI OLEH :", "", "Tiga Ujian, S.H., M.H", "Kepala Dinas Kearsipan"),
    }
    for x, lines in blocks.items():
        document.y = top
        document.text(*lines, x=x)
    document.text("Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat "
                  "yang diterbitkan oleh balai yang berwenang")  # fmt: skip
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["approver.name"] == "Tiga Ujian, S.H., M.H"
    assert header["approver.position"] == "Kepala Dinas Kearsipan"


def test_a_date_and_place_above_a_signature_are_no_office(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.text("Tirta Aman, 2 Januari 2024", "KEPALA DINAS KEARSIPAN", "", "", "", x=560)
    document.text("BUNGA UJIAN, S.Sos.", "Pembina Tk. I", "NIP. 197001011995031001", x=560)
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["approver.position"] == "KEPALA DINAS KEARSIPAN"
    assert header["approver.name"] == "BUNGA UJIAN, S.Sos."
    assert header["approver.rank"] == "Pembina Tk. I"


def test_a_signature_alone_on_the_page_after_the_steps(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.page()
    document.text("Kepala Dinas Kearsipan Daerah", "", "", "", "Bunga Ujian, S.Sos., M.Si",
                  "NIP. 197001011995031001", x=560)  # fmt: skip
    [sop] = document.read(tmp_path)
    assert header_of(sop)["approver.name"] == "Bunga Ujian, S.Sos., M.Si"
    assert sop.pages == [1, 2]


def test_text_after_the_steps_that_names_nobody_is_no_signature(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.page()
    document.text("LAMPIRAN", "Formulir Pengaduan Masyarakat", "Nama Pelapor", "Alamat Pelapor")
    [sop] = document.read(tmp_path)
    assert not [name for name in sop.header if name.startswith("approver")]
    assert sop.pages == [1]
