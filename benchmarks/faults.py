"""Faults put into a sound SOP, and changes that look like faults and are none.

A fault names the finding that must be raised, a decoy one that must not. Each is made from the
record of a sample in which nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.duration import Duration
from models.flow import FlowEdge
from models.record import SopRecord
from models.step import Symbol
from normalize.citations import parse_citation
from normalize.durations import parse_duration

Change = Callable[[SopRecord], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A change of a record.

    Attributes:
        code: The finding that is asked about.
        raised: Whether it must be raised.
        change: Makes the change, on a copy of the record.
        field: Where it must be raised; None where the place does not matter.
    """

    code: str
    raised: bool
    change: Change
    field: str | None = None


def header(**values: Any) -> Change:
    """Return what sets values of the identity sheet, and forgets where they were read."""

    def change(record: SopRecord) -> None:
        for name, value in values.items():
            setattr(record.header, name, value)

    return change


def approver(**values: Any) -> Change:
    """Return what sets values of the approver."""

    def change(record: SopRecord) -> None:
        for name, value in values.items():
            setattr(record.header.approver, name, value)

    return change


def step(index: int, **values: Any) -> Change:
    """Return what sets cells of a step."""

    def change(record: SopRecord) -> None:
        for name, value in values.items():
            setattr(record.steps[index], name, value)

    return change


def takes(index: int, text: str) -> Change:
    """Return what sets a step's time."""
    return step(index, duration=parse_duration(text) or Duration(raw=text))


def cites(text: str) -> Change:
    """Return what adds a regulation to the legal basis."""
    return lambda record: record.legal_basis.append(parse_citation(text))


def flow(remove: Sequence[tuple[int, int]] = (), add: Sequence[tuple[int, int]] = ()) -> Change:
    """Return what removes and adds arrows between steps."""

    def change(record: SopRecord) -> None:
        record.flow = [edge for edge in record.flow if (edge.source, edge.target) not in remove]
        record.flow += [FlowEdge(source=source, target=target) for source, target in add]

    return change


def unlabelled(record: SopRecord) -> None:
    """Remove the words at the ways of the first decision."""
    for edge in record.flow:
        if edge.source == 2:
            edge.label = None


def same_label(record: SopRecord) -> None:
    """Write the same word at both ways of the first decision."""
    for edge in record.flow:
        if edge.source == 2:
            edge.label = "Ya"


def repeated_citation(record: SopRecord) -> None:
    """Cite the first regulation again at the end."""
    record.legal_basis.append(record.legal_basis[0].model_copy())


def unused_actor(record: SopRecord) -> None:
    """Add a column without a symbol."""
    record.actors.append("Bendahara")


def unused_and_unread(record: SopRecord) -> None:
    """Add a column without a symbol beside a step whose symbol was not read."""
    record.actors.append("Bendahara")
    record.steps[4].symbol = None
    record.steps[4].actors = []


def later_number(record: SopRecord) -> None:
    """Leave a number out."""
    for one in record.steps[5:]:
        one.number = str(int(one.number or 0) + 1)


