"""Documents that hang, crash, or eat memory, each in a real process of its own."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from extract.batch.account import RunReport
from extract.batch.local import engine as local
from extract.batch.local.engine import LocalEngine
from extract.batch.local.spawned import SpawnedWorkers
from extract.batch.run import run_batch
from extract.errors import ExitCode, MissingDependencyError, OutputError
from extract.process.limits import Bounds
from extract.settings import Settings
from tests.batch.folders import account, entries, make, results, titles
from tests.batch.listener import Listener

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is watched on Linux only")
# In the place of the usual ten minutes and two gigabytes.
SHORT = Bounds(timeout=3)
SMALL = Bounds(max_memory=200, timeout=120)


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")


def run(
    folder: Path,
    output: Path,
    bounds: Bounds | None = None,
    *,
    jobs: int = 2,
    listener: Listener | None = None,
) -> RunReport:
    return run_batch(
        [folder], output, Settings(), listener or Listener(), LocalEngine(jobs), bounds=bounds
    )


def processes(words: str) -> list[str]:
    """Return the command lines of processes that hold some words."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in lines if words in line]


# What a document does, the bounds it does it under, and the trouble that comes of it.
FAULTS = {
    "hangs": ("hang", SHORT, "timed-out", "it takes more than 3 s; --timeout allows more"),
    "waits for a child": ("child", SHORT, "timed-out", "it takes more than 3 s"),
    "crashes": (
        "crash", SHORT, "crashed",
        "the process that read it was ended by SIGSEGV",
    ),
    "leaves": ("exit", SHORT, "crashed", "the process that read it ended with code 7"),
    "is killed": (
        "killed", SHORT, "killed",
        "the process that read it was ended by SIGKILL, most likely by the system because "
        "memory ran out",
    ),
    "asks for too much at once": (
        "hog", SMALL, "out-of-memory", "it takes more than 200 MiB of memory; --max-memory",
    ),
    "fills its memory": ("fill 190", SMALL, "out-of-memory", "it takes more than 200 MiB"),
    "has a child that fills its": (
        "child-fills 170", SMALL, "out-of-memory", "it takes more than 200 MiB",
    ),
}  # fmt: skip


@LINUX
@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_document_fails_alone(fault: str, tmp_path: Path) -> None:
    content, bounds, code, message = FAULTS[fault]
    folder = make(tmp_path / "sop", a="Satu", b=content, c="Tiga", d="Empat")
    report = run(folder, tmp_path / "out", bounds)
    assert report.exit_code is ExitCode.SOME_FAILED
    done = entries(tmp_path / "out")
    assert [done[stem]["status"] for stem in "abcd"] == ["read", "failed", "read", "read"]
    assert done["b"]["error"]["code"] == code
    assert done["b"]["error"]["message"].startswith(message)
    assert titles(tmp_path / "out") == ["Satu", "Tiga", "Empat"]


@pytest.mark.parametrize("fault", ["hang", "crash", "killed", "hog"])
def test_the_pages_before_the_bad_one_are_read(fault: str, tmp_path: Path) -> None:
    content = f"Satu\npage\nDua\npage\n{fault}\nTiga"
    listener = Listener()
    report = run(
        make(tmp_path / "sop", a=content, b="Lain"),
        tmp_path / "out",
        Bounds(timeout=3, max_memory=200),
        listener=listener,
    )
    entry = entries(tmp_path / "out")["a"]
    assert entry["status"] == "partial", entry["error"]
    assert entry["pages"] == 2
    assert "The pages after page 2 were not read: page 3: " in entry["error"]["message"]
    assert titles(tmp_path / "out") == ["Satu", "Dua", "Lain"]
    assert report.totals.partial == 1
    assert report.exit_code is ExitCode.SOME_FAILED
    assert sorted(listener.began) == ["sop/a.txt", "sop/b.txt"], "told of once"
    assert listener.pages == ["sop/a.txt"] * 2


