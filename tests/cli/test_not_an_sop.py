"""A document of another kind is an outcome of its own: told, counted, and no failure."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import ExitCode
from tests.builders.near_misses import FORMS, NEAR_MISSES

pytestmark = pytest.mark.usefixtures("inline_engine")
GOOD = Path(__file__).parents[2] / "samples/disdukcapil-lembah-arunika.txt"


def account(output: Path) -> dict[str, object]:
    run: dict[str, object] = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return run


def test_it_is_told_counted_and_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    shutil.copy(GOOD, "in/good.txt")
    shutil.copy(GOOD, "in/letter.txt")
    (tmp_path / "in/letter.txt").write_bytes(GOOD.read_bytes() + b"\n")
    assert main(["in", "-q"]) == ExitCode.OK
    stale = tmp_path / "output/records/in/letter.txt.json"
    assert stale.is_file()

    FORMS["text"][1](NEAR_MISSES["letter"], tmp_path / "in/letter.txt")
    shutil.copy("in/letter.txt", "in/letter-again.txt")
    assert main(["in"]) == ExitCode.OK
    told = capsys.readouterr()
    assert "letter.txt: it is not an SOP" in told.err
    assert "2 files are not SOPs; run.json says what each looks like" in told.out
    assert not stale.exists()
    run = account(tmp_path / "output")
    totals = run["totals"]
    assert isinstance(totals, dict)
    assert (totals["read"], totals["not_sops"], totals["failed"]) == (1, 2, 0)
    with (tmp_path / "output/files.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    assert rows["in/letter.txt"]["status"] == "not-an-sop"
    assert rows["in/letter.txt"]["error_code"] == "not-an-sop"
    assert "it looks like a letter" in rows["in/letter.txt"]["error_message"]

    # What is known stays known: it is no failure to be tried again.
    assert main(["in", "--retry-failed"]) == ExitCode.OK
    assert account(tmp_path / "output")["session"]["kept"] == 3  # type: ignore[index]


def test_quiet_runs_say_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    FORMS["text"][1](NEAR_MISSES["minutes"], tmp_path / "minutes.txt")
    assert main(["minutes.txt", "-q"]) == ExitCode.OK
    assert capsys.readouterr().err == ""


def test_a_file_in_which_an_sop_was_not_read_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    [scan, *_] = sorted((GOOD.parent / "scans").glob("*-pindai.pdf"))
    shutil.copy(scan, "scan.pdf")
    assert main(["scan.pdf", "-q", "--ocr", "never"]) == ExitCode.SOME_FAILED
    [entry] = account(tmp_path / "output")["files"]  # type: ignore[misc]
    assert (entry["status"], entry["error"]["code"]) == ("failed", "sop-not-read")
