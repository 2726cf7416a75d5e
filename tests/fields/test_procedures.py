"""The step tables of one SOP: captions, where one ends and the next begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.raw import RawSop
from tests.builders.documents import A4, Document
from tests.builders.sop import TITLE, Content, header_of, identity_sheet, steps_of
from tests.builders.steps import ACTORS, ALL, STEPS, Heading, S, body, step_table
from tests.builders.tables import C, Table


def titles(sops: list[RawSop]) -> list[str | None]:
    return [header_of(sop).get("title") for sop in sops]


def numbers(sop: RawSop) -> list[str | None]:
    return [step.get("number") for step in steps_of(sop)]


def procedures(sop: RawSop) -> list[tuple[str | None, int, int]]:
    return [
        (p.caption.text if p.caption else None, p.first_seq, p.last_seq) for p in sop.procedures
    ]


def test_several_step_tables_after_one_identity_sheet_are_its_procedures(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.text("A. Peminjaman oleh perangkat daerah")
    document.table(step_table())
    document.page()
    document.text("B. Peminjaman oleh masyarakat")
    others = ("Petugas Layanan", "Arsiparis", "Kepala Bidang")
    document.table(step_table(STEPS[:3], heading=Heading(actors=others)))
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE]
    sop = sops[0]
    assert procedures(sop) == [
        ("A. Peminjaman oleh perangkat daerah", 1, 4), ("B. Peminjaman oleh masyarakat", 5, 7),
    ]  # fmt: skip
    assert [[a.text for a in p.actors] for p in sop.procedures] == [list(ACTORS), list(others)]
    assert [a.text for a in sop.actors] == [*ACTORS, "Petugas Layanan"]
    assert numbers(sop) == ["1", "2", "3", "4", "1", "2", "3"]


def test_procedures_one_below_the_other_on_a_page(tmp_path: Path) -> None:
    document = Document(A4)
    document.table(identity_sheet())
    document.page()
    document.text("Peminjaman")
    document.table(step_table(STEPS[:2], room=515))
    document.text("Pengembalian")
    document.table(step_table(STEPS[:2], room=515))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("Peminjaman", 1, 2), ("Pengembalian", 3, 4)]


def test_a_procedure_that_runs_on_to_the_next_page_stays_one(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.text("A. Peminjaman")
    document.table(step_table(STEPS[:2]))
    document.page()
    document.table(step_table(STEPS[2:]))
    document.page()
    document.text("B. Pengembalian")
    document.table(step_table(STEPS[:2]))
    document.page()
    document.table(step_table(STEPS[2:], headed=False))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("A. Peminjaman", 1, 4), ("B. Pengembalian", 5, 8)]


def test_a_caption_in_the_table_itself(tmp_path: Path) -> None:
    table = step_table()
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(table.widths, [[C("A. Peminjaman", cols=9)], *table.rows]))
    document.page()
    document.table(Table(table.widths, [[C("B. Pengembalian", cols=9)], *table.rows]))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("A. Peminjaman", 1, 4), ("B. Pengembalian", 5, 8)]


def test_a_heading_again_in_the_same_table(tmp_path: Path) -> None:
    """Two procedures in one ruled table, each with its heading."""
    heading = Heading()
    table = step_table()
    second = [[C("B. Pengembalian", cols=9)], *heading.rows(ALL), *body(STEPS[:2], ALL, heading)]
    document = Document((842, 900))
    document.table(identity_sheet(content=Content(sections={})))
    document.page()
    document.table(Table(table.widths, [*table.rows, *second]))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [(None, 1, 4), ("B. Pengembalian", 5, 6)]
    assert numbers(sop) == ["1", "2", "3", "4", "1", "2"]


def test_a_table_without_numbers_goes_on_under_a_repeated_heading(tmp_path: Path) -> None:
    columns = tuple(column for column in ALL if column != "number")
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(STEPS[:2], columns))
    document.page()
    document.table(step_table(STEPS[2:], columns))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [(None, 1, 4)]


def test_a_step_table_on_the_page_of_its_caption_among_other_text(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.text("PEMERINTAH KABUPATEN TIRTA AMAN", "DINAS KEARSIPAN DAERAH", gap=100)
    document.text("Alur Peminjaman Arsip")
    document.table(step_table([S("1.", "Menerima permohonan")]))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("Alur Peminjaman Arsip", 1, 1)]


def test_offices_told_apart_by_their_numbers_are_actors_of_their_own(tmp_path: Path) -> None:
    names = ("Inspektur Pembantu I", "Inspektur Pembantu II", "Inspektur Pembantu III")
    document = Document()
    document.table(identity_sheet())
    for part in (STEPS[:2], STEPS[2:]):
        document.page()
        document.table(step_table(part, heading=Heading(actors=names)))
    [sop] = document.read(tmp_path)
    assert [actor.text for actor in sop.actors] == list(names)
    assert procedures(sop) == [(None, 1, 4)]


def test_a_slip_in_a_repeated_heading_makes_no_new_actor(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    for part, last in ((STEPS[:2], "Kepala Dinas"), (STEPS[2:], "Kepaia Oinas Kab")):
        document.page()
        names = ("Arsiparis", "Kepala Bidang", last)
        document.table(step_table(part, heading=Heading(actors=names)))
    [sop] = document.read(tmp_path)
    assert [actor.text for actor in sop.actors] == list(ACTORS)


@pytest.mark.parametrize("sheet", [False, True])
def test_a_heading_at_the_foot_of_a_page(sheet: bool, tmp_path: Path) -> None:
    document = Document()
    if sheet:
        document.table(identity_sheet())
        document.page()
    document.text("SOP PEMINJAMAN")
    document.table(step_table([]))
    document.page()
    document.table(step_table(headed=False))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("SOP PEMINJAMAN", 1, 4)]
    assert [actor.text for actor in sop.actors] == list(ACTORS)


def test_a_captioned_table_without_heading_that_counts_anew(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.text("A. Peminjaman")
    document.table(step_table())
    document.page()
    document.text("B. Pengembalian")
    document.table(step_table(STEPS[:2], headed=False))
    [sop] = document.read(tmp_path)
    assert procedures(sop) == [("A. Peminjaman", 1, 4), ("B. Pengembalian", 5, 6)]
