"""What a run passes over is told with counts and reasons, in its last lines and in files.csv."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.readers.office import libreoffice

SAMPLES = Path(__file__).parents[2] / "samples"


def test_skipped_kinds_are_counted_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    Path("in").mkdir()
    shutil.copy(SAMPLES / "inspektorat-nusa-kelapa.txt", "in/a.txt")
    shutil.copy(SAMPLES / "office" / "telaga-bestari.zip", "in/arsip.zip")
    for name in ("b.json", "c.json", "d.css", "README.md", "e.doc", "f.rtf"):
        (tmp_path / "in" / name).write_bytes(b"x")
    needs = f"LibreOffice, which they need, is not installed ({libreoffice.PACKAGES})"
    other = "not a kind of file that holds SOPs"

    assert main(["in"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("Skipped")] == [
        "Skipped 1 .md: a note on the folder; files.csv names them",
        f"Skipped 2 .doc, 1 .ods, 1 .rtf: {needs}; files.csv names them",
        f"Skipped 2 .json, 1 .css: {other}; files.csv names them",
    ]
    with (tmp_path / "output/files.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    skipped = {path: row["reason"] for path, row in rows.items() if row["status"] == "skipped"}
    assert skipped == {
        "in/README.md": "a note on the folder",
        "in/arsip.zip!/lama/telaga-bestari.ods": needs,
        "in/arsip.zip!/lama/telaga-bestari.doc": needs,
        "in/b.json": other, "in/c.json": other, "in/d.css": other,
        "in/e.doc": needs, "in/f.rtf": needs,
    }  # fmt: skip
    assert [path for path, row in rows.items() if row["status"] == "read"] == [
        "in/a.txt", "in/arsip.zip!/baru/telaga-bestari.xlsx",
        "in/arsip.zip!/baru/telaga-bestari.docx",
    ]  # fmt: skip
