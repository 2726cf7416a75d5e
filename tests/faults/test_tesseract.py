"""A Tesseract that is missing or misbehaves: the page says so, and the batch goes on.

The programs are shell scripts written by the tests and put first on PATH.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytesseract
import pytest

from extract import extract_file
from extract.cli import main
from extract.errors import ExitCode, RecognitionError
from extract.readers.scan.ocr.engine import Hints, RecognisedWord
from extract.readers.scan.ocr.engines import tesseract
from extract.settings import Settings
from models import Severity

SAMPLES = Path(__file__).parents[2] / "samples"
# Text alone; text whose flowchart is a picture.
DIGITAL, MIXED = "disdukcapil-lembah-arunika.txt", "kelurahan-gunung-melati.pdf"
LIMIT = 1.0  # seconds, in the place of the usual limits

# What every one of them answers when asked for its languages and version.
GREETING = """#!/bin/sh
case "$*" in
    *--list-langs*) printf 'List of available languages (2):\\neng\\nind\\n'; exit 0 ;;
    *--version*) echo 'tesseract 5.3.0'; exit 0 ;;
esac
"""
HEADING = "level page_num block_num par_num line_num word_num left top width height conf text"
TSV = "printf '{rows}' > \"$2.tsv\""


def table(*rows: str) -> str:
    """Return the command that writes a table as Tesseract does; columns separated by blanks."""
    lines = "".join(row.replace(" ", "\\t") + "\\n" for row in (HEADING, *rows))
    return TSV.format(rows=lines)


# What it does when asked to recognise a picture, and words that the message must have.
FAULTS: dict[str, tuple[str, str]] = {
    "hangs": ("exec sleep 60", "more than 1 s"),
    "hangs in a child": ("sleep 5 & wait", "more than 1 s"),
    "crashes": ("kill -SEGV $$", "SIGSEGV"),
    "runs out of memory": (
        "echo \"terminate called after throwing an instance of 'std::bad_alloc'\" >&2\n"
        "kill -ABRT $$",
        "bad_alloc",
    ),
    "is killed for its memory": ("kill -KILL $$", "SIGKILL"),
    "refuses the picture": ("echo 'Error in pixReadStream' >&2; exit 1", "Error in pixReadStream"),
    "complains in no UTF-8": ("printf '\\377\\376 oops' >&2; exit 1", "UTF-8"),
    "answers in no UTF-8": (table("5 1 1 1 1 1 9 9 40 9 91 \\377\\376rak"), "UTF-8"),
    "writes nothing": ("exit 0", "cannot be read"),
    "writes an empty file": (': > "$2.tsv"', "cannot be read"),
    "stops in a row": (table("5 1 1 1 1 1 9 9 40 9 91 Nomor", "5 1 1 1 1 2 60"), "cannot be read"),
    "writes words for numbers": (table("5 1 1 1 1 1 x y 40 9 ? Nomor"), "cannot be read"),
}

Fake = Callable[[str], None]


@pytest.fixture(autouse=True)
def forget_what_is_installed() -> Iterator[None]:
    """Ask the Tesseract of each test for its languages, and the real one afterwards."""
    tesseract.installed_languages.cache_clear()
    yield
    tesseract.installed_languages.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Return a function that puts a program called tesseract first on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=":")

    def write(script: str) -> None:
        program = folder / "tesseract"
        program.write_text(script, encoding="utf-8")
        program.chmod(0o755)

    return write


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "LIMITS", tesseract.TesseractLimits(LIMIT, LIMIT))


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scan: Path) -> Path:
    """Return a folder with a text, a scan, and a PDF of both kinds; work in the folder above."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (DIGITAL, MIXED):
        shutil.copy(SAMPLES / name, folder)
    shutil.copy(scan, folder / "scan.png")
    return folder


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of a sample drawn as a picture."""
    path = tmp_path_factory.mktemp("scan") / "scan.png"
    with pypdfium2.PdfDocument(SAMPLES / MIXED) as document:
        bitmap = document[0].render(scale=1.5)
        bitmap.to_pil().convert("L").save(path)
    return path


def entries(output: Path) -> dict[str, dict[str, Any]]:
    run = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return {Path(entry["path"]).name: entry for entry in run["files"]}


def recognise() -> list[RecognisedWord]:
    picture = np.full((40, 200), 255, np.uint8)
    return tesseract.ENGINE.read(picture, Hints("ind+eng", 300))


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("fault", FAULTS)
def test_one_line_says_what_tesseract_did(fault: str, install: Fake) -> None:
    behaviour, named = FAULTS[fault]
    install(GREETING + behaviour)
    began = time.monotonic()
    with pytest.raises(RecognitionError) as caught:
        recognise()
    message = str(caught.value)
    assert message.startswith("Tesseract")
    assert named in message
    assert "\n" not in message
    assert time.monotonic() - began < 30, "it was waited for"


def test_what_it_writes_properly_is_read(install: Fake) -> None:
    install(GREETING + table("4 1 1 1 1 0 9 9 80 9 -1 ", "5 1 1 1 1 1 9 9 40 9 91.5 Nomor"))
    (word,) = recognise()
    assert (word.text, word.bbox, word.confidence) == ("Nomor", (9, 9, 49, 18), 0.91)


@pytest.mark.usefixtures("short_limits", "inline_engine")
@pytest.mark.parametrize("fault", ["hangs", "crashes", "answers in no UTF-8"])
def test_the_batch_goes_on(
    fault: str, install: Fake, batch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(GREETING + FAULTS[fault][0])
    assert main([batch.name, "-q", "--dpi", "100"]) == ExitCode.SOME_FAILED
    mixed, scanned = capsys.readouterr().err.splitlines()
    assert mixed.startswith(f"in/{MIXED}: read in part: page 2: Tesseract")
    assert scanned.startswith("in/scan.png: page 1: Tesseract")
    assert "scan it anew" in scanned
    done = entries(Path("output"))
    assert done["scan.png"]["status"] == "failed"
    assert done["scan.png"]["error"]["code"] == "recognition-failed"
    assert done[DIGITAL]["status"] == "read"
    assert done[MIXED]["status"] == "partial"
    assert done[MIXED]["error"]["code"] == "recognition-failed"


def test_what_is_digital_of_a_page_is_read_and_a_finding_tells_the_rest(install: Fake) -> None:
    install(GREETING + FAULTS["crashes"][0])
    (record,) = extract_file(SAMPLES / MIXED, settings=Settings(dpi=100))
    failed = [finding for finding in record.findings if finding.code == "recognition-failed"]
    assert [(finding.page, finding.severity) for finding in failed] == [(2, Severity.ERROR)]
    assert "SIGSEGV" in failed[0].message
    assert record.header.sop_number == "470/004/KEL-GM/2022"
    assert len(record.steps) == 6
    assert not any(step.actors for step in record.steps), "made up"


def test_the_page_before_one_that_fails_is_kept(install: Fake, tmp_path: Path) -> None:
    """The real Tesseract, which crashes after reading a heading of the second page."""
    real = shutil.which("tesseract")
    if real is None or not {"ind", "eng"} <= tesseract.installed_languages():
        pytest.skip("Tesseract with Indonesian and English is not installed")
    scan = tmp_path / "scan.tiff"
    with pypdfium2.PdfDocument(SAMPLES / "kecamatan-telaga-bestari.pdf") as document:
        pages = [document[number].render(scale=2).to_pil().convert("L") for number in (0, 1)]
    pages[0].save(scan, save_all=True, append_images=pages[1:], dpi=(144, 144))
    install(
        f'#!/bin/sh\n{real} "$@" || exit $?\ngrep -qsi mutu "$2.tsv" && kill -SEGV $$\nexit 0\n'
    )
    tesseract.installed_languages.cache_clear()
    (record,) = extract_file(scan, settings=Settings(dpi=200))
    assert record.header.sop_number == "138/07/KEC-TB/2023"
    assert record.source.pages == [1]
    failed = [finding for finding in record.findings if finding.code == "recognition-failed"]
    assert [(finding.page, finding.severity) for finding in failed] == [(2, Severity.ERROR)]


@pytest.mark.usefixtures("short_limits", "inline_engine")
@pytest.mark.parametrize(
    ("script", "remedy"),
    [
        (None, "apt-get install tesseract-ocr tesseract-ocr-ind"),
        (
            "#!/bin/sh\nprintf 'List of available languages (1):\\neng\\n'\n",
            "apt-get install tesseract-ocr-ind",
        ),
        ("#!/bin/sh\nexit 127\n", "apt-get install tesseract-ocr"),
        ("#!/bin/sh\nexec sleep 60\n", "does not start"),
        ("#!/bin/sh\nprintf '\\377\\n'\n", "does not start"),
    ],
    ids=["missing", "without ind", "broken", "hangs at once", "speaks no UTF-8"],
)
def test_without_tesseract_the_digital_files_are_read(
    script: str | None,
    remedy: str,
    install: Fake,
    batch: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if script is None:
        monkeypatch.setenv("PATH", str(batch))
    else:
        install(script)
    (batch / MIXED).unlink()
    assert main([batch.name, "-q", "--dpi", "100"]) == ExitCode.MISSING_DEPENDENCY
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("in/scan.png: Tesseract ")
    assert remedy in line
    done = entries(Path("output"))
    assert done["scan.png"]["error"]["code"] == "missing-dependency"
    assert done[DIGITAL]["status"] == "read"


def test_a_version_that_is_none_ends_no_run(install: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wrapper calls sys.exit where it cannot make out the version."""
    install(GREETING.replace("tesseract 5.3.0", "unknown build"))
    ask = pytesseract.pytesseract.get_tesseract_version
    monkeypatch.setattr(ask, "_result", ask)  # as if it had not been asked yet
    with pytest.raises(RecognitionError, match="cannot be read"):
        recognise()
