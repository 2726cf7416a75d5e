"""Roles of columns: the best whole explanation, and how sure each role is."""

from __future__ import annotations

import pytest

from extract.form.assign import assign_roles, trusted
from extract.form.table_columns import TableColumn

STEPS = ("1", "2", "3")
WORK = ("Menerima berkas permohonan", "Memeriksa berkas permohonan", "Menandatangani surat izin")
NEEDS = ("Surat permohonan", "Berkas permohonan", "Konsep surat")
TIMES = ("10 menit", "1 jam", "1 hari")
RESULTS = ("Tanda terima", "Berkas lengkap", "Surat izin")
NONE = ("", "", "")
ROLES = ["number", "activity", "actor", "actor", "requirements", "duration", "output", "remarks"]


def table(**changed: str) -> list[TableColumn]:
    """Return a usual table's columns with other headings, by role."""
    usual = {
        "number": TableColumn("No", "", STEPS, 30),
        "activity": TableColumn("Uraian Kegiatan", "", WORK, 190),
        "loket": TableColumn("Petugas Loket", "actors", NONE, 60),
        "kepala": TableColumn("Kepala Dinas", "actors", NONE, 60),
        "requirements": TableColumn("Kelengkapan", "quality", NEEDS, 120),
        "duration": TableColumn("Waktu", "quality", TIMES, 60),
        "output": TableColumn("Output", "quality", RESULTS, 110),
        "remarks": TableColumn("Keterangan", "", NONE, 70),
    }
    return [
        TableColumn(changed.get(name, c.heading), c.group, c.cells, c.width)
        for name, c in usual.items()
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"number": ""},
        {"activity": "Butir Tindakan Pokok"},
        {"requirements": "Ke1engk"},
        {"duration": ""},
        {"output": "Capaian"},
        {"loket": "Pefugos L0kel"},
        {"requirements": "", "duration": "", "output": ""},
        {"number": "N", "activity": "Urai Kegi", "duration": "Wak", "output": "Outp"},
    ],
)
def test_a_column_is_known_by_place_and_contents(changed: dict[str, str]) -> None:
    assert [one.role for one in assign_roles(table(**changed))] == ROLES


def test_the_usual_table_leaves_no_doubt() -> None:
    assert all(trusted(one.sureness) == 1.0 for one in assign_roles(table()))


def test_less_evidence_makes_less_sure() -> None:
    usual = assign_roles(table())
    bare = assign_roles([TableColumn("", "", (), c.width) for c in table()])
    assert min(one.sureness for one in bare) < 0.9 < min(one.sureness for one in usual)


def test_a_role_is_given_once() -> None:
    twice = [*table(), TableColumn("Waktu", "", TIMES, 60)]
    roles = [one.role for one in assign_roles(twice)]
    assert roles.count("duration") == 1


def test_no_columns_have_no_roles() -> None:
    assert assign_roles([]) == []
