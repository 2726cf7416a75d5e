"""Without what only Linux and macOS have, text and digital documents are read all the same."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from extract.errors import ExitCode
from tests.platforms.blocked import ROOT, python

PDF = ROOT / "samples/kecamatan-telaga-bestari.pdf"
TEXT = ROOT / "samples/inspektorat-nusa-kelapa.txt"
READ = """
import json, sys
from extract import extract_file, extract_paths
records = [*extract_file(sys.argv[1]), *extract_file(sys.argv[2])]
print(json.dumps([record.model_dump(mode="json") for record in records]))
"""


def windows(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run Python without what Windows does not have."""
    return python(*words, system="posix", cwd=cwd)


@pytest.fixture(scope="module")
def records() -> list[object]:
    """Return what is read on a whole system."""
    done = python("-c", READ, PDF, TEXT)
    assert done.stderr == ""
    found: list[object] = json.loads(done.stdout)
    assert len(found) >= 2
    return found


def test_the_system_lacks_what_it_should() -> None:
    done = windows("-c", "import os; print(hasattr(os, 'fork')); import fcntl")
    assert done.stdout == "False\n"
    assert "ModuleNotFoundError" in done.stderr


def test_the_package_reads(records: list[object]) -> None:
    done = windows("-c", READ, PDF, TEXT)
    assert done.stderr == ""
    assert json.loads(done.stdout) == records


def test_the_command_reads(records: list[object], tmp_path: Path) -> None:
    output = tmp_path / "out"
    done = windows("-m", "extract", PDF, TEXT, "-j", "1", "-o", output)
    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.OK, 2)
    written = sorted((output / "records").rglob("*.json"))
    found = [record for path in written for record in json.loads(path.read_text(encoding="utf-8"))]
    headers = [record["header"] for record in found]
    expected = [record["header"] for record in records]  # type: ignore[index]
    assert sorted(headers, key=str) == sorted(expected, key=str)


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from extract.batch.lock import locked
from extract.cli import main
with locked(Path("out/.sop-extract/lock"), "out"):
    import subprocess
    command = [sys.executable, "-m", "extract", sys.argv[1], "-o", "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.returncode, done.stderr)
sys.exit(main([sys.argv[1], "-o", "out", "-q", "--force"]))
"""
    (tmp_path / "out/.sop-extract").mkdir(parents=True)
    done = windows("-c", code, TEXT, cwd=tmp_path)
    assert done.stdout.startswith(f"{ExitCode.OUTPUT_FAILED.value} error: out: another run writes")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")


def test_what_does_not_work_says_so_in_one_line(tmp_path: Path) -> None:
    done = windows("-m", "extract", "review", tmp_path)
    assert done.returncode == ExitCode.MISSING_DEPENDENCY
    (line,) = done.stderr.splitlines()
    assert "Windows" in line
    assert "container" in line
