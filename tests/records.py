"""Records made by hand, of an invented office, for the tests that need no document."""

from __future__ import annotations

from extract.findings.messages import tell
from models import (
    Approver,
    Citation,
    Duration,
    DurationUnit,
    Finding,
    FlowEdge,
    Header,
    Procedure,
    Provenance,
    RegulationType,
    Severity,
    SopRecord,
    Source,
    Step,
    Symbol,
    TextOrigin,
)
from models.page import PageNote


def told(note: PageNote) -> str:
    """Return the message of a page's note."""
    return tell(note.code, note.wording, note.params)


def make_record(
    sha256: str = "ab" * 32,
    position: int = 1,
    path: str = "samples/arsip.pdf",
    title: str = "Peminjaman Arsip",
) -> SopRecord:
    """Return a record in which every kind of field holds a value and some hold none."""
    return SopRecord(
        id=f"{sha256[:12]}-{position}",
        source=Source(
            path=path,
            sha256=sha256,
            media_type="application/pdf",
            pages=[1, 2],
            text_origin=TextOrigin.DIGITAL,
        ),
        header=Header(
            government="PEMERINTAH KABUPATEN TIRTA AMAN",
            agency="DINAS KEARSIPAN",
            sop_number="067/01/ARS/2024",
            title=title,
            created_on="2024-02",
            approver=Approver(position="Kepala Dinas", name='Bunga "Uji", S.Sos.'),
        ),
        legal_basis=[
            Citation(
                raw="Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
                type=RegulationType.UU,
                number="43",
                year=2009,
                subject="Kearsipan",
                slug="uu-no-43-tahun-2009",
            )
        ],
        qualifications=["Memahami tata kearsipan, minimal D3"],
        extra_sections={"Maksud dan Tujuan": ["Tertib arsip"]},
        actors=["Arsiparis", "Kepala Dinas"],
        steps=[
            Step(
                seq=1,
                number="1",
                activity="Menerima permohonan",
                actors=["Arsiparis"],
                symbol=Symbol.TERMINATOR,
                requirements="Surat permohonan,\nkartu identitas",
                duration=Duration(
                    raw="1-2 hari",
                    min=1,
                    max=2,
                    unit=DurationUnit.DAY,
                    iso8601="P2D",
                    working_minutes=900,
                ),
                output="Disposisi",
            ),
            Step(seq=2, activity="Menyerahkan arsip"),
        ],
        procedures=[Procedure(caption="Peminjaman", first_seq=1, last_seq=2, actors=["Arsiparis"])],
        flow=[FlowEdge(source=2, target=1, label="Tidak"), FlowEdge(source=1, target=2)],
        findings=[
            Finding(
                code="step-without-number",
                severity=Severity.WARNING,
                field="/steps/1/number",
                message="The step has no number.",
                page=2,
            )
        ],
        provenance={
            "/header/title": Provenance(page=1, bbox=(312.0, 96.5, 431.2, 108.1), confidence=1.0)
        },
    )
