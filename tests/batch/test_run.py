from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extract.batch.account import LIBRARIES, RunReport
from extract.batch.run import run_batch
from extract.errors import ExitCode, OutputError
from extract.readers.scan.ocr.registry import used_packages
from extract.settings import Settings
from extract.tables.model import TABLES
from extract.tables.overview.tables import OVERVIEWS
from tests.batch.folders import account, make, results, titles
from tests.batch.listener import Listener
from tests.inline_engine import InlineEngine

pytestmark = pytest.mark.usefixtures("stub_pipeline")


def run(output: Path, *paths: Path, listener: Listener | None = None) -> RunReport:
    return run_batch(paths, output, Settings(days_a_week=6), listener or Listener(), InlineEngine())


def test_a_file_s_records_stand_under_its_own_path(tmp_path: Path) -> None:
    run(tmp_path / "out", make(tmp_path / "sop", a="Satu\nDua", b="Tiga"))
    records = json.loads((tmp_path / "out/records/sop/a.txt.json").read_text(encoding="utf-8"))
    assert [record["header"]["title"] for record in records] == ["Satu", "Dua"]
    assert titles(tmp_path / "out") == ["Satu", "Dua", "Tiga"]


def test_run_json_accounts_for_everything(tmp_path: Path) -> None:
    folder = make(tmp_path / "sop", a="Satu\nDua", b="damaged", README="note")
    report = run(tmp_path / "out", folder, tmp_path / "gone.pdf")
    told = account(tmp_path / "out")
    assert told["tool"].startswith("sop-extract ")
    assert told["schema_version"] == "1.0"
    assert told["settings"] == Settings(days_a_week=6).model_dump(mode="json")
    assert told["inputs"] == [str(folder), str(tmp_path / "gone.pdf")]
    assert told["session"]["started_at"] <= told["session"]["finished_at"]
    assert told["interrupted"] is False
    assert told["totals"] == {
        "files": 3, "read": 1, "partial": 0, "duplicates": 0, "parts": 0, "not_sops": 0,
        "failed": 2, "skipped": 1,
        "skipped_kinds": {"a note on the folder": {".txt": 1}}, "unread": 0,
        "sops": 2, "steps": 4, "findings": 2,
        "severities": {"warning": 4},
        "undrawn": 0,
    }  # fmt: skip
    entries = {entry["path"]: entry for entry in told["files"]}
    assert entries["sop/a.txt"]["status"] == "read"
    assert entries["sop/a.txt"]["output"] == "records/sop/a.txt.json"
    start = entries["sop/a.txt"]["sha256"][:12]
    assert entries["sop/a.txt"]["records"] == [f"{start}-1", f"{start}-2"]
    assert entries["sop/b.txt"]["error"] == {
        "code": "damaged",
        "message": "page 2: the file ends too early",
    }
    assert len(entries["sop/b.txt"]["sha256"]) == 64
    assert entries["gone.pdf"]["error"]["code"] == "missing-file"
    assert entries["sop/README.txt"]["reason"] == "a note on the folder"
    assert "header" not in told
    assert "source" not in told
    assert report.exit_code is ExitCode.SOME_FAILED


def test_run_json_names_the_version_of_every_library_it_rests_on(tmp_path: Path) -> None:
    run(tmp_path / "out", make(tmp_path / "sop", a="Satu"))
    assert set(account(tmp_path / "out")["libraries"]) == {*LIBRARIES, *used_packages()}


def test_a_defect_of_ours_ends_one_file_and_quotes_nothing_of_it(tmp_path: Path) -> None:
    listener = Listener()
    run(tmp_path / "out", make(tmp_path / "sop", a="defect", b="Satu"), listener=listener)
    failed, read = listener.entries
    assert failed.error is not None
    assert failed.error.code == "internal-error"
    assert failed.error.message.startswith("internal error, please report it: RuntimeError at ")
    assert "Bunga" not in (tmp_path / "out" / "run.json").read_text(encoding="utf-8")
    assert len(read.records) == 1


def test_a_disk_that_fails_is_no_defect_of_ours(tmp_path: Path) -> None:
    listener = Listener()
    run(tmp_path / "out", make(tmp_path / "sop", a="disk"), listener=listener)
    assert listener.entries[0].error is not None
    assert listener.entries[0].error.code == "inaccessible"


def test_a_missing_program_fails_the_files_that_need_it_only(tmp_path: Path) -> None:
    report = run(tmp_path / "out", make(tmp_path / "sop", a="no program", b="Satu"))
    assert report.exit_code is ExitCode.MISSING_DEPENDENCY
    assert titles(tmp_path / "out") == ["Satu"]


def test_a_later_failure_leaves_what_an_earlier_run_read(tmp_path: Path) -> None:
    folder, out = make(tmp_path / "sop", a="Satu", b="Dua"), tmp_path / "out"
    run(out, folder)
    make(folder, a="damaged", b="Dua baru")
    run(out, folder)
    assert (out / "records/sop/a.txt.json").exists()
    assert titles(out) == ["Satu", "Dua baru"]
    assert [entry["status"] for entry in account(out)["files"]] == ["failed", "read"]


def test_a_later_run_adds_to_the_tables(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, make(tmp_path / "b", x="Satu"))
    run(out, make(tmp_path / "a", x="Dua"))
    assert titles(out) == ["Dua", "Satu"]
    assert account(out)["totals"]["sops"] == 1


def test_one_content_under_two_names_has_one_row_in_the_tables(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, make(tmp_path / "a", x="Satu"))
    run(out, make(tmp_path / "b", x="Satu", y="Satu"))
    with (out / "documents.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["path"] for row in csv.DictReader(stream)] == ["b/x.txt"], "the newest first"
    assert len(list((out / "records").rglob("*.json"))) == 2


def test_a_foreign_file_among_the_records_is_named_and_left_out(tmp_path: Path) -> None:
    listener, out = Listener(), tmp_path / "out"
    (out / "records").mkdir(parents=True)
    (out / "records" / "mine.json").write_text("{", encoding="utf-8")
    run(out, make(tmp_path / "sop", a="Satu"), listener=listener)
    assert titles(out) == ["Satu"]
    assert [message.split(":")[0] for message in listener.messages] == [
        str(out / "records" / "mine.json")
    ]


def test_ctrl_c_keeps_what_was_read_and_says_so(tmp_path: Path) -> None:
    report = run(tmp_path / "out", make(tmp_path / "sop", a="Satu", b="interrupt", c="Tiga"))
    told = account(tmp_path / "out")
    assert told["interrupted"] is True
    assert told["totals"]["unread"] == 2
    assert [entry["path"] for entry in told["files"]] == ["sop/a.txt"]
    assert titles(tmp_path / "out") == ["Satu"]
    assert report.exit_code is ExitCode.INTERRUPTED


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        run(tmp_path / "out", make(tmp_path / "sop", a="Satu"))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_two_runs_differ_in_their_times_only(tmp_path: Path) -> None:
    folder = make(tmp_path / "sop", a="Satu\nDua", b="damaged")
    for name in ("one", "two"):
        run(tmp_path / name, folder)
    assert results(tmp_path / "one") == results(tmp_path / "two")
    others = {"files.csv", "run.json", "records/sop/a.txt.json"}
    tables = {f"{table.name}.csv" for table in (*TABLES, *OVERVIEWS)} | {"sop.xlsx"}
    assert set(results(tmp_path / "one")) == others | tables
