"""A user's own catalogue of regulations: through the settings, the command and a run's memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from extract import extract_file
from extract.batch.fingerprint import reading_of
from extract.cli import main
from extract.settings import Settings

SAMPLE = Path(__file__).parents[1] / "samples" / "inspektorat-nusa-kelapa.txt"
HEADING = "type,number,year,title,revoked_by,revoked_on"


def codes(settings: Settings) -> set[str]:
    [record] = extract_file(SAMPLE, settings=settings)
    return {finding.code for finding in record.findings}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADING}\nPP,12,2017,Pengawasan,PP 1/2018,2018\n", encoding="utf-8")
    return path


def test_a_regulation_of_the_users_is_known(own: Path) -> None:
    assert "legal-basis-revoked" not in codes(Settings())
    assert "legal-basis-revoked" in codes(Settings(catalogue=own))


def test_a_malformed_file_is_refused_with_one_line(own: Path) -> None:
    own.write_text(f"{HEADING}\nPP,12,17,Pengawasan,,\n", encoding="utf-8")
    with pytest.raises(ValidationError, match=r'own\.csv: line 2: "17" is no year'):
        Settings(catalogue=own)


@pytest.mark.parametrize("text", [None, f"{HEADING}\nPP,12\n"])
def test_the_command_ends_with_what_is_wrong(
    own: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is None:
        own.unlink()
    else:
        own.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as raised:
        main([str(SAMPLE), "-o", str(own.parent / "output"), "--catalogue", str(own)])
    assert raised.value.code == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert f"--catalogue: {own}: " in message
    assert not (own.parent / "output").exists()


def test_records_are_read_anew_where_the_file_has_changed(own: Path) -> None:
    before = reading_of(Settings(catalogue=own))
    assert reading_of(Settings(catalogue=own)) == before
    own.write_text(f"{HEADING}\nPP,12,2017,Pengawasan,PP 1/2018,2019\n", encoding="utf-8")
    assert reading_of(Settings(catalogue=own)) != before
    assert reading_of(Settings()) != before