def test_a_document_slow_all_over_stops_in_time(tmp_path: Path) -> None:
    content = "Satu\n" + "page\nsleep 0.5\n" * 30 + "Dua"
    run(make(tmp_path / "sop", a=content), tmp_path / "out", SHORT)
    entry = entries(tmp_path / "out")["a"]
    assert entry["status"] == "partial", entry["error"]
    assert entry["error"]["code"] == "timed-out"
    assert 1 <= entry["pages"] < 30
    assert titles(tmp_path / "out") == ["Satu"]


@LINUX
def test_nothing_outlives_its_document(tmp_path: Path) -> None:
    run(make(tmp_path / "sop", a="child"), tmp_path / "out", SHORT)
    assert processes("sleep 600") == []


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers as on systems that cannot fork them."""
    monkeypatch.setattr(local, "_new_workers", SpawnedWorkers)


@pytest.mark.usefixtures("spawned")
def test_without_forks_a_bad_document_fails_alone(tmp_path: Path) -> None:
    contents = {"a": "Satu", "b": "hang", "c": "crash", "d": "Empat\npage\nexit", "e": "Lima"}
    run(make(tmp_path / "sop", **contents), tmp_path / "out", SHORT)
    done = entries(tmp_path / "out")
    found = [done[stem]["status"] for stem in contents]
    assert found == ["read", "failed", "failed", "partial", "read"]
    codes = [done[stem]["error"]["code"] for stem in "bcd"]
    assert codes == ["timed-out", "crashed", "crashed"]
    assert titles(tmp_path / "out") == ["Satu", "Empat", "Lima"]


@pytest.mark.usefixtures("spawned")
def test_without_forks_a_missing_package_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "extract.gone")
    with pytest.raises(MissingDependencyError, match=r"extract\.gone"):
        run(make(tmp_path / "sop", a="Satu"), tmp_path / "out")


def test_what_libraries_print_stays_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(make(tmp_path / "sop", a="print Rahasia\nSatu"), tmp_path / "out")
    shown = capfd.readouterr()
    assert shown.out + shown.err == ""
    assert titles(tmp_path / "out") == ["Satu"]


def test_workers_are_replaced_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "MAX_DOCUMENTS", 2)
    contents = {f"x{number}": f"Judul {number}" for number in range(7)}
    run(make(tmp_path / "sop", **contents), tmp_path / "out", jobs=1)
    assert titles(tmp_path / "out") == [*contents.values()]


def test_as_many_are_read_at_a_time_as_told(tmp_path: Path) -> None:
    """Two documents that wait for each other can be read by two workers only."""
    one, two = tmp_path / "one", tmp_path / "two"
    contents = {"a": f"touch {one}\nawait {two}\nSatu", "b": f"touch {two}\nawait {one}\nDua"}
    run(make(tmp_path / "sop", **contents), tmp_path / "out", Bounds(timeout=60))
    assert titles(tmp_path / "out") == ["Satu", "Dua"]


def test_an_output_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "records").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        run(make(tmp_path / "sop", a="Satu"), output)


def test_a_missing_package_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "extract.gone")
    with pytest.raises(MissingDependencyError, match=r"extract\.gone"):
        run(make(tmp_path / "sop", a="Satu"), tmp_path / "out")


def test_the_order_of_the_output_is_that_of_the_input(tmp_path: Path) -> None:
    contents = {"a": "sleep 1\nSatu", "b": "Dua", "c": "damaged", "d": "Empat"}
    listener = Listener()
    run(make(tmp_path / "sop", **contents), tmp_path / "out", listener=listener)
    assert [entry.path for entry in listener.entries][-1] == "sop/a.txt", "done last"
    assert [entry["path"] for entry in account(tmp_path / "out")["files"]] == [
        f"sop/{stem}.txt" for stem in contents
    ]
    assert titles(tmp_path / "out") == ["Satu", "Dua", "Empat"]
    run(tmp_path / "sop", tmp_path / "alone", jobs=1)
    assert results(tmp_path / "alone") == results(tmp_path / "out")
