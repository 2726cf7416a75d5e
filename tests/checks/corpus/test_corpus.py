"""What is found only by comparing records."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from extract.checks.corpus import check_corpus, with_batch_findings
from extract.checks.corpus.near_duplicates import count_same, least_hashes
from models import (
    Approver,
    Finding,
    Header,
    Provenance,
    Scope,
    SopRecord,
    Source,
    Step,
    TextOrigin,
)
from normalize.organisations import read_region
from tests.records import make_record

BUNGA, OTHER_NIP = "197001011995031001", "197001011995031002"
_counter = itertools.count(1)

STEPS = (
    "Menerima permohonan peminjaman arsip dari pemohon",
    "Memeriksa kelengkapan permohonan peminjaman arsip",
    "Mencari arsip statis di ruang penyimpanan arsip",
    "Menyerahkan arsip statis kepada pemohon arsip",
    "Mencatat pengembalian arsip dalam buku peminjaman",
)


def sop(
    title: str = "Peminjaman Arsip",
    *,
    agency: str = "DINAS KEARSIPAN",
    government: str = "PEMERINTAH KABUPATEN TIRTA AMAN",
    number: str | None = None,
    steps: Sequence[str] = (),
    related: Sequence[str] = (),
    name: str | None = None,
    nip: str | None = None,
) -> SopRecord:
    """Return a record with an id, and unless given a number, of its own."""
    count = next(_counter)
    return SopRecord(
        id=f"{count:012x}-1",
        source=Source(
            path=f"sop/{count:03}.pdf",
            sha256=f"{count:064x}",
            media_type="application/pdf",
            pages=[1],
            text_origin=TextOrigin.DIGITAL,
        ),
        header=Header(
            government=government,
            agency=agency,
            title=title,
            sop_number=number or f"067/{count:03}/ARS/2024",
            approver=Approver(name=name, nip=nip),
            region=read_region(government, agency),
        ),
        related_sops=list(related),
        steps=[Step(seq=seq, activity=text) for seq, text in enumerate(steps, 1)],
    )


def found(*records: SopRecord) -> list[list[tuple[str, str | None]]]:
    """Return, for each record, code and place of what comparing it with the others finds."""
    findings = check_corpus(records)
    return [[(f.code, f.field) for f in findings.get(record.id, ())] for record in records]


def test_records_that_have_nothing_in_common_have_no_finding() -> None:
    assert check_corpus([sop("Peminjaman Arsip"), sop("Penyusutan Arsip")]) == {}
    assert check_corpus([]) == {}
    assert check_corpus([make_record()]) == {}


class TestOfficers:
    CONFLICT = ("officer-nip-conflict", "/header/approver/nip")
    VARIANT = ("officer-name-variant", "/header/approver/name")
    SHARED = ("officer-nip-shared", "/header/approver/nip")

    def test_one_officer_with_two_numbers(self) -> None:
        one, other = sop(name="Bunga Ujian", nip=BUNGA), sop(name="Bunga Ujian", nip=OTHER_NIP)
        assert found(one, other) == [[self.CONFLICT], [self.CONFLICT]]
        findings = check_corpus([one, other])
        assert findings[one.id][0].others == [other.id]
        assert findings[one.id][0].scope is Scope.BATCH

    def test_two_people_of_one_name_in_two_regions(self) -> None:
        far = "PEMERINTAH KABUPATEN LEMBAH ARUNIKA"
        other = sop(name="Bunga Ujian", nip="198512122010012003", government=far)
        assert found(sop(name="Bunga Ujian", nip=BUNGA), other) == [[], []]

    def test_one_number_in_two_spellings_of_a_name(self) -> None:
        usual = [sop(name="Bunga Ujian, S.Sos", nip=BUNGA) for _ in range(2)]
        odd = sop(name="Bunga Ujian S.Sos", nip=BUNGA)
        assert found(*usual, odd) == [[], [], [self.VARIANT]]

    def test_blanks_and_capitals_are_no_other_spelling(self) -> None:
        one, other = sop(name="BUNGA UJIAN, S.Sos., M.AP"), sop(name="Bunga Ujian, S.Sos.,M.AP")
        assert found(one, other) == [[], []]

    def test_one_number_of_two_officers(self) -> None:
        one, other = sop(name="Bunga Ujian", nip=BUNGA), sop(name="Melati Contoh", nip=BUNGA)
        assert found(one, other) == [[self.SHARED], [self.SHARED]]

    def test_one_who_signs_everything_is_looked_at_once(self) -> None:
        usual = [sop(name="Bunga Ujian, S.Sos", nip=BUNGA) for _ in range(1000)]
        odd = sop(name="Bunga Ujian S.Sos", nip=OTHER_NIP)
        findings = check_corpus([*usual, odd])
        assert [f.code for f in findings[odd.id]] == [
            "officer-nip-conflict",
            "officer-name-variant",
        ]
        assert all(len(f.others) <= 20 for found_ in findings.values() for f in found_)

    def test_what_may_have_been_misread_is_no_conflict(self) -> None:
        scanned = sop(name="Bunga Ujian", nip=OTHER_NIP)
        scanned.source.text_origin = TextOrigin.OCR
        scanned.provenance = {"/header/approver/nip": Provenance(page=1, confidence=0.7)}
        assert found(sop(name="Bunga Ujian", nip=BUNGA), scanned) == [[], []]


class TestNumbers:
    def test_one_number_on_two_sops_of_an_office(self) -> None:
        one, other = sop("Peminjaman Arsip", number="067/01"), sop("Penyusutan", number="067 / 01")
        code = ("sop-number-duplicate", "/header/sop_number")
        assert found(one, other) == [[code], [code]]

    def test_one_sop_in_two_files(self) -> None:
        one = sop("Peminjaman Arsip", number="067/01", steps=STEPS)
        other = sop("SOP PEMINJAMAN ARSIP", number="067/01", steps=STEPS)
        code = ("sop-repeated", "/header/sop_number")
        assert found(one, other) == [[code], [code]]

    def test_other_offices_have_numbers_of_their_own(self) -> None:
        one = sop("Peminjaman Arsip", number="067/01")
        assert found(one, sop("Penyusutan", number="067/01", agency="DINAS LAIN")) == [[], []]
        far = "PEMERINTAH KABUPATEN LEMBAH ARUNIKA"
        assert found(one, sop("Penyusutan", number="067/01", government=far)) == [[], []]


class TestCopies:
    CODE = ("near-duplicate-sop", None)

    def test_the_same_steps_in_another_office(self) -> None:
        slips = [*STEPS[:-1], STEPS[-1].replace("buku", "bku")]
        one = sop("Peminjaman Arsip", steps=STEPS)
        other = sop("Peminjaman Arsip", steps=slips, agency="KECAMATAN TELAGA")
        assert found(one, other) == [[self.CODE], [self.CODE]]
        [finding] = check_corpus([one, other])[one.id]
        assert "5 of its 5 steps and its title" in finding.message
        assert "KECAMATAN TELAGA" in finding.message and finding.others == [other.id]

    def test_four_of_five_steps_are_nearly_all(self) -> None:
        changed = [*STEPS[:-1], "Memusnahkan seluruh berkas tanpa sisa"]
        assert found(sop("A", steps=STEPS), sop("B", steps=changed)) == [[self.CODE], [self.CODE]]

    def test_three_of_five_are_not(self) -> None:
        changed = [*STEPS[:-2], "Memusnahkan seluruh berkas tanpa sisa", "Melapor kepada atasan"]
        assert found(sop("A", steps=STEPS), sop("B", steps=changed)) == [[], []]

    def test_two_steps_are_too_few(self) -> None:
        assert found(sop("A", steps=STEPS[:2]), sop("B", steps=STEPS[:2])) == [[], []]

    def test_a_file_read_twice_is_one_sop(self) -> None:
        one = sop("Peminjaman Arsip", steps=STEPS)
        assert check_corpus([one, one.model_copy(deep=True)]) == {}

    def test_a_form_that_hundreds_have_taken_over_is_compared_with_some(self) -> None:
        many = [sop("Peminjaman Arsip", steps=STEPS, agency=f"DESA {i}") for i in range(300)]
        findings = check_corpus(many)
        assert len(findings) == 300
        assert all(len(found_) == 1 for found_ in findings.values())

    def test_work_grows_with_the_sops_and_not_with_their_pairs(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compared = 0

        def counting(ours: Sequence[str], theirs: Sequence[str]) -> int:
            nonlocal compared
            compared += 1
            return count_same(ours, theirs)

        monkeypatch.setattr("extract.checks.corpus.near_duplicates.count_same", counting)
        rng = random.Random(1)  # noqa: S311
        words = [f"kata{i}" for i in range(3000)]
        records = [
            sop(f"SOP {i}", steps=[" ".join(rng.choices(words, k=8)) for _ in range(8)])
            for i in range(400)
        ]
        copy = sop("Salinan", steps=[step.activity or "" for step in records[7].steps])
        findings = check_corpus([*records, copy])
        assert set(findings) == {records[7].id, copy.id}
        assert compared < 40

    def test_hashes_are_the_same_in_every_run(self) -> None:
        assert [int(h) for h in least_hashes(["satu dua tiga empat"])[:2]] == HASHES

    def test_each_step_counts_once(self) -> None:
        assert count_same(["sama", "sama", "lain"], ["sama", "beda"]) == 1


HASHES = [786270227, 696774882]


class TestRelated:
    CODE = ("related-sop-not-found", "/related_sops")

    def test_an_sop_that_the_office_does_not_have(self) -> None:
        one = sop("Peminjaman Arsip", related=["SOP Penyusutan Arsip", "SOP Peminjaman Buku"])
        assert found(one, sop("PENYUSUTAN ARSIP")) == [[self.CODE], []]
        [finding] = check_corpus([one, sop("PENYUSUTAN ARSIP")])[one.id]
        assert "Peminjaman Buku" in finding.message and "Penyusutan" not in finding.message

    def test_an_sop_that_only_another_office_has(self) -> None:
        one = sop("Peminjaman Arsip", related=["SOP Penyusutan Arsip"])
        other = sop("Penyusutan Arsip", agency="DINAS LAIN")
        findings = check_corpus([one, sop("Surat Masuk"), other])
        assert findings[one.id][0].others == [other.id]

    def test_a_longer_title_is_the_same_sop(self) -> None:
        one = sop("Surat Masuk", related=["SOP Penyusutan Arsip", "Standar Biaya 2025"])
        assert found(one, sop("Penyusutan Arsip Inaktif Daerah")) == [[], []]

    def test_an_office_with_one_sop_is_not_asked(self) -> None:
        assert found(sop("Surat Masuk", related=["SOP Penyusutan Arsip"])) == [[]]

    def test_an_office_with_a_title_that_was_not_read_is_not_asked(self) -> None:
        one = sop("Surat Masuk", related=["SOP Penyusutan Arsip"])
        unread = sop("Penyus Arp")
        unread.source.text_origin = TextOrigin.OCR
        assert found(one, unread) == [[], []]


def test_findings_of_a_run_before_are_replaced() -> None:
    records = [sop("A", steps=STEPS), sop("B", steps=STEPS)]
    findings = check_corpus(records)
    once = [with_batch_findings(r, findings.get(r.id, [])) for r in records]
    assert check_corpus(once) == findings
    assert [with_batch_findings(r, findings.get(r.id, [])) for r in once] == once
    [alone] = [with_batch_findings(r, check_corpus(once[:1]).get(r.id, [])) for r in once[:1]]
    assert alone == records[0]


def test_findings_of_the_record_itself_stay() -> None:
    record = make_record()
    old = Finding(code="sop-repeated", severity="info", scope=Scope.BATCH, message="x.")
    both = record.model_copy(update={"findings": [old, *record.findings]})
    assert with_batch_findings(both, []).findings == record.findings
