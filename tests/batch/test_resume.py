"""Runs that go on where others stopped: what is kept, and what is read again."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.batch import fingerprint
from extract.batch.plan import Again
from extract.batch.run import run_batch
from extract.errors import ExitCode, OutputError
from extract.settings import Settings
from extract.storage.places import LEDGER_FILE, LOCK_FILE, STATE_FOLDER
from extract.writers.formats import DEFAULT_FORMATS, Format
from tests.batch.folders import account, alone, entries, make, results, titles
from tests.batch.listener import Listener
from tests.inline_engine import InlineEngine

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")


def run(
    output: Path,
    *paths: Path,
    settings: Settings | None = None,
    again: Again = Again.NONE,
    formats: tuple[Format, ...] = DEFAULT_FORMATS,
) -> list[str]:
    """Run, and return the stems of the files that were read."""
    listener = Listener()
    run_batch(
        paths, output, settings or Settings(), listener, InlineEngine(),
        formats=formats, again=again,
    )  # fmt: skip
    return [Path(name).stem for name in listener.began]


class TestWhatIsReadAgain:
    def test_a_second_run_reads_nothing_and_leaves_the_same(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu", b="damaged", c="Tiga"), tmp_path / "out"
        assert run(out, folder) == ["a", "b", "c"]
        before = results(out)
        assert run(out, folder) == []
        assert results(out) == before
        assert account(out)["session"]["kept"] == 3

    def test_what_is_new_is_read(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu", c="Tiga"), tmp_path / "out"
        run(out, folder)
        assert run(out, make(folder, b="Dua", c="Tiga baru")) == ["b", "c"]
        assert titles(out) == ["Satu", "Dua", "Tiga baru"]
        run(tmp_path / "fresh", folder)
        assert results(out) == results(tmp_path / "fresh")

    def test_what_failed_is_read_when_asked(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu", b="damaged"), tmp_path / "out"
        run(out, folder)
        assert run(out, folder, again=Again.FAILED) == ["b"]
        assert run(out, folder, again=Again.ALL) == ["a", "b"]

    def test_what_the_machine_lacked_is_always_tried_again(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="no program", b="disk"), tmp_path / "out"
        run(out, folder)
        assert run(out, folder) == ["a", "b"]

    def test_another_limit_or_password_gives_another_chance(self, tmp_path: Path) -> None:
        contents = {"a": "page\npage\nSatu", "b": "locked", "c": "Tiga"}
        folder, out = make(tmp_path / "sop", **contents), tmp_path / "out"
        few = Settings.model_validate({"limits": {"max_pages": 1}})
        run(out, folder, settings=few)
        assert entries(out)["a"]["error"]["code"] == "over-limit"
        assert entries(out)["b"]["error"]["code"] == "encrypted"
        assert run(out, folder, settings=few) == []
        assert run(out, folder) == ["a"]
        assert run(out, folder, settings=Settings(passwords=("kunci",))) == ["b"]

    def test_other_settings_read_everything_again(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        assert run(out, folder, settings=Settings(dpi=200)) == ["a"]
        assert run(out, folder, settings=Settings(dpi=200)) == []

    def test_so_does_another_version(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        monkeypatch.setattr(fingerprint, "hash_code", lambda parts: "of tomorrow")
        assert run(out, folder) == ["a"]

    @pytest.mark.parametrize("damage", ["gone", "changed", "emptied"])
    def test_records_that_are_not_what_was_written_are_read_again(
        self, tmp_path: Path, damage: str
    ) -> None:
        folder, out = make(tmp_path / "sop", a="Satu", b="Dua"), tmp_path / "out"
        run(out, folder)
        before = results(out)
        records = out / "records/sop/a.txt.json"
        if damage == "gone":
            records.unlink()
        else:
            text = records.read_text(encoding="utf-8").replace("Satu", "Sutu")
            records.write_text("" if damage == "emptied" else text, encoding="utf-8")
        assert run(out, folder) == ["a"]
        assert results(out) == before

    def test_a_content_that_came_and_went_is_not_taken_for_another(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        run(out, make(folder, a="Dua"))
        assert run(out, make(folder, a="Satu")) == ["a"]
        assert titles(out) == ["Satu"]

    def test_diagrams_asked_for_later_are_drawn_of_what_is_known(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        monkeypatch.setattr("tests.stub_pipeline.extract_document", None)
        with_pictures = (*DEFAULT_FORMATS, Format.SVG)
        assert run(out, folder, formats=with_pictures) == ["a"]
        picture = out / "diagrams/sop/a.txt-1.svg"
        assert picture.exists()
        assert run(out, folder, formats=with_pictures) == []
        picture.unlink()
        assert run(out, folder, formats=with_pictures) == ["a"]
        assert picture.exists()

    @pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
    def test_a_ledger_that_is_none_is_begun_anew(self, tmp_path: Path, content: bytes) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        (out / STATE_FOLDER / LEDGER_FILE).write_bytes(content)
        assert run(out, folder) == ["a"]
        assert run(out, folder) == []

    def test_so_is_one_of_another_version(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        with sqlite3.connect(out / STATE_FOLDER / LEDGER_FILE) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        assert run(out, folder) == ["a"]


class TestTwins:
    def test_the_first_is_read_and_each_is_named(self, tmp_path: Path) -> None:
        one, two = make(tmp_path / "one", a="Satu", b="Dua"), make(tmp_path / "two", a="Satu")
        assert run(tmp_path / "out", one, two) == ["a", "b"]
        first, _, twin = account(tmp_path / "out")["files"]
        assert (first["status"], twin["status"]) == ("read", "duplicate")
        assert twin["path"] == "two/a.txt"
        assert twin["duplicate_of"] == first["path"] == "one/a.txt"
        assert (twin["records"], twin["output"]) == (first["records"], first["output"])
        assert account(tmp_path / "out")["totals"]["sops"] == 2
        assert titles(tmp_path / "out") == ["Satu", "Dua"]

    def test_equal_names_with_other_contents_are_none(self, tmp_path: Path) -> None:
        one, two = make(tmp_path / "one", a="Satu"), make(tmp_path / "two", a="Dua")
        run(tmp_path / "out", one, two)
        assert titles(tmp_path / "out") == ["Satu", "Dua"]

    def test_those_of_a_bad_file_fail_like_it(self, tmp_path: Path) -> None:
        folder = make(tmp_path / "sop", a="damaged", b="damaged")
        assert run(tmp_path / "out", folder) == ["a"]
        done = entries(tmp_path / "out")
        assert done["b"]["status"] == "failed"
        assert done["b"]["error"] == done["a"]["error"]
        assert done["b"]["duplicate_of"] == "sop/a.txt"

    def test_a_moved_file_is_not_read_again_and_bears_its_new_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        folder.rename(tmp_path / "arsip")
        run(tmp_path / "fresh", tmp_path / "arsip")
        monkeypatch.setattr("tests.stub_pipeline.extract_document", None)
        run(out, tmp_path / "arsip")
        assert entries(out)["a"]["output"] == "records/arsip/a.txt.json"
        name = "records/arsip/a.txt.json"
        assert results(out)[name] == results(tmp_path / "fresh")[name]


class TestOneRunAtATime:
    def test_the_second_says_so_and_stops(self, tmp_path: Path) -> None:
        folder, out = make(tmp_path / "sop", a="Satu"), tmp_path / "out"
        run(out, folder)
        before = results(out)
        with (out / STATE_FOLDER / LOCK_FILE).open("a+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(OutputError, match="another run writes to it"):
                run(out, make(folder, b="Dua"))
        assert results(out) == before
        assert run(out, folder) == ["b"]

    def test_a_real_second_run_names_the_first(self, tmp_path: Path) -> None:
        folder = make(tmp_path / "sop", a=f"await {tmp_path / 'go'}\nSatu")
        with start(tmp_path / "out", folder) as first:
            wait_for(lambda: (tmp_path / "out" / STATE_FOLDER / LOCK_FILE).exists())
            with start(tmp_path / "out", folder) as second:
                _, said = second.communicate(timeout=60)
            (tmp_path / "go").touch()
            first.communicate(timeout=60)
        assert second.returncode == ExitCode.OUTPUT_FAILED
        assert f"another run writes to it (process {first.pid} on " in said
        assert said.count("\n") == 1
        assert first.returncode == ExitCode.OK


def start(output: Path, *paths: Path) -> subprocess.Popen[str]:
    """Start a run of the command with the stub pipeline, in a process of its own."""
    script = (
        "import sys; from extract.batch import reading; from extract.cli import main; "
        "reading.PIPELINE = 'tests.stub_pipeline'; sys.exit(main())"
    )
    words = [*map(str, paths), "-q", "-j", "2", "-o", str(output)]
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def wait_for(happened: object, limit: float = 60) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + limit
    assert callable(happened)
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


CONTENTS = {
    f"x{number:02}": f"page\nsleep 0.05\nJudul {number}\nLain {number}" for number in range(17)
} | {"y1": "damaged", "y2": "crash", "y3": "Judul 3\npage\ncrash"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Return a folder of twenty documents, some bad, some twins, and what a run makes of it."""
    folder = make(tmp_path_factory.mktemp("undisturbed") / "sop", **CONTENTS)
    (folder / "again").mkdir()
    make(folder / "again", x03=CONTENTS["x03"], z=CONTENTS["x05"])
    output = folder.parent / "out"
    with start(output, folder) as process:
        process.communicate(timeout=120)
    assert process.returncode == ExitCode.SOME_FAILED
    return folder, results(output)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment_and_gone_on_with_it_leaves_the_same(
    tmp_path: Path, seed: int, undisturbed: tuple[Path, dict[str, bytes]]
) -> None:
    folder, expected = undisturbed
    output, chance = tmp_path / "out", random.Random(seed)  # noqa: S311
    read = 0
    for done in sorted(chance.sample(range(18), 3)):
        with start(output, folder) as process:
            wait_for(lambda: len(files(output)) >= done or process.poll() is not None)  # noqa: B023
            time.sleep(chance.random() * 0.05)
            os.kill(process.pid, signal.SIGKILL)
        for name, content in results(output).items():
            if name.endswith(".json"):
                assert alone(content) == alone(expected[name]), "never half written"
        assert len(files(output)) >= read, "what was read stays read"
        read = len(files(output))
    with start(output, folder) as process:
        process.communicate(timeout=120)
    assert process.returncode == ExitCode.SOME_FAILED
    assert results(output) == expected
    assert account(output)["session"]["kept"] > 0


def files(output: Path) -> list[Path]:
    """Return the files of records in an output folder."""
    return [*(output / "records").rglob("*.json")]
