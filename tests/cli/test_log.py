"""`--log-json`: what happens, a JSON object a line, and nothing of what a document says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import ExitCode
from normalize.privacy import MASKED_NIP
from tests.batch.folders import make

pytestmark = pytest.mark.usefixtures("stub_pipeline")
# Nobody's: born on 30 February.
NIP = "198002302005011009"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    contents = {"a": "page\nBunga Uji\npage", "b": "damaged", "c": "page\nBunga Uji\npage"}
    make(tmp_path / "sop", **contents, README="note")
    return Path("sop")


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_event_is_a_line_as_it_happens(folder: Path) -> None:
    assert main([str(folder), "-q", "--log-json", "log.jsonl"]) == ExitCode.SOME_FAILED
    told = events(Path("log.jsonl").read_text(encoding="utf-8"))
    assert [(event["event"], event.get("path")) for event in told] == [
        ("run-started", None),
        ("file-skipped", "sop/README.txt"),
        ("file-started", "sop/a.txt"),
        ("page-read", "sop/a.txt"),
        ("page-read", "sop/a.txt"),
        ("file-done", "sop/a.txt"),
        ("file-started", "sop/b.txt"),
        ("file-done", "sop/b.txt"),
        ("file-done", "sop/c.txt"),
        ("run-finished", None),
    ]
    assert all(event["time"].endswith("+00:00") for event in told)
    done = {event["path"]: event for event in told if event["event"] == "file-done"}
    assert done["sop/a.txt"]["status"] == "read"
    assert (done["sop/a.txt"]["pages"], done["sop/a.txt"]["sops"]) == (2, 1)
    assert done["sop/b.txt"]["error"] == "damaged"
    assert done["sop/b.txt"]["cause"] == "page 2: the file ends too early"
    assert done["sop/c.txt"]["duplicate_of"] == "sop/a.txt"
    assert told[-1]["exit_code"] == 1
    assert (told[-1]["read"], told[-1]["failed"], told[-1]["duplicates"]) == (1, 1, 1)


def test_later_runs_add_to_it_and_say_what_they_kept(folder: Path) -> None:
    main([str(folder), "-q", "--log-json", "log.jsonl"])
    main([str(folder), "-q", "--log-json", "log.jsonl"])
    told = events(Path("log.jsonl").read_text(encoding="utf-8"))
    assert [event["event"] for event in told].count("run-started") == 2
    assert told[-1]["kept"] == 3


def test_it_holds_nothing_that_a_document_says(folder: Path) -> None:
    (folder / f"{NIP}.txt").write_text("defect", encoding="utf-8")
    main([str(folder), "-q", "--log-json", "log.jsonl"])
    written = Path("log.jsonl").read_text(encoding="utf-8")
    assert "Bunga" not in written
    assert NIP not in written
    assert f"sop/{MASKED_NIP}.txt" in written


def test_it_can_be_the_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), "--log-json", "-"])
    assert events(capsys.readouterr().out)[-1]["event"] == "run-finished"


def test_one_that_cannot_be_written_ends_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "-q", "--log-json", "gone/log"]) == ExitCode.OUTPUT_FAILED
    assert (
        capsys.readouterr().err == "error: gone/log: cannot be written: No such file or directory\n"
    )
    assert not Path("output").exists()
