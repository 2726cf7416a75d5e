"""Reviews brought along: from another output folder, by shards that are joined, and masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.batch.join import join_shards
from extract.cli import main
from extract.corrections.journal import JOURNAL, Action, read_journal
from extract.errors import BadReviewError, ExitCode
from extract.review.session import ReviewSession
from extract.settings import Settings
from extract.storage.record_files import read_run
from models import SopRecord
from tests.batch.folders import make, results
from tests.review.output import pipeline
from tests.review.output.runs import correct, publish_quietly, record_of, rows, run

NIP = "198507152010012003"
MASKED = Settings(mask_nip=True)


@pytest.fixture
def one(tmp_path: Path, folder: Path) -> Path:
    """Return the output of a run whose SOP's title was corrected."""
    run(tmp_path / "one", folder)
    correct(tmp_path / "one", record_of(tmp_path / "one").id, "/header/title", "Surat Usaha")
    return tmp_path / "one"


class TestReviews:
    @pytest.mark.parametrize("is_file", [False, True])
    def test_they_apply_to_the_same_documents_elsewhere_and_stay(
        self, one: Path, folder: Path, tmp_path: Path, is_file: bool
    ) -> None:
        two = tmp_path / "two"
        run(two, folder, reviews=one / JOURNAL if is_file else one)
        assert record_of(two).header.title == "Surat Usaha"
        assert rows(two, "SELECT title, review_state FROM documents") == [
            ("Surat Usaha", "started")
        ]
        run(two, folder, force=True)
        assert record_of(two).header.title == "Surat Usaha"

    def test_entries_come_once(self, one: Path, folder: Path, tmp_path: Path) -> None:
        two, name = tmp_path / "two", record_of(one).id
        run(two, folder, reviews=one)
        correct(one, name, "/header/address", "Jalan Merdeka 1")
        for _ in range(2):
            run(two, folder, reviews=one)
        assert (two / JOURNAL).read_bytes() == (one / JOURNAL).read_bytes()
        assert record_of(two).header.address == "Jalan Merdeka 1"
        # What goes on here is not touched by what is older there.
        correct(two, name, "/header/address", "Jalan Merdeka 2")
        assert run(two, folder, reviews=one).messages == []
        assert record_of(two).header.address == "Jalan Merdeka 2"

    def test_what_was_reviewed_on_in_both_is_told_and_stays(
        self, one: Path, folder: Path, tmp_path: Path
    ) -> None:
        two, name = tmp_path / "two", record_of(one).id
        run(two, folder, reviews=one)
        correct(two, name, "/header/title", "Surat Domisili")
        correct(one, name, "/header/title", "Surat Kelahiran")
        before = (two / JOURNAL).read_bytes()
        [notice] = run(two, folder, reviews=one).messages
        assert name in notice and "left out" in notice
        assert record_of(two).header.title == "Surat Domisili"
        assert (two / JOURNAL).read_bytes() == before

    def test_corrections_of_other_documents_wait(
        self, one: Path, folder: Path, tmp_path: Path
    ) -> None:
        other = make(tmp_path / "lain", b="Surat Lain")
        two = tmp_path / "two"
        run(two, other, reviews=one)
        assert record_of(two).review is None
        run(two, folder)
        assert {r.header.title for r in read_run(two)} == {"Surat Usaha", "Surat Lain"}

    def test_from_the_command_line(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        missing = tmp_path / "nowhere"
        code = main([str(folder), "-o", str(tmp_path / "two"), "--reviews", str(missing)])
        assert code == ExitCode.BAD_ARGUMENTS
        assert "no journal" in capsys.readouterr().err

    def test_a_journal_that_is_none(self, folder: Path, tmp_path: Path) -> None:
        strange = tmp_path / "journal.jsonl"
        strange.write_text('{"id": 1}\n', encoding="utf-8")
        with pytest.raises(BadReviewError, match="is no entry"):
            run(tmp_path / "two", folder, reviews=strange)


class TestShards:
    def test_joined_they_are_as_one_run_with_all_reviews(self, tmp_path: Path) -> None:
        contents = {f"s{number}": f"Surat {number}" for number in range(8)}
        folder = make(tmp_path / "arsip", **contents)
        out, whole = tmp_path / "out", tmp_path / "whole"
        shards = [out / "shards" / f"{number}-of-2" for number in (1, 2)]
        for number in (1, 2):
            run(out, folder, shard=f"{number}/2")
        for number, shard in enumerate(shards, 1):
            for record in list(read_run(shard))[:2]:
                correct(shard, record.id, "/header/title", f"{record.header.title} benar")
            if number == 1:
                publish_quietly(shard)
        join_shards(out, lambda message: None)
        assert len(_reviewed(out)) == 4
        run(whole, folder, reviews=out)
        own = {n: data for n, data in results(out).items() if not n.startswith("shards/")}
        assert own == results(whole)
        # A run over all goes on from there, and reads nothing.
        assert run(out, folder).began == []
        # What is corrected in a shard later comes with the next joining.
        name = _reviewed(shards[0])[0].id
        correct(shards[0], name, "/header/address", "Jalan Merdeka 1")
        join_shards(out, lambda message: None)
        [record] = [r for r in _reviewed(out) if r.header.address is not None]
        assert record.id == name

    def test_a_shard_brings_reviews_along(self, one: Path, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for number in (1, 2):
            run(out, folder, shard=f"{number}/2", reviews=one)
        assert join_shards(out, lambda message: None).totals.sops == 1
        assert record_of(out).header.title == "Surat Usaha"
        assert (out / JOURNAL).read_bytes() == (one / JOURNAL).read_bytes()


def _reviewed(output: Path) -> list[SopRecord]:
    return [record for record in read_run(output) if record.review is not None]


class TestMasks:
    def test_a_number_that_a_person_types_reaches_nothing(
        self, tmp_path: Path, folder: Path
    ) -> None:
        out = tmp_path / "out"
        run(out, folder, settings=MASKED)
        name = record_of(out).id
        correct(out, name, "/header/approver/nip", NIP, settings=MASKED)
        correct(out, name, "/header/address", f"Bunga NIP. {NIP}", settings=MASKED)
        correct(out, name, "/steps/rows/2/remarks", f"NIP {NIP}", settings=MASKED)
        publish_quietly(out)
        _check_masked(out)
        record = record_of(out)
        assert record.review is not None and record.review.revision == 4
        assert "/header/approver/nip" in record.provenance

    def test_nor_one_that_another_run_corrected(self, tmp_path: Path, folder: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        run(one, folder)
        name = record_of(one).id
        correct(one, name, "/header/approver/nip", NIP)
        correct(one, name, "/header/title", f"Surat {NIP}", by=f"Budi {NIP}")
        publish_quietly(one)
        assert record_of(one).header.approver.nip == NIP
        run(two, folder, settings=MASKED, reviews=one)
        _check_masked(two)
        record = record_of(two)
        assert record.review is not None and record.review.conflicts == 0
        assert record.header.title == "Surat " + "*" * 18

    def test_masking_is_no_newer_reading(self, tmp_path: Path, folder: Path) -> None:
        """An SOP that was reviewed with its numbers has no conflicts when they are masked."""
        pipeline.LATER.append(_with_numbers)
        out = tmp_path / "out"
        run(out, folder)
        name = record_of(out).id
        session = ReviewSession(out, Settings())
        seen = {"/header/address": session.open(name).draft.form["header"]["address"]}
        session.accept(name, "Ani", ["/header/approver/nip", "/header/address"], expected=seen)
        run(out, folder, settings=MASKED)
        record = record_of(out)
        assert record.review is not None and record.review.conflicts == 0
        assert record.header.approver.nip is None
        missing = {finding.code for finding in record.findings}
        assert "approver-nip-missing" not in missing
        assert NIP not in (out / "records/arsip/a.txt.json").read_text(encoding="utf-8")

    def test_the_session_of_a_masked_run_shows_no_number(
        self, tmp_path: Path, folder: Path
    ) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        run(one, folder)
        correct(one, record_of(one).id, "/header/approver/nip", NIP)
        run(two, folder, settings=MASKED, reviews=one)
        sop = correct(two, record_of(two).id, "/header/approver/nip", NIP, settings=MASKED)
        assert sop.draft.form["header"]["approver"]["nip"] is None
        assert NIP not in repr(sop)


def _with_numbers(record: SopRecord) -> None:
    record.header.approver.nip = NIP
    record.findings = [f for f in record.findings if f.code != "approver-nip-missing"]
    record.header.address = f"Jalan Merdeka 1, NIP. {NIP}"
    places = record.provenance
    places["/header/approver/nip"] = places["/header/address"] = places["/header/agency"]


def _check_masked(output: Path) -> None:
    """See that no file of an output folder holds the number."""
    files = [path for path in output.rglob("*") if path.is_file()]
    assert output / JOURNAL in files
    for path in files:
        assert NIP.encode() not in path.read_bytes(), path
    assert any(entry.action is Action.EDIT for entry in read_journal(output / JOURNAL))
