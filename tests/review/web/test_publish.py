"""What was corrected is published: from the page, and when the review ends."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from extract.batch.lock import locked
from extract.cli import main
from extract.corrections.journal import JOURNAL
from extract.errors import ExitCode
from extract.storage.places import LOCK_FILE, STATE_FOLDER
from tests.browsers import open_browser
from tests.review.documents import SAMPLES
from tests.review.output.runs import correct, record_of
from tests.review.web.reviewing import people
from tests.review.web.serving import serve
from tests.review.web.test_command import started


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a run over a sample whose title a person corrected."""
    out = tmp_path_factory.mktemp("corrected") / "out"
    sample = SAMPLES / "inspektorat-nusa-kelapa.txt"
    assert main([str(sample), "-o", str(out), "-q"]) == ExitCode.OK
    correct(out, record_of(out).id, "/header/title", "Pengawasan Dana Desa")
    return out


@pytest.fixture
def output(corrected: Path, tmp_path: Path) -> Path:
    """Return a copy of it that is this test's own."""
    return Path(shutil.copytree(corrected, tmp_path / "out"))


def is_published(output: Path) -> bool:
    table = (output / "documents.csv").read_text(encoding="utf-8")
    carried = record_of(output).header.title == "Pengawasan Dana Desa"
    assert carried == ("Pengawasan Dana Desa" in table)
    return carried


def test_the_button_of_the_queue_publishes(output: Path) -> None:
    with (
        open_browser() as browser,
        serve(output) as served,
        people(browser, served.link, "Bunga Uji") as [person],
    ):
        person.page.goto(served.url)
        assert not is_published(output)
        person.page.get_by_role("button", name="Publish").click()
        person.until("document.getElementById('published').innerText.includes('carry')")
        assert is_published(output)


def test_while_a_run_goes_on_it_is_said(output: Path) -> None:
    with serve(output) as served, locked(output / STATE_FOLDER / LOCK_FILE, "out"):
        answer = served.post("/publish")
    assert answer.status == 200
    assert "a run carries the review at its end" in answer.text
    assert "carry the review now" not in answer.text
    assert not is_published(output)


def test_where_no_run_has_ended_it_is_said(output: Path) -> None:
    (output / "run.json").unlink()
    with serve(output) as served:
        assert "no run into it has come to its end" in served.post("/publish").text


def test_it_happens_when_the_review_ends(output: Path) -> None:
    with started(output) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stdout is not None
        assert "carry the review" in " ".join(process.stdout.read().split())
    assert is_published(output)
    # There is nothing to do a second time.
    before = (output / "run.json").stat().st_mtime_ns
    with started(output) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert (output / "run.json").stat().st_mtime_ns == before


def test_what_a_killed_review_took_down_is_published_by_the_next(output: Path) -> None:
    with started(output) as (process, _):
        process.kill()
        process.wait(60)
    assert not is_published(output)
    assert (output / JOURNAL).exists()
    assert main(["review", str(output), "--publish"]) == ExitCode.OK
    assert is_published(output)
