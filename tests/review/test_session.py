"""A run on the session: several people, later runs, what is asked and what is not asked again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from extract.corrections import edits
from extract.errors import (
    BadEditError,
    BadRecordsError,
    BadReviewError,
    MissingSopError,
    StaleReviewError,
)
from extract.review.doubts import Why
from extract.review.queue import Filter, QueueState
from extract.review.session import ReviewSession, Sop
from extract.settings import Settings
from extract.storage.record_files import record_file, write_records
from models import SopRecord
from tests.review.sops import make_sop

SOP = make_sop().id


def _write(output: Path, *records: SopRecord) -> None:
    for record in records:
        write_records(record_file(output, record.source.path), [record])


def _other(number: int, title: str, unsure: float = 0.95) -> SopRecord:
    """Return another SOP, of a file of its own."""
    record = make_sop(title, unsure=unsure)
    sha256 = f"{number:02x}" * 32
    source = record.source.model_copy(update={"sha256": sha256, "path": f"arsip/{number}.pdf"})
    return record.model_copy(update={"id": f"{sha256[:12]}-1", "source": source})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    _write(tmp_path, make_sop())
    return tmp_path


@pytest.fixture
def session(output: Path) -> ReviewSession:
    return ReviewSession(output, Settings(), look_after=0)


def _set(session: ReviewSession, by: str, at: str, seen: object, value: object) -> Sop:
    return session.commit(
        SOP, by, lambda draft: edits.change_value(draft.form, at, value), expected={at: seen}
    )


def test_what_is_not_sure_asks_for_attention_in_the_forms_order(session: ReviewSession) -> None:
    doubts = session.open(SOP).doubts
    assert [(doubt.at, doubt.why) for doubt in doubts if doubt.why is Why.UNSURE] == [
        ("/steps/rows/2/activity", Why.UNSURE)
    ]
    assert doubts[0].at == "/header/title"
    assert doubts[0].finding is not None and doubts[0].finding.code == "ocr-repaired"


def test_what_a_person_settled_is_not_asked_again(session: ReviewSession, output: Path) -> None:
    sop = session.open(SOP)
    title = sop.draft.form["header"]["title"]
    session.accept(SOP, "Ani", ["/header/title"], expected={"/header/title": title})
    _set(session, "Ani", "/steps/rows/2/activity", sop.draft.form["steps"]["rows"]["2"]["activity"],
         "Memeriksa berkas")  # fmt: skip
    left = {doubt.at for doubt in ReviewSession(output, Settings()).open(SOP).doubts}
    assert not left & {"/header/title", "/steps/rows/2/activity"}


def test_the_queue_begins_with_what_needs_most(tmp_path: Path) -> None:
    _write(tmp_path, _other(1, "Pertama"), _other(2, "Kedua", 0.2), _other(3, "Ketiga", 0.5))
    session = ReviewSession(tmp_path, Settings())
    assert [row.title for row in session.queue()] == ["Kedua", "Ketiga", "Pertama"]
    assert [row.title for row in session.queue(Filter(words="kedua"))] == ["Kedua"]
    assert session.queue(Filter(kind="digital")) == []
    second = session.queue()[0].id
    session.sign_off(second, "Ani", with_doubts=True)
    assert [row.title for row in session.queue()] == ["Ketiga", "Pertama", "Kedua"]
    assert session.queue(Filter(state="done"))[0].by == "Ani"


def test_the_second_of_two_people_is_told_and_nothing_is_lost(output: Path) -> None:
    one, other = ReviewSession(output, Settings()), ReviewSession(output, Settings())
    seen = one.open(SOP).draft.form["header"]["title"]
    _set(one, "Ani", "/header/title", seen, "Dari Ani")
    with pytest.raises(StaleReviewError) as caught:
        _set(other, "Budi", "/header/title", seen, "Dari Budi")
    assert (caught.value.by, caught.value.now) == ("Ani", "Dari Ani")
    _set(other, "Budi", "/header/phone", None, "0511-1234")
    assert one.open(SOP).reviewed.header.phone == "0511-1234"
    assert other.open(SOP).reviewed.header.title == "Dari Ani"


def test_many_threads_and_sessions_lose_nothing(output: Path) -> None:
    sessions = [ReviewSession(output, Settings()) for _ in range(2)]

    def write(session: ReviewSession, by: str) -> None:
        for _ in range(10):
            while True:
                seen = session.open(SOP).draft.form["steps"]["rows"]["1"]["remarks"]
                value = f"{seen or ''}{by}"
                try:
                    _set(session, by, "/steps/rows/1/remarks", seen, value)
                except StaleReviewError:
                    continue
                break

    threads = [
        threading.Thread(target=write, args=(sessions[n % 2], name))
        for n, name in enumerate("ABCD")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    text = ReviewSession(output, Settings()).open(SOP).reviewed.steps[0].remarks
    assert text is not None
    assert {name: text.count(name) for name in "ABCD"} == dict.fromkeys("ABCD", 10)


def test_what_was_handed_out_stays_as_it_was(session: ReviewSession) -> None:
    sop = session.open(SOP)
    seen = sop.draft.form["header"]["title"]
    changed = _set(session, "Ani", "/header/title", seen, "Dari Ani")
    _set(session, "Ani", "/header/title", "Dari Ani", "Sekali lagi")
    assert sop.draft.form["header"]["title"] == sop.reviewed.header.title == seen
    assert changed.draft.form["header"]["title"] == changed.reviewed.header.title == "Dari Ani"


def test_undo_and_redo_are_each_persons_own(session: ReviewSession) -> None:
    seen = session.open(SOP).draft.form["header"]["title"]
    _set(session, "Ani", "/header/title", seen, "Satu")
    _set(session, "Ani", "/header/title", "Satu", "Dua")
    _set(session, "Budi", "/header/phone", None, "0511-1234")
    assert session.undo(SOP, "Ani").reviewed.header.title == "Satu"
    assert session.undo(SOP, "Ani").reviewed.header.title == seen
    with pytest.raises(BadEditError):
        session.undo(SOP, "Ani")
    assert session.redo(SOP, "Ani").reviewed.header.title == "Satu"
    assert session.redo(SOP, "Ani").reviewed.header.title == "Dua"
    with pytest.raises(BadEditError):
        session.redo(SOP, "Ani")
    assert session.undo(SOP, "Ani").reviewed.header.title == "Satu"
    assert session.open(SOP).reviewed.header.phone == "0511-1234"


def test_what_another_person_changed_again_is_not_taken_back(session: ReviewSession) -> None:
    seen = session.open(SOP).draft.form["header"]["title"]
    _set(session, "Ani", "/header/title", seen, "Dari Ani")
    _set(session, "Budi", "/header/title", "Dari Ani", "Dari Budi")
    with pytest.raises(StaleReviewError):
        session.undo(SOP, "Ani")


def test_a_value_taken_back_asks_for_attention_again(session: ReviewSession) -> None:
    before = session.open(SOP).doubts
    seen = session.open(SOP).draft.form["header"]["title"]
    session.accept(SOP, "Ani", ["/header/title"], expected={"/header/title": seen})
    assert len(session.open(SOP).doubts) == len(before) - 1
    assert session.undo(SOP, "Ani").doubts == before


def test_signing_off_asks_when_something_is_left(session: ReviewSession) -> None:
    with pytest.raises(BadEditError) as caught:
        session.sign_off(SOP, "Ani")
    assert caught.value.reason == "doubts-left"
    assert session.sign_off(SOP, "Ani", with_doubts=True).row.state is QueueState.DONE
    assert session.reopen(SOP, "Ani").row.state is QueueState.STARTED


def test_a_run_while_the_session_is_open_is_seen(session: ReviewSession, output: Path) -> None:
    seen = session.open(SOP).draft.form["header"]["title"]
    _set(session, "Ani", "/header/title", seen, "Benar")
    session.sign_off(SOP, "Ani", with_doubts=True)
    _write(output, make_sop("Terbaca Lain"), _other(7, "Baru"))
    rows = {row.title: row for row in session.queue()}
    assert set(rows) == {"Benar", "Baru"}
    assert rows["Benar"].state is QueueState.STARTED and rows["Benar"].conflicts == 1
    record_file(output, "arsip/7.pdf").unlink()
    assert [row.title for row in session.queue()] == ["Benar"]


def test_an_sop_that_is_not_there_is_said(session: ReviewSession, tmp_path: Path) -> None:
    with pytest.raises(MissingSopError):
        session.open("ffffffffffff-1")
    with pytest.raises(BadRecordsError, match="holds no records"):
        ReviewSession(tmp_path / "leer", Settings())


def test_a_journal_that_leads_nowhere_is_said(output: Path, session: ReviewSession) -> None:
    seen = session.open(SOP).draft.form["header"]["title"]
    _set(session, "Ani", "/header/title", seen, "Dari Ani")
    path = output / "review/journal.jsonl"
    path.write_text(path.read_text("utf-8").replace('"/header/title","from"', '"/x/y","from"'))
    with pytest.raises(BadReviewError, match=r"journal\.jsonl: an entry leads to what is not"):
        ReviewSession(output, Settings())
