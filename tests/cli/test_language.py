"""Commands speak the language of the locale, or the one asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.cli import main
from extract.cli.language import language_of_locale
from extract.errors import ExitCode
from models.language import Language

SAMPLE = Path(__file__).parents[2] / "samples" / "bkd-tanjung-lestari-linier.txt"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "id_ID.UTF-8"}, Language.INDONESIAN),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_US.UTF-8"}, Language.ENGLISH),
        ({"LC_MESSAGES": "id", "LANG": "C"}, Language.INDONESIAN),
        ({"LANG": "Indonesian_Indonesia.1252"}, Language.INDONESIAN),
        ({"LANG": "C.UTF-8"}, Language.ENGLISH),
    ],
)
def test_the_locale_says_the_language(
    variables: dict[str, str], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() is language


def test_a_run_in_another_language_tells_findings_anew_and_reads_nothing(tmp_path: Path) -> None:
    messages: dict[str, list[str]] = {}
    for language in ("en", "id"):
        command = [str(SAMPLE), "-o", str(tmp_path), "-q", "--lang", language]
        assert main(command) == ExitCode.OK
        [path] = tmp_path.glob("records/**/*.json")
        records = json.loads(path.read_text("utf-8"))
        messages[language] = [f["message"] for record in records for f in record["findings"]]
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["session"]["kept"] == 1
    assert all("Labels" in text or "not among" in text for text in messages["en"])
    assert all("Label dan" in text or "tidak ada di" in text for text in messages["id"])
