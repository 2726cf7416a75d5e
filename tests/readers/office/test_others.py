"""Office files of other kinds hold no SOP, and say so."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import NotAnSopError
from tests.readers.office.reading import read
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_grid import Cell, Grid, Symbol
from tools.make_samples.office_xlsx import write_xlsx

GOODS = ("Kertas HVS", "Tinta printer", "Map", "Meja rapat", "Kursi", "Laptop", "Papan tulis")
NAMES = ("Andi", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hana")
# Of 200 such files no one gave a record; so many are made in every run.
FILES = 48


def table(name: str, heads: list[str], rows: list[list[str]], *, border: bool = True) -> Grid:
    grid = Grid(name, [80.0 + 10 * (i % 3) for i in range(len(heads))])
    for row, texts in enumerate([heads, *rows]):
        for column, text in enumerate(texts):
            grid.add(Cell(row, column, text, border=border, bold=row == 0))
    return grid


def prices(pick: random.Random) -> Grid:
    rows = [[str(n), pick.choice(GOODS), "buah", f"{pick.randint(1, 900)}.000", str(n * 2)]
            for n in range(1, pick.randint(5, 60))]  # fmt: skip
    heads = ["No", "Nama Barang", "Satuan", "Harga", "Jumlah"]
    return table("Harga", heads, rows, border=pick.random() < 0.7)


def budget(pick: random.Random) -> Grid:
    rows = [[f"5.1.02.{n:02d}", f"Belanja {pick.choice(GOODS)}", str(pick.randint(1, 9)), "unit",
             "Rp 1.500.000", "Keterangan"] for n in range(1, pick.randint(4, 40))]  # fmt: skip
    return table("RAB", ["Kode", "Uraian", "Volume", "Satuan", "Harga", "Keterangan"], rows)


def schedule(pick: random.Random) -> Grid:
    rows = [[str(n), f"Rapat {pick.choice(GOODS)}", "Senin, 08.00", pick.choice(NAMES)]
            for n in range(1, pick.randint(4, 20))]  # fmt: skip
    grid = table("Jadwal", ["No", "Agenda", "Waktu", "Petugas"], rows)
    grid.symbols = [Symbol(100 + n, pick.choice(["process", "decision"]), n, 3) for n in (1, 2)]
    return grid


def staff(pick: random.Random) -> Grid:
    rows = [[str(n), pick.choice(NAMES), "19900101 202001 1 001", "Penata", "Kepala Seksi"]
            for n in range(1, pick.randint(4, 40))]  # fmt: skip
    return table("Pegawai", ["No", "Nama", "NIP", "Pangkat", "Jabatan"], rows)


def letter(pick: random.Random) -> Grid:
    grid = Grid("Surat", [90.0, 15.0, 330.0])
    for row, (label, text) in enumerate([
        ("Nomor", f"005/{pick.randint(1, 99)}/2024"), ("Lampiran", "-"), ("Hal", "Undangan"),
        ("Tanggal", "5 Maret 2024"), ("Tempat", "Ruang rapat"),
    ]):  # fmt: skip
        grid.add(Cell(row, 0, label, border=False), Cell(row, 1, ":", border=False))
        grid.add(Cell(row, 2, text, border=False))
    for row in range(5, pick.randint(8, 25)):
        text = f"Dengan hormat, {pick.choice(NAMES)} diundang membahas {pick.choice(GOODS)}."
        grid.add(Cell(row, 0, text, columns=3, border=False))
    return grid


KINDS: tuple[Callable[[random.Random], Grid], ...] = (prices, budget, schedule, staff, letter)


@pytest.mark.parametrize("part", range(4))
def test_files_of_other_kinds_give_no_record(part: int, tmp_path: Path) -> None:
    told = []
    for seed in range(part, FILES, 4):
        pick = random.Random(seed)  # noqa: S311
        grids = [KINDS[seed // 8 % len(KINDS)](pick) for _ in range(pick.randint(1, 2))]
        grids = [Grid(f"{grid.name} {n}", grid.widths, grid.heights, grid.cells, grid.symbols)
                 for n, grid in enumerate(grids)]  # fmt: skip
        name, data = "a.xlsx", write_xlsx(grids)
        if seed // 4 % 2:
            name, data = "a.docx", write_docx(grids)
        try:
            told.append((seed, grids[0].name, len(read(data, tmp_path / name))))
        except NotAnSopError:
            continue
    assert not told
