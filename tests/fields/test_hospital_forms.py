"""The forms of hospitals and health centres: narrative procedures without a step table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.documents import A4, Document
from tests.builders.sop import header_of
from tests.builders.tables import C, Row, Table

STEPS = "1. Petugas memanggil pasien\n2. Petugas mencocokkan identitas\n3. Petugas mencatat"
BOXES = {
    "Pengertian": "Identifikasi pasien adalah cara mengenali pasien sebelum pelayanan",
    "Tujuan": "Sebagai acuan petugas dalam mengidentifikasi pasien",
    "Kebijakan": "1. Keputusan Direktur Nomor 12 Tahun 2023\n2. Pedoman pelayanan",
    "Prosedur": STEPS,
    "Unit Terkait": "1. Rawat jalan\n2. Rawat inap",
}
READ = {
    "Pengertian": ["Identifikasi pasien adalah cara mengenali pasien sebelum pelayanan"],
    "Tujuan": ["Sebagai acuan petugas dalam mengidentifikasi pasien"],
    "Kebijakan": ["Keputusan Direktur Nomor 12 Tahun 2023", "Pedoman pelayanan"],
    "Prosedur": ["Petugas memanggil pasien", "Petugas mencocokkan identitas", "Petugas mencatat"],
    "Unit Terkait": ["Rawat jalan", "Rawat inap"],
}


def rows_of(boxes: dict[str, str], *, capitals: bool, counted: bool) -> list[Row]:
    rows: list[Row] = []
    for index, (heading, text) in enumerate(boxes.items(), 1):
        printed = heading.upper() if capitals else heading
        rows.append([C(f"{index}. {printed}" if counted else printed), C(text, cols=3)])
    return rows


def hospital() -> list[Row]:
    return [
        [C("RSUD TIRTA AMAN", rows=3), C("IDENTIFIKASI PASIEN", cols=3)],
        ["No. Dokumen", "No. Revisi", "Halaman"],
        ["445/021/RSUD/2023", "01", "1/2"],
        [C("STANDAR PROSEDUR OPERASIONAL"), "Tanggal Terbit\n2 Januari 2023",
         C("Ditetapkan,\nDirektur RSUD Tirta Aman\n\n\n\ndr. Bunga Ujian, M.Kes\n"
           "NIP. 197001011995031001", cols=2)],
    ]  # fmt: skip


def health_centre() -> list[Row]:
    return [
        [C("UPT PUSKESMAS TIRTA", rows=5), C("IDENTIFIKASI PASIEN", cols=2), C("", rows=5)],
        [C("No. Dokumen : 445/021/PKM/2023", cols=2)],
        [C("No. Revisi : 00", cols=2)],
        [C("Tanggal Terbit : 2 Januari 2023", cols=2)],
        [C("Halaman : 1/2", cols=2)],
        [C("Ditetapkan oleh\nKepala Puskesmas"), C("", cols=2),
         C("dr. Bunga Ujian\nNIP. 197001011995031001")],
    ]  # fmt: skip


@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("form", [hospital, health_centre])
def test_a_narrative_procedure_is_kept_under_its_heading(
    form: object, capitals: bool, counted: bool, tmp_path: Path
) -> None:
    upper = hospital() if form is hospital else health_centre()
    document = Document(A4)
    rows = [*upper, *rows_of(BOXES, capitals=capitals, counted=counted)]
    document.table(Table((130, 130, 130, 125), rows))
    [sop] = document.read(tmp_path)
    extra = {name.casefold(): [i.text for i in x] for name, x in sop.extra_sections.items()}
    assert {name: extra.get(name.casefold()) for name in READ} == READ
    assert sop.sections == {}
    assert sop.steps == []


def test_the_head_of_a_hospital_s_form(tmp_path: Path) -> None:
    document = Document(A4)
    rows = [*hospital(), *rows_of(BOXES, capitals=True, counted=False)]
    document.table(Table((130, 130, 130, 125), rows))
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["sop_number"] == "445/021/RSUD/2023"
    assert header["created_on"] == "2 Januari 2023"
    assert header["agency"] == "RSUD TIRTA AMAN"
    assert header["title"] == "IDENTIFIKASI PASIEN"
    assert sop.header["title"].confidence < 1
    assert "revised_on" not in header
    assert header["approver.position"] == "Direktur RSUD Tirta Aman"
    assert header["approver.name"] == "dr. Bunga Ujian, M.Kes"
    assert header["approver.nip"] == "NIP. 197001011995031001"


def test_the_head_of_a_health_centre_s_form(tmp_path: Path) -> None:
    document = Document(A4)
    rows = [*health_centre(), *rows_of(BOXES, capitals=False, counted=True)]
    document.table(Table((130, 130, 130, 125), rows))
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header["sop_number"] == "445/021/PKM/2023"
    assert header["created_on"] == "2 Januari 2023"
    assert header["title"] == "IDENTIFIKASI PASIEN"
    assert "revised_on" not in header
    assert header["approver.position"] == "Kepala Puskesmas"
    assert header["approver.name"] == "dr. Bunga Ujian"


def test_the_second_page_with_the_head_repeated(tmp_path: Path) -> None:
    document = Document(A4)
    first = dict(list(BOXES.items())[:3])
    rest = dict(list(BOXES.items())[3:])
    document.table(
        Table((130, 130, 130, 125), [*hospital(), *rows_of(first, capitals=True, counted=False)])
    )
    document.page()
    head = hospital()[:3]
    head[2] = ["445/021/RSUD/2023", "01", "2/2"]
    document.table(
        Table((130, 130, 130, 125), [*head, *rows_of(rest, capitals=True, counted=False)])
    )
    sops = document.read(tmp_path)
    assert len(sops) == 1
    extra = {name.casefold(): [i.text for i in x] for name, x in sops[0].extra_sections.items()}
    assert {name: extra.get(name.casefold()) for name in READ} == READ
    assert sops[0].pages == [1, 2]
