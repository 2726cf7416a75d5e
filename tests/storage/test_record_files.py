from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.storage.record_files import read_records, record_file, record_files, write_records
from tests.records import make_record


def test_two_files_of_one_stem_do_not_meet(tmp_path: Path) -> None:
    assert record_file(tmp_path, "sop/a.pdf") == tmp_path / "records/sop/a.pdf.json"
    assert record_file(tmp_path, "sop/a.txt") == tmp_path / "records/sop/a.txt.json"


def test_a_name_as_long_as_file_systems_take_still_fits_and_stays_its_own(tmp_path: Path) -> None:
    names = ["é" * 125 + end for end in ("a.pdf", "b.pdf")]
    paths = [record_file(tmp_path, name) for name in names]
    assert len({*paths}) == 2
    for path in paths:
        write_records(path, [make_record()])
        assert read_records(path)[0].header.title == "Peminjaman Arsip"


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    records = [make_record(), make_record(position=2, title="Pemusnahan — Arsip “Inaktif”")]
    path = record_file(tmp_path, "a.pdf")
    write_records(path, records)
    assert read_records(path) == records
    assert list(record_files(tmp_path)) == [path]
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [record["source"]["path"] for record in written] == ["samples/arsip.pdf"] * 2
    assert "“Inaktif”" in path.read_text(encoding="utf-8"), "text stays readable, not escaped"


def test_a_file_that_holds_no_records_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"id": 1}]', encoding="utf-8")
    with pytest.raises(ValueError, match="validation error"):
        read_records(path)
