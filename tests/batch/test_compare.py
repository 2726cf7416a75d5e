"""What comparing all records of an output folder leaves in their files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.batch.compare import compare_records
from extract.storage.record_files import read_records, record_file, write_records
from models import Finding, Scope, SopRecord
from tests.records import make_record


def write(output: Path, name: str, title: str, sha256: str) -> Path:
    record = make_record(sha256=sha256, path=name, title=title)
    path = record_file(output, name)
    write_records(path, [record])
    return path


def compare(output: Path) -> dict[str, int]:
    return compare_records(output, lambda before, after: None)


def compared(path: Path) -> list[Finding]:
    [record] = read_records(path)
    return [finding for finding in record.findings if finding.scope is Scope.BATCH]


def test_findings_stand_in_the_records_and_are_counted(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    two = write(tmp_path, "b.pdf", "Penyusutan Buku", "bb" * 32)
    own = sum(len(r.findings) for path in (one, two) for r in read_records(path))
    assert compare(tmp_path) == {"warning": own + 2}
    [finding] = compared(one)
    assert (finding.code, finding.others) == ("sop-number-duplicate", ["b" * 12 + "-1"])


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    write(tmp_path, "b.pdf", "Penyusutan Buku", "bb" * 32)
    counts = compare(tmp_path)
    before, written = one.read_bytes(), one.stat().st_mtime_ns
    assert compare(tmp_path) == counts
    assert (one.read_bytes(), one.stat().st_mtime_ns) == (before, written)


def test_what_no_longer_holds_goes(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    two = write(tmp_path, "b.pdf", "Penyusutan Buku", "bb" * 32)
    compare(tmp_path)
    two.unlink()
    compare(tmp_path)
    assert compared(one) == []


def test_files_that_hold_no_records_are_left_as_they_are(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    strange = one.with_name("strange.json")
    strange.write_text("[1, 2", encoding="utf-8")
    compare(tmp_path)
    assert strange.read_text(encoding="utf-8") == "[1, 2"


def test_the_same_content_under_two_names_is_one_sop(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    two = write(tmp_path, "copy.pdf", "Peminjaman Arsip", "aa" * 32)
    compare(tmp_path)
    assert compared(one) == compared(two) == []
    assert isinstance(read_records(two)[0], SopRecord)


def test_the_hashes_of_a_file_written_anew_are_told(tmp_path: Path) -> None:
    one = write(tmp_path, "a.pdf", "Peminjaman Arsip", "aa" * 32)
    write(tmp_path, "b.pdf", "Penyusutan Buku", "bb" * 32)
    before = hashlib.sha256(one.read_bytes()).hexdigest()
    told: list[tuple[str, str]] = []
    compare_records(tmp_path, lambda *hashes: told.append(hashes))
    assert (before, hashlib.sha256(one.read_bytes()).hexdigest()) in told
    assert len(told) == 2
