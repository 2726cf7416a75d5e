"""Step tables that are spread: over pages side by side, moved pages, lists, text over borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.text import read_text_sops
from tests.builders.checks import check, read, wanted
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet, steps_of
from tests.builders.steps import ACTORS, STEPS, Heading, S, step_table
from tests.builders.tables import C, Row, Table

MANY = tuple(
    S(f"{i}.", f"Memeriksa berkas bagian {i}" + " dan lampirannya yang lengkap" * (i % 3) * 3,
      f"Berkas {i}", f"{i} jam", f"Catatan {i}", f"Lihat {i}")
    for i in range(1, 9)
)  # fmt: skip
SIDE = [("requirements", 220.0), ("duration", 90.0), ("output", 190.0), ("remarks", 120.0)]


def side_page(steps: Sequence[S], heights: Sequence[float], *, headed: bool) -> Table:
    """Return the right part of a table: Mutu Baku and the remarks, in rows of given heights."""
    rows: list[Row] = []
    if headed:
        rows = [
            [C("Mutu Baku", cols=3), C("Keterangan", rows=2)],
            ["Kelengkapan", "Waktu", "Output"],
        ]
    for step, height in zip(steps, heights, strict=True):
        rows.append([C(getattr(step, name), height=height) for name, _ in SIDE])
    return Table([width for _, width in SIDE], rows)


@pytest.mark.parametrize("order", ["columns first", "rows first"])
def test_mutu_baku_on_pages_of_its_own(order: str, tmp_path: Path) -> None:
    left = ("number", "activity", "actors")
    document = Document()
    document.table(identity_sheet())
    halves = (MANY[:5], MANY[5:])
    heights: list[list[float]] = []

    def draw_left(part: int) -> None:
        document.page()
        table = step_table(halves[part], left, Heading(quality=None), headed=part == 0, room=520.0)
        placed = document.table(table)
        first = len(table.rows) - len(halves[part])
        heights.append([p.bottom - p.top for p in placed if p.column == 0 and p.row >= first])

    def draw_right(part: int) -> None:
        document.page()
        document.table(side_page(halves[part], heights[part], headed=part == 0), x=90.0)

    if order == "columns first":
        plan = [(draw_left, 0), (draw_right, 0), (draw_left, 1), (draw_right, 1)]
    else:
        plan = [(draw_left, 0), (draw_left, 1), (draw_right, 0), (draw_right, 1)]
    for draw, part in plan:
        draw(part)
    check(document, tmp_path, steps=MANY)


@pytest.mark.parametrize(("aside", "scale"), [(9.0, 1.0), (-24.0, 1.0), (40.0, 0.9), (8.0, 1.05)])
def test_a_page_set_aside_or_scaled(aside: float, scale: float, tmp_path: Path) -> None:
    table = step_table(MANY[:5], room=680.0)
    rest = step_table(MANY[5:], headed=False, room=680.0 * scale)
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(table, x=60.0)
    document.page()
    document.table(rest, x=60.0 + aside)
    check(document, tmp_path, steps=MANY)


@pytest.mark.parametrize("box", ["Pencatatan", "Langkah Prosedur"])
def test_steps_listed_with_labels_instead_of_a_table(box: str, tmp_path: Path) -> None:
    listed = ("1. Buku arsip\nLangkah Prosedur\n" if box == "Pencatatan" else "") + "\n".join(
        f"{i}. {step.activity}\nPelaksana: {ACTORS[0]} | Kelengkapan: {step.requirements} | "
        f"Waktu: {step.duration} | Keluaran: {step.output}\nKeterangan: {step.remarks}"
        for i, step in enumerate(MANY[:4], 1)
    )
    sheet = identity_sheet()
    document = Document()
    document.table(Table(sheet.widths, [*sheet.rows, [C(box, cols=4)], [C(listed, cols=4)]]))
    sop = read(document, tmp_path)
    assert steps_of(sop) == wanted(MANY[:4])
    assert [[actor.text for actor in step.actors] for step in sop.steps] == [[ACTORS[0]]] * 4
    assert (sop.sections["records"][-1].text == "Buku arsip") is (box == "Pencatatan")
    assert not sop.extra_sections


def test_text_printed_over_the_table_s_right_border(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    bare = [replace(STEPS[0], remarks=""), *STEPS[1:]]
    placed = document.table(step_table(bare))
    last = max(placed, key=lambda p: (p.row == 2, p.x1))
    y = document.height - last.top - 11
    document.canvas.setFont("Helvetica", 8)
    document.canvas.drawString(last.x1 - 60, y, "Loket pelayanan satu pintu")
    document.canvas.drawString(last.x1 + 90, y, "Catatan di tepi")
    check(
        document,
        tmp_path,
        steps=[replace(STEPS[0], remarks="Loket pelayanan satu pintu"), *STEPS[1:]],
    )


MARKED = """PEMERINTAH KABUPATEN TIRTA AMAN
Nomor SOP\t067/01/ARS/2024
Nama SOP\tPeminjaman Arsip Statis
Dasar Hukum
1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan

No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKeterangan
\t\tArsiparis\tKepala Dinas\tKelengkapan\tWaktu\tOutput\t
1\tMenerima berkas\t{0}\t\tSurat\t10 menit\tBerkas\t
2\tMemeriksa berkas\t\t{0}\tBerkas\t1 jam\tParaf\t
"""


@pytest.mark.parametrize(("mark", "told"), [("√", True), ("V", True), ("X", True), ("Ya", False)])
def test_marks_in_a_text_s_actor_columns(mark: str, told: bool) -> None:
    [sop] = read_text_sops(MARKED.format(mark))
    actors = [[actor.text for actor in step.actors] for step in sop.steps]
    assert actors == ([["Arsiparis"], ["Kepala Dinas"]] if told else [[], []])
