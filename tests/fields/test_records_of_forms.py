"""Drawn documents through the whole pipeline: what the record and its findings say of them."""

from __future__ import annotations

from pathlib import Path

from extract.pipeline import extract_document
from extract.settings import Settings
from models import Severity, SopRecord
from tests.builders.documents import A4, Document
from tests.builders.sop import TITLE, Content, identity_sheet
from tests.builders.steps import ACTORS, STEPS, Heading, draw_flow, step_table
from tests.builders.tables import C, Table


def records(document: Document, folder: Path) -> list[SopRecord]:
    path = document.save(folder)
    return extract_document(path, source_path=path.name, settings=Settings())


def codes(record: SopRecord) -> set[str]:
    return {finding.code for finding in record.findings}


def test_an_sop_without_steps_gives_a_record_with_a_finding(tmp_path: Path) -> None:
    document = Document(A4)
    rows = [
        [C("Nomor SOP"), "067/01"], [C("Nama SOP"), TITLE], ["Tanggal Pembuatan", "2 Mei 2024"],
        ["Pengertian", "Arsip statis adalah arsip yang bernilai guna sejarah"],
        ["Prosedur", "1. Menerima permohonan\n2. Menyerahkan arsip"],
    ]  # fmt: skip
    document.table(Table((150, 365), rows))
    [record] = records(document, tmp_path)
    assert record.header.title == TITLE
    assert record.steps == []
    assert "steps-missing" in codes(record)
    assert record.extra_sections["Prosedur"] == ["Menerima permohonan", "Menyerahkan arsip"]


def test_an_sop_without_an_identity_sheet_gives_a_record_with_a_finding(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PEMINJAMAN ARSIP", x=300)
    document.table(step_table())
    [record] = records(document, tmp_path)
    assert "identity-sheet-missing" in codes(record)
    assert record.header.title == "SOP PEMINJAMAN ARSIP"
    confidence = record.provenance["/header/title"].confidence
    assert confidence is not None
    assert confidence < 1
    assert len(record.steps) == 4


def test_a_page_passed_over_is_information_with_its_page(tmp_path: Path) -> None:
    document = Document()
    document.text("KATA PENGANTAR").page()
    document.table(identity_sheet())
    [record] = records(document, tmp_path)
    [finding] = [f for f in record.findings if f.code == "page-passed-over"]
    assert (finding.severity, finding.page) == (Severity.INFO, 1)
    assert record.source.pages == [2]


def test_each_procedure_has_its_own_actors_and_the_steps_know_whose_they_are(
    tmp_path: Path,
) -> None:
    others = ("Petugas Layanan", "Arsiparis", "Kepala Bidang")
    document = Document()
    document.table(identity_sheet())
    for caption, actors in (("A. Peminjaman", ACTORS), ("B. Pengembalian", others)):
        document.page()
        document.text(caption)
        heading = Heading(actors=actors)
        draw_flow(document, document.table(step_table(heading=heading)), STEPS, heading=heading)
    [record] = records(document, tmp_path)
    assert [(p.caption, p.first_seq, p.last_seq) for p in record.procedures] == [
        ("A. Peminjaman", 1, 4), ("B. Pengembalian", 5, 8),
    ]  # fmt: skip
    assert [p.actors for p in record.procedures] == [list(ACTORS), list(others)]
    assert record.actors == [*ACTORS, "Petugas Layanan"]
    assert [step.seq for step in record.steps] == list(range(1, 9))
    assert [step.actors for step in record.steps] == [
        [actors[step.actor]] for actors in (ACTORS, others) for step in STEPS
    ]
    assert not any(edge.source <= 4 < edge.target for edge in record.flow)


def test_values_lead_back_to_where_they_are_printed(tmp_path: Path) -> None:
    document = Document()
    cells = document.table(identity_sheet())
    [record] = records(document, tmp_path)
    for pointer, text in {
        "/header/title": TITLE,
        "/header/sop_number": "067/01/ARS/2024",
        "/equipment/1": Content().sections["Peralatan/Perlengkapan"][1],
    }.items():
        box = record.provenance[pointer].bbox
        assert box is not None
        [home] = [c for c in cells if text in c.cell.text and c.x0 <= box[0] and box[2] <= c.x1]
        assert home.top <= box[1] < box[3] <= home.bottom
