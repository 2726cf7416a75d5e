"""What people corrected, in all that leaves a run: at its end, after later runs, when published."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from extract.batch.lock import locked
from extract.batch.publish import publish
from extract.corrections import edits
from extract.corrections.extracted import EXTRACTED
from extract.corrections.journal import Accepted
from extract.errors import BadRecordsError, BusyError
from extract.review.session import ReviewSession
from extract.settings import Settings
from extract.storage.places import LOCK_FILE, STATE_FOLDER
from extract.writers.diagrams import diagram_file
from extract.writers.formats import Format
from models import Origin, ReviewState, SopRecord
from tests.batch.folders import account, alone, entries, make, results
from tests.review.output import pipeline
from tests.review.output.runs import TITLE, correct, publish_quietly, record_of, rows, run


@pytest.fixture
def out(tmp_path: Path, folder: Path) -> Path:
    """Return the output of a run whose SOP had its title and a duration corrected."""
    run(tmp_path / "out", folder)
    name = record_of(tmp_path / "out").id
    correct(tmp_path / "out", name, "/header/title", "Surat Keterangan Usaha")
    correct(tmp_path / "out", name, "/steps/rows/4/duration", "2 Hari")
    return tmp_path / "out"


def check_corrected(output: Path) -> None:
    """See that records and tables carry the two corrections and the state."""
    record = record_of(output)
    assert record.header.title == "Surat Keterangan Usaha"
    assert record.steps[3].duration is not None
    assert record.steps[3].duration.working_minutes == 900
    place = record.provenance["/header/title"]
    assert (place.confidence, place.origin) == (1, Origin.REVIEWED)
    assert record.review is not None
    assert (record.review.state, record.review.by) == (ReviewState.STARTED, "Ani")
    with (output / "documents.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert (row["title"], row["review_state"]) == ("Surat Keterangan Usaha", "started")
    query = "SELECT duration_working_minutes FROM steps WHERE seq = 4"
    assert rows(output, query) == [(900,)]


def test_publishing_brings_corrections_into_all_that_the_run_wrote(out: Path) -> None:
    assert record_of(out).review is None
    assert publish_quietly(out) == []
    check_corrected(out)


def test_a_later_run_that_reads_nothing_carries_them(out: Path, folder: Path) -> None:
    listener = run(out, folder)
    assert listener.began == []
    check_corrected(out)


@pytest.mark.parametrize("published", [False, True])
def test_reading_all_again_carries_them(out: Path, folder: Path, published: bool) -> None:
    if published:
        publish_quietly(out)
    listener = run(out, folder, force=True)
    assert len(listener.began) == 1
    check_corrected(out)


def test_published_kept_and_read_again_come_to_the_same_bytes(out: Path, folder: Path) -> None:
    publish_quietly(out)
    published = results(out)
    publish_quietly(out)
    assert results(out) == published
    run(out, folder)
    assert results(out) == published
    run(out, folder, force=True)
    assert results(out) == published


def test_what_was_published_is_not_read_again(out: Path, folder: Path) -> None:
    publish_quietly(out)
    assert run(out, folder).began == []
    run(out, folder)
    assert run(out, folder).began == []


def test_the_account_stays_true(out: Path, folder: Path) -> None:
    name = record_of(out).id
    session = ReviewSession(out, Settings())
    session.commit(name, "Ani", lambda d: edits.delete_row(d.form, "steps", "5"), expected={})
    session.commit(name, "Ani", lambda d: edits.delete_row(d.form, "steps", "4"), expected={})
    publish_quietly(out)
    record, told = record_of(out), account(out)
    own = [finding for finding in record.findings if finding.scope == "record"]
    assert told["totals"]["steps"] == told["files"][0]["steps"] == len(record.steps) == 3
    assert told["totals"]["findings"] == told["files"][0]["findings"] == len(own)
    assert sum(told["totals"]["severities"].values()) == len(record.findings)
    before = account(out)
    run(out, folder)
    after = account(out)
    assert after["totals"] == before["totals"]
    assert after["files"] == before["files"]


def test_an_sop_that_a_person_drew_the_arrows_of_gets_its_diagram(
    tmp_path: Path, folder: Path
) -> None:
    pipeline.LATER.append(_without_arrows)
    out = tmp_path / "out"
    run(out, folder)
    record = record_of(out)
    assert entries(out)["a"]["undrawn"] == [record.id]
    session = ReviewSession(out, Settings())
    for one, other in (("1", "2"), ("2", "3"), ("3", "4"), ("4", "5")):
        session.commit(
            record.id, "Ani",
            lambda d, one=one, other=other: edits.add_arrow(d.form, one, other, None),
            expected={},
        )  # fmt: skip
    publish_quietly(out)
    drawn = diagram_file(out, "arsip/a.txt", 1, Format.MERMAID)
    assert drawn.read_text(encoding="utf-8").count("-->") >= 4
    assert entries(out)["a"]["undrawn"] == []
    assert account(out)["totals"]["undrawn"] == 0
    assert run(out, folder).began == []


def _without_arrows(record: SopRecord) -> None:
    record.flow = []
    record.provenance = {at: p for at, p in record.provenance.items() if "/flow" not in at}


def test_a_diagram_follows_a_corrected_step(out: Path) -> None:
    name = record_of(out).id
    drawn = diagram_file(out, "arsip/a.txt", 1, Format.MERMAID)
    correct(out, name, "/steps/rows/3/activity", "Mengetik konsep surat")
    assert "Mengetik konsep" not in drawn.read_text(encoding="utf-8")
    publish_quietly(out)
    assert "Mengetik konsep" in drawn.read_text(encoding="utf-8")


def test_a_newer_reading_of_what_was_corrected_is_a_conflict(out: Path, folder: Path) -> None:
    publish_quietly(out)
    pipeline.LATER.append(_later_title)
    run(out, folder, force=True)
    check_corrected(out)
    record = record_of(out)
    assert record.header.sop_number == "067/99/KMJ/2024"  # nobody had settled it
    assert record.review is not None and record.review.conflicts == 1
    [conflict] = [f for f in record.findings if f.code == "review-conflict"]
    assert conflict.field == "/header/title"
    assert "Pelayanan Surat Baru" in conflict.message
    # Read as at first again, there is nothing to settle.
    pipeline.LATER.clear()
    run(out, folder, force=True)
    review = record_of(out).review
    assert review is not None and review.conflicts == 0


def _later_title(record: SopRecord) -> None:
    record.header.title = "Pelayanan Surat Baru"
    record.header.sop_number = "067/99/KMJ/2024"


def test_what_was_taken_back_is_extracted_again_but_started(out: Path) -> None:
    before = alone(Path(out, "records/arsip/a.txt.json").read_bytes())
    publish_quietly(out)
    session, name = ReviewSession(out, Settings()), record_of(out).id
    session.undo(name, "Ani")
    session.undo(name, "Ani")
    publish_quietly(out)
    [after] = alone(Path(out, "records/arsip/a.txt.json").read_bytes())
    assert after["review"]["state"] == "started"
    assert after["review"]["corrected"] == 0
    assert {**after, "review": None} == before[0]


def test_a_renamed_document_keeps_its_review(out: Path, folder: Path) -> None:
    publish_quietly(out)
    (folder / "a.txt").rename(folder / "b.txt")
    listener = run(out, folder)
    assert listener.pages == [] and "arsip/b.txt" in entries(out)["b"]["path"]
    [record] = [r for r in _all(out) if r.source.path == "arsip/b.txt"]
    assert record.header.title == "Surat Keterangan Usaha"
    [row] = rows(out, "SELECT title, path FROM documents")
    assert row == ("Surat Keterangan Usaha", "arsip/b.txt")
    # And what was extracted came along: a correction can still be taken back.
    session = ReviewSession(out, Settings())
    session.undo(record.id, "Ani")
    session.undo(record.id, "Ani")
    publish_quietly(out)
    [row] = rows(out, "SELECT title FROM documents")
    assert row == (TITLE,)


def _all(output: Path) -> list[SopRecord]:
    from extract.storage.record_files import read_records, record_files

    return [record for path in record_files(output) for record in read_records(path)]


def test_where_what_was_extracted_is_lost_a_renamed_document_is_read_again(
    out: Path, folder: Path
) -> None:
    publish_quietly(out)
    (out / EXTRACTED / "arsip/a.txt.json").unlink()
    (folder / "a.txt").rename(folder / "b.txt")
    run(out, folder)
    [row] = rows(out, "SELECT title, path FROM documents")
    assert row == ("Surat Keterangan Usaha", "arsip/b.txt")


def test_where_what_was_extracted_is_lost_newer_corrections_are_said_to_wait(
    out: Path, folder: Path
) -> None:
    name = record_of(out).id
    publish_quietly(out)
    correct(out, name, "/header/title", "Surat Domisili")
    (out / EXTRACTED / "arsip/a.txt.json").unlink()
    [notice] = publish_quietly(out)
    assert "--force" in notice
    check_corrected(out)
    run(out, folder, force=True)
    assert record_of(out).header.title == "Surat Domisili"


def test_two_sops_of_a_file_are_reviewed_one_after_the_other(tmp_path: Path) -> None:
    out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu\nDua")
    run(out, folder)
    first, second = (record.id for record in _all(out))
    correct(out, first, "/header/title", "Pertama")
    publish_quietly(out)
    correct(out, second, "/header/title", "Kedua", by="Budi")
    publish_quietly(out)
    assert [r.header.title for r in _all(out)] == ["Pertama", "Kedua"]
    assert [r.review.by for r in _all(out) if r.review] == ["Ani", "Budi"]


def test_a_finding_of_being_compared_stays_accepted(tmp_path: Path) -> None:
    out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu", b="Dua")
    run(out, folder)
    codes = {f.code for r in _all(out) for f in r.findings if f.scope == "batch"}
    assert "sop-number-duplicate" in codes
    first = _all(out)[0].id
    number = Accepted(code="sop-number-duplicate", pointer="/header/sop_number")
    ReviewSession(out, Settings()).accept(first, "Ani", (), (number,), expected={})
    publish_quietly(out)

    def accepted() -> list[bool]:
        return [
            f.accepted for r in _all(out) for f in r.findings if f.code == "sop-number-duplicate"
        ]

    assert accepted() == [True, False]
    published = results(out)
    run(out, folder, force=True)
    assert accepted() == [True, False]
    assert results(out) == published
    # It is left out of nothing: the session has it too, as something that was let stand.
    opened = ReviewSession(out, Settings()).open(first)
    assert [f.accepted for f in opened.reviewed.findings if f.code == number.code] == [True]


def test_an_sop_that_a_newer_reading_lacks_is_told(tmp_path: Path) -> None:
    out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu\nDua")
    run(out, folder)
    second = _all(out)[1].id
    correct(out, second, "/header/title", "Kedua")
    publish_quietly(out)
    # A newer version finds one SOP in the document.
    path = out / "records/arsip/a.txt.json"
    kept = json.loads((out / EXTRACTED / "arsip/a.txt.json").read_bytes())
    path.write_text(json.dumps(kept[:1]), encoding="utf-8")
    [notice] = publish_quietly(out)
    assert second in notice and "journal" in notice


def test_an_sop_found_before_others_gets_none_of_their_corrections(tmp_path: Path) -> None:
    out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu")
    run(out, folder)
    correct(out, record_of(out).id, "/header/title", "Benar")
    publish_quietly(out)
    pipeline.LATER.append(_another)
    listener = run(out, folder, force=True)
    record = record_of(out)
    assert record.header.title == "Pemberian Cuti Pegawai"
    assert record.review is not None
    assert (record.review.state, record.review.corrected) == (ReviewState.STARTED, 0)
    [notice] = listener.messages
    assert "another SOP" in notice and "Benar" in notice
    pipeline.LATER.clear()
    run(out, folder, force=True)
    assert record_of(out).header.title == "Benar"


def _another(record: SopRecord) -> None:
    record.header.title, record.header.sop_number = "Pemberian Cuti Pegawai", "800/03/KMJ/2024"
    for step in record.steps:
        step.activity = f"Lembur {'abcdefgh'[step.seq] * 30}"


class TestPublish:
    def test_it_waits_for_no_run(self, out: Path) -> None:
        with locked(out / STATE_FOLDER / LOCK_FILE, str(out)), pytest.raises(BusyError) as caught:
            publish_quietly(out)
        assert "at its end" in str(caught.value)
        assert record_of(out).review is None

    def test_a_folder_without_a_run(self, tmp_path: Path) -> None:
        with pytest.raises(BadRecordsError, match="no run into it"):
            publish_quietly(tmp_path)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}'])
    def test_an_account_that_is_none(self, out: Path, text: str) -> None:
        (out / "run.json").write_text(text, encoding="utf-8")
        with pytest.raises(BadRecordsError, match="is no account"):
            publish_quietly(out)

    def test_it_goes_by_the_settings_of_the_run(self, tmp_path: Path, folder: Path) -> None:
        out, settings = tmp_path / "out", Settings(minutes_a_day=300)
        run(out, folder, settings=settings)
        name = record_of(out).id
        correct(out, name, "/steps/rows/4/duration", "2 Hari", settings=settings)
        publish_quietly(out)
        assert rows(out, "SELECT duration_working_minutes FROM steps WHERE seq = 4") == [(600,)]

    def test_files_that_nobody_reviewed_are_not_touched(self, tmp_path: Path) -> None:
        out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu", b="Dua", c="Tiga")
        run(out, folder)
        first = _all(out)[0].id
        correct(out, first, "/header/address", "Jalan Merdeka 1")
        others = [out / f"records/arsip/{name}.txt.json" for name in "bc"]
        before = [path.stat().st_mtime_ns for path in others]
        publish_quietly(out)
        assert [path.stat().st_mtime_ns for path in others] == before

    def test_what_is_told_are_the_hashes_that_there_are(self, out: Path, folder: Path) -> None:
        """A file that was changed since is not taken for what a run had left."""
        publish_quietly(out)
        path = out / "records/arsip/a.txt.json"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes() + b"\n")
        assert len(run(out, folder).began) == 1
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest

    def test_the_times_of_the_run_stay(self, out: Path) -> None:
        before = account(out)["session"]
        publish(out, lambda message: None)
        assert account(out)["session"] == before
