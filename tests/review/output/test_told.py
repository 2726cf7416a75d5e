"""What is told of reviewed records that nobody has published: loads, reports, pandas tables."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract import read_reviewed, to_frames
from extract.cli import main
from extract.corrections.extracted import EXTRACTED
from extract.corrections.journal import Accepted
from extract.errors import BadRecordsError, ExitCode
from extract.review.session import ReviewSession
from extract.settings import Settings
from models import Origin
from tests.batch.folders import make
from tests.review.output.runs import correct, publish_quietly, record_of, run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output of a run of two SOPs, one of which was corrected and signed off."""
    folder = make(tmp_path / "arsip", a="Surat Masuk", b="Surat Keluar")
    run(tmp_path / "out", folder)
    session = ReviewSession(tmp_path / "out", Settings())
    [name] = [row.id for row in session.queue() if row.title == "Surat Masuk"]
    correct(tmp_path / "out", name, "/header/title", "Surat Undangan")
    accepted = Accepted(code="approver-nip-missing", pointer="/header/approver/nip")
    session.accept(name, "Ani", (), (accepted,), expected={})
    session.sign_off(name, "Ani", with_doubts=True)
    return tmp_path / "out"


@pytest.fixture(params=["as it is", "published", "published and corrected again"])
def output(out: Path, request: pytest.FixtureRequest) -> Path:
    """Return the same, however much of it stands in the record files."""
    if request.param != "as it is":
        [name] = [r.id for r in read_reviewed(out) if r.header.title == "Surat Undangan"]
        publish_quietly(out)
        if request.param != "published":
            correct(out, name, "/header/title", "Surat Lain")
            ReviewSession(out, Settings()).undo(name, "Ani")
    return out


def test_records_are_read_with_their_review(output: Path) -> None:
    records = {record.header.title: record for record in read_reviewed(output)}
    assert sorted(map(str, records)) == ["Surat Keluar", "Surat Undangan"]
    review = records["Surat Undangan"].review
    assert review is not None and review.state == "done" and review.corrected == 1
    assert records["Surat Undangan"].provenance["/header/title"].origin is Origin.REVIEWED
    assert records["Surat Keluar"].review is None


def test_they_are_loaded_so(output: Path, tmp_path: Path) -> None:
    database = tmp_path / "load.sqlite"
    for _ in range(2):
        assert main(["load", f"sqlite:///{database}", str(output)]) == ExitCode.OK
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT title, review_state FROM documents ORDER BY title")
        assert found.fetchall() == [("Surat Keluar", None), ("Surat Undangan", "done")]
        settled = connection.execute(
            "SELECT pointer, confidence FROM provenance WHERE origin = 'reviewed'"
        )
        assert settled.fetchall() == [("/header/title", 1.0)]
        accepted = connection.execute("SELECT code FROM findings WHERE accepted")
        assert accepted.fetchall() == [("approver-nip-missing",)]


def test_pandas_tables_have_them(output: Path) -> None:
    documents = to_frames(read_reviewed(output))["documents"]
    states = dict(zip(documents["title"], documents["review_state"], strict=True))
    assert states["Surat Undangan"] == "done"


@pytest.mark.parametrize(
    ("language", "state", "settled", "stands"),
    [
        ("id", ">selesai<", "diperiksa orang", "dibiarkan oleh pemeriksa"),
        ("en", ">signed off<", "settled by a person", "let stand by a person"),
    ],
)
def test_the_report_tells_state_and_origin(
    output: Path, language: str, state: str, settled: str, stands: str
) -> None:
    assert main(["report", str(output), "--lang", language]) == ExitCode.OK
    index = (output / "report" / "index.html").read_text(encoding="utf-8")
    [row] = re.findall(r"<tr><td><a[^>]*>Surat Undangan</a>.*?</tr>", index)
    [other] = re.findall(r"<tr><td><a[^>]*>Surat Keluar</a>.*?</tr>", index)
    assert state in row and state not in other
    [name] = [r.id for r in read_reviewed(output) if r.header.title == "Surat Undangan"]
    page = (output / "report" / "sops" / f"{name}.html").read_text(encoding="utf-8")
    assert state.strip("<>") in page and "Ani" in page
    [title] = re.findall(r'<dd[^>]*id="v-header-title".*?</dd>', page, re.DOTALL)
    assert settled in title and "Surat Masuk" in title
    assert page.count(settled) == 1
    [nip] = re.findall(r'<dd[^>]*id="v-header-approver-nip".*?</dd>', page, re.DOTALL)
    assert stands in nip


def test_a_run_nobody_reviewed_has_no_plot_of_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, make(tmp_path / "arsip", a="Surat Masuk"))
    assert main(["report", str(out), "--lang", "en"]) == ExitCode.OK
    index = (out / "report" / "index.html").read_text(encoding="utf-8")
    assert "SOPs by review" not in index
    correct(out, record_of(out).id, "/header/title", "Surat Undangan")
    assert main(["report", str(out), "--lang", "en"]) == ExitCode.OK
    index = (out / "report" / "index.html").read_text(encoding="utf-8")
    assert "SOPs by review" in index


def test_what_was_extracted_is_missed_with_a_remedy(out: Path) -> None:
    publish_quietly(out)
    name = next(record.id for record in read_reviewed(out) if record.review is not None)
    correct(out, name, "/header/title", "Surat Lain")
    for path in (out / EXTRACTED).rglob("*.json"):
        path.unlink()
    with pytest.raises(BadRecordsError, match="--force"):
        list(read_reviewed(out))
