from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.bounds.limits import Limits
from extract.cli import COMMANDS, main
from extract.cli.display import printable
from extract.errors import ExitCode, MissingDependencyError
from extract.settings import Settings
from extract.storage.places import STATE_FOLDER
from extract.version import __version__
from models import SopRecord

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sop").mkdir()
    (tmp_path / "sop" / "a.txt").write_text("Satu\nDua", encoding="utf-8")
    return tmp_path / "sop"


def run(*words: str | Path) -> int:
    """Run the command; the code argparse ends with counts like any other."""
    try:
        return main([str(word) for word in words])
    except SystemExit as end:
        return int(end.code or 0)


def titles(output: Path = Path("output")) -> list[str]:
    return [
        record["header"]["title"]
        for path in sorted((output / "records").rglob("*.json"))
        for record in json.loads(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.usefixtures("stub_pipeline")
class TestExtract:
    def test_reads_a_folder_into_output(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "README.md").write_text("A note.", encoding="utf-8")
        assert run(folder) == ExitCode.OK
        assert titles() == ["Satu", "Dua"]
        shown = capsys.readouterr()
        assert shown.err == "[1/1] sop/a.txt: 2 SOPs, 4 steps, 2 findings\n"
        heading, numbers = shown.out.splitlines()[1:4:2]
        assert re.findall(r"\w+", heading) == [
            "Files", "SOPs", "Steps", "Findings", "Failures", "Skipped",
        ]  # fmt: skip
        assert re.findall(r"\w+", numbers) == ["1", "2", "4", "2", "0", "1"]

    def test_the_command_s_name_may_be_said(self, folder: Path) -> None:
        assert run("extract", folder) == ExitCode.OK
        assert titles() == ["Satu", "Dua"]

    def test_a_folder_named_like_a_command_is_reached_by_its_path(self, folder: Path) -> None:
        folder.rename("extract")
        assert run("./extract", "-o", "out") == ExitCode.OK
        assert titles(Path("out")) == ["Satu", "Dua"]

    def test_a_failure_is_one_line_and_an_exit_code(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "b.txt").write_text("damaged", encoding="utf-8")
        assert run(folder, "gone.pdf", "-q") == ExitCode.SOME_FAILED
        shown = capsys.readouterr()
        assert shown.err.splitlines() == [
            "sop/b.txt: page 2: the file ends too early",
            "gone.pdf: there is no such file or folder",
        ]
        assert shown.out == ""
        assert titles() == ["Satu", "Dua"]

    def test_the_settings_reach_the_run(self, folder: Path) -> None:
        calendar = ("--minutes-a-day", "480", "--days-a-week", "6", "--as-of", "2024-01-31")
        recognition = ("--ocr", "never", "--ocr-lang", "ind", "--dpi", "200")
        limits = ("--max-pages", "7", "--max-content", "0.5", "--password", "rahasia")
        assert run(folder, *calendar, *recognition, *limits) == ExitCode.OK
        written = Path("output/run.json").read_text(encoding="utf-8")
        assert "rahasia" not in written
        account = json.loads(written)
        usual = Settings().limits.model_dump()
        assert account["settings"] == {
            "minutes_a_day": 480,
            "days_a_week": 6,
            "ocr": "never",
            "ocr_engine": "auto",
            "ocr_lang": "ind",
            "dpi": 200,
            "as_of": "2024-01-31",
            "catalogue": None,
            "language": "en",
            "mask_nip": False,
            "limits": {**usual, "max_pages": 7, "max_content": 0.5},
        }

    def test_the_formats_asked_for_are_written_and_the_records_always(self, folder: Path) -> None:
        words = ("--format", "bpmn,svg", "--format", "mermaid", "--format", "svg")
        assert run(folder, *words) == ExitCode.OK
        output = Path("output")
        found = [path.relative_to(output) for path in output.rglob("*.*")]
        written = [path.as_posix() for path in found if STATE_FOLDER not in path.parts]
        assert sorted(written) == [
            *(
                f"diagrams/sop/a.txt-{position}{suffix}"
                for position in (1, 2)
                for suffix in (".bpmn", ".mmd", ".svg")
            ),
            "records/sop/a.txt.json",
            "run.json",
        ]
        account = json.loads((output / "run.json").read_text(encoding="utf-8"))
        assert account["formats"] == ["json", "bpmn", "svg", "mermaid"]

    def test_sops_without_a_known_flow_are_told_of(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("extract.writers.diagrams.is_flow_known", lambda record: False)
        assert run(folder, "--format", "bpmn") == ExitCode.OK
        assert not Path("output/diagrams").exists()
        assert "No diagram of 2 SOPs" in capsys.readouterr().out
        account = json.loads(Path("output/run.json").read_text(encoding="utf-8"))
        assert account["files"][0]["undrawn"] == account["files"][0]["records"]
        assert account["totals"]["undrawn"] == 2

    def test_a_defect_in_drawing_fails_one_file_and_keeps_its_records(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "b.txt").write_text("Tiga", encoding="utf-8")

        def draw(record: SopRecord) -> str:
            raise RuntimeError(f"a message that quotes {record.header.title}")

        monkeypatch.setattr("extract.writers.svg.draw_flow_svg", draw)
        assert run(folder, "-q", "--format", "svg") == ExitCode.SOME_FAILED
        shown = capsys.readouterr().err.splitlines()
        assert [line.split(",")[0] for line in shown] == [
            "sop/a.txt: internal error",
            "sop/b.txt: internal error",
        ]
        assert "Satu" not in "".join(shown)
        assert titles() == ["Satu", "Dua", "Tiga"]

    def test_an_empty_folder_is_said_to_be_empty(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "sop").mkdir()
        assert run("sop") == ExitCode.OK
        assert capsys.readouterr().err.startswith("Nothing to read")

    def test_control_characters_in_a_name_stay_off_the_terminal(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "x\n\x1b[2J[red].txt").write_text("damaged", encoding="utf-8")
        run(folder, "-q")
        assert capsys.readouterr().err == (
            "sop/x\\n\\x1b[2J[red].txt: page 2: the file ends too early\n"
        )

    def test_an_output_that_cannot_be_written_has_its_code(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("out").write_text("mine", encoding="utf-8")
        assert run(folder, "-o", "out") == ExitCode.OUTPUT_FAILED
        assert capsys.readouterr().err == "error: out: cannot be made: File exists\n"

    def test_ctrl_c_has_its_code_and_says_what_is_left(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "b.txt").write_text("interrupt", encoding="utf-8")
        assert run(folder, "-q") == ExitCode.INTERRUPTED
        assert capsys.readouterr().err == (
            "Interrupted with 1 file unread; what had been read is in output\n"
        )
        assert titles() == ["Satu", "Dua"]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("stub_pipeline")
class TestDisplay:
    def test_a_terminal_has_a_bar_with_failures_above_it(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal = Terminal()
        monkeypatch.setattr("sys.stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        (folder / "b [red]\x1b[2J.txt").write_text("damaged", encoding="utf-8")
        assert run(folder) == ExitCode.SOME_FAILED
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
        assert "2/2" in shown
        assert "sop/b [red]\\x1b[2J.txt: page 2: the file ends too early\n" in shown
        assert "\x1b[2J" not in terminal.getvalue()
        assert "[1/2]" not in shown

    def test_a_dumb_terminal_has_plain_lines(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal = Terminal()
        monkeypatch.setattr("sys.stderr", terminal)
        monkeypatch.setenv("TERM", "dumb")
        run(folder)
        assert terminal.getvalue() == "[1/1] sop/a.txt: 2 SOPs, 4 steps, 2 findings\n"

    def test_a_reader_that_leaves_early_is_no_error(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w") as stream:
            monkeypatch.setattr("sys.stdout", stream)
            assert run(folder) == ExitCode.OK
        assert titles() == ["Satu", "Dua"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sop", "--surprise"),
        ("sop", "--minutes-a-day", "many"),
        ("sop", "--minutes-a-day", "0"),
        ("sop", "--minutes-a-day", "nan"),
        ("sop", "--days-a-week", "8"),
        ("sop", "--minutes", "450"),
        ("sop", "--format", "pdf"),
        ("sop", "--format", ""),
        ("sop", "-o", "./sop/../sop"),
        ("sop", "--jobs", "0"),
        ("sop", "--timeout", "0"),
        ("sop", "--max-memory", "little"),
        ("sop", "--mask-nip", "--debug-images", "pictures"),
        ("sop", "--shard", "4/3"),
        ("sop", "--shard", "one"),
        ("sop", "--engine", "spark"),
        ("sop", "--engine", "dask"),
        ("sop", "--scheduler", "tcp://10.0.0.5:8786"),
        ("sop", "--engine", "dask", "--scheduler", "tcp://10.0.0.5:8786", "--debug-images", "d"),
        ("join", "sop"),
        ("join",),
    ],
)
def test_bad_arguments_have_their_code_and_nothing_is_written(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == ExitCode.BAD_ARGUMENTS
    assert "error: " in capsys.readouterr().err.splitlines()[-1]
    assert [path.name for path in Path().iterdir()] == ["sop"]


def test_a_missing_package_has_its_code_and_a_remedy(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "extract.gone")
    assert run(folder) == ExitCode.MISSING_DEPENDENCY == MissingDependencyError.exit_code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: the Python package 'extract.gone' is missing")
    assert "pip install" in line


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == ExitCode.OK
    assert capsys.readouterr().out == f"sop-extract {__version__}\n"


def python(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=ROOT, env=environment
    )


def test_help_tells_every_exit_code_and_every_option() -> None:
    result = python("-m", "extract", "--help")
    assert result.returncode == 0
    for code in ExitCode:
        assert f"  {code:<4}{code.meaning}" in result.stdout
    options = {word.strip(",):") for word in result.stdout.split() if word.startswith("--")}
    assert options >= {"--format", "--output", "--minutes-a-day", "--days-a-week", "--quiet"}
    assert options >= {f"--{name.replace('_', '-')}" for name in Limits.model_fields}


def test_help_lists_all_commands() -> None:
    shown = python("-m", "extract", "--help").stdout
    modules = (ROOT / "extract" / "cli").glob("*_command.py")
    names = {path.stem.removesuffix("_command") for path in modules}
    assert names == set(COMMANDS)
    for name, does in COMMANDS.items():
        assert f"\n  {name:<10}{does}\n" in shown


def test_help_imports_nothing_heavy() -> None:
    result = python("-X", "importtime", "-m", "extract", "--help")
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "extract.cli" in imported
    heavy = {
        "lxml",
        "numpy",
        "pandas",
        "pdfminer",
        "pdfplumber",
        "rich",
        "spacy",
        "extract.pipeline",
    }
    assert imported & heavy == set()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tata Naskah é – 1.pdf", "Tata Naskah é – 1.pdf"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_a_name_is_shown_without_what_a_terminal_obeys(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_debug_images_show_each_page(tmp_path: Path) -> None:
    sample = ROOT / "samples" / "kecamatan-telaga-bestari.pdf"
    pictures = tmp_path / "pictures"
    code = run(sample, "-o", tmp_path / "out", "-q", "--debug-images", pictures)
    assert code == ExitCode.OK
    drawn = sorted(path.name for path in pictures.rglob("*.png"))
    assert drawn == [f"{sample.name}-{page:03}.png" for page in (1, 2, 3)]
