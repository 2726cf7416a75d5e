"""What the README shows is what the tool does."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import ExitCode, MissingDependencyError
from extract.readers.scan.ocr.registry import main_engine
from extract.settings import Settings
from tools.options_page import PAGE, options_page

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Return the README's first block in a language."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def without_counts_of_scans(shown: str) -> str:
    """Return what a run printed without the findings of scans, which differ with Tesseract."""
    of_scans = re.sub(r"(samples/scans/.*), \d+ findings?$", r"\1", shown, flags=re.MULTILINE)
    total = r"^(│ +\d+ │ +\d+ │ +\d+ │) +\d+ │"
    without_total = re.sub(total, r"\1 │", of_scans, flags=re.MULTILINE)
    return re.sub(r"\d+ (warning|info)", r"\1", without_total)


def counters(shown: str) -> list[str]:
    """Return how the lines of what a run printed are counted."""
    return re.findall(r"^\[\d+/\d+\]", shown, flags=re.MULTILINE)


def without_counters(shown: str) -> list[str]:
    """Return the lines of what a run printed; which document is done first is chance."""
    return re.sub(r"^\[\d+/\d+\]", "", shown, flags=re.MULTILINE).splitlines()


def is_part(shown: Any, real: Any) -> bool:
    """Return whether a shortened value agrees with the whole one."""
    if isinstance(shown, dict):
        return all(key in real and is_part(value, real[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) <= len(real) and all(map(is_part, shown, real))
    return bool(shown == real)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme") / "output"


@pytest.fixture(autouse=True)
def recognition() -> None:
    try:
        main_engine().require(Settings().ocr_lang)
    except MissingDependencyError as error:
        pytest.skip(f"the samples hold scans: {error}")


def test_the_run_it_shows_is_the_run_one_gets(
    output: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    # What it shows is a run on a bare system.
    monkeypatch.setattr("extract.readers.office.libreoffice.find_program", lambda: None)
    assert main(["samples/", "-o", str(output)]) == ExitCode.OK
    shown = capfd.readouterr()
    real = (shown.err + shown.out).replace(str(output), "output")
    command, _, expected = block("console").partition("\n")
    assert command == "$ python -m extract samples/"
    real, expected = without_counts_of_scans(real), without_counts_of_scans(expected)
    assert counters(real) == counters(expected)
    assert sorted(without_counters(real)) == sorted(without_counters(expected)), (
        "refresh the README"
    )


def test_the_record_it_shows_is_the_record_one_gets(output: Path) -> None:
    document = "samples/kecamatan-telaga-bestari.pdf"
    main([str(ROOT / document), "-q", "-o", str(output)])
    path = next((output / "records").rglob("kecamatan-telaga-bestari.pdf.json"))
    assert is_part(json.loads(block("json")), json.loads(path.read_text(encoding="utf-8"))[0])


def test_the_python_it_shows_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The documents that need no recognition, which the first test reads already.
    (tmp_path / "samples").mkdir()
    for path in (ROOT / "samples").glob("*.*"):
        shutil.copy(path, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102
    assert names["failures"] == []
    assert capsys.readouterr().out.startswith("Pelayanan Surat Keterangan Domisili Usaha 10\n")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in ROOT.glob("docs/*.md")} - {"index.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def test_the_options_page_is_what_the_parsers_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == options_page(), "run: make docs"
