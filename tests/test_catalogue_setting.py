"""A user's own catalogue of regulations: through the settings, the command and a run's memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from extract import extract_file
from extract.batch.fingerprint import reading_of
from extract.cli import main
from extract.settings import Settings
from normalize.catalogue import CatalogueError, load_catalogue

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


def test_a_portal_s_feed_is_mapped_by_likeness_and_says_how(tmp_path: Path) -> None:
    feed = tmp_path / "jdih.json"
    kabupaten = "Indonesia. Kabupaten Balangan"
    entries = [
        {"jenis": "Peraturan Daerah", "noPeraturan": "03", "tahun_pengundangan": "2020",
         "judul": "Peraturan Daerah Nomor 3 Tahun 2020 tentang Pajak Daerah",
         "teuBadan": kabupaten, "status": "Dicabut dengan Peraturan Daerah Nomor 5 Tahun 2021"},
        {"jenis": "Peraturan Bupati", "noPeraturan": "7", "tahun_pengundangan": 2022,
         "judul": "Tata Naskah Dinas", "teuBadan": kabupaten, "status": "Berlaku"},
        {"jenis": "Artikel", "noPeraturan": "", "tahun_pengundangan": "", "judul": "Berita"},
    ]  # fmt: skip
    feed.write_text(json.dumps({"data": entries}), "utf-8")
    catalogue = load_catalogue(feed)
    tax = catalogue.find("PERDA", "Kabupaten Balangan", "3", 2020)
    assert tax is not None
    assert (tax.status, tax.revoked_by, tax.revoked_on) == ("revoked", "Perda 5/2021", "2021")
    letters = catalogue.find("PERBUP", "Kabupaten Balangan", "7", 2022)
    assert letters is not None
    assert (letters.status, letters.title) == ("in force", "Tata Naskah Dinas")
    assert "2 of 3 entries understood" in catalogue.note
    assert "number = noPeraturan" in catalogue.note
    feed.write_text('[{"a": 1}]', "utf-8")
    with pytest.raises(CatalogueError, match="no fields"):
        load_catalogue(feed)
