"""Files with names that mean harm are read, and what is written stays where it belongs."""

from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.storage.places import place_file

pytestmark = pytest.mark.usefixtures("inline_engine")
SAMPLE = Path(__file__).parents[2] / "samples" / "inspektorat-nusa-kelapa.txt"
NAMES = {
    "baris\nbaru.txt": "baris%0Abaru.txt",
    "\x1b]0;judul\x07\x1b[2J.txt": "%1B]0;judul%07%1B[2J.txt",
    "gnp.\u202etxt.txt": "gnp.%E2%80%AEtxt.txt",
    "x\\..\\keluar.txt": "x%5C..%5Ckeluar.txt",
    "CON.txt": "%43ON.txt",
    "aux.sop.txt": "%61ux.sop.txt",
    "=1+1.txt": "=1+1.txt",
    "-rf.txt": "-rf.txt",
    "50%.txt": "50%25.txt",
    "[red]x[bold].txt": "[red]x[bold].txt",
}


def test_every_name_is_read_and_written_below_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in/satu").mkdir(parents=True)
    Path("in/dua").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLE, Path("in", name))
        with Path("in", name).open("a", encoding="utf-8") as file:
            file.write(f"\n{len(name)} {name!r}\n")
    long = "x" * 251 + ".txt"
    odd = os.fsdecode(b"bukan-\xff\xfe.txt")
    for number, name in enumerate((long, odd, "satu/sama.txt", "dua/sama.txt")):
        shutil.copy(SAMPLE, Path("in", name))
        with Path("in", name).open("a", encoding="utf-8") as file:
            file.write(f"\n{number}\n")
    before = {path for path in tmp_path.rglob("*") if "output" not in path.parts}
    assert main(["in"]) == ExitCode.OK
    shown = capsys.readouterr()
    for text in (shown.out, shown.err):
        assert all(char.isprintable() or char == "\n" for char in text)
    assert {path for path in tmp_path.rglob("*") if "output" not in path.parts} == before
    records = Path("output/records/in")
    for written in NAMES.values():
        assert (records / f"{written}.json").is_file()
    assert {p.name for p in (records / "satu").iterdir()} == {"sama.txt.json"}
    assert {p.name for p in (records / "dua").iterdir()} == {"sama.txt.json"}
    assert len(list(records.rglob("*.json"))) == len(NAMES) + 4
    paths = {json.loads(path.read_text())[0]["source"]["path"] for path in records.rglob("*.json")}
    assert paths == {f"in/{name}" for name in (*NAMES, long, "satu/sama.txt", "dua/sama.txt")} | {
        "in/bukan-\\xff\\xfe.txt"
    }


def test_what_is_no_file_is_one_line_each_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("rahasia.txt").write_text("jangan-dibaca", encoding="utf-8")
    shutil.copy(SAMPLE, "in/baik.txt")
    os.mkfifo("in/pipa.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("in/soket.txt")
        Path("in/diri.txt").symlink_to("diri.txt")
        Path("in/lingkar").symlink_to(".")
        Path("in/hilang.txt").symlink_to("tidak-ada.txt")
        Path("in/keluar.txt").symlink_to(tmp_path / "rahasia.txt")
        assert main(["in", "/dev/zero", "-q"]) == ExitCode.SOME_FAILED
    lines = dict(line.split(": ", 1) for line in capsys.readouterr().err.splitlines())
    assert lines == {
        "in/diri.txt": "cannot be opened: Too many levels of symbolic links",
        "in/hilang.txt": "there is no such file or folder",
        "in/pipa.txt": "is a device or a pipe, not a file",
        "in/soket.txt": "is a device or a pipe, not a file",
        "zero": "is a device or a pipe, not a file",
    }
    run = json.loads(Path("output/run.json").read_text(encoding="utf-8"))
    skipped = {e["path"]: e["reason"] for e in run["files"] if e["status"] == "skipped"}
    assert skipped == {
        "in/keluar.txt": "a link that leads out of what was named; name what it leads to"
    }
    assert "jangan-dibaca" not in Path("output/documents.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("nul", "%6Eul"),
        ("LPT1.pdf", "%4CPT1.pdf"),
        ("console.pdf", "console.pdf"),
        ("a.", "a%2E"),
        ("a ", "a%20"),
        ("a:b", "a%3Ab"),
        ("SOP – é “baik”.pdf", "SOP – é “baik”.pdf"),
    ],
)
def test_a_name_is_one_that_every_file_system_takes(name: str, written: str) -> None:
    assert place_file(Path("out"), f"x/{name}", ".json") == Path("out", "x", f"{written}.json")


def test_names_that_differ_are_written_apart() -> None:
    names = ["a.", "a%2E", "a%252E", "a%", "CON", "%43ON", "a\n", "a%0A"]
    assert len({place_file(Path("out"), name, ".json") for name in names}) == len(names)
