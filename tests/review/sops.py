"""An SOP of an invented office as it was extracted, for the tests of its review."""

from __future__ import annotations

from extract.checks import check_record
from extract.findings.registry import make_finding
from models import (
    Approver,
    Evidence,
    FlowEdge,
    Header,
    Procedure,
    Provenance,
    SopRecord,
    Source,
    Step,
    Symbol,
    TextOrigin,
)
from normalize.actors import name_actors
from normalize.citations import parse_citation
from normalize.durations import parse_duration
from normalize.organisations import read_region

ACTORS = ["Petugas", "Kasi Pelayanan", "Camat"]
ACTIVITIES = (
    "Menerima berkas permohonan dari pemohon",
    "Memeriksa kelengkapan berkas permohonan",
    "Menyusun konsep surat keterangan",
    "Menandatangani surat keterangan",
    "Menyerahkan surat kepada pemohon",
)
DURATIONS = ("10 Menit", "15", "1 Jam", "1 Hari", "5 Menit")
EDGES = ((1, 2, None), (2, 1, "Tidak"), (2, 3, "Ya"), (3, 4, None), (4, 5, None))


def make_sop(
    title: str = "Pelayanan Surat Keterangan",
    *,
    activities: tuple[str, ...] = ACTIVITIES,
    legal_basis: tuple[str, ...] = (
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur",
    ),
    unsure: float = 0.7,
) -> SopRecord:
    """Return a record with places, of which title and second activity are not sure.

    Args:
        title: Nama SOP.
        activities: What its steps do; arrows lead from each to the next, and back from the second.
        legal_basis: The items of Dasar Hukum.
        unsure: How sure the title and the second step's activity are.
    """
    letterhead = "PEMERINTAH KABUPATEN TIRTA AMAN", "KECAMATAN MEKAR JAYA"
    steps = [
        Step(
            seq=seq,
            number=str(seq),
            activity=activity,
            actors=[ACTORS[min(seq, 3) - 1]],
            actor_evidence=[Evidence.SYMBOL],
            symbol=Symbol.DECISION if seq == 2 else Symbol.PROCESS,
            requirements="Berkas",
            duration=parse_duration(DURATIONS[(seq - 1) % 5], "Menit"),
            output="Berkas",
        )
        for seq, activity in enumerate(activities, start=1)
    ]
    flow = [
        FlowEdge(source=source, target=target, label=label)
        for source, target, label in EDGES
        if max(source, target) <= len(steps)
    ]
    record = SopRecord(
        id=f"{'ab' * 6}-1",
        source=Source(
            path="arsip/surat.pdf",
            sha256="ab" * 32,
            media_type="application/pdf",
            pages=[1],
            text_origin=TextOrigin.OCR,
        ),
        header=Header(
            government=letterhead[0],
            agency=letterhead[1],
            sop_number="067/12/KMJ/2024",
            title=title,
            created_on="2024-02-01",
            effective_on="2024-03-01",
            approver=Approver(
                position="CAMAT MEKAR JAYA", name="BUNGA MELATI, S.Sos.", rank="Pembina (IV/a)"
            ),
            region=read_region(*letterhead),
        ),
        legal_basis=[parse_citation(item) for item in legal_basis],
        qualifications=["Memahami pelayanan umum"],
        actors=list(ACTORS),
        actor_names=name_actors(ACTORS),
        steps=steps,
        procedures=[Procedure(first_seq=1, last_seq=len(steps), actors=list(ACTORS))],
        flow=flow,
        findings=[
            make_finding("ocr-repaired", "guessed", {"read": "A"}, field="/header/title", page=1)
        ],
    )
    record.provenance = _places(record, unsure)
    return check_record(record)


def _places(record: SopRecord, unsure: float) -> dict[str, Provenance]:
    """Return a place for each value, one below the other on page 1."""
    pointers = ["/header/title", "/header/sop_number", "/header/created_on", "/header/agency"]
    pointers += [f"/legal_basis/{i}" for i in range(len(record.legal_basis))]
    pointers += [f"/actors/{i}" for i in range(len(record.actors))]
    for i in range(len(record.steps)):
        pointers += [f"/steps/{i}/{n}" for n in ("number", "activity", "duration", "actors")]
    pointers += [f"/flow/{i}" for i in range(len(record.flow))]
    doubtful = ("/header/title", "/steps/1/activity")
    return {
        pointer: Provenance(
            page=1,
            bbox=(50, 10.0 * row, 200, 10.0 * row + 8),
            confidence=unsure if pointer in doubtful else 0.97,
        )
        for row, pointer in enumerate(pointers)
    }