CASES: Sequence[Case] = (
    Case("sop-number-missing", True, header(sop_number=None), "/header/sop_number"),
    Case("agency-missing", True, header(agency=None), "/header/agency"),
    Case("created-date-missing", True, header(created_on=None), "/header/created_on"),
    Case("effective-date-missing", True, header(effective_on=None), "/header/effective_on"),
    Case("approver-position-missing", True, approver(position=None)),
    Case("approver-name-missing", True, approver(name=None)),
    Case("approver-nip-missing", True, approver(nip=None)),
    Case("approver-nip-missing", False, approver(nip=None, rank=None, position="BUPATI SUKAMAJU")),
    Case("approver-rank-missing", True, approver(rank=None)),
    Case("legal-basis-missing", True, lambda record: record.legal_basis.clear(), "/legal_basis"),
    Case("date-order", True, header(effective_on="2022-12-01"), "/header/effective_on"),
    Case("date-order", False, header(effective_on="2023-03")),
    Case("date-in-future", True, header(created_on="2052-03-06")),
    Case("date-implausible", True, header(created_on="1923-03-06", effective_on="2023-03-20")),
    Case("date-without-day", True, header(created_on="2023-03"), "/header/created_on"),
    Case("date-without-day", False, header(created_on="2023-03-07")),
    Case("sop-number-unusual", True, header(sop_number="10 Tahun 2023")),
    Case("sop-number-unusual", False, header(sop_number="10/KEC-TB/2023")),
    Case("sop-number-has-blanks", True, header(sop_number="138/ 07 /KEC-TB/2023")),
    Case("sop-number-has-blanks", False, header(sop_number="138 / 07 / KEC-TB / 2023")),
    Case("title-garbled", True, header(title="--- 1234 //")),
    Case("title-garbled", False, header(title="PPDB")),
    Case("government-line-unusual", True, header(government="KABUPATEN SUKAMAJU RAYA")),
    Case("nip-birth-date-impossible", True, approver(nip="197113171996031999")),
    Case("nip-appointed-before-birth", True, approver(nip="199608171990031999")),
    Case("nip-sex-digit", True, approver(nip="197108171996035999")),
    Case("nip-serial-zero", True, approver(nip="197108171996031000")),
    Case("rank-golongan-mismatch", True, approver(rank="Pembina Tingkat I (III/b)")),
    Case("golongan-impossible", True, approver(rank="Pembina Tingkat I (V/b)")),
    Case("rank-golongan-mismatch", False, approver(rank="Penata (III/c)")),
    Case("citation-repeated", True, repeated_citation, "/legal_basis/5"),
    Case("legal-basis-newer", True, cites("Undang-Undang Nomor 1 Tahun 2024 tentang Contoh Baru")),
    Case("citation-truncated", True,
         cites("Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pedoman Kinerja Provinsi dan "
               "Kabupaten/")),
    Case("citation-type-mismatch", True,
         cites("Peraturan Menteri Dalam Negeri Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas "
               "Kinerja Instansi Pemerintah")),
    Case("citation-type-mismatch", False,
         cites("Peraturan Bupati Sukamaju Raya Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas "
               "Kinerja Instansi Pemerintah")),
    Case("citation-type-mismatch", False,
         cites("Peraturan Kepala Badan Pusat Statistik Nomor 7 Tahun 2008 tentang Organisasi dan "
               "Tata Kerja Badan Pusat Statistik")),
    Case("legal-basis-revoked", True,
         cites("Peraturan Pemerintah Nomor 46 Tahun 2011 tentang Penilaian Prestasi Kerja Pegawai "
               "Negeri Sipil")),
    Case("legal-basis-revoked", False,
         cites("Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan")),
    Case("regulation-of-other-region", True,
         cites("Peraturan Daerah Kota Depok Nomor 8 Tahun 2010 tentang Penyelenggaraan "
               "Pendidikan")),
    Case("regulation-of-other-region", False,
         cites("Peraturan Daerah Kabupaten Sukamaju Raya Nomor 3 Tahun 2020 tentang Kecamatan")),
    Case("step-number-gap", True, later_number, "/steps/5/number"),
    Case("step-number-repeated", True, step(5, number="5"), "/steps/5/number"),
    Case("step-duration-missing", True, step(4, duration=None), "/steps/4/duration"),
    Case("step-output-missing", True, step(4, output=None), "/steps/4/output"),
    Case("step-activity-missing", True, step(4, activity=None), "/steps/4/activity"),
    Case("duration-implausible", True, takes(4, "0 Menit"), "/steps/4/duration"),
    Case("duration-implausible", False, takes(4, "5 Menit")),
    Case("requirement-equals-output", True,
         step(5, activity="Memverifikasi konsep", requirements="Konsep terverifikasi",
              output="Konsep terverifikasi")),
    Case("requirement-equals-output", False,
         step(5, requirements="Konsep surat", output="Konsep surat")),
    Case("typo-suspected", True, step(4, remarks="Dilaksanakan oleh pelaksanaaan"), None),
    Case("typo-suspected", True, header(title="Pelayanaan Surat Keterangan Domisili Usaha")),
    Case("typo-suspected", False, step(4, remarks="Dilaksanakan oleh pelaksana")),
    Case("wording-suspected", True, step(4, remarks="Diserahkan kepada kepada pemohon")),
    Case("wording-suspected", False, step(4, remarks="Langkah langkah berikutnya")),
    Case("actor-foreign-to-agency", True, lambda record: record.actors.append("Irban Wilayah I")),
    Case("actor-unused", True, unused_actor, "/actors/4"),
    Case("actor-unused", False, unused_and_unread),
    Case("step-symbol-missing", True, step(4, symbol=None, actors=[]), "/steps/4/symbol"),
    Case("flow-start-missing", True, step(0, symbol=Symbol.PROCESS), "/steps/0/symbol"),
    Case("flow-end-missing", True, step(9, symbol=Symbol.PROCESS), "/steps/9/symbol"),
    Case("flow-dead-end", True, flow(remove=[(4, 5)]), "/steps/3"),
    Case("flow-step-unreachable", False, flow(remove=[(4, 5)])),
    Case("flow-step-unreachable", True, flow(remove=[(4, 5)], add=[(4, 6)]), "/steps/4"),
    Case("decision-ways-missing", True, flow(remove=[(2, 1)]), "/steps/1/symbol"),
    Case("decision-way-unlabelled", True, unlabelled),
    Case("decision-labels-unbalanced", True, same_label),
    Case("flow-back-without-decision", True, flow(add=[(6, 4)])),
    Case("flow-back-without-decision", False, flow(add=[(8, 4)])),
    Case("flow-arrows-missing", True, lambda record: record.flow.clear(), "/flow"),
)  # fmt: skip
