"""What a document says is text wherever it is shown, and long texts are read in linear time."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.text import read_layout_sops, read_text_sops
from extract.writers.spreadsheet import unguard

HARM = {
    "title": "x < 5 && y > 3 \"kutip\" 'satu' ]]> {{7*7}} ${x}",
    "activity": '=HYPERLINK("http://contoh.invalid","klik")',
    "output": "@SUM(1+1)|' /C calc'!A0 %{rm} $(rm) [red]merah[/red]",
}
SHEET = """PEMERINTAH KABUPATEN CONTOH
Nomor SOP\t: 1/2024
Tanggal Pembuatan\t: 2 Mei 2024
Nama SOP\t: {title}
Dasar Hukum\t: \x1b]0;judul\x07\x1b[31mmerah\x1b[0m \u202eterbalik\u202c \u2066x\u2069
Peringatan\t: -

No\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput
1\t{activity}\tStaf\t-\t1 hari\t{output}
2\tMenyerahkan berkas\tStaf\tBerkas\t2 hari\tTanda terima
"""


@pytest.mark.usefixtures("inline_engine")
def test_markup_formulas_and_escapes_stay_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("jahat.txt").write_text(SHEET.format(**HARM), encoding="utf-8")
    assert main(["jahat.txt", "--format", "json,csv"]) == ExitCode.OK
    shown = capsys.readouterr()
    assert all(char.isprintable() or char == "\n" for char in shown.out + shown.err)
    [record] = json.loads(Path("output/records/jahat.txt.json").read_text(encoding="utf-8"))
    step = record["steps"][0]
    read = {"title": record["header"]["title"], **{k: step[k] for k in ("activity", "output")}}
    assert read == HARM
    assert "\u202eterbalik" in record["legal_basis"][0]["raw"]
    with Path("output/steps.csv").open(encoding="utf-8", newline="") as stream:
        cells = next(csv.DictReader(stream))
    for name in ("activity", "output"):
        assert cells[name] == f"'{HARM[name]}"
        assert unguard(cells[name]) == HARM[name]


LAYOUT = (
    "Nomor SOP       : 1\nNama SOP        : X\n\n"
    "No      Uraian Kegiatan         Pelaksana        Kelengkapan        Waktu        Output\n"
)
LONG = {
    "labels": ("", "Nomor "),
    "labels below a sheet": ("Nomor SOP : 1\nNama SOP : X\nDasar Hukum\n", "Nomor "),
    "dots": ("", "."),
    "dashes": ("", "- "),
    "brackets": ("", "("),
    "bullets": (LAYOUT, "a.\n"),
    "digits": (LAYOUT, "1\n"),
    "columns": (LAYOUT, "a b c   d e f   g h i\n"),
    "rows": (LAYOUT, "1       Menerima surat          Camat            Berkas    1 hari   Surat\n"),
    "one line": (LAYOUT, "1    Menerima surat     Camat     "),
    "tabs": ("No\tKegiatan\tWaktu\n", "x\ty\t"),
    "combining marks": ("", "e\u0301"),
}


@pytest.mark.parametrize("read", [read_text_sops, read_layout_sops])
@pytest.mark.parametrize("name", LONG)
def test_time_grows_as_the_text_does(name: str, read: type) -> None:
    start, unit = LONG[name]

    def seconds(size: int) -> float:
        text = start + unit * (size // len(unit))
        began = time.process_time()
        read(text)
        return time.process_time() - began

    seconds(2_000)
    small, large = seconds(8_000), seconds(48_000)
    # Six times the text: quadratic work would take 36 times as long.
    assert large < max(18 * small, 1.5)
